import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wires } from '../wires/index.ts';
import { CatalogueFile, catalogue, catalogueJsonSchema, readCatalogue } from './catalogue.ts';

const all = catalogue();
const live = all.filter(({ endOfLife }) => endOfLife === undefined);
const own = {
  id: 'home/wan',
  name: { en: 'Wan at home', zh: '家里的万相' },
  wire: 'openai-videos',
  providerModel: 'wan',
  makes: 'video',
  takes: {},
  prompt: {},
  prices: [{ usd: 0.01, per: 'second', source: 'my power bill', asOf: '2026-11-01', sureness: 'experiment' }],
  sources: ['me'],
};

describe('the catalogue', () => {
  test('has at least thirty-five living models over at least fourteen wires', () => {
    expect(live.length).toBeGreaterThanOrEqual(35);
    expect(new Set(live.map(({ wire }) => wire)).size).toBeGreaterThanOrEqual(14);
  });

  test('names every model once, and every price with its source and a date that is not in the future of the catalogue', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id, prices } of all) for (const { source, asOf } of prices) expect(source !== '' && asOf <= '2026-11-22', id).toBe(true);
  });

  test('sends every living model by a wire that there is', () => {
    const strays = live.filter(({ wire }) => wire !== 'stage' && wires[wire] === undefined).map(({ id, wire }) => `${id}: ${wire}`);
    expect(strays).toEqual([]);
  });

  test('leads from every dead model to a living one', () => {
    const dead = all.filter(({ endOfLife }) => endOfLife !== undefined);
    expect(dead.length).toBeGreaterThanOrEqual(4);
    for (const { id, endOfLife } of dead)
      expect(
        live.map((entry) => entry.id),
        id,
      ).toContain(endOfLife?.successor);
  });

  test('has a height for every resolution it offers, and lengths that its sizes allow', () => {
    for (const { id, resolutions, heightsPx, lengthsAt } of all) {
      expect(
        resolutions.filter((name) => heightsPx[name] === undefined),
        id,
      ).toEqual([]);
      expect(
        Object.keys(lengthsAt).filter((name) => !resolutions.includes(name)),
        id,
      ).toEqual([]);
    }
  });

  test('tags what is not verified, with what the other reading would be', () => {
    for (const { id, dialect } of all)
      for (const [name, { note }] of Object.entries(dialect)) expect(note.length, `${id} ${name}`).toBeGreaterThan(5);
    const kling = all.find(({ id }) => id === 'kling/v1/text');
    expect(kling?.dialect['panTilt']).toMatchObject({ value: 'modern', sureness: 'unverified' });
  });
});

describe('a person’s own catalogue', () => {
  test('adds entries and marks their prices as theirs', () => {
    const found = readCatalogue({ models: [own] }).find(({ id }) => id === 'home/wan');
    expect(found?.prices).toEqual([expect.objectContaining({ usd: 0.01, isTheirs: true, when: {} })]);
  });

  test('puts an entry in the place of ours and keeps our prices beside theirs, so that a ceiling can count the higher', () => {
    const theirs = readCatalogue({ models: [{ ...own, id: 'google/veo-3.1' }] });
    expect(theirs.length).toBe(all.length);
    expect(theirs.findIndex(({ id }) => id === 'google/veo-3.1')).toBe(all.findIndex(({ id }) => id === 'google/veo-3.1'));
    expect(theirs.find(({ id }) => id === 'google/veo-3.1')?.prices.map(({ usd, isTheirs }) => [usd, isTheirs])).toEqual([
      [0.01, true],
      [0.4, undefined],
    ]);
  });

  test.each([
    ['an unknown field', { models: [{ ...own, price: 3 }] }, 'price'],
    ['a price without a date', { models: [{ ...own, prices: [{ usd: 1, per: 'second', source: 'x', sureness: 'package' }] }] }, 'asOf'],
    ['an id in capitals', { models: [{ ...own, id: 'Home/Wan' }] }, 'id'],
    ['no list', {}, 'models'],
  ])('refuses %s and says where', (_, json, place) => {
    expect(() => readCatalogue(json)).toThrow(place);
  });

  test('has a JSON Schema for editors that is the one published', () => {
    const file = join(import.meta.dirname, '../../../../docs/catalogue.schema.json');
    const text = `${JSON.stringify(catalogueJsonSchema(), null, 2)}\n`;
    if (process.env['FANTASCOPE_GOLDEN'] === 'write') writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(CatalogueFile.safeParse({ models: [own] }).success).toBe(true);
  });
});

import { Shot } from '@fantascope/film';
import { type CatalogueEntry, catalogue, type TakeRequest, wires } from '@fantascope/models';
import { describe, expect, test } from 'vitest';
import { compile, isRefusal } from './compile.ts';
import type { Plan } from './plan.ts';
import { tellingShots } from './snapshots/telling-shots.ts';
import { planOf } from './snapshots/write-snapshot.ts';

const png = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The plan's request once what it needs has been made and brought to the provider. */
function ready(request: TakeRequest, { wire }: CatalogueEntry): TakeRequest {
  const file = (uri: string) => {
    if (wire === 'comfyui') return { url: `upload:${uri.replace(/\W+/g, '-')}.png` };
    return uri.includes('video') || uri.includes('control')
      ? { url: `https://files.example/${uri.replace(/\W+/g, '-')}.mp4` }
      : wire === 'vertex-veo' || wire.startsWith('openai')
        ? { dataUri: png }
        : { url: `https://files.example/${uri.replace(/\W+/g, '-')}.png` };
  };
  const filled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== 'object' || value === null) return value;
    const url = (value as { url?: unknown }).url;
    if (typeof url === 'string' && url.startsWith('need:')) return file(url);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each)]));
  };
  const { settings, ...fields } = request;
  return { ...(filled(fields) as TakeRequest), ...(settings === undefined ? {} : { settings }) };
}

/** Vertex's address holds a person's own project. */
const addressOf = ({ baseUrl = 'https://provider.example', wire }: CatalogueEntry) =>
  wire === 'vertex-veo' ? `${baseUrl}/projects/film/locations/us-central1` : baseUrl;

function lostOnTheWire(plan: Plan, entry: CatalogueEntry): readonly string[] {
  const wire = wires[entry.wire];
  if (wire === undefined) return ['no wire'];
  const dialect = Object.fromEntries(Object.entries(entry.dialect).map(([name, { value }]) => [name, value]));
  try {
    return wire.submit(ready(plan.request, entry), { baseUrl: addressOf(entry), dialect }).dropped;
  } catch (cause) {
    return [`throws: ${cause instanceof Error ? cause.message : String(cause)}`];
  }
}

// A workflow of one's own is not in the catalogue; without it nothing can be sent.
const entries = catalogue().filter(({ endOfLife, dialect }) => endOfLife === undefined && dialect['workflow'] === undefined);

describe('the pictures of the cast', () => {
  const cast = [
    { name: 'Mei', en: 'a girl in a red coat', zh: '穿红衣的女孩', pictures: ['mei.png'] },
    { name: 'Lamp', en: 'a brass oil lamp', zh: '黄铜油灯', pictures: ['lamp.png'] },
  ];
  const shot = Shot.parse({ cast: ['Mei', 'Lamp'], action: 'waits', camera: { lengthSec: 5, moves: [] } });
  const taking = entries.filter(({ takes }) => takes.references >= 2 && takes.firstFrame !== 'required' && !takes.needsBaseVideo);

  test('are taken by models of several makers', () => expect(new Set(taking.map(({ wire }) => wire)).size).toBeGreaterThan(4));

  test.each(taking.map((entry) => [entry.id, entry] as const))('reach %s in the order in which its words count them', (_, entry) => {
    const plan = compile(shot, entry, { facts: { cast, hasFileStore: true } });
    if (isRefusal(plan)) throw new Error(plan.refused.text.en);
    expect(plan.needs).toMatchObject([{ path: 'mei.png' }, { path: 'lamp.png' }]);
    expect(lostOnTheWire(plan, entry)).toEqual([]);
    const wire = wires[entry.wire];
    const dialect = Object.fromEntries(Object.entries(entry.dialect).map(([name, { value }]) => [name, value]));
    const request = {
      ...ready(plan.request, entry),
      references: ['QUFBQQ==', 'QkJCQg=='].map((bytes) => ({ dataUri: `data:image/png;base64,${bytes}` })),
    };
    const { http } = wire?.submit(request, { baseUrl: addressOf(entry), dialect }) ?? {};
    const body = JSON.stringify(http?.json ?? http?.form ?? null, (_, value: unknown) =>
      value instanceof Uint8Array ? btoa(String.fromCharCode(...value)) : value,
    );
    expect(body).toMatch(/QUFBQQ==.*QkJCQg==/s);
    expect(body).toMatch(/Mei.*1.*Lamp.*2/s);
  });
});

describe('what a plan sends, its wire carries', () => {
  test.each(entries.map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
    const lost = tellingShots.flatMap((telling) => {
      const plan = planOf(entry, telling);
      if (isRefusal(plan)) return [];
      return [plan, ...(plan.next ?? [])].flatMap((each) =>
        lostOnTheWire(each, entry).map((field) => `${field} (${telling.name.slice(0, 40)})`),
      );
    });
    expect(lost).toEqual([]);
  });
});

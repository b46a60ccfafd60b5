import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dataDir } from './data-dir.ts';
import { type CapabilityFile, dialectFacts, readCapability, writeCapability } from './facts.ts';
import { findKey } from './keys/find-key.ts';
import { probeFacts } from './probe-facts.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'home-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

test('data lies where FANTASCOPE_HOME says, else where the platform has it', () => {
  const as = { platform: 'linux', home: '/home/ann', uid: 1000 } as const;
  expect(dataDir({ FANTASCOPE_HOME: '/data', XDG_DATA_HOME: '/xdg' }, as)).toBe('/data');
  expect(dataDir({ FANTASCOPE_HOME: '', XDG_DATA_HOME: '/xdg' }, as)).toBe('/xdg/fantascope');
  expect(dataDir({}, as)).toBe('/home/ann/.local/share/fantascope');
  expect(dataDir({}, { ...as, uid: 0 })).toBe('/var/lib/fantascope');
  expect(dataDir({}, { ...as, platform: 'darwin' })).toBe('/home/ann/Library/Application Support/Fantascope');
});

test('a key of the environment goes before one that is kept, and an empty one does not count', async () => {
  const store = { get: async (name: string) => (name === 'FAL_KEY' ? 'kept' : undefined) };
  expect(await findKey('FAL_KEY', { env: { FAL_KEY: ' given ' }, store })).toEqual({
    name: 'FAL_KEY',
    value: 'given',
    from: 'environment',
  });
  expect(await findKey('FAL_KEY', { env: { FAL_KEY: ' ' }, store })).toMatchObject({ value: 'kept', from: 'file' });
  expect(await findKey('OTHER_KEY', { env: {}, store })).toBeUndefined();
});

const found: CapabilityFile = {
  v: 1,
  model: 'kling/v1/text',
  asOf: '2026-11-22',
  take: 'take_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  isEmulated: false,
  isAccepted: true,
  money: { state: 'settled', usdMicros: 140_000, basis: 'estimate' },
  dialect: { panTilt: { value: '2024', by: 'person' } },
  open: ['axisStep'],
};

test('what a probe found comes back as facts; what an emulated one found stays apart from real takes', async () => {
  expect(await readCapability(home, { model: found.model, isEmulated: false })).toBeUndefined();
  await writeCapability(home, { ...found, isEmulated: true });
  expect(await readCapability(home, { model: found.model, isEmulated: false })).toBeUndefined();
  const path = await writeCapability(home, found);
  expect(dialectFacts(await readCapability(home, { model: found.model, isEmulated: false }))).toEqual({ panTilt: '2024' });
  await writeFile(path, '{"v":1');
  expect(dialectFacts(await readCapability(home, { model: found.model, isEmulated: false }))).toEqual({});
});

test('only unverified facts are probed, and those one call cannot settle are named', () => {
  const fact = (sureness: 'unverified' | 'package') => ({ value: 'off', sureness, note: '' });
  const { settles, open } = probeFacts({
    dialect: { panTilt: fact('unverified'), axisStep: fact('unverified'), enhancePrompt: fact('unverified'), inputs: fact('package') },
  });
  expect(settles.map(({ name, by }) => [name, by])).toEqual([
    ['panTilt', 'person'],
    ['enhancePrompt', 'acceptance'],
  ]);
  expect(open).toEqual(['axisStep']);
});

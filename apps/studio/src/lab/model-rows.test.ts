import { expect, test } from 'vitest';
import { daysLeft, isOld, isReady, type Model, wishedModels } from './model-rows.ts';

const model = (change: Partial<Model>): Model => ({
  id: 'house/one',
  name: { en: 'One', zh: '一号' },
  provider: { en: 'House', zh: '屋' },
  wire: 'house-v1',
  makes: 'video',
  endsOn: null,
  camera: 'words',
  paintMask: 'none',
  lengths: null,
  ratios: [],
  sizes: [],
  fps: [],
  prices: [],
  keyName: 'FANTASCOPE_HOUSE_KEY',
  keyState: 'missing',
  hasAddress: true,
  reach: 'not-asked',
  origin: null,
  isLocal: false,
  ...change,
});
const wish = { text: '', makes: 'all', access: 'all', camera: 'all' } as const;
const all = [
  model({}),
  model({ id: 'house/two', name: { en: 'Two', zh: '二号' }, keyState: 'set', camera: 'poses' }),
  model({ id: 'house/paint', name: { en: 'Paint', zh: '画' }, makes: 'image', keyState: 'set', hasAddress: false }),
];
const ids = (change: Partial<Parameters<typeof wishedModels>[1]>) => wishedModels(all, { ...wish, ...change }, 'en').map(({ id }) => id);

test('models that can be asked stand first, and every word of a search has to be found, in either language', () => {
  expect(ids({})).toEqual(['house/two', 'house/one', 'house/paint']);
  expect(ids({ text: '二号 HOUSE' })).toEqual(['house/two']);
  expect(ids({ text: '二号 paint' })).toEqual([]);
});

test('filters: what it makes, whether it can be asked, whether its camera takes figures', () => {
  expect(ids({ makes: 'image' })).toEqual(['house/paint']);
  expect(ids({ access: 'ready' })).toEqual(['house/two']);
  expect(ids({ access: 'missing' })).toEqual(['house/one', 'house/paint']);
  expect(ids({ camera: 'figures' })).toEqual(['house/two']);
});

test('the end of a model is told in days, and a price of more than 30 days is old', () => {
  const now = Date.UTC(2026, 10, 22, 12);
  expect(daysLeft('2026-11-30', now)).toBe(8);
  expect(daysLeft('2026-11-20', now)).toBeLessThan(0);
  expect(daysLeft(null, now)).toBeNull();
  expect([isOld('2026-11-01', now), isOld('2026-10-01', now)]).toEqual([false, true]);
});

test('a machine of one’s own that does not answer is not ready, whatever its key', () => {
  expect(isReady(model({ keyState: 'none-needed', reach: 'answers' }))).toBe(true);
  expect(isReady(model({ keyState: 'none-needed', reach: 'silent' }))).toBe(false);
  expect(isReady(model({ keyState: 'set', reach: 'silent' }))).toBe(false);
});

import { expect, test } from 'vitest';
import type { PlanLine } from './carriers.ts';
import { type ModelFacts, medianSec, priceOf, rowsOf, sorted } from './shoot-rows.ts';

const nowMs = Date.parse('2026-11-22T12:00:00Z');
const estimate = (high: number, asOf = '2026-11-18') => ({ low: high / 2, high, source: 'page', asOf });
const line = (model: string, over: Partial<PlanLine> = {}): PlanLine => ({
  model,
  refused: null,
  carriers: [{ part: 'camera.moves.0', by: 'words', as: '' }],
  losses: [],
  estimateUsd: estimate(0.5),
  advice: null,
  keyState: 'set',
  waitSec: null,
  ...over,
});
const facts = (over: Partial<ModelFacts> = {}): ModelFacts => ({
  name: { en: 'A model', zh: '模型' },
  provider: { en: 'A maker', zh: '厂商' },
  isStage: false,
  isEmulated: false,
  access: 'ready',
  silentAt: null,
  keyName: null,
  ...over,
});
const order = (rows: Parameters<typeof sorted>[0], sort: Parameters<typeof sorted>[1]) => sorted(rows, sort).map(({ model }) => model);

test('a price that is older than thirty days is marked, and what has no price has none', () => {
  expect(priceOf(estimate(0.76), nowMs)).toEqual({ lowMicros: 380_000, highMicros: 760_000, asOf: '2026-11-18', isOld: false });
  expect(priceOf(estimate(0.76, '2026-10-20'), nowMs)?.isOld).toBe(true);
  expect(priceOf(null, nowMs)).toBeNull();
});

test('the stage comes first in every order, then what can be shot on now, and what cannot make the shot last', () => {
  const own: Record<string, ModelFacts> = {
    stage: facts({ isStage: true }),
    cheap: facts(),
    quick: facts(),
    locked: facts({ access: 'key' }),
    never: facts(),
  };
  const rows = rowsOf(
    [
      line('never', { refused: { code: 'dead-model', text: { en: 'x', zh: 'x' } } }),
      line('locked', { estimateUsd: estimate(0.01) }),
      line('quick', { estimateUsd: estimate(2), waitSec: 60 }),
      line('cheap', { estimateUsd: estimate(0.1), waitSec: 300 }),
      line('stage', { estimateUsd: estimate(0) }),
      line('a model of stills'),
    ],
    { factsOf: (model) => own[model] ?? null, nowMs },
  );
  expect(order(rows, 'cheapest')).toEqual(['stage', 'cheap', 'quick', 'locked', 'never']);
  expect(order(rows, 'fastest')).toEqual(['stage', 'quick', 'cheap', 'locked', 'never']);
  expect(rows.find(({ model }) => model === 'never')?.access).toBe('refused');
});

test('what keeps more comes before what costs less', () => {
  const rows = rowsOf([line('words'), line('figures', { carriers: [{ part: 'camera.moves.0', by: 'number', as: '' }] })], {
    factsOf: () => facts(),
    nowMs,
  });
  expect(order(rows, 'keeps')).toEqual(['figures', 'words']);
});

test('the usual wait is the middle one', () => {
  expect([medianSec([]), medianSec([40]), medianSec([10, 90, 50]), medianSec([10, 20, 40, 90])]).toEqual([null, 40, 50, 30]);
});

import { expect, test } from 'vitest';
import { chosenTake, newestTake } from './chosen-take.ts';

const take = (id: string, rest: object = {}) => ({
  ...{ id, verdict: 'kept', assetId: `asset_${id}`, lengthSec: 5, createdAt: `2026-01-0${id}` },
  ...rest,
});

test('the newest approved take that moves stands for its shot, and none where nothing is approved', () => {
  expect(chosenTake([take('1'), take('3'), take('2')], undefined)?.id).toBe('3');
  expect(
    chosenTake([take('1'), take('2', { verdict: null }), take('3', { assetId: null }), take('4', { lengthSec: null })], undefined)?.id,
  ).toBe('1');
  expect(chosenTake([take('1', { verdict: 'rejected' })], undefined)).toBeNull();
});

test('what was placed goes first: another take, or the stage; a placed take that is gone leaves the shot to the stage', () => {
  expect(chosenTake([take('1'), take('2')], '1')?.id).toBe('1');
  expect(chosenTake([take('1'), take('2')], 'stage')).toBeNull();
  expect(chosenTake([take('1'), take('2', { assetId: null })], '2')).toBeNull();
});

test('the newest take is one that moves and that nobody has rejected', () => {
  const takes = [take('1', { verdict: null }), take('2'), take('3', { verdict: 'rejected' }), take('4', { lengthSec: null })];
  expect(newestTake(takes)?.id).toBe('2');
  expect(newestTake([take('1', { verdict: null }), take('2', { verdict: 'rejected' })])?.id).toBe('1');
  expect(newestTake([])).toBeNull();
});

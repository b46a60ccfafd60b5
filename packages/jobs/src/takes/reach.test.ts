import type { AddressProbe } from '@fantascope/take';
import { expect, test } from 'vitest';
import { Reach } from './reach.ts';

const there = { baseUrl: 'http://127.0.0.1:8188', origin: 'http://127.0.0.1:8188' };
const answers: AddressProbe = { answers: true, isEmulated: false };
const silent: AddressProbe = { answers: false, isEmulated: false };

/** A clock that a test turns, and a server that answers what it is told to; null: it takes the connection and says nothing. */
function desk(first: AddressProbe | null) {
  const state = { nowMs: 0, says: first, asked: 0 };
  const reach = new Reach({
    nowMs: () => state.nowMs,
    // The moment a list waits for an answer is over as soon as all that can be done is done.
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
    probe: () => {
      state.asked++;
      return state.says === null ? new Promise(() => undefined) : Promise.resolve(state.says);
    },
  });
  return { state, reach };
}

test('an address is asked once in a while, however many lists are read, and a machine that is stopped is soon known to be', async () => {
  const { state, reach } = desk(answers);
  expect(await Promise.all([1, 2, 3].map(() => reach.at(there)))).toEqual([answers, answers, answers]);
  expect(await reach.at(there)).toEqual(answers);
  expect(state.asked).toBe(1);
  state.says = silent;
  state.nowMs += 4_999;
  expect(await reach.at(there)).toEqual(answers);
  state.nowMs += 1;
  expect(await reach.at(there)).toEqual(silent);
  expect(state.asked).toBe(2);
});

test('one that takes the connection and says nothing holds up a list for a moment at most, once; what it last said counts for a while', async () => {
  const { state, reach } = desk(null);
  expect(await reach.at(there)).toEqual(silent);
  expect(await reach.at(there)).toEqual(silent);
  expect(state.asked).toBe(1);

  const other = desk(answers);
  await other.reach.at(there);
  other.state.says = null;
  other.state.nowMs += 10_000;
  expect(await other.reach.at(there)).toEqual(answers);
  other.state.nowMs += 60_000;
  expect(await other.reach.at(there)).toEqual(silent);
});

test('an address that may not be asked counts as silent', async () => {
  const reach = new Reach({ nowMs: () => 0, sleep: async () => undefined, probe: () => Promise.reject(new Error('not allowed')) });
  await reach.at(there);
  expect(await reach.at(there)).toEqual(silent);
});

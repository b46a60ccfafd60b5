import { expect, test } from 'vitest';
import { clockText, endOf, isShooting, isUnderWay, lookOf, moneyOf, reasonOf, wordOf } from './take-state.ts';

const take = (state: string, endedAt: string | null = null) => ({ state, endedAt });
const money = { isEmulated: false, moneyState: 'none', reservedUsdMicros: 0, settledUsdMicros: 0 } as const;

test('an unknown outcome is not under way: it waits for a person, and nothing is sent again', () => {
  expect([isUnderWay(take('unknown')), lookOf('unknown')]).toEqual([false, 'unknown']);
});

test('the tally is lit only while a picture is made: not for what is queued, waits for approval or has ended', () => {
  expect(['reserved', 'sent', 'waiting', 'ready', 'failed'].map((state) => isShooting(take(state)))).toEqual(Array(5).fill(false));
  expect(['shooting', 'collecting'].map((state) => isShooting(take(state)))).toEqual([true, true]);
  expect(isShooting(take('shooting', '2026-11-22T00:00:00Z'))).toBe(false);
});

test('a state that this page does not know is shown as ended and in its own word', () => {
  expect([wordOf('thawing'), lookOf('thawing'), wordOf('toString')]).toEqual(['other', 'ended', 'other']);
});

test('what a take cost is what was settled; before that, the most that is set aside', () => {
  expect(moneyOf({ ...money, moneyState: 'reserved', reservedUsdMicros: 760_000 })).toEqual({ is: 'atMost', micros: 760_000 });
  expect(moneyOf({ ...money, moneyState: 'settled', reservedUsdMicros: 760_000, settledUsdMicros: 710_000 })).toEqual({
    is: 'paid',
    micros: 710_000,
  });
  expect(moneyOf({ ...money, moneyState: 'unknown', reservedUsdMicros: 760_000 })).toEqual({ is: 'unknown', micros: 760_000 });
  expect(moneyOf(money).is).toBe('free');
});

test('emulated figures are never shown as money', () => {
  expect(moneyOf({ ...money, isEmulated: true, moneyState: 'settled', settledUsdMicros: 710_000 }).is).toBe('emulated');
});

test('time is told in minutes and seconds', () => {
  expect([clockText(7.2), clockText(151), clockText(-3)]).toEqual(['0:07', '2:31', '0:00']);
});

test('how a take has ended: nothing was sent, refused, or nobody knows; one under way has not', () => {
  const end = (state: string, reason: string | null = null) => endOf({ state, reason });
  expect(end('refused', 'not-sent: ECONNREFUSED')).toBe('notSent');
  expect(end('refused', 'content: not this picture')).toBe('refused');
  expect(['unknown', 'failed', 'closed', 'lost', 'expired', 'cancelled'].map((state) => end(state))).toEqual([
    'unknown',
    'failed',
    'closed',
    'lost',
    'expired',
    'cancelled',
  ]);
  expect(['ready', 'shooting', 'waiting', 'reserved', 'thawing'].map((state) => end(state))).toEqual(Array(5).fill(null));
});

test('a reason is read without its code, and one without a code as it is', () => {
  expect(reasonOf('http-422: image too small')).toEqual({ code: 'http-422', said: 'image too small' });
  expect(reasonOf('HTTP 500 http-500: Internal Server Error')).toEqual({ code: 'http-500', said: 'Internal Server Error' });
  expect(reasonOf('There is no key FAL_KEY. Set it.')).toEqual({ code: null, said: 'There is no key FAL_KEY. Set it.' });
  expect(reasonOf(null)).toEqual({ code: null, said: null });
});

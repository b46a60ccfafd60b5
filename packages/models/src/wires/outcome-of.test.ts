import { expect, test } from 'vitest';
import { notAccepted, retryAfterSec } from './outcome-of.ts';

const reply = (status: number, headers = {}) => ({ status, headers, json: undefined, text: '' });

test('Retry-After is read in seconds and as a date measured from the reply’s own clock', () => {
  expect(retryAfterSec({ headers: { 'retry-after': '7' } })).toBe(7);
  expect(retryAfterSec({ headers: { 'retry-after': '0' } })).toBe(0);
  const date = 'Sun, 22 Nov 2026 10:00:00 GMT';
  expect(retryAfterSec({ headers: { date, 'retry-after': 'Sun, 22 Nov 2026 10:01:30 GMT' } })).toBe(90);
  expect(retryAfterSec({ headers: { date, 'retry-after': 'Sun, 22 Nov 2026 09:00:00 GMT' } })).toBe(0);
  expect(retryAfterSec({ headers: { 'retry-after': 'soon' } })).toBeUndefined();
  expect(retryAfterSec({ headers: {} })).toBeUndefined();
});

test('whatever may have been taken is unknown', () => {
  const outcomes = (statuses: readonly number[]) => new Set(statuses.map((status) => notAccepted(reply(status), undefined).outcome));
  expect(outcomes([200, 201, 202, 204, 302, 303, 408, 499, 500, 502, 503, 504, 520])).toEqual(new Set(['unknown']));
  expect(outcomes([301, 307, 308, 400, 401, 402, 403, 404, 405, 409, 413, 415, 422, 425, 429, 451])).toEqual(new Set(['refused']));
});

import { expect, test } from 'vitest';
import { weightOf } from './pace.ts';
import { RateLimiter } from './rate-limiter.ts';

const passes = (limiter: RateLimiter, name: string, perMinute: number): boolean => {
  try {
    limiter.pass(name, { perMinute });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'server.slow-down' });
    return false;
  }
};

test('a quarter of a minute’s requests may come at once, then they come evenly, each name for itself', () => {
  let nowMs = 0;
  const limiter = new RateLimiter({ nowMs: () => nowMs });
  const burst = Array.from({ length: 20 }, () => passes(limiter, 'a', 60));
  expect(burst.filter(Boolean).length).toBe(15);
  expect(passes(limiter, 'b', 60)).toBe(true);
  nowMs += 999;
  expect(passes(limiter, 'a', 60)).toBe(false);
  nowMs += 1;
  expect([passes(limiter, 'a', 60), passes(limiter, 'a', 60)]).toEqual([true, false]);
  // Whoever goes on asking does not wait longer for it.
  for (let at = 0; at < 10; at += 1) {
    nowMs += 100;
    passes(limiter, 'a', 60);
  }
  nowMs += 59_000;
  expect(passes(limiter, 'a', 60)).toBe(true);
});

test('a clock that is set back gives and takes nothing', () => {
  let nowMs = 1_000_000;
  const limiter = new RateLimiter({ nowMs: () => nowMs });
  expect(passes(limiter, 'a', 4)).toBe(true);
  nowMs = 0;
  expect(passes(limiter, 'a', 4)).toBe(false);
});

test('small pictures of files count as a tenth of a request, and nothing else does', () => {
  const limiter = new RateLimiter({ nowMs: () => 0 });
  const thumb = '/api/v1/assets/asset_00000000000000000000000001/thumb';
  let passed = 0;
  try {
    for (; passed < 1000; passed++) limiter.pass('a', { perMinute: 40, weight: weightOf(thumb) });
  } catch (error) {
    expect(error).toMatchObject({ code: 'server.slow-down', params: { retryAfterSec: 1 } });
  }
  expect(Math.abs(passed - 100)).toBeLessThanOrEqual(1);
  for (const path of [
    '/api/v1/assets/asset_1/bytes',
    '/api/v1/assets/asset_1',
    '/auth/thumb',
    '/api/v1/assets/a/b/thumb',
    '/a/asset_1/thumb',
  ])
    expect(weightOf(path), path).toBe(1);
});

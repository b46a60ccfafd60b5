import { Fault } from '@fantascope/film';
import { expect, test } from 'vitest';
import { untilShelved } from './until-shelved.ts';

const away = () => new Fault('jobs.store-failed', { reason: 'ECONNREFUSED' });

test('a shelf that is away is asked again until it answers', async () => {
  let asked = 0;
  const slept: number[] = [];
  const run = async () => {
    asked += 1;
    if (asked < 4) throw away();
    return 'shelved';
  };
  const sleep = async (ms: number) => void slept.push(ms);
  expect(await untilShelved(run, { signal: new AbortController().signal, sleep })).toBe('shelved');
  expect(slept).toEqual([2000, 2000, 2000]);
});

test('any other failure is told at once, and a worker that ends asks no more', async () => {
  const sleep = async () => undefined;
  const other = new Fault('jobs.no-such-blob', { sha256: 'x' });
  await expect(untilShelved(() => Promise.reject(other), { signal: new AbortController().signal, sleep })).rejects.toBe(other);
  const end = new AbortController();
  const ending = async () => {
    end.abort(new Error('fenced'));
    throw away();
  };
  await expect(untilShelved(ending, { signal: end.signal, sleep })).rejects.toThrow('fenced');
});

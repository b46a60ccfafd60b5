import type { Net } from '@fantascope/take';
import { expect, test } from 'vitest';
import { pacedNet, TokenBucket } from './token-bucket.ts';

function clocked() {
  let nowMs = 1_000_000;
  const slept: number[] = [];
  return {
    slept,
    pass: (ms: number) => {
      nowMs += ms;
    },
    ports: {
      nowMs: () => nowMs,
      sleep: async (ms: number) => {
        slept.push(Math.round(ms));
      },
    },
  };
}

test("a second's worth passes at once, and then each waits its turn, in the order it came", async () => {
  const { ports, slept } = clocked();
  const bucket = new TokenBucket(4, ports);
  await Promise.all(Array.from({ length: 8 }, () => bucket.pass()));
  expect(slept).toEqual([250, 500, 750, 1000]);
});

test("what was not used adds up to one second's worth and no more", async () => {
  const { ports, slept, pass } = clocked();
  const bucket = new TokenBucket(2, ports);
  for (let at = 0; at < 2; at += 1) await bucket.pass();
  pass(60_000);
  for (let at = 0; at < 3; at += 1) await bucket.pass();
  expect(slept).toEqual([500]);
});

test('a turn that was taken beforehand is that of the next request, which goes at once', async () => {
  const { ports, slept } = clocked();
  const bucket = new TokenBucket(1, ports);
  const told = { state: 'reply', reply: { status: 200, headers: {}, body: new Uint8Array() } } as const;
  const net = pacedNet(
    { send: async () => told, upload: async () => told, download: async () => ({ state: 'gone', reason: '' }) } as unknown as Net,
    bucket,
  );
  const http = { method: 'GET', url: 'http://127.0.0.1/' } as const;
  await net.send(http);
  await net.turn();
  expect(slept).toEqual([1000]);
  await net.send(http);
  expect(slept).toEqual([1000]);
  await net.send(http);
  expect(slept).toEqual([1000, 2000]);
});

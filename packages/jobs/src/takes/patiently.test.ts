import { Fault } from '@fantascope/film';
import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { isPassing, patiently } from './patiently.ts';

const refusedWith = (code: string): Error => {
  const cause = new DatabaseError('said by the server', 1, 'error');
  cause.code = code;
  return new Error('Failed query', { cause });
};
const sleep = async () => undefined;

test('a database that starts, stops, is full or has transactions that met is asked again; one that refuses is not', () => {
  for (const code of ['57P01', '57P03', '08006', '53300', '40001', '40P01']) expect(isPassing(refusedWith(code)), code).toBe(true);
  for (const code of ['23505', '42P01', '22P02', 'FS001']) expect(isPassing(refusedWith(code)), code).toBe(false);
  expect(isPassing(Object.assign(new Error('connect'), { code: 'ENOENT', syscall: 'connect' }))).toBe(true);
  expect(isPassing(new Error('Connection terminated unexpectedly'))).toBe(true);
});

test('a fault and a mistake of our own are not tried again', async () => {
  const signal = new AbortController().signal;
  for (const error of [new Fault('jobs.take-elsewhere', { take: 'x' }), new TypeError('undefined is not a function')]) {
    let asked = 0;
    const asking = patiently(
      async () => {
        asked += 1;
        throw error;
      },
      { signal, sleep },
    );
    await expect(asking).rejects.toBe(error);
    expect(asked).toBe(1);
  }
});

test('what passes is waited out, until the signal says that it is enough', async () => {
  const stop = new AbortController();
  let asked = 0;
  const away = async () => {
    asked += 1;
    if (asked < 4) throw refusedWith('57P03');
    return 'there';
  };
  expect(await patiently(away, { signal: stop.signal, sleep })).toBe('there');
  asked = -100;
  const reason = new Fault('jobs.worker-closing', { worker: 'w' });
  const asking = patiently(away, {
    signal: stop.signal,
    sleep: async () => {
      if (asked === -90) stop.abort(reason);
    },
  });
  await expect(asking).rejects.toBe(reason);
});

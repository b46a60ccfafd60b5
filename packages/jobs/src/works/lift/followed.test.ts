import { expect, test } from 'vitest';
import { followed } from './followed.ts';
import { oneByOne } from './one-by-one.ts';

const never = new AbortController().signal;
async function all<T>(events: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const event of events) found.push(event);
  return found;
}

test('every reader hears everything from the first event on, whenever it came', async () => {
  const work = followed<number>({ onLeft: () => undefined });
  const early = all(work.follow(never));
  work.tell(1);
  await Promise.resolve();
  work.tell(2);
  const late = all(work.follow(never));
  work.tell(3);
  work.end();
  expect(await Promise.all([early, late, all(work.follow(never))])).toEqual([
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 3],
  ]);
});

test('work that one reader leaves goes on; it is called off when the last one leaves, and not when it had ended', async () => {
  let lefts = 0;
  const work = followed<number>({ onLeft: () => (lefts += 1) });
  const [going, staying] = [new AbortController(), new AbortController()];
  const one = all(work.follow(going.signal));
  const two = all(work.follow(staying.signal));
  going.abort(new Error('gone'));
  await expect(one).rejects.toThrow('gone');
  expect([work.signal.aborted, lefts]).toEqual([false, 0]);
  staying.abort(new Error('gone too'));
  await expect(two).rejects.toThrow('gone too');
  await work.left;
  expect([work.signal.aborted, lefts]).toEqual([true, 1]);
  const done = followed<number>({ onLeft: () => undefined });
  done.end();
  expect(await all(done.follow(never))).toEqual([]);
  expect(done.signal.aborted).toBe(false);
});

test('a fault reaches every reader after what was told before it', async () => {
  const work = followed<number>({ onLeft: () => undefined });
  work.tell(1);
  work.end(new Error('broke'));
  for (let reader = 0; reader < 2; reader += 1) {
    const heard: number[] = [];
    const reading = (async () => {
      for await (const event of work.follow(never)) heard.push(event);
    })();
    await expect(reading).rejects.toThrow('broke');
    expect(heard).toEqual([1]);
  }
});

test('turns are taken one at a time and in order; who leaves the queue is passed over, and a full queue takes nobody', async () => {
  const inTurn = oneByOne({ mostWaiting: 2 });
  const log: string[] = [];
  const gates = new Map<string, () => void>();
  const gone = new AbortController();
  const job = (name: string, signal = never) =>
    inTurn(
      async () => {
        log.push(`${name} begins`);
        await new Promise<void>((resolve) => gates.set(name, resolve));
        if (name === 'a') throw new Error('a broke');
      },
      { signal, onWait: () => log.push(`${name} waits`) },
    );
  const a = job('a');
  const b = job('b', gone.signal);
  const c = job('c');
  await expect(job('d')).rejects.toMatchObject({ code: 'jobs.lifts-waiting', params: { many: 2 } });
  gone.abort(new Error('b left'));
  await expect(b).rejects.toThrow('b left');
  gates.get('a')?.();
  await expect(a).rejects.toThrow('a broke');
  await expect.poll(() => gates.has('c')).toBe(true);
  gates.get('c')?.();
  await c;
  const e = job('e');
  await expect.poll(() => gates.has('e')).toBe(true);
  gates.get('e')?.();
  await e;
  expect(log).toEqual(['a begins', 'b waits', 'c waits', 'c begins', 'e begins']);
});

import { expect, test } from 'vitest';
import { MOST_AT_ONCE, mayRetry, nextOf, stepped, sumOf, type Upload, type UploadStep } from './upload-queue.ts';

const files = [1, 2, 3, 4, 5].map((id) => ({ id, name: `${id}.jpg`, bytes: 100 }));
const run = (...steps: readonly UploadStep[]) =>
  steps.reduce<readonly Upload[]>(stepped, [{ kind: 'added', files } as const].reduce<readonly Upload[]>(stepped, []));
const at = (queue: readonly Upload[], id: number) => queue.find((upload) => upload.id === id);

test('only so many files are sent at once, oldest first', () => {
  expect(nextOf(run()).map(({ id }) => id)).toEqual([1, 2, 3].slice(0, MOST_AT_ONCE));
  expect(nextOf(run({ kind: 'begun', id: 1 }, { kind: 'begun', id: 2 })).map(({ id }) => id)).toEqual([3]);
});

test('a file whose bytes are all there still waits for the server to look at it', () => {
  expect(at(run({ kind: 'begun', id: 1 }, { kind: 'sent', id: 1, sentBytes: 40 }), 1)).toMatchObject({ is: 'sending', sentBytes: 40 });
  expect(at(run({ kind: 'begun', id: 1 }, { kind: 'sent', id: 1, sentBytes: 400 }), 1)).toMatchObject({ is: 'sent', sentBytes: 100 });
});

test('what was called off stays so, whatever its sender says afterwards', () => {
  const queue = run({ kind: 'begun', id: 1 }, { kind: 'cancelled', id: 1 }, { kind: 'failed', id: 1, said: 'aborted', canRetry: true });
  expect(at(queue, 1)).toMatchObject({ is: 'cancelled', said: null });
});

test('only what failed on the way is sent again; a refused file and a finished one are not', () => {
  const queue = run(
    { kind: 'done', id: 1, asset: { id: 'asset_1', kind: 'image' } },
    { kind: 'failed', id: 2, said: 'cut', canRetry: true },
    { kind: 'failed', id: 3, said: 'no such type', canRetry: false },
    { kind: 'again', ids: [1, 2, 3] },
  );
  expect(queue.map(({ is }) => is)).toEqual(['done', 'waiting', 'failed', 'waiting', 'waiting']);
  expect(queue.filter(mayRetry)).toEqual([]);
});

test('the sum counts what is over as over, and leaves out what was called off', () => {
  const queue = run(
    { kind: 'cancelled', id: 5 },
    { kind: 'sent', id: 1, sentBytes: 50 },
    { kind: 'failed', id: 2, said: '', canRetry: true },
  );
  expect(sumOf(queue)).toEqual({ files: 4, done: 0, failed: 1, isBusy: true, ratio: 150 / 400 });
  expect(sumOf([])).toMatchObject({ isBusy: false, ratio: 0 });
});

test('clearing leaves what is under way', () => {
  expect(run({ kind: 'cancelled', id: 1 }, { kind: 'cleared' }).map(({ id }) => id)).toEqual([2, 3, 4, 5]);
});

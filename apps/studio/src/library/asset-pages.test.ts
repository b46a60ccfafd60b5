import { Problem } from '@fantascope/client';
import { expect, test } from 'vitest';
import { type ListedAsset, openAssets } from './asset-pages.ts';

const asset = (number: number): ListedAsset => ({
  ...{
    id: `asset_${number}`,
    projectId: 'project_1',
    name: `${number}.jpg`,
    kind: 'image',
    origin: 'upload',
    fromId: null,
    mime: 'image/jpeg',
  },
  ...{ bytes: 1, sha256: '', figures: {}, views: ['thumb'], createdBy: '', createdAt: '', removedAt: null },
});

/** A shelf of files, newest first, that is read in pages of 200. */
function shelf(count: number) {
  const files = Array.from({ length: count }, (_, index) => asset(count - index));
  const asked: (string | undefined)[] = [];
  const read = async (cursor: string | undefined) => {
    asked.push(cursor);
    const from = cursor === undefined ? 0 : files.findIndex(({ id }) => id === cursor) + 1;
    const items = files.slice(from, from + 200);
    return { items, nextCursor: from + 200 < files.length ? (items.at(-1)?.id ?? null) : null };
  };
  return { files, asked, read };
}

test('ten thousand files are read page by page, each once and in order', async () => {
  const { files, asked, read } = shelf(10_000);
  const list = openAssets(read);
  for (let page = 0; page < 60; page++) await list.more();
  expect(list.state().items.map(({ id }) => id)).toEqual(files.map(({ id }) => id));
  expect(asked.length).toBe(50);
  expect(list.state().nextCursor).toBeNull();
});

test('what has come since is put before what is there, without reading all of it again', async () => {
  const { files, asked, read } = shelf(1000);
  const list = openAssets(read);
  for (let page = 0; page < 3; page++) await list.more();
  files.unshift(asset(2002), asset(2001));
  await list.refresh();
  expect(asked.length).toBe(4);
  expect(
    list
      .state()
      .items.slice(0, 3)
      .map(({ id }) => id),
  ).toEqual(['asset_2002', 'asset_2001', 'asset_1000']);
  expect(list.state().items.length).toBe(602);
  await list.more();
  expect(list.state().items.length).toBe(802);
  expect(new Set(list.state().items).size).toBe(802);
});

test('more new files than a page holds are all found', async () => {
  const { files, read } = shelf(500);
  const list = openAssets(read);
  await list.more();
  for (let number = 3001; number <= 3450; number++) files.unshift(asset(number));
  await list.refresh();
  await list.more();
  await list.more();
  expect(list.state().items.map(({ id }) => id)).toEqual(files.map(({ id }) => id));
});

test('files that were taken away in another page go with the next look', async () => {
  const { files, read } = shelf(150);
  const list = openAssets(read);
  await list.more();
  files.splice(3, 1);
  await list.refresh();
  expect(list.state().items.length).toBe(149);
});

test('a page that does not come leaves what is there, says so, and can be asked for again', async () => {
  const { read } = shelf(400);
  let isDown = false;
  const list = openAssets((cursor) => (isDown ? Promise.reject(new TypeError('no answer')) : read(cursor)));
  await list.more();
  isDown = true;
  await list.more();
  expect(list.state()).toMatchObject({ isReading: false, error: new TypeError('no answer') });
  expect(list.state().items.length).toBe(200);
  isDown = false;
  await list.more();
  expect(list.state()).toMatchObject({ error: null });
  expect(list.state().items.length).toBe(400);
});

const tooMuch = new Problem({ code: 'server.slow-down', status: 429, detail: 'Too many requests.', params: { retryAfterSec: 3 } });

test('a server that is asked too much is left alone for as long as it says, and the list goes on by itself', async () => {
  const { read } = shelf(400);
  const sleptMs: number[] = [];
  let refusals = 2;
  const list = openAssets((cursor) => (refusals-- > 0 ? Promise.reject(tooMuch) : read(cursor)), {
    sleep: async (ms) => void sleptMs.push(ms),
  });
  await list.more();
  expect(sleptMs).toEqual([3000, 3000]);
  expect(list.state()).toMatchObject({ isReading: false, isRead: true, error: null });
  expect(list.state().items.length).toBe(200);
});

test('one that never has time is said in the end, and can be asked again', async () => {
  let waits = 0;
  const list = openAssets(() => Promise.reject(tooMuch), { sleep: async () => void waits++ });
  await list.more();
  expect(waits).toBe(5);
  expect(list.state()).toMatchObject({ isReading: false, error: tooMuch });
});

test('a page that nobody waits for is called off, and neither it nor an error comes into the list; it can be read again', async () => {
  const { read } = shelf(400);
  const signals: AbortSignal[] = [];
  const list = openAssets(async (cursor, signal) => {
    signals.push(signal);
    await Promise.resolve();
    signal.throwIfAborted();
    return read(cursor);
  });
  const first = list.more();
  list.rest();
  const second = list.more();
  await Promise.all([first, second]);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  expect(list.state()).toMatchObject({ isReading: false, error: null });
  expect(list.state().items.length).toBe(200);
});

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

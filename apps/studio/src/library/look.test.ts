import { colourNames, SKETCH_BITS, sketchBits, sketchFromText } from '@fantascope/stage/sketch';
import { expect, test } from 'vitest';
import { type ListedAsset, openAssets } from './asset-pages.ts';
import { addressOf, isLook, lookFields, lookOf, MOST_COLOURS, withColour, withoutLast } from './look.ts';
import { typedColour } from './typed-colour.ts';

const sketch = '0'.repeat(128);

test('an address asks for a look and is given back as it was; what is nothing in it is left out', () => {
  expect(sketchBits(sketchFromText(sketch) ?? new Uint8Array())).toHaveLength(SKETCH_BITS);
  for (const address of [
    {},
    { like: 'asset_1' },
    { sketch },
    { colours: 'red,dark' },
    { colours: 'dark,blue,red' },
    { like: 'asset_1', colours: 'blue' },
  ])
    expect(addressOf(lookOf(address))).toEqual(address);
  expect(lookOf({ sketch: 'zzz', colours: 'mauve,red,red,#ff0000' })).toEqual({ like: null, sketch: null, colours: ['red'] });
  expect(lookOf({ like: 'asset_1', sketch })).toMatchObject({ like: 'asset_1', sketch: null });
  expect(lookOf({ colours: colourNames.join(',') }).colours).toHaveLength(MOST_COLOURS);
  expect([isLook(lookOf({})), isLook(lookOf({ colours: 'red' })), isLook(lookOf({ sketch }))]).toEqual([false, true, true]);
});

test('colours come and go, never more than the server takes, and the last thing asked for goes first', () => {
  let look = lookOf({ like: 'asset_1' });
  for (const name of ['red', 'blue', 'dark', 'warm', 'pink'] as const) look = withColour(look, name);
  expect(look.colours).toEqual(['red', 'blue', 'dark', 'warm']);
  look = withColour(look, 'blue');
  expect(lookFields(look)).toEqual({ likeAssetId: 'asset_1', colours: ['red', 'dark', 'warm'] });
  for (let k = 0; k < 3; k += 1) look = withoutLast(look);
  expect(lookFields(look)).toEqual({ likeAssetId: 'asset_1' });
  expect(lookFields(withoutLast(look))).toEqual({});
});

test.each([
  ['red', 'red', ''],
  ['night Blue', 'blue', 'night'],
  ['雨夜 红色', 'red', '雨夜'],
  ['暖', 'warm', ''],
  ['Ｇｒａｙ ', 'grey', ''],
  ['暗色', 'dark', ''],
] as const)('%s names the colour %s', (text, name, before) => {
  expect(typedColour(text)).toEqual({ name, before });
});

test.each(['', '  ', 'redwood', '红楼', 'blue ridge', 'constructor'])('%j names no colour', (text) => {
  expect(typedColour(text)).toBeNull();
});

test('a list by look is read anew as far as it is known: what came in stands where it belongs, what went is gone', async () => {
  let nearest = ['a', 'b', 'c', 'd', 'e', 'f'];
  const list = openAssets(
    async (cursor) => {
      const at = Number(cursor ?? 0);
      const items = nearest.slice(at, at + 2).map((id) => ({ id }) as ListedAsset);
      return { items, nextCursor: at + 2 < nearest.length ? String(at + 2) : null };
    },
    { isNewestFirst: false },
  );
  const shown = () => list.state().items.map(({ id }) => id);
  await list.more();
  await list.more();
  expect(shown()).toEqual(['a', 'b', 'c', 'd']);
  nearest = ['a', 'new', 'c', 'd', 'e', 'f'];
  await list.refresh();
  expect(shown()).toEqual(['a', 'new', 'c', 'd']);
  await list.more();
  expect(shown()).toEqual(['a', 'new', 'c', 'd', 'e', 'f']);
  expect(list.state().nextCursor).toBeNull();
});

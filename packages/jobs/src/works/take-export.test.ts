import { expect, test } from 'vitest';
import { takeFileBytes } from './take-export.ts';

const takeId = 'take_01J00000000000000000000000';
const file = (digit: string, bytes: number) => ({
  ...{ file: `media/${digit.repeat(64)}.mp4`, sha256: digit.repeat(64), bytes, mime: 'video/mp4', name: 'x.mp4', figures: {} },
});
const manifestWith = (...files: readonly ReturnType<typeof file>[]) =>
  ({ media: files[0], references: files.slice(1).map((each) => ({ ...each, assetId: 'asset_01J00000000000000000000000' })) }) as never;

test('a take of more bytes than a take file holds is refused before a byte is written', () => {
  const half = 2_200_000_000;
  expect(() => takeFileBytes({ takeId, manifest: manifestWith(file('a', half), file('b', half)) })).toThrowError(
    expect.objectContaining({ code: 'jobs.take-too-big' }),
  );
  // The same bytes are in it once.
  expect(takeFileBytes({ takeId, manifest: manifestWith(file('a', half), file('a', half)) })).toBeGreaterThan(half);
});

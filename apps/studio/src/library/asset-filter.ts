import type { ListedAsset } from './asset-pages.ts';
import type { Look } from './look.ts';

/** What kinds of files there are. */
export const kinds = ['image', 'video', 'audio', 'lut', 'scene', 'take-file'] as const satisfies readonly ListedAsset['kind'][];
/** Where files come from. */
export const origins = ['upload', 'take', 'render', 'import', 'export'] as const satisfies readonly ListedAsset['origin'][];

/** Which files are listed; null lets all through. */
export type AssetFilter = Readonly<{
  kind: ListedAsset['kind'] | null;
  origin: ListedAsset['origin'] | null;
  words: string;
  look: Look;
  isRemoved: boolean;
}>;

/** How files may be ordered. */
export const assetSorts = ['newest', 'oldest', 'name', 'largest'] as const;
/** One of them. */
export type AssetSort = (typeof assetSorts)[number];

const byName = new Intl.Collator(['zh-CN', 'en'], { numeric: true });

/** Files in an order; they come newest first. */
export function inOrder(items: readonly ListedAsset[], sort: AssetSort): readonly ListedAsset[] {
  switch (sort) {
    case 'newest':
      return items;
    case 'oldest':
      return [...items].reverse();
    case 'name':
      return [...items].sort((one, other) => byName.compare(one.name, other.name));
    case 'largest':
      return [...items].sort((one, other) => other.bytes - one.bytes);
    default:
      return sort satisfies never;
  }
}

/** How many cards stand side by side, and how wide each is. */
export function columnsOf(
  widthPx: number,
  { sizePx, gapPx }: Readonly<{ sizePx: number; gapPx: number }>,
): Readonly<{ columns: number; cellPx: number }> {
  const columns = Math.max(2, Math.floor((widthPx + gapPx) / (sizePx + gapPx)));
  return { columns, cellPx: Math.max(1, (widthPx - gapPx * (columns - 1)) / columns) };
}

/** The items of one row. */
export function rowOf<T>(items: readonly T[], { row, columns }: Readonly<{ row: number; columns: number }>): readonly T[] {
  return items.slice(row * columns, (row + 1) * columns);
}

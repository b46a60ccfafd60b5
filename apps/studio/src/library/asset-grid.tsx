import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { keyOf } from '../app/keys.ts';
import { useWords } from '../words/use-words.ts';
import { AssetCard } from './asset-card.tsx';
import { columnsOf, rowOf } from './asset-filter.ts';
import type { ListedAsset } from './asset-pages.ts';
import { chosen, everything, type Held, moved, placeAfter, type Selection } from './selection.ts';
import { PAGE } from './use-assets.ts';
import { usePress } from './use-press.ts';

const GAP_PX = 10;
const NAME_PX = 24;
/** Room at the sides for rings, and for a thin scrollbar. */
const SIDES_PX = 18;

/** What a grid of files tells. `isPicking`: a plain tap adds and takes away, as Ctrl does. */
export type AssetGridProps = Readonly<{
  items: readonly ListedAsset[];
  isWhole: boolean;
  sizePx: number;
  isPicking: boolean;
  selection: Selection;
  onSelect: (next: Selection) => void;
  onMore: () => void;
  onOpen: (asset: ListedAsset) => void;
  onDirect: ((asset: ListedAsset) => void) | null;
  onSimilar: ((asset: ListedAsset) => void) | null;
  onRemove: () => void;
}>;

/** Files in rows of which only those in view are drawn; one stop of the Tab key, walked through by arrows. */
export function AssetGrid(props: AssetGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(box);
  const { columns, cellPx } = columnsOf(widthPx ?? 1, { sizePx: props.sizePx, gapPx: GAP_PX });
  const rowPx = Math.round((cellPx * 3) / 4) + NAME_PX + GAP_PX;
  return (
    <div ref={box} className="flex min-h-0 flex-1 flex-col">
      {widthPx === null ? null : <Rows {...props} columns={columns} rowPx={rowPx} />}
    </div>
  );
}

type RowsProps = AssetGridProps & Readonly<{ columns: number; rowPx: number }>;

function Rows({
  items,
  isWhole,
  isPicking,
  selection,
  onSelect,
  onMore,
  onOpen,
  onDirect,
  onSimilar,
  onRemove,
  columns,
  rowPx,
}: RowsProps) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const base = useId();
  const [isFocused, setFocused] = useState(false);
  const count = Math.ceil(items.length / columns);
  const rows = useVirtualizer({ count, getScrollElement: () => box.current, estimateSize: () => rowPx, overscan: 2, paddingStart: 4 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that were measured at another height are forgotten
  useLayoutEffect(() => rows.measure(), [rows, rowPx]);
  const shown = rows.getVirtualItems();
  const lastRow = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    // A page ahead of the eye, so that who scrolls on does not come to an end that is none.
    if (!isWhole && lastRow >= count - Math.ceil(PAGE / columns)) onMore();
  }, [isWhole, lastRow, count, columns, onMore]);

  const ids = () => items.map(({ id }) => id);
  const press = (event: KeyboardEvent) => {
    const held = heldIn(event);
    const key = keyOf(event.nativeEvent);
    const at = placeAfter(key, {
      focus: selection.focus,
      columns,
      rows: Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowPx)),
      count: items.length,
    });
    const item = items[selection.focus];
    if (at !== null && items.length > 0) {
      onSelect(moved(selection, { ids: ids(), at, held }));
      rows.scrollToIndex(Math.floor(at / columns));
    } else if (key === ' ') onSelect(chosen(selection, { ids: ids(), at: selection.focus, held: { ...held, ctrl: true } }));
    else if (key === 'Enter' && item !== undefined) onOpen(item);
    else if (key === 'a' && held.ctrl) onSelect(everything(selection, ids()));
    else if (key === 'Escape' && selection.ids.size > 0) onSelect({ ...selection, ids: new Set() });
    else if (key === 'Delete' && selection.ids.size > 0) onRemove();
    else return;
    event.preventDefault();
  };
  const pointer = usePress(({ id, isDirect, isSimilar }, event) => {
    const at = items.findIndex((each) => each.id === id);
    const item = items[at];
    if (item === undefined) return;
    if (isDirect) return onDirect?.(item);
    if (isSimilar) return onSimilar?.(item);
    const held = heldIn(event);
    onSelect(chosen(selection, { ids: ids(), at, held: { ...held, ctrl: held.ctrl || isPicking } }));
    if (!held.ctrl && !held.shift && !isPicking) onOpen(item);
  });
  return (
    <div
      ref={box}
      role="listbox"
      aria-multiselectable
      aria-label={t('library.files')}
      tabIndex={0}
      {...(items[selection.focus] === undefined ? {} : { 'aria-activedescendant': `${base}${selection.focus}` })}
      onKeyDown={press}
      {...pointer}
      onFocus={(event) => setFocused(event.currentTarget.matches(':focus-visible'))}
      onBlur={() => setFocused(false)}
      className="min-h-0 flex-1 overflow-y-auto px-1 -outline-offset-2"
    >
      <div role="presentation" className="relative w-full" style={{ height: rows.getTotalSize() }}>
        {shown.map((row) => (
          <div
            key={row.key}
            role="presentation"
            className="absolute inset-x-0 grid grid-rows-[minmax(0,1fr)]"
            style={{ top: row.start, height: rowPx - GAP_PX, columnGap: GAP_PX, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
          >
            {rowOf(items, { row: row.index, columns }).map((asset, column) => {
              const at = row.index * columns + column;
              return (
                // biome-ignore lint/a11y/useFocusableInteractive: the list is the one stop; aria-activedescendant names the option
                <div
                  key={asset.id}
                  id={`${base}${at}`}
                  role="option"
                  aria-selected={selection.ids.has(asset.id)}
                  aria-label={`${asset.name}, ${t(`library.kind.${asset.kind}`)}`}
                  aria-posinset={at + 1}
                  aria-setsize={isWhole ? items.length : -1}
                  data-asset={asset.id}
                  className="min-h-0 min-w-0 cursor-default select-none"
                >
                  <AssetCard
                    asset={asset}
                    isChosen={selection.ids.has(asset.id)}
                    isFocused={isFocused && at === selection.focus}
                    canDirect={onDirect !== null}
                    canSeek={onSimilar !== null}
                  />
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

const heldIn = (event: Readonly<{ shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }>): Held => ({
  shift: event.shiftKey,
  ctrl: event.ctrlKey || event.metaKey,
});

/** The width for cards, without the scrollbar; null until it is known. */
function useWidth(box: RefObject<HTMLDivElement | null>): number | null {
  const [widthPx, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const read = () => setWidth(Math.max(1, element.clientWidth - SIDES_PX));
    read();
    const watch = new ResizeObserver(read);
    watch.observe(element);
    return () => watch.disconnect();
  }, [box]);
  return widthPx;
}

import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { AssetDetail } from './asset-detail.tsx';
import { type AssetSort, inOrder, kinds, origins } from './asset-filter.ts';
import { AssetGrid } from './asset-grid.tsx';
import type { ListedAsset } from './asset-pages.ts';
import { AssetTools } from './asset-tools.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { isLook, lookOf } from './look.ts';
import { nothing, pruned, type Selection } from './selection.ts';
import { useAssets } from './use-assets.ts';
import { useBin } from './use-bin.tsx';
import { useDirectPictures } from './use-direct-pictures.ts';

const kept = 'fantascope.cardPx';
const WORDS_REST_MS = 250;

/** The files of a project, or its bin: found, chosen, looked at. */
export function AssetBrowser({ projectId, isBin }: Readonly<{ projectId: string; isBin: boolean }>) {
  const { t } = useWords();
  const search = useSearch({ from: '/library' });
  const navigate = useNavigate({ from: '/library' });
  const words = useRested(search.q ?? '');
  const { like, sketch, colours } = search;
  const look = useMemo(() => lookOf({ like, sketch, colours }), [like, sketch, colours]);
  const isByLook = isLook(look);
  const filter = {
    kind: kinds.find((kind) => kind === search.kind) ?? null,
    origin: origins.find((origin) => origin === search.origin) ?? null,
    words,
    look,
    isRemoved: isBin,
  };
  const { list, pages } = useAssets(projectId, filter);
  const [sort, setSort] = useState<AssetSort>('newest');
  const [sizePx, setSize] = useState(() => Number(localStorage.getItem(kept) ?? 168));
  const [isPicking, setPicking] = useState(false);
  const isWhole = pages.isRead && pages.nextCursor === null;
  const items = useMemo(() => inOrder(pages.items, isWhole && !isByLook ? sort : 'newest'), [pages.items, isWhole, isByLook, sort]);
  const [selection, setSelection] = useState<Selection>(nothing);
  useEffect(
    () =>
      setSelection((now) =>
        pruned(
          now,
          items.map(({ id }) => id),
        ),
      ),
    [items],
  );
  const bin = useBin(list);
  const direct = useDirectPictures(projectId);

  const opened = items.find(({ id }) => id === search.asset) ?? null;
  const open = useCallback(
    (asset: string | null) =>
      void navigate({ search: ({ asset: _, ...rest }) => ({ ...rest, ...(asset === null ? {} : { asset }) }), replace: true }),
    [navigate],
  );
  const findSimilar = (asset: ListedAsset) =>
    void navigate({ search: ({ q: _q, sketch: _sketch, colours: _colours, asset: _asset, ...rest }) => ({ ...rest, like: asset.id }) });
  const select = (next: Selection) => {
    setSelection(next);
    // The panel follows where it is open, so that the grid does not change its width under the arrows.
    const [only] = next.ids;
    if (opened !== null) open(next.ids.size === 1 && !isPicking ? (only ?? null) : null);
  };
  const of = (ids: ReadonlySet<string>) => items.filter(({ id }) => ids.has(id));
  const chosenItems = of(selection.ids);
  const remove = (gone: readonly ListedAsset[]) => void bin.remove(gone);
  const more = useCallback(() => void list.more(), [list]);
  const isEmpty = pages.isRead && items.length === 0;
  const hasFilter = filter.kind !== null || filter.origin !== null || words !== '';
  return (
    <div className="relative flex min-h-0 flex-1">
      <section aria-labelledby="library-files" className="flex min-w-0 flex-1 flex-col gap-2 px-4 pt-2 max-sm:px-2">
        <h2 id="library-files" className="sr-only">
          {t(isBin ? 'library.bin' : 'library.files')}
        </h2>
        <AssetTools
          isByLook={isByLook}
          sort={isWhole ? sort : 'newest'}
          canSort={isWhole}
          onSort={setSort}
          sizePx={sizePx}
          onSize={(px) => {
            setSize(px);
            localStorage.setItem(kept, String(px));
          }}
          isPicking={isPicking}
          onPicking={setPicking}
        />
        {bin.notice}
        {direct.trouble === null ? null : <Trouble error={direct.trouble} />}
        {pages.error === null ? null : <Trouble error={pages.error} retry={more} />}
        {isEmpty ? (
          <p className="p-6 text-center text-t2">
            {t(isByLook ? 'library.look.nothing' : hasFilter ? 'library.nothingFound' : isBin ? 'library.binEmpty' : 'library.noFile')}
          </p>
        ) : null}
        {isEmpty ? null : (
          <AssetGrid
            items={items}
            isWhole={isWhole}
            sizePx={sizePx}
            isPicking={isPicking}
            selection={selection}
            onSelect={select}
            onMore={more}
            onOpen={({ id }) => open(id)}
            onDirect={isBin ? null : (asset) => void direct.go([asset])}
            onSimilar={isBin ? null : findSimilar}
            onRemove={() => (isBin ? undefined : remove(chosenItems))}
          />
        )}
        {chosenItems.length > 1 || (isPicking && chosenItems.length > 0) ? (
          <BulkBar
            items={chosenItems}
            projectId={projectId}
            isBin={isBin}
            onRemove={() => remove(chosenItems)}
            onRestore={() => void bin.restore(chosenItems)}
            onFilm={direct.go}
            onClear={() => select({ ...selection, ids: new Set() })}
          />
        ) : null}
      </section>
      {opened === null ? null : (
        <AssetDetail
          asset={opened}
          onChanged={list.put}
          onDirect={opened.kind === 'image' ? () => void direct.go([opened]) : null}
          onSimilar={isBin || !opened.views.includes('thumb') ? null : () => findSimilar(opened)}
          onRemove={() => remove([opened])}
          onRestore={() => void bin.restore([opened])}
          onClose={() => open(null)}
        />
      )}
    </div>
  );
}

/** What is typed, once the hand rests. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text.trim()), WORDS_REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}

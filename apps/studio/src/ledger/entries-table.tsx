import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Button } from '../parts/button.tsx';
import { EmulatedMark } from '../parts/emulated-mark.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { type Entry, entriesQuery, type Filter, type Kind } from './ledger-queries.ts';
import { signedUsd } from './signed-usd.ts';
import { timeText } from './time-text.ts';
import { useNames } from './use-names.ts';

const ROW_PX = 58;

/** Every row of the ledger, newest first; only what is seen is drawn, and further pages come as one gets there. */
export function EntriesTable({
  kind,
  filter,
  takeId,
  onOpen,
}: Readonly<{ kind: Kind; filter: Filter; takeId: string | undefined; onOpen: (takeId: string) => void }>) {
  const { t } = useWords();
  const names = useNames();
  const pages = useInfiniteQuery(entriesQuery(kind, filter));
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (lastShown >= rows.length - 20 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [lastShown, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (pages.error !== null && rows.length === 0)
    return (
      <div className="p-5">
        <Trouble error={pages.error} retry={() => void pages.refetch()} />
      </div>
    );
  if (pages.isPending) return <p className="p-5 text-t3">{t('frame.loading')}</p>;
  if (rows.length === 0) return <p className="p-5 text-t2">{t('ledger.noEntries')}</p>;
  return (
    <>
      <div
        className="grid grid-cols-[minmax(0,1fr)_112px_84px_84px] gap-2 border-b border-line px-5 py-1.5 text-small text-t2 max-sm:grid-cols-[minmax(0,1fr)_84px_76px] max-sm:px-3"
        aria-hidden
      >
        <span>{t('ledger.take')}</span>
        <span>{t('ledger.state')}</span>
        <span className="text-right max-sm:hidden">{t('ledger.held')}</span>
        <span className="text-right">{t('ledger.paid')}</span>
      </div>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
        <ul className="relative" style={{ height: virtual.getTotalSize() }} aria-label={t('ledger.entries')}>
          {shown.map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <li
                key={row.seq}
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0"
                style={{ transform: `translateY(${start}px)`, height: ROW_PX }}
              >
                <EntryRow row={row} model={names.model(row.model)} isOpen={takeId !== undefined && row.takeId === takeId} onOpen={onOpen} />
              </li>
            );
          })}
        </ul>
        {pages.isFetchNextPageError ? (
          <Button look="quiet" onClick={() => void fetchNextPage()}>
            {t('frame.tryAgain')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function EntryRow({
  row,
  model,
  isOpen,
  onOpen,
}: Readonly<{ row: Entry; model: string; isOpen: boolean; onOpen: (takeId: string) => void }>) {
  const { t, language } = useWords();
  const { takeId } = row;
  return (
    <button
      type="button"
      disabled={takeId === null}
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => takeId !== null && onOpen(takeId)}
      className="grid h-full w-full grid-cols-[minmax(0,1fr)_112px_84px_84px] items-center gap-2 border-b border-l-2 border-b-line border-l-transparent px-5 text-left hover:bg-s2 aria-[current=true]:border-l-now aria-[current=true]:bg-s3 max-sm:grid-cols-[minmax(0,1fr)_84px_76px] max-sm:px-3"
    >
      <span className="flex min-w-0 flex-col">
        <span className="truncate font-medium">{model}</span>
        <span className="flex items-center gap-2 truncate text-small text-t2">
          {timeText(Date.parse(row.at), language)}
          {row.isEmulated ? <EmulatedMark /> : null}
        </span>
      </span>
      <span className={row.kind === 'unknown' ? 'text-warn' : row.kind === 'settle' ? 'text-ok' : 'text-t1'}>
        {t(`ledger.kind.${row.kind}`)}
      </span>
      <span className="text-right text-t2 max-sm:hidden">
        <span className="sr-only">{t('ledger.held')} </span>
        {signedUsd(row.heldUsdMicros)}
      </span>
      <span className="text-right font-medium">
        <span className="sr-only">{t('ledger.paid')} </span>
        {signedUsd(row.spentUsdMicros)}
      </span>
    </button>
  );
}

import { Check, CircleAlert, Clock, KeyRound, Unplug } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { rangeText } from '../parts/usd.ts';
import { useWords } from '../words/use-words.ts';
import { CarrierCell, Meter } from './carrier-look.tsx';
import type { Column } from './carriers.ts';
import type { ShootRow } from './shoot-rows.ts';

/** Where the columns of the table stand, the same for its head and its rows; a phone shows name, meter and price. */
export const tableGrid = 'grid grid-cols-[28px_minmax(110px,1fr)_auto_84px] sm:grid-cols-(--columns)';
/** The columns as `tableGrid` wants them. */
export const tableColumns = (count: number) =>
  ({
    '--columns': `28px minmax(140px,1fr) repeat(${count}, ${count > 7 ? 44 : 54}px) ${Math.max(60, count * 7 + 4)}px 96px 48px`,
  }) as CSSProperties;

/** How long one waits, in words. */
function useWaitWords(): (waitSec: number) => string {
  const { t } = useWords();
  return (waitSec) => {
    if (waitSec === 0) return t('shoot.now');
    return waitSec < 90 ? t('shoot.waitSec', { count: Math.round(waitSec) }) : t('shoot.waitMin', { count: Math.round(waitSec / 60) });
  };
}

/** One model of the table. A click looks at it and chooses only it; its tick, or Ctrl, adds it to what is chosen. */
export function ShootRowView({
  row,
  columns,
  isChosen,
  isFocused,
  onChoose,
  onToggle,
}: Readonly<{
  row: ShootRow;
  columns: readonly Column[];
  isChosen: boolean;
  isFocused: boolean;
  onChoose: () => void;
  onToggle: () => void;
}>) {
  const { t, language } = useWords();
  const waitWords = useWaitWords();
  const { price, waitSec, cells, meter, line } = row;
  const isAble = row.access === 'ready';
  const refused = line.refused?.text[language] ?? null;
  const priceWords =
    price === null ? t('shoot.noPrice') : price.highMicros === 0 ? t('shoot.free') : rangeText(price.lowMicros, price.highMicros);
  const dateWords =
    price === null
      ? t('shoot.reserveCap')
      : price.highMicros === 0
        ? null
        : t(price.isOld ? 'shoot.priceOld' : 'shoot.priceOf', { date: price.asOf });
  const kept = (['followed', 'roughly', 'said', 'lost'] as const).map(
    (each) => [each, meter.filter((bar) => bar === each).length] as const,
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list hears the keys of all its options
    <div
      role="option"
      id={`shoot-${row.model}`}
      data-model={row.model}
      data-access={row.access}
      tabIndex={-1}
      aria-selected={isChosen}
      onClick={({ ctrlKey, metaKey, target }) =>
        ctrlKey || metaKey || (target as Element).closest('[data-tick]') ? onToggle() : onChoose()
      }
      className={`${tableGrid} relative min-h-[54px] cursor-default items-center gap-1 rounded-md border px-2 py-1 ${
        isFocused
          ? 'border-now bg-s3 -outline-offset-2 outline-now group-focus-visible/list:outline-2'
          : isChosen
            ? 'border-line2 bg-s2'
            : 'border-transparent hover:bg-s2'
      }`}
      style={tableColumns(columns.length)}
    >
      <span data-tick className={`flex size-7 items-center justify-center ${isAble ? '' : 'invisible'}`}>
        <span
          className={`flex size-4 items-center justify-center rounded-sm border ${isChosen ? 'border-lamp bg-lamp text-on-lamp' : 'border-ctl'}`}
        >
          {isChosen ? <Check size={12} strokeWidth={3} aria-hidden /> : null}
        </span>
      </span>
      <span className="min-w-0">
        {/* A bracket at a line's end keeps its whole width: trimmed to fit, it counts as cut off. */}
        <span className={`line-clamp-2 font-medium [text-spacing-trim:space-all] ${isAble ? 'text-t1' : 'text-t2'}`}>
          {row.name[language]}
        </span>
        <span className={`flex min-w-0 items-center gap-x-1.5 text-small text-t2 ${isAble ? '' : 'flex-wrap'}`}>
          {row.isEmulated ? <span className="rounded-sm border border-warn px-1 text-micro text-warn">{t('shoot.emulated')}</span> : null}
          {accessMark()}
        </span>
      </span>
      {refused === null ? (
        columns.map((column) => <CarrierCell key={column} column={column} carrier={cells.get(column)} />)
      ) : (
        <span className="text-small text-t2 max-sm:hidden" style={{ gridColumn: `span ${columns.length}` }}>
          {refused}
        </span>
      )}
      <span>
        <Meter meter={meter} />
        {refused === null ? <span className="sr-only">{t('shoot.meter', Object.fromEntries(kept))}</span> : null}
      </span>
      <span className="text-right">
        <span className="block font-medium">{refused === null ? priceWords : ''}</span>
        {refused !== null || dateWords === null ? null : (
          <span className="flex items-center justify-end gap-1 text-micro text-t2">
            {price?.isOld === true ? <Clock size={12} aria-hidden className="text-warn" /> : null}
            {price === null ? (
              dateWords
            ) : (
              <>
                <span aria-hidden>{price.asOf}</span>
                <span className="sr-only">{dateWords}</span>
              </>
            )}
          </span>
        )}
      </span>
      <span className="text-right text-small text-t2 max-sm:hidden" title={waitSec === null || row.isStage ? '' : t('shoot.waitHere')}>
        {refused !== null ? null : waitSec !== null ? (
          waitWords(waitSec)
        ) : (
          <>
            <span aria-hidden>–</span>
            <span className="sr-only">{t('shoot.waitUnknown')}</span>
          </>
        )}
      </span>
    </div>
  );

  function accessWords(): string | null {
    switch (row.access) {
      case 'ready':
        return row.isStage ? t('shoot.here') : row.provider[language];
      case 'key':
        return t('shoot.needsKey');
      case 'place':
        return row.silentAt === null ? t('shoot.needsPlace') : t('shoot.notReached', { address: row.silentAt });
      case 'refused':
        return t('shoot.notAble');
      default:
        return row.access satisfies never;
    }
  }
  function accessMark(): ReactNode {
    const Icon = { ready: null, key: KeyRound, place: Unplug, refused: CircleAlert }[row.access];
    return (
      <span className={`flex min-w-0 items-center gap-1 ${row.access === 'ready' ? '' : 'text-warn'}`}>
        {Icon === null ? null : <Icon size={12} aria-hidden className="shrink-0" />}
        <span className={row.access === 'ready' ? 'truncate' : ''}>{accessWords()}</span>
      </span>
    );
  }
}

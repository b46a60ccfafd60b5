import { usdText } from '@fantascope/take/money';
import { Link } from '@tanstack/react-router';
import { History } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { OpenFilm } from '../../app/queries.ts';
import { Button } from '../../parts/button.tsx';
import { rangeText } from '../../parts/usd.ts';
import { useWords } from '../../words/use-words.ts';
import type { StaleTake } from './redo-choice.ts';
import { useStale, useStaleWords } from './use-stale.ts';

/** Takes that no longer show what their shots ask for, and what redoing them costs. Nothing is redone by itself; approved and locked ones stand apart. */
export function StaleList({
  film,
  isLockedShot,
  onRedo,
}: Readonly<{ film: OpenFilm; isLockedShot: (shotId: string) => boolean; onRedo: (event: MouseEvent) => void }>) {
  const { t } = useWords();
  const { items, open, held, cost } = useStale(film, isLockedShot);
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="film-stale" className="flex flex-col gap-2 rounded-md border border-line p-3">
      <h2 id="film-stale" className="flex items-center gap-2 font-semibold text-warn">
        <History size={16} strokeWidth={1.6} aria-hidden />
        {t('film.stale', { count: items.length })}
      </h2>
      <p className="text-small text-t2">{t('film.staleHint')}</p>
      <List film={film} items={open} />
      {held.length === 0 ? null : (
        <>
          <h3 className="text-small font-semibold">{t('film.redoHeld')}</h3>
          <List film={film} items={held} />
        </>
      )}
      <p className="text-small" data-redo-total>
        {open.length === 0
          ? t('film.redoNoneOpen')
          : t('film.redoTotal', { count: open.length, usd: rangeText(cost.lowMicros, cost.highMicros) || usdText(0) })}
        {cost.unpriced === 0 ? null : ` ${t('film.redoTotalUnpriced', { count: cost.unpriced })}`}
      </p>
      <span>
        <Button data-redo-open onClick={onRedo}>
          {t(open.length === 0 ? 'film.redoLook' : open.length === 1 ? 'film.redoOpen_one' : 'film.redoOpen_other', { count: open.length })}
        </Button>
      </span>
    </section>
  );
}

function List({ film, items }: Readonly<{ film: OpenFilm; items: readonly StaleTake[] }>) {
  const { t } = useWords();
  const { parts, facts } = useStaleWords();
  return (
    <ul className="flex flex-col">
      {items.map((item) => (
        <li key={item.takeId} data-stale={item.takeId} className="flex flex-col gap-0.5 border-t border-line py-2">
          <Link
            to="/film/$filmId/shot/$shotNumber"
            params={{ filmId: film.id, shotNumber: String(item.index + 1) }}
            search={{ take: item.takeId }}
            className="font-medium wrap-anywhere underline"
          >
            {t('film.staleTake', { number: item.index + 1, name: film.document.shots[item.index]?.name ?? '', model: item.model })}
          </Link>
          <span className="text-small">{t('film.staleChanged', { parts: parts(item), revision: item.revision })}</span>
          <span className="text-small text-t2">{facts(item).join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}

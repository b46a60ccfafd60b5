import { usdText } from '@fantascope/take/money';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { useState } from 'react';
import type { OpenFilm } from '../../app/queries.ts';
import { Button } from '../../parts/button.tsx';
import { later } from '../../parts/later.tsx';
import { rangeText } from '../../parts/usd.ts';
import { openGuard } from '../../shoot/press-guard.ts';
import { useWords, withWords } from '../../words/use-words.ts';
import { filmStaleQuery } from '../film-queries.ts';
import { byStanding, redoCost, type StaleTake } from './redo-choice.ts';
import type { RedoOpening } from './redo-drawer.tsx';

const RedoDrawer = later(async () => (await withWords(['film', 'shoot'], import('./redo-drawer.tsx'))).RedoDrawer);

/** Takes that no longer show what their shots ask for, and what redoing them costs. Nothing is redone by itself; approved and locked ones stand apart. */
export function StaleList({ film, isLockedShot }: Readonly<{ film: OpenFilm; isLockedShot: (shotId: string) => boolean }>) {
  const { t } = useWords();
  const [opening, setOpening] = useState<RedoOpening | null>(null);
  const items = useQuery(filmStaleQuery(film)).data ?? [];
  const { open, held } = byStanding(items, isLockedShot);
  const cost = redoCost(open);
  // A drawer that is open stays, also where its last take has just been sent.
  const drawer = opening === null ? null : <RedoDrawer {...{ film, open, held, isLockedShot, opening }} onClose={() => setOpening(null)} />;
  if (items.length === 0) return drawer;
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
        <Button
          data-redo-open
          onClick={(event) =>
            // A click by a key has no place on the screen.
            setOpening({
              key: crypto.randomUUID(),
              guard: openGuard({ nowMs: performance.now(), isByKey: event.detail === 0, page: window }),
            })
          }
        >
          {t(open.length === 0 ? 'film.redoLook' : 'film.redoOpen', { count: open.length })}
        </Button>
      </span>
      {drawer}
    </section>
  );
}

function List({ film, items }: Readonly<{ film: OpenFilm; items: readonly StaleTake[] }>) {
  const { t, language } = useWords();
  return (
    <ul className="flex flex-col">
      {items.map(({ takeId, index, model, isLocked, isApproved, isEmulated, isInFilm, revision, changed, redo }) => (
        <li key={takeId} data-stale={takeId} className="flex flex-col gap-0.5 border-t border-line py-2">
          <Link
            to="/film/$filmId/shot/$shotNumber"
            params={{ filmId: film.id, shotNumber: String(index + 1) }}
            search={{ take: takeId }}
            className="font-medium wrap-anywhere underline"
          >
            {t('film.staleTake', { number: index + 1, name: film.document.shots[index]?.name ?? '', model })}
          </Link>
          <span className="text-small">
            {t('film.staleChanged', {
              parts: changed.map((part) => t(`film.part.${part}`)).join(language === 'zh' ? '、' : ', '),
              revision,
            })}
          </span>
          <span className="text-small text-t2">
            {[
              isLocked ? t('film.staleLocked') : isApproved ? t('film.staleApproved') : null,
              isInFilm ? t('film.staleInFilm') : null,
              redo === null
                ? t('film.staleNoPrice')
                : redo.highUsd === 0
                  ? t('film.staleFree')
                  : t(isEmulated ? 'film.staleEmulated' : 'film.staleRedo', {
                      usd: rangeText(Math.round(redo.lowUsd * 1e6), Math.round(redo.highUsd * 1e6)),
                      date: redo.asOf,
                    }),
            ]
              .filter((each) => each !== null)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

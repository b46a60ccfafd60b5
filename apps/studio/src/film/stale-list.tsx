import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { History } from 'lucide-react';
import type { OpenFilm } from '../app/queries.ts';
import { rangeText } from '../parts/usd.ts';
import { useWords } from '../words/use-words.ts';
import { filmStaleQuery } from './film-queries.ts';

/** Approved and locked takes that no longer show what their shots ask for. Nothing is redone by itself: each is opened and shot by a person. */
export function StaleList({ film }: Readonly<{ film: OpenFilm }>) {
  const { t, language } = useWords();
  const items = useQuery(filmStaleQuery(film)).data ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="film-stale" className="flex flex-col gap-2 rounded-md border border-line p-3">
      <h2 id="film-stale" className="flex items-center gap-2 font-semibold text-warn">
        <History size={16} strokeWidth={1.6} aria-hidden />
        {t('film.stale', { count: items.length })}
      </h2>
      <p className="text-small text-t2">{t('film.staleHint')}</p>
      <ul className="flex flex-col">
        {items.map(({ takeId, index, model, isLocked, isEmulated, isInFilm, revision, changed, redo }) => (
          <li key={takeId} data-stale={takeId} className="flex flex-col gap-0.5 border-t border-line py-2">
            <Link
              to="/film/$filmId/shot/$shotNumber"
              params={{ filmId: film.id, shotNumber: String(index + 1) }}
              search={{ take: takeId }}
              className="font-medium underline"
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
                t(isLocked ? 'film.staleLocked' : 'film.staleApproved'),
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
    </section>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { OpenFilm } from '../../app/queries.ts';
import { rangeText } from '../../parts/usd.ts';
import { useWords } from '../../words/use-words.ts';
import { filmStaleQuery } from '../film-queries.ts';
import { byStanding, redoCost, type StaleTake } from './redo-choice.ts';

/** A film's stale takes, read anew with every change of the film, its shots and its cast: those that may be shot again, those that a person holds, and what redoing the former costs. */
export function useStale(film: OpenFilm, isLockedShot: (shotId: string) => boolean) {
  const items = useQuery(filmStaleQuery(film)).data ?? [];
  const { open, held } = byStanding(items, isLockedShot);
  return { items, open, held, cost: redoCost(open) };
}

/** What is said of a stale take: what was changed of its shot, and what becomes of it at what price. */
export function useStaleWords(): Readonly<{
  parts: (of: Pick<StaleTake, 'changed'>) => string;
  facts: (of: StaleTake) => readonly string[];
}> {
  const { t, language } = useWords();
  const price = ({ redo, isEmulated }: StaleTake): string => {
    if (redo === null) return t('film.staleNoPrice');
    if (redo.highUsd === 0) return t('film.staleFree');
    const usd = rangeText(Math.round(redo.lowUsd * 1e6), Math.round(redo.highUsd * 1e6));
    return t(isEmulated ? 'film.staleEmulated' : 'film.staleRedo', { usd, date: redo.asOf });
  };
  return {
    parts: ({ changed }) => changed.map((part) => t(`film.part.${part}`)).join(language === 'zh' ? '、' : ', '),
    facts: (of) => [
      ...(of.isLocked ? [t('film.staleLocked')] : of.isApproved ? [t('film.staleApproved')] : []),
      ...(of.isInFilm ? [t('film.staleInFilm')] : []),
      price(of),
    ],
  };
}

import type { ListedTake } from '../app/queries.ts';
import { useProgress } from '../frame/jobs-progress.ts';
import { useWords } from '../words/use-words.ts';
import { isShooting, lookOf, wordOf } from './take-state.ts';

/** How a take stands, with its place in the queue or how far it is, as the server tells it; null for a ready one, whose picture says it. */
export function useStateWords(take: Pick<ListedTake, 'id' | 'state' | 'endedAt'>): string | null {
  const { t } = useWords();
  const progress = useProgress(take.id);
  if (lookOf(take.state) === 'ready') return null;
  const word = wordOf(take.state);
  const said = word === 'other' ? take.state : t(`takes.state.${word}`);
  if (progress?.queuePlace != null && !isShooting(take)) return t('takes.queuePlace', { place: progress.queuePlace });
  return isShooting(take) && progress !== null && progress.ratio > 0 ? `${said} ${Math.round(progress.ratio * 100)}%` : said;
}

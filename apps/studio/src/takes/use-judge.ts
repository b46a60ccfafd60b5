import { Problem } from '@fantascope/client';
import type { ListedTake } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';
import { useWords } from '../words/use-words.ts';

/** Gives a word on a take: kept, rejected, or none; what the server says against it comes back as a sentence. */
export type Judge = (take: ListedTake, verdict: ListedTake['verdict']) => Promise<string | null>;

/** The way to judge a take. */
export function useJudge(): Judge {
  const { t } = useWords();
  return async (take, verdict) => {
    try {
      await server().call('take.judge', { takeId: take.id, verdict });
      await queries.invalidateQueries({ queryKey: ['take'] });
      return null;
    } catch (error) {
      return error instanceof Problem ? error.message : t('frame.serverGone');
    }
  };
}

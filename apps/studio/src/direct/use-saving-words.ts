import { useStore } from '../parts/use-store.ts';
import type { ShotStore } from '../shot/shot-store.ts';
import { useWords } from '../words/use-words.ts';

/** What is to be said about saving: nothing while all is well. */
export function useSavingWords(store: ShotStore): string | null {
  const { t } = useWords();
  const saving = useStore(store, (state) => state.saving);
  switch (saving.is) {
    case 'saved':
    case 'saving':
      return null;
    case 'waiting':
      return saving.said === 'no-room' ? t('shot.noRoom') : null;
    case 'offline':
      // A server that answers says itself what is wrong: a full disk, for example.
      return saving.said ?? t('frame.serverGone');
    case 'signed-out':
      return t('frame.signedOut');
    case 'conflict':
      return t('shot.conflict');
    case 'refused':
      return saving.said ?? t('shot.refused');
    default:
      return saving.is satisfies never;
  }
}

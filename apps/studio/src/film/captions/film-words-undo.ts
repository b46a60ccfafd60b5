import { isTyping, keyOf, useKeys } from '../../app/keys.ts';
import { useStore } from '../../parts/use-store.ts';
import type { HistoryState, WordHistory } from './word-history.ts';

/** Undo and redo of a film's words, for the bar above and by Ctrl+Z; while text is typed the keys are the field's own. */
export function useWordsUndo(
  history: WordHistory,
): Readonly<{ undo: (() => void) | null; redo: (() => void) | null; trouble: HistoryState['trouble'] }> {
  const { canUndo, canRedo, trouble } = useStore(history, (each) => each);
  // What goes wrong is told by the history's state.
  const undo = () => void history.undo().catch(() => undefined);
  const redo = () => void history.redo().catch(() => undefined);
  useKeys((event) => {
    if (isTyping(event) || !(event.ctrlKey || event.metaKey) || keyOf(event) !== 'z') return false;
    if (event.shiftKey) redo();
    else undo();
    return true;
  });
  return { undo: canUndo ? undo : null, redo: canRedo ? redo : null, trouble };
}

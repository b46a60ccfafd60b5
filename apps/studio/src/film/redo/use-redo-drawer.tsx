import { type MouseEvent, type ReactNode, useState } from 'react';
import type { OpenFilm } from '../../app/queries.ts';
import { later } from '../../parts/later.tsx';
import { openGuard } from '../../shoot/press-guard.ts';
import { withWords } from '../../words/use-words.ts';
import type { RedoOpening } from './redo-drawer.tsx';
import { useStale } from './use-stale.ts';

const RedoDrawer = later(async () => (await withWords(['film', 'shoot'], import('./redo-drawer.tsx'))).RedoDrawer);

/** The drawer in which stale shots are shot again, opened from wherever they are told of. */
export function useRedoDrawer(
  film: OpenFilm,
  isLockedShot: (shotId: string) => boolean,
): Readonly<{ open: (event: MouseEvent) => void; drawer: ReactNode }> {
  const [opening, setOpening] = useState<RedoOpening | null>(null);
  const { open, held } = useStale(film, isLockedShot);
  return {
    open: (event) =>
      // A click by a key has no place on the screen.
      setOpening({
        key: crypto.randomUUID(),
        guard: openGuard({ nowMs: performance.now(), isByKey: event.detail === 0, page: window }),
      }),
    // One that is open stays, also where its last take has just been sent.
    drawer: opening === null ? null : <RedoDrawer {...{ film, open, held, isLockedShot, opening }} onClose={() => setOpening(null)} />,
  };
}

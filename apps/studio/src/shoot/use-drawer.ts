import { useNavigate, useSearch } from '@tanstack/react-router';
import { openGuard, type PressGuard } from './press-guard.ts';

/** A take that is to be shot again: its model is chosen, and the new take says where it comes from. */
export type ShotAgain = Readonly<{ parentTakeId: string; model: string }>;

/** One opening of the drawer. Its key makes every take of it once, however often the button is pressed. */
export type Opening = Readonly<{ key: string; guard: () => PressGuard; again: ShotAgain | null }>;

let opening: Opening | null = null;

/** A drawer is opened now, by a key or a pointer. */
export function noteOpening(by: 'key' | 'pointer', again: ShotAgain | null = null): void {
  opening = fresh(by, again);
}

const fresh = (by: 'key' | 'pointer', again: ShotAgain | null): Opening => ({
  key: crypto.randomUUID(),
  guard: openGuard({ nowMs: performance.now(), isByKey: by === 'key', page: window }),
  again,
});

/** The drawer in the address: open, opened, closed. */
export function useDrawer() {
  const navigate = useNavigate({ from: '/film/$filmId/shot/$shotNumber' });
  const { drawer } = useSearch({ from: '/film/$filmId/shot/$shotNumber' });
  return {
    isOpen: drawer === 'shoot',
    /** Whether this or another sheet is open, which has the one yellow button then. */
    isAnyOpen: drawer !== undefined,
    open: (by: 'key' | 'pointer', again: ShotAgain | null = null) => {
      noteOpening(by, again);
      void navigate({ search: (search) => ({ ...search, drawer: 'shoot' }) });
    },
    close: () => void navigate({ search: ({ drawer: _, ...rest }) => rest, replace: true }),
  };
}

/** How the drawer that is shown was opened; one that the address opened (a reload, a link) has just been. */
export function openingNow(): Opening {
  const now = opening ?? fresh('pointer', null);
  opening = null;
  return now;
}

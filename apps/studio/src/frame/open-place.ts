/** Which film and shot are open, for the parts of the frame that show them; null outside a film. */
export type OpenPlace = Readonly<{
  projectId: string;
  filmId: string;
  filmTitle: string;
  /** 1 for the first; null in a room of the whole film. */
  shotNumber: number | null;
  shotName: string | null;
  shots: number;
  undo: (() => void) | null;
  redo: (() => void) | null;
  /** What is wrong with saving, as a sentence; null while all is well. */
  trouble: string | null;
}> | null;

let place: OpenPlace = null;
const listeners = new Set<() => void>();

/** The place that is open; a room tells it while it is shown. */
export const openPlace = {
  state: () => place,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  tell: (next: OpenPlace) => {
    place = next;
    for (const listener of listeners) listener();
  },
};

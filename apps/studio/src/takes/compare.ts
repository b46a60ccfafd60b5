/** How two takes are held against each other. */
export const compareModes = ['side', 'wipe', 'flip'] as const;
/** One of them. */
export type CompareMode = (typeof compareModes)[number];

/** Whether and how takes are compared in the viewport. `isFlipped`: the other one is shown for as long as the key is held. */
export type Compare = Readonly<{ mode: CompareMode | null; wipeRatio: number; isFlipped: boolean }>;

let compare: Compare = { mode: null, wipeRatio: 0.5, isFlipped: false };
const listeners = new Set<() => void>();

/** The comparison of the page: the strip turns it on, the viewport shows it. */
export const comparing = {
  state: () => compare,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  set: (change: Partial<Compare>) => {
    compare = { ...compare, ...change };
    for (const listener of listeners) listener();
  },
};

/** Where the wipe stands after a key: arrows 1 %, with Shift 10 %; null for other keys. */
export function wipedBy(key: string, isShifted: boolean, ratio: number): number | null {
  const step = isShifted ? 0.1 : 0.01;
  const to = { ArrowLeft: ratio - step, ArrowRight: ratio + step, Home: 0, End: 1 }[key];
  return to === undefined ? null : Math.min(1, Math.max(0, to));
}

/** The two that are compared: a take (null is the stage) and its partner; the stage where no other was chosen. Null where both are the same. */
export function pairOf(takeId: string | null, otherTakeId: string | null): Readonly<{ left: string | null; right: string | null }> | null {
  return takeId === otherTakeId ? null : { left: takeId, right: otherTakeId };
}

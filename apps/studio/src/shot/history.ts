/** How many steps back are kept. */
const MOST_STEPS = 200;

/** A document with what it was and what it was undone from. */
export type History<T> = Readonly<{ now: T; before: readonly T[]; after: readonly T[]; gesture: string | null }>;

/** A history that begins here. */
export function historyOf<T>(now: T): History<T> {
  return { now, before: [], after: [], gesture: null };
}

/** One step further. Steps of one gesture (a drag, a key held down) are one step. */
export function stepped<T>(history: History<T>, now: T, gesture: string | null): History<T> {
  if (Object.is(now, history.now)) return history;
  const goesOn = gesture !== null && gesture === history.gesture;
  return { now, before: goesOn ? history.before : [...history.before, history.now].slice(-MOST_STEPS), after: [], gesture };
}

/** The gesture is over: the next step is one of its own. */
export function settled<T>(history: History<T>): History<T> {
  return history.gesture === null ? history : { ...history, gesture: null };
}

/** One step back; the same history where there is none. */
export function undone<T>(history: History<T>): History<T> {
  const now = history.before.at(-1);
  return now === undefined ? history : { now, before: history.before.slice(0, -1), after: [history.now, ...history.after], gesture: null };
}

/** One step forth again; the same history where there is none. */
export function redone<T>(history: History<T>): History<T> {
  const [now, ...after] = history.after;
  return now === undefined ? history : { now, before: [...history.before, history.now], after, gesture: null };
}

/** What the history was without the gesture that is under way. */
export function withoutGesture<T>(history: History<T>): History<T> {
  const now = history.before.at(-1);
  return history.gesture === null || now === undefined ? history : { now, before: history.before.slice(0, -1), after: [], gesture: null };
}

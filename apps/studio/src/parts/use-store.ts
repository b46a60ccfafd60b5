import { useRef, useSyncExternalStore } from 'react';

/** A part of a store, read anew only where it has changed. `pick` gives the same value while nothing it looks at has changed, or plain data. */
export function useStore<State, Part>(
  store: Readonly<{ state: () => State; subscribe: (listener: () => void) => () => void }>,
  pick: (state: State) => Part,
): Part {
  const last = useRef<Readonly<{ state: State; pick: (state: State) => Part; part: Part }> | null>(null);
  return useSyncExternalStore(store.subscribe, () => {
    const state = store.state();
    if (last.current !== null && Object.is(last.current.state, state) && last.current.pick === pick) return last.current.part;
    const part = pick(state);
    const kept = last.current !== null && isSame(last.current.part, part) ? last.current.part : part;
    last.current = { state, pick, part: kept };
    return kept;
  });
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [own, others] = [Object.entries(a), Object.entries(b)];
  return own.length === others.length && own.every(([name, value]) => Object.is(value, (b as Record<string, unknown>)[name]));
}

import { type ComponentType, lazy, Suspense, useSyncExternalStore } from 'react';

type Load = () => Promise<unknown>;

const loads = new Set<Load>();
const waiting = new Set<() => void>();
let isQuiet = false;

/** The first picture stands: what was left for later is fetched now, one after another, so that nothing of it is missing should the line break. */
export async function fetchTheRest(): Promise<void> {
  if (isQuiet) return;
  isQuiet = true;
  for (const tell of waiting) tell();
  // What cannot be fetched now is asked for again where it is used.
  for (const load of loads) await load().catch(() => undefined);
}

function subscribe(tell: () => void): () => void {
  waiting.add(tell);
  return () => waiting.delete(tell);
}

/** A component whose code is fetched when it is first shown, or once the first picture stands. `waits`: it is not shown before that either. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>, { waits = false } = {}): ComponentType<Props> {
  let known: Promise<ComponentType<Props>> | undefined;
  const once = () => {
    known ??= load();
    known.catch(() => {
      known = undefined;
    });
    return known;
  };
  loads.add(once);
  const Part = lazy(async () => ({ default: await once() }));
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, at the top of a module.
  return function Later(props: Props) {
    const isDue = useSyncExternalStore(subscribe, () => isQuiet || !waits);
    return isDue ? (
      <Suspense fallback={null}>
        <Part {...props} />
      </Suspense>
    ) : null;
  };
}

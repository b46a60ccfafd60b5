import { type ComponentType, useEffect, useState, useSyncExternalStore } from 'react';

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
  let known: ComponentType<Props> | undefined;
  let loading: Promise<ComponentType<Props>> | undefined;
  const once = async () => {
    loading ??= load();
    try {
      known = await loading;
      return known;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  };
  loads.add(once);
  // Not lazy and Suspense: React takes such a part up at its leisure, and while a shot plays there is none.
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, at the top of a module.
  return function Later(props: Props) {
    const isDue = useSyncExternalStore(subscribe, () => isQuiet || !waits);
    const [state, setState] = useState<Readonly<{ Part?: ComponentType<Props>; error?: unknown }>>(() =>
      known === undefined ? {} : { Part: known },
    );
    const { Part } = state;
    useEffect(() => {
      if (!isDue || Part !== undefined) return;
      let isGone = false;
      once().then(
        (part) => isGone || setState({ Part: part }),
        (error: unknown) => isGone || setState({ error }),
      );
      return () => {
        isGone = true;
      };
    }, [isDue, Part]);
    // The room's own boundary says what is missing, with a way to ask again.
    if ('error' in state) throw state.error;
    return isDue && Part !== undefined ? <Part {...props} /> : null;
  };
}

import { type ComponentType, useEffect, useState, useSyncExternalStore } from 'react';

type Load = () => Promise<unknown>;

/** What could not be fetched is asked for again after this. */
const AGAIN_MS = 1500;
/** After so many times the room says that it is broken, where the server answers otherwise: what is asked for is no longer there. */
const MOST_TRIES = 20;

const serverAnswers = () =>
  fetch('/', { method: 'HEAD' }).then(
    // A proxy whose server is away answers too.
    ({ ok }) => ok,
    () => false,
  );

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
    const [Part, setPart] = useState(() => known);
    const [broken, setBroken] = useState<Readonly<{ error: unknown }> | null>(null);
    useEffect(() => {
      if (!isDue || Part !== undefined) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let isGone = false;
      let tries = 0;
      // While the server is away the part is missing, and nothing else: an edit under way stays on the screen.
      const ask = () =>
        once().then(
          (part) => isGone || setPart(() => part),
          async (error: unknown) => {
            tries += 1;
            const isForGood = tries >= MOST_TRIES && (await serverAnswers());
            if (isGone) return;
            if (isForGood) setBroken({ error });
            else timer = setTimeout(ask, AGAIN_MS);
          },
        );
      void ask();
      return () => {
        isGone = true;
        clearTimeout(timer);
      };
    }, [isDue, Part]);
    // The room's own boundary offers to load the page again.
    if (broken !== null) throw broken.error;
    return isDue && Part !== undefined ? <Part {...props} /> : null;
  };
}

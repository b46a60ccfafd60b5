import { onProjectEvent } from '../app/project-events.ts';
import { useStore } from '../parts/use-store.ts';

/** The newest word about something under way. `ratio` 0..1, 0 where it is not told; `queuePlace` 1 for the next. */
export type Progress = Readonly<{ ratio: number; queuePlace: number | null }>;

let told: ReadonlyMap<string, Progress> = new Map();
const listeners = new Set<() => void>();

onProjectEvent(({ kind, data }) => {
  const id = data['subjectId'];
  if (typeof id !== 'string') return;
  const next = progressOf(kind, data);
  if (next === undefined) return;
  const newer = new Map(told);
  if (next === null) newer.delete(id);
  else newer.set(id, next);
  told = newer;
  for (const listener of listeners) listener();
});

/** What an event says of progress: undefined nothing, null that what was said before holds no longer. */
export function progressOf(kind: string, data: Readonly<Record<string, unknown>>): Progress | null | undefined {
  if (kind === 'take.changed' || kind === 'job.changed') return null;
  if (kind === 'job.progress') return { ratio: Number(data['progressPermille'] ?? 0) / 1000, queuePlace: null };
  if (kind !== 'take.progress') return undefined;
  const { ratio, queuePlace } = data;
  return { ratio: typeof ratio === 'number' ? ratio : 0, queuePlace: typeof queuePlace === 'number' ? queuePlace : null };
}

const store = {
  state: () => told,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** The newest word about a take or a job; null while there is none. */
export function useProgress(id: string): Progress | null {
  return useStore(store, (all) => all.get(id) ?? null);
}

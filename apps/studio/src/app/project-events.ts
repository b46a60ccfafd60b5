import type { StudioEvent } from '@fantascope/client';
import { useEffect } from 'react';
import { queries, server } from './server.ts';

type Listener = (event: StudioEvent) => void;
const listeners = new Set<Listener>();

/** Hears what happens in the project that is open. */
export function onProjectEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What of the lists is read anew when something of a kind has happened: the first word of the event's kind, and what hangs on it. */
const readAnew: Readonly<Record<string, readonly string[]>> = {
  take: ['take', 'ledger', 'asset', 'film'],
  job: ['job', 'asset', 'take'],
  asset: ['asset'],
  film: ['film'],
  shot: ['film', 'shot'],
  // Who stands in a shot is part of what its takes show.
  cast: ['cast', 'film', 'shoot'],
  member: ['member'],
  project: ['project'],
  ledger: ['ledger', 'take'],
};

/** Follows a project while it is open: lists are read anew, and whoever listens is told. Comes back by itself after a cut or a restart. */
export function useProjectEvents(projectId: string | undefined): void {
  useEffect(() => {
    if (projectId === undefined) return;
    const own = new AbortController();
    void (async () => {
      try {
        for await (const event of server().events(projectId, { signal: own.signal })) {
          const [word = ''] = event.kind.split('.');
          for (const name of readAnew[word] ?? [word]) void queries.invalidateQueries({ queryKey: [name] });
          for (const listener of listeners) listener(event);
        }
      } catch {
        // Refused for good: the page's own questions say why.
      }
    })();
    return () => own.abort();
  }, [projectId]);
}

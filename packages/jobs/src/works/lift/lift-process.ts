import { Fault } from '@fantascope/film';
import { workInProcess } from '../child/work-in-process.ts';
import { memoryHere, renderMemoryMib } from '../render/render-memory.ts';
import type { LiftMade, LiftNews, LiftTask } from './lift-task.ts';

const childModule = new URL('./lift-child.ts', import.meta.url);
/** A lift from which nothing is heard for so long is stuck, milliseconds. The longest step takes some seconds; a download tells how far it is. */
const SILENT_MS = 120_000;
/** What a called-off lift leaves unfinished the cache clears away itself, milliseconds. */
const GRACE_MS = 500;

/** What a lift in a process of its own may use and whom it tells. */
export type LiftTerms = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  onNews: (news: LiftNews) => void;
  /** Default: renderMemoryMib. */
  mostMib?: number;
  /** Default 120,000. */
  silentMs?: number;
}>;

/** Lifts a picture in a process of its own. Throws the signal's reason, the fault that it met, jobs.lift-memory, jobs.lift-stuck and jobs.lift-broke. */
export async function liftInProcess(
  task: LiftTask,
  { env, signal, onNews, mostMib = renderMemoryMib(env, { totalBytes: memoryHere() }), silentMs = SILENT_MS }: LiftTerms,
): Promise<LiftMade> {
  const stuck = new AbortController();
  const giveUp = () => stuck.abort(new Fault('jobs.lift-stuck', { seconds: Math.round(silentMs / 1000) }));
  let timer = setTimeout(giveUp, silentMs);
  try {
    const ended = await workInProcess<LiftMade, LiftNews>(childModule, task, {
      ...{ env, mostMib, graceMs: GRACE_MS },
      signal: AbortSignal.any([signal, stuck.signal]),
      onNews: (news) => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, silentMs);
        onNews(news);
      },
    });
    if (ended.end === 'made') return ended.made;
    throw ended.end === 'memory' ? new Fault('jobs.lift-memory', { mostMib }) : new Fault('jobs.lift-broke', { how: ended.how });
  } finally {
    clearTimeout(timer);
  }
}

import { Fault } from '@fantascope/film';
import { type ChildTerms, workInProcess } from '../child/work-in-process.ts';
import { memoryHere, renderMemoryMib } from '../render/render-memory.ts';
import type { SoundMade, SoundNews, SoundTask } from './sound-task.ts';

const childModule = new URL('./sound-child.ts', import.meta.url);
/** What a called-off sound leaves unfinished the cache clears away itself, milliseconds. */
const GRACE_MS = 500;

/** Makes a film's sound in a process of its own. Throws the signal's reason, the fault that it met, jobs.sound-memory and jobs.sound-broke. */
export async function soundInProcess(
  task: SoundTask,
  {
    env,
    signal,
    onNews,
    mostMib = renderMemoryMib(env, { totalBytes: memoryHere() }),
  }: Pick<ChildTerms<SoundNews>, 'env' | 'signal' | 'onNews'> &
    Readonly<{
      /** Memory that it may use, its encoder's left out. Default: renderMemoryMib. */
      mostMib?: number;
    }>,
): Promise<SoundMade> {
  const ended = await workInProcess<SoundMade, SoundNews>(childModule, task, { env, signal, mostMib, graceMs: GRACE_MS, onNews });
  if (ended.end === 'made') return ended.made;
  throw ended.end === 'memory' ? new Fault('jobs.sound-memory', { mostMib }) : new Fault('jobs.sound-broke', { how: ended.how });
}

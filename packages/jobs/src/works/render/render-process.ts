import { Fault } from '@fantascope/film';
import { type ChildTerms, workInProcess } from '../child/work-in-process.ts';
import { memoryHere, renderMemoryMib } from './render-memory.ts';
import type { RenderMade, RenderNews, RenderTask } from './render-task.ts';

const childModule = new URL('./render-child.ts', import.meta.url);

/**
 * Draws in a process of its own (workInProcess). It ends with us, its encoders with it, or once it uses more memory than it may. Throws the signal's
 * reason, the fault that it met, jobs.render-memory and jobs.render-broke.
 */
export async function renderInProcess(
  task: RenderTask,
  {
    env,
    signal,
    onProgress,
    mostMib = renderMemoryMib(env, { totalBytes: memoryHere() }),
  }: Pick<ChildTerms<RenderNews>, 'env' | 'signal'> &
    Readonly<{
      onProgress: (doneRatio: number) => void;
      /** Memory that it may use, its encoders' left out. Default: renderMemoryMib. */
      mostMib?: number;
    }>,
): Promise<RenderMade> {
  const ended = await workInProcess<RenderMade, RenderNews>(childModule, task, {
    ...{ env, signal, mostMib },
    onNews: ({ doneRatio }) => onProgress(doneRatio),
  });
  if (ended.end === 'made') return ended.made;
  throw ended.end === 'memory' ? new Fault('jobs.render-memory', { mostMib }) : new Fault('jobs.render-broke', { how: ended.how });
}

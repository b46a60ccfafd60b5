import { Problem } from '@fantascope/client';
import { queries } from '../app/server.ts';
import { mayRetry, nextOf, stepped, type Upload, type UploadStep } from './upload-queue.ts';
import { forgetFile, sendFile, type TakenFile } from './upload-send.ts';

/** Files that were given together: what becomes of them is decided once none is under way. */
type Batch = Readonly<{ open: Set<number>; done: TakenFile[]; onDone: (assets: readonly TakenFile[]) => void }>;
type Job = Readonly<{ file: File; projectId: string; own: AbortController; batch: Batch }>;

let queue: readonly Upload[] = [];
let lastId = 0;
const jobs = new Map<number, Job>();
const listeners = new Set<() => void>();

function step(next: UploadStep): void {
  queue = stepped(queue, next);
  for (const listener of listeners) listener();
}

function end(id: number, { open, done, onDone }: Batch): void {
  if (open.delete(id) && open.size === 0 && done.length > 0) onDone(done.splice(0));
}

async function send(id: number): Promise<void> {
  const job = jobs.get(id);
  if (job === undefined) return;
  const { file, projectId, own, batch } = job;
  step({ kind: 'begun', id });
  try {
    const asset = await sendFile(file, { projectId, signal: own.signal, onSent: (sentBytes) => step({ kind: 'sent', id, sentBytes }) });
    step({ kind: 'done', id, asset });
    batch.done.push(asset);
    void queries.invalidateQueries({ queryKey: ['asset'] });
  } catch (error) {
    const isAnswer = error instanceof Problem;
    step({ kind: 'failed', id, said: isAnswer ? error.message : '', canRetry: !isAnswer || error.retry !== 'never' });
  }
  end(id, batch);
  begin();
}

function begin(): void {
  for (const { id } of nextOf(queue)) void send(id);
}

/** Files on their way in, wherever in the studio they were dropped. A failed one whose `said` is empty got no answer. */
export const uploads = {
  state: () => queue,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Sends files into a project. `onDone`: what becomes of those that are there, once none of them is under way; once more after a retry. */
  add: (files: readonly File[], { projectId, onDone }: Readonly<{ projectId: string; onDone: Batch['onDone'] }>) => {
    const batch: Batch = { open: new Set(), done: [], onDone };
    const entries = files.map((file) => {
      lastId += 1;
      batch.open.add(lastId);
      jobs.set(lastId, { file, projectId, own: new AbortController(), batch });
      return { id: lastId, name: file.name, bytes: file.size };
    });
    step({ kind: 'added', files: entries });
    begin();
  },
  cancel: (id: number) => {
    const job = jobs.get(id);
    step({ kind: 'cancelled', id });
    if (job !== undefined) {
      job.own.abort();
      forgetFile(job.file, job.projectId);
      end(id, job.batch);
    }
    begin();
  },
  /** Sends again what failed on the way; nothing that is there is sent twice. */
  retry: (ids: readonly number[]) => {
    const again = queue.filter((upload) => ids.includes(upload.id) && mayRetry(upload)).map(({ id }) => id);
    for (const id of again) {
      const job = jobs.get(id);
      if (job === undefined) continue;
      jobs.set(id, { ...job, own: new AbortController() });
      job.batch.open.add(id);
    }
    step({ kind: 'again', ids: again });
    begin();
  },
  clear: () => {
    step({ kind: 'cleared' });
    for (const id of jobs.keys()) if (!queue.some((upload) => upload.id === id)) jobs.delete(id);
  },
};

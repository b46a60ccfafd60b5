/** What a provider's status word means for a take. */
export type TaskStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'expired';

// providers.md §3.2, every synonym in lower case. One table for all wires: a provider that borrows another's word is read right.
const meanings: Readonly<Record<TaskStatus, readonly string[]>> = {
  queued: [
    'submitted',
    'queued',
    'pending',
    'preparing',
    'queueing',
    'throttled',
    'in_queue',
    'starting',
    'created',
    'waiting',
    'suspended',
  ],
  running: ['processing', 'running', 'in_progress', 'dreaming', 'generating'],
  succeeded: ['succeed', 'succeeded', 'success', 'completed', 'complete', 'done', 'finished', 'ok'],
  failed: ['failed', 'fail', 'failure', 'error', 'incomplete', 'budget_exceeded', 'rejected'],
  cancelled: ['cancelled', 'canceled', 'aborted', 'interrupted', 'deleted'],
  expired: ['expired'],
};
const statusOf = new Map(
  (Object.entries(meanings) as [TaskStatus, readonly string[]][]).flatMap(([status, names]) => names.map((name) => [name, status])),
);

/** The meaning of a provider's status word; one we have no word for counts as running, with a warning to show. */
export function taskStatus(word: string): Readonly<{ status: TaskStatus; warning?: string }> {
  const status = statusOf.get(word.toLowerCase());
  return status === undefined ? { status: 'running', warning: `unknown status "${word}"` } : { status };
}

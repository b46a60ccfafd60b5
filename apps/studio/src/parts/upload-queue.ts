/** How a file on its way in stands. `sent`: every byte is there and the server looks at it. */
export type UploadIs = 'waiting' | 'sending' | 'sent' | 'done' | 'failed' | 'cancelled';

/** One file on its way in. `said`: why it failed, as the server says it. `canRetry`: false where the file itself is refused. */
export type Upload = Readonly<{
  id: number;
  name: string;
  bytes: number;
  sentBytes: number;
  is: UploadIs;
  said: string | null;
  canRetry: boolean;
  assetId: string | null;
  kind: string | null;
}>;

/** What happens to files on their way in. */
export type UploadStep =
  | Readonly<{ kind: 'added'; files: readonly Readonly<{ id: number; name: string; bytes: number }>[] }>
  | Readonly<{ kind: 'begun'; id: number }>
  | Readonly<{ kind: 'sent'; id: number; sentBytes: number }>
  | Readonly<{ kind: 'done'; id: number; asset: Readonly<{ id: string; kind: string }> }>
  | Readonly<{ kind: 'failed'; id: number; said: string; canRetry: boolean }>
  | Readonly<{ kind: 'cancelled'; id: number }>
  | Readonly<{ kind: 'again'; ids: readonly number[] }>
  | Readonly<{ kind: 'cleared' }>;

/** Files sent at the same time. */
export const MOST_AT_ONCE = 3;

const fresh = { sentBytes: 0, is: 'waiting', said: null, canRetry: true, assetId: null, kind: null } as const;
const isOver = ({ is }: Upload) => is === 'done' || is === 'failed' || is === 'cancelled';

/** The queue after a step. What is over is not changed by what its sender still says. */
export function stepped(queue: readonly Upload[], step: UploadStep): readonly Upload[] {
  const change = (id: number, to: (upload: Upload) => Partial<Upload>) =>
    queue.map((upload) => (upload.id === id && !isOver(upload) ? { ...upload, ...to(upload) } : upload));
  switch (step.kind) {
    case 'added':
      return [...queue, ...step.files.map((file) => ({ ...file, ...fresh }))];
    case 'begun':
      return change(step.id, () => ({ is: 'sending' }));
    case 'sent':
      return change(step.id, ({ bytes }) => ({
        sentBytes: Math.min(bytes, step.sentBytes),
        is: step.sentBytes >= bytes ? 'sent' : 'sending',
      }));
    case 'done':
      return change(step.id, ({ bytes }) => ({ is: 'done', sentBytes: bytes, assetId: step.asset.id, kind: step.asset.kind }));
    case 'failed':
      return change(step.id, () => ({ is: 'failed', said: step.said, canRetry: step.canRetry }));
    case 'cancelled':
      return change(step.id, () => ({ is: 'cancelled' }));
    case 'again':
      return queue.map((upload) => (step.ids.includes(upload.id) && mayRetry(upload) ? { ...upload, ...fresh } : upload));
    case 'cleared':
      return queue.filter((upload) => !isOver(upload));
    default:
      return step satisfies never;
  }
}

/** Whether a file can be sent again: it failed on the way or was called off, and was not itself refused. */
export function mayRetry({ is, canRetry }: Upload): boolean {
  return is === 'cancelled' || (is === 'failed' && canRetry);
}

/** The files that may begin now, oldest first. */
export function nextOf(queue: readonly Upload[]): readonly Upload[] {
  const busy = queue.filter(({ is }) => is === 'sending' || is === 'sent').length;
  return queue.filter(({ is }) => is === 'waiting').slice(0, Math.max(0, MOST_AT_ONCE - busy));
}

/** How far all of them are together. */
export function sumOf(queue: readonly Upload[]) {
  const counted = queue.filter(({ is }) => is !== 'cancelled');
  const bytes = counted.reduce((sum, upload) => sum + upload.bytes, 0);
  const sentBytes = counted.reduce((sum, upload) => sum + (upload.is === 'failed' ? upload.bytes : upload.sentBytes), 0);
  return {
    files: counted.length,
    done: queue.filter(({ is }) => is === 'done').length,
    failed: queue.filter(({ is }) => is === 'failed').length,
    isBusy: queue.some((upload) => !isOver(upload)),
    ratio: bytes === 0 ? 0 : sentBytes / bytes,
  };
}

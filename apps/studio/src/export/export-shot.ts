import type { Said } from '../preview/preview-messages.ts';
import type { ExportAsked, ExportTold } from './export-worker.ts';

/** A file made here, or why there is none. */
export type Exported = Readonly<{ file: Blob; codec: string; frames: number }> | Readonly<{ failed: Said | 'no-encoder' }>;

/** Makes a shot into a file in this browser, in a worker of its own. `signal` ends it; nothing is left behind. Throws the signal's reason. */
export function exportShot(
  asked: ExportAsked,
  { signal, onProgress }: Readonly<{ signal: AbortSignal; onProgress: (doneRatio: number) => void }>,
): Promise<Exported> {
  const worker = new Worker(new URL('./export-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Exported>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    worker.addEventListener('error', (event) => resolve({ failed: { en: event.message, zh: event.message } }));
    worker.addEventListener('message', ({ data }: MessageEvent<ExportTold>) => {
      switch (data.kind) {
        case 'progress':
          return onProgress(data.frame / data.frames);
        case 'done':
          return resolve({
            file: new Blob([data.file], { type: asked.format === 'mp4' ? 'video/mp4' : 'video/webm' }),
            codec: data.codec,
            frames: data.frames,
          });
        case 'no-encoder':
          return resolve({ failed: 'no-encoder' });
        case 'failed':
          return resolve({ failed: data.said });
        default:
          return data satisfies never;
      }
    });
    worker.postMessage(asked);
  }).finally(() => worker.terminate());
}

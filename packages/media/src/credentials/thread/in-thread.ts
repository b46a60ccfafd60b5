import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';

/** What the thread is asked: to put credentials into a copy of a file, or to make an identity. */
export type CredentialTask =
  | Readonly<{
      task: 'seal';
      from: string;
      to: string;
      /** Boxes are laid out here, in pieces; whole files are held in memory by the library. */
      way: 'boxes' | 'whole';
      mime: string;
      definition: Readonly<Record<string, unknown>>;
      algorithm: string;
      /** How long every signature is that the thread will be given, bytes. */
      signatureBytes: number;
    }>
  | Readonly<{ task: 'identity'; nowMs: number }>;

/** What the thread says: a claim to be signed, what it made, or why it could not; `isMissing` where the library itself could not be loaded. */
export type CredentialNews =
  | Readonly<{ news: 'sign'; claim: Uint8Array }>
  | Readonly<{ news: 'sealed'; manifestBytes: number }>
  | Readonly<{ news: 'identity'; pem: string }>
  | Readonly<{ news: 'failed'; reason: string; isMissing: boolean }>;

/** What it is answered: the whole COSE_Sign1 of the claim. */
export type Signed = Readonly<{ signature: Uint8Array }>;

type End = Exclude<CredentialNews, { news: 'sign' }>;

/** Does a task in the thread for credentials, and signs what it asks to have signed. Ends the thread when the signal is raised, and throws its reason. */
export async function inCredentialThread(
  task: CredentialTask,
  { sign, signal }: Readonly<{ sign?: (claim: Uint8Array) => Uint8Array; signal?: AbortSignal | undefined }> = {},
): Promise<End> {
  signal?.throwIfAborted();
  // Nothing of our environment, in which providers' keys may stand, is the libraries' to see; only where compiled modules are kept.
  const compiled = getCompileCacheDir();
  const env = compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled };
  const worker = new Worker(new URL('./credential-thread.ts', import.meta.url), { workerData: task, env });
  let stop = () => {};
  let end: End | undefined;
  try {
    return await new Promise<End>((resolve, reject) => {
      stop = () => reject(signal?.reason);
      signal?.addEventListener('abort', stop);
      worker.on('message', (news: CredentialNews) => {
        if (news.news !== 'sign') {
          end = news;
          return;
        }
        try {
          worker.postMessage({ signature: sign?.(news.claim) ?? new Uint8Array(0) } satisfies Signed);
        } catch (error) {
          reject(error);
        }
      });
      const failed = (reason: string) => resolve({ news: 'failed', reason, isMissing: false });
      worker.on('error', (error) => failed(error.message));
      // It ends by itself once it has said its last: nothing is then terminated while its library is still being compiled.
      worker.on('exit', (code) => (end === undefined ? failed(`exit ${code}`) : resolve(end)));
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ensureFolder } from './cache-dir.ts';
import { takeLock } from './lock-file.ts';
import { sha256Of } from './weights.ts';

/** Bytes so far and in all, and the rate of this run in bytes a second. */
export type DownloadProgress = Readonly<{ bytes: number; totalBytes: number; bytesPerSec: number }>;

/** What became of a download. `reason` is for people, in a few words. A stopped one is taken up again by the next. */
export type DownloadOutcome = Readonly<{ outcome: 'done' } | { outcome: 'failed'; reason: string }>;

/**
 * What to fetch, where to and how long to bear with it: `connectMs` until the server answers (default 3000), `stallMs` without a byte (default 20000),
 * `budgetMs` that the whole may be expected to take (default without limit).
 */
export type Download = Readonly<{
  url: string;
  path: string;
  bytes: number;
  sha256: string;
  connectMs?: number;
  stallMs?: number;
  budgetMs?: number;
  onProgress?: (progress: DownloadProgress) => void;
  signal?: AbortSignal;
}>;

/**
 * Fetches a file of known size and hash into place: a part file that a later run continues by range, hash checked before it is renamed, so that the
 * path holds the whole file or nothing. Never throws for what network or disk do; those are outcomes.
 */
export async function download(wanted: Download): Promise<DownloadOutcome> {
  try {
    await ensureFolder(dirname(wanted.path));
    await using lock = await takeLock(`${wanted.path}.lock`);
    return lock === null ? { outcome: 'failed', reason: 'another run is fetching it' } : await fetchLocked(wanted);
  } catch (error) {
    return { outcome: 'failed', reason: reasonOf(error) };
  }
}

async function fetchLocked(wanted: Download): Promise<DownloadOutcome> {
  const part = `${wanted.path}.part`;
  const have = await stat(part).then(
    ({ size }) => size,
    () => 0,
  );
  if (have > wanted.bytes) await rm(part, { force: true });
  if (have < wanted.bytes || have > wanted.bytes) {
    const outcome = await fetchPart(wanted, part, have > wanted.bytes ? 0 : have);
    if (outcome.outcome === 'failed') return outcome;
  }
  if ((await sha256Of(part)) !== wanted.sha256) {
    await rm(part, { force: true });
    return { outcome: 'failed', reason: 'what came is not the file expected (hash differs)' };
  }
  await rename(part, wanted.path);
  return { outcome: 'done' };
}

async function fetchPart(wanted: Download, part: string, have: number): Promise<DownloadOutcome> {
  const { url, bytes, connectMs = 3000, stallMs = 20_000, budgetMs = Number.POSITIVE_INFINITY, onProgress, signal } = wanted;
  const stop = new AbortController();
  const giveUp = (reason: string) => () => stop.abort(new Error(reason));
  let timer = setTimeout(giveUp(`no answer within ${connectMs / 1000} s`), connectMs);
  const onAbort = giveUp('interrupted');
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted) onAbort();
  try {
    const response = await fetch(url, { signal: stop.signal, headers: have > 0 ? { range: `bytes=${have}-` } : {} });
    clearTimeout(timer);
    if (!isTrusted(response.url, url)) return { outcome: 'failed', reason: 'redirected to an unencrypted address' };
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      return { outcome: 'failed', reason: `the server answered ${response.status}` };
    }
    // a server that does not know ranges sends the whole file again
    let received = response.status === 206 ? have : 0;
    const begun = received;
    const start = performance.now();
    const file = await open(part, received > 0 ? 'a' : 'w');
    try {
      timer = setTimeout(giveUp('the transfer stalled'), stallMs);
      for await (const chunk of response.body) {
        timer.refresh();
        received += chunk.byteLength;
        if (received > bytes) return { outcome: 'failed', reason: 'more came than the file holds' };
        await file.write(chunk);
        const elapsedMs = performance.now() - start;
        const bytesPerSec = ((received - begun) / Math.max(1, elapsedMs)) * 1000;
        onProgress?.({ bytes: received, totalBytes: bytes, bytesPerSec });
        if (elapsedMs > 5000 && elapsedMs + ((bytes - received) / bytesPerSec) * 1000 > budgetMs) giveUp('the connection is too slow')();
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return received === bytes ? { outcome: 'done' } : { outcome: 'failed', reason: 'the transfer ended early' };
  } catch (error) {
    return { outcome: 'failed', reason: stop.signal.aborted ? reasonOf(stop.signal.reason) : reasonOf(error) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Weights are checked by hash whatever the way they came; still, a redirect may not leave encryption for another host. */
function isTrusted(final: string, asked: string): boolean {
  return final.startsWith('https:') || new URL(final).host === new URL(asked).host;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // fetch says only 'fetch failed'; the cause has the network's own words
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  return cause?.code ?? cause?.message ?? (error as NodeJS.ErrnoException).code ?? error.message;
}

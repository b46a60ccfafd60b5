import { execFile } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Fault } from '@fantascope/film';
import { locateFfmpeg } from './find-ffmpeg.ts';

const run = promisify(execFile);

/**
 * Writes a film's very last frame that can be decoded as a picture (PNG by its name), whatever its length is said to be. Throws media.unreadable and the faults of
 * finding ffmpeg.
 */
export async function writeLastFrame(
  film: string,
  picture: string,
  { env = process.env, signal }: Readonly<{ env?: Readonly<Record<string, string | undefined>>; signal?: AbortSignal }> = {},
): Promise<void> {
  const { path } = locateFfmpeg({ env });
  await rm(picture, { force: true });
  let cause: unknown;
  // Every frame from there to the end is written over the one before: how long the last one stands need not be known. Where sound goes on for longer than the
  // picture, the last second has no frame: then all of them are decoded.
  for (const from of [['-sseof', '-1'], []]) {
    const args = ['-v', 'error', '-nostdin', '-y', '-protocol_whitelist', 'file', ...from, '-i', film, '-an', '-update', '1', picture];
    await run(path, args, { timeout: 120_000, ...(signal === undefined ? {} : { signal }) }).catch((error: unknown) => {
      cause = error;
    });
    if (signal?.aborted === true) break;
    if (
      await stat(picture).then(
        ({ size }) => size > 0,
        () => false,
      )
    )
      return;
  }
  throw new Fault('media.unreadable', { file: film, reason: 'it has no last frame' }, { cause });
}

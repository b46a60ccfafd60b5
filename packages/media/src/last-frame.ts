import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Fault } from '@fantascope/film';
import { locateFfmpeg } from './find-ffmpeg.ts';

const run = promisify(execFile);

/** Writes a film's very last frame as a picture (PNG by its name). Throws media.unreadable and the faults of finding ffmpeg. */
export async function writeLastFrame(
  film: string,
  picture: string,
  { env = process.env, signal }: Readonly<{ env?: Readonly<Record<string, string | undefined>>; signal?: AbortSignal }> = {},
): Promise<void> {
  const { path } = locateFfmpeg({ env });
  // Every frame of the last second is written over the one before: how long the last one stands need not be known.
  const args = ['-v', 'error', '-y', '-sseof', '-1', '-i', film, '-update', '1', '-frames:v', '100000', picture];
  await run(path, args, { timeout: 60_000, ...(signal === undefined ? {} : { signal }) }).catch((cause: unknown) => {
    throw new Fault('media.unreadable', { file: film, reason: 'it has no last frame' }, { cause });
  });
}

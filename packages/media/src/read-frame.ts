import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Fault } from '@fantascope/film';
import { locateFfmpeg } from './find-ffmpeg.ts';

const run = promisify(execFile);

/**
 * The first frame of a film, or a picture, as red, green, blue and alpha of a byte each, row by row, stretched to a size. Throws media.unreadable and the faults of
 * finding ffmpeg.
 */
export async function readFrame(
  file: string,
  { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>,
  { env = process.env, signal }: Readonly<{ env?: Readonly<Record<string, string | undefined>>; signal?: AbortSignal }> = {},
): Promise<Uint8Array> {
  const { path } = locateFfmpeg({ env });
  const args = [
    ...['-v', 'error', '-nostdin', '-protocol_whitelist', 'file,pipe', '-i', file, '-frames:v', '1'],
    ...['-vf', `scale=${widthPx}:${heightPx}:flags=area`, '-pix_fmt', 'rgba', '-f', 'rawvideo', 'pipe:1'],
  ];
  const most = widthPx * heightPx * 4;
  const { stdout } = await run(path, args, {
    ...{ encoding: 'buffer', timeout: 60_000, maxBuffer: 2 * most },
    ...(signal === undefined ? {} : { signal }),
  }).catch((cause: unknown) => {
    throw new Fault('media.unreadable', { file, reason: 'it has no frame' }, { cause });
  });
  if (stdout.length !== most) throw new Fault('media.unreadable', { file, reason: 'it has no frame' });
  return new Uint8Array(stdout.buffer, stdout.byteOffset, stdout.length);
}

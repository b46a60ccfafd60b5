import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { Fault } from '@fantascope/film';
import { locateFfmpeg } from './find-ffmpeg.ts';

const run = promisify(execFile);

/** A pixel is the mean of the area it covers, and its colours are rounded, not cut off. */
const FLAGS = 'area+accurate_rnd+full_chroma_int';

type Reading = Readonly<{ env?: Readonly<Record<string, string | undefined>>; signal?: AbortSignal | undefined }>;

/**
 * The first frame of a film, or a picture, as red, green, blue and alpha of a byte each, row by row, stretched to a size. Throws media.unreadable and the faults of
 * finding ffmpeg.
 */
export async function readFrame(
  file: string,
  { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>,
  { env = process.env, signal }: Reading = {},
): Promise<Uint8Array> {
  const { path } = locateFfmpeg({ env });
  const args = [
    ...['-v', 'error', '-nostdin', '-protocol_whitelist', 'file,pipe', '-i', file, '-frames:v', '1'],
    ...['-vf', `scale=${widthPx}:${heightPx}:flags=${FLAGS}`, '-pix_fmt', 'rgba', '-f', 'rawvideo', 'pipe:1'],
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

/** As readFrame, of the very last frame of a film that can be decoded, whatever its length is said to be. */
export async function readLastFrame(
  film: string,
  { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>,
  { env = process.env, signal }: Reading = {},
): Promise<Uint8Array> {
  const { path } = locateFfmpeg({ env });
  const most = widthPx * heightPx * 4;
  // Where sound goes on for longer than the picture, the last second has no frame: then all of them are decoded.
  for (const from of [['-sseof', '-1'], []]) {
    const args = [
      ...['-v', 'error', '-nostdin', '-protocol_whitelist', 'file,pipe', ...from, '-i', film, '-an'],
      ...['-vf', `scale=${widthPx}:${heightPx}:flags=${FLAGS}`, '-pix_fmt', 'rgba', '-f', 'rawvideo', 'pipe:1'],
    ];
    const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: 120_000, ...(signal === undefined ? {} : { signal }) });
    // Told below, where there is no frame.
    child.on('error', () => undefined);
    let [bytes, last] = [0, Buffer.alloc(0)];
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      last = Buffer.concat([last, chunk]).subarray(-most);
    }
    if (signal?.aborted === true) break;
    if (bytes > 0 && bytes % most === 0) return new Uint8Array(last);
  }
  throw new Fault('media.unreadable', { file: film, reason: 'it has no last frame' });
}

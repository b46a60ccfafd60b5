import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Fault } from '@fantascope/film';
import { diskFault } from './disk-fault.ts';
import { bt709, frameBytes } from './encoder-settings.ts';

const run = promisify(execFile);

/** How footage is conformed: to the film's frame, cropped about its middle, at the film's rate, from its start, and no longer than `frames`. */
export type ConformedFrame = Readonly<{ widthPx: number; heightPx: number; fps: number; frames: number }>;

/** Raised whenever the same footage would be conformed differently. */
export const footageVersion = 1;

/**
 * Decodes a video into raw yuv420p frames as our stage draws them (bt709, video range), one after the other in `out`, and says how many there are: fewer than
 * asked where the footage is shorter. A file of 1080p takes 78 MB a second of 25 frames. Throws media.unreadable, media.disk-full and media.write-failed.
 */
export async function conformFootage(
  file: string,
  { widthPx, heightPx, fps, frames }: ConformedFrame,
  { out, ffmpegPath, signal }: Readonly<{ out: string; ffmpegPath: string; signal?: AbortSignal | undefined }>,
): Promise<number> {
  const scaled = `scale=${widthPx}:${heightPx}:force_original_aspect_ratio=increase:out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+bitexact`;
  const filter = `fps=${fps},${scaled},crop=${widthPx}:${heightPx},setsar=1,format=yuv420p`;
  const args = [
    // No address in a playlist is followed: the file is somebody else's.
    ...['-v', 'error', '-nostdin', '-xerror', '-y', '-protocol_whitelist', 'file', '-i', file, '-an', '-sn', '-vf', filter],
    ...['-frames:v', String(frames), ...bt709, '-pix_fmt', 'yuv420p', '-f', 'rawvideo', out],
  ];
  await run(ffmpegPath, args, signal === undefined ? {} : { signal }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw new Fault('render.interrupted');
    const said = String((cause as Readonly<{ stderr?: unknown }>).stderr ?? '');
    if (/No space left on device|File too large|Disk quota exceeded/.test(said)) throw new Fault('media.disk-full', { file: out });
    throw new Fault('media.unreadable', { file, reason: said.trim().split('\n').at(-1) ?? 'it has no frames' }, { cause });
  });
  const { size } = await stat(out).catch((error: unknown) => {
    throw diskFault(error, out);
  });
  const made = Math.floor(size / frameBytes({ widthPx, heightPx }));
  if (made === 0) throw new Fault('media.unreadable', { file, reason: 'it has no frames' });
  return made;
}

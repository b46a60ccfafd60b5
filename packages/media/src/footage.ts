import { execFile } from 'node:child_process';
import { rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type ColourMatch, Fault, matchedColour } from '@fantascope/film';
import { diskFault } from './disk-fault.ts';
import { bt709, frameBytes } from './encoder-settings.ts';

const run = promisify(execFile);

/**
 * How footage is conformed: to the film's frame, cropped about its middle, at the film's rate, from its start, and no longer than `frames`; its colours moved by a match where
 * there is one.
 */
export type ConformedFrame = Readonly<{ widthPx: number; heightPx: number; fps: number; frames: number; match?: ColourMatch | undefined }>;

/** Raised whenever the same footage would be conformed differently. */
export const footageVersion = 1;

/** What a match is done in: 16 bits, since ffmpeg's lut3d cuts off what is behind the point. */
const MATCHED_IN = 'gbrp16le';

/** A match as a table of the eight corners of all colours (Adobe Cube LUT Specification 1.0): between them lut3d weighs linearly, so that it gives what the match says. */
function cubeOf(match: ColourMatch): string {
  const corners = Array.from({ length: 8 }, (_, at) => matchedColour([at & 1, (at >> 1) & 1, at >> 2], match));
  return ['LUT_3D_SIZE 2', ...corners.map((colour) => colour.map((value) => value.toFixed(7)).join(' ')), ''].join('\n');
}

/**
 * Decodes a video into raw yuv420p frames as our stage draws them (bt709, video range), one after the other in `out`, and says how many there are: fewer than
 * asked where the footage is shorter. A file of 1080p takes 78 MB a second of 25 frames. Throws media.unreadable, media.disk-full and media.write-failed.
 */
export async function conformFootage(
  file: string,
  { widthPx, heightPx, fps, frames, match }: ConformedFrame,
  { out, ffmpegPath, signal }: Readonly<{ out: string; ffmpegPath: string; signal?: AbortSignal | undefined }>,
): Promise<number> {
  const flags = 'flags=bicubic+accurate_rnd+bitexact';
  const asDrawn = 'out_color_matrix=bt709:out_range=tv';
  const scaled = `scale=${widthPx}:${heightPx}:force_original_aspect_ratio=increase`;
  const cropped = `crop=${widthPx}:${heightPx},setsar=1`;
  // Beside the frames and named without its folder: a filter's words know no way to write every path.
  const cube = `${out}.cube`;
  if (match !== undefined)
    await writeFile(cube, cubeOf(match)).catch((error: unknown) => {
      throw diskFault(error, cube);
    });
  const filter =
    match === undefined
      ? `fps=${fps},${scaled}:${asDrawn}:${flags},${cropped},format=yuv420p`
      : `fps=${fps},${scaled}:${flags}+full_chroma_int+full_chroma_inp,format=${MATCHED_IN},${cropped},lut3d=file=${basename(cube)},scale=${asDrawn}:${flags},format=yuv420p`;
  const args = [
    // No address in a playlist is followed: the file is somebody else's.
    ...['-v', 'error', '-nostdin', '-xerror', '-y', '-protocol_whitelist', 'file', '-i', resolve(file), '-an', '-sn', '-vf', filter],
    ...['-frames:v', String(frames), ...bt709, '-pix_fmt', 'yuv420p', '-f', 'rawvideo', resolve(out)],
  ];
  const options = { cwd: dirname(out), ...(signal === undefined ? {} : { signal }) };
  // A name with a folder in it would be looked for from `cwd`.
  const program = ffmpegPath === basename(ffmpegPath) ? ffmpegPath : resolve(ffmpegPath);
  const made = run(program, args, options).catch((cause: unknown) => {
    if (signal?.aborted === true) throw new Fault('render.interrupted');
    const said = String((cause as Readonly<{ stderr?: unknown }>).stderr ?? '');
    if (/No space left on device|File too large|Disk quota exceeded/.test(said)) throw new Fault('media.disk-full', { file: out });
    throw new Fault('media.unreadable', { file, reason: said.trim().split('\n').at(-1) ?? 'it has no frames' }, { cause });
  });
  await made.finally(() => rm(cube, { force: true }));
  const { size } = await stat(out).catch((error: unknown) => {
    throw diskFault(error, out);
  });
  const many = Math.floor(size / frameBytes({ widthPx, heightPx }));
  if (many === 0) throw new Fault('media.unreadable', { file, reason: 'it has no frames' });
  return many;
}

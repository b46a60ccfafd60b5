import { rename, rm } from 'node:fs/promises';
import { Fault } from '@fantascope/film';
import { diskFault } from './disk-fault.ts';
import { Encoder } from './encoder.ts';
import { type FileTags, tagGif } from './file-tags.ts';
import type { LastWrite, Segment } from './join-packets.ts';
import { clearDeadParts, partOf } from './part-file.ts';
import { stillsOf } from './still-stream.ts';

type GifFilm = Readonly<{
  out: string;
  fps: number;
  ffmpegPath: string;
  signal?: AbortSignal | undefined;
  tags?: FileTags | undefined;
  lastWrite?: LastWrite | undefined;
}>;

/**
 * Makes a GIF that loops for ever of PNG segments: one reading finds the 256 colours of the whole film, a second paints with them, errors diffused.
 * One palette for all frames keeps still parts from flickering at segment borders. Throws media.segment-broken, render.interrupted, an encoder's faults.
 */
export async function joinGif(segments: readonly Segment[], { out, fps, ffmpegPath, signal, tags, lastWrite }: GifFilm): Promise<void> {
  const part = partOf(out);
  await clearDeadParts(out);
  const palette = `${part}.png`;
  const quiet = ['-v', 'error', '-nostdin', '-xerror', '-y'];
  const pictures = ['-f', 'image2pipe', '-framerate', String(fps), '-c:v', 'png', '-i', 'pipe:0'];
  const one = ['-filter_threads', '1', '-filter_complex_threads', '1', '-threads', '1'];
  const bitexact = ['-map_metadata', '-1', '-fflags', '+bitexact'];
  const feed = { ffmpegPath, segments, signal };
  try {
    await run(
      [...quiet, ...pictures, ...one, '-vf', 'palettegen=stats_mode=full', '-f', 'image2', '-c:v', 'png', '-update', '1', palette],
      { ...feed, file: palette },
    );
    const paint = '[0:v][1:v]paletteuse=dither=sierra2_4a:diff_mode=rectangle';
    await run([...quiet, ...pictures, '-i', palette, ...one, '-lavfi', paint, '-loop', '0', ...bitexact, '-f', 'gif', part], {
      ...feed,
      file: part,
    });
    if (tags !== undefined) await tagGif(part, tags);
    await lastWrite?.(part);
    await rename(part, out);
  } catch (error) {
    throw diskFault(error, out);
  } finally {
    await Promise.all([rm(part, { force: true }), rm(palette, { force: true })]);
  }
}

type Feed = Readonly<{ ffmpegPath: string; segments: readonly Segment[]; signal: AbortSignal | undefined; file: string }>;

/** Runs ffmpeg over all pictures, to its end or to the abort. */
async function run(args: readonly string[], { ffmpegPath, segments, signal, file }: Feed): Promise<void> {
  const isStopped = () => signal?.aborted === true;
  if (isStopped()) throw new Fault('render.interrupted');
  const child = new Encoder({ ffmpegPath, file, args });
  const onAbort = () => void child.kill();
  signal?.addEventListener('abort', onAbort);
  try {
    for await (const { still } of stillsOf(segments, { kind: 'png', signal })) await child.write(still);
    await child.finish();
  } catch (error) {
    await child.kill();
    if (isStopped()) throw new Fault('render.interrupted');
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

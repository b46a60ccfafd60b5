import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { locateFfmpeg } from '@fantascope/media';
import { paintOver } from './painting.ts';
import { drawPlacard, type Made } from './placard.ts';
import { pngOf } from './png.ts';

// Sides are kept to what encodes in a moment; the placard still says what was asked for.
const mostPx = 1920;
const mostKept = 32;
const kept = new Map<string, Promise<Uint8Array>>();
// One encoder at a time: several at once would only share the same cores, and tests ask for many small files together.
let lastEncoding: Promise<unknown> = Promise.resolve();

/** Makes the file a request asked for: an H.264 MP4 of its size, length and fps, or a PNG. The same wish gives the same bytes from memory. */
export async function makeMedia(made: Made, { signal }: { signal: AbortSignal }): Promise<Uint8Array> {
  const key = keyOf(made);
  for (;;) {
    const making = kept.get(key) ?? start(made, { key, signal });
    try {
      return await making;
    } catch (cause) {
      // Another server that waited for the same file was closed and took the encoder with it: make it again.
      if (signal.aborted || !(cause instanceof Error) || cause.name !== 'AbortError') throw cause;
    }
  }
}

/** Names a wish by all it depends on; the files in it by their bytes. */
function keyOf({ over, ...made }: Made): string {
  const named = over === undefined ? '' : createHash('sha256').update(over.picture).update(over.mask).digest('hex');
  return JSON.stringify([made, named]);
}

function start(made: Made, { key, signal }: { key: string; signal: AbortSignal }): Promise<Uint8Array> {
  const isVideo = made.kind === 'video';
  const making = isVideo
    ? lastEncoding.then(() => encode(made, { signal }))
    : made.over !== undefined
      ? paintOver(made.over, made, signal)
      : Promise.resolve(pngOf(drawPlacard(made, { doneRatio: 1 }), madeSize(made)));
  if (isVideo) lastEncoding = making.catch(() => undefined);
  kept.set(key, making);
  making.catch(() => kept.delete(key));
  const oldest = kept.keys().next().value;
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return making;
}

/** The size the file really gets, pixels: as asked, but no side over 1920, and even for videos; a picture that is painted over keeps its own. */
export function madeSize(made: Made): Readonly<{ widthPx: number; heightPx: number }> {
  if (made.over !== undefined) return { widthPx: made.over.widthPx, heightPx: made.over.heightPx };
  const scale = Math.min(1, mostPx / Math.max(made.widthPx, made.heightPx));
  const grain = made.kind === 'video' ? 2 : 1;
  const side = (px: number) => Math.max(grain, Math.round((px * scale) / grain) * grain);
  return { widthPx: side(made.widthPx), heightPx: side(made.heightPx) };
}

async function encode(made: Made, { signal }: { signal: AbortSignal }): Promise<Uint8Array> {
  const { widthPx, heightPx } = madeSize(made);
  const frames = Math.max(1, Math.round(made.lengthSec * made.fps));
  const steps = Math.max(1, Math.min(8, frames));
  const placards = Array.from({ length: steps }, (_, index) => drawPlacard(made, { doneRatio: steps === 1 ? 1 : index / (steps - 1) }));
  const first = placards[0] as (typeof placards)[number];
  const folder = await mkdtemp(path.join(tmpdir(), 'fantascope-emulated-'));
  const file = path.join(folder, 'made.mp4');
  const source = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-s',
    `${first.widthPx}x${first.heightPx}`,
    '-framerate',
    `${steps * made.fps}/${frames}`,
    '-i',
    'pipe:0',
  ];
  // Scaled before the frames are repeated: eight pictures instead of hundreds. The last one is held, so that rounding costs no frame.
  const scale = ['-vf', `scale=${widthPx}:${heightPx}:flags=neighbor,format=yuv420p,fps=${made.fps},tpad=stop_mode=clone:stop=${frames}`];
  const codec = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '34', '-g', '250', '-threads', '2', '-an'];
  const args = ['-v', 'error', '-nostdin', ...source, ...scale, ...codec, '-frames:v', `${frames}`, '-movflags', '+faststart', '-y', file];
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(locateFfmpeg({ env: process.env }).path, args, { stdio: ['pipe', 'ignore', 'pipe'], signal });
      const said: Buffer[] = [];
      child.stderr.on('data', (each: Buffer) => said.push(each));
      // ffmpeg closes its input once it has all the frames it was asked for; its exit code is what counts.
      child.stdin.on('error', () => undefined);
      child.on('error', reject);
      child.on('close', (code) =>
        code === 0 ? resolve() : reject(new Error(`ffmpeg ended with ${code}: ${Buffer.concat(said).toString('utf8').trim()}`)),
      );
      child.stdin.end(Buffer.concat(placards.map(({ rgb }) => rgb)));
    });
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

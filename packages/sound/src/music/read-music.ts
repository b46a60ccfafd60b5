import { spawn } from 'node:child_process';
import { Fault } from '@fantascope/film';
import { eachBlock, type SoundStore } from '../mix/sound-store.ts';
import { type Stereo, samplesIn, soundRateHz } from '../mix/stereo.ts';

/** A piece that is played again overlaps its own end by this, and every music ends with a fade of this, seconds. */
const OVERLAP_SEC = 2;
const FADE_SEC = 2.5;
/** Softer than this there is nothing to hear: −60 dBFS. */
const SILENT = 0.001;

/** Which part of a music file is wanted, with which ffmpeg it is read, and where what is read may lie meanwhile: a silent sound of the wanted length. */
export type MusicWanted = Readonly<{ startSec: number; ffmpegPath: string; scratch: SoundStore }>;

/**
 * Reads music of one's own at 48 kHz into a silent sound, exactly as long as that: a longer piece is faded out, a shorter one begins again out of its own end. Throws
 * sound.music-unreadable and sound.music-silent.
 */
export async function readMusic(file: string, { scratch, ...wanted }: MusicWanted, into: SoundStore): Promise<void> {
  const { many, peak } = await decode(file, wanted, scratch);
  if (many === 0 || peak < SILENT)
    throw new Fault('sound.music-silent', { file, startSec: wanted.startSec, reason: many === 0 ? 'it ends before' : 'it is silent' });
  const length = into.samples;
  const overlap = Math.min(Math.round(OVERLAP_SEC * soundRateHz), Math.floor(many / 4));
  const period = many - overlap;
  const fade = Math.min(samplesIn(FADE_SEC), Math.floor(length / 3));
  eachBlock(length, (from, to) => {
    const block = { left: new Float32Array(to - from), right: new Float32Array(to - from) };
    // Every time the piece is played that reaches into the block, from the earliest on.
    for (let time = Math.max(0, Math.ceil((from - many + 1) / period)); time * period < to; time++) {
      const at = time * period;
      const [first, last] = [Math.max(from, at), Math.min(to, at + many)];
      const piece = scratch.read(first - at, last - at);
      for (let n = first; n < last; n++) {
        const played = n - at;
        const rise = at === 0 || played >= overlap ? 1 : Math.sin(((played / overlap) * Math.PI) / 2);
        const fall = played < period ? 1 : Math.cos((((played - period) / overlap) * Math.PI) / 2);
        const here = n - from;
        block.left[here] = (block.left[here] as number) + (piece.left[n - first] as number) * rise * fall;
        block.right[here] = (block.right[here] as number) + (piece.right[n - first] as number) * rise * fall;
      }
    }
    for (let n = Math.max(from, length - fade); n < to; n++) {
      const gain = Math.sin((((length - 1 - n) / fade) * Math.PI) / 2);
      block.left[n - from] = (block.left[n - from] as number) * gain;
      block.right[n - from] = (block.right[n - from] as number) * gain;
    }
    into.write(from, block);
  });
}

/** As much of the file as there is room for: how many samples that is, and the largest of them. */
async function decode(
  file: string,
  { startSec, ffmpegPath }: Omit<MusicWanted, 'scratch'>,
  into: SoundStore,
): Promise<Readonly<{ many: number; peak: number }>> {
  const args = [
    ...['-nostdin', '-v', 'error', '-protocol_whitelist', 'file,pipe', '-ss', String(startSec), '-t', String(into.samples / soundRateHz)],
    ...['-i', file, '-map', '0:a:0', '-vn', '-ac', '2', '-ar', String(soundRateHz), '-f', 'f32le', 'pipe:1'],
  ];
  const child = spawn(ffmpegPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  child.stderr.on('data', (part: Buffer) => {
    told = (told + part.toString()).slice(-400);
  });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  let [many, peak] = [0, 0];
  try {
    let rest: Uint8Array = new Uint8Array(0);
    for await (const part of child.stdout) {
      const bytes = Buffer.concat([rest, part as Buffer]);
      const whole = bytes.length - (bytes.length % PAIR_BYTES);
      rest = bytes.subarray(whole);
      const block = apart(bytes.subarray(0, whole));
      for (const samples of [block.left, block.right]) for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
      into.write(many, block);
      many = Math.min(into.samples, many + block.left.length);
    }
  } catch (error) {
    child.kill('SIGKILL');
    await ended.catch(() => undefined);
    throw error;
  }
  const code = await ended.catch((cause: Error) => {
    throw new Fault('sound.music-unreadable', { file, reason: cause.message }, { cause });
  });
  if (code !== 0)
    throw new Fault('sound.music-unreadable', { file, reason: told.trim().split('\n').at(-1) ?? `ffmpeg ended with ${code}` });
  return { many, peak };
}

/** Both channels of one sample, 32 bit floats. */
const PAIR_BYTES = 8;

function apart(bytes: Uint8Array): Stereo {
  const both = new Float32Array(Uint8Array.from(bytes).buffer);
  const channel = (which: 0 | 1) => Float32Array.from({ length: both.length / 2 }, (_, n) => both[2 * n + which] as number);
  return { left: channel(0), right: channel(1) };
}

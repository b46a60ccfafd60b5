import { spawn } from 'node:child_process';
import { Fault } from '@fantascope/film';
import { type Stereo, samplesIn, silence, soundRateHz } from '../mix/stereo.ts';

/** A piece that is played again overlaps its own end by this, and every music ends with a fade of this, seconds. */
const OVERLAP_SEC = 2;
const FADE_SEC = 2.5;
/** Softer than this there is nothing to hear: −60 dBFS. */
const SILENT = 0.001;

/** Which part of a music file is wanted, and with which ffmpeg it is read. */
export type MusicWanted = Readonly<{ startSec: number; lengthSec: number; ffmpegPath: string }>;

/**
 * Reads music of one's own at 48 kHz, exactly `lengthSec` long: a longer piece is faded out, a shorter one begins again out of its own end. Throws sound.music-unreadable and
 * sound.music-silent.
 */
export async function readMusic(file: string, { startSec, lengthSec, ffmpegPath }: MusicWanted): Promise<Stereo> {
  const bytes = await decode(file, { startSec, lengthSec, ffmpegPath });
  const samples = new Float32Array(Uint8Array.from(bytes.subarray(0, bytes.length - (bytes.length % 8))).buffer);
  const many = samples.length / 2;
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  if (many === 0 || peak < SILENT)
    throw new Fault('sound.music-silent', { file, startSec, reason: many === 0 ? 'it ends before' : 'it is silent' });
  const out = silence(lengthSec);
  const overlap = Math.min(Math.round(OVERLAP_SEC * soundRateHz), Math.floor(many / 4));
  for (let at = 0; at < out.left.length; at += many - overlap) {
    for (let n = 0; n < many && at + n < out.left.length; n++) {
      const rise = at === 0 || n >= overlap ? 1 : Math.sin(((n / overlap) * Math.PI) / 2);
      const fall = n < many - overlap ? 1 : Math.cos((((n - many + overlap) / overlap) * Math.PI) / 2);
      out.left[at + n] = (out.left[at + n] as number) + (samples[2 * n] as number) * rise * fall;
      out.right[at + n] = (out.right[at + n] as number) + (samples[2 * n + 1] as number) * rise * fall;
    }
  }
  const fade = Math.min(samplesIn(FADE_SEC), Math.floor(out.left.length / 3));
  for (let n = 0; n < fade; n++) {
    const at = out.left.length - 1 - n;
    const gain = Math.sin(((n / fade) * Math.PI) / 2);
    out.left[at] = (out.left[at] as number) * gain;
    out.right[at] = (out.right[at] as number) * gain;
  }
  return out;
}

/** As much of the file as the film is long, two channels of 32 bit floats. */
async function decode(file: string, { startSec, lengthSec, ffmpegPath }: MusicWanted): Promise<Buffer> {
  const args = [
    ...['-nostdin', '-v', 'error', '-protocol_whitelist', 'file,pipe', '-ss', String(startSec), '-t', String(lengthSec), '-i', file],
    ...['-map', '0:a:0', '-vn', '-ac', '2', '-ar', String(soundRateHz), '-f', 'f32le', 'pipe:1'],
  ];
  const child = spawn(ffmpegPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const parts: Buffer[] = [];
  let told = '';
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.stderr.on('data', (part: Buffer) => {
    told = (told + part.toString()).slice(-400);
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve)).catch(
    (cause: Error) => {
      throw new Fault('sound.music-unreadable', { file, reason: cause.message }, { cause });
    },
  );
  if (code !== 0)
    throw new Fault('sound.music-unreadable', { file, reason: told.trim().split('\n').at(-1) ?? `ffmpeg ended with ${code}` });
  return Buffer.concat(parts);
}

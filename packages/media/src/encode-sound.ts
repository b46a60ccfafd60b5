import { rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { Fault } from '@fantascope/film';
import { Encoder } from './encoder.ts';
import type { FilmFormat } from './film-format.ts';
import { listEncoders } from './list-encoders.ts';

/** How a film's sound is encoded: aac (AAC-LC, 256 kbit/s), opus (192 kbit/s), pcm (24 bit, nothing lost). */
export type SoundCodec = 'aac' | 'opus' | 'pcm';

/** Two channels to encode, full scale ±1, read by ranges of samples, and where: aac goes into an .m4a, opus into an .ogg, pcm into a .wav, whatever the name says. */
export type SoundToEncode = Readonly<{
  sound: Readonly<{ samples: number; read: (from: number, to: number) => Readonly<{ left: Float32Array; right: Float32Array }> }>;
  sampleRateHz: number;
  out: string;
  ffmpegPath: string;
  codec: SoundCodec;
}>;

const rows = {
  aac: { encoder: 'aac', args: ['-c:a', 'aac', '-b:a', '256k', '-f', 'mp4'] },
  opus: { encoder: 'libopus', args: ['-c:a', 'libopus', '-b:a', '192k', '-f', 'ogg'] },
  pcm: { encoder: 'pcm_s24le', args: ['-c:a', 'pcm_s24le', '-f', 'wav'] },
} as const satisfies Record<SoundCodec, { encoder: string; args: readonly string[] }>;

/** What ffmpeg is handed at a time, samples. */
const chunkSamples = 65_536;

/** Encodes a film's sound with ffmpeg, one file, removed again when that fails. Equal samples give equal bytes. Throws sound.encoder-missing and what an encoder throws. */
export async function encodeSound({ sound, sampleRateHz, out, ffmpegPath, codec }: SoundToEncode): Promise<void> {
  const { encoder: name, args } = rows[codec];
  if (!(await listEncoders(ffmpegPath, 'audio')).has(name))
    throw new Fault('sound.encoder-missing', { path: ffmpegPath, codec, encoder: name });
  const encoder = new Encoder({
    ffmpegPath,
    file: out,
    args: [
      ...['-v', 'error', '-nostdin', '-xerror', '-y', '-f', 'f32le', '-ar', String(sampleRateHz), '-ac', '2', '-i', 'pipe:0'],
      ...['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact', '-threads', '1', ...args, out],
    ],
  });
  try {
    const interleaved = new Float32Array(2 * chunkSamples);
    for (let from = 0; from < sound.samples; from += chunkSamples) {
      const samples = Math.min(chunkSamples, sound.samples - from);
      const { left, right } = sound.read(from, from + samples);
      for (let n = 0; n < samples; n++) {
        interleaved[2 * n] = left[n] as number;
        interleaved[2 * n + 1] = right[n] as number;
      }
      await encoder.write(new Uint8Array(interleaved.buffer, 0, samples * 8));
    }
    await encoder.finish();
  } catch (error) {
    await encoder.kill();
    await rm(out, { force: true });
    throw error;
  }
}

/** What the sound of a film's file is encoded as, by its format and ending; null for what holds no sound (GIF, WebP, a picture sequence). */
export function soundCodecFor(format: FilmFormat, out: string): SoundCodec | null {
  switch (format) {
    case 'h264':
    case 'vp9':
    case 'av1':
      return extname(out).toLowerCase() === '.webm' ? 'opus' : 'aac';
    case 'prores':
      return 'pcm';
    case 'png':
    case 'gif':
    case 'webp':
      return null;
    default:
      return format satisfies never;
  }
}

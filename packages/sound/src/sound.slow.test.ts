import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Encoder, type EncoderSettings, encodeSound, joinPackets, locateFfmpeg, measureSound, probeSound } from '@fantascope/media';
import { codecArguments } from '@fantascope/media/formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MixSources, mixSound, type Stereo } from './index.ts';
import { soundInMemory } from './mix/sound-store.ts';
import { silence } from './mix/stereo.ts';
import { measureTruePeak } from './mix/true-peak.ts';

const { path: ffmpegPath } = locateFfmpeg({ env: process.env });
const sampleRateHz = 48_000;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sound-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What ffmpeg makes of a description of its own: real sounds of others than us. */
function made(filter: string, sampleRate = sampleRateHz): Stereo {
  const file = join(folder, 'made.raw');
  execFileSync(ffmpegPath, ['-v', 'error', '-y', '-f', 'lavfi', '-i', filter, '-ac', '2', '-ar', String(sampleRate), '-f', 'f32le', file]);
  return split(readFileSync(file));
}

function decoded(file: string): Stereo {
  const args = ['-v', 'error', '-i', file, '-map', '0:a', '-ac', '2', '-ar', String(sampleRateHz), '-f', 'f32le', '-'];
  return split(execFileSync(ffmpegPath, args, { maxBuffer: 1 << 28 }));
}

function split(bytes: Buffer): Stereo {
  const both = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return { left: both.filter((_, n) => n % 2 === 0), right: both.filter((_, n) => n % 2 === 1) };
}

/** Words with pauses, as an amplitude: bursts of a buzzing vowel. */
const speech = 'aevalsrc=0.4*(mod(t*130\\,1)-0.5)*gt(sin(2*PI*0.45*t)\\,-0.3)*(0.3+abs(sin(2*PI*3*t))):s=22050:d=20';
const music =
  'aevalsrc=0.3*sin(2*PI*220*t)*exp(-mod(t\\,0.5)*4)+0.2*sin(2*PI*331*t)+0.4*(random(0)-0.5)*exp(-mod(t\\,1)*30)|0.3*sin(2*PI*277*t)*exp(-mod(t\\,0.5)*4)+0.2*sin(2*PI*440*t):s=48000:d=20';

const sources = (): MixSources => ({
  lengthSec: 20,
  sampleRateHz,
  voices: [{ samples: made(speech, 22_050).left, sampleRateHz: 22_050, startSec: 3, gainDb: 0 }],
  music: [{ sound: soundInMemory(made(music)), startSec: 0, gainDb: 0 }],
  effects: [{ make: () => made('anoisesrc=d=1:c=pink:r=48000:a=0.9:seed=3,afade=t=out:d=1'), startSec: 1, gainDb: 0 }],
  loudness: 'web',
});

describe('a mix', () => {
  test('is as loud as ffmpeg measures it, and under the limit once it is AAC or Opus', async () => {
    for (const loudness of ['web', 'broadcast'] as const) {
      const mix = soundInMemory(silence(20));
      const report = mixSound({ ...sources(), loudness }, mix);
      for (const codec of ['pcm', 'aac', 'opus'] as const) {
        const out = join(folder, `mix.${codec === 'pcm' ? 'wav' : codec === 'aac' ? 'm4a' : 'ogg'}`);
        await encodeSound({ sound: mix, sampleRateHz, out, ffmpegPath, codec });
        const measured = await measureSound(out, { ffmpegPath });
        expect(Math.abs((measured.integratedLufs ?? 0) - (loudness === 'web' ? -14 : -23))).toBeLessThan(0.3);
        expect(measured.truePeakDbtp).toBeLessThanOrEqual(-1);
        if (codec !== 'pcm') continue;
        expect(Math.abs((report.integratedLufs ?? 0) - (measured.integratedLufs ?? 0))).toBeLessThan(0.1);
        expect(Math.abs(report.rangeLu - measured.rangeLu)).toBeLessThan(0.3);
        expect(Math.abs((measureTruePeak(mix) ?? 0) - (measured.truePeakDbtp ?? 0))).toBeLessThan(0.3);
      }
    }
  });
});

describe('a film with sound', () => {
  const settings: EncoderSettings = { widthPx: 64, heightPx: 48, fps: 30, speed: 'best' };
  const flash = 30;

  test.each([
    ['film.mp4', 'avc', 'aac'],
    ['film.webm', 'vp9', 'opus'],
    ['film.mov', 'prores', 'pcm'],
  ] as const)('%s: a click and a white frame, both at one second, come out together', async (name, codec, soundCodec) => {
    const segment = join(folder, `pictures-${name}`);
    const args = codec === 'avc' ? {} : { codec: codecArguments(codec === 'vp9' ? 'libvpx-vp9' : 'prores_ks', { speed: 'fast' }) };
    const encoder = new Encoder({ ffmpegPath, file: segment, settings: { ...settings, ...args } });
    const frames = 60;
    for (let n = 0; n < frames; n++) {
      const frame = new Uint8Array(64 * 48 * 1.5).fill(128);
      frame.fill(n === flash ? 235 : 16, 0, 64 * 48);
      await encoder.write(frame);
    }
    await encoder.finish();
    const left = new Float32Array(2 * sampleRateHz);
    left.fill(0.9, sampleRateHz, sampleRateHz + 48);
    const file = join(folder, `sound-${name}`);
    await encodeSound({ sound: soundInMemory({ left, right: left }), sampleRateHz, out: file, ffmpegPath, codec: soundCodec });
    const out = join(folder, name);
    const container = name.slice(5) as 'mp4' | 'webm' | 'mov';
    await joinPackets([{ file: segment, frames }], { out, fps: 30, codec, container, sound: { file } });

    // Resampled in time by the file's own clock: a late track would be filled with silence before it.
    const aligned = join(folder, 'aligned.wav');
    execFileSync(ffmpegPath, [
      '-v',
      'error',
      '-y',
      '-i',
      out,
      '-map',
      '0:a',
      '-af',
      'aresample=async=1:first_pts=0',
      '-c:a',
      'pcm_f32le',
      '-f',
      'wav',
      aligned,
    ]);
    const heard = decoded(aligned).left;
    const clickAt = heard.findIndex((sample) => Math.abs(sample) > 0.3) / sampleRateHz;
    const stats = execFileSync(
      ffmpegPath,
      ['-v', 'error', '-i', out, '-map', '0:v', '-vf', 'signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-', '-f', 'null', '-'],
      { encoding: 'utf8' },
    );
    const times = [...stats.matchAll(/pts_time:(\S+)\s+lavfi\.signalstats\.YAVG=(\S+)/g)].map(([, time, luma]) => ({
      time: Number(time),
      luma: Number(luma),
    }));
    const flashAt = times.sort((a, b) => b.luma - a.luma)[0]?.time ?? 0;
    expect(flashAt).toBeCloseTo(1, 2);
    expect(Math.abs(clickAt - flashAt)).toBeLessThan(1 / 60);
    expect((await probeSound(out))?.durationSec).toBeCloseTo(2, 1);
  });
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { mixSound } from './mix-sound.ts';
import { blockSamples, type SoundStore, soundInFile, soundInMemory } from './sound-store.ts';
import { type Stereo, silence, soundRateHz } from './stereo.ts';

const folder = mkdtempSync(join(tmpdir(), 'sound-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a sound in a file is, range by range, what it is in memory: silence outside, nothing written outside; and it has no name', () => {
  const samples = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 30 });
  const steps = fc.array(fc.record({ from: fc.integer({ min: -20, max: 70 }), values: samples, isRead: fc.boolean() }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), steps, (length, all) => {
      const plain: Stereo = { left: new Float32Array(length), right: new Float32Array(length) };
      const [memory, file] = [soundInMemory(plain), soundInFile(folder, length)];
      try {
        expect(readdirSync(folder)).toEqual([]);
        for (const { from, values, isRead } of all) {
          const left = Float32Array.from(values);
          const block = { left, right: left.map((value) => -value) };
          if (!isRead) for (const each of [memory, file]) each.write(from, block);
          const wanted = (channel: Float32Array) => Float32Array.from(values, (_, n) => channel[from + n] ?? 0);
          const there = { left: wanted(plain.left), right: wanted(plain.right) };
          for (const each of [memory, file]) expect(each.read(from, from + values.length)).toEqual(there);
        }
      } finally {
        file.close();
        file.close();
      }
    }),
  );
});

test('a mix comes out the same in a file as in memory, and is the same whatever a block begins with', () => {
  const lengthSec = 3.3;
  const tone = (hz: number, amplitude: number) =>
    Float32Array.from({ length: 2.9 * soundRateHz }, (_, n) => amplitude * Math.sin((n * hz) / 7640) ** 3);
  const music = () => soundInMemory({ left: tone(220, 0.9), right: tone(330, 0.5) });
  const clap = { left: new Float32Array(900).fill(0.8), right: new Float32Array(900).fill(-0.8) };
  const mixed = (mix: SoundStore, music: SoundStore) => {
    const report = mixSound(
      {
        ...{ lengthSec, sampleRateHz: soundRateHz, loudness: 'web', fadeOutSec: 1.2 },
        voices: [{ samples: tone(150, 0.4).subarray(0, 30_000), sampleRateHz: 24_000, startSec: 0.4, gainDb: 0 }],
        // Over the seam of two blocks, over both ends of the film, and after it.
        effects: [blockSamples - 450, -450, 3.3 * soundRateHz - 450, 9 * soundRateHz].map((at) => ({
          make: () => clap,
          startSec: at / soundRateHz,
          gainDb: 9,
        })),
        music: [
          {
            sound: music,
            startSec: 0.1,
            gainDb: 0,
            shape: { inSec: 0.2, lengthSec: 2.6, speedRatio: 1, volume: [{ atSec: 0, gainDb: -3 }], fadeInSec: 0.1, fadeOutSec: 1.1 },
          },
        ],
      },
      mix,
    );
    return { report, ...mix.read(0, mix.samples) };
  };
  const [file, filed] = [soundInFile(folder, Math.round(lengthSec * soundRateHz)), soundInFile(folder, music().samples)];
  filed.write(0, music().read(0, music().samples));
  const inMemory = mixed(soundInMemory(silence(lengthSec)), music());
  expect(mixed(file, filed)).toEqual(inMemory);
  expect(inMemory.report.truePeakDbtp).toBeLessThanOrEqual(-1.75);
  // Where the first clap is, the gain that keeps it under the ceiling does not jump from one block to the next.
  const at = blockSamples - 40;
  const part = inMemory.left.subarray(at, at + 80);
  expect(Math.max(...part.subarray(1).map((value, n) => Math.abs(value - (part[n] as number))))).toBeLessThan(0.02);
  for (const each of [file, filed]) each.close();
});

import type { SoundShape } from '@fantascope/film';
import { resample } from './resample.ts';
import { type SoundStore, soundInMemory } from './sound-store.ts';
import { amplitudeOf, type Stereo, samplesIn, soundRateHz } from './stereo.ts';

/** Speeds are taken to the next 1/480, a thousandth at its own pace: each phase of the filter is kept, and this many are few. */
const speedSteps = 480;

/** What a shape leaves of a sound: its part, at its speed, with its volume and fades. The same samples where it asks for nothing. */
export function shapeSound(sound: Stereo, shape: SoundShape): Stereo {
  const { left, right } = atPace(sound, shape);
  const { from, to, gainAt } = partOf(left.length, shape);
  if (from === 0 && to === left.length && gainAt === undefined) return { left, right };
  const part = { left: left.slice(from, to), right: right.slice(from, to) };
  if (gainAt !== undefined) turn(part, gainAt);
  return part;
}

/** The same of a sound in a store, read block by block where its speed is its own; at another speed all of it is read at once. */
export function shapedStore(sound: SoundStore, shape: SoundShape): Pick<SoundStore, 'samples' | 'read'> {
  const paced = shape.speedRatio === 1 ? sound : soundInMemory(atPace(sound.read(0, sound.samples), shape));
  const { from, to, gainAt } = partOf(paced.samples, shape);
  return {
    samples: to - from,
    read: (first, last) => {
      const block = paced.read(from + first, Math.min(to, from + last));
      if (gainAt !== undefined) turn(block, (n) => gainAt(first + n));
      return block;
    },
  };
}

function atPace(sound: Stereo, { speedRatio }: SoundShape): Stereo {
  const fromHz = (Math.round(speedRatio * speedSteps) / speedSteps) * soundRateHz;
  const paced = (samples: Float32Array) => resample(samples, { fromHz: Math.round(fromHz), toHz: soundRateHz });
  return speedRatio === 1 ? sound : { left: paced(sound.left), right: paced(sound.right) };
}

/** Which samples of a sound that has its speed already a shape leaves, and how loud each of them is; no gain where all stay as they are. */
function partOf(
  samples: number,
  { inSec, lengthSec, speedRatio, volume, fadeInSec, fadeOutSec }: SoundShape,
): Readonly<{ from: number; to: number; gainAt: ((n: number) => number) | undefined }> {
  const from = Math.min(samples, samplesIn(inSec / speedRatio));
  const to = lengthSec === null ? samples : Math.min(samples, from + samplesIn(lengthSec));
  if (volume.length === 0 && fadeInSec === 0 && fadeOutSec === 0) return { from, to, gainAt: undefined };
  const [head, tail] = [samplesIn(fadeInSec), samplesIn(fadeOutSec)];
  return { from, to, gainAt: (n) => volumeAt(volume, n / soundRateHz) * risen(n, head) * risen(to - from - 1 - n, tail) };
}

function turn({ left, right }: Stereo, gainAt: (n: number) => number): void {
  for (let n = 0; n < left.length; n++) {
    const gain = gainAt(n);
    if (gain === 1) continue;
    left[n] = (left[n] as number) * gain;
    right[n] = (right[n] as number) * gain;
  }
}

/** A raised cosine over so many samples, as an amplitude. */
function risen(at: number, samples: number): number {
  return at >= samples ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * at) / samples);
}

function volumeAt(volume: SoundShape['volume'], atSec: number): number {
  const [first] = volume;
  if (first === undefined) return 1;
  const next = volume.findIndex((point) => point.atSec > atSec);
  const after = volume[next];
  const before = next < 0 ? volume.at(-1) : volume[next - 1];
  if (after === undefined || before === undefined) return amplitudeOf((before ?? first).gainDb);
  const share = (atSec - before.atSec) / (after.atSec - before.atSec);
  return amplitudeOf(before.gainDb + (after.gainDb - before.gainDb) * share);
}

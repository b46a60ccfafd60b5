import type { SoundShape } from '@fantascope/film';
import { resample } from './resample.ts';
import { amplitudeOf, type Stereo, samplesIn, soundRateHz } from './stereo.ts';

/** Speeds are taken to the next 1/480, a thousandth at its own pace: each phase of the filter is kept, and this many are few. */
const speedSteps = 480;

/** What a shape leaves of a sound: its part, at its speed, with its volume and fades. The same samples where it asks for nothing. */
export function shapeSound(sound: Stereo, { inSec, lengthSec, speedRatio, volume, fadeInSec, fadeOutSec }: SoundShape): Stereo {
  const fromHz = (Math.round(speedRatio * speedSteps) / speedSteps) * soundRateHz;
  const paced = (samples: Float32Array) => resample(samples, { fromHz: Math.round(fromHz), toHz: soundRateHz });
  const { left, right } = speedRatio === 1 ? sound : { left: paced(sound.left), right: paced(sound.right) };
  const from = Math.min(left.length, samplesIn(inSec / speedRatio));
  const to = lengthSec === null ? left.length : Math.min(left.length, from + samplesIn(lengthSec));
  if (from === 0 && to === left.length && volume.length === 0 && fadeInSec === 0 && fadeOutSec === 0) return { left, right };
  const part = { left: left.slice(from, to), right: right.slice(from, to) };
  const length = to - from;
  const [head, tail] = [samplesIn(fadeInSec), samplesIn(fadeOutSec)];
  for (let n = 0; n < length; n++) {
    const gain = volumeAt(volume, n / soundRateHz) * risen(n, head) * risen(length - 1 - n, tail);
    if (gain === 1) continue;
    part.left[n] = (part.left[n] as number) * gain;
    part.right[n] = (part.right[n] as number) * gain;
  }
  return part;
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

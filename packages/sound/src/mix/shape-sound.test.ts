import { describe, expect, test } from 'vitest';
import { shapeSound } from './shape-sound.ts';
import { soundRateHz } from './stereo.ts';

const plain = { inSec: 0, lengthSec: null, speedRatio: 1, volume: [], fadeInSec: 0, fadeOutSec: 0 };
/** A tone of 440 Hz, at half of full scale, that says where it is: from its second second on it is 880 Hz. */
const tone = Float32Array.from(
  { length: 3 * soundRateHz },
  (_, n) => 0.5 * Math.sin((2 * Math.PI * (n < soundRateHz ? 440 : 880) * n) / soundRateHz),
);
const sound = { left: tone, right: tone };
const rms = (samples: Float32Array, fromSec: number, toSec: number) => {
  const part = samples.subarray(Math.round(fromSec * soundRateHz), Math.round(toSec * soundRateHz));
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
};
/** Zero crossings upwards, a second. */
const pitchHz = (samples: Float32Array, fromSec: number, toSec: number) => {
  const [from, to] = [Math.round(fromSec * soundRateHz), Math.round(toSec * soundRateHz)];
  let count = 0;
  for (let n = from + 1; n < to; n++) if ((samples[n - 1] as number) < 0 && (samples[n] as number) >= 0) count += 1;
  return count / (toSec - fromSec);
};

describe('a shape', () => {
  test('of nothing leaves the very same samples', () => {
    expect(shapeSound(sound, plain)).toEqual(sound);
  });

  test('takes its part: from where it says, for as long as it says', () => {
    const { left } = shapeSound(sound, { ...plain, inSec: 0.5, lengthSec: 1 });
    expect(left.length).toBe(soundRateHz);
    expect(pitchHz(left, 0, 0.5)).toBeCloseTo(440, -1);
    expect(pitchHz(left, 0.5, 1)).toBeCloseTo(880, -1);
    expect(shapeSound(sound, { ...plain, inSec: 5 }).left.length).toBe(0);
    expect(shapeSound(sound, { ...plain, lengthSec: 9 }).left.length).toBe(tone.length);
  });

  test('makes it faster, and so higher and shorter', () => {
    const { left } = shapeSound(sound, { ...plain, speedRatio: 1.5 });
    expect(left.length).toBeCloseTo(tone.length / 1.5, -1);
    expect(pitchHz(left, 0.1, 0.6)).toBeCloseTo(660, -1);
    // 1.2 s of the sound are heard after 0.8 s.
    expect(pitchHz(shapeSound(sound, { ...plain, speedRatio: 1.5, inSec: 1.2 }).left, 0.1, 0.6)).toBeCloseTo(1320, -1);
  });

  test('turns it down by as many dB as its curve says, straight between two points', () => {
    const volume = [
      { atSec: 0.5, gainDb: 0 },
      { atSec: 1, gainDb: -12 },
    ];
    const { left } = shapeSound(sound, { ...plain, volume });
    const dbAt = (sec: number) => 20 * Math.log10(rms(left, sec - 0.02, sec + 0.02) / rms(tone, sec - 0.02, sec + 0.02));
    expect(dbAt(0.3)).toBeCloseTo(0, 1);
    expect(dbAt(0.75)).toBeCloseTo(-6, 1);
    expect(dbAt(2)).toBeCloseTo(-12, 1);
  });

  test('fades from silence and to it', () => {
    const { left } = shapeSound(sound, { ...plain, fadeInSec: 0.5, fadeOutSec: 1 });
    expect([left[0], Math.abs(left.at(-1) as number)]).toEqual([0, 0]);
    expect(rms(left, 0.24, 0.26)).toBeCloseTo(0.5 * rms(tone, 0.24, 0.26), 2);
    expect(rms(left, 1, 1.9)).toBeCloseTo(rms(tone, 1, 1.9), 5);
    expect(rms(left, 2.95, 3)).toBeLessThan(0.01);
  });
});

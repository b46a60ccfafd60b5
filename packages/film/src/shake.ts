import type { Move } from './move.ts';
import type { Vec3 } from './vector.ts';

/** What a shaken hand adds: metres along the camera's own axes, radians of yaw, pitch and roll. */
export type Unrest = Readonly<{ offsetM: Vec3; yawRad: number; pitchRad: number; rollRad: number }>;

/** Largest unrest of each channel at strength 1: shares of the subject's distance, then degrees. A walking operator, measured by feel, not from footage. */
export const shakeLimit = { asideRatio: 0.005, upRatio: 0.004, aheadRatio: 0.0025, yawDeg: 0.5, pitchDeg: 0.4, rollDeg: 0.3 } as const;

/** The sway of a body, the step of a walk, the tremor of a hand: hertz and share of the whole, which sums to 1 so that the limit holds. */
const waves = [
  [0.31, 0.34],
  [0.73, 0.26],
  [1.27, 0.2],
  [1.93, 0.13],
  [3.1, 0.07],
] as const;

/**
 * Hand-held unrest `sinceSec` after the start of a shake `lengthSec` long: a sum of sines under 3.6 Hz with phases and detuning hashed from the seed,
 * never beyond the limits × strength, and faded to nothing over its first and last half second (or half its span) so that poses meet. Its easing has no effect.
 */
export function unrestAt(
  move: Extract<Move, { kind: 'shake' }>,
  sinceSec: number,
  { lengthSec, subjectDistanceM }: Readonly<{ lengthSec: number; subjectDistanceM: number }>,
): Unrest {
  const rampSec = Math.min(0.5, lengthSec / 2);
  const edge = rampSec > 0 ? Math.max(0, Math.min(1, Math.min(sinceSec, lengthSec - sinceSec) / rampSec)) : 0;
  const strength = move.strengthRatio * edge ** 3 * (10 - edge * (15 - 6 * edge));
  const channel = (index: number) => (strength === 0 ? 0 : strength * noise(move.seed ?? 1, index, sinceSec));
  const turn = Math.PI / 180;
  return {
    offsetM: [
      channel(0) * shakeLimit.asideRatio * subjectDistanceM,
      channel(1) * shakeLimit.upRatio * subjectDistanceM,
      channel(2) * shakeLimit.aheadRatio * subjectDistanceM,
    ],
    yawRad: channel(3) * shakeLimit.yawDeg * turn,
    pitchRad: channel(4) * shakeLimit.pitchDeg * turn,
    rollRad: channel(5) * shakeLimit.rollDeg * turn,
  };
}

/** −1..1, smooth. */
function noise(seed: number, channel: number, tSec: number): number {
  let sum = 0;
  waves.forEach(([hz, share], index) => {
    const key = channel * 2 * waves.length + 2 * index;
    const detune = 0.85 + 0.3 * hash(seed, key);
    sum += share * Math.sin(2 * Math.PI * (hz * detune * tSec + hash(seed, key + 1)));
  });
  return sum;
}

/** 0..1 from two integers (the finaliser of MurmurHash3). */
function hash(seed: number, index: number): number {
  let h = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** Two channels of equal length, full scale = ±1. Inside the package always at soundRateHz. */
export type Stereo = Readonly<{ left: Float32Array; right: Float32Array }>;

/** The rate everything is made and mixed at, samples a second. */
export const soundRateHz = 48_000;

/** Amplitude of a level in dB: 0 dB = 1. */
export function amplitudeOf(levelDb: number): number {
  return 10 ** (levelDb / 20);
}

/** How many samples a length takes, never negative. */
export function samplesIn(lengthSec: number, sampleRateHz = soundRateHz): number {
  return Math.max(0, Math.round(lengthSec * sampleRateHz));
}

/** Two silent channels of a length. */
export function silence(lengthSec: number, sampleRateHz = soundRateHz): Stereo {
  const samples = samplesIn(lengthSec, sampleRateHz);
  return { left: new Float32Array(samples), right: new Float32Array(samples) };
}

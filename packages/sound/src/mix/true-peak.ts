import { eachBlock, type SoundStore } from './sound-store.ts';

const taps = 16;
const phases = 4;

/** Between-sample weights at ¼, ½ and ¾ of the way (4 × oversampling, BS.1770-4 annex 2): Kaiser-windowed sinc of 16 taps. */
const between: readonly Float64Array[] = Array.from({ length: phases - 1 }, (_, index) => {
  const at = (index + 1) / phases;
  const weights = Float64Array.from({ length: taps }, (_unused, tap) => {
    const x = tap - (taps / 2 - 1) - at;
    return (Math.sin(Math.PI * x) / (Math.PI * x)) * kaiser(x / (taps / 2), 6);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
});

/** No value between samples can exceed the largest sample around it by more than this: the sum of the weights' sizes. */
const mostOvershoot = Math.max(...between.map((weights) => weights.reduce((sum, weight) => sum + Math.abs(weight), 0)));

/** Kaiser's window over −1…1. */
export function kaiser(x: number, beta: number): number {
  if (Math.abs(x) >= 1) return 0;
  return bessel0(beta * Math.sqrt(1 - x * x)) / bessel0(beta);
}

function bessel0(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; k < 40; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** How far the peak between sample n and n + 1 reaches, sample n included. */
function peakAfter(samples: Float32Array, n: number): number {
  let peak = Math.abs(samples[n] as number);
  const first = n - (taps / 2 - 1);
  for (const weights of between) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) sum += (weights[tap] as number) * (samples[first + tap] ?? 0);
    if (sum > peak) peak = sum;
    else if (-sum > peak) peak = -sum;
  }
  return peak;
}

const skippedSamples = 64;

/** So many samples to either side of a peak have a part in it. */
export const peakReach = taps;

/** A range of samples, and who is told of its peaks. */
export type PeakSearch = Readonly<{ from: number; to: number; above: () => number; found: (n: number, peak: number) => void }>;

/** Calls `found` with every peak of a range above `above` and the sample it follows; skips what cannot reach it, exactly. `above` may rise as it goes. */
export function eachPeak(samples: Float32Array, { from: first, to, above, found }: PeakSearch): void {
  for (let from = first; from < to; from += skippedSamples) {
    const end = Math.min(from + skippedSamples, to);
    let most = 0;
    for (let n = Math.max(0, from - taps); n < Math.min(samples.length, end + taps); n++) {
      const size = Math.abs(samples[n] as number);
      if (size > most) most = size;
    }
    if (most * mostOvershoot <= above()) continue;
    for (let n = from; n < end; n++) {
      const peak = peakAfter(samples, n);
      if (peak > above()) found(n, peak);
    }
  }
}

/** The highest point of both channels, between samples too, dBTP; null for silence. */
export function measureTruePeak(sound: SoundStore): number | null {
  let most = 0;
  eachBlock(sound.samples, (from, to) => {
    const around = sound.read(from - peakReach, to + peakReach);
    const found = (_: number, peak: number) => {
      most = peak;
    };
    for (const samples of [around.left, around.right])
      eachPeak(samples, { from: peakReach, to: peakReach + to - from, above: () => most, found });
  });
  return most === 0 ? null : 20 * Math.log10(most);
}

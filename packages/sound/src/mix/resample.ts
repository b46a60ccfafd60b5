import { kaiser } from './true-peak.ts';

/** Zero crossings of the sinc to either side; with the window below, what folds back is under −90 dB. */
const crossings = 24;
const beta = 9;
/** Where the pass band ends, of half the lower rate: the window needs the rest to fall. */
const passRatio = 0.94;

/** Samples at another rate, band-limited (Kaiser-windowed sinc, one filter per phase). The same samples where the rates are equal. */
export function resample(samples: Float32Array, { fromHz, toHz }: { fromHz: number; toHz: number }): Float32Array {
  if (fromHz === toHz || samples.length === 0) return samples;
  const common = greatestCommon(fromHz, toHz);
  const [up, down] = [toHz / common, fromHz / common];
  const cutoff = passRatio * Math.min(1, toHz / fromHz);
  const half = Math.ceil(crossings / cutoff);
  const phases = Array.from({ length: up }, (_, phase) => phaseWeights({ at: phase / up, half, cutoff }));
  const out = new Float32Array(Math.round((samples.length * toHz) / fromHz));
  for (let n = 0; n < out.length; n++) {
    const position = n * down;
    const whole = Math.floor(position / up);
    const weights = phases[position % up] as Float32Array;
    const first = whole - half + 1;
    let sum = 0;
    const from = Math.max(0, -first);
    const end = Math.min(weights.length, samples.length - first);
    for (let tap = from; tap < end; tap++) sum += (weights[tap] as number) * (samples[first + tap] as number);
    out[n] = sum;
  }
  return out;
}

function phaseWeights({ at, half, cutoff }: { at: number; half: number; cutoff: number }): Float32Array {
  const weights = Float64Array.from({ length: 2 * half }, (_, tap) => {
    const x = tap - half + 1 - at;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * cutoff * x) / (Math.PI * cutoff * x);
    return sinc * kaiser(x / half, beta);
  });
  // Each phase passes a constant unchanged; otherwise the phases would modulate it.
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Float32Array.from(weights, (weight) => weight / sum);
}

function greatestCommon(a: number, b: number): number {
  return b === 0 ? a : greatestCommon(b, a % b);
}

import type { Biquad } from './biquad.ts';
import { type Stereo, soundRateHz } from './stereo.ts';

/** How loud something is as a whole; null where it is silent or shorter than one block of 400 ms. */
export type Loudness = Readonly<{
  /** Gated programme loudness, LUFS (ITU-R BS.1770-4). */
  integratedLufs: number | null;
  /** Loudness range, LU (EBU Tech 3342); 0 for less than 3 s. */
  rangeLu: number;
}>;

const hopsPerSec = 10;
const absoluteGateLufs = -70;

/** The two filters of BS.1770-4, annex 1, for any rate: its tables at 48 kHz come from these analogue figures (as in libebur128). */
function kWeighting(sampleRateHz: number): readonly [Biquad, Biquad] {
  const shelf = { frequencyHz: 1681.974450955533, gainDb: 3.999843853973347, q: 0.7071752369554196 };
  const k = Math.tan((Math.PI * shelf.frequencyHz) / sampleRateHz);
  const vh = 10 ** (shelf.gainDb / 20);
  const vb = vh ** 0.4996667741545416;
  const a0 = 1 + k / shelf.q + k * k;
  const pass = { frequencyHz: 38.13547087602444, q: 0.5003270373238773 };
  const kp = Math.tan((Math.PI * pass.frequencyHz) / sampleRateHz);
  const p0 = 1 + kp / pass.q + kp * kp;
  return [
    {
      b0: (vh + (vb * k) / shelf.q + k * k) / a0,
      b1: (2 * (k * k - vh)) / a0,
      b2: (vh - (vb * k) / shelf.q + k * k) / a0,
      a1: (2 * (k * k - 1)) / a0,
      a2: (1 - k / shelf.q + k * k) / a0,
    },
    { b0: 1, b1: -2, b2: 1, a1: (2 * (kp * kp - 1)) / p0, a2: (1 - kp / pass.q + kp * kp) / p0 },
  ];
}

/** One channel's way through the two filters. */
class Weighting {
  readonly #filters: readonly [Biquad, Biquad];
  #state: readonly [number, number, number, number] = [0, 0, 0, 0];

  constructor(sampleRateHz: number) {
    this.#filters = kWeighting(sampleRateHz);
  }

  /** The weighted energy of the next samples. */
  energy(samples: Float32Array, from: number, to: number): number {
    const [shelf, pass] = this.#filters;
    let [s1, s2, p1, p2] = this.#state;
    let energy = 0;
    for (let n = from; n < to; n++) {
      const x = samples[n] as number;
      const y = shelf.b0 * x + s1;
      s1 = shelf.b1 * x - shelf.a1 * y + s2;
      s2 = shelf.b2 * x - shelf.a2 * y;
      const z = pass.b0 * y + p1;
      p1 = pass.b1 * y - pass.a1 * z + p2;
      p2 = pass.b2 * y - pass.a2 * z;
      energy += z * z;
    }
    this.#state = [s1, s2, p1, p2];
    return energy;
  }
}

/** Measures a sound that comes block after block. */
export class LoudnessMeter {
  readonly #channels: readonly [Weighting, Weighting];
  readonly #hopSamples: number;
  /** Mean weighted power of each whole hop of 100 ms, both channels together. */
  readonly #hops: number[] = [];
  #energy = 0;
  #at = 0;

  constructor(sampleRateHz: number = soundRateHz) {
    this.#channels = [new Weighting(sampleRateHz), new Weighting(sampleRateHz)];
    this.#hopSamples = sampleRateHz / hopsPerSec;
  }

  /** The next samples; one array given twice is a voice in the middle. */
  add({ left, right }: Stereo): void {
    const [one, other] = this.#channels;
    for (let from = 0; from < left.length; ) {
      const hop = this.#hops.length;
      const [begin, end] = [Math.round(hop * this.#hopSamples), Math.round((hop + 1) * this.#hopSamples)];
      const to = Math.min(left.length, from + end - this.#at);
      const energy = one.energy(left, from, to);
      this.#energy += right === left ? 2 * energy : energy + other.energy(right, from, to);
      this.#at += to - from;
      from = to;
      if (this.#at < end) continue;
      this.#hops.push(this.#energy / (end - begin));
      this.#energy = 0;
    }
  }

  /** How loud all of it was. */
  measured(): Loudness {
    const blocks = windows(this.#hops, 4).filter((power) => power > powerOf(absoluteGateLufs));
    if (blocks.length === 0) return { integratedLufs: null, rangeLu: 0 };
    const gate = meanOf(blocks) / 10;
    return { integratedLufs: lufsOf(meanOf(blocks.filter((power) => power > gate))), rangeLu: rangeOf(windows(this.#hops, 30)) };
  }
}

const lufsOf = (power: number) => -0.691 + 10 * Math.log10(power);
const powerOf = (lufs: number) => 10 ** ((lufs + 0.691) / 10);
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean powers of windows of `length` hops, one beginning at each hop. */
function windows(hops: readonly number[], length: number): number[] {
  const powers: number[] = [];
  for (let from = 0; from + length <= hops.length; from++) powers.push(meanOf(hops.slice(from, from + length)));
  return powers;
}

/** Measures programme loudness and range of two channels (give one twice for a centred voice). */
export function measureLoudness(sound: Stereo, sampleRateHz: number = soundRateHz): Loudness {
  const meter = new LoudnessMeter(sampleRateHz);
  meter.add(sound);
  return meter.measured();
}

/** From the 10th to the 95th percentile of what is above the gates (EBU Tech 3342). */
function rangeOf(shortTerm: readonly number[]): number {
  const loud = shortTerm.filter((power) => power > powerOf(absoluteGateLufs));
  if (loud.length === 0) return 0;
  const gate = meanOf(loud) / 100;
  const kept = loud.filter((power) => power > gate).sort((a, b) => a - b);
  const at = (ratio: number) => kept[Math.round((kept.length - 1) * ratio)] ?? 0;
  return lufsOf(at(0.95)) - lufsOf(at(0.1));
}

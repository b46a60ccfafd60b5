/** One second-order filter: y = b0·x + b1·x₁ + b2·x₂ − a1·y₁ − a2·y₂. */
export type Biquad = Readonly<{ b0: number; b1: number; b2: number; a1: number; a2: number }>;

/** Where a filter works: its corner or centre and its width, at a sample rate. */
type Corner = Readonly<{ frequencyHz: number; q: number; sampleRateHz: number }>;

// Bristow-Johnson, Cookbook formulae for audio equalizer biquad filter coefficients (2005).
function angles({ frequencyHz, q, sampleRateHz }: Corner): { cos: number; alpha: number } {
  const omega = (2 * Math.PI * Math.min(frequencyHz, sampleRateHz * 0.49)) / sampleRateHz;
  return { cos: Math.cos(omega), alpha: Math.sin(omega) / (2 * q) };
}

/** Keeps what is above the corner, 12 dB an octave. */
export function highPass(corner: Corner): Biquad {
  const { cos, alpha } = angles(corner);
  const a0 = 1 + alpha;
  const b0 = (1 + cos) / 2 / a0;
  return { b0, b1: -2 * b0, b2: b0, a1: (-2 * cos) / a0, a2: (1 - alpha) / a0 };
}

/** Lifts or lowers a band around its centre by `gainDb`. */
export function peaking({ gainDb, ...corner }: Corner & Readonly<{ gainDb: number }>): Biquad {
  const { cos, alpha } = angles(corner);
  const a = 10 ** (gainDb / 40);
  const a0 = 1 + alpha / a;
  return { b0: (1 + alpha * a) / a0, b1: (-2 * cos) / a0, b2: (1 - alpha * a) / a0, a1: (-2 * cos) / a0, a2: (1 - alpha / a) / a0 };
}

/** Runs filters over samples one after another, in place, from rest. */
export function filterInPlace(samples: Float32Array, filters: readonly Biquad[]): void {
  for (const { b0, b1, b2, a1, a2 } of filters) {
    let s1 = 0;
    let s2 = 0;
    for (let n = 0; n < samples.length; n++) {
      const x = samples[n] as number;
      const y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      samples[n] = y;
    }
  }
}

/** Noise for grain: 256 × 256 signed bytes that tile; each row is stored twice over, side by side, so that a run may start anywhere. */
export const NOISE_BYTES = 256 * 512;
const SIDE = 256;
/** Standard deviation of the stored noise; four of them fit a byte. */
export const NOISE_DEVIATION = 32;

const hashed = (state: number): number => {
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
};

/**
 * Writes seeded noise of nearly normal distribution, smoothed over `grainPx` (the deviation of the blur, pixels) so that grains have a size and not a pixel's.
 * Only sums, products and square roots: the same bytes on every engine, save for the blur's weights.
 */
export function writeGrainNoise(to: Int8Array, { seed, grainPx }: Readonly<{ seed: number; grainPx: number }>): void {
  let plane = Float64Array.from({ length: SIDE * SIDE }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < 4; k++) sum += hashed((Math.imul(seed, 0x9e3779b1) + (i * 4 + k) * 0x6d2b79f5) >>> 0);
    return sum / 2 ** 32 - 2;
  });
  const reach = Math.min(8, Math.ceil(grainPx * 3));
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    grainPx > 0 ? Math.exp(-((i - reach) ** 2) / (2 * grainPx * grainPx)) : 1,
  );
  for (const step of [1, SIDE]) {
    const from = plane;
    plane = from.map((_, i) => {
      const [along, across] = step === 1 ? [i & 255, i - (i & 255)] : [i >> 8, i & 255];
      return weights.reduce((sum, weight, k) => sum + weight * (from[across + ((along + k - reach) & 255) * step] as number), 0);
    });
  }
  const mean = plane.reduce((sum, value) => sum + value, 0) / plane.length;
  const deviation = Math.sqrt(plane.reduce((sum, value) => sum + (value - mean) ** 2, 0) / plane.length);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const value = Math.max(-127, Math.min(127, Math.round((((plane[y * SIDE + x] as number) - mean) * NOISE_DEVIATION) / deviation)));
      to[y * 512 + x] = value;
      to[y * 512 + SIDE + x] = value;
    }
}

/** Where in the noise each 256 × 256 pixels of a frame begin, u16 each: another place for every frame and block, told by seed and frame number alone. */
export function grainPlaces(count: number, { seed, frame }: Readonly<{ seed: number; frame: number }>): Uint16Array {
  const start = hashed((Math.imul(seed, 0x85ebca6b) ^ Math.imul(frame + 1, 0xc2b2ae35)) >>> 0);
  return Uint16Array.from({ length: count }, (_, i) => hashed((start + Math.imul(i + 1, 0x27d4eb2f)) >>> 0) >>> 8);
}

/** Bilinear taps along one axis: out[i] = (1 − share[i]) × in[from[i]] + share[i] × in[to[i]]. */
export type Taps = Readonly<{ from: Int32Array; to: Int32Array; share: Float32Array }>;

/** Taps between pixel centres of a line of `shortPx` and one of `longPx` that covers all of it, or the given span of it; ends are held. */
export function taps(shortPx: number, longPx: number, { fromRatio = 0, spanRatio = 1 } = {}): Taps {
  const from = new Int32Array(longPx);
  const to = new Int32Array(longPx);
  const share = new Float32Array(longPx);
  for (let i = 0; i < longPx; i++) {
    const at = Math.max(0, Math.min(shortPx - 1, (fromRatio + ((i + 0.5) / longPx) * spanRatio) * shortPx - 0.5));
    from[i] = Math.floor(at);
    to[i] = Math.min(shortPx - 1, Math.floor(at) + 1);
    share[i] = at - Math.floor(at);
  }
  return { from, to, share };
}

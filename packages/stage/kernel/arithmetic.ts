// The only place where the two builds differ. The build sets RELAXED to 1 or 0 (asc --use), and the branch not taken is never compiled.
// Every call stays where all engines agree on the relaxed result: indices 0..15, weights 0..64, never −32768 × −32768,
// numbers that fit an i32, masks whose lanes are all ones or all zeros. Lanes that nobody uses may hold anything.

/** Bytes of `bytes` at `indices`, which are 0..15. */
@inline export function pick(bytes: v128, indices: v128): v128 {
  return RELAXED ? i8x16.relaxed_swizzle(bytes, indices) : i8x16.swizzle(bytes, indices);
}

/** Sums of neighbouring products: signed bytes × weights 0..64 → eight i16. */
@inline export function dotPairs(bytes: v128, weights: v128): v128 {
  return RELAXED
    ? i16x8.relaxed_dot_i8x16_i7x16_s(bytes, weights)
    : i16x8.add(
        i16x8.mul(i16x8.shr_s(i16x8.shl(bytes, 8), 8), v128.and(weights, i16x8.splat(255))),
        i16x8.mul(i16x8.shr_s(bytes, 8), i16x8.shr_u(weights, 8)),
      );
}

/** a × b in Q15, rounded. */
@inline export function mulQ15(a: v128, b: v128): v128 {
  return RELAXED ? i16x8.relaxed_q15mulr_s(a, b) : i16x8.q15mulr_sat_s(a, b);
}

/** Four floats cut to integers. */
@inline export function toWhole(numbers: v128): v128 {
  return RELAXED ? i32x4.relaxed_trunc_f32x4_s(numbers) : i32x4.trunc_sat_f32x4_s(numbers);
}

/** Lanes of `a` where the mask is set, of `b` elsewhere. */
@inline export function choose(a: v128, b: v128, mask: v128): v128 {
  return RELAXED ? i32x4.relaxed_laneselect(a, b, mask) : v128.bitselect(a, b, mask);
}

/** Least and greatest of four vectors of numbers. Unlike min and max they are one instruction each, and know nothing of NaN. */
@inline export function least(a: v128, b: v128, c: v128, d: v128): v128 { return f32x4.pmin(f32x4.pmin(a, b), f32x4.pmin(c, d)); }
@inline export function most(a: v128, b: v128, c: v128, d: v128): v128 { return f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(c, d)); }

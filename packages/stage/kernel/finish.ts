// What happens to finished frames: planar 4:2:0 bytes in limited range.

/** a ← a + (b − a) × weight / 256 over `bytes` (16 at a time; may touch up to 15 bytes past the end). */
export function mix(a: usize, b: usize, bytes: i32, weight: i32): void {
  const toB = i16x8.splat(<i16>weight), toA = i16x8.splat(<i16>(256 - weight)), half = i16x8.splat(128);
  for (let i = 0; i < bytes; i += 16, a += 16, b += 16) {
    const x = v128.load(a), y = v128.load(b);
    v128.store(a, i8x16.narrow_i16x8_u(
      i16x8.shr_u(i16x8.add(half, i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_u(x), toA), i16x8.mul(i16x8.extend_low_i8x16_u(y), toB))), 8),
      i16x8.shr_u(i16x8.add(half, i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_u(x), toA), i16x8.mul(i16x8.extend_high_i8x16_u(y), toB))), 8)));
  }
}

/** a ← a + (value − a) × weight / 256: a plane fades to one level. */
export function fade(a: usize, bytes: i32, value: i32, weight: i32): void {
  const toA = i16x8.splat(<i16>(256 - weight)), add = i16x8.splat(<i16>(value * weight + 128));
  for (let i = 0; i < bytes; i += 16, a += 16) {
    const x = v128.load(a);
    v128.store(a, i8x16.narrow_i16x8_u(
      i16x8.shr_u(i16x8.add(add, i16x8.mul(i16x8.extend_low_i8x16_u(x), toA)), 8), i16x8.shr_u(i16x8.add(add, i16x8.mul(i16x8.extend_high_i8x16_u(x), toA)), 8)));
  }
}

/** a ← a + (b − a) × weights[x] / 255 over rows of a plane; `weights` is one byte a column. Handles any width. */
export function mixColumns(a: usize, b: usize, pitch: usize, width: i32, rows: i32, weights: usize): void {
  for (let y = 0; y < rows; y++, a += pitch, b += pitch) {
    for (let x = 0; x < width; x++) {
      const w = <i32>load<u8>(weights + <usize>x), p = a + <usize>x;
      if (w) { const t = <i32>load<u8>(p) * (255 - w) + <i32>load<u8>(b + <usize>x) * w + 127; store<u8>(p, t / 255); }
    }
  }
}

// × weight / 256, rounded, on 16 bytes
@inline function dim(v: v128, weight: v128): v128 {
  const half = i16x8.splat(128);
  return i8x16.narrow_i16x8_u(i16x8.shr_u(i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_u(v), weight), half), 8), i16x8.shr_u(i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_u(v), weight), half), 8));
}

/** Premultiplied plane over plane inside a box; width in 16s (the source's columns past the box are transparent), opacity 0..256. */
export function overlay(to: usize, toPitch: usize, from: usize, alpha: usize, pitch: usize, width: i32, height: i32, opacity: i32): void {
  const half = i16x8.splat(128), all = i8x16.splat(-1), weight = i16x8.splat(<i16>opacity), isFull = opacity == 256;
  for (let y = 0; y < height; y++, to += toPitch, from += pitch, alpha += pitch) for (let x: usize = 0; x < <usize>width; x += 16) {
    let a = v128.load(alpha + x);
    if (!v128.any_true(a)) continue;
    let above = v128.load(from + x);
    if (!isFull) { a = dim(a, weight); above = dim(above, weight); }
    const below = v128.load(to + x), through = i8x16.sub(all, a);
    let low = i16x8.add(i16x8.extmul_low_i8x16_u(below, through), half), high = i16x8.add(i16x8.extmul_high_i8x16_u(below, through), half);
    // ÷ 255, exact for products of two bytes
    low = i16x8.shr_u(i16x8.add(low, i16x8.shr_u(low, 8)), 8); high = i16x8.shr_u(i16x8.add(high, i16x8.shr_u(high, 8)), 8);
    v128.store(to + x, i8x16.add_sat_u(above, i8x16.narrow_i16x8_u(low, high)));
  }
}

// What a look does to a finished frame: corners darken, grain lies over it. Planar 4:2:0 bytes in limited range; no state, so any thread may do any frame.

import { mulQ15 } from './arithmetic';

/** Rows of noise tile: 256 rows of 512 bytes, so that a run of 256 may start anywhere in the first 256. */
const NOISE_PITCH: usize = 512;

// Sixteen values less the share / 256 of what lies above black, or of their distance from no colour.
@inline function darkened(p: v128, share: v128, isChroma: bool): v128 {
  const half = i16x8.splat(128);
  if (isChroma) {
    const c = v128.xor(p, i8x16.splat(-128));
    const low = i16x8.mul(i16x8.extend_low_i8x16_s(c), i16x8.extend_low_i8x16_u(share)), high = i16x8.mul(i16x8.extend_high_i8x16_s(c), i16x8.extend_high_i8x16_u(share));
    return i8x16.sub(p, i8x16.narrow_i16x8_s(i16x8.shr_s(i16x8.add(low, half), 8), i16x8.shr_s(i16x8.add(high, half), 8)));
  }
  const above = i8x16.sub_sat_u(p, i8x16.splat(16));
  const low = i16x8.extmul_low_i8x16_u(above, share), high = i16x8.extmul_high_i8x16_u(above, share);
  return i8x16.sub(p, i8x16.narrow_i16x8_u(i16x8.shr_u(i16x8.add(low, half), 8), i16x8.shr_u(i16x8.add(high, half), 8)));
}

/**
 * Takes from `rows` rows of a plane the share `loss` / 256 of what lies above `zero` (16 for luma, 128 for chroma). The lower half mirrors the upper, so
 * `loss` holds ceil(rows / 2) rows of `width` bytes; width in 8s.
 */
export function darken(plane: usize, width: i32, rows: i32, loss: usize, isChroma: bool): void {
  const whole = <usize>(width & ~15), isOdd = (width & 8) != 0;
  for (let y = 0; y < rows; y++, plane += <usize>width) {
    const row = loss + <usize>(min(y, rows - 1 - y) * width);
    for (let x: usize = 0; x < whole; x += 16) {
      const share = v128.load(row + x), at = plane + x;
      v128.store(at, isChroma ? darkened(v128.load(at), share, true) : darkened(v128.load(at), share, false));
    }
    if (isOdd) v128.store64_lane(plane + whole, darkened(v128.load64_zero(plane + whole), v128.load64_zero(row + whole), isChroma), 0);
  }
}

/**
 * Adds grain to rows first..end of the luma plane. `places` holds a u16 for every 256 × 256 pixels, row by row: the byte column and, above it, the row of the
 * noise at `noise` that it begins with. `strength` is Q15 of what the parabola (at most 11990) is weighed by.
 */
export function grain(luma: usize, width: i32, first: i32, end: i32, noise: usize, places: usize, strength: i32): void {
  const weight = i16x8.splat(<i16>strength), black = i8x16.splat(16), white = i8x16.splat(-21), eight = i8x16.splat(8), across = (width + 255) >> 8;
  for (let y = first; y < end; y++) {
    const row = luma + <usize>(y * width), place = places + <usize>(((y >> 8) * across) << 1);
    for (let block = 0; block < across; block++) {
      const start = <usize>load<u16>(place + <usize>(block << 1));
      const from = noise + (((start >> 8) + <usize>y) & 255) * NOISE_PITCH + (start & 255), to = row + <usize>(block << 8);
      const count = <usize>min(256, width - (block << 8));
      for (let x: usize = 0; x < count; x += 16) {
        // Noise × strength, where strength is a parabola of luma: nothing in black and white, most halfway.
        const p = v128.load(to + x), n = v128.load(from + x), above = i8x16.sub_sat_u(p, black), below = i8x16.sub_sat_u(white, p);
        const low = mulQ15(i16x8.extmul_low_i8x16_s(n, eight), mulQ15(i16x8.extmul_low_i8x16_u(above, below), weight));
        const high = mulQ15(i16x8.extmul_high_i8x16_s(n, eight), mulQ15(i16x8.extmul_high_i8x16_u(above, below), weight));
        v128.store(to + x, i8x16.narrow_i16x8_u(i16x8.add(i16x8.extend_low_i8x16_u(p), low), i16x8.add(i16x8.extend_high_i8x16_u(p), high)));
      }
    }
  }
}

/** Fills everything of a plane with `value` but the `high` rows from `top` on and in them the columns left..right. (A fill from JavaScript is byte by byte in shared memory.) */
export function bars(plane: usize, width: i32, rows: i32, left: i32, right: i32, top: i32, high: i32, value: i32): void {
  const wide = <usize>width, bottom = <usize>(top + high);
  memory.fill(plane, <u8>value, <usize>top * wide);
  memory.fill(plane + bottom * wide, <u8>value, (<usize>rows - bottom) * wide);
  if (left == 0 && right == width) return;
  for (let y = <usize>top; y < bottom; y++) {
    memory.fill(plane + y * wide, <u8>value, <usize>left);
    memory.fill(plane + y * wide + <usize>right, <u8>value, <usize>(width - right));
  }
}

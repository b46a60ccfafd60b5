// A layer's picture → planes: premultiplied BT.709 limited range, so that `over` is linear in every plane.
import { ALPHA, CB, CHROMA_ALPHA, CHROMA_PITCH, CR, HEIGHT, LUMA, LUMA_PITCH, PAD_ABOVE, PAD_BELOW, PAD_X, SOME_ALPHA, SOME_TRANSPARENCY, TILE_PITCH, TILES, WIDTH } from './layout';

// Sum of the four products of each pixel's (R, G, B, A) with `weights`, rounded and shifted: four i32.
@inline function weigh(low: v128, high: v128, weights: v128, shift: i32): v128 {
  const a = i32x4.dot_i16x8_s(low, weights), b = i32x4.dot_i16x8_s(high, weights);
  const sum = i32x4.add(i8x16.shuffle(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27), i8x16.shuffle(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31));
  return i32x4.shr_s(i32x4.add(i32x4.splat(1 << (shift - 1)), sum), shift);
}

// BT.709 limited range × 2^15 (ITU-R BT.709-6, 3.2 to 3.5); the fourth weight carries the offset (16 or 128) times alpha.
@inline function luma(pixels: v128): v128 {
  return weigh(i16x8.extend_low_i8x16_u(pixels), i16x8.extend_high_i8x16_u(pixels), i16x8(5983, 20127, 2032, 2056, 5983, 20127, 2032, 2056), 15);
}

/** Rows first..end (even) of a layer from premultiplied RGBA; `rgba` is row `first`, `rgbaPitch` bytes a row, readable 32 bytes past each row. */
export function toPlanes(d: usize, rgba: usize, rgbaPitch: usize, first: i32, end: i32): void {
  const width = load<i32>(d, WIDTH), pitch = load<i32>(d, LUMA_PITCH), chromaPitch = load<i32>(d, CHROMA_PITCH);
  const planeY = load<usize>(d, LUMA), planeA = load<usize>(d, ALPHA), planeU = load<usize>(d, CB), planeV = load<usize>(d, CR), planeC = load<usize>(d, CHROMA_ALPHA);
  const flip = i8x16.splat(-128);
  for (let y = first; y < end; y += 2) {
    const row0 = rgba + <usize>(y - first) * rgbaPitch, row1 = row0 + rgbaPitch;
    const o0 = <usize>(y * pitch), o1 = o0 + <usize>pitch, oc = <usize>((y >> 1) * chromaPitch);
    for (let x: usize = 0; x < <usize>width; x += 8) {
      const q = x << 2, a0 = v128.load(row0 + q), a1 = v128.load(row0 + q, 16), b0 = v128.load(row1 + q), b1 = v128.load(row1 + q, 16);
      const y8 = v128.xor(i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(luma(a0), luma(a1)), i16x8.narrow_i32x4_s(luma(b0), luma(b1))), flip);
      v128.store64_lane(planeY + o0 + x, y8, 0);
      v128.store64_lane(planeY + o1 + x, y8, 1);
      // 2×2 sums of R, G, B, A
      const l0 = i16x8.add(i16x8.extend_low_i8x16_u(a0), i16x8.extend_low_i8x16_u(b0)), h0 = i16x8.add(i16x8.extend_high_i8x16_u(a0), i16x8.extend_high_i8x16_u(b0));
      const l1 = i16x8.add(i16x8.extend_low_i8x16_u(a1), i16x8.extend_low_i8x16_u(b1)), h1 = i16x8.add(i16x8.extend_high_i8x16_u(a1), i16x8.extend_high_i8x16_u(b1));
      const low = i16x8.add(i64x2.shuffle(l0, h0, 0, 2), i64x2.shuffle(l0, h0, 1, 3)), high = i16x8.add(i64x2.shuffle(l1, h1, 0, 2), i64x2.shuffle(l1, h1, 1, 3));
      const u = weigh(low, high, i16x8(-3298, -11094, 14392, 16448, -3298, -11094, 14392, 16448), 17), v = weigh(low, high, i16x8(14392, -13072, -1320, 16448, 14392, -13072, -1320, 16448), 17);
      const t = i16x8.narrow_i32x4_s(u, v), uv = v128.xor(i8x16.narrow_i16x8_u(t, t), flip);
      v128.store32_lane(planeU + oc + (x >> 1), uv, 0);
      v128.store32_lane(planeV + oc + (x >> 1), uv, 1);
      if (planeA) {
        v128.store64_lane(planeA + o0 + x, v128.xor(flip, i8x16.shuffle(a0, a1, 3, 7, 11, 15, 19, 23, 27, 31, 3, 7, 11, 15, 19, 23, 27, 31)), 0);
        v128.store64_lane(planeA + o1 + x, v128.xor(flip, i8x16.shuffle(b0, b1, 3, 7, 11, 15, 19, 23, 27, 31, 3, 7, 11, 15, 19, 23, 27, 31)), 0);
        const sum = i16x8.shr_u(i16x8.add(i16x8.shuffle(low, high, 3, 7, 11, 15, 3, 7, 11, 15), i16x8.splat(2)), 2);
        v128.store32_lane(planeC + oc + (x >> 1), v128.xor(i8x16.narrow_i16x8_u(sum, sum), flip), 0);
      }
    }
  }
}

// Around the picture: the back layer repeats its edge, any other layer is transparent (stored −128) there.
function pad(plane: usize, pitch: usize, width: usize, height: i32, repeatsEdge: bool): void {
  const side = <usize>PAD_X, empty: u8 = 0x80;
  for (let y = 0; y < height; y++) {
    const row = plane + <usize>y * pitch;
    memory.fill(row - side, repeatsEdge ? load<u8>(row) : empty, side);
    memory.fill(row + width, repeatsEdge ? load<u8>(row + width - 1) : empty, side);
  }
  const last = plane + <usize>(height - 1) * pitch - side, across = width + side * 2;
  for (let k = 1; k <= PAD_ABOVE; k++) {
    const to = plane - <usize>k * pitch - side;
    if (repeatsEdge) memory.copy(to, plane - side, across); else memory.fill(to, empty, across);
  }
  for (let k = 1; k <= PAD_BELOW; k++) {
    const to = last + <usize>k * pitch;
    if (repeatsEdge) memory.copy(to, last, across); else memory.fill(to, empty, across);
  }
}

// Flags of every 8×8-texel tile, a ring of empty tiles around, then OR with the three tiles to the right so that one load answers 32 texels.
function flagTiles(d: usize): void {
  const alpha = load<usize>(d, ALPHA), tiles = load<usize>(d, TILES), pitch = load<i32>(d, TILE_PITCH), width = load<i32>(d, WIDTH), height = load<i32>(d, HEIGHT), alphaPitch = load<i32>(d, LUMA_PITCH);
  const across = (width + 7) >> 3, down = (height + 7) >> 3;
  for (let y = -1; y <= down; y++) {
    const row = tiles + <usize>(y * pitch);
    for (let x = -1; x < pitch - 1; x++) {
      let any: u64 = 0, all: u64 = 0;
      if (y >= 0 && y < down && x >= 0 && x < across) {
        all = ~0;
        for (let r = 0; r < 8; r++) {
          const t = load<u64>(alpha + <usize>((y * 8 + r) * alphaPitch + x * 8)) ^ 0x8080808080808080;
          any |= t; all &= t;
        }
      }
      store<u8>(row + <usize>x, (any ? SOME_ALPHA : 0) | (all != ~0 ? SOME_TRANSPARENCY : 0));
    }
    for (let x = -1; x < pitch - 4; x++) {
      const p = row + <usize>x;
      store<u8>(p, load<u8>(p) | load<u8>(p, 1) | load<u8>(p, 2) | load<u8>(p, 3));
    }
  }
}

/** After all rows of a level are there: pads its planes and flags its tiles. */
export function finishPlanes(d: usize): void {
  const width = load<i32>(d, WIDTH), height = load<i32>(d, HEIGHT), alpha = load<usize>(d, ALPHA), isBack = !alpha;
  const pitch = load<usize>(d, LUMA_PITCH), chromaPitch = load<usize>(d, CHROMA_PITCH);
  pad(load<usize>(d, LUMA), pitch, width, height, isBack);
  pad(load<usize>(d, CB), chromaPitch, width >> 1, height >> 1, isBack);
  pad(load<usize>(d, CR), chromaPitch, width >> 1, height >> 1, isBack);
  if (!isBack) {
    pad(alpha, pitch, width, height, false);
    pad(load<usize>(d, CHROMA_ALPHA), chromaPitch, width >> 1, height >> 1, false);
    flagTiles(d);
  }
}

// 2:1 by Lanczos-2 cut to six taps, in 1/64: sharper than a box, and little of what lies above half the rate remains.
const OUTER: i32 = -3;
const MIDDLE: i32 = 7;
const INNER: i32 = 28;

@inline function six(a: v128, b: v128, c: v128, d: v128, e: v128, f: v128): v128 {
  return i16x8.add(i16x8.mul(i16x8.add(c, d), i16x8.splat(<i16>INNER)), i16x8.add(i16x8.mul(i16x8.add(b, e), i16x8.splat(<i16>MIDDLE)), i16x8.mul(i16x8.add(a, f), i16x8.splat(<i16>OUTER))));
}

function halvePlane(from: usize, fromPitch: usize, to: usize, toPitch: usize, width: i32, height: i32, line: usize): void {
  for (let y = 0; y < height; y++) {
    // Six padded source rows into one line of i16, starting 8 texels left of the picture.
    const s = from + <usize>(2 * y - 2) * fromPitch - 8;
    for (let x: usize = 0; x < <usize>(2 * width + 16); x += 8) {
      const p = s + x;
      v128.store(line + (x << 1), six(
        v128.load_ext<i8>(p), v128.load_ext<i8>(p + fromPitch), v128.load_ext<i8>(p + fromPitch * 2), v128.load_ext<i8>(p + fromPitch * 3), v128.load_ext<i8>(p + fromPitch * 4), v128.load_ext<i8>(p + fromPitch * 5)));
    }
    const row = to + <usize>y * toPitch;
    for (let x = 0; x < width; x++) {
      const p = line + <usize>((2 * x + 6) << 1);
      const sum = OUTER * (<i32>load<i16>(p) + <i32>load<i16>(p, 10)) + MIDDLE * (<i32>load<i16>(p, 2) + <i32>load<i16>(p, 8)) + INNER * (<i32>load<i16>(p, 4) + <i32>load<i16>(p, 6));
      store<i8>(row + <usize>x, <i8>max(-128, min(127, (sum + 2048) >> 12)));
    }
  }
}

/** Fills level `to` from the finished level `from`, twice as fine; `line` is room for 2 × width + 64 i16. Finish `to` afterwards. */
export function halve(from: usize, to: usize, line: usize): void {
  const width = load<i32>(to, WIDTH), height = load<i32>(to, HEIGHT), fromPitch = load<usize>(from, LUMA_PITCH), toPitch = load<usize>(to, LUMA_PITCH);
  const fromChroma = load<usize>(from, CHROMA_PITCH), toChroma = load<usize>(to, CHROMA_PITCH), hasAlpha = load<usize>(to, ALPHA) != 0;
  halvePlane(load<usize>(from, LUMA), fromPitch, load<usize>(to, LUMA), toPitch, width, height, line);
  halvePlane(load<usize>(from, CB), fromChroma, load<usize>(to, CB), toChroma, width >> 1, height >> 1, line);
  halvePlane(load<usize>(from, CR), fromChroma, load<usize>(to, CR), toChroma, width >> 1, height >> 1, line);
  if (hasAlpha) {
    halvePlane(load<usize>(from, ALPHA), fromPitch, load<usize>(to, ALPHA), toPitch, width, height, line);
    halvePlane(load<usize>(from, CHROMA_ALPHA), fromChroma, load<usize>(to, CHROMA_ALPHA), toChroma, width >> 1, height >> 1, line);
  }
}

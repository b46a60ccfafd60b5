// Bilinear sampling of one strip: 8 pixels wide, `rows` tall, (u, v) linear along each row and down both ends, 16.16 texels.
import { dotPairs, mulQ15, pick } from './arithmetic';
import { constants, MARGIN_X, MARGIN_Y, scratch } from './layout';

/** What a strip does with its samples: bytes to the frame; i16 (scale 64) to the tile; over what the tile holds. */
export const TO_FRAME: i32 = 0;
export const TO_TILE: i32 = 1;
export const OVER_TILE: i32 = 2;

/** Above this step two taps of the 8th pixel could leave the 16 loaded bytes. */
const MOST_STEP: i32 = 127795; // 1.95 texels
/** Below it, rounding could step backwards past the first loaded byte. */
const LEAST_STEP: i32 = 1024; // 1/64 texel
/** 8 pixels may cross at most this much of a texel row, or they would need a fourth row. */
const MOST_RISE: i32 = 74000; // 1.13 texels

// Two horizontal taps with weights in 1/64: eight i16 at scale 64, bias −8192.
@inline function tapPairs(p: usize, indices: v128, weights: v128): v128 { return dotPairs(pick(v128.load(p), indices), weights); }

// Always three texel rows with tent weights: where 8 pixels straddle a row a branch would cost more than the third row.
@inline function tapRows(p: usize, pitch: usize, indices: v128, weights: v128, toSecond: v128, toThird: v128): v128 {
  const a = tapPairs(p, indices, weights), b = tapPairs(p + pitch, indices, weights), c = tapPairs(p + pitch * 2, indices, weights);
  return i16x8.add(a, i16x8.add(mulQ15(i16x8.sub(b, a), toSecond), mulQ15(i16x8.sub(c, b), toThird)));
}

/** Premultiplied over at scale 64 (Porter & Duff 1984); exact where alpha is 0 or 255. */
@inline export function over(below: v128, above: v128, alpha: v128): v128 {
  const through = i16x8.sub(v128.load(constants, 128), i16x8.add(i16x8.shl(alpha, 1), i16x8.shr_u(alpha, 7)));
  return i16x8.add(above, mulQ15(below, through));
}

@inline function toBytes(sum: v128): v128 { const t = i16x8.shr_s(sum, 6); return i8x16.narrow_i16x8_u(t, t); }

/** One strip of one or two planes. `shift` is 3: eight pixels between the ends. `isInside` says that the planes' padding holds every texel asked for. */
@inline export function strip(
  isInside: bool, uLeft: i32, vLeft: i32, uRight: i32, vRight: i32, duLeft: i32, dvLeft: i32, duRight: i32, dvRight: i32,
  rows: i32, mode: i32, isPair: bool, plane: usize, plane2: usize, alpha: usize, pitch: usize, width: i32, height: i32, to: usize, to2: usize, toPitch: usize,
): void {
  const rise0 = vRight - vLeft, rise1 = rise0 + (dvRight - dvLeft) * rows, run0 = uRight - uLeft, run1 = run0 + (duRight - duLeft) * rows;
  const room = <u32>(MOST_STEP - LEAST_STEP) << 3;
  if (!(isInside && <u32>(run0 - (LEAST_STEP << 3)) < room && <u32>(run1 - (LEAST_STEP << 3)) < room && abs(rise0) < MOST_RISE && abs(rise1) < MOST_RISE)) {
    gather(uLeft, vLeft, uRight, vRight, duLeft, dvLeft, duRight, dvRight, rows, mode, isPair, plane, plane2, alpha, pitch, width, height, to, to2, toPitch);
    return;
  }
  const ramp = v128.load(constants), pairOf = v128.load(constants, 16), nextOf = v128.load(constants, 32), low6 = v128.load(constants, 48), spread = v128.load(constants, 64), full = v128.load(constants, 80);
  const bias = v128.load(constants, 96), biasHalf = v128.load(constants, 112), one = v128.load(constants, 128), sign = v128.load(constants, 144);
  const rowShift = rows == 8 ? 6 : 5, riseStep = (rise1 - rise0) >> rowShift;
  let rise7 = (rise0 >> 3) * 7, u = uLeft + 512, v = vLeft; // + 512: weights are cut to 1/64, so round
  // lane × step, carried from row to row with one add
  let stepU = i16x8.mul(ramp, i16x8.splat(<i16>(run0 >> 7))), stepV = i16x8.mul(ramp, i16x8.splat(<i16>(rise0 >> 4)));
  const growU = i16x8.mul(ramp, i16x8.splat(<i16>((((run1 - run0) >> rowShift) + 8) >> 4))), growV = i16x8.mul(ramp, i16x8.splat(<i16>(riseStep >> 1)));
  for (let r = 0; r < rows; r++) {
    const at = i16x8.add(i16x8.splat(<i16>((u >> 4) & 0xfff)), stepU); // 4.12 texels from the first byte
    const indices = i16x8.add(i16x8.mul(i16x8.shr_u(at, 12), pairOf), nextOf); // (i, i + 1)
    const weights = i16x8.add(i16x8.mul(v128.and(i16x8.shr_u(at, 6), low6), spread), full); // (64 − f, f)
    const top = (min(v, v + rise7) - 128) >> 16, o = <usize>(top * <i32>pitch + (u >> 16));
    const drop = i16x8.add(i16x8.splat(<i16>((v - (top << 16)) >> 1)), stepV); // Q15, unsigned, 0..2
    const toSecond = i16x8.min_u(drop, one), toThird = i16x8.sub_sat_u(drop, sign);
    const y = tapRows(plane + o, pitch, indices, weights, toSecond, toThird);
    let y2 = y, a = y;
    if (isPair) y2 = tapRows(plane2 + o, pitch, indices, weights, toSecond, toThird);
    if (mode == OVER_TILE) a = tapRows(alpha + o, pitch, indices, weights, toSecond, toThird);
    if (mode == TO_FRAME) {
      v128.store64_lane(to, toBytes(i16x8.add(y, biasHalf)), 0);
      if (isPair) v128.store64_lane(to2, toBytes(i16x8.add(y2, biasHalf)), 0);
    } else if (mode == TO_TILE) {
      v128.store(to, i16x8.add(y, bias));
      if (isPair) v128.store(to2, i16x8.add(y2, bias));
    } else {
      a = i16x8.add(a, bias);
      v128.store(to, over(v128.load(to), i16x8.add(y, bias), a));
      if (isPair) v128.store(to2, over(v128.load(to2), i16x8.add(y2, bias), a));
    }
    to += toPitch;
    if (isPair) to2 += toPitch;
    u += duLeft; v += dvLeft; rise7 += riseStep * 7;
    stepU = i16x8.add(stepU, growU); stepV = i16x8.add(stepV, growV);
  }
}

// ---- any slope, any place: every pixel fetches its own 2×2 texels, clamped to the padding. Rolled and very oblique views, pictures' edges.

const OFFSETS: usize = 0; // eight i32 in scratch, then weights and fractions
const WEIGHTS: usize = 32;
const FRACTIONS: usize = 48;

@inline function locateFour(u: v128, v: v128, pitch: i32, width: i32, height: i32): v128 {
  const x = i32x4.shr_s(i32x4.min_s(i32x4.max_s(u, i32x4.splat(-MARGIN_X << 16)), i32x4.splat((width + MARGIN_X - 1) << 16)), 16);
  const y = i32x4.shr_s(i32x4.min_s(i32x4.max_s(v, i32x4.splat(-MARGIN_Y << 16)), i32x4.splat((height + MARGIN_Y - 1) << 16)), 16);
  return i32x4.add(i32x4.mul(y, i32x4.splat(pitch)), x);
}

/** Notes for `gatherRow` where eight pixels' texels lie in a plane: u and v of pixels 0..3 and 4..7, 16.16, u with 512 added to round the weights. */
@inline export function locateEight(u0: v128, u1: v128, v0: v128, v1: v128, pitch: i32, width: i32, height: i32): void {
  v128.store(scratch, locateFour(u0, v0, pitch, width, height), OFFSETS);
  v128.store(scratch, locateFour(u1, v1, pitch, width, height), OFFSETS + 16);
  // Low halves of the eight lanes; the whole part was used above.
  const fu = i8x16.shuffle(u0, u1, 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29), fv = i8x16.shuffle(v0, v1, 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29);
  v128.store(scratch, i16x8.add(i16x8.mul(i16x8.shr_u(fu, 10), i16x8.splat(255)), i16x8.splat(64)), WEIGHTS);
  v128.store(scratch, i16x8.shr_u(fv, 1), FRACTIONS);
}

function locate(u: i32, v: i32, du: i32, dv: i32, pitch: i32, width: i32, height: i32): void {
  const lanes = i32x4(0, 1, 2, 3), four = i32x4.splat(4);
  const u0 = i32x4.add(i32x4.splat(u + 512), i32x4.mul(lanes, i32x4.splat(du))), u1 = i32x4.add(u0, i32x4.mul(four, i32x4.splat(du)));
  const v0 = i32x4.add(i32x4.splat(v), i32x4.mul(lanes, i32x4.splat(dv))), v1 = i32x4.add(v0, i32x4.mul(four, i32x4.splat(dv)));
  locateEight(u0, u1, v0, v1, pitch, width, height);
}

/** Eight samples of a plane where `locateEight` said: i16 at scale 64, bias −8192. */
export function gatherRow(plane: usize, pitch: usize): v128 {
  const o0 = plane + load<u32>(scratch, OFFSETS), o1 = plane + load<u32>(scratch, OFFSETS + 4), o2 = plane + load<u32>(scratch, OFFSETS + 8), o3 = plane + load<u32>(scratch, OFFSETS + 12);
  const o4 = plane + load<u32>(scratch, OFFSETS + 16), o5 = plane + load<u32>(scratch, OFFSETS + 20), o6 = plane + load<u32>(scratch, OFFSETS + 24), o7 = plane + load<u32>(scratch, OFFSETS + 28);
  let a = i16x8.splat(0), b = a;
  a = v128.load16_lane(o0, a, 0); a = v128.load16_lane(o1, a, 1); a = v128.load16_lane(o2, a, 2); a = v128.load16_lane(o3, a, 3);
  a = v128.load16_lane(o4, a, 4); a = v128.load16_lane(o5, a, 5); a = v128.load16_lane(o6, a, 6); a = v128.load16_lane(o7, a, 7);
  b = v128.load16_lane(o0 + pitch, b, 0); b = v128.load16_lane(o1 + pitch, b, 1); b = v128.load16_lane(o2 + pitch, b, 2); b = v128.load16_lane(o3 + pitch, b, 3);
  b = v128.load16_lane(o4 + pitch, b, 4); b = v128.load16_lane(o5 + pitch, b, 5); b = v128.load16_lane(o6 + pitch, b, 6); b = v128.load16_lane(o7 + pitch, b, 7);
  const weights = v128.load(scratch, WEIGHTS), ha = dotPairs(a, weights), hb = dotPairs(b, weights);
  return i16x8.add(ha, mulQ15(i16x8.sub(hb, ha), v128.load(scratch, FRACTIONS)));
}

function gather(
  uLeft: i32, vLeft: i32, uRight: i32, vRight: i32, duLeft: i32, dvLeft: i32, duRight: i32, dvRight: i32,
  rows: i32, mode: i32, isPair: bool, plane: usize, plane2: usize, alpha: usize, pitch: usize, width: i32, height: i32, to: usize, to2: usize, toPitch: usize,
): void {
  const bias = v128.load(constants, 96), biasHalf = v128.load(constants, 112);
  for (let r = 0; r < rows; r++) {
    locate(uLeft, vLeft, (uRight - uLeft) >> 3, (vRight - vLeft) >> 3, <i32>pitch, width, height);
    const y = gatherRow(plane, pitch), y2 = isPair ? gatherRow(plane2, pitch) : y;
    if (mode == TO_FRAME) {
      v128.store64_lane(to, toBytes(i16x8.add(y, biasHalf)), 0);
      if (isPair) v128.store64_lane(to2, toBytes(i16x8.add(y2, biasHalf)), 0);
    } else if (mode == TO_TILE) {
      v128.store(to, i16x8.add(y, bias));
      if (isPair) v128.store(to2, i16x8.add(y2, bias));
    } else {
      const a = i16x8.add(gatherRow(alpha, pitch), bias);
      v128.store(to, over(v128.load(to), i16x8.add(y, bias), a));
      if (isPair) v128.store(to2, over(v128.load(to2), i16x8.add(y2, bias), a));
    }
    to += toPitch;
    if (isPair) to2 += toPitch;
    uLeft += duLeft; vLeft += dvLeft; uRight += duRight; vRight += dvRight;
  }
}

// Moves parts of a layer's picture before the layer is drawn: tiles of 8×8 texels are fetched from where a field of nodes says, into planes of the thread's own.
import { dotPairs, mulQ15, pick } from './arithmetic';
import { constants, PAD_ABOVE } from './layout';
import { gatherRow, locateEight } from './sample';

/** Nodes are stamped at every 8th texel: four f32 that a frame weighs into a way. */
const NODE_BYTES: usize = 16;
/** What else stands at a node: i16 share of the contrast correction (Q15), then the blurred luma, Cb and Cr at scale 64, bias −8192. */
const NOTE_BYTES: usize = 8;

@inline function sum(a: v128): f32 { return f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1) + (f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3)); }

/** Works out where `count` nodes fetch from: (Δu, Δv) of the first copy and of the second as i32 in 16.16 texels. `weights` holds 16 f32: the node's four numbers weighed for each. */
export function placeNodes(nodes: usize, count: i32, weights: usize, to: usize): void {
  const u = v128.load(weights), v = v128.load(weights, 16), u2 = v128.load(weights, 32), v2 = v128.load(weights, 48);
  for (let i = 0; i < count; i++, nodes += NODE_BYTES, to += 16) {
    const n = v128.load(nodes);
    store<i32>(to, <i32>sum(f32x4.mul(n, u)));
    store<i32>(to, <i32>sum(f32x4.mul(n, v)), 4);
    store<i32>(to, <i32>sum(f32x4.mul(n, u2)), 8);
    store<i32>(to, <i32>sum(f32x4.mul(n, v2)), 12);
  }
}

@inline function ramp(left: i32, right: i32): v128 { return i16x8.add(i16x8.splat(<i16>left), i16x8.mul(v128.load(constants), i16x8.splat(<i16>((right - left) >> 3)))); }

// out = blend + (blend − low) × gain: the contrast that two unlike copies lose when they are mixed.
@inline function keepContrast(blend: v128, low: v128, gain: v128): v128 { return i16x8.add_sat_s(blend, mulQ15(i16x8.sub_sat_s(blend, low), gain)); }

@inline function put(to: usize, value: v128): void {
  const bytes = i16x8.shr_s(i16x8.add_sat_s(value, i16x8.splat(32)), 6);
  v128.store64_lane(to, i8x16.narrow_i16x8_s(bytes, bytes), 0);
}

// Eight texels of one row, their ways linear between both ends; every texel fetches its own 2×2.
@inline function gatherAt(plane: usize, pitch: i32, x: i32, y: i32, left: i32, right: i32, leftV: i32, rightV: i32, width: i32, height: i32): v128 {
  const du = 65536 - ((right - left) >> 3), dv = (leftV - rightV) >> 3, lanes = i32x4(0, 1, 2, 3);
  const u0 = i32x4.add(i32x4.splat((x << 16) + 512 - left), i32x4.mul(lanes, i32x4.splat(du))), v0 = i32x4.add(i32x4.splat((y << 16) - leftV), i32x4.mul(lanes, i32x4.splat(dv)));
  locateEight(u0, i32x4.add(u0, i32x4.splat(du << 2)), v0, i32x4.add(v0, i32x4.splat(dv << 2)), pitch, width, height);
  return gatherRow(plane, <usize>pitch);
}

// The same where eight texels lie within sixteen of a row and across two steps of rows (isStraight): tent weights over three rows, as sample.ts does.
@inline function straightAt(plane: usize, pitch: i32, x: i32, y: i32, left: i32, right: i32, leftV: i32, rightV: i32): v128 {
  const lanes = v128.load(constants), du = 65536 - ((right - left) >> 3), dv = (leftV - rightV) >> 3, u = (x << 16) + 512 - left, v = (y << 16) - leftV;
  const at = i16x8.add(i16x8.splat(<i16>((u >> 4) & 0xfff)), i16x8.mul(lanes, i16x8.splat(<i16>(du >> 4)))); // 4.12 texels from the first byte
  const indices = i16x8.add(i16x8.mul(i16x8.shr_u(at, 12), v128.load(constants, 16)), v128.load(constants, 32));
  const weights = i16x8.add(i16x8.mul(v128.and(i16x8.shr_u(at, 6), v128.load(constants, 48)), v128.load(constants, 64)), v128.load(constants, 80));
  const top = (min(v, v + dv * 7) - 128) >> 16, p = plane + <usize>(top * pitch + (u >> 16)), drop = i16x8.add(i16x8.splat(<i16>((v - (top << 16)) >> 1)), i16x8.mul(lanes, i16x8.splat(<i16>(dv >> 1))));
  const a = pairs(p, indices, weights), b = pairs(p + <usize>pitch, indices, weights), c = pairs(p + <usize>(pitch * 2), indices, weights);
  return i16x8.add(a, i16x8.add(mulQ15(i16x8.sub(b, a), i16x8.min_u(drop, v128.load(constants, 128))), mulQ15(i16x8.sub(c, b), i16x8.sub_sat_u(drop, v128.load(constants, 144)))));
}

/** Least and greatest texels a step goes, and the most rows eight texels cross: beyond, straightAt would read outside its bytes (sample.ts has the same bounds). */
const LEAST_STEP: i32 = 1024;
const MOST_STEP: i32 = 127795;
const MOST_RISE: i32 = 74000;

// Whether every row of a tile can be fetched by straightAt, for both copies: a, b, c, e are the corners' ways.
@inline function isStraight(a: v128, b: v128, c: v128, e: v128, x: i32, y: i32, width: i32, height: i32, second: bool): bool {
  const low = i32x4.min_s(i32x4.min_s(a, b), i32x4.min_s(c, e)), high = i32x4.max_s(i32x4.max_s(a, b), i32x4.max_s(c, e)), upper = i32x4.sub(b, a), lower = i32x4.sub(e, c);
  let good = isRoom(i32x4.extract_lane(upper, 0), i32x4.extract_lane(upper, 1)) && isRoom(i32x4.extract_lane(lower, 0), i32x4.extract_lane(lower, 1))
    && isWithin(x, y, i32x4.extract_lane(low, 0), i32x4.extract_lane(high, 0), i32x4.extract_lane(low, 1), i32x4.extract_lane(high, 1), width, height);
  if (second && good) good = isRoom(i32x4.extract_lane(upper, 2), i32x4.extract_lane(upper, 3)) && isRoom(i32x4.extract_lane(lower, 2), i32x4.extract_lane(lower, 3))
    && isWithin(x, y, i32x4.extract_lane(low, 2), i32x4.extract_lane(high, 2), i32x4.extract_lane(low, 3), i32x4.extract_lane(high, 3), width, height);
  return good;
}

@inline function isRoom(growth: i32, rise: i32): bool {
  const step = 65536 - (growth >> 3);
  return step >= LEAST_STEP && step <= MOST_STEP && abs(rise) < MOST_RISE;
}

@inline function isWithin(x: i32, y: i32, leastU: i32, mostU: i32, leastV: i32, mostV: i32, width: i32, height: i32): bool {
  return x + (-mostU >> 16) >= -16 && x + (-leastU >> 16) <= width + 8 && y + (-mostV >> 16) >= 1 - PAD_ABOVE && y + (-leastV >> 16) < height - 3;
}

@inline function pairs(p: usize, indices: v128, weights: v128): v128 { return dotPairs(pick(v128.load(p), indices), weights); }

// Texel address and weights of a tile that moves as a whole.
@inline function corner(plane: usize, pitch: i32, x: i32, y: i32, u: i32, v: i32): usize { return plane + <usize>((y + (-v >> 16)) * pitch + x + ((512 - u) >> 16)); }
@inline function across(u: i32): v128 { return i16x8.splat(<i16>((((512 - u) & 0xffff) >> 10) * 255 + 64)); }
@inline function down(v: i32): v128 { return i16x8.splat(<i16>((-v & 0xffff) >> 1)); }

// Far enough inside that sixteen bytes of nine rows lie in the plane or its padding.
@inline function isInside(x: i32, y: i32, u: i32, v: i32, width: i32, height: i32): bool {
  const left = x + (-u >> 16), top = y + (-v >> 16);
  return left >= -16 && left <= width + 8 && top >= -PAD_ABOVE && top < height;
}

/**
 * Draws the tiles of `runs` (row, first, end) of one plane. `placed` is what placeNodes made of the nodes from tile (fromX, fromY) on, `nodePitch` a row;
 * a tile spans `step` nodes a side: 1 for luma and alpha, 2 for chroma, whose ways are half as long. `weight` is the second copy's share in Q15, or −1 for the first alone.
 * With `notes` the contrast is kept: `channel` 2, 4 or 6 is the blurred value's place in a note, `gain` in Q15.
 */
export function warp(
  plane: usize, pitch: i32, to: usize, toPitch: i32, width: i32, height: i32, placed: usize, nodePitch: i32, fromX: i32, fromY: i32, step: i32, runs: usize, count: i32,
  weight: i32, notes: usize, channel: usize, gain: i32,
): void {
  const indices = i16x8.add(i16x8.mul(v128.load(constants), v128.load(constants, 16)), v128.load(constants, 32)); // (i, i + 1)
  const below = <usize>(nodePitch * step), isPair = weight >= 0, share = i16x8.splat(<i16>weight), shift = step - 1;
  for (let i = 0; i < count; i++, runs += 12) {
    const row = load<i32>(runs), end = load<i32>(runs, 8);
    for (let tile = load<i32>(runs, 4); tile < end; tile++) {
      const node = <usize>((row - fromY) * step * nodePitch + (tile - fromX) * step), beside = <usize>step;
      let p = placed + (node << 4);
      const a = i32x4.shr_s(v128.load(p), shift), b = i32x4.shr_s(v128.load(p + (beside << 4)), shift);
      p += below << 4;
      const c = i32x4.shr_s(v128.load(p), shift), e = i32x4.shr_s(v128.load(p + (beside << 4)), shift);
      const x = tile << 3, y = row << 3;
      let out = to + <usize>(y * toPitch + x);
      // Notes: the blurred value and the gain of the first row, and how they grow from row to row.
      let low = i16x8.splat(0), lowStep = low, gains = low, gainStep = low;
      if (notes) {
        const n = notes + node * NOTE_BYTES, m = n + below * NOTE_BYTES, s = beside * NOTE_BYTES;
        const left = <i32>load<i16>(n + channel), right = <i32>load<i16>(n + s + channel);
        low = ramp(left, right);
        lowStep = ramp((load<i16>(m + channel) - left) >> 3, (load<i16>(m + s + channel) - right) >> 3);
        const gainLeft = (load<i16>(n) * gain) >> 15, gainRight = (load<i16>(n + s) * gain) >> 15;
        gains = ramp(gainLeft, gainRight);
        gainStep = ramp((((load<i16>(m) * gain) >> 15) - gainLeft) >> 3, (((load<i16>(m + s) * gain) >> 15) - gainRight) >> 3);
      }
      const differ = v128.or(v128.or(v128.xor(a, b), v128.xor(a, c)), v128.xor(a, e));
      const u = i32x4.extract_lane(a, 0), v = i32x4.extract_lane(a, 1), u2 = i32x4.extract_lane(a, 2), v2 = i32x4.extract_lane(a, 3);
      if (!v128.any_true(differ) && isInside(x, y, u, v, width, height) && (!isPair || isInside(x, y, u2, v2, width, height))) {
        const w = across(u), f = down(v), w2 = across(u2), f2 = down(v2);
        let first = corner(plane, pitch, x, y, u, v), second = isPair ? corner(plane, pitch, x, y, u2, v2) : first;
        let upper = pairs(first, indices, w), upper2 = isPair ? pairs(second, indices, w2) : upper;
        for (let r = 0; r < 8; r++, out += <usize>toPitch) {
          first += <usize>pitch;
          const lower = pairs(first, indices, w);
          let value = i16x8.add(upper, mulQ15(i16x8.sub(lower, upper), f));
          upper = lower;
          if (isPair) {
            second += <usize>pitch;
            const lower2 = pairs(second, indices, w2), other = i16x8.add(upper2, mulQ15(i16x8.sub(lower2, upper2), f2));
            upper2 = lower2;
            value = i16x8.add(value, mulQ15(i16x8.sub(other, value), share));
            if (notes) { value = keepContrast(value, low, gains); low = i16x8.add(low, lowStep); gains = i16x8.add(gains, gainStep); }
          }
          put(out, value);
        }
        continue;
      }
      const leftStep = i32x4.shr_s(i32x4.sub(c, a), 3), rightStep = i32x4.shr_s(i32x4.sub(e, b), 3), straight = isStraight(a, b, c, e, x, y, width, height, isPair);
      let left = a, right = b;
      for (let r = 0; r < 8; r++, out += <usize>toPitch) {
        const l = i32x4.extract_lane(left, 0), k = i32x4.extract_lane(right, 0), lv = i32x4.extract_lane(left, 1), kv = i32x4.extract_lane(right, 1);
        let value = straight ? straightAt(plane, pitch, x, y + r, l, k, lv, kv) : gatherAt(plane, pitch, x, y + r, l, k, lv, kv, width, height);
        if (isPair) {
          const l2 = i32x4.extract_lane(left, 2), k2 = i32x4.extract_lane(right, 2), lv2 = i32x4.extract_lane(left, 3), kv2 = i32x4.extract_lane(right, 3);
          const other = straight ? straightAt(plane, pitch, x, y + r, l2, k2, lv2, kv2) : gatherAt(plane, pitch, x, y + r, l2, k2, lv2, kv2, width, height);
          value = i16x8.add(value, mulQ15(i16x8.sub(other, value), share));
          if (notes) { value = keepContrast(value, low, gains); low = i16x8.add(low, lowStep); gains = i16x8.add(gains, gainStep); }
        }
        put(out, value);
        left = i32x4.add(left, leftStep); right = i32x4.add(right, rightStep);
      }
    }
  }
}

/**
 * Brightens the tiles of `runs` of one plane: out = zero + (in − zero) × (1 + strength × gain). Nodes' first f32 is the strength 0..1; gain −1..1. zero is black's luma or grey's chroma,
 * times the opacity where `alpha` is not 0: `isChroma` says which.
 */
export function brighten(
  plane: usize, pitch: i32, to: usize, toPitch: i32, alpha: usize, alphaPitch: i32, nodes: usize, nodePitch: i32, fromX: i32, fromY: i32, step: i32, runs: usize, count: i32,
  gain: f32, isChroma: bool,
): void {
  const below = <usize>(nodePitch * step) * NODE_BYTES, beside = <usize>step * NODE_BYTES, bias = i16x8.splat(-8192), q15: f32 = gain * 32767;
  for (let i = 0; i < count; i++, runs += 12) {
    const row = load<i32>(runs), end = load<i32>(runs, 8);
    for (let tile = load<i32>(runs, 4); tile < end; tile++) {
      const p = nodes + <usize>((row - fromY) * step * nodePitch + (tile - fromX) * step) * NODE_BYTES;
      let left = <i32>(load<f32>(p) * q15), right = <i32>(load<f32>(p + beside) * q15);
      const leftStep = (<i32>(load<f32>(p + below) * q15) - left) >> 3, rightStep = (<i32>(load<f32>(p + below + beside) * q15) - right) >> 3;
      const x = <usize>(tile << 3), y = row << 3;
      for (let r = 0; r < 8; r++) {
        const value = i16x8.shl(v128.load_ext<i8>(plane + <usize>((y + r) * pitch) + x), 6);
        let zero = i16x8.splat(isChroma ? 0 : -7168);
        if (alpha) {
          const a = i16x8.add(v128.load_ext<i8>(alpha + <usize>((y + r) * alphaPitch) + x), i16x8.splat(128));
          zero = i16x8.add(bias, isChroma ? i16x8.add(i16x8.shl(a, 5), i16x8.shr_u(a, 3)) : i16x8.add(i16x8.shl(a, 2), i16x8.shr_u(a, 6)));
        }
        put(to + <usize>((y + r) * toPitch) + x, i16x8.add_sat_s(value, mulQ15(i16x8.sub(value, zero), ramp(left, right))));
        left += leftStep; right += rightStep;
      }
    }
  }
}

/** Flags of tiles (kernel/layout.ts) as they are where a picture may have moved by up to reachX × reachY tiles; both planes of flags point at tile (0, 0) and have the ring. */
export function spreadTiles(flags: usize, to: usize, pitch: i32, tilesAcross: i32, tilesDown: i32, reachX: i32, reachY: i32): void {
  for (let y = -1; y <= tilesDown; y++) for (let x = -1; x < pitch - 1; x++) {
    let any: u32 = 0;
    if (y >= 0 && y < tilesDown && x < tilesAcross) {
      const bottom = min(y + reachY, tilesDown - 1), right = min(x + reachX, tilesAcross - 1);
      for (let v = max(y - reachY, 0); v <= bottom; v++) for (let u = max(x - reachX, -1); u <= right; u++) any |= load<u8>(flags + <usize>(v * pitch + u));
    }
    store<u8>(to + <usize>(y * pitch + x), <u8>any);
  }
}

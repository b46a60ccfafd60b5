// Paints what is in the air on the padded frame, farthest first: every shape is made of ellipses whose edges are smoothed by their distance in pixels.
import { ACROSS, ALONG, ALPHA_RATIO, BLUR, CB, COVER_RATIO, CR, DEPTH_M, DISC, FACING, GAIN, GLOW, KIND, LUMA, OUT, PETAL, RADIUS_M, SEED_SHAPE, STREAK, VIEW_W, X, Y } from './air';
import { boundLayers, lookBefore, shownIn } from './air-sight';
import { mulQ15, toWhole } from './arithmetic';
import { constants, frameHeight, frameWidth } from './layout';

// Working memory (bytes): what shows of a block's pixels, one layer's alpha there, which layers stand before; how near and far they are; vector constants, which V8 would rebuild
// inside the loops; each row's first and last pixel.
const SHOWN: usize = 0;
const LAYER_ALPHA: usize = 256;
const BEFORE: usize = 512;
const LANES: usize = 576;
const ONE: usize = 608;
const BUMP: usize = 624;
const WIDEST: usize = 640;
const NARROWING: usize = 656;
const NOTCH_FROM: usize = 672;
const NOTCH_DEPTH: usize = 688;
const NOTCH_SIDES: usize = 704;
const MOST: usize = 720;
const OFFSET: usize = 736;
const QUARTER: usize = 752;
const BOUNDS: usize = 768;
const SPANS: usize = 896;

/** A petal is this much narrower than it is long. */
const PETAL_WIDTH: f32 = 0.8;
/** The notch begins to show in a petal that is half as long. */
const LEAST_NOTCH_PX: f32 = 8;
/** Narrower ones are painted as their box. */
const LEAST_SPAN_PX: i32 = 14;
/** … and as deep as this share of its half length. */
const CUP: f32 = 0.3;

let descriptors: usize = 0, layers: i32 = 0, desk: usize = 0, out: usize = 0, hasBefore = false, hasSpans = false;
// The ellipse being drawn: its middle, the way from pixels to its own round coordinates, how soft it is, and its colours.
let middleX: f32 = 0, middleY: f32 = 0, toU0: f32 = 0, toU1: f32 = 0, toV0: f32 = 0, toV1: f32 = 0, soft: f32 = 0, opacity: f32 = 0, covering: f32 = 1, form: i32 = 0;
let seen: u32 = 0;
let luma: f32 = 0, cb: f32 = 0, cr: f32 = 0, lumaAlong: f32 = 0, lumaAcross: f32 = 0, crAlong: f32 = 0, sharpness: f32 = 1, notched: f32 = 0;

// How much four pixels are covered, times the ellipse's strength; (u, v) in its own coordinates. The edge is one pixel soft across the ellipse and as much softer along it
// as it is longer: the true distance would need a root and a division for every pixel.
@inline function coverage(isPetal: bool, isNotched: bool, isSoft: bool, isGlow: bool, u: v128, v: v128, sharp: v128, half: v128, strength: v128, softness: v128): v128 {
  let g: v128;
  if (isPetal) {
    // Narrow at its foot (v = −1), broad and notched at its tip.
    const su = f32x4.mul(u, f32x4.sub(v128.load(desk, WIDEST), f32x4.mul(v, v128.load(desk, NARROWING))));
    g = f32x4.sub(v128.load(desk, ONE), f32x4.add(f32x4.mul(su, su), f32x4.mul(v, v)));
    if (isNotched) g = f32x4.sub(g, f32x4.mul(f32x4.pmax(f32x4.splat(0), f32x4.sub(v, v128.load(desk, NOTCH_FROM))), f32x4.pmax(f32x4.splat(0), f32x4.sub(v128.load(desk, NOTCH_DEPTH), f32x4.mul(v128.load(desk, NOTCH_SIDES), f32x4.abs(u))))));
  } else g = f32x4.sub(v128.load(desk, ONE), f32x4.add(f32x4.mul(u, u), f32x4.mul(v, v)));
  if (isGlow) {
    const inside = f32x4.pmax(f32x4.splat(0), g);
    return f32x4.mul(f32x4.mul(strength, inside), f32x4.mul(inside, inside));
  }
  const hard = f32x4.pmin(strength, f32x4.pmax(f32x4.splat(0), f32x4.add(half, f32x4.mul(g, sharp))));
  if (!isSoft) return hard;
  const inside = f32x4.pmax(f32x4.splat(0), g), bump = f32x4.mul(strength, f32x4.pmin(v128.load(desk, ONE), f32x4.mul(v128.load(desk, BUMP), f32x4.mul(inside, inside))));
  return f32x4.add(hard, f32x4.mul(softness, f32x4.sub(bump, hard)));
}

// value + share × (colour − covering × value) on eight numbers 0..255, less `offset` where that is their nought; share and covering Q15, colour and offset at scale 64.
@inline function blend(value: v128, colour: v128, share: v128, keep: v128, offset: v128): v128 {
  const f = i16x8.shl(value, 6), sum = i16x8.add(f, mulQ15(i16x8.sub(colour, mulQ15(i16x8.sub(f, offset), keep)), share));
  return i16x8.shr_s(i16x8.add(i16x8.splat(32), sum), 6);
}

// The ellipse's share of pixels from..to of rows first..last (even..odd) of the frame. shown: 1, or −1 for a share a pixel, Q15, in the block of 16×8 pixels that holds them.
@inline function paintAs(isPetal: bool, isNotched: bool, isSoft: bool, isGlow: bool, from: i32, to: i32, first: i32, last: i32, shown: i32): void {
  const lanes = v128.load(desk, LANES), strength = f32x4.splat(opacity * 32767), half = f32x4.splat(opacity * 16383.5), sharp = f32x4.splat(sharpness * opacity * 32767), softness = f32x4.splat(soft);
  const keep = i16x8.splat(<i16>(covering * 32767)), none = i16x8.splat(0), most = v128.load(desk, MOST), offset = v128.load(desk, OFFSET), quarter = v128.load(desk, QUARTER);
  const u0 = f32x4.splat(toU0), v0 = f32x4.splat(toV0), u4 = f32x4.splat(toU0 * 4), v4 = f32x4.splat(toV0 * 4), u1 = f32x4.splat(toU1), v1 = f32x4.splat(toV1);
  const tone = lumaAcross * toU0 + lumaAlong * toV0, toneDown = lumaAcross * toU1 + lumaAlong * toV1, toneStep = i16x8.mul(v128.load(constants), i16x8.splat(<i16>(tone * 64)));
  const pitch = <usize>frameWidth, area = pitch * <usize>frameHeight, mx = middleX, my = middleY, toned = luma, blue = i16x8.splat(<i16>(cb * 64));
  let spans = desk + SPANS + (<usize>first << 2);
  for (let y = first; y <= last; y += 2, spans += 8) {
    let start = from & ~7, end = to;
    if (hasSpans) {
      start = max(<i32>min(load<i16>(spans), load<i16>(spans, 4)), from) & ~7; end = min(<i32>max(load<i16>(spans, 2), load<i16>(spans, 6)), to);
      if (start > end) continue;
    }
    const dy = <f32>y - my;
    const line = out + <usize>y * pitch, chroma = out + area + <usize>(y >> 1) * (pitch >> 1);
    const rowU = f32x4.mul(f32x4.splat(dy), u1), rowV = f32x4.mul(f32x4.splat(dy), v1);
    for (let x = start; x <= end; x += 8) {
      const left = <f32>x - mx, dx = f32x4.add(f32x4.splat(left), lanes);
      const u = f32x4.add(f32x4.mul(dx, u0), rowU), v = f32x4.add(f32x4.mul(dx, v0), rowV), un = f32x4.add(u, u4), vn = f32x4.add(v, v4);
      let a = i16x8.narrow_i32x4_s(
        toWhole(coverage(isPetal, isNotched, isSoft, isGlow, u, v, sharp, half, strength, softness)), toWhole(coverage(isPetal, isNotched, isSoft, isGlow, un, vn, sharp, half, strength, softness)));
      const ud = f32x4.add(u, u1), vd = f32x4.add(v, v1), und = f32x4.add(un, u1), vnd = f32x4.add(vn, v1);
      let b = i16x8.narrow_i32x4_s(
        toWhole(coverage(isPetal, isNotched, isSoft, isGlow, ud, vd, sharp, half, strength, softness)), toWhole(coverage(isPetal, isNotched, isSoft, isGlow, und, vnd, sharp, half, strength, softness)));
      if (!v128.any_true(v128.or(a, b))) continue;
      if (shown < 0) {
        const at = desk + SHOWN + <usize>(((y & 7) << 5) + ((x & 15) << 1));
        a = mulQ15(a, v128.load(at)); b = mulQ15(b, v128.load(at, 32));
      }
      const p = line + <usize>x;
      let c = i16x8.splat(<i16>(toned * 64)), cn = c;
      if (isPetal) {
        const base = toned + left * tone + dy * toneDown;
        c = i16x8.add(i16x8.splat(<i16>(base * 64)), toneStep); cn = i16x8.add(i16x8.splat(<i16>((base + toneDown) * 64)), toneStep);
      }
      const both = i8x16.min_u(most, i8x16.narrow_i16x8_u(blend(v128.load_ext<u8>(p), c, a, keep, none), blend(v128.load_ext<u8>(p + pitch), cn, b, keep, none)));
      v128.store64_lane(p, both, 0);
      v128.store64_lane(p + pitch, both, 1);
      // A chroma sample sits in the middle of 2×2 pixels and is covered as they are on average: quarters first, so that four of them fit. Four of Cb, then four of Cr.
      const sum = i32x4.extadd_pairwise_i16x8_s(i16x8.add(mulQ15(a, quarter), mulQ15(b, quarter))), share = i16x8.narrow_i32x4_s(sum, sum), q = chroma + <usize>(x >> 1);
      const red = cr + crAlong * ((left + 3.5) * toV0 + (dy + 0.5) * toV1), colour = i64x2.shuffle(blue, i16x8.splat(<i16>(red * 64)), 0, 2);
      const old = i16x8.extend_low_i8x16_u(v128.load32_lane(q + (area >> 2), v128.load32_zero(q), 1)), mixed = blend(old, colour, share, keep, offset), bytes = i8x16.narrow_i16x8_u(mixed, mixed);
      v128.store32_lane(q, bytes, 0);
      v128.store32_lane(q + (area >> 2), bytes, 1);
    }
  }
}

// One copy of the loops for each form, so that none asks again at every pixel.
function paintPetal(from: i32, to: i32, first: i32, last: i32, shown: i32): void { paintAs(true, false, false, false, from, to, first, last, shown); }
function paintNotched(from: i32, to: i32, first: i32, last: i32, shown: i32): void { paintAs(true, true, false, false, from, to, first, last, shown); }
function paintHard(from: i32, to: i32, first: i32, last: i32, shown: i32): void { paintAs(false, false, false, false, from, to, first, last, shown); }
function paintSoft(from: i32, to: i32, first: i32, last: i32, shown: i32): void { paintAs(false, false, true, false, from, to, first, last, shown); }
function paintGlow(from: i32, to: i32, first: i32, last: i32, shown: i32): void { paintAs(false, false, false, true, from, to, first, last, shown); }

function paint(from: i32, to: i32, first: i32, last: i32, shown: i32): void {
  if (form == GLOW) paintGlow(from, to, first, last, shown);
  else if (form == PETAL) { if (notched > 0) paintNotched(from, to, first, last, shown); else paintPetal(from, to, first, last, shown); }
  else if (soft > <f32>0.02) paintSoft(from, to, first, last, shown);
  else paintHard(from, to, first, last, shown);
}

// How much of a petal's outline and tones the next ellipse has, 0 a plain ellipse … 1. Its width at the foot and at the tip, and the depth and sides of its notch.
@inline function shapePetal(ratio: f32, longPx: f32): void {
  v128.store(desk, f32x4.splat(1 + <f32>0.2 * ratio), WIDEST);
  v128.store(desk, f32x4.splat(<f32>0.28 * ratio), NARROWING);
  notched = ratio * min<f32>(max<f32>((longPx - LEAST_NOTCH_PX) * 0.25, 0), 1);
  v128.store(desk, f32x4.splat(<f32>1.57 * notched), NOTCH_DEPTH);
  v128.store(desk, f32x4.splat(<f32>3.9 * notched), NOTCH_SIDES);
  sharpness *= <f32>1 - <f32>0.15 * ratio;
  lumaAlong *= ratio; lumaAcross *= ratio; crAlong *= ratio;
}

// Reads a byte of every line of memory that the ellipse is about to touch: asked for one by one while painting, each would be waited for.
function fetchLines(x0: i32, x1: i32, y0: i32, y1: i32): void {
  const pitch = <usize>frameWidth, half = pitch >> 1, area = pitch * <usize>frameHeight, last = <usize>x1;
  let line = out + <usize>y0 * pitch, chroma = out + area + <usize>(y0 >> 1) * half, sum: u32 = 0;
  for (let y = y0; y <= y1; y += 2, line += pitch * 2, chroma += half) {
    sum |= load<u8>(line + <usize>x0) | load<u8>(line + last) | load<u8>(line + pitch + <usize>x0) | load<u8>(line + pitch + last) | load<u8>(chroma + (last >> 1)) | load<u8>(chroma + (area >> 2) + (last >> 1));
  }
  seen |= sum;
}

/** Nothing is drawn thinner than about half a pixel, or thin things would break into beads; it is drawn fainter instead. */
const LEAST_SQUARED: f32 = 0.25;

// An ellipse with half axes p and q in pixels around (x, y), `cupX`, `cupY` deep towards its face, smeared along (sx, sy) and blurred by a disc of radius `blur`. Spreads
// add up as variances do: a smear of length L counts as an ellipse of half length L / √3. What is spread is fainter by as much, a streak fainter by `gain` less.
function ellipse(x: f32, y: f32, pX: f32, pY: f32, qX: f32, qY: f32, cupX: f32, cupY: f32, sx: f32, sy: f32, blur: f32, alpha: f32, gain: f32, softness: f32): void {
  // Determinants are added up term by term, for a long streak's would drown its thickness: |A + v vᵀ| = |A| + vᵀ adj(A) v.
  const det0 = pX * qY - pY * qX, cupP = pX * cupY - pY * cupX, cupQ = qX * cupY - qY * cupX, round = blur * blur + LEAST_SQUARED, third: f32 = 0.33333334;
  let a = pX * pX + qX * qX + cupX * cupX, b = pX * pY + qX * qY + cupX * cupY, c = pY * pY + qY * qY + cupY * cupY;
  const flat2 = det0 * det0 + cupP * cupP + cupQ * cupQ, still2 = flat2 + round * (a + c + round), area = sqrt<f32>(flat2), still = sqrt<f32>(still2);
  a += round; c += round;
  const det = sqrt<f32>(still2 + third * max<f32>(c * sx * sx - b * sx * sy * 2 + a * sy * sy, 0)), spread = still / det;
  a += sx * sx * third; b += sx * sy * third; c += sy * sy * third;
  opacity = min(alpha, alpha * (area / still) * spread * gain);
  if (opacity < <f32>0.003) return;
  // Half the shorter half axis: g falls by 2 / r a pixel at the edge.
  sharpness = <f32>0.5 * det / sqrt<f32>(<f32>0.5 * (a + c + sqrt<f32>((a - c) * (a - c) + b * b * 4)));
  soft = softness + (<f32>1 - softness) * min<f32>(1, (<f32>1 - spread) * 1.3);
  // The root of the variance, turned as the shape is: M = √(M Mᵀ) R (polar decomposition of 2 × 2).
  const root: f32 = <f32>1 / sqrt<f32>(a + c + det * 2), rootA = (a + det) * root, rootB = b * root, rootC = (c + det) * root, isTurned = det0 < 0;
  const r0 = isTurned ? pX - qY : pX + qY, r1 = isTurned ? pY + qX : pY - qX, unit: f32 = <f32>1 / (sqrt<f32>(r0 * r0 + r1 * r1) + <f32>1e-6), t0 = r0 * unit, t1 = r1 * unit;
  const px = rootA * t0 + rootB * t1, py = rootB * t0 + rootC * t1;
  let qx = rootB * t0 - rootA * t1, qy = rootC * t0 - rootB * t1;
  if (isTurned) { qx = -qx; qy = -qy; }
  // Where little of the shape itself is left, seen from its edge or smeared, its outline and tones go: a petal that turns over must not jump.
  if (form == PETAL) shapePetal(min<f32>(1, abs(det0) / det * 1.4), sqrt<f32>(qX * qX + qY * qY));
  const inverse: f32 = <f32>1 / (px * qy - py * qx);
  toU0 = qy * inverse; toU1 = -qx * inverse; toV0 = -py * inverse; toV1 = px * inverse;
  middleX = x; middleY = y;
  const halfX = sqrt<f32>(px * px + qx * qx), halfY = sqrt<f32>(py * py + qy * qy), reachY = halfY + <f32>0.8;
  const y0 = max(<i32>ceil(y - reachY), 0) & ~1, y1 = min(<i32>floor(y + reachY), frameHeight - 1) | 1, x0 = max(<i32>ceil(x - halfX - 1), 0), x1 = min(<i32>floor(x + halfX + 1), frameWidth - 1);
  if (x0 > x1 || y0 > y1) return;
  // Every row's first and last pixel: a chord of the ellipse, a pixel larger for its soft edge. Pixels are painted by eights, so a narrow one has nothing to save.
  hasSpans = x1 - x0 > LEAST_SPAN_PX;
  if (hasSpans) {
    const slant = b / (halfY * halfY), wide = det / halfY + <f32>0.8, step: f32 = <f32>1 / reachY;
    for (let row = y0, p = desk + SPANS + (<usize>y0 << 2); row <= y1; row++, p += 4) {
      const part = min<f32>(max<f32>((<f32>row - y) * step, -1), 1), chord = wide * sqrt<f32>(<f32>1 - part * part) + <f32>0.25, centre = x + slant * part * halfY;
      store<i16>(p, <i16>max(<i32>ceil(centre - chord), 0));
      store<i16>(p, <i16>min(<i32>floor(centre + chord), frameWidth - 1), 2);
    }
  }
  fetchLines(x0, x1, y0, y1);
  if (!hasBefore) { paint(x0, x1, y0, y1, 1); return; }
  const leftBlock = x0 >> 4, rightBlock = x1 >> 4;
  for (let by = y0 >> 3; by <= y1 >> 3; by++) for (let bx = leftBlock; bx <= rightBlock; bx++) {
    const shown = shownIn(descriptors, layers, desk + BEFORE, bx, by, desk + SHOWN, desk + LAYER_ALPHA);
    if (shown) paint(max(x0, bx << 4), min(x1, (bx << 4) + 15), max(y0, by << 3), min(y1, (by << 3) + 7), shown);
  }
}

// A dandelion seed: a parachute of thin rays above a stem that carries the grain. What is too small to tell rays apart is a haze.
function drawSeed(p: usize, x: f32, y: f32, sx: f32, sy: f32, blur: f32, alpha: f32): void {
  const ax = load<f32>(p, ALONG), ay = load<f32>(p, ALONG + 4), bx = load<f32>(p, ACROSS), by = load<f32>(p, ACROSS + 4), ox = load<f32>(p, OUT), oy = load<f32>(p, OUT + 4);
  const radius = max(max(sqrt<f32>(ax * ax + ay * ay), sqrt<f32>(bx * bx + by * by)), sqrt<f32>(ox * ox + oy * oy)), fine = blur + sqrt<f32>(sx * sx + sy * sy) * 0.3;
  const thin: f32 = <f32>0.025 * radius, told = min<f32>(max<f32>((radius - fine - 4) * 0.25, 0), 1), light = luma, tintB = cb, tintR = cr;
  // The haze between the rays.
  ellipse(x + ox * <f32>0.42, y + oy * <f32>0.42, ax * <f32>0.72, ay * <f32>0.72, bx * <f32>0.72, by * <f32>0.72, 0, 0, sx, sy, blur + <f32>0.1 * radius, alpha * (<f32>0.42 - <f32>0.26 * told), 1, 0.8);
  ellipse(x + ox * <f32>0.3, y + oy * <f32>0.3, ax * <f32>0.5, ay * <f32>0.5, ox * <f32>0.34, oy * <f32>0.34, 0, 0, sx, sy, blur + <f32>0.06 * radius, alpha * <f32>0.14, 1, 0.8);
  if (told > 0) {
    // One 18th of a turn about the stem from ray to ray.
    const rays = 18, c: f32 = 0.9396926, s: f32 = 0.34202015;
    let ca: f32 = 1, sa: f32 = 0;
    for (let i = 0; i < rays; i++) {
      // Uneven lengths and lifts, or it would look like an umbrella.
      const lift: f32 = <f32>0.2 + <f32>0.075 * <f32>(i * 5 % 7), reach: f32 = <f32>0.86 + <f32>0.14 * <f32>(i * 3 % 5) * <f32>0.25;
      const rx = ((ax * ca + bx * sa) * <f32>0.9 + ox * lift) * reach * <f32>0.5, ry = ((ay * ca + by * sa) * <f32>0.9 + oy * lift) * reach * <f32>0.5, length = max(sqrt<f32>(rx * rx + ry * ry), <f32>0.2);
      ellipse(x + rx + ox * <f32>0.05, y + ry + oy * <f32>0.05, rx, ry, -ry / length * thin, rx / length * thin, 0, 0, sx, sy, blur, alpha * told * <f32>0.6, 1.5, 0.25);
      const cn = ca * c - sa * s; sa = sa * c + ca * s; ca = cn;
    }
  }
  const stem = max(sqrt<f32>(ox * ox + oy * oy), <f32>0.2);
  ellipse(x - ox * <f32>0.38, y - oy * <f32>0.38, ox * <f32>0.43, oy * <f32>0.43, -oy / stem * thin, ox / stem * thin, 0, 0, sx, sy, blur, alpha * <f32>0.8, 1.5, 0.2);
  luma = <f32>16 + (light - 16) * <f32>0.36; cb = -7; cr = 9;
  ellipse(x - ox * <f32>0.95, y - oy * <f32>0.95, ox * <f32>0.2, oy * <f32>0.2, -oy / stem * <f32>0.055 * radius, ox / stem * <f32>0.055 * radius, 0, 0, sx, sy, blur, alpha * <f32>0.9, 1.3, 0);
  luma = light; cb = tintB; cr = tintR;
}

/** Paints `count` particles whose addresses stand in `order`, farthest first, on the padded frame `to`. `work` is 896 bytes and four for every row, 16-byte aligned. */
export function airDraw(table: usize, layerCount: i32, view: usize, order: usize, count: i32, to: usize, work: usize): void {
  seen = 0;
  descriptors = table; layers = layerCount; out = to; desk = work;
  boundLayers(table, layerCount, view + VIEW_W, work + BOUNDS);
  v128.store(work, f32x4(0, 1, 2, 3), LANES);
  v128.store(work, f32x4.splat(1), ONE);
  v128.store(work, f32x4.splat(1.6), BUMP);
  v128.store(work, f32x4.splat(0.55), NOTCH_FROM);
  v128.store(work, i8x16.splat(-21), MOST); // 235
  v128.store(work, i16x8.splat(128 << 6), OFFSET);
  v128.store(work, i16x8.splat(8192), QUARTER);
  for (let i = 0; i < count; i++) {
    const p = load<u32>(order + (<usize>i << 2)), kind = load<i32>(p, KIND), x = load<f32>(p, X), y = load<f32>(p, Y), sx = load<f32>(p, STREAK), sy = load<f32>(p, STREAK + 4), blur = load<f32>(p, BLUR);
    const ax = load<f32>(p, ALONG), ay = load<f32>(p, ALONG + 4), bx = load<f32>(p, ACROSS), by = load<f32>(p, ACROSS + 4), alpha = load<f32>(p, ALPHA_RATIO), gain = load<f32>(p, GAIN), facing = load<f32>(p, FACING);
    luma = load<f32>(p, LUMA); cb = load<f32>(p, CB); cr = load<f32>(p, CR); covering = load<f32>(p, COVER_RATIO);
    lumaAlong = 0; lumaAcross = 0; crAlong = 0; form = DISC;
    const wide: f32 = kind == GLOW ? 7 : 1;
    // A seed's parachute and grain lie along its stem.
    const ox: f32 = kind == SEED_SHAPE ? abs(load<f32>(p, OUT)) : 0, oy: f32 = kind == SEED_SHAPE ? abs(load<f32>(p, OUT + 4)) : 0;
    const reachX = (sqrt<f32>(ax * ax + bx * bx) + ox + blur) * wide + abs(sx) * <f32>0.6 + 2, reachY = (sqrt<f32>(ay * ay + by * by) + oy + blur) * wide + abs(sy) * <f32>0.6 + 2;
    const left = max(<i32>(x - reachX), 0) >> 4, right = min(<i32>(x + reachX), frameWidth - 1) >> 4, top = max(<i32>(y - reachY), 0) >> 3, bottom = min(<i32>(y + reachY), frameHeight - 1) >> 3;
    if (left > right || top > bottom) continue;
    const before = lookBefore(descriptors, layers, view + VIEW_W, desk + BOUNDS, desk + BEFORE, x, y, load<f32>(p, DEPTH_M), load<f32>(p, RADIUS_M), left, top, right, bottom);
    if (before < 0) continue;
    hasBefore = before > 0;
    if (kind == PETAL) {
      // Lit from above and through; its foot is deeper in colour, one half a little curled.
      const shade = <f32>0.9 + <f32>0.1 * facing, curl = ax * by - ay * bx > 0 ? <f32>1 : <f32>-1;
      luma = 16 + (luma - 16) * shade;
      form = PETAL;
      lumaAlong = luma * <f32>0.05; lumaAcross = curl * luma * <f32>0.045; crAlong = cr * <f32>-0.45;
      ellipse(x, y, ax * PETAL_WIDTH, ay * PETAL_WIDTH, bx, by, load<f32>(p, OUT) * CUP, load<f32>(p, OUT + 4) * CUP, sx, sy, blur, alpha, gain, 0);
    } else if (kind == SEED_SHAPE) drawSeed(p, x, y, sx, sy, blur, alpha);
    else if (kind == GLOW) {
      // A halo of light, then the burning core, white where it is brightest.
      form = GLOW;
      const l = luma, b = cb, r = cr;
      luma = l * facing; cb = b * facing; cr = r * facing;
      ellipse(x, y, ax * wide, ay * wide, bx * wide, by * wide, 0, 0, sx, sy, blur, alpha, 1, 0);
      form = DISC; luma = min<f32>(235, l + (<f32>235 - l) * 0.4); cb = b * <f32>0.75; cr = r * <f32>0.75; covering = 1;
      ellipse(x, y, ax, ay, bx, by, 0, 0, sx, sy, blur, alpha, gain, 0.5);
    } else ellipse(x, y, ax, ay, bx, by, 0, 0, sx, sy, blur, alpha, gain, ax / (ax + blur)); // out of focus it is a disc, in focus a soft flake
  }
  store<u32>(desk, seen); // so that the compiler keeps the reads
}

// Paints what is in the air on the padded frame, farthest first: every shape is made of ellipses whose edges are smoothed by their distance in pixels.
import { ACROSS, ALONG, ALPHA_RATIO, BLUR, CB, COVER_RATIO, CR, DEPTH_M, DISC, FACING, GAIN, GLOW, KIND, LUMA, OUT, PETAL, RADIUS_M, SEED_SHAPE, STREAK, VIEW_W, X, Y } from './air';
import { boundLayers, lookBefore, noteTouches, shownIn } from './air-sight';
import { mulQ15, toWhole } from './arithmetic';
import { constants, frameHeight, frameWidth } from './layout';

// Working memory (bytes): what shows of a block's pixels, one layer's alpha there; vector constants, which V8 would rebuild inside the loops; how near and far the layers are;
// which of them stand before each of the last eight particles; four ellipses that wait; each two rows' first and last pixel, and then what touches each block.
const SHOWN: usize = 0;
const LAYER_ALPHA: usize = 256;
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
const BEFORE: usize = 1472;
const QUEUE: usize = 1984;
const SPANS: usize = 2560;

/** A petal is this much narrower than it is long. */
const PETAL_WIDTH: f32 = 0.8;
/** The notch begins to show in a petal that is half as long. */
const LEAST_NOTCH_PX: f32 = 8;
/** Narrower ones are painted as their box. */
const LEAST_SPAN_PX: i32 = 7;
/** … and as deep as this share of its half length. */
const CUP: f32 = 0.3;

// An ellipse that waits, as it is asked for (field by field, four side by side, f32 but for the form and where its layers stand) …
const AT_X: usize = 0;
const AT_Y: usize = 16;
const P_X: usize = 32;
const P_Y: usize = 48;
const Q_X: usize = 64;
const Q_Y: usize = 80;
const CUP_X: usize = 96;
const CUP_Y: usize = 112;
const SMEAR_X: usize = 128;
const SMEAR_Y: usize = 144;
const DISC_PX: usize = 160;
const STRENGTH: usize = 176;
const STREAK_KEEPS: usize = 192;
const SOFTNESS: usize = 208;
const TONE: usize = 224; // luma, Cb, Cr
const TONE_ALONG: usize = 272;
const TONE_ACROSS: usize = 288;
const RED_ALONG: usize = 304;
const COVERING: usize = 320;
const FORM: usize = 336;
const SIGHT: usize = 352; // 0: no layer stands before it
// … and what is worked out for all four at once, some of it in place of what was asked.
const TO_U0: usize = 368;
const TO_U1: usize = 384;
const TO_V0: usize = 400;
const TO_V1: usize = 416;
const SHARPNESS: usize = 432;
const PETAL_RATIO: usize = 448;
const NOTCHED: usize = 464;
const BOX_LEFT: usize = 480;
const BOX_RIGHT: usize = 496;
const BOX_TOP: usize = 512;
const BOX_BOTTOM: usize = 528;
const SLANT: usize = P_X;
const CHORD: usize = P_Y;
const ROW_STEP: usize = Q_X;

let descriptors: usize = 0, layers: i32 = 0, desk: usize = 0, touches: usize = 0, out: usize = 0, waiting: usize = 0;
// The ellipse being painted: its middle, the way from pixels to its own round coordinates, how soft it is, and its colours …
let middleX: f32 = 0, middleY: f32 = 0, toU0: f32 = 0, toU1: f32 = 0, toV0: f32 = 0, toV1: f32 = 0, soft: f32 = 0, opacity: f32 = 0, sharpness: f32 = 1, notched: f32 = 0, hasSpans = false;
let brushLuma: f32 = 0, brushCb: f32 = 0, brushCr: f32 = 0, brushAlong: f32 = 0, brushAcross: f32 = 0, brushRedAlong: f32 = 0, brushCovering: f32 = 1, brushForm: i32 = 0, brushSight: usize = 0;
// … and what the next ones asked for are like.
let luma: f32 = 0, cb: f32 = 0, cr: f32 = 0, lumaAlong: f32 = 0, lumaAcross: f32 = 0, crAlong: f32 = 0, covering: f32 = 1, form: i32 = 0, sight: usize = 0;
let seen: u32 = 0;

// How much four pixels are covered, times the ellipse's strength where it is soft or a glow, else before it is cut to 0..1; (u, v) in its own coordinates. The edge is one pixel soft across the ellipse and as much softer along it
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
  const edge = f32x4.add(half, f32x4.mul(g, sharp));
  if (!isSoft) return edge;
  const hard = f32x4.pmin(strength, f32x4.pmax(f32x4.splat(0), edge));
  const inside = f32x4.pmax(f32x4.splat(0), g), bump = f32x4.mul(strength, f32x4.pmin(v128.load(desk, ONE), f32x4.mul(v128.load(desk, BUMP), f32x4.mul(inside, inside))));
  return f32x4.add(hard, f32x4.mul(softness, f32x4.sub(bump, hard)));
}

// How much eight pixels are covered, times the ellipse's strength, Q15.
@inline function coverEight(isPetal: bool, isNotched: bool, isSoft: bool, isGlow: bool, u: v128, v: v128, un: v128, vn: v128, sharp: v128, half: v128, strength: v128, softness: v128, whole: v128): v128 {
  const eight = i16x8.narrow_i32x4_s(
    toWhole(coverage(isPetal, isNotched, isSoft, isGlow, u, v, sharp, half, strength, softness)), toWhole(coverage(isPetal, isNotched, isSoft, isGlow, un, vn, sharp, half, strength, softness)));
  return isSoft || isGlow ? eight : mulQ15(i16x8.max_s(eight, i16x8.splat(0)), whole);
}

// value + share × (colour − brushCovering × value) on eight numbers 0..255, less `offset` where that is their nought (isWhole: brushCovering is 1, and colour has its offset); share and brushCovering Q15, colour and offset at scale 64.
@inline function blend(isWhole: bool, value: v128, colour: v128, share: v128, keep: v128, offset: v128): v128 {
  const f = i16x8.shl(value, 6), from = isWhole ? f : i16x8.sub(f, offset), sum = i16x8.add(f, mulQ15(i16x8.sub(colour, isWhole ? from : mulQ15(from, keep)), share));
  return i16x8.shr_s(i16x8.add(i16x8.splat(32), sum), 6);
}

// The ellipse's share of pixels from..to of rows first..last (even..odd) of the frame. shown: 1, or −1 for a share a pixel, Q15, in the block of 16×8 pixels that holds them.
@inline function paintAs(isPetal: bool, isNotched: bool, isSoft: bool, isGlow: bool, from: i32, to: i32, first: i32, last: i32, shown: i32): void {
  const lanes = v128.load(desk, LANES), strength = f32x4.splat(opacity * 32767), whole = i16x8.splat(<i16>(opacity * 32767)), softness = f32x4.splat(soft);
  const edge: f32 = isSoft ? opacity : 1, half = f32x4.splat(edge * 16383.5), sharp = f32x4.splat(edge * sharpness * 32767);
  const keep = i16x8.splat(<i16>(brushCovering * 32767)), none = i16x8.splat(0), most = v128.load(desk, MOST), offset = v128.load(desk, OFFSET), quarter = v128.load(desk, QUARTER);
  const u0 = f32x4.splat(toU0), v0 = f32x4.splat(toV0), u4 = f32x4.splat(toU0 * 4), v4 = f32x4.splat(toV0 * 4), u1 = f32x4.splat(toU1), v1 = f32x4.splat(toV1);
  // Luma of a step's first pixel in both rows, then Cr and Cb in its middle, at scale 64; what a pixel to the right and one down add.
  const tone = brushAcross * toU0 + brushAlong * toV0, toneDown = brushAcross * toU1 + brushAlong * toV1, red = brushRedAlong * toV0, redDown = brushRedAlong * toV1, zero: f32 = isPetal ? 128 : 0;
  const right = f32x4.mul(f32x4(tone, tone, red, 0), f32x4.splat(64)), right8 = f32x4.mul(right, f32x4.splat(8)), down = f32x4.mul(f32x4(toneDown, toneDown, redDown, 0), f32x4.splat(64));
  const tones = f32x4.mul(f32x4(brushLuma, brushLuma + toneDown, zero + brushCr + <f32>3.5 * red + <f32>0.5 * redDown, zero + brushCb), f32x4.splat(64)), toneStep = i16x8.mul(v128.load(constants), i16x8.splat(<i16>(tone * 64)));
  const pitch = <usize>frameWidth, area = pitch * <usize>frameHeight, mx = middleX, my = middleY;
  // Steps must end where the block or the line does; else they begin where the ellipse does.
  const grid = brushSight || to > frameWidth - 8 ? ~7 : ~1;
  let spans = desk + SPANS + (<usize>first << 2);
  for (let y = first; y <= last; y += 2, spans += 8) {
    let start = from, end = to;
    if (hasSpans) {
      start = max(load<i32>(spans), from); end = min(load<i32>(spans, 4), to);
      if (start > end) continue;
    }
    start &= grid;
    const dy = f32x4.splat(<f32>y - my), left = f32x4.splat(<f32>start - mx), rowU = f32x4.mul(dy, u1), rowV = f32x4.mul(dy, v1);
    const line = out + <usize>y * pitch, chroma = out + area + <usize>(y >> 1) * (pitch >> 1);
    let dx = f32x4.add(left, lanes), now = isPetal ? f32x4.add(f32x4.add(tones, f32x4.mul(left, right)), f32x4.mul(dy, down)) : tones;
    for (let x = start; x <= end; x += 8, dx = f32x4.add(dx, f32x4.splat(8)), now = isPetal ? f32x4.add(now, right8) : now) {
      const u = f32x4.add(f32x4.mul(dx, u0), rowU), v = f32x4.add(f32x4.mul(dx, v0), rowV), un = f32x4.add(u, u4), vn = f32x4.add(v, v4);
      let a = coverEight(isPetal, isNotched, isSoft, isGlow, u, v, un, vn, sharp, half, strength, softness, whole);
      let b = coverEight(isPetal, isNotched, isSoft, isGlow, f32x4.add(u, u1), f32x4.add(v, v1), f32x4.add(un, u1), f32x4.add(vn, v1), sharp, half, strength, softness, whole);
      if (!v128.any_true(v128.or(a, b))) continue;
      if (shown < 0) {
        const at = desk + SHOWN + <usize>(((y & 7) << 5) + ((x & 15) << 1));
        a = mulQ15(a, v128.load(at)); b = mulQ15(b, v128.load(at, 32));
      }
      const p = line + <usize>x, colours = toWhole(now), upper = i16x8.shuffle(colours, colours, 0, 0, 0, 0, 0, 0, 0, 0), c = isPetal ? i16x8.add(upper, toneStep) : upper, lower = isPetal ? i16x8.add(i16x8.shuffle(colours, colours, 2, 2, 2, 2, 2, 2, 2, 2), toneStep) : c;
      const both = i8x16.min_u(most, i8x16.narrow_i16x8_u(blend(isPetal, v128.load_ext<u8>(p), c, a, keep, none), blend(isPetal, v128.load_ext<u8>(p + pitch), lower, b, keep, none)));
      v128.store64_lane(p, both, 0);
      v128.store64_lane(p + pitch, both, 1);
      // A chroma sample sits in the middle of 2×2 pixels and is covered as they are on average: quarters first, so that four of them fit. Four of Cb, then four of Cr.
      const sum = i32x4.extadd_pairwise_i16x8_s(i16x8.add(mulQ15(a, quarter), mulQ15(b, quarter))), share = i16x8.narrow_i32x4_s(sum, sum), q = chroma + <usize>(x >> 1), tint = i16x8.shuffle(colours, colours, 6, 6, 6, 6, 4, 4, 4, 4);
      const old = i16x8.extend_low_i8x16_u(v128.load32_lane(q + (area >> 2), v128.load32_zero(q), 1)), mixed = blend(isPetal, old, tint, share, keep, offset), bytes = i8x16.narrow_i16x8_u(mixed, mixed);
      v128.store32_lane(q, bytes, 0);
      v128.store32_lane(q + (area >> 2), bytes, 1);
    }
  }
}

// One copy of the loops for each brushForm, so that none asks again at every pixel.
function paintPetal(from: i32, to: i32, first: i32, last: i32, shown: i32): void { paintAs(true, false, false, false, from, to, first, last, shown); }
function paintNotched(from: i32, to: i32, first: i32, last: i32, shown: i32): void { paintAs(true, true, false, false, from, to, first, last, shown); }
function paintHard(from: i32, to: i32, first: i32, last: i32, shown: i32): void { paintAs(false, false, false, false, from, to, first, last, shown); }
function paintSoft(from: i32, to: i32, first: i32, last: i32, shown: i32): void { paintAs(false, false, true, false, from, to, first, last, shown); }
function paintGlow(from: i32, to: i32, first: i32, last: i32, shown: i32): void { paintAs(false, false, false, true, from, to, first, last, shown); }

function paint(from: i32, to: i32, first: i32, last: i32, shown: i32): void {
  if (brushForm == GLOW) paintGlow(from, to, first, last, shown);
  else if (brushForm == PETAL) { if (notched > 0) paintNotched(from, to, first, last, shown); else paintPetal(from, to, first, last, shown); }
  else if (soft > <f32>0.02) paintSoft(from, to, first, last, shown);
  else paintHard(from, to, first, last, shown);
}

// How much of a petal's outline and tones the ellipse has, 0 a plain ellipse … 1. Its width at the foot and at the tip, and the depth and sides of its notch.
@inline function shapePetal(ratio: f32): void {
  v128.store(desk, f32x4.splat(1 + <f32>0.2 * ratio), WIDEST);
  v128.store(desk, f32x4.splat(<f32>0.28 * ratio), NARROWING);
  v128.store(desk, f32x4.splat(<f32>1.57 * notched), NOTCH_DEPTH);
  v128.store(desk, f32x4.splat(<f32>3.9 * notched), NOTCH_SIDES);
  sharpness *= <f32>1 - <f32>0.15 * ratio;
  brushAlong *= ratio; brushAcross *= ratio; brushRedAlong *= ratio;
}

// Reads a byte of every line of memory that the ellipse is about to touch: asked for one by one while painting, each would be waited for.
function fetchLines(x0: i32, x1: i32, y0: i32, y1: i32): void {
  const pitch = <usize>frameWidth, half = pitch >> 1, area = pitch * <usize>frameHeight, last = <usize>x1;
  if (x0 > x1) return;
  let line = out + <usize>y0 * pitch, chroma = out + area + <usize>(y0 >> 1) * half, sum: u32 = 0;
  for (let y = y0; y <= y1; y += 2, line += pitch * 2, chroma += half) {
    sum |= load<u8>(line + <usize>x0) | load<u8>(line + last) | load<u8>(line + pitch + <usize>x0) | load<u8>(line + pitch + last) | load<u8>(chroma + (last >> 1)) | load<u8>(chroma + (area >> 2) + (last >> 1));
  }
  seen |= sum;
}

/** Nothing is drawn thinner than about half a pixel, or thin things would break into beads; it is drawn fainter instead. */
const LEAST_SQUARED: f32 = 0.25;

@inline function ask(field: usize): v128 { return v128.load(desk + QUEUE + field); }
@inline function note(field: usize, four: v128): void { v128.store(desk + QUEUE + field, four); }
@inline function plus(a: v128, b: v128): v128 { return f32x4.add(a, b); }
@inline function less(a: v128, b: v128): v128 { return f32x4.sub(a, b); }
@inline function times(a: v128, b: v128): v128 { return f32x4.mul(a, b); }
@inline function by(a: v128, factor: f32): v128 { return f32x4.mul(a, f32x4.splat(factor)); }

// Works out the four ellipses that wait: the root of their variance, and the box it fills. One by one, each would wait for its own roots and divisions.
function shapeFour(): void {
  const pX = ask(P_X), pY = ask(P_Y), qX = ask(Q_X), qY = ask(Q_Y), cupX = ask(CUP_X), cupY = ask(CUP_Y), sx = ask(SMEAR_X), sy = ask(SMEAR_Y), blur = ask(DISC_PX), one = v128.load(desk, ONE), none = f32x4.splat(0);
  // Determinants are added up term by term, for a long streak's would drown its thickness: |A + v vᵀ| = |A| + vᵀ adj(A) v.
  const det0 = less(times(pX, qY), times(pY, qX)), cupP = less(times(pX, cupY), times(pY, cupX)), cupQ = less(times(qX, cupY), times(qY, cupX)), round = plus(times(blur, blur), f32x4.splat(LEAST_SQUARED)), third = f32x4.splat(0.33333334);
  let a = plus(plus(times(pX, pX), times(qX, qX)), times(cupX, cupX)), b = plus(plus(times(pX, pY), times(qX, qY)), times(cupX, cupY)), c = plus(plus(times(pY, pY), times(qY, qY)), times(cupY, cupY));
  const flat2 = plus(plus(times(det0, det0), times(cupP, cupP)), times(cupQ, cupQ)), still2 = plus(flat2, times(round, plus(plus(a, c), round))), area = f32x4.sqrt(flat2), still = f32x4.sqrt(still2);
  a = plus(a, round); c = plus(c, round);
  const smear = plus(less(times(times(c, sx), sx), by(times(times(b, sx), sy), 2)), times(times(a, sy), sy)), det = f32x4.sqrt(plus(still2, times(third, f32x4.pmax(smear, none)))), spread = f32x4.div(still, det);
  a = plus(a, times(times(sx, sx), third)); b = plus(b, times(times(sx, sy), third)); c = plus(c, times(times(sy, sy), third));
  const alpha = ask(STRENGTH);
  note(STRENGTH, f32x4.pmin(alpha, times(times(times(alpha, f32x4.div(area, still)), spread), ask(STREAK_KEEPS))));
  // Half the shorter half axis: g falls by 2 / r a pixel at the edge.
  const apart = less(a, c), sum = plus(a, c);
  note(SHARPNESS, f32x4.div(by(det, 0.5), f32x4.sqrt(by(plus(sum, f32x4.sqrt(plus(times(apart, apart), by(times(b, b), 4)))), 0.5))));
  const softness = ask(SOFTNESS);
  note(SOFTNESS, plus(softness, times(less(one, softness), f32x4.pmin(one, by(less(one, spread), 1.3)))));
  // The root of the variance, turned as the shape is: M = √(M Mᵀ) R (polar decomposition of 2 × 2).
  const root = f32x4.div(one, f32x4.sqrt(plus(sum, by(det, 2)))), rootA = times(plus(a, det), root), rootB = times(b, root), rootC = times(plus(c, det), root);
  const flip = v128.and(f32x4.lt(det0, none), f32x4.splat(-0.0)), r0 = plus(pX, v128.xor(flip, qY)), r1 = less(pY, v128.xor(flip, qX)), unit = f32x4.div(one, plus(f32x4.sqrt(plus(times(r0, r0), times(r1, r1))), f32x4.splat(1e-6))), t0 = times(r0, unit), t1 = times(r1, unit);
  const px = plus(times(rootA, t0), times(rootB, t1)), py = plus(times(rootB, t0), times(rootC, t1)), qx = v128.xor(flip, less(times(rootB, t0), times(rootA, t1))), qy = v128.xor(flip, less(times(rootC, t0), times(rootB, t1)));
  // Where little of the shape itself is left, seen from its edge or smeared, its outline and tones go: a petal that turns over must not jump.
  const ratio = f32x4.pmin(one, by(f32x4.div(f32x4.abs(det0), det), 1.4)), long = f32x4.sqrt(plus(times(qX, qX), times(qY, qY)));
  note(PETAL_RATIO, ratio);
  note(NOTCHED, times(ratio, f32x4.pmin(f32x4.pmax(by(less(long, f32x4.splat(LEAST_NOTCH_PX)), 0.25), none), one)));
  const inverse = f32x4.div(one, less(times(px, qy), times(py, qx)));
  note(TO_U0, times(qy, inverse)); note(TO_U1, times(f32x4.neg(qx), inverse)); note(TO_V0, times(f32x4.neg(py), inverse)); note(TO_V1, times(px, inverse));
  const halfX = f32x4.sqrt(plus(times(px, px), times(qx, qx))), halfY = f32x4.sqrt(plus(times(py, py), times(qy, qy))), reachY = plus(halfY, f32x4.splat(0.8)), reachX = plus(halfX, one), x = ask(AT_X), y = ask(AT_Y), least = i32x4.splat(0);
  note(BOX_TOP, v128.and(i32x4.max_s(toWhole(f32x4.ceil(less(y, reachY))), least), i32x4.splat(~1)));
  note(BOX_BOTTOM, v128.or(i32x4.min_s(toWhole(f32x4.floor(plus(y, reachY))), i32x4.splat(frameHeight - 1)), i32x4.splat(1)));
  note(BOX_LEFT, i32x4.max_s(toWhole(f32x4.ceil(less(x, reachX))), least));
  note(BOX_RIGHT, i32x4.min_s(toWhole(f32x4.floor(plus(x, reachX))), i32x4.splat(frameWidth - 1)));
  // Half a chord of the ellipse through its middle, and how far it lies aside from row to row. Its soft edge ends where g = −1 / r: an ellipse larger by √(1 + 1 / r), for a petal r is a little less.
  const grown = f32x4.sqrt(plus(one, f32x4.div(f32x4.splat(0.6), ask(SHARPNESS))));
  note(SLANT, f32x4.div(b, times(halfY, halfY)));
  note(CHORD, times(grown, f32x4.div(det, halfY)));
  note(ROW_STEP, f32x4.div(one, times(grown, halfY)));
}

@inline function noted(one: usize, field: usize): f32 { return load<f32>(one + field); }

// Paints an ellipse that has been worked out; `one` is its place in the queue.
function paintOne(one: usize): void {
  opacity = noted(one, STRENGTH);
  if (opacity < <f32>0.003) return;
  const x0 = load<i32>(one, BOX_LEFT), x1 = load<i32>(one, BOX_RIGHT), y0 = load<i32>(one, BOX_TOP), y1 = load<i32>(one, BOX_BOTTOM);
  if (x0 > x1 || y0 > y1) return;
  middleX = noted(one, AT_X); middleY = noted(one, AT_Y); toU0 = noted(one, TO_U0); toU1 = noted(one, TO_U1); toV0 = noted(one, TO_V0); toV1 = noted(one, TO_V1);
  sharpness = noted(one, SHARPNESS); soft = noted(one, SOFTNESS); brushCovering = noted(one, COVERING); brushForm = load<i32>(one, FORM); brushSight = load<usize>(one, SIGHT);
  brushLuma = noted(one, TONE); brushCb = noted(one, TONE + 16); brushCr = noted(one, TONE + 32); brushAlong = noted(one, TONE_ALONG); brushAcross = noted(one, TONE_ACROSS); brushRedAlong = noted(one, RED_ALONG); notched = noted(one, NOTCHED);
  if (brushForm == PETAL) shapePetal(noted(one, PETAL_RATIO));
  // Pixels are painted by eights, so a narrow one has nothing to save.
  hasSpans = x1 - x0 > LEAST_SPAN_PX;
  if (hasSpans) {
    const slant = v128.load32_splat(one, SLANT), wide = v128.load32_splat(one, CHORD), step = v128.load32_splat(one, ROW_STEP), full = v128.load(desk, ONE), lanes = v128.load(desk, LANES);
    for (let row = y0, p = desk + SPANS + (<usize>y0 << 2); row <= y1; row += 4, p += 16) {
      const below = less(plus(f32x4.splat(<f32>row), lanes), f32x4.splat(middleY)), part = f32x4.pmin(f32x4.pmax(times(below, step), f32x4.neg(full)), full);
      const chord = plus(times(wide, f32x4.sqrt(less(full, times(part, part)))), f32x4.splat(0.25)), centre = plus(f32x4.splat(middleX), times(slant, below));
      const start = toWhole(f32x4.ceil(less(centre, chord))), end = toWhole(f32x4.floor(plus(centre, chord)));
      v128.store(p, i32x4.shuffle(i32x4.min_s(start, i32x4.shuffle(start, start, 1, 0, 3, 2)), i32x4.max_s(end, i32x4.shuffle(end, end, 1, 0, 3, 2)), 0, 4, 2, 6));
    }
  }
  if (!brushSight) { paint(x0, x1, y0, y1, 1); return; }
  const leftBlock = x0 >> 4, rightBlock = x1 >> 4;
  for (let by = y0 >> 3; by <= y1 >> 3; by++) for (let bx = leftBlock; bx <= rightBlock; bx++) {
    const shown = shownIn(descriptors, load<u32>(touches + (<usize>(by * (frameWidth >> 4) + bx) << 2)), brushSight, bx, by, desk + SHOWN, desk + LAYER_ALPHA);
    if (shown) paint(max(x0, bx << 4), min(x1, (bx << 4) + 15), max(y0, by << 3), min(y1, (by << 3) + 7), shown);
  }
}

// Paints what waits.
function paintWaiting(): void {
  shapeFour();
  const end = desk + QUEUE + waiting;
  for (let one = desk + QUEUE; one < end; one += 4) if (noted(one, STRENGTH) >= <f32>0.003) fetchLines(load<i32>(one, BOX_LEFT), load<i32>(one, BOX_RIGHT), load<i32>(one, BOX_TOP), load<i32>(one, BOX_BOTTOM));
  for (let one = desk + QUEUE; one < end; one += 4) paintOne(one);
  waiting = 0;
}

// An ellipse with half axes p and q in pixels around (x, y), `cupX`, `cupY` deep towards its face, smeared along (sx, sy) and blurred by a disc of radius `blur`. Spreads
// add up as variances do: a smear of length L counts as an ellipse of half length L / √3. What is spread is fainter by as much, a streak fainter by `gain` less.
// It waits until there are four; they are painted in the order they were asked for.
function ellipse(x: f32, y: f32, pX: f32, pY: f32, qX: f32, qY: f32, cupX: f32, cupY: f32, sx: f32, sy: f32, blur: f32, alpha: f32, gain: f32, softness: f32): void {
  const one = desk + QUEUE + waiting;
  store<f32>(one, x, AT_X); store<f32>(one, y, AT_Y); store<f32>(one, pX, P_X); store<f32>(one, pY, P_Y); store<f32>(one, qX, Q_X); store<f32>(one, qY, Q_Y); store<f32>(one, cupX, CUP_X); store<f32>(one, cupY, CUP_Y);
  store<f32>(one, sx, SMEAR_X); store<f32>(one, sy, SMEAR_Y); store<f32>(one, blur, DISC_PX); store<f32>(one, alpha, STRENGTH); store<f32>(one, gain, STREAK_KEEPS); store<f32>(one, softness, SOFTNESS);
  store<f32>(one, luma, TONE); store<f32>(one, cb, TONE + 16); store<f32>(one, cr, TONE + 32); store<f32>(one, lumaAlong, TONE_ALONG); store<f32>(one, lumaAcross, TONE_ACROSS); store<f32>(one, crAlong, RED_ALONG);
  store<f32>(one, covering, COVERING); store<i32>(one, form, FORM); store<usize>(one, sight, SIGHT);
  waiting += 4;
  if (waiting == 16) paintWaiting();
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

/** Paints `count` particles whose addresses stand in `order`, farthest first, on the padded frame `to`. `work` is 2560 bytes, four for each of 16 rows more than there are, and four for each of 4 blocks more than there are, 16-byte aligned; `boxes` are all layers' `airBoxes`, one layer's after the other's; `depths` has 8 bytes for each. */
export function airDraw(table: usize, layerCount: i32, view: usize, order: usize, count: i32, to: usize, work: usize, boxes: usize, depths: usize): void {
  seen = 0; waiting = 0;
  let sights = work + BEFORE;
  descriptors = table; layers = layerCount; out = to; desk = work;
  boundLayers(table, layerCount, view + VIEW_W, boxes, depths, work + BOUNDS);
  touches = work + SPANS + (<usize>(frameHeight + 16) << 2);
  noteTouches(table, layerCount, touches);
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
    const before = lookBefore(descriptors, view + VIEW_W, desk + BOUNDS, sights, touches, x, y, load<f32>(p, DEPTH_M), load<f32>(p, RADIUS_M), left, top, right, bottom);
    if (before < 0) continue;
    sight = before > 0 ? sights : 0;
    // No more than four particles wait, so eight places are enough.
    sights = work + BEFORE + (sights - work - BEFORE + 64 & 511);
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
  if (waiting) paintWaiting();
  store<u32>(desk, seen); // so that the compiler keeps the reads
}

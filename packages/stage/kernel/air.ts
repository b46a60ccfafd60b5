// What is in the air: particles without a history. Space is a lattice of cells that drifts with wind and fall; a cell's number and a seed say all about its particles,
// so any frame can be drawn first, from anywhere, and nothing ever begins, ends or repeats in view.
import { frameHeight, frameWidth } from './layout';

// A flock (bytes), written by src/look/air/flock.ts before every frame: particles that drift alike.
const FIRST_CELL: usize = 0; // three i32
const END_CELL: usize = 12;
const DRIFTED_CELLS: usize = 24; // whole cells that the lattice has drifted, three i32
const SEED: usize = 36;
const PER_CELL: usize = 40;
const SHAPE: usize = 44;
const CELL_M: usize = 48;
const DRIFTED_M: usize = 52; // the rest of the drift, three f32
const VELOCITY: usize = 64; // metres a second, three f32
const NEAR_M: usize = 76;
const FAR_M: usize = 80;
const SIZE_M: usize = 84;
const SPREAD: usize = 88; // sizes lie within ± this share
const SWAY_M: usize = 92;
const SWAY_HZ: usize = 96;
const SPIN_HZ: usize = 100;
const T_SEC: usize = 104;
const OPEN_SEC: usize = 108;
const OPACITY: usize = 112;
const COVERS_RATIO: usize = 116; // 1 paint, 0 light
const FLICKER_HZ: usize = 120;
const FLICKER: usize = 124;
const COLOUR: usize = 128; // two of Y, Cb, Cr; chroma around 0
const BLUR_PX: usize = 152; // circle of confusion: px × |w − focus| / w
const FOCUS_M: usize = 156;
const STREAK_GAIN: usize = 160;
const HALO: usize = 164;
const SEEN: usize = 192; // room for four particles, field by field

// The view (bytes): rows that give pixels right of and below the frame's centre times w, then w itself; where the centre lies, counted in pixel centres; pixels a metre at 1 m.
export const VIEW_X: usize = 0;
export const VIEW_Y: usize = 16;
export const VIEW_W: usize = 32;
export const CENTRE_X: usize = 48;
export const CENTRE_Y: usize = 52;
export const FOCAL_PX: usize = 56;

// A particle as seen (bytes, f32 but for the shape).
export const DEPTH_M: usize = 0;
export const X: usize = 4;
export const Y: usize = 8;
export const ALONG: usize = 12; // three half axes on the screen: along, across and out of the particle, two f32 each
export const ACROSS: usize = 20;
export const OUT: usize = 28;
export const STREAK: usize = 36; // travel on the screen while the shutter is open
export const BLUR: usize = 44;
export const ALPHA_RATIO: usize = 48;
export const LUMA: usize = 52;
export const CB: usize = 56;
export const CR: usize = 60;
export const COVER_RATIO: usize = 64;
export const KIND: usize = 68;
export const RADIUS_M: usize = 72;
export const FACING: usize = 76; // −1..1: how its face looks up; of a light, how strong its halo is
export const GAIN: usize = 80;
export const PARTICLE_BYTES: usize = 96;

export const DISC: i32 = 0;
export const PETAL: i32 = 1;
export const GLOW: i32 = 2;
export const SEED_SHAPE: i32 = 3;
export const PUFF: i32 = 4;

@inline function mingle(value: u32): u32 {
  // lowbias32 by C. Wellons: every input bit moves every output bit
  value ^= value >> 16; value *= 0x7feb352d; value ^= value >> 15; value *= 0x846ca68b;
  return value ^ value >> 16;
}

@inline function mingleFour(value: v128): v128 {
  let v = i32x4.mul(v128.xor(value, i32x4.shr_u(value, 16)), i32x4.splat(0x7feb352d));
  v = i32x4.mul(v128.xor(v, i32x4.shr_u(v, 15)), i32x4.splat(<i32>0x846ca68b));
  return v128.xor(v, i32x4.shr_u(v, 16));
}

@inline function plus(a: v128, b: v128): v128 { return f32x4.add(a, b); }
@inline function less(a: v128, b: v128): v128 { return f32x4.sub(a, b); }
@inline function times(a: v128, b: v128): v128 { return f32x4.mul(a, b); }
@inline function by(a: v128, factor: f32): v128 { return f32x4.mul(a, f32x4.splat(factor)); }
@inline function more(a: v128, term: f32): v128 { return f32x4.add(a, f32x4.splat(term)); }

/** What follows each of four particles' own numbers. */
@inline function follow(state: v128): v128 { return i32x4.add(i32x4.mul(state, i32x4.splat(747796405)), i32x4.splat(<i32>2891336453)); }

/** Four numbers 0..1 of the particles' own. */
@inline function chance(state: v128): v128 { return by(f32x4.convert_i32x4_s(i32x4.shr_u(mingleFour(state), 8)), 1.0 / 16777216.0); }

/** sin of turns, within 0.001: a parabola and its correction. */
@inline function wave(turns: v128): v128 {
  const x = less(turns, f32x4.floor(more(turns, 0.5))), y = less(by(x, 8), times(by(x, 16), f32x4.abs(x)));
  return plus(y, by(less(times(y, f32x4.abs(y)), y), 0.225));
}

@inline function clamp01(value: v128): v128 { return f32x4.pmin(f32x4.pmax(value, f32x4.splat(0)), f32x4.splat(1)); }
@inline function row(view: usize, at: usize, x: f32, y: f32, z: f32): f32 { return load<f32>(view + at) * x + load<f32>(view + at, 4) * y + load<f32>(view + at, 8) * z; }
@inline function rowFour(line: usize, x: v128, y: v128, z: v128): v128 { return plus(plus(times(v128.load32_splat(line), x), times(v128.load32_splat(line, 4), y)), times(v128.load32_splat(line, 8), z)); }

// Puts a vector of each particle, in metres, on the screen. p, q: the particle's own place there, in pixels from the centre.
@inline function axisAcross(view: usize, x: v128, y: v128, z: v128, p: v128, inverse: v128): v128 { return times(less(rowFour(view + VIEW_X, x, y, z), times(p, rowFour(view + VIEW_W, x, y, z))), inverse); }
@inline function axisDown(view: usize, x: v128, y: v128, z: v128, q: v128, inverse: v128): v128 { return times(less(rowFour(view + VIEW_Y, x, y, z), times(q, rowFour(view + VIEW_W, x, y, z))), inverse); }

// Four particles' values of one field; the list has one particle after the other.
@inline function note(seen: usize, field: usize, four: v128): void { v128.store(seen + (field << 2), four); }

/** No frame is longer. */
const MOST_STREAK_PX: f32 = 4096;

let reachM: f32 = 0, slantX: f32 = 0, slantY: f32 = 0;

// True where a ball of this radius, and what may reach out of it, lies beside or behind the view.
@inline function isOutside(flock: usize, view: usize, x: f32, y: f32, z: f32, radius: f32): bool {
  const w = row(view, VIEW_W, x, y, z) + load<f32>(view + VIEW_W, 12), ball = radius + reachM, blur = load<f32>(flock, BLUR_PX) * (abs(w - load<f32>(flock, FOCUS_M)) + ball);
  return w < -ball || abs(row(view, VIEW_X, x, y, z) + load<f32>(view + VIEW_X, 12)) > <f32>frameWidth * 0.5 * w + ball * slantX + blur || abs(row(view, VIEW_Y, x, y, z) + load<f32>(view + VIEW_Y, 12)) > <f32>frameHeight * 0.5 * w + ball * slantY + blur;
}

// Four particles of one cell whose corner is at (cx, cy, cz), noted at `seen`. A bit for each that shows.
function seeFour(flock: usize, view: usize, cx: f32, cy: f32, cz: f32, own: u32, seen: usize): i32 {
  const cell = load<f32>(flock, CELL_M), t = load<f32>(flock, T_SEC), sway = load<f32>(flock, SWAY_M), twoPi: f32 = 6.2831855, wide = <f32>frameWidth * 0.5, high = <f32>frameHeight * 0.5;
  let s = mingleFour(i32x4.add(i32x4.splat(own), i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(0x632be5ab))));
  s = follow(s); let x = more(by(chance(s), cell), cx);
  s = follow(s); let y = more(by(chance(s), cell), cy);
  s = follow(s); let z = more(by(chance(s), cell), cz);
  // Most of a cell at the frame's edge lies outside: looked at before anything is worked out.
  let w = plus(rowFour(view + VIEW_W, x, y, z), v128.load32_splat(view + VIEW_W, 12));
  const focus = v128.load32_splat(flock, FOCUS_M), blurPx = load<f32>(flock, BLUR_PX), spill = by(more(f32x4.abs(less(w, focus)), reachM), blurPx);
  let shows = v128.and(f32x4.ge(w, f32x4.splat(-reachM)), v128.and(
    f32x4.le(f32x4.abs(plus(rowFour(view + VIEW_X, x, y, z), v128.load32_splat(view + VIEW_X, 12))), plus(more(by(w, wide), reachM * slantX), spill)),
    f32x4.le(f32x4.abs(plus(rowFour(view + VIEW_Y, x, y, z), v128.load32_splat(view + VIEW_Y, 12))), plus(more(by(w, high), reachM * slantY), spill))));
  if (!v128.any_true(shows)) return 0;
  s = follow(s); const hz = by(more(by(chance(s), 0.6), 0.7), load<f32>(flock, SWAY_HZ)), beats = by(hz, t);
  s = follow(s); const a = plus(beats, chance(s));
  s = follow(s); const b = plus(by(a, 1.37), chance(s));
  s = follow(s); const c = plus(by(a, 0.81), chance(s));
  const aside = wave(b);
  x = plus(x, by(plus(wave(a), by(wave(by(b, 2)), 0.4)), sway)); y = plus(y, by(aside, sway * 0.5)); z = plus(z, by(wave(c), sway));
  // Distance from the first frame's camera is −z. A particle fades in and out over some of it.
  const near = load<f32>(flock, NEAR_M), far = load<f32>(flock, FAR_M), away = f32x4.neg(z), rise = <f32>0.2 * (far - near);
  let alpha = times(clamp01(f32x4.div(more(away, -near), f32x4.splat(min(<f32>0.3 * near, rise)))), clamp01(f32x4.div(less(f32x4.splat(far), away), f32x4.splat(rise))));
  w = plus(rowFour(view + VIEW_W, x, y, z), v128.load32_splat(view + VIEW_W, 12));
  // A camera that flies through must not be hit in the eye.
  alpha = times(alpha, clamp01(f32x4.div(more(w, -<f32>0.3 * near), f32x4.splat(<f32>0.5 * near))));
  shows = v128.and(shows, f32x4.gt(alpha, f32x4.splat(0)));
  if (!v128.any_true(shows)) return 0;
  const shape = load<i32>(flock, SHAPE), focal = load<f32>(view, FOCAL_PX), inverse = f32x4.div(f32x4.splat(1), w);
  const u = times(plus(rowFour(view + VIEW_X, x, y, z), v128.load32_splat(view + VIEW_X, 12)), inverse), v = times(plus(rowFour(view + VIEW_Y, x, y, z), v128.load32_splat(view + VIEW_Y, 12)), inverse);
  s = follow(s); const radius = by(more(by(more(by(chance(s), 2), -1), load<f32>(flock, SPREAD)), 1), load<f32>(flock, SIZE_M) * 0.5);
  // What moves across the open shutter, its own sway counted.
  const open = load<f32>(flock, OPEN_SEC), velocity = flock + VELOCITY, turn = by(hz, twoPi), turned = by(turn, sway);
  const vx = by(more(times(turned, plus(wave(more(a, 0.25)), by(wave(more(by(b, 2), 0.25)), 1.096))), load<f32>(velocity)), open);
  const vy = by(more(times(by(turned, 0.685), wave(more(b, 0.25))), load<f32>(velocity, 4)), open), vz = by(more(times(by(turned, 0.81), wave(more(c, 0.25))), load<f32>(velocity, 8)), open);
  const longest = f32x4.splat(MOST_STREAK_PX), shortest = f32x4.splat(-MOST_STREAK_PX);
  const streakX = f32x4.pmin(f32x4.pmax(axisAcross(view, vx, vy, vz, u, inverse), shortest), longest), streakY = f32x4.pmin(f32x4.pmax(axisDown(view, vx, vy, vz, v, inverse), shortest), longest);
  note(seen, STREAK, streakX); note(seen, STREAK + 4, streakY);
  const blur = times(by(f32x4.abs(less(w, focus)), blurPx), inverse), size = times(by(radius, focal), inverse);
  const reach = more(plus(plus(plus(by(size, shape == SEED_SHAPE ? 1.5 : shape == GLOW ? 7 : 1), f32x4.abs(streakX)), f32x4.abs(streakY)), blur), 2);
  shows = v128.and(shows, v128.and(f32x4.le(f32x4.abs(u), more(reach, wide)), f32x4.le(f32x4.abs(v), more(reach, high))));
  const flicker = load<f32>(flock, FLICKER);
  let light = f32x4.splat(1);
  if (flicker > 0) {
    s = follow(s); const often = by(by(more(by(chance(s), 0.8), 0.6), load<f32>(flock, FLICKER_HZ)), t);
    s = follow(s); const f = plus(often, chance(s)), beat = more(by(plus(by(wave(f), 0.75), by(wave(by(f, 2.7)), 0.25)), 0.5), 0.5);
    light = more(times(by(beat, flicker), beat), 1 - flicker);
  }
  alpha = times(alpha, by(light, load<f32>(flock, OPACITY)));
  shows = v128.and(shows, f32x4.ge(alpha, f32x4.splat(0.004)));
  const bits = i32x4.bitmask(shows);
  if (!bits) return 0;
  let facing = v128.load32_splat(flock, HALO);
  if (shape == PETAL || shape == SEED_SHAPE) {
    // Petals tumble every way; a seed hangs upright under its parachute, swings with its sway and turns about its stem.
    const isPetal = shape == PETAL, spin = f32x4.splat(load<f32>(flock, SPIN_HZ));
    s = follow(s); const side = v128.bitselect(f32x4.neg(spin), spin, f32x4.lt(chance(s), f32x4.splat(0.5)));
    s = follow(s); const whirl = by(times(side, more(by(chance(s), 0.8), 0.6)), t);
    s = follow(s); const d = plus(whirl, chance(s));
    s = follow(s); const e = isPetal ? plus(plus(by(d, 0.63), chance(s)), by(wave(a), 0.12)) : plus(more(by(wave(a), 0.05), 0.25), by(more(chance(s), -0.5), 0.06));
    s = follow(s); const f = isPetal ? plus(plus(by(d, 0.41), chance(s)), by(aside, 0.1)) : plus(chance(s), by(wave(c), 0.02));
    const cd = wave(more(d, 0.25)), sd = wave(d), ce = wave(more(e, 0.25)), se = wave(e), cf = wave(more(f, 0.25)), sf = wave(f);
    // out = (ce cf, se, ce sf), along turns about it by d
    const ox = times(ce, cf), oy = se, oz = times(ce, sf), ex = times(f32x4.neg(se), cf), ey = ce, ez = times(f32x4.neg(se), sf), gx = f32x4.neg(sf), gz = cf;
    const ax = times(plus(times(cd, ex), times(sd, gx)), radius), ay = times(times(cd, ey), radius), az = times(plus(times(cd, ez), times(sd, gz)), radius);
    const bx = times(less(times(cd, gx), times(sd, ex)), radius), bY = times(times(f32x4.neg(sd), ey), radius), bz = times(less(times(cd, gz), times(sd, ez)), radius);
    note(seen, ALONG, axisAcross(view, ax, ay, az, u, inverse)); note(seen, ALONG + 4, axisDown(view, ax, ay, az, v, inverse));
    note(seen, ACROSS, axisAcross(view, bx, bY, bz, u, inverse)); note(seen, ACROSS + 4, axisDown(view, bx, bY, bz, v, inverse));
    const px = times(ox, radius), py = times(oy, radius), pz = times(oz, radius);
    note(seen, OUT, axisAcross(view, px, py, pz, u, inverse)); note(seen, OUT + 4, axisDown(view, px, py, pz, v, inverse));
    facing = oy;
  } else {
    const none = f32x4.splat(0);
    note(seen, ALONG, size); note(seen, ALONG + 4, none); note(seen, ACROSS, none); note(seen, ACROSS + 4, size);
  }
  s = follow(s); const mixed = chance(s), colour = flock + COLOUR;
  note(seen, DEPTH_M, w);
  note(seen, X, plus(u, v128.load32_splat(view, CENTRE_X)));
  note(seen, Y, plus(v, v128.load32_splat(view, CENTRE_Y)));
  note(seen, BLUR, blur);
  note(seen, ALPHA_RATIO, alpha);
  for (let i: usize = 0; i < 12; i += 4) note(seen, LUMA + i, plus(v128.load32_splat(colour + i), by(mixed, load<f32>(colour + i, 12) - load<f32>(colour + i))));
  note(seen, COVER_RATIO, v128.load32_splat(flock, COVERS_RATIO));
  note(seen, KIND, i32x4.splat(shape));
  note(seen, RADIUS_M, radius);
  note(seen, FACING, facing);
  note(seen, GAIN, v128.load32_splat(flock, STREAK_GAIN));
  return bits;
}

/** Appends a flock's particles that show to the `count` in `list`, `most` at the most; returns how many there are then. */
export function airGather(flock: usize, view: usize, list: usize, count: i32, most: i32): i32 {
  const cell = load<f32>(flock, CELL_M), half = cell * 0.5, focal = load<f32>(view, FOCAL_PX), every = (1 << load<i32>(flock, PER_CELL)) - 1, seen = flock + SEEN, seed = <u32>load<i32>(flock, SEED);
  // How far particles sway out of their cell, reach and streak; and how much farther across the view's slanted sides that is than along them.
  const velocity = flock + VELOCITY, halfX = <f32>frameWidth * 0.5, halfY = <f32>frameHeight * 0.5, ball = cell * <f32>0.867;
  const speed = sqrt<f32>(load<f32>(velocity) * load<f32>(velocity) + load<f32>(velocity, 4) * load<f32>(velocity, 4) + load<f32>(velocity, 8) * load<f32>(velocity, 8));
  reachM = load<f32>(flock, SWAY_M) * 2 + load<f32>(flock, SIZE_M) * (load<i32>(flock, SHAPE) == GLOW ? 7 : 1.5) + speed * load<f32>(flock, OPEN_SEC);
  slantX = sqrt<f32>(focal * focal + halfX * halfX); slantY = sqrt<f32>(focal * focal + halfY * halfY);
  for (let k = load<i32>(flock, FIRST_CELL + 8); k < load<i32>(flock, END_CELL + 8); k++) {
    const z = <f32>k * cell + load<f32>(flock, DRIFTED_M + 8), kk = mingle(<u32>(k - load<i32>(flock, DRIFTED_CELLS + 8)) ^ seed * 0x9e3779b9);
    for (let j = load<i32>(flock, FIRST_CELL + 4); j < load<i32>(flock, END_CELL + 4); j++) {
      const y = <f32>j * cell + load<f32>(flock, DRIFTED_M + 4), jj = mingle(kk + <u32>(j - load<i32>(flock, DRIFTED_CELLS + 4)));
      for (let i = load<i32>(flock, FIRST_CELL); i < load<i32>(flock, END_CELL); i++) {
        const x = <f32>i * cell + load<f32>(flock, DRIFTED_M);
        if (isOutside(flock, view, x + half, y + half, z + half, ball)) continue;
        const own = mingle(jj + <u32>(i - load<i32>(flock, DRIFTED_CELLS)));
        let bits = seeFour(flock, view, x, y, z, own, seen) & every;
        for (; bits; bits &= bits - 1) {
          if (count == most) return count;
          const from = seen + <usize>(ctz(bits) << 2), to = list + <usize>count * PARTICLE_BYTES;
          for (let field: usize = 0; field <= GAIN; field += 4) store<u32>(to + field, load<u32>(from + (field << 2)));
          count++;
        }
      }
    }
  }
  return count;
}

/** Fills `order` with the addresses of `count` particles, farthest first; `spare` is as large, `counts` is 1024 bytes. Depths nearer alike than 0.8 % keep their order. */
export function airSort(list: usize, count: i32, order: usize, spare: usize, counts: usize): void {
  for (let i = 0; i < count; i++) store<u32>(spare + (<usize>i << 2), <u32>(list + <usize>i * PARTICLE_BYTES));
  // Two passes over the upper half of a positive float's bits, which order as numbers do.
  let from = spare, to = order;
  for (let shift: u32 = 16; shift <= 24; shift += 8) {
    memory.fill(counts, 0, 1024);
    for (let i = 0; i < count; i++) {
      const p = counts + <usize>((255 - (load<u32>(load<u32>(from + (<usize>i << 2)), DEPTH_M) >> shift & 255)) << 2);
      store<u32>(p, load<u32>(p) + 1);
    }
    for (let b: usize = 0, sum: u32 = 0; b < 1024; b += 4) { const n = load<u32>(counts + b); store<u32>(counts + b, sum); sum += n; }
    for (let i = 0; i < count; i++) {
      const address = load<u32>(from + (<usize>i << 2)), p = counts + <usize>((255 - (load<u32>(address, DEPTH_M) >> shift & 255)) << 2), at = load<u32>(p);
      store<u32>(to + (<usize>at << 2), address);
      store<u32>(p, at + 1);
    }
    const done = to; to = from; from = done;
  }
  // After two passes the result lies in `spare` again.
  memory.copy(order, spare, <usize>count << 2);
}

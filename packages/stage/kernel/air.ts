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

let state: u32 = 0;

@inline function mingle(value: u32): u32 {
  // lowbias32 by C. Wellons: every input bit moves every output bit
  value ^= value >> 16; value *= 0x7feb352d; value ^= value >> 15; value *= 0x846ca68b;
  return value ^ value >> 16;
}

/** The next number of this particle's own, 0..1. */
@inline function next(): f32 {
  state = state * 747796405 + 2891336453;
  return <f32>(mingle(state) >> 8) * (1.0 / 16777216.0);
}

/** sin of turns, within 0.001: a parabola and its correction. */
@inline function wave(turns: f32): f32 {
  const x = turns - floor<f32>(turns + 0.5), y = x * 8 - x * 16 * abs<f32>(x);
  return y + <f32>0.225 * (y * abs<f32>(y) - y);
}

@inline function clamp01(value: f32): f32 { return min(max(value, 0), 1); }
@inline function row(view: usize, at: usize, x: f32, y: f32, z: f32): f32 { return load<f32>(view + at) * x + load<f32>(view + at, 4) * y + load<f32>(view + at, 8) * z; }

// Puts a vector of the particle, in metres, on the screen. p: the particle's own place there, in pixels from the centre.
@inline function axis(to: usize, view: usize, x: f32, y: f32, z: f32, p: f32, q: f32, inverse: f32): void {
  const w = row(view, VIEW_W, x, y, z);
  store<f32>(to, (row(view, VIEW_X, x, y, z) - p * w) * inverse);
  store<f32>(to, (row(view, VIEW_Y, x, y, z) - q * w) * inverse, 4);
}

/** No frame is longer. */
const MOST_STREAK_PX: f32 = 4096;

let reachM: f32 = 0, slantX: f32 = 0, slantY: f32 = 0;

// True where a ball of this radius, and what may reach out of it, lies beside or behind the view.
@inline function isOutside(flock: usize, view: usize, x: f32, y: f32, z: f32, radius: f32): bool {
  const w = row(view, VIEW_W, x, y, z) + load<f32>(view + VIEW_W, 12), ball = radius + reachM, blur = load<f32>(flock, BLUR_PX) * (abs(w - load<f32>(flock, FOCUS_M)) + ball);
  return w < -ball || abs(row(view, VIEW_X, x, y, z) + load<f32>(view + VIEW_X, 12)) > <f32>frameWidth * 0.5 * w + ball * slantX + blur || abs(row(view, VIEW_Y, x, y, z) + load<f32>(view + VIEW_Y, 12)) > <f32>frameHeight * 0.5 * w + ball * slantY + blur;
}

// One particle of one cell whose corner is at (cx, cy, cz). True when it shows.
function see(flock: usize, view: usize, cx: f32, cy: f32, cz: f32, to: usize): bool {
  const cell = load<f32>(flock, CELL_M), t = load<f32>(flock, T_SEC), sway = load<f32>(flock, SWAY_M), twoPi: f32 = 6.2831855;
  let x = cx + next() * cell, y = cy + next() * cell, z = cz + next() * cell;
  // Most of a cell at the frame's edge lies outside: looked at before anything is worked out.
  if (isOutside(flock, view, x, y, z, 0)) return false;
  const hz = load<f32>(flock, SWAY_HZ) * (<f32>0.7 + <f32>0.6 * next()), a = hz * t + next(), b = a * <f32>1.37 + next(), c = a * <f32>0.81 + next();
  x += sway * (wave(a) + <f32>0.4 * wave(b * 2)); y += sway * <f32>0.5 * wave(b); z += sway * wave(c);
  // Distance from the first frame's camera is −z. A particle fades in and out over some of it.
  const near = load<f32>(flock, NEAR_M), far = load<f32>(flock, FAR_M), away = -z, rise = <f32>0.2 * (far - near);
  let alpha = clamp01((away - near) / min(<f32>0.3 * near, rise)) * clamp01((far - away) / rise);
  if (alpha <= 0) return false;
  const w = row(view, VIEW_W, x, y, z) + load<f32>(view + VIEW_W, 12);
  // A camera that flies through must not be hit in the eye.
  alpha *= clamp01((w - <f32>0.3 * near) / (<f32>0.5 * near));
  if (alpha <= 0) return false;
  const shape = load<i32>(flock, SHAPE), focal = load<f32>(view, FOCAL_PX), inverse: f32 = 1 / w;
  const u = (row(view, VIEW_X, x, y, z) + load<f32>(view + VIEW_X, 12)) * inverse, v = (row(view, VIEW_Y, x, y, z) + load<f32>(view + VIEW_Y, 12)) * inverse;
  const spread = load<f32>(flock, SPREAD), h = next(), radius = load<f32>(flock, SIZE_M) * <f32>0.5 * (1 + spread * (2 * h - 1));
  // What moves across the open shutter, its own sway counted.
  const open = load<f32>(flock, OPEN_SEC), velocity = flock + VELOCITY, turn = twoPi * hz * sway;
  const vx = load<f32>(velocity) + turn * (wave(a + 0.25) + <f32>1.096 * wave(b * 2 + 0.25)), vy = load<f32>(velocity, 4) + turn * <f32>0.685 * wave(b + 0.25), vz = load<f32>(velocity, 8) + turn * <f32>0.81 * wave(c + 0.25);
  axis(to + STREAK, view, vx * open, vy * open, vz * open, u, v, inverse);
  store<f32>(to + STREAK, min(max(load<f32>(to + STREAK), -MOST_STREAK_PX), MOST_STREAK_PX));
  store<f32>(to + STREAK, min(max(load<f32>(to + STREAK, 4), -MOST_STREAK_PX), MOST_STREAK_PX), 4);
  const blur = load<f32>(flock, BLUR_PX) * abs(w - load<f32>(flock, FOCUS_M)) * inverse;
  const reach = radius * focal * inverse * (shape == SEED_SHAPE ? 1.5 : shape == GLOW ? 7 : 1) + abs(load<f32>(to, STREAK)) + abs(load<f32>(to, STREAK + 4)) + blur + 2;
  if (abs(u) > <f32>frameWidth * 0.5 + reach || abs(v) > <f32>frameHeight * 0.5 + reach) return false;
  let light: f32 = 1;
  const flicker = load<f32>(flock, FLICKER);
  if (flicker > 0) {
    const f = (load<f32>(flock, FLICKER_HZ) * (<f32>0.6 + <f32>0.8 * next())) * t + next(), beat = <f32>0.5 + <f32>0.5 * (wave(f) * <f32>0.75 + wave(f * <f32>2.7) * <f32>0.25);
    light = 1 - flicker + flicker * beat * beat;
  }
  alpha *= load<f32>(flock, OPACITY) * light;
  if (alpha < <f32>0.004) return false;
  let facing = load<f32>(flock, HALO);
  if (shape == PETAL || shape == SEED_SHAPE) {
    const spin = load<f32>(flock, SPIN_HZ);
    // Petals tumble every way; a seed hangs upright under its parachute, swings with its sway and turns about its stem.
    const isPetal = shape == PETAL, d = (next() < 0.5 ? -spin : spin) * (<f32>0.6 + <f32>0.8 * next()) * t + next();
    const e = isPetal ? d * <f32>0.63 + next() + <f32>0.12 * wave(a) : <f32>0.25 + <f32>0.05 * wave(a) + <f32>0.06 * (next() - 0.5), f = isPetal ? d * <f32>0.41 + next() + <f32>0.1 * wave(b) : next() + <f32>0.02 * wave(c);
    const cd = wave(d + 0.25), sd = wave(d), ce = wave(e + 0.25), se = wave(e), cf = wave(f + 0.25), sf = wave(f);
    // out = (ce cf, se, ce sf), along turns about it by d
    const ox = ce * cf, oy = se, oz = ce * sf, ex = -se * cf, ey = ce, ez = -se * sf, gx = -sf, gz = cf;
    const ax = cd * ex + sd * gx, ay = cd * ey, az = cd * ez + sd * gz, bx = cd * gx - sd * ex, by = -sd * ey, bz = cd * gz - sd * ez;
    axis(to + ALONG, view, ax * radius, ay * radius, az * radius, u, v, inverse);
    axis(to + ACROSS, view, bx * radius, by * radius, bz * radius, u, v, inverse);
    axis(to + OUT, view, ox * radius, oy * radius, oz * radius, u, v, inverse);
    facing = oy;
  } else {
    const r = radius * focal * inverse;
    store<f32>(to, r, ALONG); store<f32>(to, 0, ALONG + 4); store<f32>(to, 0, ACROSS); store<f32>(to, r, ACROSS + 4);
  }
  const mixed = next(), colour = flock + COLOUR;
  store<f32>(to, w, DEPTH_M);
  store<f32>(to, u + load<f32>(view, CENTRE_X), X);
  store<f32>(to, v + load<f32>(view, CENTRE_Y), Y);
  store<f32>(to, blur, BLUR);
  store<f32>(to, alpha, ALPHA_RATIO);
  for (let i: usize = 0; i < 12; i += 4) store<f32>(to + i, load<f32>(colour + i) + mixed * (load<f32>(colour + i, 12) - load<f32>(colour + i)), LUMA);
  store<f32>(to, load<f32>(flock, COVERS_RATIO), COVER_RATIO);
  store<i32>(to, shape, KIND);
  store<f32>(to, radius, RADIUS_M);
  store<f32>(to, facing, FACING);
  store<f32>(to, load<f32>(flock, STREAK_GAIN), GAIN);
  return true;
}

/** Appends a flock's particles that show to the `count` in `list`, `most` at the most; returns how many there are then. */
export function airGather(flock: usize, view: usize, list: usize, count: i32, most: i32): i32 {
  const cell = load<f32>(flock, CELL_M), half = cell * 0.5, focal = load<f32>(view, FOCAL_PX), perCell = load<i32>(flock, PER_CELL), seed = <u32>load<i32>(flock, SEED);
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
        for (let n = 0; n < perCell; n++) {
          if (count == most) return count;
          state = mingle(own + <u32>n * 0x632be5ab);
          if (see(flock, view, x, y, z, list + <usize>count * PARTICLE_BYTES)) count++;
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

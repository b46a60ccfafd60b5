// PatchMatch (Barnes et al. 2009) inside Wexler's expectation-maximisation (2007): 7 x 7 patches on rgbx pictures padded by 4 mirrored pixels.
// state of a pixel: BITS below. nnf: i32 index of the patch centre that a target copies.
const PAD: i32 = 4;
const HOLE: u8 = 1;
const SOURCE: u8 = 2;
const KNOWN: u8 = 4;
const TARGET: u8 = 8;
const CENTRE: u8 = 16;

let random: u32 = 2463534242;

// @ts-ignore: decorator
@inline function next(): u32 {
  random ^= random << 13;
  random ^= random >> 17;
  random ^= random << 5;
  return random;
}

/** The next level: means of 2 x 2. A pixel is a hole when any child is, a source or known when all are. w, h: the finer size. */
export function halve(rgbx: usize, state: usize, w: i32, h: i32, coarse: usize, coarseState: usize): void {
  const cw = w >> 1, ch = h >> 1, two = i16x8.splat(2);
  for (let y = 0; y < ch; y++) {
    for (let x = 0; x < cw; x++) {
      const i = <usize>(2 * y * w + 2 * x), j = i + w;
      const a = i16x8.extend_low_i8x16_u(v128.load64_zero(rgbx + (i << 2))), b = i16x8.extend_low_i8x16_u(v128.load64_zero(rgbx + (j << 2)));
      let s = i16x8.add(a, b);
      s = i16x8.add(s, i8x16.swizzle(s, i8x16(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)));
      s = i16x8.shr_u(i16x8.add(s, two), 2);
      const o = <usize>(y * cw + x);
      v128.store32_lane(coarse + (o << 2), i8x16.narrow_i16x8_u(s, s), 0);
      const p = load<u8>(state + i), q = load<u8>(state + i + 1), r = load<u8>(state + j), t = load<u8>(state + j + 1);
      store<u8>(coarseState + o, ((p | q | r | t) & HOLE) | (p & q & r & t & (SOURCE | KNOWN)));
    }
  }
}

// @ts-ignore: decorator
@inline function mirrored(at: i32, n: i32): i32 {
  const a = at < 0 ? -at - 1 : at;
  return a >= n ? 2 * n - 1 - a : a;
}

/** The picture and its states with mirrored borders. */
export function padded(rgbx: usize, state: usize, w: i32, h: i32, outRgbx: usize, outState: usize): void {
  const pw = w + 2 * PAD, ph = h + 2 * PAD;
  for (let y = 0; y < ph; y++) {
    const from = mirrored(y - PAD, h) * w;
    for (let x = 0; x < pw; x++) {
      const i = <usize>(from + mirrored(x - PAD, w)), o = <usize>(y * pw + x);
      store<u32>(outRgbx + (o << 2), load<u32>(rgbx + (i << 2)));
      store<u8>(outState + o, load<u8>(state + i));
    }
  }
}

/** Marks targets (patches that touch the hole) and centres (patches all of sources); lists the targets. scratch: two bytes a pixel. Returns targets, and centres at scratch. */
export function targets(state: usize, pw: i32, ph: i32, list: usize, scratch: usize): i32 {
  const n = pw * ph, sources = scratch + <usize>n;
  for (let y = 0; y < ph; y++) {
    for (let x = 3; x < pw - 3; x++) {
      let holes: u8 = 0, ok: u8 = SOURCE;
      for (let u = -3; u <= 3; u++) {
        const s = load<u8>(state + <usize>(y * pw + x + u));
        holes |= s & HOLE;
        ok &= s;
      }
      store<u8>(scratch + <usize>(y * pw + x), holes);
      store<u8>(sources + <usize>(y * pw + x), ok);
    }
  }
  let count = 0, centres = 0;
  for (let y = PAD; y < ph - PAD; y++) {
    for (let x = PAD; x < pw - PAD; x++) {
      const i = y * pw + x;
      let holes: u8 = 0, ok: u8 = SOURCE;
      for (let v = -3; v <= 3; v++) {
        holes |= load<u8>(scratch + <usize>(i + v * pw));
        ok &= load<u8>(sources + <usize>(i + v * pw));
      }
      let s = load<u8>(state + <usize>i);
      if (holes) {
        s |= TARGET;
        store<i32>(list + (<usize>count << 2), i);
        count++;
      }
      if (ok) {
        s |= CENTRE;
        centres++;
      }
      store<u8>(state + <usize>i, s);
    }
  }
  store<i32>(scratch, centres);
  return count;
}

/** How far a vote of each pixel counts: 0.8 to the power of its distance to the nearest known pixel (city blocks, at most 60). */
export function confidence(state: usize, pw: i32, ph: i32, conf: usize): void {
  const fall: f32 = 0.84;
  for (let i = 0, n = pw * ph; i < n; i++) store<f32>(conf + (<usize>i << 2), load<u8>(state + <usize>i) & KNOWN ? 1 : 3e-5);
  for (let y = 1; y < ph; y++) {
    for (let x = 1; x < pw; x++) {
      const at = conf + (<usize>(y * pw + x) << 2);
      store<f32>(at, max<f32>(load<f32>(at), fall * max<f32>(load<f32>(at - 4), load<f32>(at - (<usize>pw << 2)))));
    }
  }
  for (let y = ph - 2; y >= 0; y--) {
    for (let x = pw - 2; x >= 0; x--) {
      const at = conf + (<usize>(y * pw + x) << 2);
      store<f32>(at, max<f32>(load<f32>(at), fall * max<f32>(load<f32>(at + 4), load<f32>(at + (<usize>pw << 2)))));
    }
  }
}

/** A random centre for every target, searched in ever wider squares around it. fallback: any centre. */
export function scatter(state: usize, pw: i32, ph: i32, list: usize, n: i32, nnf: usize, radius: i32, fallback: i32, seed: u32): void {
  random = seed;
  for (let k = 0; k < n; k++) {
    const p = load<i32>(list + (<usize>k << 2)), px = p % pw, py = p / pw;
    let found = fallback;
    for (let t = 0; t < 24; t++) {
      const r = max(8, radius >> max(0, 4 - (t >> 2)));
      const x0 = max(PAD, px - r), x1 = min(pw - PAD - 1, px + r), y0 = max(PAD, py - r), y1 = min(ph - PAD - 1, py + r);
      const q = (y0 + <i32>(next() % <u32>(y1 - y0 + 1))) * pw + x0 + <i32>(next() % <u32>(x1 - x0 + 1));
      if (load<u8>(state + <usize>q) & CENTRE) {
        found = q;
        break;
      }
    }
    store<i32>(nnf + (<usize>p << 2), found);
  }
}

/** Takes over the coarser level's copies, doubled. cw, ch: the coarser size; w, h: this one, both without padding. Where nothing fits the scattered centre stays. */
export function refine(coarse: usize, coarseState: usize, cw: i32, ch: i32, state: usize, w: i32, h: i32, list: usize, n: i32, nnf: usize): void {
  const pw = w + 2 * PAD, cpw = cw + 2 * PAD;
  for (let k = 0; k < n; k++) {
    const p = load<i32>(list + (<usize>k << 2)), x = p % pw - PAD, y = p / pw - PAD;
    const c = (min(ch - 1, y >> 1) + PAD) * cpw + min(cw - 1, x >> 1) + PAD;
    if (!(load<u8>(coarseState + <usize>c) & TARGET)) continue;
    const s = load<i32>(coarse + (<usize>c << 2));
    const q = (min(h - 1, 2 * (s / cpw - PAD) + (y & 1)) + PAD) * pw + min(w - 1, 2 * (s % cpw - PAD) + (x & 1)) + PAD;
    if (load<u8>(state + <usize>q) & CENTRE) store<i32>(nnf + (<usize>p << 2), q);
  }
}

// @ts-ignore: decorator
@inline function squares(a: usize, b: usize): v128 {
  const x = v128.load(a), y = v128.load(b);
  const lo = i16x8.sub(i16x8.extend_low_i8x16_u(x), i16x8.extend_low_i8x16_u(y));
  const hi = i16x8.sub(i16x8.extend_high_i8x16_u(x), i16x8.extend_high_i8x16_u(y));
  return i32x4.add(i32x4.dot_i16x8_s(lo, lo), i32x4.dot_i16x8_s(hi, hi));
}

// @ts-ignore: decorator
@inline function sum(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

/** Squared difference of two patches (the middle column counts twice), or any figure of at least best. */
// @ts-ignore: decorator
@inline function difference(img: usize, pw: i32, p: i32, q: i32, best: i32): i32 {
  const pitch = <usize>pw << 2;
  let a = img + <usize>((p - 3 * pw - 3) << 2), b = img + <usize>((q - 3 * pw - 3) << 2), s = i32x4.splat(0);
  for (let r = 0; r < 7; r++) {
    s = i32x4.add(s, i32x4.add(squares(a, b), squares(a + 12, b + 12)));
    if (r == 2 || r == 4) {
      const t = sum(s);
      if (t >= best) return t;
    }
    a += pitch;
    b += pitch;
  }
  return sum(s);
}

/** Works out every target's cost anew; returns their mean. */
export function recost(img: usize, pw: i32, list: usize, n: i32, nnf: usize, cost: usize): f64 {
  let total: f64 = 0;
  for (let k = 0; k < n; k++) {
    const p = load<i32>(list + (<usize>k << 2)), c = difference(img, pw, p, load<i32>(nnf + (<usize>p << 2)), i32.MAX_VALUE);
    store<i32>(cost + (<usize>p << 2), c);
    total += <f64>c;
  }
  return total / <f64>max(1, n);
}

/** One pass over the targets, forwards or backwards: what the neighbours copy, then random centres in ever smaller squares. Returns the mean cost. */
export function pass(img: usize, pw: i32, ph: i32, state: usize, list: usize, n: i32, nnf: usize, cost: usize, radius: i32, backwards: i32): f64 {
  const step = backwards ? -1 : 1;
  let total: f64 = 0;
  for (let k = 0, e = backwards ? n - 1 : 0; k < n; k++, e += step) {
    const p = load<i32>(list + (<usize>e << 2));
    let at = load<i32>(nnf + (<usize>p << 2)), least = load<i32>(cost + (<usize>p << 2));
    for (let side = 0; side < 2; side++) {
      const d = side ? step * pw : step, a = p - d;
      if (!(load<u8>(state + <usize>a) & TARGET)) continue;
      const q = load<i32>(nnf + (<usize>a << 2)) + d;
      if (q == at || !(load<u8>(state + <usize>q) & CENTRE)) continue;
      const c = difference(img, pw, p, q, least);
      if (c < least) {
        least = c;
        at = q;
      }
    }
    for (let r = radius; r >= 1; r >>= 1) {
      const bx = at % pw, by = at / pw;
      const x0 = max(PAD, bx - r), x1 = min(pw - PAD - 1, bx + r), y0 = max(PAD, by - r), y1 = min(ph - PAD - 1, by + r);
      const q = (y0 + <i32>(next() % <u32>(y1 - y0 + 1))) * pw + x0 + <i32>(next() % <u32>(x1 - x0 + 1));
      if (!(load<u8>(state + <usize>q) & CENTRE)) continue;
      const c = difference(img, pw, p, q, least);
      if (c < least) {
        least = c;
        at = q;
      }
    }
    store<i32>(nnf + (<usize>p << 2), at);
    store<i32>(cost + (<usize>p << 2), least);
    total += <f64>least;
  }
  return total / <f64>max(1, n);
}

// e^-x by (1 + x / 64)^-64: no table, the same on every machine
// @ts-ignore: decorator
@inline function fading(x: f32): f32 {
  let t: f32 = 1 / (1 + x * 0.015625);
  t *= t;
  t *= t;
  t *= t;
  t *= t;
  t *= t;
  return t * t;
}

/** Paints the hole with the weighted mean of all patches over each pixel. sums: a field, totals: f32 a pixel; sharpness: 1 / the cost at which a patch's weight falls to 1/e. */
export function vote(img: usize, pw: i32, ph: i32, state: usize, list: usize, n: i32, nnf: usize, cost: usize, sums: usize, totals: usize, conf: usize, sharpness: f32): void {
  const pixels = pw * ph;
  memory.fill(sums, 0, <usize>pixels << 4);
  memory.fill(totals, 0, <usize>pixels << 2);
  for (let k = 0; k < n; k++) {
    const p = load<i32>(list + (<usize>k << 2)), s = load<i32>(nnf + (<usize>p << 2));
    const w: f32 = (fading(<f32>load<i32>(cost + (<usize>p << 2)) * sharpness) + 1e-6) * load<f32>(conf + (<usize>p << 2)), wv = f32x4.splat(w);
    for (let v = -3; v <= 3; v++) {
      let o = p + v * pw - 3, q = s + v * pw - 3;
      for (let u = 0; u < 7; u++, o++, q++) {
        if (!(load<u8>(state + <usize>o) & HOLE)) continue;
        const c = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(img + (<usize>q << 2)))));
        const at = sums + (<usize>o << 4);
        v128.store(at, f32x4.add(v128.load(at), f32x4.mul(c, wv)));
        store<f32>(totals + (<usize>o << 2), load<f32>(totals + (<usize>o << 2)) + w);
      }
    }
  }
  for (let i: usize = 0; i < <usize>pixels; i++) {
    const w = load<f32>(totals + (i << 2));
    if (w <= 0) continue;
    const a = f32x4.add(f32x4.mul(v128.load(sums + (i << 4)), f32x4.splat(1 / w)), f32x4.splat(0.5));
    const u = i32x4.trunc_sat_f32x4_u(a), s = i16x8.narrow_i32x4_u(u, u);
    v128.store32_lane(img + (i << 2), i8x16.narrow_i16x8_u(s, s), 0);
  }
}

/** The middle of a padded picture. */
export function unpad(img: usize, w: i32, h: i32, out: usize): void {
  const pw = w + 2 * PAD;
  for (let y = 0; y < h; y++) memory.copy(out + (<usize>(y * w) << 2), img + (<usize>((y + PAD) * pw + PAD) << 2), <usize>w << 2);
}

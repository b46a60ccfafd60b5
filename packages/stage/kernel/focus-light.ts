// A layer's planes → linear light → blurred by the aperture's shape → planes again. Rows hold one texel a vector: (R, G, B, A), premultiplied,
// i32 × 2^18 before the blur, so that sums along a row are exact, f32 × 1 after it. Every row is padded on both sides.
import { ALPHA, CB, CHROMA_ALPHA, CHROMA_PITCH, CR, HEIGHT, LUMA, LUMA_PITCH, WIDTH } from './layout';

const ONE: f32 = 262144;
/** A texel fainter than this is nothing. */
const FAINT: f32 = 1 / 2048;
// The sRGB curve as code = (√(q² + 4k√light) − q) / 2k, light = (code (q + k code))²: within 0.003 of IEC 61966-2-1 everywhere, and exactly its own inverse.
const K: f32 = 0.143;
const Q: f32 = 1 - K;
/** Linear light of code 225, from where on highlights are taken to have been clipped. */
const BRIGHT: f32 = 0.7526;

// Which sides of a layer lie on the canvas's edge and go on beyond it; beyond the others there is nothing.
const LEFT: i32 = 1;
const RIGHT: i32 = 2;
const TOP: i32 = 4;
const BOTTOM: i32 = 8;

@inline function toLinear(code: v128): v128 {
  const c = f32x4.pmin(f32x4.splat(1), f32x4.pmax(f32x4.splat(0), code)), t = f32x4.mul(c, f32x4.add(f32x4.splat(Q), f32x4.mul(c, f32x4.splat(K))));
  return f32x4.mul(t, t);
}

@inline function toCode(light: v128): v128 {
  const root = f32x4.sqrt(f32x4.pmin(f32x4.splat(1), f32x4.pmax(f32x4.splat(0), light)));
  return f32x4.mul(f32x4.splat(1 / (2 * K)), f32x4.sub(f32x4.sqrt(f32x4.add(f32x4.splat(Q * Q), f32x4.mul(f32x4.splat(4 * K), root))), f32x4.splat(Q)));
}

// Four bytes of a plane as f32 codes 0..255.
@inline function four(p: usize): v128 {
  const bytes = v128.xor(v128.load32_zero(p), i8x16.splat(-128));
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)));
}
// Two bytes, each twice.
@inline function twice(p: usize): v128 {
  const bytes = i8x16.shuffle(i16x8.splat(load<i16>(p)), i16x8.splat(0), 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.xor(bytes, i8x16.splat(-128)))));
}

// Repeats the first and the last texel into the padding, or empties it.
@inline function padRow(row: usize, width: i32, pad: i32, edges: i32): void {
  const left = edges & LEFT ? v128.load(row) : i32x4.splat(0), right = edges & RIGHT ? v128.load(row + (<usize>(width - 1) << 4)) : i32x4.splat(0);
  for (let i = 1; i <= pad; i++) v128.store(row - (<usize>i << 4), left);
  for (let i = 0; i < pad; i++) v128.store(row + (<usize>(width + i) << 4), right);
}

@inline function whole(light: v128): v128 { return i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(light, f32x4.splat(ONE)), f32x4.splat(0.5))); }

/** One row of a layer as light, at `to` (its first texel), with `pad` texels on each side. Rows outside follow `edges`. `steepness` says how far clipped highlights are opened up. */
export function focusToLight(d: usize, row: i32, to: usize, pad: i32, edges: i32, steepness: f32): void {
  const width = load<i32>(d, WIDTH), height = load<i32>(d, HEIGHT), hasAlpha = load<usize>(d, ALPHA) != 0;
  if ((row < 0 && !(edges & TOP)) || (row >= height && !(edges & BOTTOM))) {
    memory.fill(to - (<usize>pad << 4), 0, <usize>(width + pad * 2) << 4);
    return;
  }
  const y = min(max(row, 0), height - 1), o = <usize>(y * load<i32>(d, LUMA_PITCH)), oc = <usize>((y >> 1) * load<i32>(d, CHROMA_PITCH));
  const luma = load<usize>(d, LUMA) + o, alpha = load<usize>(d, ALPHA) + o, cb = load<usize>(d, CB) + oc, cr = load<usize>(d, CR) + oc, chromaAlpha = load<usize>(d, CHROMA_ALPHA) + oc;
  const full = f32x4.splat(255), one = f32x4.splat(1), bright = f32x4.splat(BRIGHT);
  for (let x: usize = 0; x < <usize>width; x += 4) {
    const c = x >> 1, at = to + (x << 4);
    let a = full, ac = full;
    if (hasAlpha) {
      if (load<u32>(alpha + x) == 0x80808080) {
        const none = i32x4.splat(0);
        v128.store(at, none); v128.store(at, none, 16); v128.store(at, none, 32); v128.store(at, none, 48);
        continue;
      }
      a = four(alpha + x); ac = twice(chromaAlpha + c);
    }
    // Straight Y′CbCr: luma and chroma carry different alphas. BT.709 (ITU-R BT.709-6, 3.2 to 3.5).
    const overA = f32x4.div(full, f32x4.pmax(one, a)), overC = f32x4.div(full, f32x4.pmax(one, ac));
    const luminance = f32x4.mul(f32x4.sub(f32x4.mul(four(luma + x), overA), f32x4.splat(16)), f32x4.splat(1.0 / 219));
    const blue = f32x4.mul(f32x4.sub(f32x4.mul(twice(cb + c), overC), f32x4.splat(128)), f32x4.splat(1.0 / 224)), red = f32x4.mul(f32x4.sub(f32x4.mul(twice(cr + c), overC), f32x4.splat(128)), f32x4.splat(1.0 / 224));
    const r = toLinear(f32x4.add(luminance, f32x4.mul(red, f32x4.splat(1.5748)))), b = toLinear(f32x4.add(luminance, f32x4.mul(blue, f32x4.splat(1.8556))));
    const g = toLinear(f32x4.sub(luminance, f32x4.add(f32x4.mul(blue, f32x4.splat(0.1873)), f32x4.mul(red, f32x4.splat(0.4681)))));
    const most = f32x4.pmax(f32x4.pmax(r, g), f32x4.pmax(b, bright)), past = f32x4.sub(most, bright);
    const opacity = f32x4.mul(a, f32x4.splat(1.0 / 255));
    const gain = f32x4.mul(opacity, f32x4.div(f32x4.add(most, f32x4.mul(f32x4.splat(steepness), f32x4.mul(past, past))), most));
    const vr = whole(f32x4.mul(r, gain)), vg = whole(f32x4.mul(g, gain)), vb = whole(f32x4.mul(b, gain)), va = whole(opacity);
    const rg0 = i32x4.shuffle(vr, vg, 0, 4, 1, 5), rg1 = i32x4.shuffle(vr, vg, 2, 6, 3, 7), ba0 = i32x4.shuffle(vb, va, 0, 4, 1, 5), ba1 = i32x4.shuffle(vb, va, 2, 6, 3, 7);
    v128.store(at, i64x2.shuffle(rg0, ba0, 0, 2));
    v128.store(at, i64x2.shuffle(rg0, ba0, 1, 3), 16);
    v128.store(at, i64x2.shuffle(rg1, ba1, 0, 2), 32);
    v128.store(at, i64x2.shuffle(rg1, ba1, 1, 3), 48);
  }
  padRow(to, width, pad, edges);
}

/** One row of `width` texels from two rows twice as fine, and its padding. */
export function focusHalve(upper: usize, lower: usize, to: usize, width: i32, pad: i32, edges: i32): void {
  const two = i32x4.splat(2);
  for (let x: usize = 0; x < <usize>width; x++) {
    const o = x << 5;
    v128.store(to + (x << 4), i32x4.shr_s(i32x4.add(two, i32x4.add(i32x4.add(v128.load(upper + o), v128.load(upper + o, 16)), i32x4.add(v128.load(lower + o), v128.load(lower + o, 16)))), 2));
  }
  padRow(to, width, pad, edges);
}

/** A row becomes its running sums; `row` is its first padding texel. Sums may wrap: differences stay exact. */
export function focusSum(row: usize, texels: i32): void {
  let sum = i32x4.splat(0);
  for (let i = 0; i < texels; i++, row += 16) {
    sum = i32x4.add(sum, v128.load(row));
    v128.store(row, sum);
  }
}

@inline function part(high: v128, low: v128, share: v128): v128 { return f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(high, low)), share); }

/**
 * Texels from..end of one row of light, blurred by a convex shape: `chords` lists its rows as (distance in bytes from `middle`'s row, whole texels to each side,
 * share of each of those, share of one texel more at both ends), 16 bytes each. `middle` is texel 0 of the middle row of sums.
 */
export function focusShape(middle: usize, chords: usize, count: i32, to: usize, from: i32, end: i32): void {
  for (let x = from; x < end; x += 4) {
    let a = f32x4.splat(0), b = a, c = a, d = a;
    const at = middle + (<usize>x << 4);
    let chord = chords;
    for (let i = 0; i < count; i++, chord += 16) {
      const row = at + <usize>load<i32>(chord), n = <usize>load<i32>(chord, 4) << 4, high = row + n, low = row - n - 16;
      const inner = v128.load32_splat(chord, 8), outer = v128.load32_splat(chord, 12);
      const h0 = v128.load(high), h1 = v128.load(high, 16), h2 = v128.load(high, 32), h3 = v128.load(high, 48), h4 = v128.load(high, 64);
      const l0 = v128.load(low - 16), l1 = v128.load(low), l2 = v128.load(low, 16), l3 = v128.load(low, 32), l4 = v128.load(low, 48);
      a = f32x4.add(a, f32x4.add(part(h0, l1, inner), part(h1, l0, outer)));
      b = f32x4.add(b, f32x4.add(part(h1, l2, inner), part(h2, l1, outer)));
      c = f32x4.add(c, f32x4.add(part(h2, l3, inner), part(h3, l2, outer)));
      d = f32x4.add(d, f32x4.add(part(h3, l4, inner), part(h4, l3, outer)));
    }
    const o = to + (<usize>x << 4);
    v128.store(o, a); v128.store(o, b, 16); v128.store(o, c, 32); v128.store(o, d, 48);
  }
}

@inline function mixRows(near: usize, far: usize): v128 { return f32x4.add(f32x4.mul(v128.load(near), f32x4.splat(0.75)), f32x4.mul(v128.load(far), f32x4.splat(0.25))); }

/** One row twice as fine, for coarse texels from..end, by a tent between the nearer and the farther coarse row; reads one texel more on each side. */
export function focusDouble(near: usize, far: usize, to: usize, from: i32, end: i32): void {
  const most = f32x4.splat(0.75), some = f32x4.splat(0.25);
  let o = <usize>from << 4, before = mixRows(near + o - 16, far + o - 16), here = mixRows(near + o, far + o);
  for (let x = from; x < end; x++) {
    o = <usize>(x + 1) << 4;
    const after = mixRows(near + o, far + o), own = f32x4.mul(here, most), p = to + (<usize>x << 5);
    v128.store(p, f32x4.add(own, f32x4.mul(before, some)));
    v128.store(p, f32x4.add(own, f32x4.mul(after, some)), 16);
    before = here; here = after;
  }
}

@inline function bytesOf(codes: v128): v128 {
  const t = i32x4.trunc_sat_f32x4_s(f32x4.add(codes, f32x4.splat(0.5))), s = i16x8.narrow_i32x4_s(t, t);
  return v128.xor(i8x16.narrow_i16x8_u(s, s), i8x16.splat(-128));
}

@inline function pairSums(v: v128): v128 { return f32x4.add(v, i32x4.shuffle(v, v, 1, 0, 3, 2)); }

/** Texels from..end (multiples of 4) of rows y and y + 1 of a picture's planes from two rows of blurred light; y is even. */
export function focusFromLight(d: usize, upper: usize, lower: usize, y: i32, from: i32, end: i32, steepness: f32): void {
  const pitch = load<i32>(d, LUMA_PITCH), o = <usize>(y * pitch), oc = <usize>((y >> 1) * load<i32>(d, CHROMA_PITCH)), hasAlpha = load<usize>(d, ALPHA) != 0;
  const luma = load<usize>(d, LUMA) + o, alpha = load<usize>(d, ALPHA) + o, cb = load<usize>(d, CB) + oc, cr = load<usize>(d, CR) + oc, chromaAlpha = load<usize>(d, CHROMA_ALPHA) + oc;
  const zero = f32x4.splat(0), one = f32x4.splat(1), bright = f32x4.splat(BRIGHT), full = f32x4.splat(255), scale = f32x4.splat(1 / ONE);
  for (let x = from; x < end; x += 4) {
    let sumB = zero, sumR = zero, sumA = zero;
    for (let k = 0; k < 2; k++) {
      const p = (k ? lower : upper) + (<usize>x << 4);
      const t0 = v128.load(p), t1 = v128.load(p, 16), t2 = v128.load(p, 32), t3 = v128.load(p, 48);
      const rg0 = i32x4.shuffle(t0, t1, 0, 4, 1, 5), rg1 = i32x4.shuffle(t2, t3, 0, 4, 1, 5), ba0 = i32x4.shuffle(t0, t1, 2, 6, 3, 7), ba1 = i32x4.shuffle(t2, t3, 2, 6, 3, 7);
      const a = f32x4.mul(i64x2.shuffle(ba0, ba1, 1, 3), scale), isThere = f32x4.gt(a, f32x4.splat(FAINT));
      // Un-premultiplied before the curve: a rim would glow otherwise.
      const over = f32x4.div(scale, f32x4.pmax(a, f32x4.splat(FAINT)));
      const r = f32x4.mul(i64x2.shuffle(rg0, rg1, 0, 2), over), g = f32x4.mul(i64x2.shuffle(rg0, rg1, 1, 3), over), b = f32x4.mul(i64x2.shuffle(ba0, ba1, 0, 2), over);
      const most = f32x4.pmax(f32x4.pmax(r, g), f32x4.pmax(b, bright)), past = f32x4.sub(most, bright);
      const back = f32x4.div(f32x4.add(past, past), f32x4.add(one, f32x4.sqrt(f32x4.add(one, f32x4.mul(f32x4.splat(4 * steepness), past)))));
      const gain = f32x4.div(f32x4.add(bright, back), most);
      const opacity = v128.and(isThere, f32x4.pmin(one, a)), weight = f32x4.mul(opacity, full);
      const cr8 = f32x4.mul(toCode(f32x4.mul(r, gain)), weight), cg8 = f32x4.mul(toCode(f32x4.mul(g, gain)), weight), cb8 = f32x4.mul(toCode(f32x4.mul(b, gain)), weight);
      const y8 = f32x4.add(f32x4.add(f32x4.mul(cr8, f32x4.splat(0.182586)), f32x4.mul(cg8, f32x4.splat(0.614231))), f32x4.add(f32x4.mul(cb8, f32x4.splat(0.062007)), f32x4.mul(opacity, f32x4.splat(16))));
      const q = <usize>x + (k ? <usize>pitch : 0);
      v128.store32_lane(luma + q, bytesOf(y8), 0);
      if (hasAlpha) v128.store32_lane(alpha + q, bytesOf(weight), 0);
      sumB = f32x4.add(sumB, f32x4.add(f32x4.sub(f32x4.mul(cb8, f32x4.splat(0.439216)), f32x4.mul(cr8, f32x4.splat(0.100644))), f32x4.sub(f32x4.mul(opacity, f32x4.splat(128)), f32x4.mul(cg8, f32x4.splat(0.338572)))));
      sumR = f32x4.add(sumR, f32x4.add(f32x4.sub(f32x4.mul(cr8, f32x4.splat(0.439216)), f32x4.mul(cg8, f32x4.splat(0.398942))), f32x4.sub(f32x4.mul(opacity, f32x4.splat(128)), f32x4.mul(cb8, f32x4.splat(0.040274)))));
      sumA = f32x4.add(sumA, weight);
    }
    // Means of 2 × 2, in lanes 0 and 2.
    const quarter = f32x4.splat(0.25), u = f32x4.mul(pairSums(sumB), quarter), v = f32x4.mul(pairSums(sumR), quarter);
    const both = bytesOf(i32x4.shuffle(u, v, 0, 2, 4, 6)), c = <usize>x >> 1;
    v128.store16_lane(cb + c, both, 0);
    v128.store16_lane(cr + c, both, 1);
    if (hasAlpha) {
      const t = f32x4.mul(pairSums(sumA), quarter);
      v128.store16_lane(chromaAlpha + c, bytesOf(i32x4.shuffle(t, t, 0, 2, 0, 2)), 0);
    }
  }
}

// What a frame with an aperture needs: how far each part of a layer is blurred, and planes mixed from the two nearest of its blurred copies.
import { ALPHA, CB, CHROMA_ALPHA, CHROMA_PITCH, CR, GRID_HEIGHT, GRID_WIDTH, HEIGHT, LUMA, LUMA_PITCH, PAD_ABOVE, PAD_BELOW, PAD_X, SOME_ALPHA, SOME_TRANSPARENCY, TILE_PITCH, TILES, VERTEX_X, VERTEX_Y, VERTEX_Z, WIDTH } from './layout';

// One blurred copy: planes where a descriptor has them, then:
const SHIFT: usize = 36; // 1: half as fine as what it is mixed into
const REACH: usize = 40; // tiles of 8 × 8 texels (of the sharp picture in use) that it spreads over
const STEP_BYTES: usize = 64;

// One layer's job, i32 each. Nodes are i16: where on the row of copies a point lies, × 32, every 16 × 8 texels.
const STEPS: usize = 0;
const OUT: usize = 4; // the layer's own descriptor
const NODES: usize = 8;
const BEFORE: usize = 12; // nodes that the planes were mixed for last
const TO_ALPHA: usize = 16; // tiles to the nearest tile with alpha, one byte a tile of the sharp picture; 0 on an opaque layer
const TO_EDGE: usize = 20; // … to the nearest that is not opaque
const FAR_PITCH: usize = 24;
const FAR_ROWS: usize = 28;
const SPREAD: usize = 32; // 1 where the planes are half as fine as that picture
const KINDS: usize = 36; // flags of single tiles, at tile (0, 0), with the pitch of the descriptor's and a ring of empty ones
const IS_NEW: usize = 40; // nothing is mixed yet
const EDGES: usize = 44; // sides beyond which one texel more is repeated: 1 left, 2 right, 4 top, 8 bottom

// Where texels lie between a tile's left and right nodes, Q15: (2x + 1) / 32.
@inline function rampLow(): v128 { return i16x8(1024, 3072, 5120, 7168, 9216, 11264, 13312, 15360); }

/**
 * Blur radius at every vertex, in texels × sharpness of `params`: view row of distance (x, y, z, 1), 1 / focus, texels · metres; up to `most`. Returns nothing; the least
 * and the greatest of the inner vertices follow as two f32 after `out`'s last row.
 */
export function focusRadii(d: usize, params: usize, out: usize): void {
  const wx = v128.load32_splat(params), wy = v128.load32_splat(params, 4), wz = v128.load32_splat(params, 8), wt = v128.load32_splat(params, 12), inverseFocus = v128.load32_splat(params, 16), scale = v128.load32_splat(params, 20), most = v128.load32_splat(params, 24);
  const across = load<i32>(d, GRID_WIDTH) + 1, count = across * (load<i32>(d, GRID_HEIGHT) + 1), one = f32x4.splat(1);
  const px = load<usize>(d, VERTEX_X), py = load<usize>(d, VERTEX_Y), pz = load<usize>(d, VERTEX_Z);
  let low = f32x4.splat(Infinity), high = f32x4.splat(0);
  for (let i: usize = 0; i < <usize>count; i += 4) {
    const o = i << 2, z = v128.load(pz + o);
    const w = f32x4.add(f32x4.add(f32x4.mul(wx, v128.load(px + o)), f32x4.mul(wy, v128.load(py + o))), f32x4.add(f32x4.mul(wz, z), wt));
    // Thin lens: |1/w − 1/s| × w, over the vertex's own first distance, which says how large its texels are.
    const r = f32x4.pmin(most, f32x4.div(f32x4.mul(scale, f32x4.abs(f32x4.sub(one, f32x4.mul(w, inverseFocus)))), f32x4.neg(z)));
    v128.store(out + o, r);
    if (i + 4 <= <usize>count) { low = f32x4.pmin(low, r); high = f32x4.pmax(high, r); }
  }
  for (let i = count & ~3; i < count; i++) { const r = v128.load32_splat(out + (<usize>i << 2)); low = f32x4.pmin(low, r); high = f32x4.pmax(high, r); }
  const end = out + (<usize>((count + 3) & ~3) << 2);
  store<f32>(end, min(min(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)), min(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3))));
  store<f32>(end, max(max(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1)), max(f32x4.extract_lane(high, 2), f32x4.extract_lane(high, 3))), 4);
}

/**
 * Fills a job's nodes from radii at the vertices. `rungs`: count, then for each gap between copies (least radius², 1 / gap in radius²), f32 each, so that second moments
 * add up. cellX, cellY: texels of the planes in use a mesh cell.
 */
export function focusNodes(d: usize, radii: usize, rungs: usize, nodes: usize, nodesAcross: i32, nodesDown: i32, cellX: f32, cellY: f32): void {
  const across = load<i32>(d, GRID_WIDTH) + 1, lastX = load<i32>(d, GRID_WIDTH) - 3, lastY = load<i32>(d, GRID_HEIGHT) - 3, gaps = load<i32>(rungs);
  const perX: f32 = 16 / cellX, perY: f32 = 8 / cellY;
  for (let j = 0; j < nodesDown; j++) {
    const y = <f32>j * perY, cellRow = min(<i32>y, lastY), fy = min(y - <f32>cellRow, 1);
    const row = radii + (<usize>((cellRow + 1) * across + 1) << 2), next = row + (<usize>across << 2);
    for (let i = 0; i < nodesAcross; i++, nodes += 2) {
      const x = <f32>i * perX, cell = min(<i32>x, lastX), fx = min(x - <f32>cell, 1), p = row + (<usize>cell << 2), q = next + (<usize>cell << 2);
      const a = load<f32>(p), b = load<f32>(q), upper = a + (load<f32>(p, 4) - a) * fx, lower = b + (load<f32>(q, 4) - b) * fx, r = upper + (lower - upper) * fy, square = r * r;
      let at: f32 = 0, rung = rungs + 4;
      for (let k = 0; k < gaps; k++, rung += 8) at += min(max((square - load<f32>(rung)) * load<f32>(rung, 4), 0), 1);
      store<i16>(nodes, <i16>(at * 32 + 0.5));
    }
  }
}

/** Flags of a picture's single 8 × 8 tiles, across × down bytes. */
export function focusKinds(d: usize, to: usize, across: i32, down: i32): void {
  const alpha = load<usize>(d, ALPHA), pitch = load<i32>(d, LUMA_PITCH);
  for (let y = 0; y < down; y++) for (let x = 0; x < across; x++, to++) store<u8>(to, <u8>tileKind(alpha + <usize>(y * 8 * pitch + x * 8), <usize>pitch));
}

@inline function tileKind(p: usize, pitch: usize): u32 {
  let any: u64 = 0, all: u64 = ~0;
  for (let r = 0; r < 8; r++, p += pitch) { const t = load<u64>(p) ^ 0x8080808080808080; any |= t; all &= t; }
  return (any ? SOME_ALPHA : 0) | (all != ~0 ? SOME_TRANSPARENCY : 0);
}

@inline function tent(at: v128, step: i32): v128 {
  return i16x8.max_s(i16x8.splat(0), i16x8.sub(i16x8.splat(128), i16x8.abs(i16x8.sub(at, i16x8.splat(<i16>(step << 7))))));
}
@inline function round4(v: v128): v128 { return i16x8.shr_s(i16x8.add(v, i16x8.splat(8)), 4); }
@inline function round7(v: v128): v128 { return i16x8.shr_s(i16x8.add(v, i16x8.splat(64)), 7); }

// One plane of one tile: 16 × 8 texels, or 8 × 4 of chroma, each at its own place between copies first..last.
@inline function mixTile(isChroma: bool, steps: usize, first: i32, last: i32, field: usize, to: usize, toPitch: usize, x: i32, y: i32, rows: i32, q00: i32, q10: i32, q01: i32, q11: i32): void {
  const pitchField = isChroma ? CHROMA_PITCH : LUMA_PITCH, shift = isChroma ? 3 : 4;
  const ramp = isChroma ? i16x8.add(rampLow(), rampLow()) : rampLow(), rampHigh = i16x8.add(rampLow(), i16x8.splat(16384));
  for (let r = 0; r < rows; r++, y++, to += toPitch) {
    const k = (2 * r + 1) << 2, left = ((q00 << (shift + 2)) + (q10 - q00) * k) >> shift, right = ((q01 << (shift + 2)) + (q11 - q01) * k) >> shift;
    const start = i16x8.splat(<i16>left), span = i16x8.splat(<i16>(right - left)), at = i16x8.add(start, i16x8.q15mulr_sat_s(span, ramp));
    let high = at, sum = i16x8.splat(0), sumHigh = sum;
    if (!isChroma) high = i16x8.add(start, i16x8.q15mulr_sat_s(span, rampHigh));
    for (let i = first; i <= last; i++) {
      const s = steps + <usize>i * STEP_BYTES, plane = load<usize>(s + field), pitch = load<i32>(s + pitchField);
      let v = i16x8.splat(0), w = v;
      if (load<i32>(s, SHIFT)) {
        // Half as fine: tents between the nearer and the farther row, then column (scale 16).
        const m = y >> 1, p = plane + <usize>(m * pitch + (x >> 1)) - 1, far = p + <usize>(y & 1 ? pitch : -pitch);
        if (isChroma) {
          const a = v128.load64_zero(p), b = v128.load64_zero(far), ea = i16x8.extend_low_i8x16_s(a);
          const t = i16x8.add(i16x8.add(ea, i16x8.shl(ea, 1)), i16x8.extend_low_i8x16_s(b));
          const c = i16x8.shuffle(t, t, 1, 2, 3, 4, 1, 2, 3, 4), n = i16x8.shuffle(t, t, 2, 3, 4, 5, 2, 3, 4, 5), c3 = i16x8.add(c, i16x8.shl(c, 1));
          v = round4(i16x8.shuffle(i16x8.add(c3, t), i16x8.add(c3, n), 0, 8, 1, 9, 2, 10, 3, 11));
        } else {
          const a = v128.load(p), b = v128.load(far), al = i16x8.extend_low_i8x16_s(a), ah = i16x8.extend_high_i8x16_s(a);
          const l = i16x8.add(i16x8.add(al, i16x8.shl(al, 1)), i16x8.extend_low_i8x16_s(b)), h = i16x8.add(i16x8.add(ah, i16x8.shl(ah, 1)), i16x8.extend_high_i8x16_s(b));
          const c = i16x8.shuffle(l, h, 1, 2, 3, 4, 5, 6, 7, 8), n = i16x8.shuffle(l, h, 2, 3, 4, 5, 6, 7, 8, 9), c3 = i16x8.add(c, i16x8.shl(c, 1));
          const even = round4(i16x8.add(c3, l)), odd = round4(i16x8.add(c3, n));
          v = i16x8.shuffle(even, odd, 0, 8, 1, 9, 2, 10, 3, 11); w = i16x8.shuffle(even, odd, 4, 12, 5, 13, 6, 14, 7, 15);
        }
      } else {
        const p = plane + <usize>(y * pitch + x);
        if (isChroma) v = v128.load8x8_s(p);
        else { const bytes = v128.load(p); v = i16x8.extend_low_i8x16_s(bytes); w = i16x8.extend_high_i8x16_s(bytes); }
      }
      sum = i16x8.add(sum, i16x8.mul(v, tent(at, i)));
      if (!isChroma) sumHigh = i16x8.add(sumHigh, i16x8.mul(w, tent(high, i)));
    }
    if (isChroma) { const t = round7(sum); v128.store64_lane(to, i8x16.narrow_i16x8_s(t, t), 0); }
    else v128.store(to, i8x16.narrow_i16x8_s(round7(sum), round7(sumHigh)));
  }
}

function mixWide(steps: usize, first: i32, last: i32, field: usize, to: usize, toPitch: usize, x: i32, y: i32, rows: i32, q00: i32, q10: i32, q01: i32, q11: i32): void {
  mixTile(false, steps, first, last, field, to, toPitch, x, y, rows, q00, q10, q01, q11);
}
function mixChroma(steps: usize, first: i32, last: i32, field: usize, to: usize, toPitch: usize, x: i32, y: i32, rows: i32, q00: i32, q10: i32, q01: i32, q11: i32): void {
  mixTile(true, steps, first, last, field, to, toPitch, x, y, rows, q00, q10, q01, q11);
}

@inline function fill(to: usize, pitch: usize, rows: i32, value: u8, isWide: bool): void {
  for (let r = 0; r < rows; r++, to += pitch) { if (isWide) v128.store(to, i8x16.splat(value)); else store<u64>(to, <u64>value * 0x0101010101010101); }
}

// Around mixed planes: repeated where the layer is opaque, nothing elsewhere, as `finishPlanes` does; but for one texel on `edges`, where half of a coarse texel is still picture.
function surround(plane: usize, pitch: usize, width: usize, height: i32, repeatsEdge: bool, edges: i32 = 0): void {
  let row = plane;
  for (let y = 0; y < height; y++, row += pitch) {
    const left = i8x16.splat(<i8>(repeatsEdge ? load<u8>(row) : 0x80)), right = i8x16.splat(<i8>(repeatsEdge ? load<u8>(row + width - 1) : 0x80));
    v128.store(row - 32, left); v128.store(row - 16, left); v128.store(row + width, right); v128.store(row + width, right, 16);
    if (edges & 1) store<u8>(row - 1, load<u8>(row));
    if (edges & 2) store<u8>(row + width, load<u8>(row + width - 1));
  }
  const side = <usize>PAD_X, last = plane + <usize>(height - 1) * pitch - side, across = width + side * 2;
  for (let k = 1; k <= PAD_ABOVE; k++) { const to = plane - <usize>k * pitch - side; if (repeatsEdge) memory.copy(to, plane - side, across); else memory.fill(to, 0x80, across); }
  for (let k = 1; k <= PAD_BELOW; k++) { const to = last + <usize>k * pitch; if (repeatsEdge) memory.copy(to, last, across); else memory.fill(to, 0x80, across); }
  if (edges & 4) memory.copy(plane - pitch - side, plane - side, across);
  if (edges & 8) memory.copy(last + pitch, last, across);
}

/** Repeats a blurred copy's edges into the padding that mixing reads. */
export function focusSurround(d: usize): void {
  const width = <usize>load<i32>(d, WIDTH), height = load<i32>(d, HEIGHT), pitch = load<usize>(d, LUMA_PITCH), chromaPitch = load<usize>(d, CHROMA_PITCH);
  surround(load<usize>(d, LUMA), pitch, width, height, true);
  surround(load<usize>(d, CB), chromaPitch, width >> 1, height >> 1, true);
  surround(load<usize>(d, CR), chromaPitch, width >> 1, height >> 1, true);
  if (!load<usize>(d, ALPHA)) return;
  surround(load<usize>(d, ALPHA), pitch, width, height, true);
  surround(load<usize>(d, CHROMA_ALPHA), chromaPitch, width >> 1, height >> 1, true);
}

/** Mixes a layer's own planes anew in every tile whose nodes changed since they were mixed last; returns how many tiles that were. */
export function focusMix(job: usize): i32 {
  const d = load<usize>(job, OUT), steps = load<usize>(job, STEPS), width = load<i32>(d, WIDTH), height = load<i32>(d, HEIGHT);
  const luma = load<usize>(d, LUMA), alpha = load<usize>(d, ALPHA), cb = load<usize>(d, CB), cr = load<usize>(d, CR), chromaAlpha = load<usize>(d, CHROMA_ALPHA);
  const pitch = load<usize>(d, LUMA_PITCH), chromaPitch = load<usize>(d, CHROMA_PITCH), tilePitch = load<i32>(d, TILE_PITCH), kinds = load<usize>(job, KINDS);
  const across = (width + 15) >> 4, down = (height + 7) >> 3, nodePitch = <usize>(across + 1) << 1, isNew = load<i32>(job, IS_NEW);
  const farPitch = load<i32>(job, FAR_PITCH), farRows = load<i32>(job, FAR_ROWS), spread = load<i32>(job, SPREAD), toAlpha = load<usize>(job, TO_ALPHA), toEdge = load<usize>(job, TO_EDGE);
  let mixed = 0;
  for (let ty = 0; ty < down; ty++) {
    let now = load<usize>(job, NODES) + <usize>ty * nodePitch, before = load<usize>(job, BEFORE) + <usize>ty * nodePitch;
    const y = ty << 3, rows = min(8, height - y), chromaRows = rows >> 1;
    for (let tx = 0; tx < across; tx++, now += 2, before += 2) {
      if (!isNew && load<u32>(now) == load<u32>(before) && load<u32>(now + nodePitch) == load<u32>(before + nodePitch)) continue;
      mixed++;
      const q00 = <i32>load<i16>(now), q01 = <i32>load<i16>(now, 2), q10 = <i32>load<i16>(now + nodePitch), q11 = <i32>load<i16>(now + nodePitch, 2);
      const first = min(min(q00, q01), min(q10, q11)) >> 5, last = (max(max(q00, q01), max(q10, q11)) + 31) >> 5;
      const x = tx << 4, o = <usize>(y * <i32>pitch + x), oc = <usize>((y >> 1) * <i32>chromaPitch + (x >> 1)), kind = kinds + <usize>(ty * tilePitch + tx * 2);
      let isOpaque = false;
      if (alpha) {
        const reach = load<i32>(steps + <usize>last * STEP_BYTES, REACH), x1 = min(((tx + 1) << (1 + spread)), farPitch), y1 = min((ty + 1) << spread, farRows);
        let near = 255, edge = 255;
        for (let fy = ty << spread; fy < y1; fy++) for (let fx = tx << (1 + spread); fx < x1; fx++) { const k = <usize>(fy * farPitch + fx); near = min(near, <i32>load<u8>(toAlpha + k)); edge = min(edge, <i32>load<u8>(toEdge + k)); }
        if (near > reach) {
          fill(luma + o, pitch, rows, 0x80, true); fill(alpha + o, pitch, rows, 0x80, true);
          fill(cb + oc, chromaPitch, chromaRows, 0x80, false); fill(cr + oc, chromaPitch, chromaRows, 0x80, false); fill(chromaAlpha + oc, chromaPitch, chromaRows, 0x80, false);
          store<u16>(kind, SOME_TRANSPARENCY | SOME_TRANSPARENCY << 8);
          continue;
        }
        isOpaque = edge > reach;
        if (isOpaque) { fill(alpha + o, pitch, rows, 0x7f, true); fill(chromaAlpha + oc, chromaPitch, chromaRows, 0x7f, false); }
        else { mixWide(steps, first, last, ALPHA, alpha + o, pitch, x, y, rows, q00, q10, q01, q11); mixChroma(steps, first, last, CHROMA_ALPHA, chromaAlpha + oc, chromaPitch, x >> 1, y >> 1, chromaRows, q00, q10, q01, q11); }
        // What lies past the picture's end stays marked as transparent.
        const isWhole = rows == 8 && x + 16 <= width ? 0 : SOME_TRANSPARENCY;
        store<u8>(kind, <u8>(tileKind(alpha + o, pitch) | isWhole)); store<u8>(kind, <u8>(tileKind(alpha + o + 8, pitch) | isWhole), 1);
      }
      mixWide(steps, first, last, LUMA, luma + o, pitch, x, y, rows, q00, q10, q01, q11);
      mixChroma(steps, first, last, CB, cb + oc, chromaPitch, x >> 1, y >> 1, chromaRows, q00, q10, q01, q11);
      mixChroma(steps, first, last, CR, cr + oc, chromaPitch, x >> 1, y >> 1, chromaRows, q00, q10, q01, q11);
    }
  }
  if (!mixed) return 0;
  memory.copy(load<usize>(job, BEFORE), load<usize>(job, NODES), nodePitch * <usize>(down + 1));
  const edges = load<i32>(job, EDGES);
  surround(luma, pitch, <usize>width, height, !alpha, edges);
  surround(cb, chromaPitch, <usize>(width >> 1), height >> 1, !alpha, edges);
  surround(cr, chromaPitch, <usize>(width >> 1), height >> 1, !alpha, edges);
  if (alpha) {
    surround(alpha, pitch, <usize>width, height, false, edges);
    surround(chromaAlpha, chromaPitch, <usize>(width >> 1), height >> 1, false, edges);
    const tiles = load<usize>(d, TILES), tileDown = (height + 7) >> 3;
    for (let ty = -1; ty <= tileDown; ty++) {
      // As flagTiles leaves them: each answers for the three to its right as well.
      let p = kinds + <usize>(ty * tilePitch) - 1, to = tiles + <usize>(ty * tilePitch) - 1;
      for (let x = 0; x < tilePitch; x += 16, p += 16, to += 16) v128.store(to, v128.or(v128.or(v128.load(p), v128.load(p, 1)), v128.or(v128.load(p, 2), v128.load(p, 3))));
    }
  }
  return mixed;
}

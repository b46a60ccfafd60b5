// What a frame with an aperture needs: how far each part of a layer is blurred, and planes mixed from the two nearest of its blurred copies.
import {
  ALPHA, CB, CHROMA_ALPHA, CHROMA_PITCH, COVER, COVERS, CR, frameHeight, frameWidth, GRID_HEIGHT, GRID_WIDTH, HEIGHT, IS_BENT, LUMA, LUMA_PITCH, MAP, mapWidth, PAD_ABOVE, PAD_BELOW, PAD_X, SOME_ALPHA, SOME_TRANSPARENCY, TILE_PITCH, TILES, VERTEX_X,
  VERTEX_Y, VERTEX_Z, WIDTH,
} from './layout';

// One blurred copy: planes where a descriptor has them, then:
const SHIFT: usize = 36; // 1: half as fine as what it is mixed into
const REACH: usize = 40; // tiles of 8 × 8 texels (of the sharp picture in use) that it spreads over
const STEP_BYTES: usize = 64;

// One layer's job, i32 each. Nodes are i16: where on the row of copies a point lies, × 16 (less than 2 % of a radius, so that a slow camera changes few tiles a frame), every 16 × 8 texels.
const STEPS: usize = 0;
const OUT: usize = 4; // the layer's own descriptor
const NODES: usize = 8;
const KEYS: usize = 12; // the four nodes that each tile of 16 × 8 texels was mixed for last
const TO_ALPHA: usize = 16; // tiles to the nearest tile with alpha, one byte a tile of the sharp picture; 0 on an opaque layer
const TO_EDGE: usize = 20; // … to the nearest that is not opaque
const FAR_PITCH: usize = 24;
const FAR_ROWS: usize = 28;
const SPREAD: usize = 32; // 1 where the planes are half as fine as that picture
const KINDS: usize = 36; // flags of single tiles, at tile (0, 0), with the pitch of the descriptor's and a ring of empty ones
const MARKS: usize = 40; // one byte a tile: 1 where the frame looks at it
const BENT_REACH: usize = 48; // texels that a bent block may look beyond its corners'
const IS_EAGER: usize = 52; // every tile is wanted, whoever looks
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
      for (let k = 0; k < gaps; k++, rung += 8) {
        const over = square - load<f32>(rung);
        if (over <= 0) break;
        at += min(over * load<f32>(rung, 4), 1);
      }
      store<i16>(nodes, <i16>(at * 16 + 0.5));
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
    const k = (2 * r + 1) << 3, left = ((q00 << (shift + 3)) + (q10 - q00) * k) >> shift, right = ((q01 << (shift + 3)) + (q11 - q01) * k) >> shift;
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

// Four nodes around a tile of 16 × 8 texels: upper two, then lower two.
@inline function nodesOf(nodes: usize, nodePitch: usize): u64 { return <u64>load<u32>(nodes) | <u64>load<u32>(nodes + nodePitch) << 32; }
@inline function lastStep(key: u64): i32 { return (max(max(<i32><i16>key, <i32><i16>(key >> 16)), max(<i32><i16>(key >> 32), <i32><i16>(key >> 48))) + 15) >> 4; }
@inline function firstStep(key: u64): i32 { return min(min(<i32><i16>key, <i32><i16>(key >> 16)), min(<i32><i16>(key >> 32), <i32><i16>(key >> 48))) >> 4; }

@inline function nearest(far: usize, pitch: i32, x0: i32, x1: i32, y0: i32, y1: i32): i32 {
  let least = 255;
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) least = min(least, <i32>load<u8>(far + <usize>(y * pitch + x)));
  return least;
}

/** Flags of a job's tiles from its nodes, before anything is mixed: whatever a blurred copy can reach counts. */
export function focusFlags(job: usize): void {
  const d = load<usize>(job, OUT), steps = load<usize>(job, STEPS), width = load<i32>(d, WIDTH), height = load<i32>(d, HEIGHT), tilePitch = load<i32>(d, TILE_PITCH), kinds = load<usize>(job, KINDS);
  const across = (width + 15) >> 4, down = (height + 7) >> 3, nodePitch = <usize>(across + 1) << 1;
  const farPitch = load<i32>(job, FAR_PITCH), farRows = load<i32>(job, FAR_ROWS), spread = load<i32>(job, SPREAD), toAlpha = load<usize>(job, TO_ALPHA), toEdge = load<usize>(job, TO_EDGE);
  for (let ty = 0; ty < down; ty++) {
    let node = load<usize>(job, NODES) + <usize>ty * nodePitch;
    const y0 = ty << spread, y1 = min((ty + 1) << spread, farRows);
    for (let tx = 0; tx < across; tx++, node += 2) {
      const reach = load<i32>(steps + <usize>lastStep(nodesOf(node, nodePitch)) * STEP_BYTES, REACH);
      for (let k = tx * 2; k < tx * 2 + 2; k++) {
        const x0 = k << spread, x1 = min((k + 1) << spread, farPitch);
        // What lies past the picture's end stays marked as transparent.
        const isPart = (ty << 3) + 8 > height || (k << 3) + 8 > width;
        store<u8>(kinds + <usize>(ty * tilePitch + k), <u8>((nearest(toAlpha, farPitch, x0, x1, y0, y1) <= reach ? SOME_ALPHA : 0) | (isPart || nearest(toEdge, farPitch, x0, x1, y0, y1) <= reach ? SOME_TRANSPARENCY : 0)));
      }
    }
  }
  const tiles = load<usize>(d, TILES);
  for (let ty = -1; ty <= down; ty++) {
    // As flagTiles leaves them: each answers for the three to its right as well.
    let p = kinds + <usize>(ty * tilePitch) - 1, to = tiles + <usize>(ty * tilePitch) - 1;
    for (let x = 0; x < tilePitch; x += 16, p += 16, to += 16) v128.store(to, v128.or(v128.or(v128.load(p), v128.load(p, 1)), v128.or(v128.load(p, 2), v128.load(p, 3))));
  }
}

// Marks the tiles of which the frame shows anything, from the layer's map and covers.
function markSeen(d: usize, marks: usize, across: i32, down: i32, bentReach: i32): void {
  const blocksAcross = frameWidth >> 4, blocksDown = frameHeight >> 3, below = <usize>mapWidth << 3;
  let entry = load<usize>(d, COVERS);
  memory.fill(marks, 0, <usize>(across * down));
  for (let by = 0; by < blocksDown; by++) {
    let m = load<usize>(d, MAP) + <usize>by * below;
    for (let bx = 0; bx < blocksAcross; bx++, entry += 4, m += 16) {
      const c = load<i32>(entry);
      if (!(c & COVER)) continue;
      const n = m + below, a = v128.load(m), b = v128.load64_splat(m, 16), e = v128.load(n), f = v128.load64_splat(n, 16);
      const low = i32x4.min_s(i32x4.min_s(a, b), i32x4.min_s(e, f)), high = i32x4.max_s(i32x4.max_s(a, b), i32x4.max_s(e, f));
      // A chroma sample looks up to three texels further.
      const reach = c & IS_BENT ? bentReach : 0;
      const u0 = (min(i32x4.extract_lane(low, 0), i32x4.extract_lane(low, 2)) >> 16) - 4 - reach, u1 = (max(i32x4.extract_lane(high, 0), i32x4.extract_lane(high, 2)) >> 16) + 5 + reach;
      const v0 = (min(i32x4.extract_lane(low, 1), i32x4.extract_lane(low, 3)) >> 16) - 4 - reach, v1 = (max(i32x4.extract_lane(high, 1), i32x4.extract_lane(high, 3)) >> 16) + 5 + reach;
      const x0 = min(max(u0 >> 4, 0), across - 1), x1 = min(max(u1 >> 4, 0), across - 1), y0 = min(max(v0 >> 3, 0), down - 1), y1 = min(max(v1 >> 3, 0), down - 1);
      for (let y = y0; y <= y1; y++) for (let x = x0; x <= x1; x++) store<u8>(marks + <usize>(y * across + x), 1);
    }
  }
}

/** Mixes a layer's own planes anew in every tile that the frame shows and whose nodes changed since it was mixed last; returns how many tiles that were. */
export function focusMix(job: usize): i32 {
  const d = load<usize>(job, OUT), steps = load<usize>(job, STEPS), width = load<i32>(d, WIDTH), height = load<i32>(d, HEIGHT);
  const luma = load<usize>(d, LUMA), alpha = load<usize>(d, ALPHA), cb = load<usize>(d, CB), cr = load<usize>(d, CR), chromaAlpha = load<usize>(d, CHROMA_ALPHA);
  const pitch = load<usize>(d, LUMA_PITCH), chromaPitch = load<usize>(d, CHROMA_PITCH), tilePitch = load<i32>(d, TILE_PITCH), kinds = load<usize>(job, KINDS);
  const across = (width + 15) >> 4, down = (height + 7) >> 3, nodePitch = <usize>(across + 1) << 1;
  let mixed = 0, mark = load<usize>(job, MARKS), key = load<usize>(job, KEYS);
  if (load<i32>(job, IS_EAGER)) memory.fill(mark, 1, <usize>(across * down)); else markSeen(d, mark, across, down, load<i32>(job, BENT_REACH));
  for (let ty = 0; ty < down; ty++) {
    let node = load<usize>(job, NODES) + <usize>ty * nodePitch;
    const y = ty << 3, rows = min(8, height - y), chromaRows = rows >> 1;
    for (let tx = 0; tx < across; tx++, node += 2, key += 8, mark++) {
      if (!load<u8>(mark)) continue;
      const now = nodesOf(node, nodePitch);
      if (now == load<u64>(key)) continue;
      store<u64>(key, now);
      mixed++;
      const q00 = <i32><i16>now, q01 = <i32><i16>(now >> 16), q10 = <i32><i16>(now >> 32), q11 = <i32><i16>(now >> 48), first = firstStep(now), last = lastStep(now);
      const x = tx << 4, o = <usize>(y * <i32>pitch + x), oc = <usize>((y >> 1) * <i32>chromaPitch + (x >> 1));
      if (alpha) {
        const kind = kinds + <usize>(ty * tilePitch + tx * 2), flags = <u32>load<u8>(kind) | <u32>load<u8>(kind, 1);
        if (!(flags & SOME_ALPHA)) {
          fill(luma + o, pitch, rows, 0x80, true); fill(alpha + o, pitch, rows, 0x80, true);
          fill(cb + oc, chromaPitch, chromaRows, 0x80, false); fill(cr + oc, chromaPitch, chromaRows, 0x80, false); fill(chromaAlpha + oc, chromaPitch, chromaRows, 0x80, false);
          continue;
        }
        if (flags & SOME_TRANSPARENCY) { mixWide(steps, first, last, ALPHA, alpha + o, pitch, x, y, rows, q00, q10, q01, q11); mixChroma(steps, first, last, CHROMA_ALPHA, chromaAlpha + oc, chromaPitch, x >> 1, y >> 1, chromaRows, q00, q10, q01, q11); }
        else { fill(alpha + o, pitch, rows, 0x7f, true); fill(chromaAlpha + oc, chromaPitch, chromaRows, 0x7f, false); }
      }
      mixWide(steps, first, last, LUMA, luma + o, pitch, x, y, rows, q00, q10, q01, q11);
      mixChroma(steps, first, last, CB, cb + oc, chromaPitch, x >> 1, y >> 1, chromaRows, q00, q10, q01, q11);
      mixChroma(steps, first, last, CR, cr + oc, chromaPitch, x >> 1, y >> 1, chromaRows, q00, q10, q01, q11);
    }
  }
  if (!mixed) return 0;
  const edges = load<i32>(job, EDGES);
  surround(luma, pitch, <usize>width, height, !alpha, edges);
  surround(cb, chromaPitch, <usize>(width >> 1), height >> 1, !alpha, edges);
  surround(cr, chromaPitch, <usize>(width >> 1), height >> 1, !alpha, edges);
  if (alpha) {
    surround(alpha, pitch, <usize>width, height, false, edges);
    surround(chromaAlpha, chromaPitch, <usize>(width >> 1), height >> 1, false, edges);
  }
  return mixed;
}

// Blocks whose map is bent (depth edges inside a layer, folds, kinks): every pixel gets its own texel, and is drawn from that.
import {
  ALPHA, CB, CHROMA_ALPHA, CHROMA_PITCH, CHUNK_BYTES, CHUNK_SHIFT, CHUNK_U, CHUNK_V, chunks, COLUMNS, constants, COVERS, CR, frameHeight, frameWidth, GRID_WIDTH, HEIGHT, IS_BENT, LUMA, LUMA_PITCH,
  ROWS, RUN_COUNT, RUNS, TEXEL_SCALE, WIDTH,
} from './layout';
import { gatherRow, locateEight, OVER_TILE, over } from './sample';

const EDGE_TOLERANCE: f32 = 0.0001;
const OUTSIDE_TEXELS: i32 = 4096;
const TILE_CB: usize = 256;
const TILE_CR: usize = 320;
const BLACK_LUMA: i16 = 16 << 6;
const BLACK_CHROMA: i16 = 128 << 6;

// One triangle into one chunk, four pixels a step. Corner 0 is where t = s = 0; x, y in pixels from the block's first pixel's centre, z = 1/w, u, v in 16.16.
function fillTriangle(
  chunk: usize, d: usize, x0: f32, y0: f32, z0: f32, u0: f32, v0: f32, x1: f32, y1: f32, z1: f32, u1: f32, v1: f32, x2: f32, y2: f32, z2: f32, u2: f32, v2: f32,
): void {
  const ex = x1 - x0, ey = y1 - y0, fx = x2 - x0, fy = y2 - y0, area = ex * fy - fx * ey;
  if (area == 0) return;
  const top = <i32>max<f32>(0, ceil(min(y0, min(y1, y2)) - EDGE_TOLERANCE)), bottom = <i32>min<f32>(7, floor(max(y0, max(y1, y2)) + EDGE_TOLERANCE));
  const left = <i32>max<f32>(0, ceil(min(x0, min(x1, x2)) - EDGE_TOLERANCE)) & ~3, right = <i32>min<f32>(15, floor(max(x0, max(x1, x2)) + EDGE_TOLERANCE));
  const inverse: f32 = 1 / area, low = f32x4.splat(-EDGE_TOLERANCE), high = f32x4.splat(1 + EDGE_TOLERANCE), one = f32x4.splat(1);
  const least = i32x4.splat(-(OUTSIDE_TEXELS << 16)), mostU = i32x4.splat((load<i32>(d, WIDTH) + OUTSIDE_TEXELS) << 16), mostV = i32x4.splat((load<i32>(d, HEIGHT) + OUTSIDE_TEXELS) << 16);
  for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x += 4) {
    const px = f32x4.sub(f32x4.add(f32x4.splat(<f32>x), f32x4(0, 1, 2, 3)), f32x4.splat(x0)), py = f32x4.splat(<f32>y - y0);
    const t = f32x4.mul(f32x4.sub(f32x4.mul(px, f32x4.splat(fy)), f32x4.mul(f32x4.splat(fx), py)), f32x4.splat(inverse));
    const s = f32x4.mul(f32x4.sub(f32x4.mul(f32x4.splat(ex), py), f32x4.mul(px, f32x4.splat(ey))), f32x4.splat(inverse));
    const a = f32x4.mul(f32x4.splat(z0), f32x4.sub(f32x4.sub(one, t), s)), b = f32x4.mul(f32x4.splat(z1), t), c = f32x4.mul(f32x4.splat(z2), s), z = f32x4.add(a, f32x4.add(b, c));
    const p = chunk + (<usize>(y * 16 + x) << 2), kept = v128.load(p);
    const hit = v128.and(v128.and(v128.and(f32x4.ge(t, low), f32x4.ge(s, low)), f32x4.le(f32x4.add(t, s), high)), f32x4.gt(z, kept));
    if (!v128.any_true(hit)) continue;
    const correct = f32x4.div(one, z);
    const u = f32x4.mul(f32x4.add(f32x4.mul(a, f32x4.splat(u0)), f32x4.add(f32x4.mul(b, f32x4.splat(u1)), f32x4.mul(c, f32x4.splat(u2)))), correct);
    const v = f32x4.mul(f32x4.add(f32x4.mul(a, f32x4.splat(v0)), f32x4.add(f32x4.mul(b, f32x4.splat(v1)), f32x4.mul(c, f32x4.splat(v2)))), correct);
    v128.store(p, v128.bitselect(z, kept, hit));
    v128.store(p, v128.bitselect(i32x4.min_s(mostU, i32x4.max_s(least, i32x4.trunc_sat_f32x4_s(u))), v128.load(p, CHUNK_U), hit), CHUNK_U);
    v128.store(p, v128.bitselect(i32x4.min_s(mostV, i32x4.max_s(least, i32x4.trunc_sat_f32x4_s(v))), v128.load(p, CHUNK_V), hit), CHUNK_V);
  }
}

// Both triangles of one cell into every bent block they may touch.
function fillCell(d: usize, p: usize, stride: usize, column: usize, row: usize): void {
  const q = p + (<usize>(load<i32>(d, GRID_WIDTH) + 1) << 2), across = frameWidth >> 4;
  const ax = load<f32>(p) * 8, bx = load<f32>(p, 4) * 8, cx = load<f32>(q) * 8, dx = load<f32>(q, 4) * 8;
  const ay = load<f32>(p + stride) * 8, by = load<f32>(p + stride, 4) * 8, cy = load<f32>(q + stride) * 8, dy = load<f32>(q + stride, 4) * 8;
  const left = max<f32>(0, min(min(ax, bx), min(cx, dx))), right = min<f32>(<f32>(frameWidth - 1), max(max(ax, bx), max(cx, dx)));
  const top = max<f32>(0, min(min(ay, by), min(cy, dy))), bottom = min<f32>(<f32>(frameHeight - 1), max(max(ay, by), max(cy, dy)));
  if (!(left <= right && top <= bottom)) return; // outside, or a corner behind the near plane (NaN)
  const az = load<f32>(p + stride * 2), bz = load<f32>(p + stride * 2, 4), cz = load<f32>(q + stride * 2), dz = load<f32>(q + stride * 2, 4);
  const scale = load<f32>(d, TEXEL_SCALE), columns = load<usize>(d, COLUMNS) + (column << 2), rows = load<usize>(d, ROWS) + (row << 2);
  const u0 = load<f32>(columns) * scale - 32768, u1 = load<f32>(columns, 4) * scale - 32768, v0 = load<f32>(rows) * scale - 32768, v1 = load<f32>(rows, 4) * scale - 32768;
  for (let y = <i32>top >> 3; y <= <i32>bottom >> 3; y++) for (let x = <i32>left >> 4; x <= <i32>right >> 4; x++) {
    const c = load<i32>(load<usize>(d, COVERS) + (<usize>(y * across + x) << 2));
    if (!(c & IS_BENT)) continue;
    const chunk = chunks + <usize>(c >> CHUNK_SHIFT) * CHUNK_BYTES, ox = <f32>(x << 4), oy = <f32>(y << 3);
    fillTriangle(chunk, d, ax - ox, ay - oy, az, u0, v0, bx - ox, by - oy, bz, u1, v0, cx - ox, cy - oy, cz, u0, v1);
    fillTriangle(chunk, d, dx - ox, dy - oy, dz, u1, v1, cx - ox, cy - oy, cz, u0, v1, bx - ox, by - oy, bz, u1, v0);
  }
}

/** Gives every pixel of a layer's bent blocks its own texel, from the cells that `geometry` has projected. */
export function refine(d: usize, projected: usize, stride: usize): void {
  const across = frameWidth >> 4, blocks = across * (frameHeight >> 3), covers = load<usize>(d, COVERS), gridWidth = load<i32>(d, GRID_WIDTH);
  for (let i = 0; i < blocks; i++) {
    const c = load<i32>(covers + (<usize>i << 2));
    if (c & IS_BENT) memory.fill(chunks + <usize>(c >> CHUNK_SHIFT) * CHUNK_BYTES, 0, CHUNK_BYTES);
  }
  const lastX = f32x4.splat(<f32>(across - 1)), lastY = f32x4.splat(<f32>((frameHeight >> 3) - 1)), zero = f32x4.splat(0), half = f32x4.splat(0.5);
  const rowBytes = <usize>(gridWidth + 1) << 2;
  let run = load<usize>(d, RUNS);
  for (let n = load<i32>(d, RUN_COUNT); n > 0; n--, run += 12) {
    const row = <usize>load<i32>(run), end = load<i32>(run, 8);
    for (let column = load<i32>(run, 4); column < end; column += 4) {
      const p = projected + row * rowBytes + (<usize>column << 2), q = p + rowBytes;
      const ax = v128.load(p), bx = v128.load(p, 4), cx = v128.load(q), dx = v128.load(q, 4);
      const ay = v128.load(p + stride), by = v128.load(p + stride, 4), cy = v128.load(q + stride), dy = v128.load(q + stride, 4);
      // block numbers of each cell's box; NaN fails the comparison
      const x0 = f32x4.max(zero, f32x4.floor(f32x4.mul(half, f32x4.min(f32x4.min(ax, bx), f32x4.min(cx, dx))))), x1 = f32x4.min(lastX, f32x4.floor(f32x4.mul(half, f32x4.max(f32x4.max(ax, bx), f32x4.max(cx, dx)))));
      const y0 = f32x4.max(zero, f32x4.floor(f32x4.min(f32x4.min(ay, by), f32x4.min(cy, dy)))), y1 = f32x4.min(lastY, f32x4.floor(f32x4.max(f32x4.max(ay, by), f32x4.max(cy, dy))));
      const seen = i32x4.bitmask(v128.and(f32x4.le(x0, x1), f32x4.le(y0, y1)));
      if (!seen) continue;
      const fromX = i32x4.trunc_sat_f32x4_s(x0), toX = i32x4.trunc_sat_f32x4_s(x1), fromY = i32x4.trunc_sat_f32x4_s(y0), toY = i32x4.trunc_sat_f32x4_s(y1);
      if (seen & 1) touch(d, p, stride, column, row, end, i32x4.extract_lane(fromX, 0), i32x4.extract_lane(toX, 0), i32x4.extract_lane(fromY, 0), i32x4.extract_lane(toY, 0));
      if (seen & 2) touch(d, p + 4, stride, column + 1, row, end, i32x4.extract_lane(fromX, 1), i32x4.extract_lane(toX, 1), i32x4.extract_lane(fromY, 1), i32x4.extract_lane(toY, 1));
      if (seen & 4) touch(d, p + 8, stride, column + 2, row, end, i32x4.extract_lane(fromX, 2), i32x4.extract_lane(toX, 2), i32x4.extract_lane(fromY, 2), i32x4.extract_lane(toY, 2));
      if (seen & 8) touch(d, p + 12, stride, column + 3, row, end, i32x4.extract_lane(fromX, 3), i32x4.extract_lane(toX, 3), i32x4.extract_lane(fromY, 3), i32x4.extract_lane(toY, 3));
    }
  }
}

@inline function touch(d: usize, p: usize, stride: usize, column: i32, row: usize, end: i32, fromX: i32, toX: i32, fromY: i32, toY: i32): void {
  if (column >= end) return;
  const across = frameWidth >> 4, covers = load<usize>(d, COVERS);
  let bent = 0;
  for (let y = fromY; y <= toY; y++) for (let x = fromX; x <= toX; x++) bent |= load<i32>(covers + (<usize>(y * across + x) << 2));
  if (bent & IS_BENT) fillCell(d, p, stride, <usize>column, row);
}

// Eight samples, `outside` where no surface is.
@inline function masked(plane: usize, pitch: usize, surface: v128, outside: v128): v128 { return v128.bitselect(i16x8.add(gatherRow(plane, pitch), v128.load(constants, 96)), outside, surface); }

@inline function surfaceOf(chunk: usize): v128 {
  const none = f32x4.splat(0);
  return i16x8.narrow_i32x4_s(f32x4.gt(v128.load(chunk), none), f32x4.gt(v128.load(chunk, 16), none));
}

// Sums of neighbouring pixels in both rows → four chroma samples' averages in the low or the high half.
@inline function average(upperLeft: v128, lowerLeft: v128, upperRight: v128, lowerRight: v128): v128 {
  const two = i32x4.splat(2);
  const left = i32x4.add(i32x4.extadd_pairwise_i16x8_s(upperLeft), i32x4.extadd_pairwise_i16x8_s(lowerLeft)), right = i32x4.add(i32x4.extadd_pairwise_i16x8_s(upperRight), i32x4.extadd_pairwise_i16x8_s(lowerRight));
  return i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.add(left, two), 2), i32x4.shr_s(i32x4.add(right, two), 2));
}


// Chroma of eight pixels into scratch, where their four neighbours are averaged later.
function holdChroma(d: usize, chunk: usize, to: usize, isBack: bool): void {
  const half = i32x4.splat(32768), round = i32x4.splat(512), pitch = load<usize>(d, CHROMA_PITCH);
  const u0 = i32x4.add(round, i32x4.shr_s(i32x4.sub(v128.load(chunk, CHUNK_U), half), 1)), u1 = i32x4.add(round, i32x4.shr_s(i32x4.sub(v128.load(chunk, CHUNK_U + 16), half), 1));
  const v0 = i32x4.shr_s(i32x4.sub(v128.load(chunk, CHUNK_V), half), 1), v1 = i32x4.shr_s(i32x4.sub(v128.load(chunk, CHUNK_V + 16), half), 1);
  locateEight(u0, u1, v0, v1, <i32>pitch, load<i32>(d, WIDTH) >> 1, load<i32>(d, HEIGHT) >> 1);
  const surface = surfaceOf(chunk), outside = isBack ? i16x8.splat(BLACK_CHROMA) : i16x8.splat(0);
  v128.store(to, masked(load<usize>(d, CB), pitch, surface, outside));
  v128.store(to, masked(load<usize>(d, CR), pitch, surface, outside), 16);
  if (!isBack) v128.store(to, masked(load<usize>(d, CHROMA_ALPHA), pitch, surface, outside), 32);
}

/** Draws one layer of one bent block from its chunk into the tile, over what it holds when mode is OVER_TILE. */
export function drawExactly(d: usize, chunk: usize, mode: i32, tile: usize): void {
  const isBack = !load<usize>(d, ALPHA), width = load<i32>(d, WIDTH), height = load<i32>(d, HEIGHT), pitch = load<usize>(d, LUMA_PITCH), round = i32x4.splat(512);
  for (let i: usize = 0; i < 16; i++) {
    const p = chunk + (i << 5), to = tile + (i << 4);
    locateEight(i32x4.add(round, v128.load(p, CHUNK_U)), i32x4.add(round, v128.load(p, CHUNK_U + 16)), v128.load(p, CHUNK_V), v128.load(p, CHUNK_V + 16), <i32>pitch, width, height);
    const surface = surfaceOf(p), outside = isBack ? i16x8.splat(BLACK_LUMA) : i16x8.splat(0), y = masked(load<usize>(d, LUMA), pitch, surface, outside);
    v128.store(to, mode == OVER_TILE ? over(v128.load(to), y, masked(load<usize>(d, ALPHA), pitch, surface, i16x8.splat(0))) : y);
  }
  const held = tile + 384;
  for (let r: usize = 0; r < 4; r++) {
    const p = chunk + (r << 7); // two rows of 16 pixels
    holdChroma(d, p, held, isBack);
    holdChroma(d, p + 64, held + 48, isBack);
    holdChroma(d, p + 32, held + 96, isBack);
    holdChroma(d, p + 96, held + 144, isBack);
    const cb = average(v128.load(held), v128.load(held, 48), v128.load(held, 96), v128.load(held, 144));
    const cr = average(v128.load(held, 16), v128.load(held, 64), v128.load(held, 112), v128.load(held, 160));
    const toCb = tile + TILE_CB + (r << 4), toCr = tile + TILE_CR + (r << 4);
    if (mode == OVER_TILE) {
      const alpha = average(v128.load(held, 32), v128.load(held, 80), v128.load(held, 128), v128.load(held, 176));
      v128.store(toCb, over(v128.load(toCb), cb, alpha));
      v128.store(toCr, over(v128.load(toCr), cr, alpha));
    } else {
      v128.store(toCb, cb);
      v128.store(toCr, cr);
    }
  }
}

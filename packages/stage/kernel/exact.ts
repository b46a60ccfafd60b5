// Blocks whose map is bent (depth edges inside a layer, folds, kinks): every pixel gets its own texel, and is drawn from that.
import {
  ALPHA, CB, CHROMA_ALPHA, CHROMA_PITCH, CHUNK_BYTES, CHUNK_SHIFT, CHUNK_U, CHUNK_V, chunks, COLUMNS, constants, COVERS, CR, frameHeight, frameWidth, GRID_HEIGHT, GRID_WIDTH, HEIGHT, IS_BENT, LUMA,
  LUMA_PITCH, MAP, mapWidth, ROWS, scratch, TEXEL_SCALE, WIDTH,
} from './layout';
import { choose, least, most, toWhole } from './arithmetic';
import { gatherRow, locateEight, OVER_TILE, over } from './sample';

const EDGE_TOLERANCE: f32 = 0.0001;
const OUTSIDE_TEXELS: i32 = 4096;
const TILE_CB: usize = 256;
const TILE_CR: usize = 320;
/** 1/w of a pixel that no cell has reached yet: behind everything. */
const FARTHEST: f32 = 1e-30;
/** Four neighbouring pixels whose texels lie farther apart than this show different surfaces: 6 texels, 16.16. */
const MOST_SPREAD: i32 = 6 << 16;

// One triangle into one chunk, four pixels a step. Corner 0 is where t = s = 0; x, y in pixels from the block's first pixel's centre, z = 1/w, u, v in 16.16.
// box: first and last column and row of pixels it may hold, from `noteBox`. On the screen t, s, 1/w, u/w and v/w are all linear, so a step to the right adds a constant to each.
function fillTriangle(
  chunk: usize, d: usize, box: usize, x0: f32, y0: f32, z0: f32, u0: f32, v0: f32, x1: f32, y1: f32, z1: f32, u1: f32, v1: f32, x2: f32, y2: f32, z2: f32, u2: f32, v2: f32,
): void {
  const ex = x1 - x0, ey = y1 - y0, fx = x2 - x0, fy = y2 - y0, area = ex * fy - fx * ey;
  if (area == 0) return;
  const left = load<i32>(box) & ~3, right = load<i32>(box, 16), top = load<i32>(box, 32), bottom = load<i32>(box, 48);
  if (top > bottom || left > right) return;
  const inverse: f32 = 1 / area, tx = fy * inverse, ty = -fx * inverse, sx = -ey * inverse, sy = ex * inverse;
  const zt = z1 - z0, zs = z2 - z0, zx = zt * tx + zs * sx, zy = zt * ty + zs * sy;
  const ut = u1 * z1 - u0 * z0, us = u2 * z2 - u0 * z0, ux = ut * tx + us * sx, uy = ut * ty + us * sy;
  const vt = v1 * z1 - v0 * z0, vs = v2 * z2 - v0 * z0, vx = vt * tx + vs * sx, vy = vt * ty + vs * sy;
  const px = f32x4.sub(f32x4.add(f32x4.splat(<f32>left), f32x4(0, 1, 2, 3)), f32x4.splat(x0));
  const tLeft = f32x4.mul(px, f32x4.splat(tx)), sLeft = f32x4.mul(px, f32x4.splat(sx)), zLeft = f32x4.add(f32x4.splat(z0), f32x4.mul(px, f32x4.splat(zx)));
  const uLeft = f32x4.add(f32x4.splat(u0 * z0), f32x4.mul(px, f32x4.splat(ux))), vLeft = f32x4.add(f32x4.splat(v0 * z0), f32x4.mul(px, f32x4.splat(vx)));
  const t4 = f32x4.splat(tx * 4), s4 = f32x4.splat(sx * 4), z4 = f32x4.splat(zx * 4), u4 = f32x4.splat(ux * 4), v4 = f32x4.splat(vx * 4);
  const low = f32x4.splat(-EDGE_TOLERANCE), one = f32x4.splat(1);
  const leastTexel = i32x4.splat(-(OUTSIDE_TEXELS << 16)), mostU = i32x4.splat((load<i32>(d, WIDTH) + OUTSIDE_TEXELS) << 16), mostV = i32x4.splat((load<i32>(d, HEIGHT) + OUTSIDE_TEXELS) << 16);
  for (let y = top; y <= bottom; y++) {
    const py = <f32>y - y0;
    let t = f32x4.add(tLeft, f32x4.splat(py * ty)), s = f32x4.add(sLeft, f32x4.splat(py * sy)), z = f32x4.add(zLeft, f32x4.splat(py * zy));
    let uz = f32x4.add(uLeft, f32x4.splat(py * uy)), vz = f32x4.add(vLeft, f32x4.splat(py * vy));
    for (let x = left; x <= right; x += 4) {
      const p = chunk + (<usize>(y * 16 + x) << 2), kept = v128.load(p);
      const hit = v128.and(f32x4.ge(f32x4.pmin(f32x4.pmin(t, s), f32x4.sub(f32x4.sub(one, t), s)), low), f32x4.gt(z, kept));
      if (v128.any_true(hit)) {
        const correct = f32x4.div(one, z);
        v128.store(p, choose(z, kept, hit));
        v128.store(p, choose(i32x4.min_s(mostU, i32x4.max_s(leastTexel, toWhole(f32x4.mul(uz, correct)))), v128.load(p, CHUNK_U), hit), CHUNK_U);
        v128.store(p, choose(i32x4.min_s(mostV, i32x4.max_s(leastTexel, toWhole(f32x4.mul(vz, correct)))), v128.load(p, CHUNK_V), hit), CHUNK_V);
      }
      t = f32x4.add(t, t4); s = f32x4.add(s, s4); z = f32x4.add(z, z4); uz = f32x4.add(uz, u4); vz = f32x4.add(vz, v4);
    }
  }
}

// Which pixels 0..most of a block four triangles may hold along one axis: the first ones in `to`, the last ones 16 bytes on. Corners in map units.
@inline function noteBox(to: usize, a: v128, b: v128, c: v128, start: v128, most: v128): void {
  const eight = f32x4.splat(8), first = f32x4.sub(f32x4.mul(f32x4.pmin(f32x4.pmin(a, b), c), eight), start), last = f32x4.sub(f32x4.mul(f32x4.pmax(f32x4.pmax(a, b), c), eight), start);
  const tolerance = f32x4.splat(EDGE_TOLERANCE);
  v128.store(to, toWhole(f32x4.pmin(f32x4.splat(16), f32x4.pmax(f32x4.splat(0), f32x4.ceil(f32x4.sub(first, tolerance))))));
  v128.store(to, toWhole(f32x4.pmin(most, f32x4.pmax(f32x4.splat(-1), f32x4.floor(f32x4.add(last, tolerance))))), 16);
}

// Both triangles of one cell into the chunk of the block whose first pixel is (left, top). p, q: the cell's upper and lower left corners.
function fillCell(chunk: usize, d: usize, box: usize, p: usize, q: usize, stride: usize, column: usize, row: usize, left: f32, top: f32): void {
  const ax = load<f32>(p) * 8 - left, bx = load<f32>(p, 4) * 8 - left, cx = load<f32>(q) * 8 - left, dx = load<f32>(q, 4) * 8 - left;
  const ay = load<f32>(p + stride) * 8 - top, by = load<f32>(p + stride, 4) * 8 - top, cy = load<f32>(q + stride) * 8 - top, dy = load<f32>(q + stride, 4) * 8 - top;
  const az = load<f32>(p + stride * 2), bz = load<f32>(p + stride * 2, 4), cz = load<f32>(q + stride * 2), dz = load<f32>(q + stride * 2, 4);
  const scale = load<f32>(d, TEXEL_SCALE), columns = load<usize>(d, COLUMNS) + (column << 2), rows = load<usize>(d, ROWS) + (row << 2);
  const u0 = load<f32>(columns) * scale - 32768, u1 = load<f32>(columns, 4) * scale - 32768, v0 = load<f32>(rows) * scale - 32768, v1 = load<f32>(rows, 4) * scale - 32768;
  fillTriangle(chunk, d, box, ax, ay, az, u0, v0, bx, by, bz, u1, v0, cx, cy, cz, u0, v1);
  fillTriangle(chunk, d, box + 64, dx, dy, dz, u1, v1, cx, cy, cz, u0, v1, bx, by, bz, u1, v0);
}

// What a straight block would show, farther than any cell: it stays only where no cell is found.
@inline function startChunk(chunk: usize, m: usize): void {
  const n = m + (<usize>mapWidth << 3), farthest = f32x4.splat(FARTHEST);
  for (let half: usize = 0; half < 2; half++) for (let axis: usize = 0; axis < 2; axis++) {
    const from = (half << 3) + (axis << 2), a = load<i32>(m + from), b = load<i32>(m + from + 8);
    let first = i32x4.add(i32x4.splat(a), i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat((b - a) >> 3))), fourth = i32x4.splat(((b - a) >> 3) * 4);
    const c = load<i32>(n + from), e = load<i32>(n + from + 8);
    const down = i32x4.add(i32x4.splat((c - a) >> 3), i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat((e - c - b + a) >> 6))), downFourth = i32x4.splat(((e - c - b + a) >> 6) * 4);
    let p = chunk + (half << 5) + (axis ? CHUNK_V : CHUNK_U);
    for (let r = 0; r < 8; r++, p += 64) {
      v128.store(p, first);
      v128.store(p, i32x4.add(first, fourth), 16);
      first = i32x4.add(first, down);
      fourth = i32x4.add(fourth, downFourth);
    }
  }
  for (let i: usize = 0; i < CHUNK_U; i += 16) v128.store(chunk + i, farthest);
}

@inline function cellOf(texel: i32, perCell: f32, most: i32): i32 { return min(max(<i32>floor((<f32>texel + 32768) * perCell) + 1, 0), most); }

// Every pixel of one bent block its own texel, from the cells whose texels its corners show and one more on each side.
function fillBlock(d: usize, projected: usize, stride: usize, blockX: i32, blockY: i32, chunk: usize): void {
  const m = load<usize>(d, MAP) + (<usize>(blockY * mapWidth + blockX * 2) << 3), n = m + (<usize>mapWidth << 3);
  startChunk(chunk, m);
  const w0 = v128.load(m), w1 = v128.load64_splat(m, 16), w2 = v128.load(n), w3 = v128.load64_splat(n, 16);
  const low = i32x4.min_s(i32x4.min_s(w0, w1), i32x4.min_s(w2, w3)), high = i32x4.max_s(i32x4.max_s(w0, w1), i32x4.max_s(w2, w3));
  // Inner cells are all of one size; cell 0 and the last are the ring.
  const lastColumn = load<i32>(d, GRID_WIDTH) - 1, lastRow = load<i32>(d, GRID_HEIGHT) - 1, scale = load<f32>(d, TEXEL_SCALE), columns = load<usize>(d, COLUMNS), rows = load<usize>(d, ROWS);
  const across: f32 = 1 / ((load<f32>(columns, 8) - load<f32>(columns, 4)) * scale), down: f32 = 1 / ((load<f32>(rows, 8) - load<f32>(rows, 4)) * scale);
  const fromX = max(0, cellOf(min(i32x4.extract_lane(low, 0), i32x4.extract_lane(low, 2)), across, lastColumn) - 1), toX = cellOf(max(i32x4.extract_lane(high, 0), i32x4.extract_lane(high, 2)), across, lastColumn - 1) + 1;
  const fromY = max(0, cellOf(min(i32x4.extract_lane(low, 1), i32x4.extract_lane(low, 3)), down, lastRow) - 1), toY = cellOf(max(i32x4.extract_lane(high, 1), i32x4.extract_lane(high, 3)), down, lastRow - 1) + 1;
  const left = <f32>(blockX * 2), top = <f32>blockY, lefts = f32x4.splat(left), rights = f32x4.splat(left + 1.875), tops = f32x4.splat(top), bottoms = f32x4.splat(top + 0.875);
  const startX = f32x4.splat(left * 8), startY = f32x4.splat(top * 8), boxes = scratch + 64;
  const lanes = i32x4(0, 1, 2, 3), ends = i32x4.splat(toX), rowBytes = <usize>(lastColumn + 2) << 2;
  for (let row = fromY; row <= toY; row++) for (let column = fromX; column <= toX; column += 4) {
    const p = projected + <usize>row * rowBytes + (<usize>column << 2), q = p + rowBytes;
    const ax = v128.load(p), bx = v128.load(p, 4), cx = v128.load(q), dx = v128.load(q, 4);
    const ay = v128.load(p + stride), by = v128.load(p + stride, 4), cy = v128.load(q + stride), dy = v128.load(q + stride, 4);
    const touchX = v128.and(f32x4.le(least(ax, bx, cx, dx), rights), f32x4.ge(most(ax, bx, cx, dx), lefts));
    const touchY = v128.and(f32x4.le(least(ay, by, cy, dy), bottoms), f32x4.ge(most(ay, by, cy, dy), tops));
    // A corner behind the near plane makes the sum NaN.
    const sum = f32x4.add(f32x4.add(ax, bx), f32x4.add(cx, dx));
    let bits = i32x4.bitmask(v128.and(v128.and(v128.and(touchX, touchY), f32x4.eq(sum, sum)), i32x4.le_s(i32x4.add(i32x4.splat(column), lanes), ends)));
    if (!bits) continue;
    noteBox(boxes, ax, bx, cx, startX, f32x4.splat(15));
    noteBox(boxes + 32, ay, by, cy, startY, f32x4.splat(7));
    noteBox(boxes + 64, dx, cx, bx, startX, f32x4.splat(15));
    noteBox(boxes + 96, dy, cy, by, startY, f32x4.splat(7));
    for (; bits; bits &= bits - 1) {
      const lane = ctz(bits);
      fillCell(chunk, d, boxes + (<usize>lane << 2), p + (<usize>lane << 2), q + (<usize>lane << 2), stride, <usize>(column + lane), <usize>row, left * 8, top * 8);
    }
  }
}

/** Gives every pixel of a layer's bent blocks its own texel, from the cells that `geometry` has projected. */
export function refine(d: usize, projected: usize, stride: usize): void {
  const across = frameWidth >> 4, down = frameHeight >> 3;
  let entry = load<usize>(d, COVERS);
  for (let by = 0; by < down; by++) for (let bx = 0; bx < across; bx++, entry += 4) {
    const c = load<i32>(entry);
    if (c & IS_BENT) fillBlock(d, projected, stride, bx, by, chunks + <usize>(c >> CHUNK_SHIFT) * CHUNK_BYTES);
  }
}

@inline function evens(a: v128, b: v128): v128 { return i32x4.shuffle(a, b, 0, 2, 4, 6); }
@inline function odds(a: v128, b: v128): v128 { return i32x4.shuffle(a, b, 1, 3, 5, 7); }

// Luma texel of four chroma samples: the middle of their four pixels', or the first one's where a surface ends among them. p: 8 pixels of the upper of two rows.
@inline function middle(p: usize): v128 {
  const upper0 = v128.load(p), upper1 = v128.load(p, 16), lower0 = v128.load(p, 64), lower1 = v128.load(p, 80);
  const a = evens(upper0, upper1), b = odds(upper0, upper1), c = evens(lower0, lower1), e = odds(lower0, lower1);
  const spread = i32x4.sub(i32x4.max_s(i32x4.max_s(a, b), i32x4.max_s(c, e)), i32x4.min_s(i32x4.min_s(a, b), i32x4.min_s(c, e)));
  const mean = i32x4.add(i32x4.add(i32x4.shr_s(a, 2), i32x4.shr_s(b, 2)), i32x4.add(i32x4.shr_s(c, 2), i32x4.shr_s(e, 2)));
  return choose(a, mean, i32x4.gt_s(spread, i32x4.splat(MOST_SPREAD)));
}

@inline function toChroma(luma: v128): v128 { return i32x4.shr_s(i32x4.sub(luma, i32x4.splat(32768)), 1); }

/** Draws one layer of one bent block from its chunk into the tile, over what it holds when mode is OVER_TILE. */
export function drawExactly(d: usize, chunk: usize, mode: i32, tile: usize): void {
  const width = load<i32>(d, WIDTH), height = load<i32>(d, HEIGHT), plane = load<usize>(d, LUMA), alpha = load<usize>(d, ALPHA), pitch = load<usize>(d, LUMA_PITCH);
  const round = i32x4.splat(512), bias = v128.load(constants, 96);
  for (let i: usize = 0; i < 16; i++) {
    const p = chunk + (i << 5), to = tile + (i << 4);
    locateEight(i32x4.add(round, v128.load(p, CHUNK_U)), i32x4.add(round, v128.load(p, CHUNK_U + 16)), v128.load(p, CHUNK_V), v128.load(p, CHUNK_V + 16), <i32>pitch, width, height);
    const y = i16x8.add(gatherRow(plane, pitch), bias);
    v128.store(to, mode == OVER_TILE ? over(v128.load(to), y, i16x8.add(gatherRow(alpha, pitch), bias)) : y);
  }
  const chromaPitch = load<usize>(d, CHROMA_PITCH), planeCb = load<usize>(d, CB), planeCr = load<usize>(d, CR), chromaAlpha = load<usize>(d, CHROMA_ALPHA);
  for (let r: usize = 0; r < 4; r++) {
    const p = chunk + (r << 7), toCb = tile + TILE_CB + (r << 4), toCr = tile + TILE_CR + (r << 4); // two rows of 16 pixels
    const u0 = i32x4.add(round, toChroma(middle(p + CHUNK_U))), u1 = i32x4.add(round, toChroma(middle(p + CHUNK_U + 32)));
    locateEight(u0, u1, toChroma(middle(p + CHUNK_V)), toChroma(middle(p + CHUNK_V + 32)), <i32>chromaPitch, width >> 1, height >> 1);
    const cb = i16x8.add(gatherRow(planeCb, chromaPitch), bias), cr = i16x8.add(gatherRow(planeCr, chromaPitch), bias);
    if (mode == OVER_TILE) {
      const a = i16x8.add(gatherRow(chromaAlpha, chromaPitch), bias);
      v128.store(toCb, over(v128.load(toCb), cb, a));
      v128.store(toCr, over(v128.load(toCr), cr, a));
    } else {
      v128.store(toCb, cb);
      v128.store(toCr, cr);
    }
  }
}

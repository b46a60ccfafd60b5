// What of a place in the air the layers hide: how far a layer is at a pixel, and how much of it shows there.
import { mulQ15 } from './arithmetic';
import { ALPHA, COLUMNS, constants, COVER, COVERS, frameWidth, GRID_HEIGHT, GRID_WIDTH, HEIGHT, IS_INSIDE, LUMA_PITCH, MAP, mapWidth, OPAQUE, PARTIAL, ROWS, TEXEL_SCALE, VERTEX_X, VERTEX_Y, VERTEX_Z, WIDTH } from './layout';
import { strip, TO_TILE } from './sample';

@inline function cellAt(edges: usize, texel: f32, last: i32): i32 {
  // Inner cells are all of one size; cell 0 and the last are the ring.
  return min(max(<i32>floor((texel - load<f32>(edges, 4)) / (load<f32>(edges, 8) - load<f32>(edges, 4))) + 1, 0), last);
}

@inline function within(edges: usize, cell: i32, texel: f32): f32 {
  const p = edges + (<usize>cell << 2);
  return min(max((texel - load<f32>(p)) / (load<f32>(p, 4) - load<f32>(p)), 0), 1);
}

/** Distance in metres before the camera of a layer's surface at a texel (16.16); `w` is the view's last row. */
export function depthAt(d: usize, texelU: f32, texelV: f32, w: usize): f32 {
  const scale = load<f32>(d, TEXEL_SCALE), columns = load<usize>(d, COLUMNS), rows = load<usize>(d, ROWS), width = load<i32>(d, GRID_WIDTH);
  const u = (texelU + 32768) / scale, v = (texelV + 32768) / scale;
  const i = cellAt(columns, u, width - 1), j = cellAt(rows, v, load<i32>(d, GRID_HEIGHT) - 1), fu = within(columns, i, u), fv = within(rows, j, v);
  const upper = <usize>(j * (width + 1) + i) << 2, lower = upper + (<usize>(width + 1) << 2);
  let sum = load<f32>(w, 12);
  for (let n: usize = 0; n < 3; n++) {
    const p = load<usize>(d + (n << 2), VERTEX_X);
    const a = load<f32>(p + upper), b = load<f32>(p + upper, 4), c = load<f32>(p + lower), e = load<f32>(p + lower, 4);
    const above = a + fu * (b - a), below = c + fu * (e - c);
    sum += load<f32>(w + (n << 2)) * (above + fv * (below - above));
  }
  return sum;
}

// How far a layer stands before a particle, at the pixel of a block that is nearest to it: between the nodes of that half of the block, or a particle would jump as it drifts from node to node.
@inline function beforeAt(d: usize, bound: usize, x: f32, y: f32, bx: i32, by: i32, w: usize, depthM: f32, softM: f32): f32 {
  const column = min(max(x * 0.125, <f32>(bx << 1)), <f32>(bx << 1) + 2), row = min(max(y * 0.125, <f32>by), <f32>by + 1), i = min(<i32>column, (bx << 1) + 1), fx = column - <f32>i, fy = row - <f32>by;
  const m = load<usize>(d, MAP) + (<usize>(by * mapWidth + i) << 3), n = m + (<usize>mapWidth << 3);
  const u0 = <f32>load<i32>(m), u1 = <f32>load<i32>(n), v0 = <f32>load<i32>(m, 4), v1 = <f32>load<i32>(n, 4);
  const above = u0 + fx * (<f32>load<i32>(m, 8) - u0), below = u1 + fx * (<f32>load<i32>(n, 8) - u1), upper = v0 + fx * (<f32>load<i32>(m, 12) - v0), lower = v1 + fx * (<f32>load<i32>(n, 12) - v1);
  const texelU = above + fy * (below - above), texelV = upper + fy * (lower - upper), scale = load<f32>(d, TEXEL_SCALE);
  const i8 = cellAt(load<usize>(d, COLUMNS), (texelU + 32768) / scale, load<i32>(d, GRID_WIDTH) - 1) >> TILE_SHIFT, j8 = cellAt(load<usize>(d, ROWS), (texelV + 32768) / scale, load<i32>(d, GRID_HEIGHT) - 1) >> TILE_SHIFT;
  const tile = load<usize>(bound, TILE_DEPTHS) + (<usize>(j8 * load<i32>(bound, TILES_ACROSS) + i8) << 3), halfM = softM * 0.5;
  if (depthM >= load<f32>(tile, 4) + halfM) return 1;
  if (depthM <= load<f32>(tile) - halfM) return 0;
  return min(max((depthM - depthAt(d, texelU, texelV, w)) / softM + 0.5, 0), 1);
}

/** Cells along each side of the tiles that a mesh is looked at in, as a shift; bytes of a tile's box: least x, y, z and nought, then greatest. */
const TILE_SHIFT: i32 = 3;
const BOX_BYTES: usize = 32;

// Of a layer at `bounds`: its least and greatest distance before the camera, then where its tiles' lie, two f32 each, and how many tiles are in a row.
const TILE_DEPTHS: usize = 8;
const TILES_ACROSS: usize = 12;
const BOUND_SHIFT: usize = 4;

@inline function tilesOf(cells: i32): i32 { return (cells + (1 << TILE_SHIFT) - 1) >> TILE_SHIFT; }

/** Puts the vertices around every 8 × 8 cells of a layer into a box in world metres, once a shot; returns where the boxes end. 32 bytes a box, 16-byte aligned. */
export function airBoxes(x: usize, y: usize, z: usize, gridWidth: i32, gridHeight: i32, to: usize): usize {
  for (let top = 0; top < gridHeight; top += 1 << TILE_SHIFT) for (let left = 0; left < gridWidth; left += 1 << TILE_SHIFT, to += BOX_BYTES) {
    let low = f32x4.splat(Infinity), high = f32x4.splat(-Infinity);
    for (let j = top; j <= min(top + (1 << TILE_SHIFT), gridHeight); j++) for (let i = left; i <= min(left + (1 << TILE_SHIFT), gridWidth); i++) {
      const p = <usize>(j * (gridWidth + 1) + i) << 2, at = f32x4.replace_lane(f32x4.replace_lane(v128.load32_zero(x + p), 1, load<f32>(y + p)), 2, load<f32>(z + p));
      low = f32x4.pmin(low, at); high = f32x4.pmax(high, at);
    }
    v128.store(to, low); v128.store(to, high, 16);
  }
  return to;
}

/** Notes how near and far every tile of every layer's mesh is, and each layer (at `bounds`, 16 bytes each): most particles need not be compared with the mesh itself. */
export function boundLayers(descriptors: usize, layers: i32, w: usize, boxes: usize, depths: usize, bounds: usize): void {
  const turn = f32x4.replace_lane(v128.load(w), 3, 0), ahead = f32x4.splat(load<f32>(w, 12));
  for (let l = 0; l < layers; l++, bounds += 1 << BOUND_SHIFT) {
    const d = load<usize>(descriptors + (<usize>l << 2)), across = tilesOf(load<i32>(d, GRID_WIDTH));
    store<usize>(bounds, depths, TILE_DEPTHS); store<i32>(bounds, across, TILES_ACROSS);
    let low = f32x4.splat(Infinity), high = f32x4.splat(-Infinity);
    for (const end = depths + (<usize>(across * tilesOf(load<i32>(d, GRID_HEIGHT))) << 3); depths < end; depths += 8, boxes += BOX_BYTES) {
      const a = f32x4.mul(turn, v128.load(boxes)), b = f32x4.mul(turn, v128.load(boxes, 16)), least = f32x4.pmin(a, b), most = f32x4.pmax(a, b);
      // x, y, z of the least and the greatest are added up side by side; lane 3 is nought.
      const pairs = f32x4.add(i32x4.shuffle(least, most, 0, 1, 4, 5), i32x4.shuffle(least, most, 2, 3, 6, 7)), sums = f32x4.add(ahead, f32x4.add(pairs, i32x4.shuffle(pairs, pairs, 1, 0, 3, 2)));
      v128.store64_lane(depths, i32x4.shuffle(sums, sums, 0, 2, 0, 2), 0);
      low = f32x4.pmin(low, sums); high = f32x4.pmax(high, sums);
    }
    store<f32>(bounds, f32x4.extract_lane(low, 0));
    store<f32>(bounds, f32x4.extract_lane(high, 2), 4);
  }
}

/**
 * How far before a particle (0 behind it … 1 before it) every layer stands, an f32 a layer in `before`. Returns 0 when none does, 1 when some do, −1 when one that
 * hides the whole of the only block does. Layers are asked in the box's block nearest its middle that they touch.
 */
export function lookBefore(descriptors: usize, layers: i32, w: usize, bounds: usize, before: usize, x: f32, y: f32, depthM: f32, softM: f32, left: i32, top: i32, right: i32, bottom: i32): i32 {
  const across = frameWidth >> 4, cx = min(max(<i32>x >> 4, left), right), cy = min(max(<i32>y >> 3, top), bottom), isOne = left == right && top == bottom, halfM = softM * 0.5;
  let any = 0;
  for (let l = layers - 1; l >= 0; l--) {
    const d = load<usize>(descriptors + (<usize>l << 2)), covers = load<usize>(d, COVERS), near = bounds + (<usize>l << BOUND_SHIFT), to = before + (<usize>l << 2);
    store<f32>(to, 0);
    let bx = cx, by = cy, kind = load<i32>(covers + (<usize>(cy * across + cx) << 2)) & COVER;
    const isWhole = isOne && (kind & OPAQUE) != 0;
    if (depthM > load<f32>(near) - halfM) {
      if (!kind && !isOne) for (by = top; by <= bottom; by++) {
        for (bx = left; bx <= right; bx++) { kind = load<i32>(covers + (<usize>(by * across + bx) << 2)) & COVER; if (kind) break; }
        if (kind) break;
      }
      if (kind) {
        let found: f32 = 1;
        if (depthM < load<f32>(near, 4) + halfM) {
          found = beforeAt(d, near, x, y, bx, by, w, depthM, softM);
        }
        store<f32>(to, found);
        if (found > 0) any = 1;
        if (found == 1 && isWhole) return -1;
      }
    }
    // What lies behind something that hides the whole block is not drawn there.
    if (isWhole) { for (let k = 0; k < l; k++) store<f32>(before + (<usize>k << 2), 0); break; }
  }
  return any;
}

/** Full strength in Q15, as a vector. */
@inline export function fullQ15(): v128 { return v128.load(constants, 128); }

/** A layer's alpha in Q15 at the pixels of a block that it touches, 16 × 8 i16 at `to`. */
export function alphaOf(d: usize, bx: i32, by: i32, to: usize): void {
  const alpha = load<usize>(d, ALPHA);
  if (!alpha) {
    for (let i: usize = 0; i < 256; i += 16) v128.store(to + i, fullQ15());
    return;
  }
  const m = load<usize>(d, MAP) + (<usize>(by * mapWidth + bx * 2) << 3), n = m + (<usize>mapWidth << 3), pitch = load<usize>(d, LUMA_PITCH), width = load<i32>(d, WIDTH), height = load<i32>(d, HEIGHT);
  const isInside = <bool>(load<i32>(load<usize>(d, COVERS) + (<usize>(by * (frameWidth >> 4) + bx) << 2)) & IS_INSIDE);
  for (let half: usize = 0; half < 16; half += 8) {
    const p = m + half, q = n + half, u0 = load<i32>(p), v0 = load<i32>(p, 4), u1 = load<i32>(p, 8), v1 = load<i32>(p, 12);
    const du0 = (load<i32>(q) - u0) >> 3, dv0 = (load<i32>(q, 4) - v0) >> 3, du1 = (load<i32>(q, 8) - u1) >> 3, dv1 = (load<i32>(q, 12) - v1) >> 3;
    strip(isInside, u0, v0, u1, v1, du0, dv0, du1, dv1, 8, TO_TILE, false, alpha, alpha, alpha, pitch, width, height, to + (half << 1), to, 32);
  }
  // Scale 64 × 255 to Q15; 0 and 255 exactly.
  for (let i: usize = 0; i < 256; i += 16) {
    const a = v128.load(to + i);
    v128.store(to + i, i16x8.add(i16x8.shl(a, 1), i16x8.shr_u(a, 7)));
  }
}

/**
 * What shows of a particle in one block: 0 nothing, 1 all of it, otherwise −1 and a share a pixel, Q15, in `shown`. Only what stands before the particle counts;
 * behind the first layer that covers the whole block nothing is asked.
 */
export function shownIn(descriptors: usize, layers: i32, before: usize, bx: i32, by: i32, shown: usize, alpha: usize): i32 {
  const entry = <usize>(by * (frameWidth >> 4) + bx) << 2;
  let rest: f32 = 1, isFlat = true;
  for (let l = layers - 1; l >= 0; l--) {
    const d = load<usize>(descriptors + (<usize>l << 2)), kind = load<i32>(load<usize>(d, COVERS) + entry) & COVER, share = load<f32>(before + (<usize>l << 2));
    if (kind & OPAQUE) { rest *= 1 - share; break; }
    if (!(kind & PARTIAL) || share <= 0) continue;
    alphaOf(d, bx, by, alpha);
    const shares = i16x8.splat(<i16>(share * 32767)), full = fullQ15();
    for (let i: usize = 0; i < 256; i += 16) {
      const through = i16x8.sub(full, mulQ15(shares, v128.load(alpha + i)));
      v128.store(shown + i, isFlat ? through : mulQ15(through, v128.load(shown + i)));
    }
    isFlat = false;
  }
  if (rest < <f32>0.004) return 0;
  if (isFlat && rest == 1) return 1;
  const rests = i16x8.splat(<i16>(rest * 32767));
  if (isFlat) for (let i: usize = 0; i < 256; i += 16) v128.store(shown + i, rests);
  else if (rest < 1) for (let i: usize = 0; i < 256; i += 16) v128.store(shown + i, mulQ15(rests, v128.load(shown + i)));
  return -1;
}

// What of a place in the air the layers hide: how far a layer is at a pixel, and how much of it shows there.
import { mulQ15 } from './arithmetic';
import { ALPHA, COLUMNS, constants, COVER, COVERS, frameHeight, frameWidth, GRID_HEIGHT, GRID_WIDTH, HEIGHT, IS_INSIDE, LUMA_PITCH, MAP, mapWidth, ROWS, TEXEL_SCALE, VERTEX_X, VERTEX_Y, VERTEX_Z, WIDTH } from './layout';
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

@inline function cellOf(along: usize, texel: f32): i32 { return min(max(<i32>floor(texel * load<f32>(along) + load<f32>(along, 4)), 0), load<i32>(along, 8)); }

// Notes how `cellOf` finds a cell between `edges`.
@inline function noteCells(along: usize, edges: usize, scale: f32, cells: i32): void {
  const size = load<f32>(edges, 8) - load<f32>(edges, 4);
  store<f32>(along, 1 / (scale * size));
  store<f32>(along, (32768 / scale - load<f32>(edges, 4)) / size + 1, 4);
  store<i32>(along, cells - 1, 8);
}

// How far a layer stands before a particle, at the pixel of a block that is nearest to it: between the nodes of that half of the block, or a particle would jump as it drifts from node to node.
@inline function beforeAt(d: usize, bound: usize, x: f32, y: f32, bx: i32, by: i32, w: usize, depthM: f32, softM: f32): f32 {
  const column = min(max(x * 0.125, <f32>(bx << 1)), <f32>(bx << 1) + 2), row = min(max(y * 0.125, <f32>by), <f32>by + 1), i = min(<i32>column, (bx << 1) + 1), fx = column - <f32>i, fy = row - <f32>by;
  const m = load<usize>(d, MAP) + (<usize>(by * mapWidth + i) << 3), n = m + (<usize>mapWidth << 3);
  const u0 = <f32>load<i32>(m), u1 = <f32>load<i32>(n), v0 = <f32>load<i32>(m, 4), v1 = <f32>load<i32>(n, 4);
  const above = u0 + fx * (<f32>load<i32>(m, 8) - u0), below = u1 + fx * (<f32>load<i32>(n, 8) - u1), upper = v0 + fx * (<f32>load<i32>(m, 12) - v0), lower = v1 + fx * (<f32>load<i32>(n, 12) - v1);
  const texelU = above + fy * (below - above), texelV = upper + fy * (lower - upper), i8 = cellOf(bound + CELLS_X, texelU) >> TILE_SHIFT, j8 = cellOf(bound + CELLS_Y, texelV) >> TILE_SHIFT;
  const tile = load<usize>(bound, TILE_DEPTHS) + (<usize>(j8 * load<i32>(bound, TILES_ACROSS) + i8) << 3), halfM = softM * 0.5;
  if (depthM >= load<f32>(tile, 4) + halfM) return 1;
  if (depthM <= load<f32>(tile) - halfM) return 0;
  return min(max((depthM - depthAt(d, texelU, texelV, w)) / softM + 0.5, 0), 1);
}

/** Cells along each side of the tiles that a mesh is looked at in, as a shift; bytes of a tile's box: least x, y, z and nought, then greatest. */
const TILE_SHIFT: i32 = 3;
const BOX_BYTES: usize = 32;

// At `bounds`: the least distances before the camera of 16 layers, their greatest ones, masks that keep the first 1, 2, 3 of four blocks; then of each layer where its tiles' depths lie,
// two f32 each, and how many tiles are in a row, and which cell of its mesh holds a texel (16.16), as a factor, what is added, and the last one, across and down.
const NEAREST: usize = 0;
const FARTHEST: usize = 64;
const MASKS: usize = 128;
const LAYER_BOUNDS: usize = 192;
const TILE_DEPTHS: usize = 0;
const TILES_ACROSS: usize = 4;
const CELLS_X: usize = 8;
const CELLS_Y: usize = 20;
const BOUND_BYTES: usize = 32;

/** What still shows of less than this share is not drawn. */
const LEAST_REST: f32 = 0.004;

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

/** Notes how near and far every tile of every layer's mesh is, and each layer (at `bounds`, 704 bytes): most particles need not be compared with the mesh itself. */
export function boundLayers(descriptors: usize, layers: i32, w: usize, boxes: usize, depths: usize, bounds: usize): void {
  const turn = f32x4.replace_lane(v128.load(w), 3, 0), ahead = f32x4.splat(load<f32>(w, 12));
  // No layer where there is none: nothing lies behind it.
  for (let i: usize = 0; i < MASKS; i += 16) v128.store(bounds + i, f32x4.splat(Infinity));
  v128.store(bounds, i32x4(-1, 0, 0, 0), MASKS); v128.store(bounds, i32x4(-1, -1, 0, 0), MASKS + 16); v128.store(bounds, i32x4(-1, -1, -1, 0), MASKS + 32); v128.store(bounds, i32x4.splat(-1), MASKS + 48);
  for (let l = 0, at = bounds + LAYER_BOUNDS; l < layers; l++, at += BOUND_BYTES) {
    const d = load<usize>(descriptors + (<usize>l << 2)), across = tilesOf(load<i32>(d, GRID_WIDTH));
    store<usize>(at, depths, TILE_DEPTHS); store<i32>(at, across, TILES_ACROSS);
    noteCells(at + CELLS_X, load<usize>(d, COLUMNS), load<f32>(d, TEXEL_SCALE), load<i32>(d, GRID_WIDTH));
    noteCells(at + CELLS_Y, load<usize>(d, ROWS), load<f32>(d, TEXEL_SCALE), load<i32>(d, GRID_HEIGHT));
    let low = f32x4.splat(Infinity), high = f32x4.splat(-Infinity);
    for (const end = depths + (<usize>(across * tilesOf(load<i32>(d, GRID_HEIGHT))) << 3); depths < end; depths += 8, boxes += BOX_BYTES) {
      const a = f32x4.mul(turn, v128.load(boxes)), b = f32x4.mul(turn, v128.load(boxes, 16)), least = f32x4.pmin(a, b), most = f32x4.pmax(a, b);
      // x, y, z of the least and the greatest are added up side by side; lane 3 is nought.
      const pairs = f32x4.add(i32x4.shuffle(least, most, 0, 1, 4, 5), i32x4.shuffle(least, most, 2, 3, 6, 7)), sums = f32x4.add(ahead, f32x4.add(pairs, i32x4.shuffle(pairs, pairs, 1, 0, 3, 2)));
      v128.store64_lane(depths, i32x4.shuffle(sums, sums, 0, 2, 0, 2), 0);
      low = f32x4.pmin(low, sums); high = f32x4.pmax(high, sums);
    }
    store<f32>(bounds + (<usize>l << 2), f32x4.extract_lane(low, 0), NEAREST);
    store<f32>(bounds + (<usize>l << 2), f32x4.extract_lane(high, 2), FARTHEST);
  }
}

/** Notes which layers touch each block of the frame (bits 0 to 15 of an i32 at `to`) and which hide it whole (bits 16 to 31). Up to 12 bytes more are written. */
export function noteTouches(descriptors: usize, layers: i32, to: usize): void {
  const end = to + (<usize>((frameWidth >> 4) * (frameHeight >> 3)) << 2), none = i32x4.splat(0), mask = i32x4.splat(COVER);
  for (let p = to; p < end; p += 16) v128.store(p, none);
  for (let l = 0; l < layers; l++) {
    const touch = i32x4.splat(1 << l), hide = i32x4.splat(0x10000 << l);
    for (let p = to, q = load<usize>(load<usize>(descriptors + (<usize>l << 2)), COVERS); p < end; p += 16, q += 16) {
      const cover = v128.load(q), touches = v128.and(i32x4.ne(v128.and(cover, mask), none), touch), hides = v128.and(i32x4.shr_s(i32x4.shl(cover, 30), 31), hide);
      v128.store(p, v128.or(v128.load(p), v128.or(touches, hides)));
    }
  }
}

/** The nearest of these layers; each has a bit. */
@inline function nearestOf(bits: u32): i32 { return 31 - <i32>clz(bits); }

// True where a layer of `hiding` is the nearest that hides each block of a box.
function isHidden(touches: usize, hiding: u32, left: i32, top: i32, right: i32, bottom: i32): bool {
  const across = frameWidth >> 4;
  for (let by = top; by <= bottom; by++) for (let bx = left; bx <= right; bx++) {
    const whole = load<u32>(touches + (<usize>(by * across + bx) << 2)) >> 16;
    if (!whole || !(hiding >> nearestOf(whole) & 1)) return false;
  }
  return true;
}

/**
 * How far before a particle (0 behind it … 1 before it) every layer stands, an f32 a layer in `before`. Returns 0 when none does (`before` may then hold anything), 1 when some do,
 * −1 when they hide it in every block of its box. Layers are asked in the box's block nearest its middle that they touch; `touches` is from `noteTouches`.
 */
export function lookBefore(descriptors: usize, w: usize, bounds: usize, before: usize, touches: usize, x: f32, y: f32, depthM: f32, softM: f32, left: i32, top: i32, right: i32, bottom: i32): i32 {
  const across = frameWidth >> 4, halfM = softM * 0.5, down = <usize>across << 2, corner = touches + (<usize>(top * across + left) << 2), last = corner + <usize>(bottom - top) * down;
  let four = i32x4.splat(0), from = corner, columns = right - left;
  for (; columns > 3; columns -= 4, from += 16) for (let p = from, end = last + (from - corner); p <= end; p += down) four = v128.or(four, v128.load(p));
  if (columns >= 0) {
    let part = i32x4.splat(0);
    for (let p = from, end = last + (from - corner); p <= end; p += down) part = v128.or(part, v128.load(p));
    four = v128.or(four, v128.and(part, v128.load(bounds + MASKS + (<usize>columns << 4))));
  }
  const two = v128.or(four, i32x4.shuffle(four, four, 2, 3, 0, 1)), all = <u32>(i32x4.extract_lane(two, 0) | i32x4.extract_lane(two, 1));
  // Layers that touch the box, those that begin before the particle, and those that also end before it.
  let touching = all & 0xffff, begun: u32 = 0, ended: u32 = 0;
  for (let l: u32 = 0; touching >> l; l += 4) {
    begun |= <u32>i32x4.bitmask(f32x4.gt(f32x4.splat(depthM), f32x4.sub(v128.load(bounds + <usize>(l << 2), NEAREST), f32x4.splat(halfM)))) << l;
    ended |= <u32>i32x4.bitmask(f32x4.ge(f32x4.splat(depthM), f32x4.add(v128.load(bounds + <usize>(l << 2), FARTHEST), f32x4.splat(halfM)))) << l;
  }
  // What lies behind something that hides the only block is not drawn there.
  if (left == right && top == bottom && all >> 16) touching = touching >> nearestOf(all >> 16) << nearestOf(all >> 16);
  touching &= begun;
  if (!touching) return 0;
  for (let i: usize = 0; i < 64; i += 16) v128.store(before + i, i32x4.splat(0));
  let hiding = touching & ended, any = hiding;
  for (let rest = hiding; rest; rest &= rest - 1) store<f32>(before + (<usize>ctz(rest) << 2), 1);
  for (let rest = touching & ~ended; rest; rest &= rest - 1) {
    const l = <i32>ctz(rest), cx = min(max(<i32>x >> 4, left), right), cy = min(max(<i32>y >> 3, top), bottom);
    let bx = cx, by = cy;
    if (!(load<u32>(touches + (<usize>(cy * across + cx) << 2)) >> l & 1)) for (by = top, bx = left; !(load<u32>(touches + (<usize>(by * across + bx) << 2)) >> l & 1); ) if (++bx > right) { bx = left; by++; }
    const found = beforeAt(load<usize>(descriptors + (<usize>l << 2)), bounds + LAYER_BOUNDS + <usize>l * BOUND_BYTES, x, y, bx, by, w, depthM, softM);
    store<f32>(before + (<usize>l << 2), found);
    if (found > 0) any = 1;
    if (1 - found < LEAST_REST) hiding |= 1 << l;
  }
  if (hiding && isHidden(touches, hiding, left, top, right, bottom)) return -1;
  return any ? 1 : 0;
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
 * behind the first layer that covers the whole block nothing is asked. `touching` is the block's number from `noteTouches`.
 */
export function shownIn(descriptors: usize, touching: u32, before: usize, bx: i32, by: i32, shown: usize, alpha: usize): i32 {
  const whole = touching >> 16;
  let rest: f32 = 1, isFlat = true, nearer = touching & 0xffff;
  if (whole) {
    const l = nearestOf(whole);
    rest = 1 - load<f32>(before + (<usize>l << 2));
    if (rest < LEAST_REST) return 0;
    nearer = nearer >> l >> 1 << 1 << l;
  }
  while (nearer) {
    const l = nearestOf(nearer), share = load<f32>(before + (<usize>l << 2));
    nearer ^= 1 << l;
    if (share <= 0) continue;
    alphaOf(load<usize>(descriptors + (<usize>l << 2)), bx, by, alpha);
    const shares = i16x8.splat(<i16>(share * 32767)), full = fullQ15();
    for (let i: usize = 0; i < 256; i += 16) {
      const through = i16x8.sub(full, mulQ15(shares, v128.load(alpha + i)));
      v128.store(shown + i, isFlat ? through : mulQ15(through, v128.load(shown + i)));
    }
    isFlat = false;
  }
  if (isFlat && rest == 1) return 1;
  const rests = i16x8.splat(<i16>(rest * 32767));
  if (isFlat) for (let i: usize = 0; i < 256; i += 16) v128.store(shown + i, rests);
  else if (rest < 1) for (let i: usize = 0; i < 256; i += 16) v128.store(shown + i, mulQ15(rests, v128.load(shown + i)));
  return -1;
}

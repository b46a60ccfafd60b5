// Draws the frame in blocks of 16×8 pixels, front layer first, so that what an opaque layer hides is never sampled.
import {
  ALPHA, CB, CHROMA_ALPHA, CHROMA_PITCH, CHUNK_BYTES, CHUNK_SHIFT, chunks, COVER, COVERS, CR, frameHeight, frameWidth, HEIGHT, IS_BENT, IS_INSIDE, LUMA, LUMA_PITCH, MAP, mapWidth, OPAQUE, PARTIAL, WIDTH,
} from './layout';
import { drawExactly } from './exact';
import { OVER_TILE, strip, TO_FRAME, TO_TILE } from './sample';

// The tile of one block at scale 64: luma 16×8 i16, then Cb and Cr 8×4.
const TILE_CB: usize = 256;
const TILE_CR: usize = 320;
const BLACK_LUMA: i16 = 16 << 6;
const BLACK_CHROMA: i16 = 128 << 6;

// One layer of one block: two strips of luma, one of both chroma planes.
@inline function drawLayer(d: usize, m: usize, isInside: bool, mode: i32, luma: usize, lumaPitch: usize, cb: usize, cr: usize, chromaPitch: usize): void {
  const width = load<i32>(d, WIDTH), height = load<i32>(d, HEIGHT), plane = load<usize>(d, LUMA), alpha = load<usize>(d, ALPHA), pitch = load<usize>(d, LUMA_PITCH);
  const n = m + (<usize>mapWidth << 3);
  const u0 = load<i32>(m), v0 = load<i32>(m, 4), u1 = load<i32>(m, 8), v1 = load<i32>(m, 12), u2 = load<i32>(m, 16), v2 = load<i32>(m, 20);
  const du0 = (load<i32>(n) - u0) >> 3, dv0 = (load<i32>(n, 4) - v0) >> 3, du1 = (load<i32>(n, 8) - u1) >> 3, dv1 = (load<i32>(n, 12) - v1) >> 3, du2 = (load<i32>(n, 16) - u2) >> 3, dv2 = (load<i32>(n, 20) - v2) >> 3;
  strip(isInside, u0, v0, u1, v1, du0, dv0, du1, dv1, 8, mode, false, plane, plane, alpha, pitch, width, height, luma, luma, lumaPitch);
  strip(isInside, u1, v1, u2, v2, du1, dv1, du2, dv2, 8, mode, false, plane, plane, alpha, pitch, width, height, luma + (mode == TO_FRAME ? 8 : 16), luma, lumaPitch);
  // A chroma sample sits in the middle of 2×2 pixels (half a pixel right and down), and a chroma texel c on luma texel 2c + ½.
  const halfU = (u2 - u0) >> 5, halfV = (v2 - v0) >> 5;
  strip(
    isInside, (u0 + halfU + (du0 >> 1) - 32768) >> 1, (v0 + halfV + (dv0 >> 1) - 32768) >> 1, (u2 + halfU + (du2 >> 1) - 32768) >> 1, (v2 + halfV + (dv2 >> 1) - 32768) >> 1,
    du0, dv0, du2, dv2, 4, mode, true, load<usize>(d, CB), load<usize>(d, CR), load<usize>(d, CHROMA_ALPHA), load<usize>(d, CHROMA_PITCH), width >> 1, height >> 1, cb, cr, chromaPitch,
  );
}

// Sixteen bytes from eight sums at each of two places in the tile.
@inline function narrowTile(first: usize, second: usize): v128 {
  const half = i16x8.splat(32);
  return i8x16.narrow_i16x8_u(i16x8.shr_s(i16x8.add(v128.load(first), half), 6), i16x8.shr_s(i16x8.add(v128.load(second), half), 6));
}

/** Neighbouring blocks whose lines are asked for together. More would ask for too much where the view is rolled. */
const FETCHED_BLOCKS: i32 = 8;
/** No block looks at more texel rows; a gap in a surface would make it seem so. */
const MOST_ROWS: i32 = 24;

// Reads one byte of every line of a box of a plane's texels.
@inline function fetchBox(plane: usize, pitch: i32, left: i32, right: i32, first: i32, end: i32): u32 {
  let seen: u32 = 0;
  for (let row = plane + <usize>(first * pitch); first < end; first++, row += <usize>pitch) for (let x = left; x < right + 64; x += 64) seen |= load<u8>(row + <usize>x);
  return seen;
}

// Reads one byte of every line of a layer's planes that a row of blocks is about to read. Drawing asks for a few lines at a time and would wait for each from far memory;
// here they are asked for all at once, along the texel rows, as the processor's own look-ahead likes it.
function fetchLines(d: usize, by: i32): u32 {
  const across = frameWidth >> 4, covers = load<usize>(d, COVERS) + (<usize>(by * across) << 2), map = load<usize>(d, MAP) + (<usize>(by * mapWidth) << 3), below = <usize>mapWidth << 3;
  const pitch = load<i32>(d, LUMA_PITCH), chromaPitch = load<i32>(d, CHROMA_PITCH), mostX = load<i32>(d, WIDTH) + 15, mostY = load<i32>(d, HEIGHT) + 1;
  let seen: u32 = 0;
  for (let bx = 0; bx < across; ) {
    const start = bx, stop = min(bx + FETCHED_BLOCKS, across);
    let kinds = 0;
    for (; bx < stop; bx++) {
      const kind = load<i32>(covers + (<usize>bx << 2)) & COVER;
      if (!kind) break;
      kinds |= kind;
    }
    if (bx == start) { bx++; continue; }
    const m = map + (<usize>start << 4), n = map + (<usize>bx << 4);
    const left = min(max(load<i32>(m) >> 16, -16), mostX), right = min(load<i32>(n) >> 16, mostX);
    const first = min(max((min(load<i32>(m, 4), load<i32>(n, 4)) >> 16) - 1, -2), mostY), end = min(min((max(load<i32>(m + below, 4), load<i32>(n + below, 4)) >> 16) + 3, mostY), first + MOST_ROWS);
    seen |= fetchBox(load<usize>(d, LUMA), pitch, left, right, first, end);
    if (kinds & PARTIAL) seen |= fetchBox(load<usize>(d, ALPHA), pitch, left, right, first, end);
    const upper = first >> 1, lower = (end >> 1) + 1;
    seen |= fetchBox(load<usize>(d, CB), chromaPitch, left >> 1, right >> 1, upper, lower) | fetchBox(load<usize>(d, CR), chromaPitch, left >> 1, right >> 1, upper, lower);
    if (kinds & PARTIAL) seen |= fetchBox(load<usize>(d, CHROMA_ALPHA), chromaPitch, left >> 1, right >> 1, upper, lower);
  }
  return seen;
}

// One block: every layer that shows there, from the nearest opaque one forward.
function drawBlock(descriptors: usize, layers: i32, tile: usize, out: usize, bx: i32, by: i32): void {
  const chromaWidth = frameWidth >> 1, planeCb = out + <usize>(frameWidth * frameHeight), planeCr = planeCb + <usize>(frameWidth * frameHeight >> 2), across = frameWidth >> 4;
  const node = <usize>(by * mapWidth + bx * 2) << 3;
  const entry = <usize>(by * across + bx) << 2;
  let base = -1, partial = 0, inside = 0, bent = 0;
  for (let l = layers - 1; l >= 0; l--) {
    const d = load<usize>(descriptors + (<usize>l << 2)), c = load<i32>(load<usize>(d, COVERS) + entry), kind = c & COVER;
    if (c & IS_INSIDE) inside |= 1 << l;
    if (c & IS_BENT) bent |= 1 << l;
    if (kind == OPAQUE) { base = l; break; }
    if (kind == PARTIAL) partial |= 1 << l;
  }
  const luma = out + <usize>(by * 8 * frameWidth + bx * 16), chroma = <usize>(by * 4 * chromaWidth + bx * 8);
  if (base >= 0) {
    const d = load<usize>(descriptors + (<usize>base << 2)), m = load<usize>(d, MAP) + node, isInside = <bool>(inside >> base & 1);
    if (bent >> base & 1) drawExactly(d, chunks + <usize>(load<i32>(load<usize>(d, COVERS) + entry) >> CHUNK_SHIFT) * CHUNK_BYTES, TO_TILE, tile);
    else if (!partial) { drawLayer(d, m, isInside, TO_FRAME, luma, frameWidth, planeCb + chroma, planeCr + chroma, chromaWidth); return; }
    else drawLayer(d, m, isInside, TO_TILE, tile, 32, tile + TILE_CB, tile + TILE_CR, 16);
  } else {
    // Nothing opaque behind: the camera looks past every surface, and black shows.
    for (let i: usize = 0; i < TILE_CB; i += 16) v128.store(tile + i, i16x8.splat(BLACK_LUMA));
    for (let i = TILE_CB; i < 384; i += 16) v128.store(tile + i, i16x8.splat(BLACK_CHROMA));
  }
  for (let l = base + 1; l < layers; l++) if (partial >> l & 1) {
    const d = load<usize>(descriptors + (<usize>l << 2));
    if (bent >> l & 1) drawExactly(d, chunks + <usize>(load<i32>(load<usize>(d, COVERS) + entry) >> CHUNK_SHIFT) * CHUNK_BYTES, OVER_TILE, tile);
    else drawLayer(d, load<usize>(d, MAP) + node, <bool>(inside >> l & 1), OVER_TILE, tile, 32, tile + TILE_CB, tile + TILE_CR, 16);
  }
  for (let r: usize = 0; r < 8; r++) {
    v128.store(luma + r * <usize>frameWidth, narrowTile(tile + (r << 5), tile + (r << 5) + 16));
  }
  for (let r: usize = 0; r < 4; r++) {
    const to = chroma + r * <usize>chromaWidth, both = narrowTile(tile + TILE_CB + (r << 4), tile + TILE_CR + (r << 4));
    v128.store64_lane(planeCb + to, both, 0);
    v128.store64_lane(planeCr + to, both, 1);
  }
}

// Reads a byte of every line of the frame that a row of blocks is about to write: a line must be there before a part of it can be changed.
function fetchFrame(out: usize, by: i32): u32 {
  const width = <usize>frameWidth, area = width * <usize>frameHeight, luma = out + <usize>by * 8 * width, chroma = out + area + <usize>by * 2 * width;
  let seen: u32 = 0;
  for (let x: usize = 0; x < width * 8; x += 64) seen |= load<u8>(luma + x);
  for (let x: usize = 0; x < width * 2; x += 64) seen |= load<u8>(chroma + x) | load<u8>(chroma + (area >> 2) + x);
  return seen;
}

/** Draws block rows from..end of the frame to `out` (planar 4:2:0 at the padded size), from maps and covers that `geometry` filled. `tile` is 384 bytes. */
export function blocks(descriptors: usize, layers: i32, tile: usize, out: usize, from: i32, end: i32): void {
  const across = frameWidth >> 4;
  let seen: u32 = 0;
  for (let by = from; by < end; by++) {
    for (let l = 0; l < layers; l++) seen |= fetchLines(load<usize>(descriptors + (<usize>l << 2)), by);
    seen |= fetchFrame(out, by);
    for (let bx = 0; bx < across; bx++) drawBlock(descriptors, layers, tile, out, bx, by);
  }
  store<u32>(tile, seen); // so that the compiler keeps the reads
}

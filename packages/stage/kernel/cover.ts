// What each layer does to each block of 16×8 pixels: nothing, all of it, something; and whether the map is straight enough there.
import {
  ALPHA, COVERS, EMPTY, frameHeight, frameWidth, HEIGHT, CHUNK_SHIFT, IS_BENT, IS_INSIDE, MAP, MARGIN_X, MARGIN_Y, mapHeight, mapWidth, mostChunks, NO_SURFACE, OPAQUE, PARTIAL,
  SOME_ALPHA, SOME_TRANSPARENCY, TILE_PITCH, TILES, WIDTH,
} from './layout';

/** Second difference of neighbouring map nodes above which a block is drawn pixel by pixel, 16.16 texels. Halfway between nodes the error is about an eighth of it. */
const MOST_BEND: i32 = 3 << 16; // 54 to 57 dB on lifted scenes at a fraction of the blocks that 0.7 would take; 4 blurs a hard cliff to 46 dB
/** In a bent block texels may lie this far outside the nodes' box. */
const BENT_REACH: i32 = 16;

@inline function bend(a: v128, b: v128, c: v128): v128 { return i32x4.abs(i32x4.add(i32x4.sub(a, b), i32x4.sub(c, b))); }

@inline function isBent(m: usize, row: i32): bool {
  const pitch = <usize>mapWidth << 3, n = m + pitch;
  const a = v128.load(m), b = v128.load(m, 8), c = v128.load(n), e = v128.load(n, 8);
  // nodes 0, 1, 2 along the top and the bottom: differences (0−1, 1−2), then their difference
  const along = i32x4.sub(a, b), under = i32x4.sub(c, e);
  let worst = i32x4.max_s(i32x4.abs(i32x4.sub(along, i64x2.shuffle(along, along, 1, 0))), i32x4.abs(i32x4.sub(under, i64x2.shuffle(under, under, 1, 0))));
  if (mapHeight >= 4) {
    // four rows around the block, moved inside at the frame's edges
    const top = m + <usize>(min(max(row - 1, 0), mapHeight - 4) - row) * pitch;
    const a0 = v128.load(top), a1 = v128.load(top + pitch), a2 = v128.load(top + pitch * 2), a3 = v128.load(top + pitch * 3);
    const b0 = v128.load(top, 8), b1 = v128.load(top + pitch, 8), b2 = v128.load(top + pitch * 2, 8), b3 = v128.load(top + pitch * 3, 8);
    worst = i32x4.max_s(worst, i32x4.max_s(i32x4.max_s(bend(a0, a1, a2), bend(a1, a2, a3)), i32x4.max_s(bend(b0, b1, b2), bend(b1, b2, b3))));
  }
  return v128.any_true(i32x4.gt_s(worst, i32x4.splat(MOST_BEND)));
}

// chunk: the number the block gets if it is bent, or −1 when none is left.
@inline function cover(d: usize, m: usize, row: i32, chunk: i32): i32 {
  const n = m + (<usize>mapWidth << 3);
  const a = v128.load(m), b = v128.load64_splat(m, 16), c = v128.load(n), e = v128.load64_splat(n, 16);
  const low = i32x4.min_s(i32x4.min_s(a, b), i32x4.min_s(c, e)), high = i32x4.max_s(i32x4.max_s(a, b), i32x4.max_s(c, e));
  const u0 = min(i32x4.extract_lane(low, 0), i32x4.extract_lane(low, 2));
  if (u0 < NO_SURFACE) return EMPTY;
  const v0 = min(i32x4.extract_lane(low, 1), i32x4.extract_lane(low, 3));
  const u1 = max(i32x4.extract_lane(high, 0), i32x4.extract_lane(high, 2)), v1 = max(i32x4.extract_lane(high, 1), i32x4.extract_lane(high, 3));
  const width = load<i32>(d, WIDTH), height = load<i32>(d, HEIGHT), bent = chunk >= 0 && isBent(m, row);
  const how = bent ? IS_BENT | (chunk << CHUNK_SHIFT) : u0 >= (-MARGIN_X << 16) && v0 >= (-MARGIN_Y << 16) && u1 < (width + MARGIN_X - 2) << 16 && v1 < (height + MARGIN_Y - 2) << 16 ? IS_INSIDE : 0;
  if (!load<i32>(d, ALPHA)) return OPAQUE | how;
  // Two texels more: the second tap, and the node on the far edge. Outside the picture one ring of empty tiles answers.
  const reach = bent ? BENT_REACH : 0;
  const x0 = min(max((u0 >> 16) - reach, -8), width + 7) >> 3, x1 = min((u1 >> 16) + 2 + reach, width + 7) >> 3;
  const y0 = min(max((v0 >> 16) - reach, -8), height + 7) >> 3, y1 = min((v1 >> 16) + 2 + reach, height + 7) >> 3;
  const pitch = load<i32>(d, TILE_PITCH);
  let line = load<usize>(d, TILES) + <usize>(y0 * pitch + x0), flags: u32 = 0;
  for (let y = y0; y <= y1; y++, line += <usize>pitch) {
    let p = line;
    for (let x = x0; x <= x1; x += 4, p += 4) flags |= load<u8>(p); // each flag already answers for the three tiles to its right
  }
  if (!(flags & SOME_ALPHA)) return EMPTY;
  return (bent || flags & SOME_TRANSPARENCY ? PARTIAL : OPAQUE) | how;
}

/** Fills a layer's covers, marks in `hidden` what it hides, and numbers bent blocks from `firstChunk` on; returns the next free number. */
export function coverBlocks(d: usize, hidden: usize, firstChunk: i32): i32 {
  const across = frameWidth >> 4, down = frameHeight >> 3;
  let entry = load<usize>(d, COVERS), chunk = firstChunk, map = load<usize>(d, MAP);
  for (let by = 0; by < down; by++) {
    for (let bx = 0; bx < across; bx++, entry += 4, hidden++) {
      if (load<u8>(hidden)) { store<i32>(entry, EMPTY); continue; }
      const c = cover(d, map + (<usize>bx << 4), by, chunk < mostChunks ? chunk : -1);
      store<i32>(entry, c);
      if (c & OPAQUE) store<u8>(hidden, 1);
      if (c & IS_BENT) chunk++;
    }
    map += <usize>mapWidth << 3;
  }
  return chunk;
}

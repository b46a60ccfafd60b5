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

// The same at the pixel of a block that is nearest to (x, y): between the nodes of that half of the block, or a particle would jump as it drifts from node to node.
@inline function depthNear(d: usize, x: f32, y: f32, bx: i32, by: i32, w: usize): f32 {
  const column = min(max(x * 0.125, <f32>(bx << 1)), <f32>(bx << 1) + 2), row = min(max(y * 0.125, <f32>by), <f32>by + 1), i = min(<i32>column, (bx << 1) + 1), fx = column - <f32>i, fy = row - <f32>by;
  const m = load<usize>(d, MAP) + (<usize>(by * mapWidth + i) << 3), n = m + (<usize>mapWidth << 3);
  const u0 = <f32>load<i32>(m), u1 = <f32>load<i32>(n), v0 = <f32>load<i32>(m, 4), v1 = <f32>load<i32>(n, 4);
  const above = u0 + fx * (<f32>load<i32>(m, 8) - u0), below = u1 + fx * (<f32>load<i32>(n, 8) - u1), upper = v0 + fx * (<f32>load<i32>(m, 12) - v0), lower = v1 + fx * (<f32>load<i32>(n, 12) - v1);
  return depthAt(d, above + fy * (below - above), upper + fy * (lower - upper), w);
}

/** Notes each layer's least and greatest distance before the camera at `bounds`, two f32 a layer, so that most particles need not look where they are. */
export function boundLayers(descriptors: usize, layers: i32, w: usize, bounds: usize): void {
  const wx = v128.load32_splat(w), wy = v128.load32_splat(w, 4), wz = v128.load32_splat(w, 8), wt = v128.load32_splat(w, 12);
  for (let l = 0; l < layers; l++) {
    const d = load<usize>(descriptors + (<usize>l << 2)), count = (load<i32>(d, GRID_WIDTH) + 1) * (load<i32>(d, GRID_HEIGHT) + 1);
    const px = load<usize>(d, VERTEX_X), py = load<usize>(d, VERTEX_Y), pz = load<usize>(d, VERTEX_Z);
    let low = f32x4.splat(Infinity), high = f32x4.splat(-Infinity);
    for (let i = 0; i < count; i += 4) {
      // The last step is moved back to end where the vertices do; no layer has fewer than nine.
      const at = <usize>min(i, count - 4) << 2;
      const depth = f32x4.add(f32x4.add(f32x4.mul(wx, v128.load(px + at)), f32x4.mul(wy, v128.load(py + at))), f32x4.add(f32x4.mul(wz, v128.load(pz + at)), wt));
      low = f32x4.pmin(low, depth); high = f32x4.pmax(high, depth);
    }
    low = f32x4.pmin(low, i32x4.shuffle(low, low, 2, 3, 0, 1)); high = f32x4.pmax(high, i32x4.shuffle(high, high, 2, 3, 0, 1));
    store<f32>(bounds + (<usize>l << 3), min(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)));
    store<f32>(bounds + (<usize>l << 3), max(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1)), 4);
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
    const d = load<usize>(descriptors + (<usize>l << 2)), covers = load<usize>(d, COVERS), near = bounds + (<usize>l << 3), to = before + (<usize>l << 2);
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
          found = min(max((depthM - depthNear(d, x, y, bx, by, w)) / softM + 0.5, 0), 1);
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

// Mesh → inverse map: for every 8th pixel centre, which texel of the layer lies there.
import { choose, least, most, toWhole } from './arithmetic';
import { coverBlocks } from './cover';
import { refine } from './exact';
import { COLUMNS, frameHeight, frameWidth, GRID_HEIGHT, GRID_WIDTH, HEIGHT, MAP, mapHeight, mapWidth, ROWS, RUN_COUNT, RUNS, TEXEL_SCALE, VERTEX_X, VERTEX_Y, VERTEX_Z, WIDTH } from './layout';

/** Texels a map entry may lie outside its picture; keeps 16.16 far from overflow and above NO_SURFACE. */
const OUTSIDE_TEXELS: i32 = 4096;
/** Bytes of an inner barycentric test that still count as inside, so that nodes on a shared edge are never lost. */
const EDGE_TOLERANCE: f32 = 0.0001;

@inline function least4(a: v128): f32 {
  const b = f32x4.pmin(a, i32x4.shuffle(a, a, 2, 3, 0, 1));
  return min(f32x4.extract_lane(b, 0), f32x4.extract_lane(b, 1));
}

@inline function most4(a: v128): f32 {
  const b = f32x4.pmax(a, i32x4.shuffle(a, a, 2, 3, 0, 1));
  return max(f32x4.extract_lane(b, 0), f32x4.extract_lane(b, 1));
}

// Projects all vertices, four at a time, to map units (8 pixels). view: rows x', y', w (4 f32 each, y' and x' already in map units),
// then the centre's offset x, y and the near distance. Vertices at or behind the near plane become NaN, which fails every test later.
// After the three arrays stand each row's least and greatest y; NaN does not count. A row's last step runs into the next row, or past the end.
function project(view: usize, d: usize, projected: usize, stride: usize): void {
  const xx = v128.load32_splat(view), xy = v128.load32_splat(view, 4), xz = v128.load32_splat(view, 8), xt = v128.load32_splat(view, 12);
  const yx = v128.load32_splat(view, 16), yy = v128.load32_splat(view, 20), yz = v128.load32_splat(view, 24), yt = v128.load32_splat(view, 28);
  const wx = v128.load32_splat(view, 32), wy = v128.load32_splat(view, 36), wz = v128.load32_splat(view, 40), wt = v128.load32_splat(view, 44);
  const offsetX = v128.load32_splat(view, 48), offsetY = v128.load32_splat(view, 52), near = v128.load32_splat(view, 56), one = f32x4.splat(1);
  const across = load<i32>(d, GRID_WIDTH) + 1, down = load<i32>(d, GRID_HEIGHT) + 1;
  let bounds = projected + stride * 3;
  for (let row = 0; row < down; row++, bounds += 8) {
    const start = <usize>(row * across) << 2;
    let px = load<usize>(d, VERTEX_X) + start, py = load<usize>(d, VERTEX_Y) + start, pz = load<usize>(d, VERTEX_Z) + start, out = projected + start;
    let low = f32x4.splat(Infinity), high = f32x4.splat(-Infinity);
    for (let i = 0; i < across; i += 4) {
      const x = v128.load(px), y = v128.load(py), z = v128.load(pz);
      const w = f32x4.add(f32x4.add(f32x4.mul(wx, x), f32x4.mul(wy, y)), f32x4.add(f32x4.mul(wz, z), wt));
      const inverse = f32x4.div(one, w);
      const sx = f32x4.mul(f32x4.add(f32x4.add(f32x4.mul(xx, x), f32x4.mul(xy, y)), f32x4.add(f32x4.mul(xz, z), xt)), inverse);
      const sy = f32x4.mul(f32x4.add(f32x4.add(f32x4.mul(yx, x), f32x4.mul(yy, y)), f32x4.add(f32x4.mul(yz, z), yt)), inverse);
      const behind = f32x4.le(w, near), mapY = v128.or(f32x4.add(sy, offsetY), behind);
      v128.store(out, v128.or(f32x4.add(sx, offsetX), behind));
      v128.store(out + stride, mapY);
      v128.store(out + stride * 2, inverse);
      low = f32x4.pmin(low, mapY);
      high = f32x4.pmax(high, mapY);
      px += 16; py += 16; pz += 16; out += 16;
    }
    store<f32>(bounds, least4(low));
    store<f32>(bounds, most4(high), 4);
  }
}

@inline function keepNearest(index: i32, inverseW: f32, u: i32, v: i32, depth: usize, map: usize): void {
  const p = depth + (<usize>index << 2);
  if (inverseW > load<f32>(p)) {
    store<f32>(p, inverseW);
    const m = map + (<usize>index << 3);
    store<i32>(m, u);
    store<i32>(m, v, 4);
  }
}

/** Cells whose nodes lie in a box of at most this many nodes can be skipped where everything near is hidden. */
const SKIP_WIDE: f32 = 5;
const SKIP_TALL: f32 = 2;

// closed[block] = 1 where every block is hidden that looks at a node of the box of SKIP_WIDE × SKIP_TALL nodes from the block's first node on.
// A block looks at the nodes of its corners and, for their bend, two rows further, three at the frame's edges. Rows wrap, which only closes fewer.
function closeBlocks(hidden: usize, across: usize, down: i32, upright: usize, closed: usize): void {
  for (let y = 0; y < down; y++) {
    const first = max(y - 3, 0), last = min(y + 4, down - 1);
    for (let x: usize = 0; x < across; x += 16) {
      let all = v128.load(hidden + <usize>first * across + x);
      for (let row = first + 1; row <= last; row++) all = v128.and(all, v128.load(hidden + <usize>row * across + x));
      v128.store(upright + <usize>y * across + x, all);
    }
  }
  const end = closed + <usize>down * across;
  for (let p = upright; closed < end; p += 16, closed += 16)
    v128.store(closed, v128.and(v128.and(v128.and(v128.load(p - 1), v128.load(p)), v128.and(v128.load(p + 1), v128.load(p + 2))), v128.load(p + 3)));
}

// Fills the layer's map from its projected cells, four neighbouring cells a step, one lane each. Corners a b / c d, split from b to c.
// closed: what closeBlocks found, or 0 where nothing is hidden yet.
function invert(d: usize, projected: usize, stride: usize, depth: usize, closed: usize): void {
  const gridWidth = load<i32>(d, GRID_WIDTH), map = load<usize>(d, MAP), columns = load<usize>(d, COLUMNS), rows = load<usize>(d, ROWS);
  memory.fill(depth, 0, <usize>(mapWidth * mapHeight) << 2);
  memory.fill(map, 0x80, <usize>(mapWidth * mapHeight) << 3);
  const scale = v128.load32_splat(d, TEXEL_SCALE), half = f32x4.splat(32768), one = f32x4.splat(1), zero = f32x4.splat(0);
  const low = f32x4.splat(-EDGE_TOLERANCE), high = f32x4.splat(1 + EDGE_TOLERANCE);
  const leastTexel = i32x4.splat(-(OUTSIDE_TEXELS << 16));
  const mostU = i32x4.splat((load<i32>(d, WIDTH) + OUTSIDE_TEXELS) << 16), mostV = i32x4.splat((load<i32>(d, HEIGHT) + OUTSIDE_TEXELS) << 16);
  const lastX = f32x4.splat(<f32>(mapWidth - 1)), lastY = f32x4.splat(<f32>(mapHeight - 1)), lanes = i32x4(0, 1, 2, 3), pitch = i32x4.splat(mapWidth);
  const rowBytes = <usize>(gridWidth + 1) << 2, across = frameWidth >> 4, lastBlockY = (frameHeight >> 3) - 1;
  let run = load<usize>(d, RUNS);
  for (let n = load<i32>(d, RUN_COUNT); n > 0; n--, run += 12) {
    const cellY = load<i32>(run), firstX = load<i32>(run, 4), endX = load<i32>(run, 8);
    const bounds = projected + stride * 3 + (<usize>cellY << 3);
    if (!(max(load<f32>(bounds, 4), load<f32>(bounds, 12)) >= 0 && min(load<f32>(bounds), load<f32>(bounds, 8)) <= <f32>(mapHeight - 1))) continue;
    const top = v128.load32_splat(rows + (<usize>cellY << 2)), tall = f32x4.sub(v128.load32_splat(rows + (<usize>cellY << 2), 4), top);
    for (let cellX = firstX; cellX < endX; cellX += 4) {
      const p = projected + <usize>cellY * rowBytes + (<usize>cellX << 2), q = p + rowBytes;
      const ax = v128.load(p), bx = v128.load(p, 4), cx = v128.load(q), dx = v128.load(q, 4);
      const ay = v128.load(p + stride), by = v128.load(p + stride, 4), cy = v128.load(q + stride), dy = v128.load(q + stride, 4);
      const x0 = f32x4.pmax(zero, f32x4.ceil(least(ax, bx, cx, dx))), x1 = f32x4.pmin(lastX, f32x4.floor(most(ax, bx, cx, dx)));
      const y0 = f32x4.pmax(zero, f32x4.ceil(least(ay, by, cy, dy))), y1 = f32x4.pmin(lastY, f32x4.floor(most(ay, by, cy, dy)));
      // A corner behind the near plane makes the sum NaN.
      const sum = f32x4.add(f32x4.add(ax, bx), f32x4.add(cx, dx));
      const touched = v128.and(v128.and(v128.and(f32x4.le(x0, x1), f32x4.le(y0, y1)), f32x4.eq(sum, sum)), i32x4.lt_s(i32x4.add(i32x4.splat(cellX), lanes), i32x4.splat(endX)));
      if (!v128.any_true(touched)) continue;
      if (closed) {
        // Boxes of lanes that touch nothing only widen the box.
        const nodeX = least4(x0), nodeY = least4(y0);
        if (most4(x1) - nodeX <= SKIP_WIDE && most4(y1) - nodeY <= SKIP_TALL && load<u8>(closed + <usize>(min(<i32>nodeY, lastBlockY) * across + min(<i32>nodeX >> 1, across - 1)))) continue;
      }
      const az = v128.load(p + stride * 2), bz = v128.load(p + stride * 2, 4), cz = v128.load(q + stride * 2), dz = v128.load(q + stride * 2, 4);
      const abx = f32x4.sub(bx, ax), aby = f32x4.sub(by, ay), acx = f32x4.sub(cx, ax), acy = f32x4.sub(cy, ay);
      const dcx = f32x4.sub(cx, dx), dcy = f32x4.sub(cy, dy), dbx = f32x4.sub(bx, dx), dby = f32x4.sub(by, dy);
      const area1 = f32x4.div(one, f32x4.sub(f32x4.mul(abx, acy), f32x4.mul(acx, aby))), area2 = f32x4.div(one, f32x4.sub(f32x4.mul(dcx, dby), f32x4.mul(dbx, dcy)));
      const countX = v128.and(touched, f32x4.sub(x1, x0)), countY = v128.and(touched, f32x4.sub(y1, y0));
      const mostX = max(max(f32x4.extract_lane(countX, 0), f32x4.extract_lane(countX, 1)), max(f32x4.extract_lane(countX, 2), f32x4.extract_lane(countX, 3)));
      const mostY = max(max(f32x4.extract_lane(countY, 0), f32x4.extract_lane(countY, 1)), max(f32x4.extract_lane(countY, 2), f32x4.extract_lane(countY, 3)));
      const left = v128.load(columns + (<usize>cellX << 2)), wide = f32x4.sub(v128.load(columns + (<usize>cellX << 2), 4), left);
      for (let jy: f32 = 0; jy <= mostY; jy += 1) for (let jx: f32 = 0; jx <= mostX; jx += 1) {
        const px = f32x4.add(x0, f32x4.splat(jx)), py = f32x4.add(y0, f32x4.splat(jy));
        const fromAx = f32x4.sub(px, ax), fromAy = f32x4.sub(py, ay), fromDx = f32x4.sub(px, dx), fromDy = f32x4.sub(py, dy);
        const t1 = f32x4.mul(f32x4.sub(f32x4.mul(fromAx, acy), f32x4.mul(acx, fromAy)), area1), s1 = f32x4.mul(f32x4.sub(f32x4.mul(abx, fromAy), f32x4.mul(fromAx, aby)), area1);
        const t2 = f32x4.mul(f32x4.sub(f32x4.mul(fromDx, dby), f32x4.mul(dbx, fromDy)), area2), s2 = f32x4.mul(f32x4.sub(f32x4.mul(dcx, fromDy), f32x4.mul(fromDx, dcy)), area2);
        const in1 = v128.and(v128.and(f32x4.ge(t1, low), f32x4.ge(s1, low)), f32x4.le(f32x4.add(t1, s1), high));
        const in2 = v128.and(v128.and(f32x4.ge(t2, low), f32x4.ge(s2, low)), f32x4.le(f32x4.add(t2, s2), high));
        const hit = v128.and(v128.and(touched, v128.or(in1, in2)), v128.and(f32x4.le(px, x1), f32x4.le(py, y1)));
        const bits = i32x4.bitmask(hit);
        if (!bits) continue;
        // Attributes over w are linear on the screen (Heckbert & Moreton 1991): weigh each corner by its 1/w, then divide.
        const t = choose(t1, t2, in1), s = choose(s1, s2, in1);
        const originZ = f32x4.mul(choose(az, dz, in1), f32x4.sub(f32x4.sub(one, t), s)), alongT = f32x4.mul(choose(bz, cz, in1), t), alongS = f32x4.mul(choose(cz, bz, in1), s);
        const inverseW = f32x4.add(originZ, f32x4.add(alongT, alongS)), correct = f32x4.div(one, inverseW);
        const ft = f32x4.mul(alongT, correct), fs = f32x4.mul(alongS, correct);
        const fu = choose(ft, f32x4.sub(one, ft), in1), fv = choose(fs, f32x4.sub(one, fs), in1);
        // Texel centres are integers: edge coordinate − ½.
        const u = i32x4.min_s(mostU, i32x4.max_s(leastTexel, toWhole(f32x4.sub(f32x4.mul(f32x4.add(left, f32x4.mul(fu, wide)), scale), half))));
        const v = i32x4.min_s(mostV, i32x4.max_s(leastTexel, toWhole(f32x4.sub(f32x4.mul(f32x4.add(top, f32x4.mul(fv, tall)), scale), half))));
        const k = i32x4.add(i32x4.mul(toWhole(py), pitch), toWhole(px));
        if (bits & 1) keepNearest(i32x4.extract_lane(k, 0), f32x4.extract_lane(inverseW, 0), i32x4.extract_lane(u, 0), i32x4.extract_lane(v, 0), depth, map);
        if (bits & 2) keepNearest(i32x4.extract_lane(k, 1), f32x4.extract_lane(inverseW, 1), i32x4.extract_lane(u, 1), i32x4.extract_lane(v, 1), depth, map);
        if (bits & 4) keepNearest(i32x4.extract_lane(k, 2), f32x4.extract_lane(inverseW, 2), i32x4.extract_lane(u, 2), i32x4.extract_lane(v, 2), depth, map);
        if (bits & 8) keepNearest(i32x4.extract_lane(k, 3), f32x4.extract_lane(inverseW, 3), i32x4.extract_lane(u, 3), i32x4.extract_lane(v, 3), depth, map);
      }
    }
  }
}

/**
 * Fills every layer's map and covers for one pose, front layer first, so that what lies behind something opaque is not looked at.
 * `projected` holds three f32 arrays of the largest grid and two f32 a row, `depth` one f32 a map node, `hidden` three times one byte a block and 128 more.
 */
export function geometry(descriptors: usize, layers: i32, view: usize, projected: usize, depth: usize, hidden: usize): void {
  const across = frameWidth >> 4, down = frameHeight >> 3, blocks = <usize>(across * down), apart = blocks + 128;
  let chunksUsed = 0;
  memory.fill(hidden, 0, blocks);
  for (let l = layers - 1; l >= 0; l--) {
    const d = load<usize>(descriptors + (<usize>l << 2));
    const count = (load<i32>(d, GRID_WIDTH) + 1) * (load<i32>(d, GRID_HEIGHT) + 1), stride = (<usize>count * 4 + 79) & ~15;
    project(view, d, projected, stride);
    const isFront = l == layers - 1, closed = hidden + apart * 2;
    if (!isFront) closeBlocks(hidden, <usize>across, down, hidden + apart, closed);
    invert(d, projected, stride, depth, isFront ? 0 : closed);
    const before = chunksUsed;
    chunksUsed = coverBlocks(d, hidden, before);
    if (chunksUsed > before) refine(d, projected, stride);
  }
}

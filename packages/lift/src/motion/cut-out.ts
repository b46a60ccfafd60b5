import type { Scene, SceneLayer } from '@fantascope/stage';
import { mixFill } from '../fill/mix-fill.ts';
import { foregroundColour } from '../layers/foreground-colour.ts';
import { nearestSeed } from '../layers/nearest-seed.ts';
import type { Size } from '../layers/size.ts';
import { type ShrunkLayer, shrinkLayer } from './scene-view.ts';

/** Layers parted: what stays of each, its hidden part filled or taken away, and before the nearest what moves. */
export type CutOut = Readonly<{ rests: readonly SceneLayer[]; part: SceneLayer }>;

/** One layer of those that show the part: its own opacity and how much of it is seen, on the view. */
export type CutLayer = Readonly<{ layer: SceneLayer; seen: Float32Array }>;

type Cutting = Readonly<{
  canvas: Scene['canvas'];
  /** Back to front. */
  layers: readonly CutLayer[];
  /** What is cut out, 0..1, on the view. */
  mask: Float32Array;
  size: Size;
  scale: number;
  /** How far the part moves, canvas pixels: its rectangle is so much larger. */
  reachPx: number;
  seed: number;
}>;

/** What is cut from a card keeps this much of what stays beneath its rim, view pixels, so that no gap opens at the joint. */
const overlapPx = 4;
/** This far outside the part, view pixels, nothing is copied into the fill: its soft rim is no background. */
const rimPx = 3;
/** Pixels round the hole that the fill may copy from, as a share of the hole's longer side. */
const surroundRatio = 0.35;
const cellMargin = 4;

/**
 * Cuts what some layers show under a mask into one layer: a flower that a cut through the depth has parted moves in one piece. Its depth is that of the layer
 * which shows most of it.
 */
export function cutOut(cutting: Cutting): CutOut {
  const { layers, size, scale, mask } = cutting;
  const box = boxOf(mask, size);
  const area = around(box, size, Math.round(surroundRatio * Math.max(box.wide, box.tall)) + 24);
  const shrunk = layers.map(({ layer }) => shrinkLayer(layer, size, scale));
  const areaSize = { widthPx: area.wide, heightPx: area.tall };
  const share = crop(mask, area, size);
  const shown = layers.map(({ seen }) => seen.reduce((sum, value, i) => sum + value * (mask[i] as number), 0));
  const deepest = layers[shown.indexOf(Math.max(...shown))] as CutLayer;
  let isTaken = false;
  const rests = layers.map(({ layer }, l) => {
    const own = shrunk[l] as ShrunkLayer;
    const alpha = crop(own.alpha, area, size);
    if (layer.kind === 'card' && !liesInside(share, alpha, areaSize)) {
      isTaken = true;
      return takeAway(cutting, layer);
    }
    return fillRest(cutting, { layer, area, straight: straightColour(own, area, size), alpha, share });
  });
  const colours = isTaken ? rimColours(shrunk, { area, share, size }) : null;
  return { rests, part: partOf(cutting, { base: deepest.layer, area, share, rests, colours }) };
}

/** Colours of a soft rim with its background and freed of it. */
type RimColours = Readonly<{ straight: Float32Array; front: Float32Array }>;

function rimColours(
  shrunk: readonly ShrunkLayer[],
  { area, share, size }: Readonly<{ area: Area; share: Float32Array; size: Size }>,
): RimColours {
  const straight = straightColour(layOver(shrunk), area, size);
  return { straight, front: foregroundColour(straight, share, { widthPx: area.wide, heightPx: area.tall }) };
}

/** Layers laid over one another, back to front. */
function layOver(layers: readonly ShrunkLayer[]): ShrunkLayer {
  const [first, ...others] = layers as [ShrunkLayer, ...ShrunkLayer[]];
  if (others.length === 0) return first;
  const colour = first.colour.slice();
  const alpha = first.alpha.slice();
  for (const above of others)
    for (let i = 0; i < alpha.length; i++) {
      const a = above.alpha[i] as number;
      if (a === 0) continue;
      alpha[i] = a + (alpha[i] as number) * (1 - a);
      for (let c = i * 3; c < i * 3 + 3; c++) colour[c] = (above.colour[c] as number) + (colour[c] as number) * (1 - a);
    }
  return { colour, alpha };
}

/** A layer with as many more cells round it as let it move by `reachPx`, inside the canvas. */
export function widen(layer: SceneLayer, canvas: Scene['canvas'], reachPx: number): SceneLayer {
  const cells = cellsFor(
    layer,
    canvas,
    { left: layer.xPx, top: layer.yPx, right: layer.xPx + layer.widthPx, bottom: layer.yPx + layer.heightPx },
    reachPx,
  );
  const made = onCells(layer, cells);
  const rgba = new Uint8Array(made.widthPx * made.heightPx * 4);
  const dx = layer.xPx - made.xPx;
  const dy = layer.yPx - made.yPx;
  for (let y = 0; y < layer.heightPx; y++)
    rgba.set(layer.rgba.subarray(y * layer.widthPx * 4, (y + 1) * layer.widthPx * 4), ((y + dy) * made.widthPx + dx) * 4);
  return { ...made, rgba };
}

type Area = Readonly<{ x: number; y: number; wide: number; tall: number }>;
type Planes = Readonly<{ area: Area; straight: Float32Array; share: Float32Array }>;

/**
 * The part's own layer: the layers' full-resolution picture under the mask. In its soft rim it holds what makes the photograph again over what stays; where a
 * card was taken away, its own colour freed of the background, told as a change of the full-resolution one so that its detail stays.
 */
function partOf(
  { canvas, layers, size, scale, reachPx }: Cutting,
  {
    base,
    area,
    share,
    rests,
    colours,
  }: Readonly<{ base: SceneLayer; area: Area; share: Float32Array; rests: readonly SceneLayer[]; colours: RimColours | null }>,
): SceneLayer {
  const box = boxOf(share, { widthPx: area.wide, heightPx: area.tall });
  const bounds = {
    left: (area.x + box.x) * scale,
    top: (area.y + box.y) * scale,
    right: Math.min(size.widthPx * scale, (area.x + box.x + box.wide) * scale),
    bottom: Math.min(size.heightPx * scale, (area.y + box.y + box.tall) * scale),
  };
  const made = onCells(base, cellsFor(base, canvas, bounds, reachPx));
  const rgba = new Uint8Array(made.widthPx * made.heightPx * 4);
  const sample = sampler(area, scale);
  const pixel = new Float64Array(4);
  const behind = new Float64Array(4);
  for (let y = 0; y < made.heightPx; y++) {
    for (let x = 0; x < made.widthPx; x++) {
      const taps = sample(made.xPx + x, made.yPx + y);
      if (taps === null) continue;
      const m = taps(share, 1, 0);
      if (m <= 0.002) continue;
      pixel.fill(0);
      for (const { layer } of layers) lay(pixel, layer, made.xPx + x, made.yPx + y);
      const to = (y * made.widthPx + x) * 4;
      const a = (pixel[3] as number) * m;
      rgba[to + 3] = Math.round(a);
      const isSoft = m < 0.999;
      if (isSoft && colours === null) {
        behind.fill(0);
        for (const rest of rests) lay(behind, rest, made.xPx + x, made.yPx + y);
      }
      for (let c = 0; c < 3; c++) {
        let value = (pixel[c] as number) * m;
        if (isSoft) {
          if (colours === null) value = (pixel[c] as number) - (1 - a / 255) * (behind[c] as number);
          else value += (taps(colours.front, 3, c) - taps(colours.straight, 3, c)) * (a / 255);
        }
        rgba[to + c] = Math.round(Math.max(0, Math.min(a, value)));
      }
    }
  }
  return { ...made, name: 'moving', kind: base.kind === 'card' ? 'card' : 'middle', rgba };
}

/** Lays one layer's pixel of the canvas over a premultiplied one, 0..255. */
function lay(pixel: Float64Array, { xPx, yPx, widthPx, heightPx, rgba }: SceneLayer, x: number, y: number): void {
  const [column, row] = [x - xPx, y - yPx];
  if (column < 0 || row < 0 || column >= widthPx || row >= heightPx) return;
  const from = (row * widthPx + column) * 4;
  const through = 1 - (rgba[from + 3] as number) / 255;
  for (let c = 0; c < 4; c++) pixel[c] = (rgba[from + c] as number) + (pixel[c] as number) * through;
}

/** Whether what surrounds the part is mostly the same layer, so that the layer goes on behind it. */
function liesInside(share: Float32Array, alpha: Float32Array, size: Size): boolean {
  const { distancePx } = nearestSeed(size, (i) => (share[i] as number) > 0.5);
  let [solid, all] = [0, 0];
  for (let i = 0; i < share.length; i++) {
    const distance = distancePx[i] as number;
    if (distance < 4 || distance > 9) continue;
    all++;
    if ((alpha[i] as number) > 0.6) solid++;
  }
  return all > 0 && solid > 0.5 * all;
}

/** Fills the layer behind the part from what is round it. */
function fillRest(
  { scale, seed }: Cutting,
  { layer, area, straight, alpha, share }: Planes & Readonly<{ layer: SceneLayer; alpha: Float32Array }>,
): SceneLayer {
  const size = { widthPx: area.wide, heightPx: area.tall };
  const { distancePx } = nearestSeed(size, (i) => (share[i] as number) > 0.02);
  const isHole = new Uint8Array(share.length).map((_, i) => ((distancePx[i] as number) <= rimPx ? 1 : 0));
  const isFront = isHole.map((is, i) => (is || (alpha[i] as number) < 0.9 ? 1 : 0));
  const filled = mixFill({ rgb: straight, isHole, isFront, seed }, size);
  const rgba = layer.rgba.slice();
  const sample = sampler(area, scale);
  const first = Math.max(0, area.y * scale - layer.yPx);
  const end = Math.min(layer.heightPx, (area.y + area.tall) * scale - layer.yPx);
  const left = Math.max(0, area.x * scale - layer.xPx);
  const right = Math.min(layer.widthPx, (area.x + area.wide) * scale - layer.xPx);
  for (let y = first; y < end; y++)
    for (let x = left; x < right; x++) {
      const to = (y * layer.widthPx + x) * 4;
      const a = rgba[to + 3] as number;
      const taps = a === 0 ? null : sample(layer.xPx + x, layer.yPx + y);
      if (taps === null) continue;
      // Fully where the part is not thin; where it covers nothing the photograph stays, so that nothing changes while the part is at rest.
      const inHole = Math.min(1, 2.5 * taps(share, 1, 0));
      if (inHole === 0) continue;
      for (let c = 0; c < 3; c++) {
        const is = rgba[to + c] as number;
        rgba[to + c] = Math.round(Math.max(0, Math.min(a, is + ((taps(filled, 3, c) * a) / 255 - is) * inHole)));
      }
    }
  return { ...layer, rgba };
}

/** Takes the part off a card, but for a rim beneath it: what is behind the card shows. */
function takeAway({ mask, size, scale }: Cutting, layer: SceneLayer): SceneLayer {
  const { distancePx } = nearestSeed(size, (i) => (mask[i] as number) < 0.5);
  const kept = distancePx.map((distance) => Math.max(0, Math.min(1, 1 - (distance - overlapPx) / 3)));
  const sample = sampler({ x: 0, y: 0, wide: size.widthPx, tall: size.heightPx }, scale);
  const rgba = layer.rgba.slice();
  for (let y = 0; y < layer.heightPx; y++)
    for (let x = 0; x < layer.widthPx; x++) {
      const to = (y * layer.widthPx + x) * 4;
      if (rgba[to + 3] === 0) continue;
      const share = sample(layer.xPx + x, layer.yPx + y)?.(kept, 1, 0) ?? 1;
      if (share < 1) for (let c = 0; c < 4; c++) rgba[to + c] = Math.round((rgba[to + c] as number) * share);
    }
  return { ...layer, rgba };
}

/** Straight colours of a layer inside an area, transparent pixels coloured like their nearest solid neighbour. */
function straightColour({ colour, alpha }: ShrunkLayer, area: Area, { widthPx: W }: Size): Float32Array {
  const own = { widthPx: area.wide, heightPx: area.tall };
  const cut = crop(alpha, area, { widthPx: W, heightPx: 0 });
  const { index } = nearestSeed(own, (i) => (cut[i] as number) > 0.5);
  const out = new Float32Array(area.wide * area.tall * 3);
  for (let i = 0; i < cut.length; i++) {
    const from = (cut[i] as number) > 0.5 ? i : (index[i] as number);
    if (from < 0) continue;
    const k = ((area.y + Math.floor(from / area.wide)) * W + area.x + (from % area.wide)) * 3;
    for (let c = 0; c < 3; c++) out[i * 3 + c] = (colour[k + c] as number) / (cut[from] as number);
  }
  return out;
}

type Tap = (plane: Float32Array, channels: number, channel: number) => number;

/** Bilinear values of planes over an area of the view at a canvas pixel; null outside the area. */
function sampler({ x: left, y: top, wide, tall }: Area, scale: number): (xPx: number, yPx: number) => Tap | null {
  return (xPx, yPx) => {
    const u = (xPx + 0.5) / scale - 0.5 - left;
    const v = (yPx + 0.5) / scale - 0.5 - top;
    if (u < -0.5 || v < -0.5 || u > wide - 0.5 || v > tall - 0.5) return null;
    const [cu, cv] = [Math.max(0, Math.min(wide - 1, u)), Math.max(0, Math.min(tall - 1, v))];
    const [x, y] = [Math.floor(cu), Math.floor(cv)];
    const [a, b] = [cu - x, cv - y];
    const p = y * wide + x;
    const right = x + 1 < wide ? 1 : 0;
    const below = y + 1 < tall ? wide : 0;
    return (plane, channels, channel) => {
      const at = (i: number) => plane[i * channels + channel] as number;
      const upper = at(p) + (at(p + right) - at(p)) * a;
      return upper + (at(p + below) + (at(p + below + right) - at(p + below)) * a - upper) * b;
    };
  };
}

function boxOf(mask: Float32Array, { widthPx: W, heightPx: H }: Size): Area {
  let [left, right, top, bottom] = [W, -1, H, -1];
  for (let y = 0, i = 0; y < H; y++)
    for (let x = 0; x < W; x++, i++) {
      if ((mask[i] as number) <= 0.02) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  return right < 0 ? { x: 0, y: 0, wide: 1, tall: 1 } : { x: left, y: top, wide: right + 1 - left, tall: bottom + 1 - top };
}

function around({ x, y, wide, tall }: Area, { widthPx: W, heightPx: H }: Size, byPx: number): Area {
  const left = Math.max(0, x - byPx);
  const top = Math.max(0, y - byPx);
  return { x: left, y: top, wide: Math.min(W, x + wide + byPx) - left, tall: Math.min(H, y + tall + byPx) - top };
}

function crop(plane: Float32Array, { x, y, wide, tall }: Area, { widthPx: W }: Size): Float32Array {
  const out = new Float32Array(wide * tall);
  for (let row = 0; row < tall; row++) out.set(plane.subarray((y + row) * W + x, (y + row) * W + x + wide), row * wide);
  return out;
}

type Bounds = Readonly<{ left: number; top: number; right: number; bottom: number }>;
/** Cells of a layer's grid, which goes on beyond its rectangle: first column and row (may be negative) and how many. */
type Cells = Readonly<{ column: number; row: number; across: number; down: number }>;

/** The cells of a layer's grid that hold bounds on the canvas, `reachPx` and a margin round them; none outside the canvas. */
function cellsFor(layer: SceneLayer, canvas: Scene['canvas'], { left, top, right, bottom }: Bounds, reachPx: number): Cells {
  const cell = { x: layer.widthPx / layer.gridWidth, y: layer.heightPx / layer.gridHeight };
  const span = (first: number, end: number, start: number, size: number, most: number) => {
    const least = -Math.floor(start / size);
    const limit = Math.floor((most - start) / size);
    const from = Math.max(least, Math.floor((first - reachPx - start) / size) - cellMargin);
    return { from, count: Math.max(1, Math.min(limit, Math.ceil((end + reachPx - start) / size) + cellMargin) - from) };
  };
  const x = span(left, right, layer.xPx, cell.x, canvas.widthPx);
  const y = span(top, bottom, layer.yPx, cell.y, canvas.heightPx);
  return { column: x.from, row: y.from, across: x.count, down: y.count };
}

/** A layer of the same depth on other cells of its grid, with nothing in its picture; depth goes on beyond the layer's edges. */
function onCells(layer: SceneLayer, { column, row, across, down }: Cells): SceneLayer {
  const x = stretch(layer.xPx, layer.widthPx / layer.gridWidth, column, across);
  const y = stretch(layer.yPx, layer.heightPx / layer.gridHeight, row, down);
  const disparity = new Float32Array((across + 1) * (down + 1));
  for (let v = 0, k = 0; v <= down; v++)
    for (let u = 0; u <= across; u++, k++) {
      const [xPx, yPx] = [x.startPx + (u / across) * x.lengthPx - layer.xPx, y.startPx + (v / down) * y.lengthPx - layer.yPx];
      disparity[k] = disparityAt(layer, (xPx / layer.widthPx) * layer.gridWidth, (yPx / layer.heightPx) * layer.gridHeight);
    }
  const { filled: _filled, cutSides: _cutSides, ...kept } = layer;
  const rectangle = { xPx: x.startPx, yPx: y.startPx, widthPx: x.lengthPx, heightPx: y.lengthPx };
  return { ...kept, ...rectangle, gridWidth: across, gridHeight: down, rgba: new Uint8Array(0), disparity };
}

/** Cells along one axis as canvas pixels; even, as the rasteriser wants them, where a layer's cells are not whole. */
function stretch(layerPx: number, cellPx: number, first: number, count: number): { startPx: number; lengthPx: number } {
  const even = (px: number) => Math.round(px / 2 + 1e-9) * 2;
  const startPx = even(layerPx + first * cellPx);
  return { startPx, lengthPx: Math.max(2, even(layerPx + (first + count) * cellPx) - startPx) };
}

function disparityAt({ disparity, gridWidth, gridHeight }: SceneLayer, column: number, row: number): number {
  const u = Math.max(0, Math.min(gridWidth, column));
  const v = Math.max(0, Math.min(gridHeight, row));
  // Cells that fall on the layer's own keep its numbers to the bit.
  const [x, y] = [Math.min(gridWidth - 1, Math.floor(u + 1e-6)), Math.min(gridHeight - 1, Math.floor(v + 1e-6))];
  const [a, b] = [Math.abs(u - x) < 1e-6 ? 0 : u - x, Math.abs(v - y) < 1e-6 ? 0 : v - y];
  const at = (i: number, j: number) => disparity[j * (gridWidth + 1) + i] as number;
  if (a === 0 && b === 0) return at(x, y);
  const upper = at(x, y) + (at(x + 1, y) - at(x, y)) * a;
  return upper + (at(x, y + 1) + (at(x + 1, y + 1) - at(x, y + 1)) * a - upper) * b;
}

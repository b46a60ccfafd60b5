import type { Pose } from '@fantascope/film';
import { placeLayer } from '../../place.ts';
import { blockReachTexels } from '../../raster/cell-runs.ts';
import { type LayerPlan, type LevelPlan, PAD } from '../../raster/scene-plan.ts';
import { levelFor, texelDensity } from '../../raster/texel-density.ts';
import type { SceneLayer } from '../../scene.ts';
import type { EffectGround } from '../effect.ts';
import { cardPoint, layerPoints, lensOf, radiusRange } from './blur-range.ts';
import { type Chord, chordsOf, type Rung, rungsBetween } from './rungs.ts';

/** Blur below this radius on the frame, in pixels, is not drawn. */
const LEAST_RADIUS_PX = 0.35;
/** Rows of the sharp picture that are blurred at a time; a multiple of 16, so that every halving of it is whole. */
export const BAND_ROWS = 64;

/** One blurred copy of a layer: its planes in the block that all threads share. */
export type FocusCopy = Readonly<{ rung: Rung; planes: LevelPlan; chords: readonly Chord[]; reachTiles: number }>;

/** One halving of the picture on its way to be blurred: rows held at a time, texels, padding. Offsets in the thread's own block. */
export type FocusSource = Readonly<{ widthPx: number; pad: number; pitch: number; rows: number; at: number; blurred: number }>;

/** All that a layer's focus takes. Offsets: `shared` and `own` blocks as said. */
export type FocusLayer = Readonly<{
  layer: number;
  /** Level of the layer that counts as sharp; the finest that the shot uses. */
  base: number;
  widthPx: number;
  heightPx: number;
  /** Sides that lie on the canvas's edge and go on beyond it: 1 left, 2 right, 4 top, 8 bottom. */
  edges: number;
  /** The point whose blur the whole layer takes, metres; null where every point has its own. */
  card: readonly [number, number, number] | null;
  /** Texels of radius below which it is sharp. */
  leastRadius: number;
  /** True where another effect moves the layer's texels and wants the level it was told. */
  keepsLevel: boolean;
  copies: readonly FocusCopy[];
  /** Shared: cells worth drawing, as LayerPlan.runs. */
  runs: number;
  reachTexels: number;
  /** Own: tiles to the nearest with alpha, and to the nearest not opaque. 0 on an opaque layer. */
  toAlpha: number;
  toEdge: number;
  /** Own: the planes that are drawn, at the base level and half as fine. */
  mixed: readonly [LevelPlan, LevelPlan];
  kinds: number;
  nodes: number;
  keys: number;
  marks: number;
  radii: number;
  steps: number;
  job: number;
}>;

/** Where everything of a shot's focus lies; plain data. */
export type FocusLayout = Readonly<{
  layers: readonly FocusLayer[];
  sources: readonly (readonly FocusSource[])[];
  /** Own: a descriptor, a chord table, rungs and parameters. */
  notes: number;
  sharedBytes: number;
  ownBytes: number;
}>;

/** Bytes of a step in a job (kernel/focus.ts). */
export const STEP_BYTES = 64;

const to64 = (bytes: number) => Math.ceil(bytes / 64) * 64;
const halfOf = (px: number) => Math.ceil(px / 4) * 2;

type Take = (bytes: number) => number;

function counter(start: number): { take: Take; top: () => number } {
  let top = start;
  return {
    take: (bytes) => {
      const at = top;
      top += to64(bytes + 64);
      return at;
    },
    top: () => top,
  };
}

function planesOf(
  take: Take,
  size: Readonly<{ widthPx: number; heightPx: number }>,
  has: Readonly<{ alpha: boolean; tiles: boolean }>,
): LevelPlan {
  const { widthPx, heightPx } = size;
  const lumaPitch = to64(widthPx + PAD.x * 2);
  const chromaPitch = to64(widthPx / 2 + PAD.x * 2);
  const tilePitch = Math.ceil(widthPx / 8) + 6;
  const plane = (pitch: number, rows: number) => take(pitch * (rows + PAD.above + PAD.below)) + pitch * PAD.above + PAD.x;
  return {
    widthPx,
    heightPx,
    lumaPitch,
    chromaPitch,
    tilePitch,
    luma: plane(lumaPitch, heightPx),
    cb: plane(chromaPitch, heightPx / 2),
    cr: plane(chromaPitch, heightPx / 2),
    alpha: has.alpha ? plane(lumaPitch, heightPx) : 0,
    chromaAlpha: has.alpha ? plane(chromaPitch, heightPx / 2) : 0,
    tiles: has.alpha && has.tiles ? take(tilePitch * (Math.ceil(heightPx / 8) + 3) + 64) + tilePitch + 1 : 0,
  };
}

/** Plans a shot's focus for the poses it is seen from; null where nothing is ever out of focus. */
export function planFocus(ground: EffectGround): FocusLayout | null {
  const { look, scene, plan } = ground;
  const { aperture } = look;
  if (aperture === undefined) return null;
  const shared = counter(64);
  const maps = counter(64);
  const wanted = scene.layers.flatMap((layer, index) => {
    const found = wantedOf(ground, layer, index);
    return found.copies.length === 0 ? [] : [{ layer, index, ...found }];
  });
  if (wanted.length === 0) return null;
  const notes = maps.take(8192);
  const distances = wanted.map(({ index, size }) => {
    const tiles = Math.ceil(size.widthPx / 8) * Math.ceil(size.heightPx / 8);
    return index === 0 ? [0, 0] : [maps.take(tiles), maps.take(tiles)];
  });
  // What serves the preparation and what serves the frames share their memory.
  const frames = counter(maps.top());
  const sources: FocusSource[][] = [];
  let mostTop = maps.top();
  const layers = wanted.map(({ layer, index, size, base, rungs, copies, ...rest }, k): FocusLayer => {
    const hasAlpha = index > 0;
    const planned = plan.layers[index] as LayerPlan;
    const work = counter(maps.top());
    sources.push(sourcesOf(work.take, { size, copies }));
    mostTop = Math.max(mostTop, work.top());
    const start = frames.top();
    const finer = counter(start);
    const coarser = counter(start);
    const mixed = [
      planesOf(finer.take, size, { alpha: hasAlpha, tiles: true }),
      planesOf(coarser.take, { widthPx: halfOf(size.widthPx), heightPx: halfOf(size.heightPx) }, { alpha: hasAlpha, tiles: true }),
    ] as const;
    frames.take(Math.max(finer.top(), coarser.top()) - start);
    const nodeBytes = (Math.ceil(size.widthPx / 16) + 2) * (Math.ceil(size.heightPx / 8) + 2) * 2;
    const kinds = frames.take(mixed[0].tilePitch * (Math.ceil(size.heightPx / 8) + 4) + 64);
    const reach = Math.max(...copies.map(({ reachTiles }) => reachTiles)) * 8 * 2 ** base;
    return {
      layer: index,
      base,
      ...size,
      ...rest,
      edges: index === 0 ? 15 : edgesOf(layer, scene.canvas),
      copies: copies.map((copy) => ({
        ...copy,
        planes: planesOf(shared.take, copy.rung.shift === 0 ? size : { widthPx: halfOf(size.widthPx), heightPx: halfOf(size.heightPx) }, {
          alpha: hasAlpha,
          tiles: false,
        }),
      })),
      runs: shared.take(16 + Math.ceil((planned.gridWidth + 1) / 2) * planned.gridHeight * 12),
      reachTexels: blockReachTexels(planned.levels.length) + reach,
      toAlpha: distances[k]?.[0] as number,
      toEdge: distances[k]?.[1] as number,
      mixed,
      kinds,
      nodes: frames.take(nodeBytes),
      keys: frames.take(nodeBytes * 4),
      marks: frames.take(nodeBytes),
      radii: frames.take(((planned.gridWidth + 1) * (planned.gridHeight + 1) + 8) * 4),
      steps: frames.take(STEP_BYTES * (copies.length + 1)),
      job: frames.take(64),
    };
  });
  return { layers, sources, notes, sharedBytes: shared.top(), ownBytes: Math.max(mostTop, frames.top()) };
}

// Which copies a layer needs, and of what.
function wantedOf({ look, scene, plan, staging, frame, poses }: EffectGround, layer: SceneLayer, index: number) {
  const aperture = look.aperture as NonNullable<typeof look.aperture>;
  const points = layerPoints(layer, scene, staging);
  const card = layer.kind === 'card' ? cardPoint(points, staging.subjectDistanceM) : null;
  const base = finestLevel({ look, scene, plan, staging, frame, poses }, layer, index);
  const lenses = poses.map((pose) => lensOf(pose, aperture.fStop, { staging, frame }));
  const [low, high] = radiusRange(card === null ? points : [card], lenses);
  const leastRadius = Math.min(0.6, (LEAST_RADIUS_PX * staging.window.widthPx) / frame.widthPx / 2 ** base);
  const chosen = rungsBetween((low * 0.98) / 2 ** base, (high * 1.02) / 2 ** base, leastRadius);
  const { widthPx, heightPx } = (plan.layers[index] as LayerPlan).levels[base] as LevelPlan;
  const copies = chosen.map((rung) => {
    const chords = chordsOf(rung, aperture.shape);
    const texels = Math.max(...chords.map(([at, n]) => Math.max(Math.abs(at), n + 1)));
    return { rung, chords, reachTiles: Math.ceil(((texels + 3) * 2 ** rung.source) / 8) };
  });
  const keepsLevel = look.motions?.some((motion) => motion.layer === index) ?? false;
  return { card, base, leastRadius, rungs: chosen, copies, size: { widthPx, heightPx }, keepsLevel };
}

function finestLevel({ scene, plan, staging, frame, poses }: EffectGround, layer: SceneLayer, index: number): number {
  const levels = plan.layers[index]?.levels.length ?? 1;
  if (levels === 1) return 0;
  const edges = (cells: number, sidePx: number) => Float32Array.from({ length: cells + 1 }, (_, i) => (i / cells) * sidePx);
  const mesh = {
    ...placeLayer(layer, scene, staging),
    columns: edges(layer.gridWidth, layer.widthPx),
    rows: edges(layer.gridHeight, layer.heightPx),
  };
  return Math.min(...poses.map((pose: Pose) => levelFor(texelDensity(mesh, pose, frame), levels)));
}

function edgesOf(layer: SceneLayer, canvas: Readonly<{ widthPx: number; heightPx: number }>): number {
  const { xPx, yPx, widthPx, heightPx } = layer;
  return (xPx <= 0 ? 1 : 0) | (xPx + widthPx >= canvas.widthPx ? 2 : 0) | (yPx <= 0 ? 4 : 0) | (yPx + heightPx >= canvas.heightPx ? 8 : 0);
}

// Source 0: the picture itself, rows for its own copies and two to halve; source k: k times halved.
function sourcesOf(
  take: Take,
  {
    size,
    copies,
  }: Readonly<{ size: Readonly<{ widthPx: number }>; copies: readonly Readonly<{ rung: Rung; chords: readonly Chord[] }>[] }>,
): FocusSource[] {
  const deepest = Math.max(...copies.map(({ rung }) => rung.source));
  const reachOf = (source: number) =>
    Math.max(
      0,
      ...copies
        .filter(({ rung }) => rung.source === source)
        .flatMap(({ chords }) => chords.map(([at, n]) => Math.max(Math.abs(at), n + 2))),
    );
  const margin = marginOf(copies);
  let { widthPx } = size;
  return Array.from({ length: deepest + 1 }, (_, k): FocusSource => {
    if (k > 0) widthPx = Math.ceil(widthPx / 2);
    const pad = reachOf(k) + 16;
    const pitch = (widthPx + pad * 2 + 8) * 16;
    const rows = k === 0 ? BAND_ROWS + 2 * reachOf(0) + 4 : (BAND_ROWS / 2 + 2 * margin) / 2 ** (k - 1) + 2;
    return { widthPx, pad, pitch, rows, at: take(pitch * rows) + pad * 16, blurred: take(pitch * (BAND_ROWS / 2 ** k + 6)) + pad * 16 };
  });
}

/** Rows of the once halved picture that must be at hand above and below a band, a multiple of 8. */
export function marginOf(copies: readonly Readonly<{ rung: Rung; chords: readonly Chord[] }>[]): number {
  const rows = copies
    .filter(({ rung }) => rung.source > 0)
    .map(({ rung, chords }) => 2 ** (rung.source - 1) * (Math.max(...chords.map(([at]) => at)) + 6));
  return Math.ceil(Math.max(8, ...rows) / 8) * 8;
}

import type { LayerPlan, LevelPlan, ScenePlan } from '../../raster/scene-plan.ts';
import { PAD } from '../../raster/scene-plan.ts';
import type { LayerMotion, Look } from '../look.ts';

/** A box of tiles of 8 × 8 texels, both corners even so that chroma tiles fall on it; nodes stand on its tiles' corners. */
export type TileBox = Readonly<{ x: number; y: number; across: number; down: number }>;

/** Lists of tile runs: count as i32, then from 16 bytes on (row, first, end). Luma and chroma, from the layer's planes and from what earlier motions drew. */
export type RunLists = Readonly<{
  luma: number;
  lumaAgain: number;
  chroma: number;
  chromaAgain: number;
  /** Tiles whose alpha may change; 0 where none does. */
  alpha: number;
  chromaAlpha: number;
}>;

/** Where one motion's fields lie for one level: byte offsets in the shared block. */
export type MotionLevel = Readonly<{ box: TileBox; nodes: number; notes: number; runs: RunLists }>;

/** One motion of a layer. */
export type PlannedMotion = Readonly<{ motion: LayerMotion; levels: readonly MotionLevel[] }>;

/** Planes of the thread's own that stand for a moved layer, as large as its finest level: byte offsets in the own block. alpha and chromaAlpha are 0 where no alpha moves. */
export type OwnPlanes = Readonly<{ luma: number; cb: number; cr: number; alpha: number; chromaAlpha: number }>;

/** A layer that moves. tiles and cells are for moved alpha: flags for each level and runs of mesh cells in the shared block, 0 where none moves. */
export type MovedLayer = Readonly<{
  layer: number;
  plan: LayerPlan;
  /** The plan's levels, and where focus may blur first two coarser ones that only it draws: they have no planes in the slot. */
  levels: readonly LevelPlan[];
  motions: readonly PlannedMotion[];
  planes: OwnPlanes;
  movesAlpha: boolean;
  tiles: readonly number[];
  /** Room for one more plane of flags while the shot is prepared. */
  halfSpread: number;
  cells: number;
  /** Two planes of tile flags of the thread's own, for what focus blurs first; 0 where nothing does. */
  blurredTiles: readonly [number, number];
}>;

/** Where everything of a scene's motions lies; the same on every thread. placed and weights are the thread's own. */
export type MotionLayout = Readonly<{
  layers: readonly MovedLayer[];
  sharedBytes: number;
  ownBytes: number;
  placed: number;
  weights: number;
}>;

export const NODE_BYTES = 16;
export const NOTE_BYTES = 8;

const to64 = (bytes: number) => Math.ceil(bytes / 64) * 64;

function allocator() {
  let top = 64; // no offset is 0, which means absent
  return {
    take: (bytes: number) => {
      const offset = top;
      top += to64(bytes + 64);
      return offset;
    },
    bytes: () => top,
  };
}

/** Whether a kind moves what a layer covers, not only what it shows. */
export const movesAlpha = (kind: LayerMotion['kind']) => kind === 'sway' || kind === 'drift';

/** Lays out the motions of a scene; a motion of a layer that is not there is left out. */
export function layOutMotions(scene: ScenePlan, { motions = [], aperture }: Pick<Look, 'motions' | 'aperture'>): MotionLayout {
  const shared = allocator();
  const own = allocator();
  let mostNodes = 0;
  const layers = scene.layers.flatMap((plan, layer): MovedLayer[] => {
    const wanted = motions.filter((motion) => motion.layer === layer);
    const finest = plan.levels[0];
    if (wanted.length === 0 || finest === undefined) return [];
    const levels = aperture === undefined ? plan.levels : withCoarser(plan.levels);
    const isMoved = layer > 0 && wanted.some(({ kind }) => movesAlpha(kind));
    const planned = wanted.map((motion) => ({
      motion,
      levels: levels.map((level): MotionLevel => {
        const box = boxOf(motion, level);
        const nodes = (box.across + 1) * (box.down + 1);
        mostNodes = Math.max(mostNodes, nodes);
        const list = () => shared.take(16 + box.down * (Math.ceil(box.across / 2) + 1) * 12);
        return {
          box,
          nodes: shared.take(nodes * NODE_BYTES),
          notes: motion.kind === 'flow' ? shared.take(nodes * NOTE_BYTES) : 0,
          runs: {
            luma: list(),
            lumaAgain: list(),
            chroma: list(),
            chromaAgain: list(),
            alpha: isMoved ? list() : 0,
            chromaAlpha: isMoved ? list() : 0,
          },
        };
      }),
    }));
    const plane = (pitch: number, rows: number) => own.take(pitch * (rows + PAD.above + PAD.below)) + pitch * PAD.above + PAD.x;
    const { lumaPitch, chromaPitch, heightPx } = finest;
    const planes = {
      luma: plane(lumaPitch, heightPx),
      cb: plane(chromaPitch, heightPx / 2),
      cr: plane(chromaPitch, heightPx / 2),
      alpha: isMoved ? plane(lumaPitch, heightPx) : 0,
      chromaAlpha: isMoved ? plane(chromaPitch, heightPx / 2) : 0,
    };
    const tiles = levels.map(({ tilePitch, heightPx: rows }) =>
      isMoved ? shared.take(tilePitch * (Math.ceil(rows / 8) + 3)) + tilePitch + 1 : 0,
    );
    const halfSpread = isMoved ? shared.take(finest.tilePitch * (Math.ceil(heightPx / 8) + 3)) + finest.tilePitch + 1 : 0;
    const cells = isMoved ? shared.take(16 + Math.ceil((plan.gridWidth + 1) / 2) * plan.gridHeight * 12) : 0;
    const flags = () =>
      isMoved && aperture !== undefined ? own.take(finest.tilePitch * (Math.ceil(heightPx / 8) + 3)) + finest.tilePitch + 1 : 0;
    const blurredTiles = [flags(), flags()] as const;
    return [{ layer, plan, levels, motions: planned, planes, movesAlpha: isMoved, tiles, halfSpread, cells, blurredTiles }];
  });
  const placed = own.take(mostNodes * 16);
  const weights = own.take(64);
  return { layers, sharedBytes: shared.bytes(), ownBytes: own.bytes(), placed, weights };
}

/** Two levels more, without planes. */
function withCoarser(levels: readonly LevelPlan[]): readonly LevelPlan[] {
  const half = (px: number) => Math.ceil(px / 4) * 2;
  const all = [...levels];
  for (let i = 0; i < 2; i++) {
    const { widthPx, heightPx } = all[all.length - 1] as LevelPlan;
    const [wide, tall] = [half(widthPx), half(heightPx)];
    const pitches = { lumaPitch: to64(wide + PAD.x * 2), chromaPitch: to64(wide / 2 + PAD.x * 2), tilePitch: Math.ceil(wide / 8) + 6 };
    all.push({ widthPx: wide, heightPx: tall, ...pitches, luma: 0, alpha: 0, cb: 0, cr: 0, chromaAlpha: 0, tiles: 0 });
  }
  return all;
}

function boxOf({ kind, strength, strengthSize: { widthPx, heightPx } }: LayerMotion, level: LevelPlan): TileBox {
  const across = Math.ceil(level.widthPx / 16) * 2;
  const down = Math.ceil(level.heightPx / 16) * 2;
  if (movesAlpha(kind)) return { x: 0, y: 0, across, down };
  let [left, right, top, bottom] = [widthPx, -1, heightPx, -1];
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      if (strength[y * widthPx + x] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  if (right < 0) return { x: 0, y: 0, across: 0, down: 0 };
  // Strength is linear between its samples' centres, so it reaches half a sample farther than the last one that is not 0.
  const first = (at: number, count: number, sidePx: number) => Math.max(0, Math.floor((((at - 1) / count) * sidePx) / 16) * 2);
  const end = (at: number, count: number, sidePx: number) => Math.ceil((((at + 2) / count) * sidePx) / 16) * 2;
  const x = first(left, widthPx, level.widthPx);
  const y = first(top, heightPx, level.heightPx);
  return {
    x,
    y,
    across: Math.min(across, end(right, widthPx, level.widthPx)) - x,
    down: Math.min(down, end(bottom, heightPx, level.heightPx)) - y,
  };
}

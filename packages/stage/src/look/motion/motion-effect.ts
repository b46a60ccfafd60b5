import type { LevelPlan } from '../../raster/scene-plan.ts';
import type { Effect, EffectKind, EffectSeat, Moment } from '../effect.ts';
import type { LayerMotion } from '../look.ts';
import { reachTiles, spreadFar } from './alpha-reach.ts';
import { layOutMotions, type MotionLevel, type MovedLayer, type RunLists } from './motion-layout.ts';
import { flickerNoise, loopPhase } from './motion-loop.ts';
import { brightenRegion, moveRegion, type Planes } from './move-region.ts';
import { type OwnCopy, pointAt, sourceOf, takeOver } from './own-copy.ts';
import { prepareLayer } from './prepare-layer.ts';

/** Motions of parts of a scene's layers: their planes are drawn anew into the thread's own before each frame. */
export const motionEffect: EffectKind = {
  name: 'motion',
  plan: ({ look, plan }) => {
    const { layers, sharedBytes, ownBytes } = layOutMotions(plan, look);
    return layers.length === 0 ? null : { sharedBytes, ownBytes };
  },
  open: openMotions,
};

function openMotions(seat: EffectSeat): Effect {
  const layout = layOutMotions(seat.slot.plan, seat.look);
  const copies = layout.layers.map((): OwnCopy => ({ level: -1 }));
  const noises = new Map<LayerMotion, (phase: number) => number>();
  const noiseOf = (motion: LayerMotion) => {
    const noise = noises.get(motion) ?? flickerNoise(motion.seed);
    noises.set(motion, noise);
    return noise;
  };
  return {
    prepare: (_scene, { part, parts }) => {
      layout.layers.forEach((layer, index) => {
        if (index % parts === part) prepareLayer(seat, layer);
      });
    },
    dress: (moment) => {
      layout.layers.forEach((layer, index) => {
        dressLayer(seat, moment, {
          layer,
          copy: copies[index] as OwnCopy,
          noiseOf,
          placed: seat.own + layout.placed,
          weights: seat.own + layout.weights,
        });
      });
    },
  };
}

type Dressing = Readonly<{
  layer: MovedLayer;
  copy: OwnCopy;
  noiseOf: (motion: LayerMotion) => (phase: number) => number;
  placed: number;
  weights: number;
}>;

function dressLayer(seat: EffectSeat, { descriptors, tSec }: Moment, { layer, copy, noiseOf, placed, weights }: Dressing): void {
  const { desk, slot, own, shared } = seat;
  const descriptor = descriptors[layer.layer] as number;
  const source = sourceOf(desk.ints(), descriptor);
  // Focus may have chosen another level than the plan's.
  const at = layer.levels.findIndex(({ widthPx }) => widthPx === source.widthPx);
  const level = layer.levels[at];
  if (level === undefined) return;
  takeOver(seat, { layer, level, at, source, copy });
  const to = ownPlanes(seat, layer, level);
  for (const { motion, levels: fields } of layer.motions) {
    const field = fields[at] as MotionLevel;
    const phase = loopPhase(tSec, motion.loopSec);
    const work = { seat, level, source, to, field, runs: shiftRuns(field.runs, shared), nodes: shared + field.nodes };
    if (motion.kind === 'flicker') brightenRegion(work, motion.amount * noiseOf(motion)(phase));
    else moveRegion(work, { motion, phase, placed, weights });
  }
  let tiles = shared + (layer.tiles[at] as number);
  const [first, second] = layer.blurredTiles;
  if (layer.movesAlpha && first !== 0 && source.tiles !== slot.address + level.tiles) {
    // What focus blurred reaches farther than the layer's own alpha.
    tiles = own + second;
    const reach = reachTiles(layer.motions, at);
    spreadFar(desk, { from: source.tiles, between: own + first, to: tiles }, { ...level, tilePitch: source.tilePitch, reach });
  }
  pointAt(desk.ints(), descriptor, { seat, layer, level, tiles, tilePitch: source.tilePitch });
}

/** Where the thread's own planes of a layer begin. */
function ownPlanes({ own }: EffectSeat, { planes }: MovedLayer, { lumaPitch, chromaPitch }: LevelPlan): Planes {
  const at = (offset: number) => (offset === 0 ? 0 : own + offset);
  const { luma, cb, cr, alpha, chromaAlpha } = planes;
  return { luma: at(luma), cb: at(cb), cr: at(cr), alpha: at(alpha), chromaAlpha: at(chromaAlpha), lumaPitch, chromaPitch };
}

function shiftRuns(runs: RunLists, shared: number): RunLists {
  return {
    luma: shared + runs.luma,
    lumaAgain: shared + runs.lumaAgain,
    chroma: shared + runs.chroma,
    chromaAgain: shared + runs.chromaAgain,
    alpha: shared + runs.alpha,
    chromaAlpha: shared + runs.chromaAlpha,
  };
}

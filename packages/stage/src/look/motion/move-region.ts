import type { LevelPlan } from '../../raster/scene-plan.ts';
import type { EffectSeat } from '../effect.ts';
import type { LayerMotion } from '../look.ts';
import type { MotionLevel, RunLists } from './motion-layout.ts';
import { driftShare, flowCopies, swayWeights } from './motion-loop.ts';
import { unitOf } from './node-field.ts';
import type { LayerSource } from './own-copy.ts';

/** Addresses of the thread's own planes of a layer; 0 where no alpha moves. */
export type Planes = Readonly<{
  luma: number;
  cb: number;
  cr: number;
  alpha: number;
  chromaAlpha: number;
  lumaPitch: number;
  chromaPitch: number;
}>;

/** One motion of one layer for one frame: from which planes to which, and where its nodes and runs lie, as addresses. */
export type MotionWork = Readonly<{
  seat: EffectSeat;
  level: LevelPlan;
  source: LayerSource;
  to: Planes;
  field: MotionLevel;
  runs: RunLists;
  nodes: number;
}>;

/** Draws a flow, a sway or a drift at a phase of its loop. `placed` and `weights` are the thread's own room for the frame's nodes. */
export function moveRegion(
  { seat, level, source, to, field, runs, nodes }: MotionWork,
  { motion, phase, placed, weights }: Readonly<{ motion: LayerMotion; phase: number; placed: number; weights: number }>,
): void {
  const { kernel } = seat.desk;
  const { box, notes } = field;
  const { rows, share, gain } = weightsOf(motion, phase);
  seat.desk.floats().set(rows, weights >> 2);
  kernel.placeNodes(nodes, (box.across + 1) * (box.down + 1), weights, placed);
  const ints = seat.desk.ints();
  const move = (from: number, into: number, lists: readonly number[], channel: number) => {
    if (into === 0 || from === 0) return;
    const chroma = lists[0] === runs.chroma || lists[0] === runs.chromaAlpha;
    const [pitch, toPitch] = chroma ? [source.chromaPitch, to.chromaPitch] : [source.lumaPitch, to.lumaPitch];
    const step = chroma ? 2 : 1;
    // Where regions overlap the later one replaces what the earlier drew: a warp always fetches from the layer itself.
    for (const list of lists)
      kernel.warp(
        from,
        pitch,
        into,
        toPitch,
        level.widthPx / step,
        level.heightPx / step,
        placed,
        box.across + 1,
        box.x / step,
        box.y / step,
        step,
        list + 16,
        ints[list >> 2] as number,
        share,
        gain === 0 || channel === 0 || notes === 0 || level.luma === 0 ? 0 : seat.shared + notes,
        channel,
        gain,
      );
  };
  const [luma, chromas] = [
    [runs.luma, runs.lumaAgain],
    [runs.chroma, runs.chromaAgain],
  ] as const;
  move(source.luma, to.luma, luma, 2);
  move(source.cb, to.cb, chromas, 4);
  move(source.cr, to.cr, chromas, 6);
  if (motion.kind === 'flow') return;
  move(source.alpha, to.alpha, [runs.alpha], 0);
  move(source.chromaAlpha, to.chromaAlpha, [runs.chromaAlpha], 0);
}

/** Sixteen weights for placeNodes in 16.16 texels, the second copy's share in Q15 (−1: the first alone) and the contrast to give back in Q15. */
export function weightsOf(motion: LayerMotion, phase: number): Readonly<{ rows: Float32Array; share: number; gain: number }> {
  const rows = new Float32Array(16);
  const [dx, dy] = unitOf(motion.towardDeg);
  switch (motion.kind) {
    case 'flow': {
      const { first, second, secondShare, gain } = flowCopies(phase, motion.cycles ?? 1);
      const isFirstAlone = secondShare === 0;
      const one = secondShare === 1 ? second : first;
      rows.set([one * 65536, 0, 0, 0, 0, one * 65536, 0, 0, second * 65536, 0, 0, 0, 0, second * 65536, 0, 0]);
      if (isFirstAlone || secondShare === 1) return { rows, share: -1, gain: 0 };
      return { rows, share: Math.min(32767, Math.round(secondShare * 32768)), gain: Math.round(gain * 32768) };
    }
    case 'sway': {
      const weights = swayWeights(phase);
      rows.set([...weights.map((weight) => weight * dx * 65536), ...weights.map((weight) => weight * dy * 65536)]);
      return { rows, share: -1, gain: 0 };
    }
    case 'drift': {
      const share = driftShare(phase) * 65536;
      rows.set([share * dx, 0, 0, 0, share * dy]);
      return { rows, share: -1, gain: 0 };
    }
    case 'flicker':
      return { rows, share: -1, gain: 0 };
    default:
      return motion.kind satisfies never;
  }
}

/** Draws a flicker: `gain` −1 … 1 at full strength. */
export function brightenRegion({ seat, source, to, field, runs, nodes }: MotionWork, gain: number): void {
  const { kernel } = seat.desk;
  const ints = seat.desk.ints();
  const { box } = field;
  const lists = (chroma: boolean, planes: Planes | LayerSource, [plane, into]: readonly [number, number], list: number) => {
    const step = chroma ? 2 : 1;
    kernel.brighten(
      plane,
      chroma ? planes.chromaPitch : planes.lumaPitch,
      into,
      chroma ? to.chromaPitch : to.lumaPitch,
      chroma ? planes.chromaAlpha : planes.alpha,
      chroma ? planes.chromaPitch : planes.lumaPitch,
      nodes,
      box.across + 1,
      box.x / step,
      box.y / step,
      step,
      list + 16,
      ints[list >> 2] as number,
      gain,
      chroma,
    );
  };
  // What no earlier motion drew comes from the layer, the rest from the thread's own planes; alpha that does not move is the layer's.
  const drawn = to.alpha === 0 ? { ...to, alpha: source.alpha, chromaAlpha: source.chromaAlpha } : to;
  for (const [planes, again] of [
    [source, false],
    [drawn, true],
  ] as const) {
    lists(false, planes, [planes.luma, to.luma], again ? runs.lumaAgain : runs.luma);
    lists(true, planes, [planes.cb, to.cb], again ? runs.chromaAgain : runs.chroma);
    lists(true, planes, [planes.cr, to.cr], again ? runs.chromaAgain : runs.chroma);
  }
}

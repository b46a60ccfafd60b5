import { cellRuns } from '../../raster/cell-runs.ts';
import type { LevelPlan } from '../../raster/scene-plan.ts';
import type { Effect, EffectKind, EffectSeat, Moment } from '../effect.ts';
import type { LayerMotion } from '../look.ts';
import { lowBand } from './low-band.ts';
import { layOutMotions, type MotionLevel, type MovedLayer, type RunLists } from './motion-layout.ts';
import { driftShare, flickerNoise, flowCopies, loopPhase, swayWeights } from './motion-loop.ts';
import { nodeField, unitOf } from './node-field.ts';
import { type LayerSource, type OwnCopy, pointAt, sourceOf, takeOver } from './own-copy.ts';
import { chromaTiles, movedTiles, runsOf, type TileMap } from './tile-runs.ts';

/** The blur that tells grain from tone is this share of how far a flow's copies lie apart. */
const LOW_SHARE = 0.45;
/** A sway bends at most this many times its reach away from the photograph. */
const SWAY_REACH = 2;
/** Where focus blurs first, alpha may reach this much farther, in texels. */
const BLUR_TEXELS = 160;

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

function prepareLayer(
  { desk, slot, shared, look }: EffectSeat,
  { plan, levels: all, motions, movesAlpha, tiles, cells }: MovedLayer,
): void {
  const finest = plan.levels[0] as LevelPlan;
  all.forEach((level, at) => {
    const size = { across: Math.ceil(level.widthPx / 8), down: Math.ceil(level.heightPx / 8) };
    const drawn: TileMap = { isOn: new Uint8Array(size.across * size.down), ...size };
    const spread = tiles[at] as number;
    const hasPlanes = level.luma !== 0;
    if (spread !== 0 && hasPlanes) {
      const reach = reachTiles(motions, at);
      desk.kernel.spreadTiles(slot.address + level.tiles, shared + spread, level.tilePitch, size.across, size.down, reach, reach);
    }
    for (const { motion, levels } of motions) {
      const { box, nodes, notes, runs } = levels[at] as MotionLevel;
      const { values, apart } = nodeField(motion, { box, level, levelScale: 2 ** at, layerWidthPx: finest.widthPx });
      desk.floats().set(values, (shared + nodes) >> 2);
      if (notes !== 0 && hasPlanes) writeNotes({ desk, slot, address: shared + notes }, { motion, level, at, box, apart });
      const moved = movedTiles(values, box, size);
      // Where focus blurs first, alpha lies in more tiles than the layer's own.
      if (movesAlpha && hasPlanes && look.aperture === undefined && motion.kind !== 'flow' && motion.kind !== 'flicker') {
        for (let y = 0; y < size.down; y++)
          for (let x = 0; x < size.across; x++)
            if (((desk.bytes()[shared + spread + y * level.tilePitch + x] as number) & 1) === 0) moved.isOn[y * size.across + x] = 0;
      }
      writeRuns(desk.ints(), shared, { runs, moved, drawn });
      for (let i = 0; i < moved.isOn.length; i++) if (moved.isOn[i]) drawn.isOn[i] = 1;
    }
  });
  if (cells === 0) return;
  const blur = look.aperture === undefined ? 0 : BLUR_TEXELS;
  const across = finest.tilePitch * (Math.ceil(finest.heightPx / 8) + 3);
  const flags = new Uint8Array(across);
  const start = finest.tilePitch + 1;
  const from = shared + (tiles[0] as number) - start;
  flags.set(desk.bytes().subarray(from, from + across));
  const size = { widthPx: finest.widthPx, heightPx: finest.heightPx };
  const floats = (offset: number, count: number) =>
    desk.floats().slice((slot.address + offset) >> 2, ((slot.address + offset) >> 2) + count);
  const found = cellRuns(floats(plan.columns, plan.gridWidth + 1), floats(plan.rows, plan.gridHeight + 1), {
    flags: blur === 0 ? flags : spreadFlags(flags, { ...size, pitch: finest.tilePitch, reach: Math.ceil(blur / 8) }),
    start,
    pitch: finest.tilePitch,
    ...size,
  });
  writeList(desk.ints(), shared + cells, found);
}

/** How far a layer's alpha may move at a level, in tiles. */
function reachTiles(motions: MovedLayer['motions'], at: number): number {
  return Math.ceil(reachTexels(motions.map(({ motion }) => motion)) / 2 ** at / 8);
}

/** The same in texels of the finest level. */
function reachTexels(motions: readonly LayerMotion[]): number {
  return Math.max(0, ...motions.map(({ kind, amount }) => (kind === 'sway' ? SWAY_REACH * amount : kind === 'drift' ? amount : 0)));
}

function spreadFlags(
  flags: Uint8Array,
  { widthPx, heightPx, pitch, reach }: Readonly<{ widthPx: number; heightPx: number; pitch: number; reach: number }>,
): Uint8Array {
  const out = flags.slice();
  const [across, down] = [Math.ceil(widthPx / 8), Math.ceil(heightPx / 8)];
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      if (((flags[(y + 1) * pitch + x + 1] as number) & 1) === 0) continue;
      for (let v = Math.max(0, y - reach); v <= Math.min(down - 1, y + reach); v++)
        out.fill(1, (v + 1) * pitch + 1 + Math.max(0, x - reach), (v + 1) * pitch + 2 + Math.min(across - 1, x + reach));
    }
  return out;
}

function writeNotes(
  { desk, slot, address }: Pick<EffectSeat, 'desk' | 'slot'> & Readonly<{ address: number }>,
  {
    motion,
    level,
    at,
    box,
    apart,
  }: Readonly<{ motion: LayerMotion; level: LevelPlan; at: number; box: MotionLevel['box']; apart: Float32Array }>,
): void {
  const bytes = desk.bytes();
  const radius = Math.max(1, Math.round((LOW_SHARE * motion.amount) / (motion.cycles ?? 1) / 2 / 2 ** at / 8));
  const [wide, tall] = [level.widthPx, level.heightPx];
  const chroma = { bytes, pitch: level.chromaPitch, widthPx: wide / 2, heightPx: tall / 2, tilePx: 4 };
  const bands = [
    lowBand({ bytes, address: slot.address + level.luma, pitch: level.lumaPitch, widthPx: wide, heightPx: tall, tilePx: 8 }, box, radius),
    lowBand({ ...chroma, address: slot.address + level.cb }, box, radius),
    lowBand({ ...chroma, address: slot.address + level.cr }, box, radius),
  ];
  const notes = new Int16Array(apart.length * 4);
  for (let k = 0; k < apart.length; k++) {
    notes[k * 4] = Math.round((apart[k] as number) * 32767);
    bands.forEach((band, channel) => {
      notes[k * 4 + 1 + channel] = band[k] as number;
    });
  }
  bytes.set(new Uint8Array(notes.buffer), address);
}

function writeRuns(
  ints: Int32Array,
  shared: number,
  { runs, moved, drawn }: Readonly<{ runs: RunLists; moved: TileMap; drawn: TileMap }>,
): void {
  const [chroma, chromaDrawn] = [chromaTiles(moved), chromaTiles(drawn)];
  writeList(
    ints,
    shared + runs.luma,
    runsOf(moved, (tile) => drawn.isOn[tile] === 0),
  );
  writeList(
    ints,
    shared + runs.lumaAgain,
    runsOf(moved, (tile) => drawn.isOn[tile] === 1),
  );
  writeList(
    ints,
    shared + runs.chroma,
    runsOf(chroma, (tile) => chromaDrawn.isOn[tile] === 0),
  );
  writeList(
    ints,
    shared + runs.chromaAgain,
    runsOf(chroma, (tile) => chromaDrawn.isOn[tile] === 1),
  );
}

function writeList(ints: Int32Array, address: number, runs: Int32Array): void {
  ints[address >> 2] = runs.length / 3;
  ints.set(runs, (address >> 2) + 4);
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
    // What focus blurred reaches farther than the layer's own alpha; along and down, one after the other, for speed.
    const [across, down] = [Math.ceil(level.widthPx / 8), Math.ceil(level.heightPx / 8)];
    const reach = reachTiles(layer.motions, at);
    desk.kernel.spreadTiles(source.tiles, own + first, source.tilePitch, across, down, reach, 0);
    tiles = own + second;
    desk.kernel.spreadTiles(own + first, tiles, source.tilePitch, across, down, 0, reach);
  }
  pointAt(desk.ints(), descriptor, { seat, layer, level, tiles, tilePitch: source.tilePitch });
}

type Planes = Readonly<{
  luma: number;
  cb: number;
  cr: number;
  alpha: number;
  chromaAlpha: number;
  lumaPitch: number;
  chromaPitch: number;
}>;

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
  };
}

type Work = Readonly<{
  seat: EffectSeat;
  level: LevelPlan;
  source: LayerSource;
  to: Planes;
  field: MotionLevel;
  runs: RunLists;
  nodes: number;
}>;

function moveRegion(
  { seat, level, source, to, field, runs, nodes }: Work,
  { motion, phase, placed, weights }: Readonly<{ motion: LayerMotion; phase: number; placed: number; weights: number }>,
): void {
  const { kernel } = seat.desk;
  const { box, notes } = field;
  const { rows, share, gain } = weightsOf(motion, phase);
  seat.desk.floats().set(rows, weights >> 2);
  kernel.placeNodes(nodes, (box.across + 1) * (box.down + 1), weights, placed);
  const ints = seat.desk.ints();
  const move = (from: number, into: number, chroma: boolean, channel: number) => {
    if (into === 0 || from === 0) return;
    const [pitch, toPitch] = chroma ? [source.chromaPitch, to.chromaPitch] : [source.lumaPitch, to.lumaPitch];
    const step = chroma ? 2 : 1;
    // Where regions overlap the later one replaces what the earlier drew: a warp always fetches from the layer itself.
    for (const list of chroma ? [runs.chroma, runs.chromaAgain] : [runs.luma, runs.lumaAgain])
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
  move(source.luma, to.luma, false, 2);
  move(source.cb, to.cb, true, 4);
  move(source.cr, to.cr, true, 6);
  if (motion.kind === 'flow') return;
  move(source.alpha, to.alpha, false, 0);
  move(source.chromaAlpha, to.chromaAlpha, true, 0);
}

/** Sixteen weights for placeNodes in 16.16 texels, the second copy's share in Q15 (−1: the first alone) and the contrast to give back in Q15. */
function weightsOf(motion: LayerMotion, phase: number): Readonly<{ rows: Float32Array; share: number; gain: number }> {
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

function brightenRegion({ seat, source, to, field, runs, nodes }: Work, gain: number): void {
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

import { cellRuns } from '../../raster/cell-runs.ts';
import { writeDescriptor } from '../../raster/descriptor.ts';
import type { LayerPlan } from '../../raster/scene-plan.ts';
import type { Effect, EffectKind, EffectSeat, Moment } from '../effect.ts';
import { type Lens, lensOf, radiusAt } from './blur-range.ts';
import { type FocusLayer, type FocusLayout, planFocus, STEP_BYTES } from './focus-layout.ts';
import { blurLayer, describeCopy } from './focus-stack.ts';
import { tileDistances } from './tile-distances.ts';

const SOME_ALPHA = 1;
const SOME_TRANSPARENCY = 2;

/** What this thread's own planes of a layer hold: a cache, whose content follows from the moment alone. */
type Held = { key: string; view: string; isSharp: boolean; spread: 0 | 1; hasSharp: boolean; isNew: boolean };

/**
 * Depth of field: each layer is drawn from planes mixed of the two blurred copies nearest to the radius that the thin lens gives it; one radius for a card, each point's
 * own elsewhere. A layer that is sharp all over is left alone.
 */
export const focusEffect: EffectKind = {
  name: 'focus',
  plan: (ground) => {
    const layout = planFocus(ground);
    return layout === null ? null : { sharedBytes: layout.sharedBytes, ownBytes: layout.ownBytes, layout };
  },
  open: (seat) => {
    const layout = seat.layout as FocusLayout;
    const held = layout.layers.map((): Held => ({ key: '', view: '', isSharp: false, spread: 0, hasSharp: true, isNew: true }));
    let isReady = false;
    const ready = () => {
      if (isReady) return;
      isReady = true;
      for (const layer of layout.layers) measureTiles(seat, layout, layer);
    };
    let areCopiesClosed = false;
    return {
      prepare: (_, share) => {
        ready();
        layout.layers.forEach((layer, at) => {
          blurLayer(seat, layout, { at, share });
          if (at % share.parts === share.part) writeRuns(seat, layer);
        });
      },
      dress: (moment) => {
        ready();
        // Every thread repeats all copies' edges once: the same bytes, whoever comes first.
        if (!areCopiesClosed) closeCopies(seat, layout);
        areCopiesClosed = true;
        layout.layers.forEach((layer, at) => {
          dressLayer(seat, layout, { layer, held: held[at] as Held, moment });
        });
      },
      uncover: ({ pose, levels }) => {
        layout.layers.forEach((layer, at) => {
          const one = held[at] as Held;
          if (one.isSharp || layer.keepsLevel) return;
          // Another place of the camera shows other parts, though all of them may be blurred as before.
          const view = `${pose.position.join()},${pose.orientation.join()},${one.key},${levels[layer.layer]}`;
          if (view !== one.view) seat.desk.kernel.focusMix(seat.own + layer.job);
          one.view = view;
        });
      },
    } satisfies Effect;
  },
};

// How far from alpha, and from anything not opaque, each tile of the sharp picture lies.
function measureTiles({ desk, slot, own }: EffectSeat, { notes }: FocusLayout, layer: FocusLayer): void {
  if (layer.toAlpha === 0) return;
  const across = Math.ceil(layer.widthPx / 8);
  const down = Math.ceil(layer.heightPx / 8);
  writeDescriptor(desk.ints(), own + notes, { slot, layer: layer.layer, level: layer.base, map: 0, covers: 0 });
  desk.kernel.focusKinds(own + notes, own + layer.toAlpha, across, down);
  const bytes = desk.bytes();
  const kinds = bytes.slice(own + layer.toAlpha, own + layer.toAlpha + across * down);
  const nowhere = [false, false, false, false] as const;
  const clear = [1, 2, 4, 8].map((side) => (layer.edges & side) === 0) as [boolean, boolean, boolean, boolean];
  const size = { across, down };
  bytes.set(tileDistances(kinds, size, { isSought: (kind) => (kind & SOME_ALPHA) !== 0, isSoughtOutside: nowhere }), own + layer.toAlpha);
  bytes.set(
    tileDistances(kinds, size, { isSought: (kind) => (kind & SOME_TRANSPARENCY) !== 0, isSoughtOutside: clear }),
    own + layer.toEdge,
  );
}

// Blurred alpha reaches farther than the picture's own: more cells are worth drawing.
function writeRuns({ desk, slot, shared }: EffectSeat, layer: FocusLayer): void {
  const plan = slot.plan.layers[layer.layer] as LayerPlan;
  const finest = plan.levels[0];
  const floats = desk.floats();
  const edges = (offset: number, count: number) => floats.subarray((slot.address + offset) >> 2, ((slot.address + offset) >> 2) + count);
  const tiles =
    finest === undefined || finest.tiles === 0
      ? null
      : {
          flags: desk.bytes(),
          start: slot.address + finest.tiles,
          pitch: finest.tilePitch,
          widthPx: finest.widthPx,
          heightPx: finest.heightPx,
        };
  const runs = cellRuns(edges(plan.columns, plan.gridWidth + 1), edges(plan.rows, plan.gridHeight + 1), tiles, layer.reachTexels);
  const at = (shared + layer.runs) >> 2;
  desk.ints()[at] = runs.length / 3;
  desk.ints().set(runs, at + 4);
}

function closeCopies(seat: EffectSeat, { layers, notes }: FocusLayout): void {
  for (const layer of layers) {
    for (const copy of layer.copies) {
      describeCopy(seat, copy, seat.own + notes);
      seat.desk.kernel.focusSurround(seat.own + notes);
    }
    // A ring of nothing around the single tiles' flags.
    if (layer.toAlpha !== 0) {
      const start = seat.own + layer.kinds;
      seat.desk.bytes().fill(0, start, start + layer.mixed[0].tilePitch * (Math.ceil(layer.heightPx / 8) + 4));
    }
  }
}

type Dressing = Readonly<{ layer: FocusLayer; held: Held; moment: Moment }>;

function dressLayer(seat: EffectSeat, layout: FocusLayout, { layer, held, moment }: Dressing): void {
  const { look, staging, desk } = seat;
  const descriptor = moment.descriptors[layer.layer] as number;
  const level = moment.levels[layer.layer] as number;
  const lens = lensOf(moment.pose, look.aperture?.fStop ?? 64, { staging, frame: desk.plan.frame });
  const key = `${lens.distance.join()},${lens.inverseFocus},${lens.scale},${level}`;
  if (key !== held.key) {
    held.key = key;
    const [least, most] = layer.card === null ? measureRadii(seat, layout, { layer, lens, descriptor }) : cardRadii(lens, layer);
    held.isSharp = most <= layer.leastRadius;
    if (!held.isSharp) {
      const spread = spreadOf(layer, { level, least, seat });
      if (spread === null) held.isSharp = true;
      else {
        // Places count from the first picture that is mixed: with another beginning, equal places mean another blur.
        const hasSharp = spread === 0 || level > layer.base;
        if (spread !== held.spread || hasSharp !== held.hasSharp) held.isNew = true;
        held.spread = spread;
        held.hasSharp = hasSharp;
        readyLayer(seat, layout, { layer, held, descriptor, radius: layer.card === null ? null : most });
        return;
      }
    }
  }
  if (!held.isSharp) pointAtMixed(seat, layer, { descriptor, spread: held.spread });
}

function cardRadii(lens: Lens, layer: FocusLayer): readonly [number, number] {
  const radius = Math.abs(radiusAt(lens, layer.card as readonly [number, number, number])) / 2 ** layer.base;
  return [radius, radius];
}

// Fills the radii at the layer's vertices; returns the least and the greatest.
function measureRadii(
  { desk, own, slot }: EffectSeat,
  { notes }: FocusLayout,
  { layer, lens, descriptor }: Readonly<{ layer: FocusLayer; lens: Lens; descriptor: number }>,
): readonly [number, number] {
  const params = own + notes + 4096;
  const most = (layer.copies.at(-1)?.rung.radius ?? 0) * 1.01;
  desk.floats().set([...lens.distance, lens.inverseFocus, lens.scale / 2 ** layer.base, most], params >> 2);
  desk.kernel.focusRadii(descriptor, params, own + layer.radii);
  const plan = slot.plan.layers[layer.layer] as LayerPlan;
  const count = (plan.gridWidth + 1) * (plan.gridHeight + 1);
  const end = (own + layer.radii + Math.ceil(count / 4) * 16) >> 2;
  const floats = desk.floats();
  return [floats[end] as number, floats[end + 1] as number];
}

// Whether the layer is mixed at the size of its sharp picture (0) or half as fine (1); null where it cannot be. Half suffices where all of it is blurred enough, or seen small.
function spreadOf(layer: FocusLayer, { level, least, seat }: Readonly<{ level: number; least: number; seat: EffectSeat }>): 0 | 1 | null {
  const firstHalf = layer.copies.find(({ rung }) => rung.shift === 1);
  if (layer.keepsLevel && level > layer.base + 1) return null;
  if (level > layer.base)
    return firstHalf === undefined || seat.slot.plan.layers[layer.layer]?.levels[layer.base + 1] === undefined ? null : 1;
  return firstHalf !== undefined && least >= firstHalf.rung.radius && !layer.keepsLevel ? 1 : 0;
}

type Mixing = Readonly<{ layer: FocusLayer; held: Held; descriptor: number; radius: number | null }>;

function readyLayer(seat: EffectSeat, { notes }: FocusLayout, { layer, held, descriptor, radius }: Mixing): void {
  const { desk, own, slot } = seat;
  const { spread, hasSharp } = held;
  const plan = slot.plan.layers[layer.layer] as LayerPlan;
  const sharp = hasSharp ? plan.levels[layer.base + spread] : undefined;
  const copies = layer.copies.filter(({ rung }) => rung.shift >= spread);
  const ints = desk.ints();
  const steps = own + layer.steps;
  if (sharp !== undefined) {
    const at = (offset: number) => (offset === 0 ? 0 : slot.address + offset);
    ints.set(
      [at(sharp.luma), at(sharp.alpha), at(sharp.cb), at(sharp.cr), at(sharp.chromaAlpha), 0, 0, sharp.lumaPitch, sharp.chromaPitch, 0, 1],
      steps >> 2,
    );
  }
  copies.forEach((copy, i) => {
    const to = steps + STEP_BYTES * (i + (sharp === undefined ? 0 : 1));
    describeCopy(seat, copy, own + notes);
    ints.copyWithin(to >> 2, (own + notes) >> 2, (own + notes + 36) >> 2);
    ints.set([copy.rung.shift - spread, copy.reachTiles], (to + 36) >> 2);
  });
  const radii = [...(sharp === undefined ? [] : [layer.leastRadius]), ...copies.map(({ rung }) => rung.radius)];
  const gaps = radii.slice(1).map((next, i) => {
    const low = (radii[i] as number) ** 2;
    return [low, 1 / (next ** 2 - low)] as const;
  });
  const mixed = layer.mixed[spread];
  const across = Math.ceil(mixed.widthPx / 16) + 1;
  const down = Math.ceil(mixed.heightPx / 8) + 1;
  const nodes = own + layer.nodes;
  if (radius === null) {
    const table = own + notes + 4096 + 64;
    ints[table >> 2] = gaps.length;
    desk.floats().set(gaps.flat(), (table + 4) >> 2);
    const size = 2 ** (layer.base + spread);
    const finest = plan.levels[0] ?? mixed;
    desk.kernel.focusNodes(
      descriptor,
      own + layer.radii,
      table,
      nodes,
      across,
      down,
      finest.widthPx / (plan.gridWidth - 2) / size,
      finest.heightPx / (plan.gridHeight - 2) / size,
    );
  } else {
    const place = gaps.reduce((sum, [low, inverse]) => sum + Math.min(1, Math.max(0, (radius ** 2 - low) * inverse)), 0);
    new Int16Array(ints.buffer, nodes, across * down).fill(Math.round(place * 16));
  }
  pointAtMixed(seat, layer, { descriptor, spread });
  const fine = layer.mixed[0];
  const has = layer.toAlpha !== 0;
  const cellPx = Math.max(
    (plan.levels[0] ?? mixed).widthPx / (plan.gridWidth - 2),
    (plan.levels[0] ?? mixed).heightPx / (plan.gridHeight - 2),
  );
  const job = [
    steps,
    descriptor,
    nodes,
    own + layer.keys,
    has ? own + layer.toAlpha : 0,
    has ? own + layer.toEdge : 0,
    Math.ceil(fine.widthPx / 8),
    Math.ceil(fine.heightPx / 8),
    spread,
    own + layer.kinds + mixed.tilePitch + 1,
    own + layer.marks,
    spread === 1 && has ? layer.edges : 0,
    // A bent block draws from the cells of its corners and one more on each side.
    16 + Math.ceil((2.5 * cellPx) / 2 ** (layer.base + spread)),
    layer.keepsLevel ? 1 : 0,
  ];
  ints.set(job, (own + layer.job) >> 2);
  if (held.isNew) {
    const bytes = desk.bytes();
    if (has) bytes.fill(0, own + layer.kinds, own + layer.kinds + mixed.tilePitch * (Math.ceil(mixed.heightPx / 8) + 4));
    // No nodes are like these: every tile is mixed when it is first seen.
    bytes.fill(0xff, own + layer.keys, own + layer.keys + (across - 1) * (down - 1) * 8);
    held.isNew = false;
    held.view = '';
  }
  if (has) desk.kernel.focusFlags(own + layer.job);
  // Another effect takes these planes before it is known what the frame shows.
  if (layer.keepsLevel) desk.kernel.focusMix(own + layer.job);
}

function pointAtMixed(
  { desk, own, shared }: EffectSeat,
  layer: FocusLayer,
  { descriptor, spread }: Readonly<{ descriptor: number; spread: 0 | 1 }>,
): void {
  const ints = desk.ints();
  const mixed = layer.mixed[spread];
  const at = (offset: number) => (offset === 0 ? 0 : own + offset);
  const d = descriptor >> 2;
  ints.set([at(mixed.luma), at(mixed.alpha), at(mixed.cb), at(mixed.cr), at(mixed.chromaAlpha)], d);
  const runs = shared + layer.runs;
  ints.set([at(mixed.tiles), mixed.lumaPitch, mixed.chromaPitch, mixed.tilePitch, runs + 16, ints[runs >> 2] as number], d + 6);
  ints.set([mixed.widthPx, mixed.heightPx], d + 19);
  desk.floats()[d + 21] = 65536 / 2 ** (layer.base + spread);
}

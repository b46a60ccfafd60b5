import { Fault, type MotionRegion, type Region } from '@fantascope/film';
import { type LayerMotion, MOST_LAYERS, type Scene, type SceneLayer } from '@fantascope/stage';
import { nearestSeed } from '../layers/nearest-seed.ts';
import { cutOut, widen } from './cut-out.ts';
import { type PaintedMask, placeMask, withRim } from './place-mask.ts';
import { type SceneView, viewScene } from './scene-view.ts';
import { flowTaper, heightAboveRoot, lightTaper, strengthOf, type ViewPlane, viewAt } from './strengths.ts';

/** A scene whose moving parts are layers of their own, and how they move. */
export type MovingScene = Readonly<{ scene: Scene; motions: readonly LayerMotion[] }>;

/** Usual amounts: a flow's way in one loop, a sway's reach and a drift's as shares of the photograph's width; a flicker's share of the light. */
export const usualAmounts = { flow: 0.03, sway: 0.012, drift: 0.012, flicker: 0.15 } as const;

/** Farther than this share of the width a flow's two copies would show as two: a longer way is gone in several. */
const mostWayRatio = 0.04;
/** A sway leaves the photograph by up to twice its reach (stage, motion-effect). */
const swayReach = 2;
/** A usual sway reaches at most this share of its region's height. */
const mostLeanRatio = 0.06;
/** Layers that show less than this share of a region are left alone: cut into parts of their own, or moved in place. */
const leastCutShare = 0.1;
const leastShare = 0.02;
/** A card of which this much lies in the region moves as it is. */
const wholeCard = 0.85;
/** Light fades over this share of the width at a region's edge. */
const softLightRatio = 0.02;

/**
 * Parts a scene for its motions. What sways or drifts becomes a layer of its own, just before the one it was in and at its depth, and that one is filled
 * behind it. What flows or flickers stays in its layers: their outlines do not move, so a layer of its own would show the same. Sizes, subject and depth of
 * the scene stay, so envelopes and cameras of the scene hold. Throws `lift.motion-empty`, `lift.motion-too-narrow`, `lift.motion-no-subject`, `stage.scene-too-large`, and what readMask throws.
 */
export async function splitMotions(
  scene: Scene,
  motions: readonly MotionRegion[],
  { readMask, seed = 1 }: Readonly<{ readMask: (path: string) => Promise<PaintedMask>; seed?: number }>,
): Promise<MovingScene> {
  const view = viewScene(scene);
  const masks = await Promise.all(
    motions.map(async ({ kind, place }) => {
      const painted = 'mask' in place ? { painted: await readMask(place.mask) } : {};
      const mask = placeMask(place, { view, scene, followsEdges: kind !== 'flicker', ...painted });
      return 'mask' in place && isCutOut(kind) ? withRim(mask, view.size) : mask;
    }),
  );
  let layers: readonly Moving[] = scene.layers.map((layer, index) => ({
    layer,
    motions: [],
    alpha: view.alpha[index] as Float32Array,
    seen: view.seen[index] as Float32Array,
  }));
  motions.forEach((motion, index) => {
    const mask = masks[index] as Float32Array;
    const covered = sum(mask);
    if (covered < 64) throw new Fault('lift.motion-empty', { number: index + 1, kind: motion.kind });
    const seedOf = seed + index * 101;
    const isCut = isCutOut(motion.kind);
    const later = motions.flatMap(({ kind }, k) => (k > index && kind === motion.kind && !isCut ? [masks[k] as Float32Array] : []));
    const task: Task = { motion, mask, later, covered, seed: seedOf, view, scene };
    const before = countOf(layers);
    layers = isCut ? cutLayers(layers, task) : layers.map((layer) => moveInPlace(layer, task));
    if (countOf(layers) === before) throw new Fault('lift.motion-too-narrow', { number: index + 1, kind: motion.kind });
  });
  if (layers.length > MOST_LAYERS)
    throw new Fault('stage.scene-too-large', { what: `${layers.length} layers with what moves`, most: `${MOST_LAYERS} layers` });
  return {
    scene: { ...scene, layers: layers.map(({ layer }) => layer) },
    motions: layers.flatMap(({ motions: own }, layer) => own.map((motion) => ({ ...motion, layer }))),
  };
}

const isCutOut = (kind: MotionRegion['kind']) => kind === 'sway' || kind === 'drift';

const countOf = (layers: readonly Moving[]) => layers.reduce((count, { motions }) => count + motions.length, 0);

/** A layer on its way: how it moves, its opacity on the view and how much of it is seen. */
type Moving = Readonly<{
  layer: SceneLayer;
  motions: readonly Omit<LayerMotion, 'layer'>[];
  alpha: Float32Array;
  seen: Float32Array;
  isPart?: boolean;
}>;

type Task = Readonly<{
  motion: MotionRegion;
  mask: Float32Array;
  later: readonly Float32Array[];
  covered: number;
  seed: number;
  view: SceneView;
  scene: Scene;
}>;

function amountPx({ kind, amountRatio }: MotionRegion, { photo }: Scene): number {
  const ratio = amountRatio ?? usualAmounts[kind];
  return kind === 'flicker' ? ratio : ratio * photo.widthPx;
}

function baseOf(
  { motion, scene, seed }: Task,
  { xPx, yPx }: SceneLayer,
): Pick<LayerMotion, 'kind' | 'towardDeg' | 'way' | 'amount' | 'loopSec' | 'seed'> {
  const { kind, towardDeg, way, loopSec } = motion;
  const { photo } = scene;
  const points = way?.map(({ xRatio, yRatio }) => ({
    xPx: photo.xPx + xRatio * photo.widthPx - xPx,
    yPx: photo.yPx + yRatio * photo.heightPx - yPx,
  }));
  return { kind, towardDeg, ...(points === undefined ? {} : { way: points }), amount: amountPx(motion, scene), loopSec, seed };
}

/** A flow or a flicker of what a layer shows under the mask. */
function moveInPlace(moving: Moving, task: Task): Moving {
  const { layer, alpha, seen, isPart = false } = moving;
  const { motion, mask, later, covered, view, scene } = task;
  if (shared(mask, seen) < leastShare * covered || (isPart && motion.kind === 'flow')) return moving;
  const { size, scale } = view;
  const base = baseOf(task, layer);
  // Behind a nearer layer the region goes on as beside it: a cloud flows behind a head.
  const isHidden = (i: number) => (seen[i] as number) < 0.5 * (alpha[i] as number) || alpha[i] === 0;
  const { index } = nearestSeed(size, (i) => !isHidden(i));
  const own = mask.map((_, i) => {
    const from = isHidden(i) ? Math.max(0, index[i] as number) : i;
    return later.some((other) => (other[from] as number) > 0.5) ? 0 : (mask[from] as number);
  });
  const plane = (values: Float32Array): ViewPlane => ({ values, size, scale });
  if (motion.kind === 'flicker') {
    const { place } = motion;
    const at = viewAt(plane('matte' in place ? own : lightTaper(plane(own), softLightRatio * scene.photo.widthPx)));
    const light = 'region' in place ? (xPx: number, yPx: number) => at(xPx, yPx) * glow(place.region, scene, xPx, yPx) : at;
    return { ...moving, motions: [...moving.motions, { ...base, ...strengthOf(layer, light) }] };
  }
  const cycles = Math.max(1, Math.ceil((motion.amountRatio ?? usualAmounts.flow) / mostWayRatio - 1e-9));
  const inside = own.map((value, i) => (value > 0.5 && (alpha[i] as number) > 0.98 ? 1 : 0));
  const strength = strengthOf(layer, viewAt(plane(flowTaper(plane(inside), base.amount / cycles / 2))));
  // Too narrow for its way: nothing would move, and the layer would be copied for it.
  if (strength.strength.every((value) => value === 0)) return moving;
  return { ...moving, motions: [...moving.motions, { ...base, cycles, ...strength }] };
}

/** Sways or drifts what the layers show under the mask, each in a layer of its own. */
function cutLayers(layers: readonly Moving[], task: Task): Moving[] {
  const { motion, mask, covered, view, scene, seed } = task;
  const { size, scale } = view;
  const root = motion.kind === 'sway' ? heightAboveRoot({ values: mask, size, scale }) : null;
  const usual = amountPx(motion, scene);
  // What is small bends less, unless somebody asked for more.
  const amount = root === null || motion.amountRatio !== undefined ? usual : Math.min(usual, mostLeanRatio * root.heightPx);
  const reachPx = amount * (motion.kind === 'sway' ? swayReach : 1);
  const moved = (layer: SceneLayer): Omit<LayerMotion, 'layer'> => ({
    ...baseOf(task, layer),
    amount,
    ...strengthOf(layer, (xPx, yPx) => (root === null ? 1 : Math.max(0, Math.min(1, root.at(xPx, yPx))) ** 2)),
    ...(root === null ? {} : { wavePx: Math.max(0.5 * scene.photo.widthPx, 3 * root.heightPx) }),
  });
  const isShown = layers.map(({ seen }) => shared(mask, seen) >= leastCutShare * covered);
  const whole = layers.findIndex(
    // Motions it already had are told for its old rectangle; a wider one would stretch them.
    ({ layer, seen, motions }, l) =>
      isShown[l] &&
      layer.kind === 'card' &&
      motions.length === 0 &&
      shared(mask, seen) > Math.max(wholeCard * sum(seen), wholeCard * covered),
  );
  if (whole >= 0) {
    return layers.map((moving, l) => {
      if (l !== whole) return moving;
      const wide = widen(moving.layer, scene.canvas, reachPx);
      return { ...moving, layer: wide, motions: [moved(wide)], isPart: true };
    });
  }
  const cut = layers.filter((_, l) => isShown[l]);
  const seen = mask.map((_, i) => cut.reduce((total, one) => total + (one.seen[i] as number), 0));
  const own = mask.map((value, i) => ((seen[i] as number) > 0.05 ? value : 0));
  const { rests, part } = cutOut({ canvas: scene.canvas, layers: cut, mask: own, size, scale, reachPx, seed });
  const nearest = isShown.lastIndexOf(true);
  return layers.flatMap((moving, l): Moving[] => {
    const rest = isShown[l] ? { ...moving, layer: rests[cut.indexOf(moving)] as SceneLayer } : moving;
    if (l !== nearest) return [rest];
    return [
      rest,
      { layer: part, motions: [moved(part)], alpha: own, seen: own.map((value, i) => value * (seen[i] as number)), isPart: true },
    ];
  });
}

/** Light in a rectangle falls off from its middle, so that no edge of it is seen. */
function glow({ xRatio, yRatio, widthRatio, heightRatio }: Region, { photo }: Scene, xPx: number, yPx: number): number {
  const u = (((xPx - photo.xPx) / photo.widthPx - xRatio) / widthRatio) * 2 - 1;
  const v = (((yPx - photo.yPx) / photo.heightPx - yRatio) / heightRatio) * 2 - 1;
  const far = Math.min(1, u * u + v * v);
  return (1 - far) ** 2;
}

function shared(mask: Float32Array, seen: Float32Array): number {
  let total = 0;
  for (let i = 0; i < mask.length; i++) total += (mask[i] as number) * (seen[i] as number);
  return total;
}

function sum(plane: Float32Array): number {
  let total = 0;
  for (const value of plane) total += value;
  return total;
}

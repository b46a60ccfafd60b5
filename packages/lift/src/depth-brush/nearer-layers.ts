import { Fault, type NearerLayer, type Notice } from '@fantascope/film';
import type { Scene, SceneLayer } from '@fantascope/stage';

/** The scene file's 16 bits hold no inverse depth below this share of the nearest. */
const leastDisparity = 64 / 65535;

/** How far a layer stands, as inverse depth of what is opaque in it: its nearest and farthest without the outer twentieth, and its middle. */
export type LayerDepth = Readonly<{ near: number; far: number; middle: number }>;

/** Where a layer stands, from its mesh's corners; those under opaque picture where any are. */
export function layerDepth({ disparity, rgba, widthPx, heightPx, gridWidth, gridHeight }: SceneLayer): LayerDepth {
  const opaque: number[] = [];
  for (let row = 0, k = 0; row <= gridHeight; row++) {
    const y = Math.min(heightPx - 1, Math.round((row / gridHeight) * heightPx));
    for (let column = 0; column <= gridWidth; column++, k++) {
      const x = Math.min(widthPx - 1, Math.round((column / gridWidth) * widthPx));
      if ((rgba[(y * widthPx + x) * 4 + 3] as number) >= 128) opaque.push(disparity[k] as number);
    }
  }
  const all = (opaque.length > 0 ? opaque : [...disparity]).sort((a, b) => a - b);
  const at = (ratio: number): number => all[Math.round(ratio * (all.length - 1))] as number;
  return { near: at(0.95), far: at(0.05), middle: at(0.5) };
}

/**
 * Brings layers of a scene nearer or farther. `subject` names the layer that moves are about: it stays where the camera expects it, and all else moves
 * instead. A layer that passes another is drawn before or behind it from then on, and one never goes behind the back; both are told. Throws
 * `lift.layer-unknown` and `lift.layer-ambiguous`.
 */
export function bringNearer(
  scene: Scene,
  { nearer, subject }: Readonly<{ nearer: readonly NearerLayer[]; subject: string | null }>,
): Readonly<{ scene: Scene; notices: readonly Notice[] }> {
  const notices: Notice[] = [];
  const ratios = scene.layers.map(() => 1);
  for (const { layer, nearerRatio } of nearer) {
    const index = indexOf(scene, layer);
    ratios[index] = (ratios[index] as number) * nearerRatio;
  }
  const before = scene.layers.map(layerDepth);
  const back = (before[0] as LayerDepth).far * (ratios[0] as number);
  const held = ratios.map((ratio, k) => {
    const { near } = before[k] as LayerDepth;
    const isUntouched = ratio === 1 && ratios[0] === 1;
    if (k === 0 || isUntouched || near * ratio >= back) return ratio;
    notices.push({ code: 'lift.layer-behind-back', params: { name: (scene.layers[k] as SceneLayer).name } });
    return ratios[0] === 1 ? Math.min(1, back / near) : back / near;
  });
  const moved = scene.layers.map((layer, k) => ({
    layer,
    ratio: held[k] as number,
    middle: (before[k] as LayerDepth).middle * (held[k] as number),
  }));
  const ordered = reordered(moved, before, notices);
  const subjectRatio = held[scene.layers.findIndex(({ name }) => name === subject)] ?? 1;
  const unit = Math.max(scene.subjectDisparity * subjectRatio, ...ordered.map(({ layer, ratio }) => maxOf(layer.disparity) * ratio));
  const layers = ordered.map(({ layer, ratio }) => ({
    ...layer,
    disparity: layer.disparity.map((d) => Math.max(leastDisparity, Math.round((65535 * d * ratio) / unit) / 65535)),
  }));
  return { scene: { ...scene, layers, subjectDisparity: (scene.subjectDisparity * subjectRatio) / unit }, notices };
}

type Moved = Readonly<{ layer: SceneLayer; ratio: number; middle: number }>;

/** Moves each brushed layer past the neighbours that it now stands beyond; layers that nobody touched keep their order. */
function reordered(moved: readonly Moved[], before: readonly LayerDepth[], notices: Notice[]): readonly Moved[] {
  const order = [...moved];
  for (const one of moved) {
    if (one.ratio === 1 || one === moved[0]) continue;
    const was = (before[moved.indexOf(one)] as LayerDepth).middle;
    const swap = (step: 1 | -1): void => {
      for (let at = order.indexOf(one); order[at + step] !== undefined && at + step > 0; at += step) {
        const other = order[at + step] as Moved;
        const otherWas = (before[moved.indexOf(other)] as LayerDepth).middle;
        // only what it really passed: layers may have been out of order to begin with
        const passes = step === 1 ? one.middle > other.middle && was <= otherWas : one.middle < other.middle && was >= otherWas;
        if (!passes) return;
        order[at] = other;
        order[at + step] = one;
        notices.push({
          code: step === 1 ? 'lift.layer-now-before' : 'lift.layer-now-behind',
          params: { name: one.layer.name, other: other.layer.name },
        });
      }
    };
    swap(one.ratio > 1 ? 1 : -1);
  }
  return order;
}

function indexOf({ layers }: Scene, asked: string | number): number {
  const named = layers.flatMap(({ name }, k) => (name === asked ? [k] : []));
  const names = layers.map(({ name }, k) => `${k} ${name}`).join(', ');
  if (named.length > 1) throw new Fault('lift.layer-ambiguous', { name: asked, names });
  const index = named[0] ?? (/^\d+$/.test(String(asked)) ? Number(asked) : -1);
  if (layers[index] === undefined) throw new Fault('lift.layer-unknown', { name: asked, names });
  return index;
}

function maxOf(values: Float32Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}

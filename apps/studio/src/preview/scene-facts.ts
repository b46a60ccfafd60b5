import type { Scene, SceneLayer } from '@fantascope/stage';

/** One layer as a map or a list shows it: how many times the subject's distance its nearest, middle and farthest tenths stand away. */
export type LayerFacts = Readonly<{ name: string; kind: SceneLayer['kind']; nearRatio: number; middleRatio: number; farRatio: number }>;

/** What may be known of a scene without holding it: where the photograph lies on its canvas, and its layers, back to front. */
export type SceneFacts = Readonly<{ photo: Scene['photo']; layers: readonly LayerFacts[] }>;

/** Tells what a scene is made of. */
export function sceneFacts(scene: Scene): SceneFacts {
  return { photo: scene.photo, layers: scene.layers.map((layer) => factsOf(layer, scene.subjectDisparity)) };
}

function factsOf(layer: SceneLayer, subjectDisparity: number): LayerFacts {
  const columns = layer.gridWidth + 1;
  // Only where the layer shows: a card's grid spans its whole box.
  const shown = [...layer.disparity].filter((_, k) => {
    const column = (k % columns) / layer.gridWidth;
    const row = Math.floor(k / columns) / layer.gridHeight;
    return alphaAt(layer, column * layer.widthPx, row * layer.heightPx) > 127;
  });
  const sorted = (shown.length === 0 ? [...layer.disparity] : shown).sort((a, b) => b - a);
  const at = (share: number) => subjectDisparity / (sorted[Math.round((sorted.length - 1) * share)] as number);
  return { name: layer.name, kind: layer.kind, nearRatio: at(0.1), middleRatio: at(0.5), farRatio: at(0.9) };
}

/** How opaque a layer is at a place of its own picture (pixels from its corner), 0 … 255. */
export function alphaAt({ rgba, widthPx, heightPx }: SceneLayer, xPx: number, yPx: number): number {
  const x = Math.max(0, Math.min(widthPx - 1, Math.floor(xPx)));
  const y = Math.max(0, Math.min(heightPx - 1, Math.floor(yPx)));
  return rgba[(y * widthPx + x) * 4 + 3] as number;
}

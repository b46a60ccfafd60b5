import type { Scene, SceneLayer } from '@fantascope/stage';
import type { Size } from '../layers/size.ts';

/** Longest side at which regions are worked out, in pixels. */
const mostSidePx = 1280;

/** A scene as the first frame's camera sees it, on its whole canvas, `scale` canvas pixels to one. */
export type SceneView = Readonly<{
  size: Size;
  scale: number;
  /** Colours 0..255, three a pixel. */
  rgb: Float32Array;
  /** How much of each layer is seen, 0..1, back to front. */
  seen: readonly Float32Array[];
  /** Each layer's own opacity, 0..1. */
  alpha: readonly Float32Array[];
}>;

/** Looks at a scene from its first frame's place, where every layer lies as in the photograph. */
export function viewScene({ canvas, layers }: Pick<Scene, 'canvas' | 'layers'>): SceneView {
  const scale = Math.max(1, Math.ceil(Math.max(canvas.widthPx, canvas.heightPx) / mostSidePx));
  const size = { widthPx: Math.ceil(canvas.widthPx / scale), heightPx: Math.ceil(canvas.heightPx / scale) };
  const shrunk = layers.map((layer) => shrinkLayer(layer, size, scale));
  const count = size.widthPx * size.heightPx;
  const rgb = new Float32Array(count * 3);
  const seen = layers.map(() => new Float32Array(count));
  const left = new Float32Array(count).fill(1);
  for (let l = layers.length - 1; l >= 0; l--) {
    const { colour, alpha } = shrunk[l] as ShrunkLayer;
    const share = seen[l] as Float32Array;
    for (let i = 0; i < count; i++) {
      const through = left[i] as number;
      if (through === 0 || alpha[i] === 0) continue;
      share[i] = through * (alpha[i] as number);
      for (let c = 0; c < 3; c++) rgb[i * 3 + c] = (rgb[i * 3 + c] as number) + through * (colour[i * 3 + c] as number);
      left[i] = through * (1 - (alpha[i] as number));
    }
  }
  return { size, scale, rgb, seen, alpha: shrunk.map(({ alpha }) => alpha) };
}

/** A layer on the whole view: premultiplied colours 0..255 and opacity 0..1, both means over the canvas pixels of a view pixel. */
export type ShrunkLayer = Readonly<{ colour: Float32Array; alpha: Float32Array }>;

/** Shrinks one layer onto a view of this size. */
export function shrinkLayer(
  { xPx, yPx, widthPx, heightPx, rgba }: SceneLayer,
  { widthPx: W, heightPx: H }: Size,
  scale: number,
): ShrunkLayer {
  const colour = new Float32Array(W * H * 3);
  const alpha = new Float32Array(W * H);
  const part = 1 / (scale * scale);
  for (let y = 0; y < heightPx; y++) {
    const row = Math.floor((yPx + y) / scale) * W;
    for (let x = 0, from = y * widthPx * 4; x < widthPx; x++, from += 4) {
      const a = rgba[from + 3] as number;
      if (a === 0) continue;
      const i = row + Math.floor((xPx + x) / scale);
      alpha[i] = (alpha[i] as number) + (a / 255) * part;
      const k = i * 3;
      colour[k] = (colour[k] as number) + (rgba[from] as number) * part;
      colour[k + 1] = (colour[k + 1] as number) + (rgba[from + 1] as number) * part;
      colour[k + 2] = (colour[k + 2] as number) + (rgba[from + 2] as number) * part;
    }
  }
  for (let i = 0; i < alpha.length; i++) if ((alpha[i] as number) > 0.9999) alpha[i] = 1;
  return { colour, alpha };
}

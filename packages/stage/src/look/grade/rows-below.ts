import type { Scene, SceneLayer } from '../../scene.ts';
import type { Desk } from '../effect.ts';

/** Bytes that `layRowBelow` works in: two rows of the widest layer. */
export function rowsBelowBytes(scene: Scene): number {
  return 2 * rowBytes(scene);
}

/**
 * Puts what lies under pixels first..end of a layer's row, as the photograph is before any camera moves, at `own` + 4 × their column: the layers further back, one
 * over the other. Where no opaque layer lies behind, alpha stays below 255.
 */
export function layRowBelow(
  desk: Desk,
  own: number,
  options: Readonly<{ scene: Scene; layer: number; y: number; first: number; end: number }>,
): void {
  const { scene, first, end } = options;
  const bytes = desk.bytes();
  const layer = scene.layers[options.layer] as SceneLayer;
  const y = layer.yPx + options.y;
  let isWhole = false;
  for (const [index, back] of scene.layers.slice(0, options.layer).entries()) {
    const row = y - back.yPx;
    const from = Math.max(layer.xPx + first, back.xPx);
    const to = Math.min(layer.xPx + end, back.xPx + back.widthPx);
    if (index === 0) isWhole = row >= 0 && row < back.heightPx && to - from === end - first;
    if (index === 0 && !isWhole) bytes.fill(0, own + first * 4, own + end * 4);
    if (row < 0 || row >= back.heightPx || to <= from) continue;
    const start = (row * back.widthPx + from - back.xPx) * 4;
    const texels = back.rgba.subarray(start, start + (to - from) * 4);
    const at = own + (from - layer.xPx) * 4;
    if (index === 0) bytes.set(texels, at);
    else {
      const aside = own + rowBytes(scene);
      bytes.set(texels, aside);
      desk.kernel.layOver(at, aside, to - from);
    }
  }
}

function rowBytes(scene: Scene): number {
  return Math.max(...scene.layers.map(({ widthPx }) => widthPx)) * 4 + 64;
}

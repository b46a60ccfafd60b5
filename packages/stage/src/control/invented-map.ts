import type { Scene, SceneLayer } from '../scene.ts';

/** From this opacity on (of 255) a nearer layer hides what stands behind it, and a surface is what a pixel shows. */
export const SOLID_ALPHA = 128;

/**
 * For every layer, 1 at each texel whose picture was invented: outside the photograph, or filled (`SceneLayer.filled`) where a nearer layer hides it in the
 * first frame. The cells of `filled` are coarse; what hides them is known to the texel, so the first frame itself shows nothing invented inside the photograph.
 */
export function inventedMaps(scene: Scene): readonly Uint8Array[] {
  const { canvas, photo, layers } = scene;
  // 1 where a layer nearer than the one looked at is solid.
  const hidden = new Uint8Array(canvas.widthPx * canvas.heightPx);
  const maps: Uint8Array[] = [];
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index] as SceneLayer;
    const { widthPx, heightPx, rgba, filled, gridWidth, gridHeight } = layer;
    const map = new Uint8Array(widthPx * heightPx);
    for (let v = 0, k = 0; v < heightPx; v++) {
      const y = layer.yPx + v;
      const cells = Math.floor((v * gridHeight) / heightPx) * gridWidth;
      const isBesidePhoto = y < photo.yPx || y >= photo.yPx + photo.heightPx;
      for (let u = 0; u < widthPx; u++, k++) {
        const x = layer.xPx + u;
        const at = y * canvas.widthPx + x;
        if (isBesidePhoto || x < photo.xPx || x >= photo.xPx + photo.widthPx) map[k] = 1;
        else if (filled !== undefined && hidden[at] === 1 && (filled[cells + Math.floor((u * gridWidth) / widthPx)] as number) > 0)
          map[k] = 1;
        if ((rgba[k * 4 + 3] as number) >= SOLID_ALPHA) hidden[at] = 1;
      }
    }
    maps.unshift(map);
  }
  return maps;
}

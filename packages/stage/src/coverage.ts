import type { Pose } from '@fantascope/film';
import type { Staging } from './frame.ts';
import { drawMesh, gridPointAt, type PixelBox, projectMesh } from './mesh-raster.ts';
import { type Outline, outlineCovers, outlineOf } from './outline.ts';
import { type FrameSize, NEAR_M, placeLayer, viewProjection } from './place.ts';
import type { Scene, SceneLayer } from './scene.ts';

/** A pixel counts as covered when its opacity, rounded to a byte, is at least 250: what still shines through is at most this. */
const MAX_CLEAR = 5.5 / 255;

/**
 * How many pixels of the frame no opaque surface covers (alpha < 250 / 255 at the pixel's centre after composition), counted exactly at this size.
 * 0 costs next to nothing when the back layer's outline proves it (give it to ask about many poses of one staged scene); else the layers are drawn.
 */
export function uncoveredPx(
  scene: Scene,
  staging: Staging,
  options: Readonly<{ pose: Pose; frame: FrameSize; outline?: Outline }>,
): number {
  const { pose, frame, outline = outlineOf(scene, staging) } = options;
  if (outlineCovers(outline, pose, { frame }) === 'covered') return 0;
  const matrix = viewProjection(pose, frame);
  const { widthPx, heightPx } = frame;
  const clear = new Float32Array(widthPx * heightPx).fill(1);
  const nearest = { triangle: new Int32Array(clear.length), inverseDepth: new Float64Array(clear.length) };
  let open = clear.length;
  let box: PixelBox = { left: 0, top: 0, right: widthPx, bottom: heightPx };
  for (const layer of scene.layers) {
    if (open === 0) break;
    nearest.triangle.fill(-1);
    nearest.inverseDepth.fill(0);
    const columns = layer.gridWidth + 1;
    const mesh = projectMesh(placeLayer(layer, scene, staging), { columns, rows: layer.gridHeight + 1, matrix, frame, nearM: NEAR_M });
    drawMesh(mesh, nearest, { frame, box });
    const isOpaque = layer === scene.layers[0];
    let left = widthPx;
    let top = heightPx;
    let right = 0;
    let bottom = 0;
    open = 0;
    for (let yPx = box.top; yPx < box.bottom; yPx++) {
      for (let xPx = box.left; xPx < box.right; xPx++) {
        const k = yPx * widthPx + xPx;
        if ((clear[k] as number) <= MAX_CLEAR) continue;
        const triangle = nearest.triangle[k] as number;
        if (triangle >= 0) {
          const alpha = isOpaque ? 1 : alphaAt(layer, gridPointAt(mesh, triangle, { xPx, yPx }));
          clear[k] = (clear[k] as number) * (1 - alpha);
          if ((clear[k] as number) <= MAX_CLEAR) continue;
        }
        open++;
        left = Math.min(left, xPx);
        right = Math.max(right, xPx + 1);
        top = Math.min(top, yPx);
        bottom = Math.max(bottom, yPx + 1);
      }
    }
    // Later layers can only close what is still open.
    box = { left, top, right, bottom };
  }
  return open;
}

/** A layer's opacity (0..1) at a point of its grid, bilinear between texel centres, replicated beyond its edge. */
function alphaAt(layer: SceneLayer, [column, row]: readonly [number, number]): number {
  const { widthPx, heightPx, rgba } = layer;
  const x = Math.max(0, Math.min(widthPx - 1, (column / layer.gridWidth) * widthPx - 0.5));
  const y = Math.max(0, Math.min(heightPx - 1, (row / layer.gridHeight) * heightPx - 0.5));
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const x1 = Math.min(widthPx - 1, x0 + 1);
  const y1 = Math.min(heightPx - 1, y0 + 1);
  const alpha = (i: number, j: number) => rgba[(j * widthPx + i) * 4 + 3] as number;
  const upper = alpha(x0, y0) + (x - x0) * (alpha(x1, y0) - alpha(x0, y0));
  const lower = alpha(x0, y1) + (x - x0) * (alpha(x1, y1) - alpha(x0, y1));
  return (upper + (y - y0) * (lower - upper)) / 255;
}

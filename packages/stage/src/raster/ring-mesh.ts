import type { Staging } from '../frame.ts';
import { placeLayer, worldPoint } from '../place.ts';
import type { Scene, SceneLayer } from '../scene.ts';

/**
 * A layer's mesh with one more ring of cells around it, at the disparity of the edge it continues. A block of pixels across a picture's edge then finds a surface at
 * all its corners; outside, the back layer repeats its edge and any other layer is transparent. `columns` and `rows` are texel edges of the vertices.
 */
export type RingMesh = Readonly<{ x: Float32Array; y: Float32Array; z: Float32Array; columns: Float32Array; rows: Float32Array }>;

// Far enough that even a strong zoom out keeps 16 pixels of ring; the back layer gets half a canvas, so that a look past its edge smears instead of going black.
const ringPx = (sidePx: number, isBack: boolean) => (isBack ? Math.max(64, sidePx / 2) : Math.max(64, sidePx / 8));

/** Places a layer and its ring in metres. */
export function ringMesh(layer: SceneLayer, scene: Scene, staging: Staging): RingMesh {
  const inner = placeLayer(layer, scene, staging);
  const { gridWidth, gridHeight, disparity } = layer;
  const across = gridWidth + 3;
  const down = gridHeight + 3;
  const isBack = scene.layers[0] === layer;
  const edges = (cells: number, sidePx: number) =>
    Float32Array.from({ length: cells + 3 }, (_, i) =>
      i === 0 ? -ringPx(sidePx, isBack) : i === cells + 2 ? sidePx + ringPx(sidePx, isBack) : ((i - 1) / cells) * sidePx,
    );
  const columns = edges(gridWidth, layer.widthPx);
  const rows = edges(gridHeight, layer.heightPx);
  const x = new Float32Array(across * down);
  const y = new Float32Array(across * down);
  const z = new Float32Array(across * down);
  for (let row = 0, k = 0; row < down; row++) {
    const innerRow = Math.min(gridHeight, Math.max(0, row - 1));
    for (let column = 0; column < across; column++, k++) {
      const innerColumn = Math.min(gridWidth, Math.max(0, column - 1));
      const from = innerRow * (gridWidth + 1) + innerColumn;
      if (innerRow === row - 1 && innerColumn === column - 1) {
        x[k] = inner.x[from] as number;
        y[k] = inner.y[from] as number;
        z[k] = inner.z[from] as number;
      } else {
        const xPx = layer.xPx + (columns[column] as number);
        const yPx = layer.yPx + (rows[row] as number);
        const point = worldPoint(scene, staging, { xPx, yPx, disparity: disparity[from] as number });
        [x[k], y[k], z[k]] = point;
      }
    }
  }
  return { x, y, z, columns, rows };
}

import type { Pose, Vec3 } from '@fantascope/film';
import { type PlacedMesh, placeLayer, type Scene, type SceneLayer, type Staging, viewProjection } from '@fantascope/stage';
import { alphaAt } from './scene-facts.ts';

/** A place of the shown picture, ratios from its top left corner. */
export type PicturePoint = Readonly<{ xRatio: number; yRatio: number }>;

/** What is seen at a place of the picture: how far before the camera along its axis, where in the world, where in the photograph, and of which layer. */
export type Seen = Readonly<{ distanceM: number; point: Vec3; photo: PicturePoint; layer: string }>;

/** Finds what of a scene is seen at places of the picture from a pose; null where nothing is. Layers count where they are more than half opaque. */
export function seenAt(
  scene: Scene,
  staging: Staging,
  { pose, aspectRatio, points }: Readonly<{ pose: Pose; aspectRatio: number; points: readonly PicturePoint[] }>,
): readonly (Seen | null)[] {
  const matrix = viewProjection(pose, { widthPx: aspectRatio, heightPx: 1 });
  const found: (Seen | null)[] = points.map(() => null);
  for (const layer of scene.layers.toReversed()) {
    if (!found.includes(null)) break;
    const mesh = placeLayer(layer, scene, staging);
    const clip = projected(mesh, matrix);
    for (const [i, point] of points.entries()) found[i] ??= hitOf(layer, scene, { mesh, clip, point });
  }
  return found;
}

type Clip = Readonly<{ x: Float64Array; y: Float64Array; w: Float64Array }>;

function projected(mesh: PlacedMesh, m: Float64Array): Clip {
  const { length } = mesh.x;
  const [x, y, w] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  const row = (i: number, px: number, py: number, pz: number) =>
    (m[i] as number) * px + (m[4 + i] as number) * py + (m[8 + i] as number) * pz + (m[12 + i] as number);
  for (let k = 0; k < length; k++) {
    const [px, py, pz] = [mesh.x[k] as number, mesh.y[k] as number, mesh.z[k] as number];
    const depthM = row(3, px, py, pz);
    w[k] = depthM;
    x[k] = row(0, px, py, pz) / depthM / 2 + 0.5;
    y[k] = 0.5 - row(1, px, py, pz) / depthM / 2;
  }
  return { x, y, w };
}

/** The nearest opaque place of one layer under a point. */
function hitOf(
  layer: SceneLayer,
  { photo }: Scene,
  { mesh, clip, point }: Readonly<{ mesh: PlacedMesh; clip: Clip; point: PicturePoint }>,
): Seen | null {
  const columns = layer.gridWidth + 1;
  let best: Seen | null = null;
  for (let row = 0; row < layer.gridHeight; row++) {
    for (let column = 0; column < layer.gridWidth; column++) {
      const k = row * columns + column;
      // Two triangles a cell, split from its top right to its bottom left corner.
      for (const [a, b, c] of [
        [k, k + 1, k + columns],
        [k + 1, k + columns + 1, k + columns],
      ] as const) {
        const shares = sharesIn(clip, [a, b, c], point);
        if (shares === null) continue;
        // Along a straight line in the picture 1/distance runs evenly, so shares on the surface are weighted by it.
        const inverse = [a, b, c].map((v, i) => (shares[i] as number) / (clip.w[v] as number));
        const sum = (inverse[0] as number) + (inverse[1] as number) + (inverse[2] as number);
        const distanceM = 1 / sum;
        if (best !== null && best.distanceM <= distanceM) continue;
        const mean = (of: (vertex: number) => number) =>
          (of(a) * (inverse[0] as number) + of(b) * (inverse[1] as number) + of(c) * (inverse[2] as number)) / sum;
        const xPx = (mean((v) => v % columns) / layer.gridWidth) * layer.widthPx;
        const yPx = (mean((v) => Math.floor(v / columns)) / layer.gridHeight) * layer.heightPx;
        if (alphaAt(layer, xPx, yPx) <= 127) continue;
        best = {
          distanceM,
          point: [mean((v) => mesh.x[v] as number), mean((v) => mesh.y[v] as number), mean((v) => mesh.z[v] as number)],
          photo: { xRatio: (layer.xPx + xPx - photo.xPx) / photo.widthPx, yRatio: (layer.yPx + yPx - photo.yPx) / photo.heightPx },
          layer: layer.name,
        };
      }
    }
  }
  return best;
}

/** How a point lies in a triangle of the picture, three shares of 1; null outside it, and where a corner is not before the camera. */
function sharesIn({ x, y, w }: Clip, [a, b, c]: readonly [number, number, number], point: PicturePoint): readonly number[] | null {
  const { xRatio: px, yRatio: py } = point;
  const [ax, bx, cx] = [x[a] as number, x[b] as number, x[c] as number];
  if ((px < ax && px < bx && px < cx) || (px > ax && px > bx && px > cx)) return null;
  const [ay, by, cy] = [y[a] as number, y[b] as number, y[c] as number];
  if ((py < ay && py < by && py < cy) || (py > ay && py > by && py > cy)) return null;
  if (!((w[a] as number) > 0.01 && (w[b] as number) > 0.01 && (w[c] as number) > 0.01)) return null;
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (area === 0) return null;
  const second = ((px - ax) * (cy - ay) - (py - ay) * (cx - ax)) / area;
  const third = ((bx - ax) * (py - ay) - (by - ay) * (px - ax)) / area;
  const first = 1 - second - third;
  return first >= -1e-9 && second >= -1e-9 && third >= -1e-9 ? [first, second, third] : null;
}

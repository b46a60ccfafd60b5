import type { Pose } from '@fantascope/film';
import { type FrameSize, type Scene, type SceneLayer, type Staging, viewProjection, worldPoint } from '@fantascope/stage';

/** The opaque points of one cut side before the first frame, in metres: right, up, forward. */
export type CutLine = readonly Readonly<{ x: number; y: number; z: number }>[];

/** Alpha from which a side's picture counts as there, of 255. */
const solid = 128;

/** The cut sides of a scene's layers (SceneLayer.cutSides), point by point along their meshes. Photographs have none. */
export function cutSidePoints(scene: Scene, staging: Staging): readonly CutLine[] {
  return scene.layers.flatMap((layer) =>
    (layer.cutSides ?? []).map((side) => lineOf(layer, side, { scene, staging })).filter((line) => line.length > 0),
  );
}

/** Whether any point of a cut side lies inside the frame, grown by guardRatio of its width on every side. */
export function showsCutSide(
  lines: readonly CutLine[],
  pose: Pose,
  { frame, guardRatio }: Readonly<{ frame: FrameSize; guardRatio: number }>,
): boolean {
  if (lines.length === 0) return false;
  const m = viewProjection(pose, frame);
  // a side that lies exactly on the frame's is not seen
  const most = 1 - 1e-6;
  const maxX = most + 2 * guardRatio;
  const maxY = most + (2 * guardRatio * frame.widthPx) / frame.heightPx;
  const at = (row: number, x: number, y: number, z: number): number =>
    (m[row] as number) * x + (m[row + 4] as number) * y - (m[row + 8] as number) * z + (m[row + 12] as number);
  return lines.some((line) =>
    line.some(({ x, y, z }) => {
      const w = at(3, x, y, z);
      return w > 0 && Math.abs(at(0, x, y, z)) < maxX * w && Math.abs(at(1, x, y, z)) < maxY * w;
    }),
  );
}

type Side = NonNullable<SceneLayer['cutSides']>[number];

function lineOf(layer: SceneLayer, side: Side, { scene, staging }: Readonly<{ scene: Scene; staging: Staging }>): CutLine {
  const { gridWidth, gridHeight, widthPx, heightPx } = layer;
  const isUpright = side === 'left' || side === 'right';
  const count = isUpright ? gridHeight : gridWidth;
  const points: { x: number; y: number; z: number }[] = [];
  for (let i = 0; i <= count; i++) {
    const column = isUpright ? (side === 'left' ? 0 : gridWidth) : i;
    const row = isUpright ? i : side === 'top' ? 0 : gridHeight;
    const xPx = (column / gridWidth) * widthPx;
    const yPx = (row / gridHeight) * heightPx;
    const texel = Math.min(heightPx - 1, Math.floor(yPx)) * widthPx + Math.min(widthPx - 1, Math.floor(xPx));
    if ((layer.rgba[texel * 4 + 3] as number) < solid) continue;
    const disparity = layer.disparity[row * (gridWidth + 1) + column] as number;
    const [x, y, z] = worldPoint(scene, staging, { xPx: layer.xPx + xPx, yPx: layer.yPx + yPx, disparity });
    points.push({ x, y, z: -z });
  }
  return points;
}

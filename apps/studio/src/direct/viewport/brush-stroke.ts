import type { Pose, Vec3 } from '@fantascope/film';
import type { Staging } from '@fantascope/stage';
import type { PicturePoint, Seen } from '../../preview/distance-at.ts';
import type { SceneFacts } from '../../preview/scene-facts.ts';

/** One stroke of the brush where it lies in the photograph and in the world. `radiusRatio`: of the photograph's width. */
export type Stroke = Readonly<{
  photo: readonly PicturePoint[];
  world: readonly Vec3[];
  radiusRatio: number;
  radiusM: number;
  isErase: boolean;
}>;

/** A stroke as it was painted over a pose's picture (`radiusRatio` of the picture's width), laid onto what is seen there; null where nothing is. */
export function strokeOn(
  seen: readonly (Seen | null)[],
  {
    pose,
    staging,
    facts,
    radiusRatio,
    isErase,
  }: Readonly<{ pose: Pose; staging: Staging; facts: SceneFacts; radiusRatio: number; isErase: boolean }>,
): Stroke | null {
  const known = seen.filter((each) => each !== null);
  if (known.length === 0) return null;
  const distances = known.map(({ distanceM }) => distanceM).sort((a, b) => a - b);
  const distanceM = distances[Math.floor(distances.length / 2)] as number;
  const depths = known.map(({ point }) => -point[2]).sort((a, b) => a - b);
  const depthM = depths[Math.floor(depths.length / 2)] as number;
  const radiusM = radiusRatio * (36 / pose.lensMm) * distanceM;
  const photoM = (36 / staging.lensMm) * (facts.photo.widthPx / staging.window.widthPx) * depthM;
  return {
    photo: known.map(({ photo }) => photo),
    world: known.map(({ point }) => point),
    radiusRatio: radiusM / photoM,
    radiusM,
    isErase,
  };
}

/** Places along a stroke, at most this many, so that a long one is asked for at once. */
export function thinned(points: readonly PicturePoint[], most = 80): readonly PicturePoint[] {
  const every = Math.max(1, Math.ceil(points.length / most));
  return points.filter((_, i) => i % every === 0 || i === points.length - 1);
}

/** The strokes as a mask over the whole photograph, white where it moves: a PNG. */
export async function maskOf(strokes: readonly Stroke[], { photo }: SceneFacts): Promise<Blob> {
  const scale = Math.min(1, 1024 / Math.max(photo.widthPx, photo.heightPx));
  const [widthPx, heightPx] = [Math.max(1, Math.round(photo.widthPx * scale)), Math.max(1, Math.round(photo.heightPx * scale))];
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new TypeError('no canvas');
  pen.fillRect(0, 0, widthPx, heightPx);
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const { photo: points, radiusRatio, isErase } of strokes) {
    pen.strokeStyle = isErase ? 'black' : 'white';
    pen.lineWidth = Math.max(1, radiusRatio * 2 * widthPx);
    pen.beginPath();
    for (const { xRatio, yRatio } of points) pen.lineTo(xRatio * widthPx, yRatio * heightPx);
    // A single dab is a line of no length, which only a repeated place draws.
    if (points.length === 1) for (const { xRatio, yRatio } of points) pen.lineTo(xRatio * widthPx + 0.01, yRatio * heightPx);
    pen.stroke();
  }
  return canvas.convertToBlob({ type: 'image/png' });
}

/** The direction of a drag in degrees counter-clockwise from the right, as motions tell it; null for one too short to have one. */
export function towardOf(from: PicturePoint, to: PicturePoint, aspectRatio: number): number | null {
  const [dx, dy] = [(to.xRatio - from.xRatio) * aspectRatio, from.yRatio - to.yRatio];
  return Math.hypot(dx, dy) < 0.02 ? null : Math.round((Math.atan2(dy, dx) * 180) / Math.PI);
}

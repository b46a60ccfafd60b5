import type { Pose } from '@fantascope/film';
import type { Staging } from '../../frame.ts';
import { type FrameSize, placeLayer, viewProjection } from '../../place.ts';
import type { Scene, SceneLayer } from '../../scene.ts';
import { blurScaleMm, reachedFocusM } from './thin-lens.ts';

/** A pose as blur sees it: |1 − distance / focus| × `scale` / (a point's first distance, m) is its radius in texels of the finest level. */
export type Lens = Readonly<{ distance: readonly [number, number, number, number]; inverseFocus: number; scale: number }>;

/**
 * A pose's lens for one staging. In the first frame a texel is as wide on the frame at every distance; from a distance w that was d at first it is d / w times
 * the change of the lens: the circle of confusion, in texels, is its size on the frame × w / d.
 */
export function lensOf(pose: Pose, fStop: number, { staging, frame }: Readonly<{ staging: Staging; frame: FrameSize }>): Lens {
  const m = viewProjection(pose, frame);
  const opening = { lensMm: pose.lensMm, fStop, focusM: pose.focusM };
  const radiusMm = blurScaleMm(opening) / 2;
  return {
    distance: [m[3] as number, m[7] as number, m[11] as number, m[15] as number],
    inverseFocus: 1 / reachedFocusM(opening),
    scale: (radiusMm / 36) * (staging.lensMm / pose.lensMm) * staging.window.widthPx * reachedFocusM(opening),
  };
}

/** Signed blur radius of a world point in texels of the finest level; negative before the focus. */
export function radiusAt({ distance, inverseFocus, scale }: Lens, [x, y, z]: readonly [number, number, number]): number {
  const w = distance[0] * x + distance[1] * y + distance[2] * z + distance[3];
  return (scale * (w * inverseFocus - 1)) / -z;
}

const MOST_SAMPLES = 4000;

/** World points of a layer that stand for all of it, where it has any alpha. */
export function layerPoints(layer: SceneLayer, scene: Scene, staging: Staging): readonly (readonly [number, number, number])[] {
  const { x, y, z } = placeLayer(layer, scene, staging);
  const across = layer.gridWidth + 1;
  const every = Math.max(1, Math.round(Math.sqrt(x.length / MOST_SAMPLES)));
  const points: [number, number, number][] = [];
  for (let row = 0; row <= layer.gridHeight; row += every) {
    for (let column = 0; column <= layer.gridWidth; column += every) {
      const texelX = Math.min(layer.widthPx - 1, Math.round((column / layer.gridWidth) * layer.widthPx));
      const texelY = Math.min(layer.heightPx - 1, Math.round((row / layer.gridHeight) * layer.heightPx));
      if ((layer.rgba[(texelY * layer.widthPx + texelX) * 4 + 3] as number) < 128) continue;
      const k = row * across + column;
      points.push([x[k] as number, y[k] as number, z[k] as number]);
    }
  }
  return points;
}

/** The one point whose blur a card takes: its median distance, or the subject's own where that lies within the card, so that focus on the subject is sharp. */
export function cardPoint(
  points: readonly (readonly [number, number, number])[],
  subjectDistanceM: number,
): readonly [number, number, number] | null {
  const sorted = [...points].sort((a, b) => b[2] - a[2]);
  const at = (ratio: number) => sorted[Math.floor(ratio * (sorted.length - 1))];
  const [near, middle, far] = [at(0.1), at(0.5), at(0.9)];
  if (near === undefined || middle === undefined || far === undefined) return null;
  const isSubject = subjectDistanceM >= -near[2] && subjectDistanceM <= -far[2];
  const scale = isSubject ? subjectDistanceM / -middle[2] : 1;
  return [middle[0] * scale, middle[1] * scale, middle[2] * scale];
}

/** Least and greatest blur radius of some points seen from some poses, in texels of the finest level. Between two poses the radius may pass through 0. */
export function radiusRange(points: readonly (readonly [number, number, number])[], lenses: readonly Lens[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const lens of lenses) {
    for (const point of points) {
      const r = radiusAt(lens, point);
      low = Math.min(low, r);
      high = Math.max(high, r);
    }
  }
  if (low > high) return [0, 0];
  return [low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))];
}

import type { Pose } from '@fantascope/film';
import { type Outline, outlineCovers, outlineOf, type Scene, type Staging, viewProjection } from '@fantascope/stage';

/** A side of the picture. */
export type Side = 'left' | 'top' | 'right' | 'bottom';

/** Where and when a camera shows past what its scene covers. `shareRatio`: how much of the frame's side is uncovered at worst. */
export type Outside = Readonly<{
  spans: readonly Readonly<{ fromSec: number; toSec: number }>[];
  side: Side;
  shareRatio: number;
}> | null;

const STEP_SEC = 0.1;
/** Insets that are tried to find how far a side is uncovered. */
const MOST_INSET = 40;
const PLACES_ALONG = 9;

/** Looks along a camera's path for moments in which its frame reaches past the scene; null where there are none. */
export function outsideSpans(
  scene: Scene,
  staging: Staging,
  { path, lengthSec, aspectRatio }: Readonly<{ path: (tSec: number) => Pose; lengthSec: number; aspectRatio: number }>,
): Outside {
  const outline = outlineOf(scene, staging);
  const frame = { widthPx: aspectRatio, heightPx: 1 };
  const spans: { fromSec: number; toSec: number }[] = [];
  let worst: Readonly<{ side: Side; shareRatio: number }> = { side: 'right', shareRatio: 0 };
  const steps = Math.max(1, Math.round(lengthSec / STEP_SEC));
  for (let i = 0; i <= steps; i++) {
    const tSec = (lengthSec * i) / steps;
    const pose = path(tSec);
    if (outlineCovers(outline, pose, { frame }) !== 'open') continue;
    const last = spans.at(-1);
    if (last !== undefined && tSec - last.toSec < (lengthSec / steps) * 1.5) last.toSec = tSec;
    else spans.push({ fromSec: tSec, toSec: tSec });
    const found = uncoveredSide(outline, viewProjection(pose, frame));
    if (found.shareRatio > worst.shareRatio) worst = found;
  }
  return spans.length === 0 ? null : { spans, ...worst };
}

/** The side from which one has to go farthest inwards until the scene covers the line. */
function uncoveredSide(outline: Outline, m: Float64Array): Readonly<{ side: Side; shareRatio: number }> {
  const polygon = Array.from(outline.x, (x, i) => {
    const [y, z] = [outline.y[i] as number, outline.z[i] as number];
    const row = (r: number) => (m[r] as number) * x + (m[4 + r] as number) * y + (m[8 + r] as number) * z + (m[12 + r] as number);
    return [row(0) / row(3) / 2 + 0.5, 0.5 - row(1) / row(3) / 2] as const;
  });
  const sides: readonly Readonly<{ side: Side; at: (inset: number, along: number) => readonly [number, number] }>[] = [
    { side: 'left', at: (inset, along) => [inset, along] },
    { side: 'right', at: (inset, along) => [1 - inset, along] },
    { side: 'top', at: (inset, along) => [along, inset] },
    { side: 'bottom', at: (inset, along) => [along, 1 - inset] },
  ];
  return sides
    .map(({ side, at }) => {
      let inset = 0;
      // The corners belong to two sides; only the middle of a side says that it is this one.
      const isClear = () =>
        Array.from({ length: PLACES_ALONG }, (_, k) => at(inset / 100, 0.35 + (0.3 * k) / (PLACES_ALONG - 1))).every((place) =>
          isInside(polygon, place),
        );
      while (inset < MOST_INSET && !isClear()) inset++;
      return { side, shareRatio: inset / 100 };
    })
    .reduce((a, b) => (b.shareRatio > a.shareRatio ? b : a));
}

function isInside(polygon: readonly (readonly [number, number])[], [x, y]: readonly [number, number]): boolean {
  let winding = 0;
  for (const [i, [x1, y1]] of polygon.entries()) {
    const [x0, y0] = polygon.at(i - 1) as readonly [number, number];
    if (y0 <= y !== y1 <= y && x0 + ((y - y0) / (y1 - y0)) * (x1 - x0) > x) winding += y1 > y0 ? 1 : -1;
  }
  return winding !== 0;
}

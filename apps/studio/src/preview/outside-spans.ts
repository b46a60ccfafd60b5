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

/** Less than this share of the frame's width is left beyond it. */
const NEAR_RATIO = 0.02;

/** When a camera's frame comes within 2 % of where its scene ends without reaching past it, and at which side at worst; null where it never does. */
export function nearSpans(
  scene: Scene,
  staging: Staging,
  { path, lengthSec, aspectRatio }: Readonly<{ path: (tSec: number) => Pose; lengthSec: number; aspectRatio: number }>,
): Outside {
  // A lens that sees 2 % more at every side shows past the scene exactly where less than 2 % is left.
  const wider = (tSec: number): Pose => {
    const pose = path(tSec);
    return { ...pose, lensMm: pose.lensMm / (1 + 2 * NEAR_RATIO) };
  };
  const outline = outlineOf(scene, staging);
  const frame = { widthPx: aspectRatio, heightPx: 1 };
  const found = outsideSpans(scene, staging, { path: wider, lengthSec, aspectRatio });
  if (found === null) return null;
  // Where it truly reaches past is told as that.
  const spans = found.spans.flatMap(({ fromSec, toSec }) => {
    const isIn = (tSec: number) => outlineCovers(outline, path(tSec), { frame }) !== 'open';
    const steps = Math.max(1, Math.round((toSec - fromSec) / STEP_SEC));
    const moments = Array.from({ length: steps + 1 }, (_, i) => fromSec + ((toSec - fromSec) * i) / steps).filter(isIn);
    return moments.map((tSec) => ({ fromSec: tSec, toSec: tSec }));
  });
  const joined: { fromSec: number; toSec: number }[] = [];
  for (const { fromSec } of spans) {
    const last = joined.at(-1);
    if (last !== undefined && fromSec - last.toSec < STEP_SEC * 1.5) last.toSec = fromSec;
    else joined.push({ fromSec, toSec: fromSec });
  }
  return joined.length === 0 ? null : { ...found, spans: joined };
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

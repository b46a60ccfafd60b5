import type { Pose, Vec3 } from '@fantascope/film';
import { rotate } from '@fantascope/film';
import type { OutsideSpan } from '../use-outside.ts';

/** Which plane of the world a map shows. */
export type MapSide = 'top' | 'side';
/** A place of the map in metres: right on the map, up on the map. */
export type MapPlace = Readonly<{ across: number; up: number }>;

/** A point of the world on the map: from above, right is right and ahead is up; from the side, ahead is right and up is up. */
export function onMap(side: MapSide, [x, y, z]: Vec3): MapPlace {
  return side === 'top' ? { across: x, up: -z } : { across: -z, up: y };
}

/** A step on the map as a step in the world. */
export function offMap(side: MapSide, { across, up }: MapPlace): Vec3 {
  return side === 'top' ? [across, 0, -up] : [0, up, -across];
}

/** What of the world a map shows: its middle in metres, and how many pixels a metre is. */
export type MapView = Readonly<{ middle: MapPlace; pxPerM: number }>;

/** The view that holds all of these places with a margin. */
export function fitting(places: readonly MapPlace[], { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>): MapView {
  const range = (of: (place: MapPlace) => number) => [Math.min(...places.map(of)), Math.max(...places.map(of))] as const;
  const [left, right] = range(({ across }) => across);
  const [bottom, top] = range(({ up }) => up);
  const pxPerM = Math.min((widthPx * 0.78) / Math.max(0.05, right - left), (heightPx * 0.78) / Math.max(0.05, top - bottom));
  return { middle: { across: (left + right) / 2, up: (bottom + top) / 2 }, pxPerM };
}

/** The length of a scale bar, metres: the largest 1, 2 or 5 of its decade that is at most this many pixels. */
export function scaleBarM(pxPerM: number, mostPx: number): number {
  const most = mostPx / pxPerM;
  const decade = 10 ** Math.floor(Math.log10(most));
  return ([5, 2, 1].find((digit) => digit * decade <= most) ?? 1) * decade;
}

/** The two edges of what a pose sees, as directions on the map. */
export function edgesOfView(side: MapSide, { orientation, lensMm }: Pose, aspectRatio: number): readonly [MapPlace, MapPlace] {
  const half = side === 'top' ? 18 / lensMm : 18 / lensMm / aspectRatio;
  const edge = (sign: number) => onMap(side, rotate(orientation, side === 'top' ? [sign * half, 0, -1] : [0, sign * half, -1]));
  return [edge(-1), edge(1)];
}

/** The lens whose view would reach just to a place of the map, millimetres on a 36 mm wide frame, within 12 … 300. */
export function lensTo(
  side: MapSide,
  { position, orientation }: Pose,
  { place, aspectRatio }: Readonly<{ place: MapPlace; aspectRatio: number }>,
): number {
  const at = onMap(side, position);
  const [across, up] = [place.across - at.across, place.up - at.up];
  const along = (axis: Vec3) => {
    const on = onMap(side, rotate(orientation, axis));
    return (across * on.across + up * on.up) / Math.max(1e-9, on.across ** 2 + on.up ** 2);
  };
  const aheadM = along([0, 0, -1]);
  const asideM = Math.abs(along(side === 'top' ? [1, 0, 0] : [0, 1, 0]));
  const half = side === 'top' ? 18 : 18 / aspectRatio;
  return Math.max(12, Math.min(300, aheadM <= 0 ? 12 : (half * aheadM) / Math.max(1e-6, asideM)));
}

/** A stretch of the way on the map, inside or outside what the picture holds. */
export type PathPiece = Readonly<{ isOutside: boolean; fromSec: number; toSec: number; places: readonly MapPlace[] }>;

const PIECE_STEP_SEC = 0.1;

/** The way cut where it leaves the picture and comes back; the pieces join without a gap. */
export function pathPieces(
  path: (tSec: number) => MapPlace,
  { lengthSec, spans }: Readonly<{ lengthSec: number; spans: readonly OutsideSpan[] }>,
): PathPiece[] {
  const pieces: PathPiece[] = [];
  const add = (fromSec: number, toSec: number, isOutside: boolean) => {
    if (toSec - fromSec < 1e-6) return;
    const steps = Math.max(1, Math.ceil((toSec - fromSec) / PIECE_STEP_SEC));
    const places = Array.from({ length: steps + 1 }, (_, i) => path(fromSec + ((toSec - fromSec) * i) / steps));
    pieces.push({ isOutside, fromSec, toSec, places });
  };
  let doneSec = 0;
  for (const { fromSec, toSec } of spans) {
    const end = Math.min(lengthSec, toSec);
    add(doneSec, Math.min(fromSec, lengthSec), false);
    add(Math.max(doneSec, fromSec), end, true);
    doneSec = Math.max(doneSec, end);
  }
  add(doneSec, lengthSec, false);
  return pieces;
}

/** The moment at which the way comes nearest to a place of the map. */
export function nearestSec(path: (tSec: number) => MapPlace, lengthSec: number, { across, up }: MapPlace): number {
  const steps = Math.max(1, Math.ceil(lengthSec / 0.04));
  let best = { tSec: 0, off: Number.POSITIVE_INFINITY };
  for (let i = 0; i <= steps; i += 1) {
    const tSec = (lengthSec * i) / steps;
    const place = path(tSec);
    const off = Math.hypot(place.across - across, place.up - up);
    if (off < best.off) best = { tSec, off };
  }
  return best.tSec;
}

import type { Pose, Vec3 } from '@fantascope/film';
import { rotate } from '@fantascope/film';

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

import type { Shot } from './shot.ts';

/** A place of the photograph, as ratios of it. */
export type StartCentre = Readonly<{ xRatio: number; yRatio: number }>;

/** Shapes that differ by less than this are the same: sizes are whole, even pixels. */
const SAME_SHAPE_RATIO = 0.01;

/** Whether two shapes (width over height) are the same but for the rounding of pixels. */
export function isSameShape(a: number, b: number): boolean {
  return Math.abs(a / b - 1) < SAME_SHAPE_RATIO;
}

/** Where a shot's first frame is centred in a frame of this shape: what was said for the shape, else for all; undefined leaves it to the picture. */
export function startCentreIn(
  { startCentre, startCentres }: Pick<Shot, 'startCentre' | 'startCentres'>,
  aspectRatio: number,
): StartCentre | undefined {
  const own = startCentres?.find((each) => isSameShape(each.aspectRatio, aspectRatio));
  return own === undefined ? startCentre : { xRatio: own.xRatio, yRatio: own.yRatio };
}

/** A shot as it is in a frame of one shape: its camera has the shape, `startCentre` is the one of it, and those of other shapes are left out. */
export function shotInFrame(shot: Shot, aspectRatio: number): Shot {
  const { startCentres: _, startCentre: __, ...rest } = shot;
  const startCentre = startCentreIn(shot, aspectRatio);
  return { ...rest, ...(startCentre === undefined ? {} : { startCentre }), camera: { ...shot.camera, aspectRatio } };
}

/** The centres of a shot with another one for this shape, as `startCentres` keeps them; null takes the shape's own away. Undefined where none is left. */
export function withStartCentre(
  { startCentres = [] }: Pick<Shot, 'startCentres'>,
  { aspectRatio, centre }: Readonly<{ aspectRatio: number; centre: StartCentre | null }>,
): Shot['startCentres'] {
  const others = startCentres.filter((each) => !isSameShape(each.aspectRatio, aspectRatio));
  const round = (ratio: number, by: number) => Math.round(ratio * by) / by;
  const own =
    centre === null ? [] : [{ aspectRatio: round(aspectRatio, 1e4), xRatio: round(centre.xRatio, 1e4), yRatio: round(centre.yRatio, 1e4) }];
  const all = [...others, ...own];
  return all.length === 0 ? undefined : all;
}

/** What decides how far something is blurred: lens and opening on the 36 mm frame, and where the lens is focused. */
export type Opening = Readonly<{ lensMm: number; fStop: number; focusM: number }>;

/** A lens cannot be focused nearer than its focal length; nearer focus is taken for this many focal lengths. */
const NEAREST_FOCUS = 1.5;

/** The focus that a lens really takes, metres. */
export function reachedFocusM({ lensMm, focusM }: Opening): number {
  return Math.max(focusM, (NEAREST_FOCUS * lensMm) / 1000);
}

/**
 * Diameter of the circle of confusion on the 36 mm frame, millimetres, of a point `distanceM` before the lens along its axis: f² / (N (s − f)) × |d − s| / d
 * (thin lens, e.g. Potmesil & Chakravarty 1981, "A lens and aperture camera model for synthetic image generation").
 */
export function circleOfConfusionMm(opening: Opening, distanceM: number): number {
  const focusM = reachedFocusM(opening);
  return (blurScaleMm(opening) * Math.abs(distanceM - focusM)) / distanceM;
}

/** f² / (N (s − f)), millimetres: the diameter that something infinitely far has. */
export function blurScaleMm(opening: Opening): number {
  const { lensMm, fStop } = opening;
  return lensMm ** 2 / (fStop * (reachedFocusM(opening) * 1000 - lensMm));
}

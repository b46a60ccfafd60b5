import type { Animatic } from '@fantascope/film';
import { type Light, lightOf } from './light.ts';
import { hashAt } from './noise.ts';
import { paintedCanvas, paintedCropRatio } from './painted-version.ts';

/** Where everything of a painted picture belongs, in canvas pixels. */
export type Setting = Readonly<{
  animatic: Animatic;
  widthPx: number;
  heightPx: number;
  /** Edge of a mesh cell; even. All layers' rectangles lie on whole cells. */
  cellPx: number;
  /** The first frame. */
  frame: Readonly<{ left: number; top: number; width: number; height: number }>;
  /** Length of one unit, in which sizes are told: the frame's height, less in tall frames. */
  unit: number;
  light: Light;
  horizonY: number;
  /** Where the subject's foot stands, and how tall a subject is that fills its share of the frame. */
  foot: Readonly<{ x: number; y: number; height: number }>;
  /** −1 where the light comes from the left, 1 from the right. */
  side: -1 | 1;
  /** The sun or the moon. */
  sun: Readonly<{ x: number; y: number }>;
  /** Relative inverse depth at the horizon and of the subject. */
  farDisparity: number;
  subjectDisparity: number;
  /** Whether the subject is the moon over the land: farther than all but the sky. */
  isMoonShot: boolean;
  /** What the scene says of a relative inverse depth. */
  depthOf: (disparity: number) => number;
  /** A seed of its own for each thing that is drawn by chance. */
  seedOf: (what: number) => number;
}>;

/** Height of the horizon in the first frame, from its top. */
const horizons: Readonly<Record<Animatic['place'], number>> = {
  sky: 0.7,
  sea: 0.58,
  mountains: 0.66,
  forest: 0.6,
  city: 0.62,
  village: 0.58,
  desert: 0.56,
  snow: 0.58,
  field: 0.58,
  room: 0.52,
  studio: 0.6,
  space: 0.68,
};

const sizes = {
  far: { height: 0.13, foot: 0.8, aside: 0.15 },
  middle: { height: 0.4, foot: 0.88, aside: 0.13 },
  near: { height: 0.8, foot: 0.97, aside: 0.07 },
} as const;

/** Lays out a painted shot. `maxWidthPx` bounds the longer side of the canvas. */
export function layOutSetting(
  animatic: Animatic,
  { aspectRatio, maxWidthPx }: Readonly<{ aspectRatio: number; maxWidthPx: number }>,
): Setting {
  const longPx = Math.max(320, Math.min(4096, Math.round(maxWidthPx)));
  const cellPx = Math.max(2, 2 * Math.round(longPx / 512));
  const cells = (px: number): number => Math.max(4, Math.round(px / cellPx)) * cellPx;
  const canvas = paintedCanvas(aspectRatio);
  const scale = longPx / Math.max(canvas.width, canvas.height);
  const widthPx = cells(canvas.width * scale);
  const heightPx = cells(canvas.height * scale);
  // as firstWindow takes it
  const width = Math.min(widthPx, heightPx * aspectRatio) / paintedCropRatio;
  const height = width / aspectRatio;
  const frame = { left: (widthPx - width) / 2, top: (heightPx - height) / 2, width, height };
  const unit = Math.min(height, width * 1.15);
  const light = lightOf(animatic);
  const { place, size, seed } = animatic;
  const seedOf = (what: number): number => Math.floor(hashAt(what, placeNumber(place), seed) * 2 ** 31);
  const side = hashAt(7, 7, seedOf(1)) < 0.5 ? -1 : 1;
  const horizonY = frame.top + horizons[place] * height;
  const { aside, foot, height: tall } = sizes[size];
  const stray = hashAt(3, 3, seedOf(2)) - 0.5;
  const isMoonShot = animatic.subject === 'moon' && place !== 'room' && place !== 'studio';
  const usualSun = {
    x: frame.left + width * (0.5 + side * (0.2 + 0.08 * stray)),
    y: Math.max(frame.top + 0.1 * height, Math.min(horizonY, frame.top + 0.7 * height) - (light.body.height + 0.03 * stray) * unit),
  };
  // the moon that is the subject is the moon that shines
  const sun = isMoonShot ? { x: frame.left + width * (0.5 - side * aside), y: frame.top + moonHeight * height } : usualSun;
  return {
    ...{ animatic, widthPx, heightPx, cellPx, frame, unit, light, horizonY, side, sun, seedOf },
    foot: { x: frame.left + width * (0.5 - side * aside), y: frame.top + foot * height, height: tall * unit },
    farDisparity: 0.024,
    subjectDisparity: isMoonShot ? moonDisparity : usualDisparity,
    isMoonShot,
    // a move is told in shares of the subject's distance: to one round the moon the land must not be a hundredth of it away
    depthOf: isMoonShot ? (disparity) => 0.2 + 0.3 * disparity : (disparity) => disparity,
  };
}

/** Where the middle of a moon that is the subject stands in the frame, and its relative inverse depth. */
export const moonHeight = 0.31;
/** Relative inverse depth where the subject's foot stands on the ground. */
const usualDisparity = 0.4;
const moonDisparity = 0.025;

function placeNumber(place: string): number {
  let sum = 0;
  for (const letter of place) sum = sum * 31 + letter.charCodeAt(0);
  return sum | 0;
}

/** Relative inverse depth of level ground that is seen at this height of the canvas: even in 1 / distance. */
export function groundDisparity({ horizonY, foot, farDisparity }: Setting, y: number): number {
  const share = (y - horizonY) / (foot.y - horizonY);
  return Math.max(farDisparity, Math.min(1, farDisparity + (usualDisparity - farDisparity) * share));
}

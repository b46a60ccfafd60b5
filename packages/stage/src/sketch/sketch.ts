export { colourMatch, matchedPixels, matchVersion } from './colour-match.ts';
export { type ColourName, colourNames, shownColours } from './colour-names.ts';
export {
  type DriftWarning,
  driftLimits,
  driftWarnings,
  type JoinDrift,
  joinDrift,
} from './join-drift.ts';
export type { Lab } from './lab.ts';
export { HAS_LEVEL, type PictureSketch, sketchOf } from './picture-sketch.ts';
export { colourBits, colourLevel, SHARE_BITS, SKETCH_BITS, sketchBits, sketchDistance, sketchFromText, sketchText } from './sketch-code.ts';
export type { Pixels } from './small-picture.ts';

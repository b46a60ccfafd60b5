import type { Share } from '../effect.ts';
import type { VisibleBox } from './visible-box.ts';

/** Steps of the falloff's table over the squared radius; one more entry closes the last. */
const STEPS = 4096;
/** Stops of light that the corners lose at a ratio of 1. */
const FULL_STOPS = 3;
/** Pictures are coded by about this power, so that light × g is code × g^(1/2.2). */
const CODING_POWER = 2.2;

/** tan² of the angle off a lens's axis at which it loses 3 × ratio stops by cos⁴. */
export function vignetteTanSquared(ratio: number): number {
  return 2 ** ((FULL_STOPS * ratio) / 2) - 1;
}

/**
 * The share of a coded value, 0..1, that a vignette takes at a squared radius (0 the centre, 1 the corner). A lens loses light by cos⁴ of the angle off its axis
 * (the natural vignette); the angle of the corner is chosen so that it
 * loses 3 × ratio stops.
 */
export function vignetteLoss(radiusSquared: number, ratio: number): number {
  return 1 - (1 + radiusSquared * vignetteTanSquared(ratio)) ** (-2 / CODING_POWER);
}

/**
 * Writes a share of a plane's losses (of 256) from its upper half: ceil(rows / 2) rows of `pitch` bytes, as kernel/finish-look.ts reads them. `shift` is 0 for luma,
 * 1 for chroma, whose samples lie between four of luma's.
 */
export function writeVignetteLoss(
  to: Uint8Array,
  { box, ratio, pitch, shift, share }: Readonly<{ box: VisibleBox; ratio: number; pitch: number; shift: 0 | 1; share: Share }>,
): void {
  const losses = Float64Array.from({ length: STEPS + 1 }, (_, i) => 256 * vignetteLoss(i / STEPS, ratio));
  const [width, height] = [box.widthPx >> shift, box.heightPx >> shift];
  const reach = (width * width + height * height) / 4;
  const rows = (height + 1) >> 1;
  const left = box.left >> shift;
  const columns = Float64Array.from({ length: pitch }, (_, x) => (x + 0.5 - left - width / 2) ** 2);
  for (let y = Math.floor((rows * share.part) / share.parts); y < Math.floor((rows * (share.part + 1)) / share.parts); y++) {
    const down = (y + 0.5 - height / 2) ** 2;
    for (let x = 0; x < pitch; x++) {
      // Columns beside the box, and those that pad the frame, are cut off later.
      const at = Math.min(STEPS, ((down + (columns[x] as number)) / reach) * STEPS);
      const whole = Math.min(STEPS - 1, Math.floor(at));
      const [a, b] = [losses[whole] as number, losses[whole + 1] as number];
      to[y * pitch + x] = Math.min(255, Math.round(a + (b - a) * (at - whole)));
    }
  }
}

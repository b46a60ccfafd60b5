/** Part of a kept painted scene's name; raised whenever the same animatic would be painted differently. */
export const animaticVersion = 1;

/** How many times the canvas is taller than the first frame: a pull-back of a sixth stays inside. The start crop of a painted shot. */
export const paintedCropRatio = 1.32;

/** How many times it is wider: an orbit or a pan of nine degrees stays inside. */
const paintedWidthRatio = 1.48;

/** Size of the canvas, in lengths of which the first frame is `aspectRatio` wide and 1 high. */
export function paintedCanvas(aspectRatio: number): Readonly<{ width: number; height: number }> {
  return { width: aspectRatio * paintedWidthRatio, height: paintedCropRatio };
}

/** Longest side of a canvas whose first frame has this many pixels; 1280 to 4096. */
export function paintedSizePx({ widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>): number {
  const { width, height } = paintedCanvas(widthPx / heightPx);
  return Math.min(4096, Math.max(1280, Math.round(Math.max(width, height) * heightPx)));
}

import type { Picture } from '../picture.ts';
import { boxMean, type Size } from './plane.ts';

/** What the rules look at, one plane each, 0..1, at the size the rules work at. */
export type Features = Size &
  Readonly<{
    red: Float32Array;
    green: Float32Array;
    blue: Float32Array;
    luma: Float32Array;
    /** Largest less smallest channel. */
    saturation: Float32Array;
    /** Mean gradient of the luma nearby, per two pixels. */
    texture: Float32Array;
    /** The subject's matte, 0..1. */
    matte: Float32Array;
  }>;

/** Reads the planes from a picture already scaled to the rules' size, and a matte of the same size. */
export function featuresOf(picture: Picture, matte: Float32Array): Features {
  const { widthPx, heightPx, rgb } = picture;
  const n = widthPx * heightPx;
  const [red, green, blue] = [new Float32Array(n), new Float32Array(n), new Float32Array(n)];
  const [luma, saturation, gradient] = [new Float32Array(n), new Float32Array(n), new Float32Array(n)];
  for (let i = 0; i < n; i++) {
    const r = (rgb[3 * i] as number) / 255;
    const g = (rgb[3 * i + 1] as number) / 255;
    const b = (rgb[3 * i + 2] as number) / 255;
    red[i] = r;
    green[i] = g;
    blue[i] = b;
    luma[i] = 0.299 * r + 0.587 * g + 0.114 * b;
    saturation[i] = Math.max(r, g, b) - Math.min(r, g, b);
  }
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const i = y * widthPx + x;
      const across = (luma[i + 1] as number) - (luma[i - 1] as number);
      const down = (luma[i + widthPx] as number) - (luma[i - widthPx] as number);
      gradient[i] = Math.hypot(across, down);
    }
  }
  const texture = boxMean(gradient, picture, 4);
  return { widthPx, heightPx, red, green, blue, luma, saturation, texture, matte };
}

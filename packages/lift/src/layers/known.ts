import type { Canvas } from './canvas.ts';

/** A photograph on its canvas with what is known of it, all planes at the canvas's work size. */
export type Known = Readonly<{
  canvas: Canvas;
  /** sRGB bytes of the photograph at canvas size; painted over while splitting. */
  full: Uint8Array;
  /** Colours 0..255, three a pixel. */
  rgb: Float32Array;
  /** 0..1, or null when the picture has no subject. */
  matte: Float32Array | null;
  /** 0..1: poles, trunks and walls outside the matte that are cut out like it; null when none are known. */
  uprights: Float32Array | null;
  /** 0 far … 1 nearest. */
  disparity: Float32Array;
}>;

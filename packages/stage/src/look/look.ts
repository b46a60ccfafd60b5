import type { Air, Aperture, Grade, Shutter } from '@fantascope/film';

/** A motion as the stage plays it: which layer, and how strongly each of its mesh cells moves. */
export type LayerMotion = Readonly<{
  kind: 'flow' | 'sway' | 'drift' | 'flicker';
  /** Index of the layer in the scene. */
  layer: number;
  /** Strength of the motion at the layer's texels, 0..255, row-major, widthPx × heightPx of `strengthSize`, which spans the layer's rectangle. */
  strength: Uint8Array;
  strengthSize: Readonly<{ widthPx: number; heightPx: number }>;
  /** Direction at the layer's texels in degrees counter-clockwise from the right; one number where it is the same everywhere. */
  towardDeg: number;
  /** A way drawn by hand instead, in the layer's pixels. */
  way?: readonly Readonly<{ xPx: number; yPx: number }>[];
  /** Layer pixels a flow travels in one loop, or a sway or drift reaches; a flicker's share of the light 0..1. */
  amount: number;
  /** Times that a flow goes its way within a loop, each time a share of it: many short ways show no doubled outlines. Default 1. */
  cycles?: number;
  /** Length of the gust that a sway follows, layer pixels. Default the layer's width. */
  wavePx?: number;
  loopSec: number;
  seed: number;
}>;

/** A table of colours in .cube order. With 3 dimensions red runs fastest and `values` are size³ × 3 ratios; with 1 it is a curve for each channel, size × 3. */
export type ColourCube = Readonly<{
  dimensions: 1 | 3;
  size: number;
  values: Float32Array;
  low: readonly [number, number, number];
  /** The colours that the table's first and last entries stand for. */
  high: readonly [number, number, number];
}>;

/** All that changes a shot's picture beside its camera, with every file already read. Absent parts cost nothing. */
export type Look = Readonly<{
  aperture?: Aperture;
  motions?: readonly LayerMotion[];
  air?: readonly Air[];
  grade?: Omit<Grade, 'lut'>;
  cube?: ColourCube;
  shutter?: Shutter;
  seed: number;
  fps: number;
}>;

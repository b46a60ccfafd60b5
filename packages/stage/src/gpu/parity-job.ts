import type { Pose } from '@fantascope/film';
import type { Staging } from '../frame.ts';
import type { Look } from '../look/look.ts';
import type { FrameSize } from '../place.ts';
import type { Scene } from '../scene.ts';

/** One frame that the parity test has a browser draw. */
export type ParityJob = Readonly<{
  /** The kernel's .wasm. */
  kernel: Uint8Array;
  scene: Scene;
  staging: Staging;
  frame: FrameSize;
  look?: Look;
  pose: Pose;
  tSec: number;
  /** Frames to draw, one after the other; the last is handed back. Default 1. */
  count?: number;
  veil?: Readonly<{ colour: 'black' | 'white'; ratio: number }>;
  /** Premultiplied. */
  overlay?: Readonly<{ rgba: Uint8Array; widthPx: number; heightPx: number; xPx: number; yPx: number; opacityRatio: number }>;
}>;

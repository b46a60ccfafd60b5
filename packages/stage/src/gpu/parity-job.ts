import type { Pose } from '@fantascope/film';
import type { Staging } from '../frame.ts';
import type { Look } from '../look/look.ts';
import type { OpenMoment } from '../look/shutter/shutter-effect.ts';
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
  /** The pictures of an open shutter. */
  open?: readonly OpenMoment[];
  /** Frames to draw, one after the other; the last is handed back. Default 1. */
  count?: number;
  veil?: Readonly<{ colour: 'black' | 'white'; ratio: number }>;
  /** Premultiplied. */
  overlay?: Readonly<{ rgba: Uint8Array; widthPx: number; heightPx: number; xPx: number; yPx: number; opacityRatio: number }>;
}>;

/** What it answers: the last frame as RGBA, row by row, and how long each frame but the first took until the GPU was done, milliseconds (0 for one frame). */
export type ParityAnswer = Readonly<{ rgba: Uint8Array; frameMs: number }>;

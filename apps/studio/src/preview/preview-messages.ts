import type { Camera, Notice, Shot } from '@fantascope/film';
import type { FittedMove } from '@fantascope/lift/in-browser';
import type { Envelope, Staging } from '@fantascope/stage';

/** What the worker is asked. Times are seconds from the shot's start. */
export type Asked =
  | Readonly<{ kind: 'open'; canvas: OffscreenCanvas }>
  /** A scene file's bytes; `detail` says how good it is. */
  | Readonly<{ kind: 'scene'; bytes: ArrayBuffer; detail: 'quick' | 'full' }>
  | Readonly<{ kind: 'shot'; shot: Shot; aspectRatio: number; fps: number; seed: number; widthPx: number; heightPx: number }>
  /** Draws the shot, or another camera over the same scene, at a time. The newest request wins; ones in between are dropped. */
  | Readonly<{ kind: 'draw'; tSec: number; camera?: Camera }>;

/** A camera as it was fitted to its scene; what `fitCamera` gives. */
export type Fitted = Readonly<{
  camera: Camera;
  staging: Staging;
  startCropRatio: number;
  shareGivenRatio: number;
  moves: readonly FittedMove[];
  notices: readonly Notice[];
  envelope: Envelope;
}>;

/** What the worker tells. */
export type Told =
  | Readonly<{ kind: 'ready'; by: 'webgpu' | 'kernel' }>
  | Readonly<{ kind: 'staged'; detail: 'quick' | 'full'; layers: number }>
  | Readonly<{ kind: 'fitted'; fit: Fitted; ms: number }>
  | Readonly<{ kind: 'drawn'; tSec: number; ms: number }>
  | Readonly<{ kind: 'failed'; said: string }>;

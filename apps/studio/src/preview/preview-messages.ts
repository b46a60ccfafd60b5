import type { Camera, Film, Notice, Shot } from '@fantascope/film';
import type { FittedMove } from '@fantascope/lift/in-browser';
import type { Envelope, LayerMotion, Scene, Staging } from '@fantascope/stage';
import type { DepthPicture } from './depth-picture.ts';
import type { PicturePoint, Seen } from './distance-at.ts';
import type { Outside } from './outside-spans.ts';
import type { SceneFacts } from './scene-facts.ts';

/** A shot and what of its film it is shown with; widthPx × heightPx is the frame that is drawn. */
export type Showing = Readonly<{
  shot: Shot;
  aspectRatio: number;
  fps: number;
  seed: number;
  captionLanguages: Film['captionLanguages'];
  widthPx: number;
  heightPx: number;
}>;

/** What draws the preview. */
export type PainterChoice = 'auto' | 'kernel' | 'webgpu';

/** What the worker is asked. Times are seconds from the shot's start. */
export type Asked =
  /** `painter`: `auto` takes WebGPU where there is a graphics card for it; `webgpu` also one in software, which only tests want. */
  | Readonly<{ kind: 'open'; canvas: OffscreenCanvas; painter: PainterChoice }>
  /** A scene file's bytes; `detail` says how good it is. */
  | Readonly<{ kind: 'scene'; bytes: ArrayBuffer; detail: 'quick' | 'full' }>
  /** The photograph alone, until there is a scene: it moves as one flat card. */
  | Readonly<{ kind: 'card'; id: number; bitmap: ImageBitmap }>
  /** The scene parted for what moves in it by itself; `key` says for which motions (`motionsKey`). */
  | Readonly<{ kind: 'moving'; key: string; scene: Scene; motions: readonly LayerMotion[] }>
  /** `serial` comes back with the fit of it. */
  | (Readonly<{ kind: 'shot'; serial: number }> & Showing)
  /** Draws the shot, or another camera over the same scene, at a time. The newest request wins; ones in between are dropped. */
  | Readonly<{ kind: 'draw'; tSec: number; camera?: Camera }>
  /** What is seen at places of the shot's picture at a time; `id` comes back with the answer. */
  | Readonly<{ kind: 'distance-at'; id: number; tSec: number; points: readonly PicturePoint[] }>
  /** How far what is seen stands, over a small frame of the shot's shape (`widthPx` wide). */
  | Readonly<{ kind: 'depth'; id: number; tSec: number; widthPx: number }>
  /** The shot's camera made small enough for its picture; `id` comes back with the answer. */
  | Readonly<{ kind: 'fit'; id: number; outside: 'clamp' }>;

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

/** A sentence in both languages. */
export type Said = Readonly<{ en: string; zh: string }>;

/** What the worker tells. */
export type Told =
  | Readonly<{ kind: 'ready'; by: 'webgpu' | 'kernel' }>
  | Readonly<{ kind: 'staged'; detail: 'quick' | 'full'; layers: number }>
  /** The card of this id is what is drawn from now on. */
  | Readonly<{ kind: 'card-up'; id: number }>
  | Readonly<{ kind: 'fitted'; fit: Fitted; serial: number; ms: number }>
  /** What the scene is made of; once a scene. */
  | Readonly<{ kind: 'scene-facts'; facts: SceneFacts }>
  /** When the fitted camera shows past the scene, and when it comes near to it. */
  | Readonly<{ kind: 'outside'; outside: Outside; near: Outside }>
  | Readonly<{ kind: 'seen'; id: number; seen: readonly (Seen | null)[] }>
  | Readonly<{ kind: 'depth'; id: number; depth: DepthPicture | null }>
  | Readonly<{ kind: 'inside'; id: number; fit: Fitted | null }>
  | Readonly<{ kind: 'drawn'; tSec: number; ms: number }>
  | Readonly<{ kind: 'failed'; said: Said }>;

/** Names the motions that a scene is parted for; empty where nothing moves by itself. */
export function motionsKey({ motions }: Pick<Shot, 'motions'>): string {
  return motions.length === 0 ? '' : JSON.stringify(motions);
}

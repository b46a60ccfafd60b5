import type { AssetKind } from '../file-type.ts';

/** What is made of a file for showing it. thumb: 320 px; poster: one frame of a film; filmstrip: ten frames side by side; waveform: peaks of sound. */
export const views = ['thumb', 'poster', 'filmstrip', 'waveform'] as const;
/** One of them. */
export type View = (typeof views)[number];

/** Which views a file has. */
export const viewsOf: Readonly<Record<AssetKind, readonly View[]>> = {
  image: ['thumb'],
  video: ['thumb', 'poster', 'filmstrip', 'waveform'],
  audio: ['waveform'],
  lut: [],
  scene: [],
  'take-file': [],
};

/** The type each view has. */
export const viewMimes: Readonly<Record<View, string>> = {
  thumb: 'image/webp',
  poster: 'image/webp',
  filmstrip: 'image/webp',
  waveform: 'application/json',
};

/** Peaks of sound: the loudest sample of each span, 0..127, in order. */
export type Waveform = Readonly<{ version: 1; lengthSec: number; peaksPerSec: number; peaks: readonly number[] }>;

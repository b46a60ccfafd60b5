import type { Notice } from '@fantascope/film';
import type { Picture } from './picture.ts';
import type { Weights } from './weights.ts';

/** Where the subject is: 0 background … 1 subject, at work size. */
export type Matte = Readonly<{
  widthPx: number;
  heightPx: number;
  matte: Float32Array;
  /** 'none' = no subject was found or nothing could look for one; the matte is then 0 everywhere. */
  method: 'isnet-medium' | 'alpha' | 'none';
  /** Milliseconds spent, the model's loading included. */
  ms: number;
  notices: readonly Notice[];
}>;

/** A matte maker whose model stays loaded between pictures (2.5 GB while it is open); dispose it to give the memory back. */
export type MatteMaker = Readonly<{ matteOf: (picture: Picture) => Promise<Matte> }> & AsyncDisposable;

export async function openMatte(_options: { weights: Weights }): Promise<MatteMaker> {
  throw new Error('stub');
}

export async function matteOf(_picture: Picture, _options: { weights: Weights }): Promise<Matte> {
  throw new Error('stub');
}

import type { Notice } from '@fantascope/film';
import type { Matte } from '../matte.ts';
import type { Picture } from '../picture.ts';

/** Relative inverse depth, 0 far … 1 nearest, at work size (the matte's size). */
export type Disparity = Readonly<{
  widthPx: number;
  heightPx: number;
  disparity: Float32Array;
  method: 'file' | 'depth-anything-v2-small' | 'heuristic';
  ms: number;
  notices: readonly Notice[];
}>;

/** auto = model when its weights are cached or can be fetched soon, else heuristic; anything else is the path of a depth picture. */
export type DepthChoice = 'auto' | 'model' | 'heuristic' | (string & {});

export async function disparityOf(_picture: Picture, _matte: Matte, _options: { method: DepthChoice; cache: string }): Promise<Disparity> {
  throw new Error('stub');
}

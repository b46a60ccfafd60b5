import type { Notice } from '@fantascope/film';
import type { Matte } from '../matte.ts';
import { type Picture, workPicture, workSize } from '../picture.ts';
import { featuresOf } from './features.ts';
import { heuristicDepth } from './heuristic.ts';
import { resizePlane } from './plane.ts';

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

/** Width the rules work at, in pixels: what they look for is no smaller, and their time grows with its square. */
const rulesWidthPx = 640;

export async function disparityOf(picture: Picture, matte: Matte, _options: { method: DepthChoice; cache: string }): Promise<Disparity> {
  const start = performance.now();
  const disparity = await byRules(picture, matte);
  return { ...workSize(picture), disparity, method: 'heuristic', ms: performance.now() - start, notices: [] };
}

async function byRules(picture: Picture, matte: Matte): Promise<Float32Array> {
  const small = await workPicture(picture, rulesWidthPx);
  const { disparity } = heuristicDepth(featuresOf(small, resizePlane(matte.matte, matte, small)));
  return resizePlane(disparity, small, workSize(picture));
}

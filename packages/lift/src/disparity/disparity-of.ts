import { Fault, type Notice } from '@fantascope/film';
import type { Matte } from '../matte.ts';
import { type Picture, workPicture, workSize } from '../picture.ts';
import { readDepthFile } from './depth-file.ts';
import { type DepthModelOptions, runDepthModel } from './depth-model.ts';
import { featuresOf } from './features.ts';
import { heuristicDepth } from './heuristic.ts';
import { resizePlane } from './plane.ts';

/** Relative inverse depth, 0 far … 1 nearest, at work size (the matte's size). */
export type Disparity = Readonly<{
  widthPx: number;
  heightPx: number;
  disparity: Float32Array;
  /** 0..1: upright things outside the matte that may be cut out along their outline; null where none was found or no rules looked for them. */
  uprights: Float32Array | null;
  /** The depth picture's SHA-256, hex; absent for the other methods. */
  fileSha256?: string;
  method: 'file' | 'depth-anything-v2-small' | 'heuristic';
  /** Milliseconds spent, a download included. */
  ms: number;
  notices: readonly Notice[];
}>;

/** auto = model when its weights are cached or can be fetched soon, else heuristic; anything else is the path of a depth picture. */
export type DepthChoice = 'auto' | 'model' | 'heuristic' | (string & {});

/** Width the rules work at, in pixels: what they look for is no smaller, and their time grows with its square. */
const rulesWidthPx = 640;

/**
 * Disparity of a picture by the chosen method. Throws `Fault` for a depth picture that cannot be used and for a model asked for by name that is not
 * to be had; auto never throws for the model but says in a notice why it went by rules.
 */
export async function disparityOf(
  picture: Picture,
  matte: Matte,
  options: Omit<DepthModelOptions, 'isPatient'> & { method: DepthChoice },
): Promise<Disparity> {
  const start = performance.now();
  const size = workSize(picture);
  const finish = (
    { disparity, uprights = null }: { disparity: Float32Array; uprights?: Float32Array | null },
    method: Disparity['method'],
    notices: readonly Notice[] = [],
  ): Disparity => ({
    ...size,
    disparity,
    uprights,
    method,
    ms: performance.now() - start,
    notices,
  });
  const { method } = options;
  if (method === 'heuristic') return finish(await byRules(picture, matte), 'heuristic');
  if (method !== 'auto' && method !== 'model') {
    const file = await readDepthFile(method, picture);
    const found = finish({ disparity: resizePlane(file.disparity, file, size) }, 'file', file.notices);
    return { ...found, fileSha256: file.sha256 };
  }
  const result = await runDepthModel(picture, { ...options, isPatient: method === 'model' });
  if (result.outcome === 'done') return finish({ disparity: resizePlane(result.disparity, result, size) }, 'depth-anything-v2-small');
  if (method === 'model') throw new Fault('lift.depth-model-needed', { host: result.host, reason: result.reason });
  return finish(await byRules(picture, matte), 'heuristic', result.isSilent ? [] : [result.notice]);
}

async function byRules(picture: Picture, matte: Matte): Promise<{ disparity: Float32Array; uprights: Float32Array | null }> {
  const small = await workPicture(picture, rulesWidthPx);
  const { disparity, uprights } = heuristicDepth(featuresOf(small, resizePlane(matte.matte, matte, small)));
  const size = workSize(picture);
  const hasPlain = uprights.plain.includes(1);
  return { disparity: resizePlane(disparity, small, size), uprights: hasPlain ? resizePlane(uprights.plain, small, size) : null };
}

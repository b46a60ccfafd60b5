import type { Scene } from '@fantascope/stage';
import type { Hidden } from '../fill/hidden-fill.ts';
import { membraneQuarter } from '../fill/membrane-quarter.ts';
import { canvasSizeOf, workSizeOf } from './canvas.ts';
import { composeLayers } from './compose-scene.ts';
import { depthCuts } from './depth-cuts.ts';
import type { Known } from './known.ts';
import { extendOutward, marginsFor, noMargins } from './outward.ts';
import { type Cut, peel } from './peel.ts';
import type { Size } from './size.ts';
import { snapEdges } from './snap-edges.ts';
import { disparityWithoutSubject, subjectOf } from './subject.ts';

export type SplitOptions = Readonly<{
  fill: (hidden: Hidden, size: Size) => Float32Array;
  /** Most layers by matte and depth, the back included; upright things get one more: 2 for estimated depth, 3 for depth from a model or a file. */
  layers: number;
  /** Soft maps (networks, estimates) are snapped to the picture's edges; a measured one is not touched. */
  isSoft: boolean;
  /** Whether the picture is carried on beyond its borders where that looks right. Default true. */
  hasMargins?: boolean;
  /** Disparity of what stands at the subject's distance in a picture without a subject. Default 0.6. */
  aimDisparity?: number;
  /** Relative inverse depth of disparity 0. Default 0.15, so that the back is not at infinity. */
  farDisparity?: number;
  /** Default 1. The same seed gives the same scene. */
  seed?: number;
}>;

/** The moves that hidden parts are filled for: an aimed truck of a tenth of the subject's distance, seen through a 35 mm lens. */
const deepestMove = 0.1;
const lensRatio = 35 / 36;

/** Depth edges rarer than this share of the pixels are not worth a layer. */
const leastEdgeRatio = 2e-4;

/** Splits a photograph into layers whose hidden parts are filled. */
export function splitScene(photograph: Known, options: SplitOptions): Scene {
  const { seed = 1, farDisparity = 0.15, hasMargins = true, aimDisparity = disparityWithoutSubject } = options;
  const inner = workSizeOf(photograph.canvas);
  const disparity = options.isSoft ? snapEdges(photograph.disparity, photograph.rgb, inner) : photograph.disparity;
  const uprights = photograph.uprights && snapEdges(photograph.uprights, photograph.rgb, inner);
  const snapped = { ...photograph, uprights, disparity };
  const subject = subjectOf(disparity, photograph.matte, inner);
  const subjectDisparity = farDisparity + (1 - farDisparity) * (subject.region === null ? aimDisparity : subject.disparity);
  const margins = hasMargins ? marginsFor(snapped) : noMargins;
  const hasAny = margins.left + margins.top + margins.right + margins.bottom > 0;
  const known = hasAny ? extendOutward(snapped, margins, seed) : snapped;
  const { canvas } = known;
  const size = workSizeOf(canvas);
  const peeled = peel(known.rgb, known.disparity, size, {
    cuts: cutsFor(known, size, options.layers),
    fill: options.fill,
    seed,
    leastInsetPx: options.isSoft ? 5 : 0,
    parallaxPx: (deepestMove * lensRatio * size.widthPx * (1 - farDisparity)) / subjectDisparity,
  });
  const { cellPx } = canvas;
  return {
    canvas: canvasSizeOf(canvas),
    photo: { xPx: margins.left * cellPx, yPx: margins.top * cellPx, ...canvasSizeOf(photograph.canvas) },
    layers: composeLayers(peeled, known.rgb, { ...canvas, rgb: known.full }, farDisparity),
    subjectDisparity,
    subject: subject.region,
    ...(subject.head === null ? {} : { head: subject.head }),
  };
}

/** The subject's own cut first, then that of upright things; then depth cuts through what is behind them. */
function cutsFor({ disparity, matte, uprights }: Known, size: Size, layers: number): Cut[] {
  if (layers < 2) return [];
  const cuts: Cut[] = matte === null ? [] : [{ by: 'matte', matte }];
  const left = layers - cuts.length;
  if (uprights?.some((share) => share > 0.5)) cuts.push({ by: 'upright', mask: uprights });
  if (left < 2) return cuts;
  const isCut = new Uint8Array(disparity.length);
  for (const cut of cuts) {
    const mask = cut.by === 'matte' ? cut.matte : (uprights as Float32Array);
    for (let i = 0; i < isCut.length; i++) if ((mask[i] as number) > 0.1) isCut[i] = 1;
  }
  const behind = cuts.length === 0 ? disparity : membraneQuarter(disparity, isCut, size);
  const { thresholds, edgeRatio } = depthCuts(behind, size, left);
  if (edgeRatio < leastEdgeRatio) return cuts;
  return [...cuts, ...thresholds.toReversed().map((threshold): Cut => ({ by: 'disparity', threshold }))];
}

import type { Scene } from '@fantascope/stage';
import type { Hidden } from '../fill/hidden-fill.ts';
import { membraneQuarter } from '../fill/membrane-quarter.ts';
import type { Canvas } from './canvas.ts';
import { canvasSizeOf, workSizeOf } from './canvas.ts';
import { composeLayers } from './compose-scene.ts';
import { depthCuts } from './depth-cuts.ts';
import { type Cut, peel } from './peel.ts';
import type { Size } from './size.ts';
import { snapEdges } from './snap-edges.ts';
import { subjectOf } from './subject.ts';

/** A photograph on its canvas with what is known of it, all planes at the canvas's work size. */
export type Known = Readonly<{
  canvas: Canvas;
  /** sRGB bytes of the photograph at canvas size; painted over while splitting. */
  full: Uint8Array;
  /** Colours 0..255, three a pixel. */
  rgb: Float32Array;
  /** 0..1, or null when the picture has no subject. */
  matte: Float32Array | null;
  /** 0 far … 1 nearest. */
  disparity: Float32Array;
}>;

export type SplitOptions = Readonly<{
  fill: (hidden: Hidden, size: Size) => Float32Array;
  /** Most layers, the back included: 2 for estimated depth with a subject, 3 for depth from a model or a file. */
  layers: number;
  /** Soft maps (networks, estimates) are snapped to the picture's edges; a measured one is not touched. */
  isSoft: boolean;
  /** Relative inverse depth of disparity 0. Default 0.15, so that the back is not at infinity. */
  farDisparity?: number;
  seed?: number;
}>;

/** Depth edges rarer than this share of the pixels are not worth a layer. */
const leastEdgeRatio = 2e-4;

/** Splits a photograph into layers whose hidden parts are filled. */
export function splitScene(known: Known, options: SplitOptions): Scene {
  const { canvas, matte } = known;
  const size = workSizeOf(canvas);
  const farDisparity = options.farDisparity ?? 0.15;
  const disparity = options.isSoft ? snapEdges(known.disparity, known.rgb, size) : known.disparity;
  const cuts = cutsFor(disparity, matte, size, options.layers);
  const peeled = peel(known.rgb, disparity, size, {
    cuts,
    fill: options.fill,
    seed: options.seed ?? 1,
    leastInsetPx: options.isSoft ? 5 : 0,
  });
  const layers = composeLayers(peeled, known.rgb, { ...canvas, rgb: known.full }, farDisparity);
  const subject = subjectOf(disparity, matte, size);
  const full = canvasSizeOf(canvas);
  return {
    canvas: full,
    photo: { xPx: 0, yPx: 0, ...full },
    layers,
    subjectDisparity: farDisparity + (1 - farDisparity) * subject.disparity,
    subject: subject.region,
  };
}

/** The subject's own cut first; then depth cuts through what is behind it. */
function cutsFor(disparity: Float32Array, matte: Float32Array | null, size: Size, layers: number): Cut[] {
  const cuts: Cut[] = matte === null ? [] : [{ by: 'matte', matte }];
  const left = layers - cuts.length;
  if (left < 2) return cuts;
  const behind =
    matte === null
      ? disparity
      : membraneQuarter(
          disparity,
          Uint8Array.from(matte, (a) => (a > 0.1 ? 1 : 0)),
          size,
        );
  const { thresholds, edgeRatio } = depthCuts(behind, size, left);
  if (edgeRatio < leastEdgeRatio) return cuts;
  return [...cuts, ...thresholds.toReversed().map((threshold): Cut => ({ by: 'disparity', threshold }))];
}

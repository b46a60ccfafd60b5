import { readPicture } from '@fantascope/lift';
import { mixFill } from '../../packages/lift/src/fill/mix-fill.ts';
import type { Canvas } from '../../packages/lift/src/layers/canvas.ts';
import { knowPicture, scalePhotograph } from '../../packages/lift/src/layers/know-picture.ts';
import { splitScene } from '../../packages/lift/src/layers/split-scene.ts';
import { measuringPictures } from '../measuring-pictures.ts';
import { drawShifted } from './draw-shifted.ts';
import { completeRows, occlusionOf, psnrDb } from './truth.ts';

/** One way to draw the right eye's view, in dB against the right photograph. */
export type ViewScore = Readonly<{ all: number; visible: number; disoccluded: number }>;
export type NovelView = Readonly<{ ours: ViewScore; baseline: ViewScore; note: string }>;

/** Disparity of the nearest thing in the pair, in pixels: 1 on the scene's scale. */
const nearestPx = 70;

/**
 * The right eye's view drawn from the left photograph with true disparity: three layers as the product splits and fills them (its `mix` fill), against one
 * stretched mesh. Both have one vertex a pixel, so that the figures compare splitting, not mesh density.
 */
export async function novelView(cellPx = 1): Promise<NovelView> {
  const truth = await measuringPictures();
  const picture = await readPicture(truth.left);
  const right = new Float32Array((await readPicture(truth.right)).rgb);
  const { widthPx: W, heightPx: H } = picture;
  const disparityPx = completeRows(truth.disparityPx, W, H);
  const { isDisoccluded, isOutside } = occlusionOf(disparityPx, W, H);
  const columns = Math.floor(W / cellPx);
  const rows = Math.floor(H / cellPx);
  const canvas: Canvas = { cellPx, workCellPx: cellPx, scaled: picture, cropLeftPx: 0, cropTopPx: 0, columns, rows };
  const disparity = { data: disparityPx.map((d) => d / nearestPx), widthPx: W, heightPx: H };
  const score = async (layers: number): Promise<ViewScore> => {
    const known = knowPicture(canvas, await scalePhotograph(picture, canvas), { matte: null, disparity });
    const scene = splitScene(known, { fill: mixFill, layers, isSoft: false, hasMargins: false, farDisparity: 0 });
    const { rgb } = drawShifted(scene.layers, { widthPx: W, heightPx: H, shiftPx: nearestPx });
    return {
      all: psnrDb(rgb, right, (i) => !isOutside[i]),
      visible: psnrDb(rgb, right, (i) => !isOutside[i] && !isDisoccluded[i]),
      disoccluded: psnrDb(rgb, right, (i) => isDisoccluded[i] === 1),
    };
  };
  const note = `Middlebury 2014 motorcycle ${W}x${H}, true disparity, no matte, mix fill; one vertex each ${cellPx} px; right edge outside the left picture left out; one scene only`;
  return { ours: await score(3), baseline: await score(1), note };
}

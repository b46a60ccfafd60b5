import type { Scene } from '@fantascope/stage';
import { disparityOf } from './disparity/disparity-of.ts';
import { membraneFill } from './fill/membrane-fill.ts';
import { layOutCanvas } from './layers/canvas.ts';
import { knowPicture, scalePhotograph } from './layers/know-picture.ts';
import { splitScene } from './layers/split-scene.ts';
import type { Matte } from './matte.ts';
import { type Picture, workSize } from './picture.ts';

/** Longest side of a preview's canvas, in pixels. */
const previewPx = 1280;

/**
 * A first scene in well under two seconds, before the model looks for the subject: the whole photograph on one surface, its depth by rules.
 * It bends where the full scene parts.
 */
export async function previewScene(picture: Picture, { cache }: { cache: string }): Promise<Scene> {
  const canvas = layOutCanvas(picture, { maxWidthPx: previewPx });
  const size = workSize(picture);
  const matte: Matte = { ...size, matte: new Float32Array(size.widthPx * size.heightPx), method: 'none', ms: 0, notices: [] };
  const [photograph, disparity] = await Promise.all([
    scalePhotograph(picture, canvas),
    disparityOf(picture, matte, { method: 'heuristic', cache }),
  ]);
  const known = knowPicture(canvas, photograph, { matte: null, disparity: { ...disparity, data: disparity.disparity } });
  return splitScene(known, { fill: membraneFill, layers: 1, isSoft: false, hasMargins: false });
}

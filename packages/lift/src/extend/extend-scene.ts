import { Fault } from '@fantascope/film';
import { type FrameWindow, MOST_LAYERS, type Scene, type SceneLayer } from '@fantascope/stage';
import { featherLayer, featherOf } from './feather.ts';
import { surroundOf } from './surround.ts';

/** Part of the key of whatever is made from an extended scene; raised whenever the same scene would be extended differently. */
export const extendVersion = 1;

/** The start crop at which an extended scene's first frame shows the whole photograph and no more. */
export const wholePhotoCrop = 1.06;
/** A frame that loses no more of the photograph than this is cropped as ever. */
const leastLossRatio = 0.02;
/** How much larger than the first frame the canvas is: a tenth a side, for the camera. */
const canvasRatio = 1.2;
/** The surround stands a little behind the farthest of the photograph. */
const behindRatio = 0.98;

/**
 * Makes room for the whole photograph in a frame of another shape: the canvas takes that shape, the photograph keeps its depth in its middle, with a soft
 * border, and a blurred, darker copy of it stands behind as the new back layer. The first frame at wholePhotoCrop is as wide or as high as the photograph.
 * A scene of which the frame would lose no more than 2 % comes back as it is. Throws `stage.scene-too-large` where there is no layer left.
 */
export function extendScene(scene: Scene, aspectRatio: number): Scene {
  const { photo, layers } = scene;
  const photoRatio = photo.widthPx / photo.heightPx;
  if (1 - Math.min(photoRatio / aspectRatio, aspectRatio / photoRatio) <= leastLossRatio) return scene;
  const back = layers[0];
  if (back === undefined) return scene;
  if (layers.length >= MOST_LAYERS)
    throw new Fault('stage.scene-too-large', {
      what: `${layers.length + 1} layers with the blurred surround`,
      most: `${MOST_LAYERS} layers`,
    });
  const frame = { widthPx: Math.max(photo.widthPx, photo.heightPx * aspectRatio), heightPx: 0 };
  frame.heightPx = frame.widthPx / aspectRatio;
  const canvas = {
    widthPx: reach(frame.widthPx, { from: photo.xPx, lengthPx: photo.widthPx, canvasPx: scene.canvas.widthPx }),
    heightPx: reach(frame.heightPx, { from: photo.yPx, lengthPx: photo.heightPx, canvasPx: scene.canvas.heightPx }),
  };
  const rightPx = 2 * Math.round((canvas.widthPx / 2 - photo.xPx - photo.widthPx / 2) / 2);
  const downPx = 2 * Math.round((canvas.heightPx / 2 - photo.yPx - photo.heightPx / 2) / 2);
  const feather = featherOf(scene, photoRatio > aspectRatio ? 'rows' : 'columns');
  const moved = layers.map((layer, index): SceneLayer => {
    const soft = featherLayer(layer, feather);
    return { ...soft, ...(index === 0 ? { kind: 'middle' } : {}), xPx: layer.xPx + rightPx, yPx: layer.yPx + downPx };
  });
  const farthest = back.disparity.reduce((least, disparity) => Math.min(least, disparity), Infinity);
  const placed = { ...photo, xPx: photo.xPx + rightPx, yPx: photo.yPx + downPx };
  return {
    ...scene,
    canvas,
    photo: placed,
    room: around(placed, { widthPx: frame.widthPx * wholePhotoCrop, heightPx: frame.heightPx * wholePhotoCrop }),
    layers: [surroundOf(scene, { canvas, disparity: farthest * behindRatio }), ...moved],
  };
}

/** The share of the first frame, 0..1, that no photograph fills. */
export function surroundRatio({ photo }: Scene, window: FrameWindow): number {
  const shared = (a: number, aPx: number, b: number, bPx: number) => Math.max(0, Math.min(a + aPx, b + bPx) - Math.max(a, b));
  const across = shared(photo.xPx, photo.widthPx, window.xPx, window.widthPx);
  const down = shared(photo.yPx, photo.heightPx, window.yPx, window.heightPx);
  return 1 - (across * down) / (window.widthPx * window.heightPx);
}

/** Length of the new canvas along one axis, even: the frame with room around it, and never less than what lies about the photograph already. */
function reach(framePx: number, { from, lengthPx, canvasPx }: Readonly<{ from: number; lengthPx: number; canvasPx: number }>): number {
  const besidePx = Math.max(from, canvasPx - from - lengthPx);
  return 2 * Math.ceil(Math.max(framePx * canvasRatio, lengthPx + 2 * besidePx + 4) / 2);
}

function around(inner: FrameWindow, size: Readonly<{ widthPx: number; heightPx: number }>): FrameWindow {
  return {
    ...size,
    xPx: inner.xPx + (inner.widthPx - size.widthPx) / 2,
    yPx: inner.yPx + (inner.heightPx - size.heightPx) / 2,
  };
}

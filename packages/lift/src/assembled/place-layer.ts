import type { SceneLayer } from '@fantascope/stage';
import type { Size } from '../layers/size.ts';
import type { LayerPicture } from './layer-picture.ts';
import type { Rectangle } from './layout.ts';

/** The mesh goes on this many cells beyond a picture that ends inside the canvas, because the rasteriser draws whole blocks. */
const marginCells = 3;
/** Alpha from which a picture's edge counts as one, of 255. */
const solid = 128;

/** Nearest a layer may stand to infinity, in the scene file's steps: a thousand times as far as the nearest thing. */
const leastSteps = 64;

/** A picture as a layer of the scene. `inverseAt` gives its depth, 1 / metres, at ratios of its whole picture; `unit` is 1 / metres of disparity 1. */
export function placeOnCanvas(
  picture: LayerPicture,
  {
    name,
    kind,
    placed,
    canvas,
    photo,
    cellPx,
    inverseAt,
    unit,
  }: Readonly<{
    name: string;
    kind: SceneLayer['kind'];
    placed: Rectangle;
    canvas: Size;
    photo: Rectangle;
    cellPx: number;
    inverseAt: (xRatio: number, yRatio: number) => number;
    unit: number;
  }>,
): SceneLayer {
  const cutSides = kind === 'back' ? [] : cutSidesOf(picture, { placed, canvas, photo });
  const box =
    kind === 'back' ? evenWithin(picture.rectangle) : roomFor(picture.rectangle, { canvas, marginPx: marginCells * cellPx, cutSides });
  const widthPx = box.right - box.left;
  const heightPx = box.bottom - box.top;
  const gridWidth = Math.max(1, Math.round(widthPx / cellPx));
  const gridHeight = Math.max(1, Math.round(heightPx / cellPx));
  const disparity = new Float32Array((gridWidth + 1) * (gridHeight + 1));
  const ratio = (at: number, from: number, to: number): number => Math.max(0, Math.min(1, (at - from) / (to - from)));
  for (let row = 0, k = 0; row <= gridHeight; row++) {
    const yRatio = ratio(box.top + (row / gridHeight) * heightPx, placed.top, placed.bottom);
    for (let column = 0; column <= gridWidth; column++, k++) {
      const xRatio = ratio(box.left + (column / gridWidth) * widthPx, placed.left, placed.right);
      // in steps of the scene file's 16 bits, so that a scene read from the cache draws the same frames as the fresh one
      disparity[k] = Math.max(leastSteps, Math.min(65535, Math.round((65535 * inverseAt(xRatio, yRatio)) / unit))) / 65535;
    }
  }
  return {
    name,
    kind,
    xPx: box.left,
    yPx: box.top,
    widthPx,
    heightPx,
    rgba: premultiplied(picture, box),
    gridWidth,
    gridHeight,
    disparity,
    ...(cutSides.length === 0 ? {} : { cutSides }),
  };
}

type Side = keyof Rectangle;

/** The sides where a picture reaches the edge of what the camera frames, or beyond, and is cut off by its own edge or the canvas's rather than ends. */
function cutSidesOf(
  { rectangle, rgba }: LayerPicture,
  { placed, canvas, photo }: Readonly<{ placed: Rectangle; canvas: Size; photo: Rectangle }>,
): Side[] {
  const width = rectangle.right - rectangle.left;
  const height = rectangle.bottom - rectangle.top;
  const isSolid = (x: number, y: number): boolean => (rgba[(y * width + x) * 4 + 3] as number) >= solid;
  const some = (count: number, at: (i: number) => boolean): boolean => {
    for (let i = 0; i < count; i++) if (at(i)) return true;
    return false;
  };
  const { left, top, right, bottom } = rectangle;
  const sides: Side[] = [];
  if (left <= photo.left && left === Math.max(0, placed.left) && some(height, (y) => isSolid(0, y))) sides.push('left');
  if (top <= photo.top && top === Math.max(0, placed.top) && some(width, (x) => isSolid(x, 0))) sides.push('top');
  if (right >= photo.right && right === Math.min(canvas.widthPx, placed.right) && some(height, (y) => isSolid(width - 1, y))) {
    sides.push('right');
  }
  if (bottom >= photo.bottom && bottom === Math.min(canvas.heightPx, placed.bottom) && some(width, (x) => isSolid(x, height - 1))) {
    sides.push('bottom');
  }
  return sides;
}

/** The largest even rectangle inside. */
function evenWithin({ left, top, right, bottom }: Rectangle): Rectangle {
  const x = 2 * Math.ceil(left / 2);
  const y = 2 * Math.ceil(top / 2);
  return { left: x, top: y, right: x + 2 * Math.floor((right - x) / 2), bottom: y + 2 * Math.floor((bottom - y) / 2) };
}

/** An even rectangle around a picture with a margin, but none where it is cut off: there its edge is the layer's. */
function roomFor(
  { left, top, right, bottom }: Rectangle,
  { canvas, marginPx, cutSides }: Readonly<{ canvas: Size; marginPx: number; cutSides: readonly Side[] }>,
): Rectangle {
  const low = (side: Side, at: number): number =>
    cutSides.includes(side) ? 2 * Math.ceil(at / 2) : Math.max(0, 2 * Math.floor((at - marginPx) / 2));
  const high = (side: Side, at: number, most: number): number =>
    cutSides.includes(side) ? 2 * Math.floor(at / 2) : Math.min(most, 2 * Math.ceil((at + marginPx) / 2));
  const x = low('left', left);
  const y = low('top', top);
  return {
    left: x,
    top: y,
    right: Math.max(x + 2, high('right', right, canvas.widthPx)),
    bottom: Math.max(y + 2, high('bottom', bottom, canvas.heightPx)),
  };
}

function premultiplied({ rectangle, rgba }: LayerPicture, box: Rectangle): Uint8Array {
  const width = box.right - box.left;
  const from = rectangle.right - rectangle.left;
  const out = new Uint8Array(width * (box.bottom - box.top) * 4);
  for (let y = Math.max(box.top, rectangle.top); y < Math.min(box.bottom, rectangle.bottom); y++) {
    for (let x = Math.max(box.left, rectangle.left); x < Math.min(box.right, rectangle.right); x++) {
      const i = ((y - rectangle.top) * from + x - rectangle.left) * 4;
      const o = ((y - box.top) * width + x - box.left) * 4;
      const alpha = rgba[i + 3] as number;
      for (let c = 0; c < 3; c++) out[o + c] = Math.round(((rgba[i + c] as number) * alpha) / 255);
      out[o + 3] = alpha;
    }
  }
  return out;
}

import { Fault, type Notice, type Region } from '@fantascope/film';
import type { Scene, SceneLayer } from '@fantascope/stage';
import sharp from 'sharp';
import { type DepthFile, decodeDepth } from '../disparity/depth-file.ts';
import type { Size } from '../layers/size.ts';
import { subjectOf } from '../layers/subject.ts';
import { assertDecodable, headerNotices, largestPicturePx, readHeader } from '../picture-header.ts';
import { decodeLayer, type LayerPicture } from './layer-picture.ts';
import { type AssembledLayer, inverseMiddleOf, inverseRangeOf, type LayersDocument, nameOf, subjectLayerOf } from './layers-document.ts';
import { edgesOf, layOutLayers, type Rectangle } from './layout.ts';
import { placeOnCanvas } from './place-layer.ts';

/** The files of one layer, read whole. */
export type LayerFiles = Readonly<{
  picture: Readonly<{ path: string; bytes: Buffer }>;
  /** Where the grey picture of its depth lies; null for a card or a plane. */
  disparity: Readonly<{ path: string; bytes: Buffer }> | null;
}>;

/** Alpha below which a picture counts as see-through, of 255: more than a resampled edge loses. */
const opaqueFrom = 250;

/**
 * Puts a document's pictures together: each at its place on the canvas and at its own distance. Throws `lift.layers-back-*` for a back that is see-through
 * or too small, and as readPicture does for pictures that cannot be read.
 */
export async function assembleScene(
  document: LayersDocument,
  files: readonly LayerFiles[],
  { maxWidthPx }: Readonly<{ maxWidthPx: number }>,
): Promise<Readonly<{ scene: Scene; notices: readonly Notice[] }>> {
  const { layers } = document;
  const notices: Notice[] = [];
  const sizes = await Promise.all(files.map(async ({ picture }) => await uprightSize(picture, notices)));
  assertBackCovers(document, { size: sizes[0] as Size, path: (files[0] as LayerFiles).picture.path });
  notices.push(...orderNotices(layers));
  const layout = layOutLayers(document, { sizes, maxWidthPx });
  const { photo } = layout;
  const frame = { left: photo.xPx, top: photo.yPx, right: photo.xPx + photo.widthPx, bottom: photo.yPx + photo.heightPx };
  const unit = Math.max(...layers.map((layer) => inverseRangeOf(layer).near));
  const placed: SceneLayer[] = [];
  const subjectLayer = subjectLayerOf(document);
  let subject: { region: Region; head: Region | null } | null = null;
  // one after the other: each is tens of megabytes while it is decoded
  for (const [k, layer] of layers.entries()) {
    const { picture, disparity } = files[k] as LayerFiles;
    const rectangle = layout.placed[k] as Rectangle;
    const decoded = await decodeLayer(picture, { placed: rectangle, canvas: layout.canvas, isBack: k === 0 });
    const name = nameOf(layer);
    if (decoded === null) {
      notices.push({ code: 'lift.layer-empty', params: { name } });
      continue;
    }
    if (k === 0) assertOpaque(decoded, picture.path);
    else if (hidesAll(decoded, frame)) notices.push({ code: 'lift.layer-hides-all', params: { name } });
    if (layer === subjectLayer && k > 0) subject = regionsOf(decoded, frame);
    const relief = disparity === null ? null : await decodeDepth(disparity, sizes[k] as Size);
    notices.push(...(relief?.notices ?? []));
    placed.push(
      placeOnCanvas(decoded, {
        name,
        kind: k === 0 ? 'back' : 'distanceM' in layer ? 'card' : 'middle',
        placed: rectangle,
        canvas: layout.canvas,
        photo: frame,
        cellPx: layout.cellPx,
        inverseAt: inverseOf(layer, relief),
        unit,
      }),
    );
  }
  const told = typeof document.subject === 'object' ? document.subject.box : null;
  const scene: Scene = {
    canvas: layout.canvas,
    photo,
    layers: placed,
    subjectDisparity: inverseMiddleOf(subjectLayer ?? (layers[0] as AssembledLayer)) / unit,
    subject: told ?? subject?.region ?? null,
    ...(told === null && subject !== null && subject.head !== null ? { head: subject.head } : {}),
  };
  return { scene, notices };
}

async function uprightSize({ path, bytes }: LayerFiles['picture'], notices: Notice[]): Promise<Size> {
  const header = await readHeader(bytes, path);
  assertDecodable(header, path, { leastSidePx: 1 });
  // see-through parts are meant here, and a long layer is no panorama
  notices.push(...headerNotices({ ...header, widthPx: 1, heightPx: 1 }, path));
  const { autoOrient } = await sharp(bytes, { limitInputPixels: largestPicturePx }).metadata();
  return { widthPx: autoOrient.width, heightPx: header.frames > 1 ? header.heightPx : autoOrient.height };
}

function assertBackCovers({ canvas, layers }: LayersDocument, { size, path }: Readonly<{ size: Size; path: string }>): void {
  const { left, top, right, bottom } = edgesOf(layers[0] as AssembledLayer, size);
  // half a pixel is a rounded scale
  if (left <= 0.5 && top <= 0.5 && right >= canvas.widthPx - 0.5 && bottom >= canvas.heightPx - 0.5) return;
  const whole = (edge: number): number => Math.round(edge);
  throw new Fault('lift.layers-back-short', {
    path,
    ...canvas,
    spans: `${whole(left)}…${whole(right)} × ${whole(top)}…${whole(bottom)}`,
  });
}

function assertOpaque({ rgba }: LayerPicture, path: string): void {
  for (let i = 3; i < rgba.length; i += 4) {
    if ((rgba[i] as number) < opaqueFrom) throw new Fault('lift.layers-back-see-through', { path });
    rgba[i] = 255;
  }
}

function hidesAll({ rectangle, rgba }: LayerPicture, frame: Rectangle): boolean {
  if (rectangle.left > frame.left || rectangle.top > frame.top || rectangle.right < frame.right || rectangle.bottom < frame.bottom)
    return false;
  const width = rectangle.right - rectangle.left;
  for (let y = frame.top; y < frame.bottom; y++) {
    for (let x = frame.left; x < frame.right; x++) {
      if ((rgba[((y - rectangle.top) * width + x - rectangle.left) * 4 + 3] as number) < opaqueFrom) return false;
    }
  }
  return true;
}

/** A layer drawn over one that is nearer everywhere is most likely a slip of order or of a number. */
function orderNotices(layers: readonly AssembledLayer[]): Notice[] {
  return layers.flatMap((layer, k): Notice[] => {
    const before = layers.slice(0, k).find((one) => inverseRangeOf(one).far > inverseRangeOf(layer).near);
    return before === undefined ? [] : [{ code: 'lift.layers-order', params: { name: nameOf(layer), before: nameOf(before) } }];
  });
}

/** 1 / metres at ratios of a layer's whole picture. */
function inverseOf(layer: AssembledLayer, relief: DepthFile | null): (xRatio: number, yRatio: number) => number {
  if ('distanceM' in layer) return () => 1 / layer.distanceM;
  // a plane seen in perspective is even in 1 / distance
  if ('topM' in layer) return (_, yRatio) => (1 - yRatio) / layer.topM + yRatio / layer.bottomM;
  const { near, far } = inverseRangeOf(layer);
  if (relief === null) return () => (near + far) / 2;
  return (xRatio, yRatio) => far + (near - far) * sample(relief, xRatio, yRatio);
}

function sample({ disparity, widthPx, heightPx }: DepthFile, xRatio: number, yRatio: number): number {
  const x = Math.max(0, Math.min(widthPx - 1, xRatio * widthPx - 0.5));
  const y = Math.max(0, Math.min(heightPx - 1, yRatio * heightPx - 0.5));
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = Math.min(widthPx - 1, left + 1);
  const bottom = Math.min(heightPx - 1, top + 1);
  const at = (column: number, row: number): number => disparity[row * widthPx + column] as number;
  const upper = at(left, top) * (1 - x + left) + at(right, top) * (x - left);
  const lower = at(left, bottom) * (1 - x + left) + at(right, bottom) * (x - left);
  return upper * (1 - y + top) + lower * (y - top);
}

/** The boxes of a layer's picture and of its upper third as ratios of what the camera frames; null when it lies outside. */
function regionsOf({ rectangle, rgba }: LayerPicture, frame: Rectangle): { region: Region; head: Region | null } | null {
  const size = { widthPx: rectangle.right - rectangle.left, heightPx: rectangle.bottom - rectangle.top };
  const matte = new Float32Array(size.widthPx * size.heightPx);
  for (let i = 0; i < matte.length; i++) matte[i] = (rgba[i * 4 + 3] as number) / 255;
  const { region, head } = subjectOf(matte, matte, size);
  const inFrame = (told: Region | null): Region | null => {
    if (told === null) return null;
    const along = (at: number, whole: number, start: number, from: number, to: number): number =>
      Math.max(0, Math.min(1, (start + at * whole - from) / (to - from)));
    const x = along(told.xRatio, size.widthPx, rectangle.left, frame.left, frame.right);
    const y = along(told.yRatio, size.heightPx, rectangle.top, frame.top, frame.bottom);
    const right = along(told.xRatio + told.widthRatio, size.widthPx, rectangle.left, frame.left, frame.right);
    const bottom = along(told.yRatio + told.heightRatio, size.heightPx, rectangle.top, frame.top, frame.bottom);
    if (right <= x || bottom <= y) return null;
    // a region is at least a fiftieth of the picture
    const widthRatio = Math.max(0.02, right - x);
    const heightRatio = Math.max(0.02, bottom - y);
    return { xRatio: Math.min(x, 1 - widthRatio), yRatio: Math.min(y, 1 - heightRatio), widthRatio, heightRatio };
  };
  const whole = inFrame(region);
  return whole === null ? null : { region: whole, head: inFrame(head) };
}

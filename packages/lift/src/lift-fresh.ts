import { createHash } from 'node:crypto';
import { type Notice, type WordRow, words } from '@fantascope/film';
import { type Envelope, firstWindow, type Scene } from '@fantascope/stage';
import { brushedDisparity, decodeBrush, type PaintedBrush } from './depth-brush/painted-brush.ts';
import { disparityOf } from './disparity/disparity-of.ts';
import { measuredEnvelope } from './envelope/measured.ts';
import { mixFill } from './fill/mix-fill.ts';
import { layOutCanvas } from './layers/canvas.ts';
import { knowPicture, scalePhotograph } from './layers/know-picture.ts';
import type { Size } from './layers/size.ts';
import { splitScene } from './layers/split-scene.ts';
import { disparityWithoutSubject } from './layers/subject.ts';
import type { LiftOptions } from './lift-options.ts';
import { brushName, depthFileName } from './lift-store.ts';
import { type Matte, type MatteMaker, openMatte } from './matte.ts';
import { decodePicture, type Picture } from './picture.ts';
import { readPictureBytes } from './picture-bytes.ts';
import { previewScene } from './preview-scene.ts';
import { isSmallFor, upscalePicture } from './upscale/upscale-picture.ts';
import type { Weights } from './weights.ts';

/** A scene just made, with the methods that made it and the photograph's size. */
type FreshScene = Readonly<{
  scene: Scene;
  envelope: Envelope;
  methods: Readonly<Record<'matte' | 'depth' | 'upscale' | 'split' | 'fill' | 'margins', string>> & Readonly<{ brush?: string }>;
  /** The parts of a kept scene's name that say how it was made: by what really ran, not by what lay ready. */
  names: Readonly<{ matte: string; depth: string; upscale: string }>;
  size: Readonly<{ widthPx: number; heightPx: number }>;
  notices: Notice[];
  /** Those of the notices that are true of the picture whenever and wherever it is lifted. */
  lasting: readonly Notice[];
}>;

/** Lifts a picture from its file's bytes, whatever the cache holds; liftPicture is the door. Throws as it does. */
export async function liftFresh(
  { path, bytes }: Readonly<{ path: string; bytes: Buffer }>,
  { isnet, options, maxWidthPx }: Readonly<{ isnet: Weights; options: LiftOptions; maxWidthPx: number }>,
): Promise<FreshScene> {
  const { cache, depth = 'auto', signal, onDownload } = options;
  const picture = await decodePicture(bytes, path);
  signal?.throwIfAborted();
  // before the model, which would keep every core busy for a second and more
  if (options.onPreview) await options.onPreview(await previewScene(picture, { cache }));
  const canvas = layOutCanvas(picture, { maxWidthPx });
  const enlarged = await enlargeFor(picture, { wanted: canvas.scaled, options });
  signal?.throwIfAborted();
  options.onStep?.('cutting out');
  const [matte, photograph] = await Promise.all([
    matteWith(options.matteMaker ?? openMatte({ weights: isnet }), picture, options.matteMaker === undefined),
    scalePhotograph(enlarged.picture, canvas),
  ]);
  signal?.throwIfAborted();
  options.onStep?.('measuring depth');
  const disparity = await disparityOf(picture, matte, {
    ...options.model,
    ...(signal ? { signal } : {}),
    ...(onDownload ? { onProgress: onDownload } : {}),
    method: depth,
    cache,
  }).finally(() => signal?.throwIfAborted());
  const brush = options.depthBrush === undefined ? null : await readBrush(options.depthBrush, picture);
  options.onStep?.('splitting');
  const brushed = brush === null ? null : brushedDisparity(disparity.disparity, disparity, brush);
  const known = knowPicture(canvas, photograph, {
    matte: matte.method === 'none' ? null : { ...matte, data: matte.matte },
    uprights: disparity.uprights && { ...disparity, data: disparity.uprights },
    disparity: { ...disparity, data: brushed?.disparity ?? disparity.disparity },
  });
  const scene = splitScene(known, {
    fill: mixFill,
    // rules know a subject, its surroundings and one edge more; a model or a measured map knows what stands behind what
    layers: disparity.method === 'heuristic' && matte.method === 'none' ? 2 : 3,
    isSoft: disparity.method !== 'file',
    // where nothing was painted, everything stays as far as it was
    ...(brushed === null ? {} : { aimDisparity: brushed.unbrushed(disparityWithoutSubject) }),
  });
  const envelope = measuredEnvelope(scene, { window: firstWindow(scene, { aspectRatio: 16 / 9 }), lensMm: 35, subjectDistanceM: 1 });
  const methods = {
    matte: matte.method,
    depth: disparity.method,
    upscale: enlarged.method,
    split: 'peel',
    fill: 'mix',
    margins: 'mirror-patches',
    ...(brush === null ? {} : { brush: 'painted' }),
  };
  const names = {
    matte: matteName(matte),
    depth: `${disparity.fileSha256 ? depthFileName(disparity.fileSha256) : disparity.method}${brush === null ? '' : brushName(brush.sha256)}`,
    upscale: enlarged.method,
  };
  const notices = [...picture.notices, ...enlarged.notices, ...matte.notices, ...disparity.notices, ...(brush?.notices ?? [])];
  // why rules were used in place of a model is no property of the picture
  const lasting = [
    ...picture.notices,
    ...matte.notices,
    ...(disparity.method === 'file' ? disparity.notices : []),
    ...(brush?.notices ?? []),
  ].filter(isLasting);
  const { widthPx, heightPx } = picture;
  return { scene, envelope, methods, names, notices, lasting, size: { widthPx, heightPx } };
}

async function readBrush(path: string, picture: Picture): Promise<PaintedBrush & Readonly<{ sha256: string }>> {
  const bytes = await readPictureBytes(path);
  return { ...(await decodeBrush({ path, bytes }, picture)), sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The picture its colours are taken from; matte and depth are made of the one that was given, which they reduce to their own sizes anyway. */
async function enlargeFor(
  picture: Picture,
  { wanted, options }: Readonly<{ wanted: Size; options: LiftOptions }>,
): Promise<Readonly<{ picture: Picture; method: 'none' | 'lanczos' | 'esrgan-medium'; notices: readonly Notice[] }>> {
  if (!isSmallFor(wanted, picture)) return { picture, method: 'none', notices: [] };
  // scaling to the canvas is Lanczos by itself
  if ((options.upscale ?? 'off') === 'off') return { picture, method: 'lanczos', notices: [] };
  options.onStep?.('enlarging');
  return await upscalePicture(picture, options.signal ? { signal: options.signal } : {});
}

/** A picture in which ISNet found no subject was looked at by it; one that nothing could look at was not. */
function matteName({ method, notices }: Matte): string {
  if (method === 'alpha') return 'alpha';
  return method === 'isnet-medium' || notices.some(({ code }) => code === 'lift.subject-none') ? 'isnet' : 'none';
}

function isLasting({ code }: Notice): boolean {
  const row: WordRow = words[code];
  return row.isOfMachine !== true;
}

async function matteWith(maker: MatteMaker, picture: Picture, isOwn: boolean) {
  try {
    return await maker.matteOf(picture);
  } finally {
    if (isOwn) await maker[Symbol.asyncDispose]();
  }
}

import type { Notice } from '@fantascope/film';
import { type Envelope, firstWindow, type Scene } from '@fantascope/stage';
import { disparityOf } from './disparity/disparity-of.ts';
import { closedFormEnvelope } from './envelope/closed-form.ts';
import { mixFill } from './fill/mix-fill.ts';
import { layOutCanvas } from './layers/canvas.ts';
import { knowPicture, scalePhotograph } from './layers/know-picture.ts';
import { splitScene } from './layers/split-scene.ts';
import type { LiftOptions } from './lift-picture.ts';
import { type MatteMaker, openMatte } from './matte.ts';
import { type Picture, readPicture } from './picture.ts';
import { previewScene } from './preview-scene.ts';
import type { Weights } from './weights.ts';

/** A scene just made, with the methods that made it and the photograph's size. */
type FreshScene = Readonly<{
  scene: Scene;
  envelope: Envelope;
  methods: Readonly<Record<'matte' | 'depth' | 'split' | 'fill' | 'margins', string>>;
  size: Readonly<{ widthPx: number; heightPx: number }>;
  notices: Notice[];
}>;

/** Lifts a picture from its pixels, whatever the cache holds; liftPicture is the door. Throws as it does. */
export async function liftFresh(
  path: string,
  { isnet, options, maxWidthPx }: Readonly<{ isnet: Weights; options: LiftOptions; maxWidthPx: number }>,
): Promise<FreshScene> {
  const { cache, depth = 'auto' } = options;
  const picture = await readPicture(path);
  // before the model, which would keep every core busy for a second and more
  if (options.onPreview) options.onPreview(await previewScene(picture, { cache }));
  options.onStep?.('cutting out');
  const canvas = layOutCanvas(picture, { maxWidthPx });
  const [matte, photograph] = await Promise.all([
    matteWith(options.matteMaker ?? openMatte({ weights: isnet }), picture, options.matteMaker === undefined),
    scalePhotograph(picture, canvas),
  ]);
  options.onStep?.('measuring depth');
  const disparity = await disparityOf(picture, matte, { ...options.model, method: depth, cache });
  options.onStep?.('splitting');
  const known = knowPicture(canvas, photograph, {
    matte: matte.method === 'none' ? null : { ...matte, data: matte.matte },
    uprights: disparity.uprights && { ...disparity, data: disparity.uprights },
    disparity: { ...disparity, data: disparity.disparity },
  });
  const scene = splitScene(known, {
    fill: mixFill,
    // rules know a subject, its surroundings and one edge more; a model or a measured map knows what stands behind what
    layers: disparity.method === 'heuristic' && matte.method === 'none' ? 2 : 3,
    isSoft: disparity.method !== 'file',
  });
  // Told in closed form: it promises no more than a search would find, and costs a hundredth of it.
  const envelope = closedFormEnvelope(scene, { window: firstWindow(scene, { aspectRatio: 16 / 9 }), lensMm: 35, subjectDistanceM: 1 });
  const methods = { matte: matte.method, depth: disparity.method, split: 'peel', fill: 'mix', margins: 'mirror-patches' };
  const notices = [...picture.notices, ...matte.notices, ...disparity.notices];
  const { widthPx, heightPx } = picture;
  return { scene, envelope, methods, notices, size: { widthPx, heightPx } };
}

async function matteWith(maker: MatteMaker, picture: Picture, isOwn: boolean) {
  try {
    return await maker.matteOf(picture);
  } finally {
    if (isOwn) await maker[Symbol.asyncDispose]();
  }
}

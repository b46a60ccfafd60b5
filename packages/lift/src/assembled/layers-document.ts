import { Region } from '@fantascope/film';
import { MOST_LAYERS } from '@fantascope/stage';
import { z } from 'zod';

const metres = z.number().min(0.05).max(100_000);
const placed = {
  /** Default: the picture's file name without its ending. */
  name: z.string().min(1).max(80).optional(),
  /** A picture beside the document or below it. */
  picture: z.string().min(1).max(1024),
  /** Where the picture's left top corner lies on the canvas, in canvas pixels; negative is outside. Default 0. */
  xPx: z.number().min(-16384).max(16384).default(0),
  yPx: z.number().min(-16384).max(16384).default(0),
  /** Canvas pixels per pixel of the picture. Default 1. */
  scaleRatio: z.number().min(0.01).max(100).default(1),
};

/** A card: everything in the picture stands at one distance. */
const CardLayer = z.strictObject({ ...placed, distanceM: metres });
/** A plane that runs from one distance at the picture's top edge to another at its bottom edge: ground, water, a ceiling. */
const GroundLayer = z.strictObject({ ...placed, topM: metres, bottomM: metres });
/** A surface with a grey picture of its depth: black at farM, white at nearM, even in 1 / metres. */
const ReliefLayer = z.strictObject({ ...placed, disparity: z.string().min(1).max(1024), nearM: metres, farM: metres });

/** One picture of an assembled scene, and how far it is. */
export const AssembledLayer = z.union([CardLayer, GroundLayer, ReliefLayer]);
export type AssembledLayer = z.infer<typeof AssembledLayer>;

/** What scene.yaml or scene.json in a folder of layers says, version 1 (docs/layers.md). Layers run back to front. */
export const LayersDocument = z.strictObject({
  format: z.literal('fantascope/layers'),
  version: z.literal(1),
  /** The picture that the camera frames; layers may reach beyond it, which gives the camera room. */
  canvas: z.strictObject({ widthPx: z.number().int().min(64).max(16384), heightPx: z.number().int().min(64).max(16384) }),
  /** The layer that moves are about, with its box as ratios of the canvas where its picture does not tell. Default: the front-most. */
  subject: z.union([z.string().max(80), z.strictObject({ layer: z.string().max(80), box: Region })]).optional(),
  layers: z.array(AssembledLayer).min(1).max(MOST_LAYERS),
});
export type LayersDocument = z.infer<typeof LayersDocument>;

/** 1 / metres at a layer's nearest and farthest. */
export function inverseRangeOf(layer: AssembledLayer): Readonly<{ near: number; far: number }> {
  const [a, b] =
    'distanceM' in layer ? [layer.distanceM, layer.distanceM] : 'topM' in layer ? [layer.topM, layer.bottomM] : [layer.nearM, layer.farM];
  return { near: 1 / Math.min(a, b), far: 1 / Math.max(a, b) };
}

/** Where a layer stands as a whole, in 1 / metres: the middle between its nearest and its farthest. */
export function inverseMiddleOf(layer: AssembledLayer): number {
  const { near, far } = inverseRangeOf(layer);
  return (near + far) / 2;
}

/** What a layer is called. */
export function nameOf({ name, picture }: AssembledLayer): string {
  return name ?? (picture.split('/').at(-1) ?? picture).replace(/\.[^.]+$/, '').slice(0, 80);
}

/** The layer that moves are about: the named one, else the front-most; null where only the back is there. */
export function subjectLayerOf({ subject, layers }: LayersDocument): AssembledLayer | null {
  const named = typeof subject === 'string' ? subject : subject?.layer;
  if (named !== undefined) return layers.find((layer) => nameOf(layer) === named) ?? null;
  return layers.length > 1 ? (layers.at(-1) ?? null) : null;
}

/** The subject's distance in metres: what stands there is drawn as far as the document says. Without a subject, the back's. */
export function subjectDistanceOf(document: LayersDocument): number {
  return 1 / inverseMiddleOf(subjectLayerOf(document) ?? (document.layers[0] as AssembledLayer));
}

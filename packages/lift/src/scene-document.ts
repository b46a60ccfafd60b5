import { type Notice, Region } from '@fantascope/film';
import type { Envelope, Scene } from '@fantascope/stage';
import { z } from 'zod';

const side = z.number().int().min(2).max(8192);
const grid = z.number().int().min(1).max(2048);
const rectangle = { xPx: z.number().int().min(0).max(8192), yPx: z.number().int().min(0).max(8192), widthPx: side, heightPx: side };
const axis = z.number().min(0).max(1000);

/** How far the camera may go from the first frame, as stage's Envelope. */
const EnvelopeRecord = z.strictObject({
  dollyInRatio: axis,
  dollyOutRatio: axis,
  truckLeftRatio: axis,
  truckRightRatio: axis,
  pedestalUpRatio: axis,
  pedestalDownRatio: axis,
  dollyZoomRatio: axis,
  orbitLeftDeg: axis,
  orbitRightDeg: axis,
  panLeftDeg: axis,
  panRightDeg: axis,
  tiltUpDeg: axis,
  tiltDownDeg: axis,
  rollDeg: axis,
}) satisfies z.ZodType<Envelope>;

const NoticeRecord = z.strictObject({
  code: z.string().max(80),
  params: z.record(z.string().max(40), z.union([z.string().max(400), z.number()])),
});

/** What scene.json in a scene file says, version 1 (docs/scene-file.md). */
export const SceneDocument = z.strictObject({
  format: z.literal('fantascope/scene'),
  version: z.literal(1),
  source: z.strictObject({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    widthPx: z.number().int().min(1),
    heightPx: z.number().int().min(1),
  }),
  /** Which method made what: matte, depth, split, fill, margins. */
  methods: z.record(z.string().max(40), z.string().max(200)),
  canvas: z.strictObject({ widthPx: side, heightPx: side }),
  photo: z.strictObject(rectangle),
  subjectDisparity: z.number().gt(0).max(1),
  subject: Region.nullable(),
  head: Region.optional(),
  envelope: EnvelopeRecord.nullable(),
  /** What is to be said of the picture, by code; sentences are the reader's own. */
  notices: z.array(NoticeRecord).max(32).optional(),
  layers: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(80),
        kind: z.enum(['back', 'middle', 'card']),
        ...rectangle,
        gridWidth: grid,
        gridHeight: grid,
        /** Names of the planes in the archive. */
        picture: z.string().max(80),
        disparity: z.string().max(80),
        filled: z.string().max(80).optional(),
        cutSides: z
          .array(z.enum(['left', 'top', 'right', 'bottom']))
          .max(4)
          .optional(),
      }),
    )
    .min(1)
    .max(16),
});
export type SceneDocument = z.infer<typeof SceneDocument>;

/** A scene with where it came from. */
export type SceneRecord = Readonly<{
  scene: Scene;
  source: SceneDocument['source'];
  methods: Readonly<Record<string, string>>;
  /** The envelope at 16:9, 35 mm and the usual start crop, in shares of the subject's distance; null in a scene that nobody measured. */
  envelope: Envelope | null;
  /** What is to be said of the picture whenever its scene is used. */
  notices?: readonly Notice[];
}>;

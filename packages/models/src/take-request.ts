import { z } from 'zod';

/** A picture or clip on its way to a provider: a public URL, or the bytes as a data URI. */
export const MediaRef = z.union([
  z.strictObject({ url: z.url().max(8192) }),
  z.strictObject({ dataUri: z.string().regex(/^data:[\w.+-]+\/[\w.+-]+;base64,[A-Za-z0-9+/=]*$/) }),
]);
export type MediaRef = z.infer<typeof MediaRef>;

const level = z.number().min(-10).max(10);

/** A camera in one provider's own words, already scaled and signed by the compiler. `dialect` says whose. */
export const NativeCamera = z.discriminatedUnion('dialect', [
  /** Kling v1 simple: exactly one axis of six, −10..10, in Kling's signs (zoom negative = longer lens). */
  z.strictObject({
    dialect: z.literal('kling-axis'),
    axis: z.enum(['horizontal', 'vertical', 'pan', 'tilt', 'roll', 'zoom']),
    value: level,
  }),
  z.strictObject({
    dialect: z.literal('kling-preset'),
    preset: z.enum(['down_back', 'forward_up', 'right_turn_forward', 'left_turn_forward']),
  }),
  /** Tokens the provider knows, in order; those of one group run together. MiniMax brackets, Luma concepts, PixVerse, LTX. */
  z.strictObject({ dialect: z.literal('tokens'), groups: z.array(z.array(z.string().min(1)).min(1)).min(1) }),
  /** ComfyUI WanCameraEmbedding: a pose name and its speed. */
  z.strictObject({ dialect: z.literal('wan-camera'), pose: z.string(), speed: z.number().min(0).max(10) }),
  /** World poses by frame, RealEstate10K rows. */
  z.strictObject({ dialect: z.literal('poses'), text: z.string() }),
  z.strictObject({ dialect: z.literal('locked') }),
  /** ReCamMaster's orbit: + = counter-clockwise seen from above, which carries the camera to its right. */
  z.strictObject({ dialect: z.literal('orbit-degrees'), angleDeg: z.number().min(-180).max(180) }),
  /** Jimeng's visual API: one template and how strong it is. */
  z.strictObject({ dialect: z.literal('jimeng-template'), template: z.string().min(1), strength: z.enum(['weak', 'medium', 'strong']) }),
  /** Where a picture is looked at from, in the signs of Qwen's multiple angles: 90 = its right side, 90 up = bird's eye, zoom 0 wide … 10 close. */
  z.strictObject({ dialect: z.literal('viewpoint'), horizontalDeg: z.number(), verticalDeg: z.number(), zoom: z.number().min(0).max(10) }),
]);
export type NativeCamera = z.infer<typeof NativeCamera>;

/** One shot inside a request that makes several. */
export const RequestShot = z.strictObject({ prompt: z.string(), lengthSec: z.number().positive() });
export type RequestShot = z.infer<typeof RequestShot>;

/**
 * What a wire is asked to make, in one vocabulary for all providers. Every field that is given must reach the provider or be named in `dropped`;
 * 0, '' and false are given. Values are already the model's own (lengths it makes, names of sizes it knows).
 */
export const TakeRequest = z.strictObject({
  /** The provider's own name of the model. */
  model: z.string().min(1).max(300),
  /** Ours, unique per take; sent where the provider has a place for it, so that a lost reply can be looked up. */
  clientKey: z.string().min(1).max(200).optional(),
  prompt: z.string().optional(),
  negativePrompt: z.string().optional(),
  lengthSec: z.number().min(0).optional(),
  frames: z.number().int().min(0).optional(),
  fps: z.number().min(0).optional(),
  /** A size class in the provider's words: 720p, 1080P, 2K, pro. */
  resolution: z.string().optional(),
  widthPx: z.number().int().min(0).optional(),
  heightPx: z.number().int().min(0).optional(),
  /** width:height, or a word of the provider's such as adaptive. */
  aspect: z.string().optional(),
  seed: z.number().int().optional(),
  guidanceScale: z.number().optional(),
  firstFrame: MediaRef.optional(),
  /** What of the first frame is painted anew: a grey picture of its size, white where anew. Image models only. */
  paintMask: MediaRef.optional(),
  lastFrame: MediaRef.optional(),
  references: z.array(MediaRef).optional(),
  referenceVideos: z.array(MediaRef).optional(),
  referenceAudios: z.array(MediaRef).optional(),
  /** A clip to be changed rather than followed. */
  baseVideo: MediaRef.optional(),
  /** What the stage wrote for the model to follow: its warped colours, holes, depth. */
  control: z.strictObject({ colour: MediaRef.optional(), mask: MediaRef.optional(), depth: MediaRef.optional() }).optional(),
  /** The provider's id of a result to lengthen. */
  extends: z.string().optional(),
  hasAudio: z.boolean().optional(),
  camera: NativeCamera.optional(),
  /** What stays still, and what moves along points of the picture (pixels from its top left corner). */
  stillMask: MediaRef.optional(),
  motionMasks: z
    .array(
      z.strictObject({
        mask: MediaRef,
        way: z.array(z.strictObject({ xPx: z.number(), yPx: z.number() })),
        /** Of the mask and its picture; for providers that count from the bottom. Read from the mask where its bytes are a PNG. */
        heightPx: z.number().int().positive().optional(),
      }),
    )
    .optional(),
  shots: z.array(RequestShot).optional(),
  /** false: the provider must not reword the prompt. */
  isPromptRewritten: z.boolean().optional(),
  hasWatermark: z.boolean().optional(),
  /** How many pictures; image models only. */
  count: z.number().int().min(0).optional(),
  /** Where the provider may tell us that something changed. */
  webhookUrl: z.url().optional(),
  /** Constants of the catalogue entry, merged into the body as they are. */
  settings: z.record(z.string(), z.json()).optional(),
});
export type TakeRequest = z.infer<typeof TakeRequest>;

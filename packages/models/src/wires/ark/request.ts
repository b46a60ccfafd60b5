import { z } from 'zod';
import type { TakeRequest } from '../../take-request.ts';
import type { Submission, WireSetting } from '../../wire.ts';
import { ContentPart, contentParts, mixesFramesAndReferences } from '../content-parts.ts';
import { type GivenFields, givenFields } from '../given-fields.ts';
import { mediaUrl } from '../media-field.ts';
import { keyedWebhook } from '../our-webhook.ts';
import { requestBody } from '../request-body.ts';
import { sha256, utf8 } from '../signing/sha256.ts';

// volcengine-python-sdk volcenginesdkarkruntime; providers.md §4.2.
const VideoTask = z.strictObject({
  model: z.string(),
  content: z
    .array(ContentPart)
    .refine((parts) => !mixesFramesAndReferences(parts), 'first and last frames and references exclude each other'),
  resolution: z.string().optional(),
  ratio: z.string().optional(),
  duration: z.number().optional(),
  frames: z.number().int().optional(),
  seed: z.number().int().min(-1).max(4_294_967_295).optional(),
  camera_fixed: z.boolean().optional(),
  watermark: z.boolean().optional(),
  generate_audio: z.boolean().optional(),
  draft: z.boolean().optional(),
  return_last_frame: z.boolean().optional(),
  callback_url: z.string().optional(),
  service_tier: z.enum(['default', 'flex']).optional(),
  execution_expires_after: z.number().int().optional(),
  priority: z.number().int().optional(),
  tools: z.array(z.json()).optional(),
  safety_identifier: z.string().optional(),
});
const Images = z.strictObject({
  model: z.string(),
  prompt: z.string().optional(),
  image: z.union([z.string(), z.array(z.string())]).optional(),
  size: z.string().optional(),
  seed: z.number().int().optional(),
  guidance_scale: z.number().optional(),
  watermark: z.boolean().optional(),
  response_format: z.enum(['url', 'b64_json']).optional(),
  output_format: z.enum(['png', 'jpeg']).optional(),
  sequential_image_generation: z.enum(['auto', 'disabled']).optional(),
  sequential_image_generation_options: z.strictObject({ max_images: z.number().int() }).optional(),
  optimize_prompt_options: z.strictObject({ mode: z.enum(['standard', 'fast']).optional(), thinking: z.string().optional() }).optional(),
  // Streaming would answer in another form than the one read here.
  stream: z.literal(false).optional(),
  tools: z.array(z.json()).optional(),
});

/** The path of Seedance tasks under the base URL. */
export const tasksPath = 'contents/generations/tasks';
const imagesPath = 'images/generations';

/** Whether an entry is Seedream: its dialect says so. */
export function makesImages({ dialect }: WireSetting): boolean {
  return dialect['endpoint'] === imagesPath;
}

function videoDraft(fields: GivenFields, { request, setting }: Readonly<{ request: TakeRequest; setting: WireSetting }>) {
  const isLocked = fields.take('camera')?.dialect === 'locked' && setting.dialect['cameraFixed'] !== 'no';
  if (!isLocked) fields.giveBack('camera');
  const hook = fields.take('webhookUrl');
  return {
    model: fields.take('model'),
    content: contentParts(fields, { hasBaseVideo: false }),
    resolution: fields.take('resolution'),
    ratio: fields.take('aspect'),
    duration: fields.take('lengthSec'),
    frames: fields.take('frames'),
    seed: fields.take('seed') ?? keySeed(fields),
    camera_fixed: isLocked ? true : undefined,
    watermark: fields.take('hasWatermark'),
    generate_audio: fields.take('hasAudio'),
    callback_url: hook === undefined ? undefined : keyedWebhook(hook, clientKeyOf(fields, request)),
  };
}

/** A seed that only the take of this key has: Ark tells seeds in its list, and by it a take is found whose reply was lost. 0..2^31-1. */
export function seedOfKey(clientKey: string): number {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(utf8(clientKey));
  return ((a & 127) << 24) | (b << 16) | (c << 8) | d;
}

// Only where none was asked for: any is as good then.
function keySeed(fields: GivenFields): number | undefined {
  const key = fields.take('clientKey');
  return key === undefined ? undefined : seedOfKey(key);
}

// Ark has no place for a key of ours but the address it calls back.
function clientKeyOf(fields: GivenFields, { clientKey }: TakeRequest): string | undefined {
  fields.take('clientKey');
  return clientKey;
}

function imagesDraft(fields: GivenFields, { request }: Readonly<{ request: TakeRequest }>) {
  const [first, references] = [fields.take('firstFrame'), fields.take('references') ?? []];
  const pictures = [...(first === undefined ? [] : [first]), ...references].map((each) => mediaUrl(each));
  const { widthPx, heightPx } = request;
  const isSized = widthPx !== undefined && heightPx !== undefined;
  if (isSized) {
    fields.take('widthPx');
    fields.take('heightPx');
  }
  const count = fields.take('count');
  return {
    model: fields.take('model'),
    prompt: fields.take('prompt'),
    image: pictures.length === 0 ? undefined : pictures.length === 1 ? pictures[0] : pictures,
    size: isSized ? `${widthPx}x${heightPx}` : fields.take('resolution'),
    seed: fields.take('seed'),
    guidance_scale: fields.take('guidanceScale'),
    watermark: fields.take('hasWatermark'),
    ...(count === undefined
      ? {}
      : { sequential_image_generation: count > 1 ? 'auto' : 'disabled', sequential_image_generation_options: { max_images: count } }),
  };
}

/** @throws Fault models.bad-request for frames beside references, or a constant Ark does not have. */
export function arkSubmission(request: TakeRequest, setting: WireSetting): Submission {
  const fields = givenFields(request);
  const isImages = makesImages(setting);
  const draft = isImages ? imagesDraft(fields, { request }) : videoDraft(fields, { request, setting });
  const schema: z.ZodType = isImages ? Images : VideoTask;
  const json = requestBody(schema, draft, { settings: fields.take('settings'), wire: 'ark' });
  return { http: { method: 'POST', url: `${setting.baseUrl}/${isImages ? imagesPath : tasksPath}`, json }, dropped: fields.dropped() };
}

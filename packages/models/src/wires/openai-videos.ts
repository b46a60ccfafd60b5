import { z } from 'zod';
import type { MediaRef, TakeRequest } from '../take-request.ts';
import type { HttpReply, HttpRequest, Progress, Submission, SubmitOutcome, Wire, WireSetting } from '../wire.ts';
import { type GivenFields, givenFields } from './given-fields.ts';
import { matchTask } from './match-task.ts';
import { inlineMedia, mediaUrl } from './media-field.ts';
import { notAccepted, unclear } from './outcome-of.ts';
import { requestBody } from './request-body.ts';
import { bytesOfBase64 } from './signing/base64.ts';
import { taskStatus } from './task-status.ts';
import { originOf } from './url-parts.ts';

// vllm-project/vllm-omni docs/serving/videos_api.md and sgl-project/sglang multimodal_gen …/openai/protocol.py. Both take a form.
const file = z.strictObject({
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  fileName: z.string(),
  mime: z.string(),
});
const Form = z.strictObject({
  model: z.string(),
  prompt: z.string().optional(),
  negative_prompt: z.string().optional(),
  seconds: z.string().optional(),
  size: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  num_frames: z.number().optional(),
  fps: z.number().optional(),
  seed: z.number().optional(),
  guidance_scale: z.number().optional(),
  guidance_scale_2: z.number().optional(),
  true_cfg_scale: z.number().optional(),
  num_inference_steps: z.number().optional(),
  flow_shift: z.number().optional(),
  boundary_ratio: z.number().optional(),
  generate_sound: z.boolean().optional(),
  input_reference: file.optional(),
  reference_url: z.string().optional(),
  image_reference: z.json().optional(),
  video_reference: z.json().optional(),
  audio_reference: z.json().optional(),
  control_reference: file.optional(),
  control_type: z.string().optional(),
  lora: z.json().optional(),
  extra_params: z.json().optional(),
  user: z.string().optional(),
});
const Video = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  progress: z.number().nullish(),
  created_at: z.number().optional(),
  prompt: z.string().nullish(),
  url: z.string().nullish(),
  error: z.unknown().optional(),
  seconds: z.union([z.string(), z.number()]).nullish(),
});

function fileOf(ref: MediaRef): z.infer<typeof file> | undefined {
  const inline = inlineMedia(ref);
  if (inline === undefined) return undefined;
  return { bytes: bytesOfBase64(inline.base64), fileName: `input.${inline.mime.split('/')[1] ?? 'png'}`, mime: inline.mime };
}

/** What a shot starts from: bytes as a file, an address in the words of the server. One only: they exclude each other. */
function referenceOf(fields: GivenFields, isVllm: boolean): Readonly<Record<string, unknown>> {
  const first = fields.take('firstFrame');
  const moving = isVllm ? [fields.take('baseVideo'), ...(fields.take('referenceVideos') ?? [])].filter((each) => each !== undefined) : [];
  if (first !== undefined) {
    fields.giveBack('baseVideo');
    fields.giveBack('referenceVideos');
    const bytes = fileOf(first);
    if (bytes !== undefined) return { input_reference: bytes };
    return isVllm ? { image_reference: { image_url: mediaUrl(first) } } : { reference_url: mediaUrl(first) };
  }
  const [only] = moving;
  if (moving.length > 1) fields.giveBack('referenceVideos');
  return only === undefined ? {} : { video_reference: { video_url: mediaUrl(only) } };
}

function vllmFields(fields: GivenFields): Readonly<Record<string, unknown>> {
  const sounds = fields.take('referenceAudios') ?? [];
  if (sounds.length !== 1) fields.giveBack('referenceAudios');
  const depth = fields.takeControl('depth');
  const control = depth === undefined ? undefined : fileOf(depth);
  if (control === undefined) fields.giveBack('control.depth');
  return {
    width: fields.take('widthPx'),
    height: fields.take('heightPx'),
    generate_sound: fields.take('hasAudio'),
    audio_reference: sounds.length === 1 ? { audio_url: mediaUrl(sounds[0]) } : undefined,
    ...(control === undefined ? {} : { control_reference: control, control_type: 'depth' }),
  };
}

function sizeOf(fields: GivenFields, { widthPx, heightPx }: TakeRequest): Readonly<Record<string, unknown>> {
  if (widthPx === undefined || heightPx === undefined) return {};
  fields.take('widthPx');
  fields.take('heightPx');
  return { size: `${widthPx}x${heightPx}` };
}

function submit(request: TakeRequest, { baseUrl, dialect }: WireSetting): Submission {
  const fields = givenFields(request);
  const isVllm = dialect['server'] !== 'sglang';
  const lengthSec = fields.take('lengthSec');
  const draft = {
    model: fields.take('model'),
    prompt: fields.take('prompt'),
    negative_prompt: fields.take('negativePrompt'),
    seconds: lengthSec === undefined ? undefined : String(lengthSec),
    num_frames: fields.take('frames'),
    fps: fields.take('fps'),
    seed: fields.take('seed'),
    guidance_scale: fields.take('guidanceScale'),
    ...referenceOf(fields, isVllm),
    ...(isVllm ? vllmFields(fields) : sizeOf(fields, request)),
  };
  const body = requestBody(Form, draft, { settings: fields.take('settings'), wire: 'openai-videos' });
  const form = Object.entries(body).flatMap(([name, value]): NonNullable<HttpRequest['form']> => {
    if (value === undefined) return [];
    if (typeof value === 'object' && value !== null && 'bytes' in value) return [{ name, value: value as z.infer<typeof file> }];
    return [{ name, value: typeof value === 'string' ? value : JSON.stringify(value) }];
  });
  return { http: { method: 'POST', url: `${baseUrl}/videos`, form }, dropped: fields.dropped() };
}

function toldBy(reply: HttpReply) {
  const error = z.looseObject({ message: z.string(), code: z.unknown().optional(), type: z.string().nullish() });
  const told = z.union([z.looseObject({ error }), z.looseObject({ detail: z.unknown().optional() })]).safeParse(reply.json);
  if (!told.success) return undefined;
  const problem = (told.data as { error?: z.infer<typeof error> }).error;
  if (problem !== undefined) return { code: problem.type ?? `http-${reply.status}`, message: problem.message };
  const { detail } = told.data as { detail?: unknown };
  return detail === undefined
    ? undefined
    : { code: `http-${reply.status}`, message: typeof detail === 'string' ? detail : JSON.stringify(detail) };
}

function readSubmit(reply: HttpReply): SubmitOutcome {
  const made = Video.pick({ id: true }).safeParse(reply.json);
  if (reply.status < 300 && made.success) return { outcome: 'accepted', ticket: { wire: 'openai-videos', taskId: made.data.id } };
  return notAccepted(reply, toldBy(reply));
}

function readProgress(reply: HttpReply, taskId: string, setting: WireSetting): Progress {
  const read = Video.safeParse(reply.json);
  if (reply.status >= 300 || !read.success) return unclear(reply, { isMissing: reply.status === 404 && toldBy(reply) !== undefined });
  const { status: word, progress, error, seconds, url: stored } = read.data;
  const { status, warning } = taskStatus(word);
  if (status === 'queued' || status === 'running') {
    const ratio = typeof progress === 'number' ? { ratio: Math.min(1, Math.max(0, progress / 100)) } : {};
    return { state: status, ...ratio, ...(warning === undefined ? {} : { warning }) };
  }
  if (status !== 'succeeded') {
    const told = z.looseObject({ code: z.unknown().optional(), message: z.string().optional() }).safeParse(error);
    const code = told.success && typeof told.data.code === 'string' ? told.data.code : `task-${status}`;
    return { state: status, problem: { code, message: (told.success ? told.data.message : undefined) ?? '', isRetryLater: false } };
  }
  const length = Number(seconds ?? Number.NaN);
  // A server with a bucket of its own puts the film there and tells where.
  const place =
    originOf(stored ?? '') === '' ? { url: `${video(taskId, setting)}/content`, isKeyed: true as const } : { url: stored ?? '' };
  const lasts = Number.isFinite(length) ? { lengthSec: length } : {};
  return { state: 'succeeded', files: [{ ...place, kind: 'video', mime: 'video/mp4', ...lasts }] };
}

const video = (taskId: string, { baseUrl }: WireSetting) => `${baseUrl}/videos/${encodeURIComponent(taskId)}`;

/**
 * Servers with OpenAI's /v1/videos: vLLM-Omni and, with dialect server: sglang, SGLang Diffusion. Mostly one's own, without a key. The base
 * URL ends in /v1, as clients of OpenAI have it.
 */
export const openAiVideos: Wire = {
  name: 'openai-videos',
  auth: 'bearer',
  authorize: (credential): Readonly<Record<string, string>> => (credential === '' ? {} : { authorization: `Bearer ${credential}` }),
  submit,
  readSubmit: (reply) => readSubmit(reply),
  poll: ({ taskId }, setting) => ({ method: 'GET', url: video(taskId, setting) }),
  readProgress: (reply, { taskId }, setting) => readProgress(reply, taskId, setting),
  cancel: {
    // Deletes a finished one too.
    request: ({ taskId }, setting) => ({ method: 'DELETE', url: video(taskId, setting) }),
    read: (reply) => (reply.status < 300 ? 'cancelled' : 'unclear'),
  },
  find: {
    request: (_, { baseUrl }) => ({ method: 'GET', url: `${baseUrl}/videos` }),
    read: (reply, wanted) => {
      const list = z.looseObject({ data: z.array(Video) }).safeParse(reply.json);
      if (reply.status >= 300 || !list.success) return 'unclear';
      const asked = wanted.request.prompt;
      const rows = list.data.data.map(({ id, created_at: at, prompt }) => ({
        taskId: id,
        ...(at === undefined ? {} : { madeAtMs: at * 1000 }),
        // vLLM-Omni lists what was asked; SGLang does not.
        ...(typeof prompt === 'string' && asked !== undefined ? { isLike: prompt === asked } : {}),
      }));
      return matchTask(rows, wanted, (taskId) => ({ wire: 'openai-videos', taskId }));
    },
  },
};

import { z } from 'zod';
import type { MediaRef, TakeRequest } from '../take-request.ts';
import type { HttpReply, HttpRequest, Submission, SubmitOutcome, Wire, WireSetting } from '../wire.ts';
import { type GivenFields, givenFields } from './given-fields.ts';
import { nothingToPoll, readImages } from './images-reply.ts';
import { inlineMedia } from './media-field.ts';
import { notAccepted, problemOf } from './outcome-of.ts';
import { requestBody } from './request-body.ts';
import { bytesOfBase64 } from './signing/base64.ts';

// The Images API of OpenAI (gpt-image family), and the same path at SGLang Diffusion, which adds seed, guidance and a negative prompt.
const Body = z.strictObject({
  model: z.string(),
  prompt: z.string().optional(),
  n: z.number().int().optional(),
  size: z.string().optional(),
  quality: z.string().optional(),
  background: z.string().optional(),
  moderation: z.string().optional(),
  output_format: z.enum(['png', 'jpeg', 'webp']).optional(),
  output_compression: z.number().optional(),
  input_fidelity: z.string().optional(),
  response_format: z.enum(['url', 'b64_json']).optional(),
  seed: z.number().int().optional(),
  guidance_scale: z.number().optional(),
  negative_prompt: z.string().optional(),
  num_inference_steps: z.number().int().optional(),
  user: z.string().optional(),
});

type FormPart = NonNullable<HttpRequest['form']>[number];

/** A picture to work from as part of a form. OpenAI takes files only, SGLang addresses too. */
function partOf(ref: MediaRef, { isSglang, at }: Readonly<{ isSglang: boolean; at: number }>): FormPart | undefined {
  const inline = inlineMedia(ref);
  if (inline === undefined) return isSglang && 'url' in ref ? { name: 'url', value: ref.url } : undefined;
  const { base64, mime } = inline;
  return { name: 'image[]', value: { bytes: bytesOfBase64(base64), fileName: `image-${at}.${mime.split('/')[1] ?? 'png'}`, mime } };
}

function picturesOf(
  fields: GivenFields,
  { request, isSglang }: Readonly<{ request: TakeRequest; isSglang: boolean }>,
): readonly FormPart[] {
  const first = request.firstFrame === undefined ? undefined : partOf(request.firstFrame, { isSglang, at: 0 });
  if (first !== undefined) fields.take('firstFrame');
  const parts = (request.references ?? []).map((ref, at) => partOf(ref, { isSglang, at: at + 1 }));
  if (parts.some((each) => each !== undefined)) {
    fields.take('references');
    for (const [at, each] of parts.entries()) if (each === undefined) fields.lose(`references.${at}`);
  }
  return [first, ...parts].filter((each) => each !== undefined);
}

function sizeOf(fields: GivenFields, { widthPx, heightPx, aspect }: TakeRequest): string | undefined {
  if (widthPx === undefined || heightPx === undefined) {
    // A shape named by its pixels is a size; 16:9 is none.
    if (aspect === undefined || !/^\d{3,}:\d{3,}$/.test(aspect)) return undefined;
    return fields.take('aspect')?.replace(':', 'x');
  }
  fields.take('widthPx');
  fields.take('heightPx');
  return `${widthPx}x${heightPx}`;
}

function submit(request: TakeRequest, { baseUrl, dialect }: WireSetting): Submission {
  const fields = givenFields(request);
  const isSglang = dialect['server'] === 'sglang';
  const files = picturesOf(fields, { request, isSglang });
  const draft = {
    model: fields.take('model'),
    prompt: fields.take('prompt'),
    n: fields.take('count'),
    size: sizeOf(fields, request) ?? fields.take('resolution'),
    ...(isSglang
      ? { seed: fields.take('seed'), guidance_scale: fields.take('guidanceScale'), negative_prompt: fields.take('negativePrompt') }
      : {}),
  };
  const json = requestBody(Body, draft, { settings: fields.take('settings'), wire: 'openai-images' });
  if (files.length === 0) return { http: { method: 'POST', url: `${baseUrl}/images/generations`, json }, dropped: fields.dropped() };
  const texts = Object.entries(json).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value: String(value) }]));
  return { http: { method: 'POST', url: `${baseUrl}/images/edits`, form: [...texts, ...files] }, dropped: fields.dropped() };
}

function readSubmit(reply: HttpReply): SubmitOutcome {
  const done = readImages(reply, { lifeSec: 3600 });
  if (done !== undefined) return { outcome: 'accepted', ticket: { wire: 'openai-images', taskId: 'at-once' }, done };
  const error = z.looseObject({ message: z.string(), code: z.string().nullish(), type: z.string().nullish() });
  const told = z.looseObject({ error }).safeParse(reply.json);
  if (!told.success) return notAccepted(reply, undefined);
  const { message, code, type } = told.data.error;
  const problem = {
    code: code ?? type ?? `http-${reply.status}`,
    message,
    isRetryLater: reply.status === 429 && code !== 'insufficient_quota',
  };
  // What failed at the server itself may have been made.
  const isRefusedIn200 = reply.status < 300 && type !== 'server_error';
  return isRefusedIn200 ? { outcome: 'refused', problem: problemOf(reply, problem) } : notAccepted(reply, problem);
}

/** OpenAI-style pictures, answered at once: a lost reply is a lost picture, and unknown. The base URL ends in /v1, as clients of OpenAI have it. */
export const openAiImages: Wire = {
  name: 'openai-images',
  auth: 'bearer',
  authorize: (credential): Readonly<Record<string, string>> => (credential === '' ? {} : { authorization: `Bearer ${credential}` }),
  submit,
  readSubmit: (reply) => readSubmit(reply),
  poll: (_, { baseUrl }) => ({ method: 'GET', url: `${baseUrl}/models` }),
  readProgress: (reply) => nothingToPoll(reply),
};

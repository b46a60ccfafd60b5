import { z } from 'zod';
import type { TakeRequest } from '../take-request.ts';
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

/** The pictures to work from, as files of a form; addresses cannot be sent and stay dropped. */
function filesOf(fields: GivenFields, request: TakeRequest): NonNullable<HttpRequest['form']> {
  const files: { name: string; value: { bytes: Uint8Array; fileName: string; mime: string } }[] = [];
  for (const name of ['firstFrame', 'references'] as const) {
    const refs = [request[name] ?? []].flat();
    const inline = refs.map((each) => inlineMedia(each)).filter((each) => each !== undefined);
    if (refs.length === 0 || inline.length < refs.length) continue;
    fields.take(name);
    for (const { base64, mime } of inline) {
      const fileName = `image-${files.length}.${mime.split('/')[1] ?? 'png'}`;
      files.push({ name: 'image[]', value: { bytes: bytesOfBase64(base64), fileName, mime } });
    }
  }
  return files;
}

function sizeOf(fields: GivenFields, { widthPx, heightPx }: TakeRequest): string | undefined {
  if (widthPx === undefined || heightPx === undefined) return undefined;
  fields.take('widthPx');
  fields.take('heightPx');
  return `${widthPx}x${heightPx}`;
}

function submit(request: TakeRequest, { baseUrl, dialect }: WireSetting): Submission {
  const fields = givenFields(request);
  const isSglang = dialect['server'] === 'sglang';
  const files = filesOf(fields, request);
  const draft = {
    model: fields.take('model'),
    prompt: fields.take('prompt'),
    n: fields.take('count'),
    size: sizeOf(fields, request),
    quality: fields.take('resolution'),
    ...(isSglang
      ? { seed: fields.take('seed'), guidance_scale: fields.take('guidanceScale'), negative_prompt: fields.take('negativePrompt') }
      : {}),
  };
  const json = requestBody(Body, draft, { settings: fields.take('settings'), wire: 'openai-images' });
  if (files.length === 0) return { http: { method: 'POST', url: `${baseUrl}/v1/images/generations`, json }, dropped: fields.dropped() };
  const texts = Object.entries(json).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value: String(value) }]));
  return { http: { method: 'POST', url: `${baseUrl}/v1/images/edits`, form: [...texts, ...files] }, dropped: fields.dropped() };
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
  return reply.status < 300 ? { outcome: 'refused', problem: problemOf(reply, problem) } : notAccepted(reply, problem);
}

/** OpenAI-style pictures, answered at once: a lost reply is a lost picture, and unknown. */
export const openAiImages: Wire = {
  name: 'openai-images',
  auth: 'bearer',
  authorize: (credential): Readonly<Record<string, string>> => (credential === '' ? {} : { authorization: `Bearer ${credential}` }),
  submit,
  readSubmit: (reply) => readSubmit(reply),
  poll: (_, { baseUrl }) => ({ method: 'GET', url: `${baseUrl}/v1/models` }),
  readProgress: (reply) => nothingToPoll(reply),
};

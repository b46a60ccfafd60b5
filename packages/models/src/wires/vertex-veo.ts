import { z } from 'zod';
import type { MediaRef, TakeRequest } from '../take-request.ts';
import type { HttpReply, Progress, ResultFile, Submission, SubmitOutcome, Wire, WireSetting } from '../wire.ts';
import { type GivenFields, givenFields } from './given-fields.ts';
import { GoogleError, googleProblem, googleTold } from './google-error.ts';
import { inlineMedia } from './media-field.ts';
import { notAccepted, unclear } from './outcome-of.ts';
import { requestBody } from './request-body.ts';

// @ai-sdk/google-vertex and @google/genai; providers.md §4.6. storageUri, not gcsOutputDirectory.
const media = z.strictObject({ bytesBase64Encoded: z.string().optional(), gcsUri: z.string().optional(), mimeType: z.string() });
const Body = z.strictObject({
  instances: z.tuple([
    z.strictObject({
      prompt: z.string().optional(),
      image: media.optional(),
      lastFrame: media.optional(),
      referenceImages: z.array(z.strictObject({ image: media, referenceType: z.enum(['asset', 'style']) })).optional(),
      video: media.optional(),
    }),
  ]),
  parameters: z.strictObject({
    sampleCount: z.number().int().optional(),
    durationSeconds: z.number().optional(),
    aspectRatio: z.string().optional(),
    resolution: z.string().optional(),
    seed: z.number().int().optional(),
    negativePrompt: z.string().optional(),
    personGeneration: z.string().optional(),
    generateAudio: z.boolean().optional(),
    storageUri: z.string().optional(),
    enhancePrompt: z.boolean().optional(),
    compressionQuality: z.string().optional(),
    resizeMode: z.enum(['pad', 'crop']).optional(),
    pubsubTopic: z.string().optional(),
  }),
});
const Named = z.looseObject({ name: z.string().min(1) });
const Video = z.looseObject({ gcsUri: z.string().optional(), bytesBase64Encoded: z.string().optional(), mimeType: z.string().optional() });
const Operation = z.looseObject({
  name: z.string().optional(),
  done: z.boolean().optional(),
  error: GoogleError.nullish(),
  response: z
    .looseObject({
      raiMediaFilteredCount: z.number().nullish(),
      raiMediaFilteredReasons: z.array(z.string()).nullish(),
      videos: z.array(Video).nullish(),
    })
    .nullish(),
});

const mimes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
};

/** Bytes, or a file of a Google bucket; other addresses Vertex does not fetch. */
function mediaOf(ref: MediaRef | undefined): z.infer<typeof media> | undefined {
  if (ref === undefined) return undefined;
  const inline = inlineMedia(ref);
  if (inline !== undefined) return { bytesBase64Encoded: inline.base64, mimeType: inline.mime };
  if (!('url' in ref) || !ref.url.startsWith('gs://')) return undefined;
  return { gcsUri: ref.url, mimeType: mimes[/\.(\w+)$/.exec(ref.url)?.[1]?.toLowerCase() ?? ''] ?? 'image/png' };
}

function taken(fields: GivenFields, name: 'firstFrame' | 'lastFrame' | 'baseVideo') {
  const given = mediaOf(fields.take(name));
  if (given === undefined) fields.giveBack(name);
  return given;
}

function referencesOf(fields: GivenFields) {
  const all = fields.take('references')?.map((each) => mediaOf(each));
  const there = all?.flatMap((each) => (each === undefined ? [] : [{ image: each, referenceType: 'asset' }]));
  if (there?.length === all?.length) return there;
  fields.giveBack('references');
  return undefined;
}

/** Where the entry names a bucket, each take has a folder of its own in it: evidence of a take whose reply was lost. */
function storageOf(fields: GivenFields, { dialect }: WireSetting): string | undefined {
  const bucket = dialect['storageUri'];
  if (bucket === undefined) return undefined;
  const key = fields.take('clientKey');
  return key === undefined ? bucket : `${bucket.replace(/\/$/, '')}/${encodeURIComponent(key)}/`;
}

const model = (name: string, { baseUrl }: WireSetting) => `${baseUrl}/publishers/google/models/${name}`;

function submit(request: TakeRequest, setting: WireSetting): Submission {
  const fields = givenFields(request);
  const draft = {
    instances: [
      {
        prompt: fields.take('prompt'),
        image: taken(fields, 'firstFrame'),
        lastFrame: taken(fields, 'lastFrame'),
        referenceImages: referencesOf(fields),
        video: taken(fields, 'baseVideo'),
      },
    ],
    parameters: {
      sampleCount: fields.take('count'),
      durationSeconds: fields.take('lengthSec'),
      aspectRatio: fields.take('aspect'),
      resolution: fields.take('resolution'),
      seed: fields.take('seed'),
      negativePrompt: fields.take('negativePrompt'),
      generateAudio: fields.take('hasAudio'),
      enhancePrompt: fields.take('isPromptRewritten'),
      storageUri: storageOf(fields, setting),
    },
  };
  const json = requestBody(Body, draft, { settings: fields.take('settings'), wire: 'vertex-veo' });
  return { http: { method: 'POST', url: `${model(fields.take('model'), setting)}:predictLongRunning`, json }, dropped: fields.dropped() };
}

function readSubmit(reply: HttpReply, request: TakeRequest): SubmitOutcome {
  const made = Named.safeParse(reply.json);
  if (reply.status < 300 && made.success)
    return { outcome: 'accepted', ticket: { wire: 'vertex-veo', taskId: made.data.name, kind: request.model } };
  return notAccepted(reply, googleTold(reply));
}

function fileOf({ gcsUri, bytesBase64Encoded: bytes, mimeType: mime = 'video/mp4' }: z.infer<typeof Video>): ResultFile[] {
  if (bytes !== undefined) return [{ url: `data:${mime};base64,${bytes}`, kind: 'video', mime }];
  const [, bucket, path] = /^gs:\/\/([^/]+)\/(.+)$/.exec(gcsUri ?? '') ?? [];
  if (bucket === undefined || path === undefined) return [];
  const object = path.split('/').map(encodeURIComponent).join('/');
  return [{ url: `https://storage.googleapis.com/${bucket}/${object}`, kind: 'video', mime, isKeyed: true }];
}

function readProgress(reply: HttpReply): Progress {
  const read = Operation.safeParse(reply.json);
  if (reply.status >= 300 || !read.success || (read.data.name === undefined && read.data.done === undefined)) {
    return unclear(reply, { isMissing: reply.status === 404 && googleTold(reply) !== undefined });
  }
  const { done, error, response } = read.data;
  if (done !== true) return { state: 'running' };
  if (error !== undefined && error !== null) return { state: 'failed', problem: googleProblem(error) };
  const files = (response?.videos ?? []).flatMap(fileOf);
  if (files.length > 0) return { state: 'succeeded', files };
  // Filtered pictures are a success without videos here.
  const filtered = response?.raiMediaFilteredCount ?? 0;
  const message = response?.raiMediaFilteredReasons?.join('; ') ?? 'the operation ended without videos';
  return { state: 'failed', problem: { code: filtered > 0 ? 'content-filtered' : 'empty-result', message, isRetryLater: false } };
}

/** Veo on Vertex AI. The base URL names project and place; results come inline or in the entry's own bucket. No list, no cancel. */
export const vertexVeo: Wire = {
  name: 'vertex-veo',
  auth: 'bearer',
  authorize: (credential) => ({ authorization: `Bearer ${credential}` }),
  submit,
  readSubmit: (reply, request) => readSubmit(reply, request),
  poll: ({ taskId, kind }, setting) => ({
    method: 'POST',
    url: `${model(kind ?? /models\/([^/]+)\//.exec(taskId)?.[1] ?? '', setting)}:fetchPredictOperation`,
    json: { operationName: taskId },
  }),
  readProgress: (reply) => readProgress(reply),
};

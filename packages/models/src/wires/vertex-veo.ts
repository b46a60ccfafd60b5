import { Fault } from '@fantascope/film';
import { z } from 'zod';
import type { MediaRef, TakeRequest } from '../take-request.ts';
import type { HttpReply, HttpRequest, Progress, ResultFile, Submission, SubmitOutcome, Ticket, Wire, WireSetting } from '../wire.ts';
import { type GivenFields, givenFields } from './given-fields.ts';
import { GoogleError, googleProblem, googleTold } from './google-error.ts';
import { inlineMedia } from './media-field.ts';
import { notAccepted, unclear } from './outcome-of.ts';
import { requestBody } from './request-body.ts';
import { hostOf, withQuery } from './url-parts.ts';

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
const Objects = z.looseObject({
  items: z.array(z.looseObject({ bucket: z.string(), name: z.string(), contentType: z.string().optional() })).optional(),
  kind: z.string().optional(),
});
/** Kind of a ticket that stands for a folder, because the operation's name was lost. */
const folderKind = 'folder';
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

/** What is lengthened is a clip: one that is given, or a result in a bucket by its gs:// address. */
function lengthened(fields: GivenFields): z.infer<typeof media> | undefined {
  const before = fields.take('extends');
  const stored = before?.startsWith('gs://') ? { gcsUri: before, mimeType: 'video/mp4' } : undefined;
  if (stored === undefined) fields.giveBack('extends');
  return stored ?? taken(fields, 'baseVideo');
}

function referencesOf(fields: GivenFields) {
  const all = fields.take('references')?.map((each) => mediaOf(each));
  const there = all?.flatMap((each) => (each === undefined ? [] : [{ image: each, referenceType: 'asset' }]));
  if (all !== undefined && all.length > 0 && there?.length === 0) {
    fields.giveBack('references');
    return undefined;
  }
  for (const [at, each] of (all ?? []).entries()) if (each === undefined) fields.lose(`references.${at}`);
  return there;
}

/** Where the entry names a bucket, each take has a folder of its own in it: evidence of a take whose reply was lost. */
function folderOf({ dialect }: WireSetting, key: string | undefined): string | undefined {
  const bucket = dialect['storageUri']?.replace(/\/$/, '');
  return bucket === undefined || key === undefined ? dialect['storageUri'] : `${bucket}/${encodeURIComponent(key)}/`;
}

function storageOf(fields: GivenFields, setting: WireSetting): string | undefined {
  return setting.dialect['storageUri'] === undefined ? undefined : folderOf(setting, fields.take('clientKey'));
}

const storage = ({ dialect }: WireSetting) => dialect['storageUrl'] ?? 'https://storage.googleapis.com';

/** Lists what lies in a folder of a bucket (cloud.google.com/storage/docs/json_api/v1/objects/list). */
function listing(folder: string, setting: WireSetting): HttpRequest {
  const [, bucket = '', path = ''] = /^gs:\/\/([^/]+)\/?(.*)$/.exec(folder) ?? [];
  return { method: 'GET', url: withQuery(`${storage(setting)}/storage/v1/b/${encodeURIComponent(bucket)}/o`, { prefix: path }) };
}

/**
 * Models live in a project and a place: the base URL names both, or the entry's dialect does (project; location, else the one in the host).
 * @throws Fault models.bad-request where neither does.
 */
function model(name: string, { baseUrl, dialect }: WireSetting): string {
  const { project, location = /^([a-z]+-[a-z]+\d+)-aiplatform\./.exec(hostOf(baseUrl))?.[1] ?? 'us-central1' } = dialect;
  if (project === undefined && !/\/projects\/[^/]+\/locations\//.test(baseUrl)) {
    const problem = 'the address of Vertex names no project (…/v1/projects/PROJECT/locations/PLACE)';
    throw new Fault('models.bad-request', { wire: 'vertex-veo', place: 'baseUrl', problem });
  }
  const home = project === undefined ? baseUrl : `${baseUrl.replace(/\/projects\/.*/, '')}/projects/${project}/locations/${location}`;
  return `${home}/publishers/google/models/${name}`;
}

function submit(request: TakeRequest, setting: WireSetting): Submission {
  const fields = givenFields(request);
  const draft = {
    instances: [
      {
        prompt: fields.take('prompt'),
        image: taken(fields, 'firstFrame'),
        lastFrame: taken(fields, 'lastFrame'),
        referenceImages: referencesOf(fields),
        video: lengthened(fields),
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

function fileOf(
  { gcsUri, bytesBase64Encoded: bytes, mimeType: mime = 'video/mp4' }: z.infer<typeof Video>,
  setting: WireSetting,
): ResultFile[] {
  if (bytes !== undefined) return [{ url: `data:${mime};base64,${bytes}`, kind: 'video', mime }];
  const [, bucket, path] = /^gs:\/\/([^/]+)\/(.+)$/.exec(gcsUri ?? '') ?? [];
  if (bucket === undefined || path === undefined) return [];
  const object = path.split('/').map(encodeURIComponent).join('/');
  return [{ url: `${storage(setting)}/${bucket}/${object}`, kind: 'video', mime, isKeyed: true }];
}

function readFolder(reply: HttpReply, setting: WireSetting): readonly ResultFile[] | undefined {
  const read = Objects.safeParse(reply.json);
  if (reply.status >= 300 || !read.success) return undefined;
  const videos = (read.data.items ?? []).filter(({ name, contentType }) => contentType?.startsWith('video/') ?? name.endsWith('.mp4'));
  return videos.flatMap(({ bucket, name, contentType }) =>
    fileOf({ gcsUri: `gs://${bucket}/${name}`, ...(contentType === undefined ? {} : { mimeType: contentType }) }, setting),
  );
}

function readProgress(reply: HttpReply, ticket: Ticket, setting: WireSetting): Progress {
  if (ticket.kind === folderKind) {
    const files = readFolder(reply, setting);
    if (files === undefined) return unclear(reply);
    return files.length > 0 ? { state: 'succeeded', files } : { state: 'running' };
  }
  const read = Operation.safeParse(reply.json);
  if (reply.status >= 300 || !read.success || (read.data.name === undefined && read.data.done === undefined)) {
    return unclear(reply, { isMissing: reply.status === 404 && googleTold(reply) !== undefined });
  }
  const { done, error, response } = read.data;
  if (done !== true) return { state: 'running' };
  if (error !== undefined && error !== null) return { state: 'failed', problem: googleProblem(error) };
  const files = (response?.videos ?? []).flatMap((each) => fileOf(each, setting));
  const filtered = response?.raiMediaFilteredCount ?? 0;
  if (files.length > 0)
    return { state: 'succeeded', files, ...(filtered > 0 ? { warning: `${filtered} more held back by the filter` } : {}) };
  // What was held back is a success without videos here.
  const message = response?.raiMediaFilteredReasons?.join('; ') ?? 'the operation ended without videos';
  return { state: 'failed', problem: { code: filtered > 0 ? 'content-filtered' : 'empty-result', message, isRetryLater: false } };
}

/** Veo on Vertex AI. The base URL names project and place; results come inline or in the entry's own bucket (dialect storageUri), where a lost take is found again. No cancel. */
export const vertexVeo: Wire = {
  name: 'vertex-veo',
  auth: 'bearer',
  // Results lie in a bucket at storage.googleapis.com.
  family: ['https://*.googleapis.com'],
  authorize: (credential) => ({ authorization: `Bearer ${credential}` }),
  submit,
  readSubmit: (reply, request) => readSubmit(reply, request),
  poll: ({ taskId, kind }, setting) => {
    if (kind === folderKind) return listing(taskId, setting);
    const name = kind ?? /models\/([^/]+)\//.exec(taskId)?.[1] ?? '';
    return { method: 'POST', url: `${model(name, setting)}:fetchPredictOperation`, json: { operationName: taskId } };
  },
  readProgress,
  find: {
    // Without a bucket there is nothing to look into; whether a model lists its operations is not verified (G), and only people judge it.
    request: ({ clientKey, request }, setting) => {
      const folder = folderOf(setting, clientKey);
      return folder === undefined ? { method: 'GET', url: `${model(request.model, setting)}/operations` } : listing(folder, setting);
    },
    read: (reply, { clientKey }, setting) => {
      const folder = folderOf(setting, clientKey);
      if (folder === undefined) return 'unclear';
      // An empty folder may be one that is still being worked for.
      return (readFolder(reply, setting) ?? []).length > 0
        ? { found: { wire: 'vertex-veo', taskId: folder, kind: folderKind } }
        : 'unclear';
    },
  },
};

import { z } from 'zod';
import type { MediaRef, TakeRequest } from '../take-request.ts';
import type { HttpReply, HttpRequest, Progress, Submission, SubmitOutcome, UploadFile, Wire, WireSetting } from '../wire.ts';
import { type GivenFields, givenFields } from './given-fields.ts';
import { mediaUrl } from './media-field.ts';
import { notAccepted, unclear, withoutFile } from './outcome-of.ts';
import { outputFiles } from './output-files.ts';
import { requestBody } from './request-body.ts';
import { taskStatus } from './task-status.ts';

// @runwayml/sdk resources/*.d.ts; providers.md §4.4.
const asked = {
  model: z.string(),
  promptText: z.string().optional(),
  ratio: z.string().optional(),
  seed: z.number().int().min(0).max(4_294_967_295).optional(),
  contentModeration: z.strictObject({ publicFigureThreshold: z.string() }).optional(),
};
const moving = { duration: z.number().optional(), audio: z.boolean().optional(), outputFormat: z.string().optional() };
const bodies = {
  text_to_video: z.strictObject({ ...asked, ...moving }),
  image_to_video: z.strictObject({
    ...asked,
    ...moving,
    promptImage: z.union([z.string(), z.array(z.strictObject({ uri: z.string(), position: z.enum(['first', 'last']) }))]),
  }),
  video_to_video: z.strictObject({
    ...asked,
    outputFormat: moving.outputFormat,
    videoUri: z.string().optional(),
    references: z.array(z.strictObject({ type: z.literal('image'), uri: z.string() })).optional(),
  }),
  text_to_image: z.strictObject({
    ...asked,
    referenceImages: z.array(z.strictObject({ uri: z.string(), tag: z.string().optional() })).optional(),
  }),
} as const;
type Route = keyof typeof bodies;

const Task = z.looseObject({
  id: z.string().optional(),
  status: z.string(),
  progress: z.number().nullish(),
  output: z.unknown().optional(),
  failure: z.string().nullish(),
  failureCode: z.string().nullish(),
  cost: z.looseObject({ credits: z.number().optional() }).nullish().catch(undefined),
});

const Upload = z.looseObject({ uploadUrl: z.string().min(1), fields: z.record(z.string(), z.string()), runwayUri: z.string().min(1) });

function routeOf(request: TakeRequest, { dialect }: WireSetting): Route {
  const named = dialect['endpoint'];
  if (named !== undefined && named in bodies) return named as Route;
  if (request.baseVideo !== undefined) return 'video_to_video';
  return request.firstFrame !== undefined || request.lastFrame !== undefined ? 'image_to_video' : 'text_to_video';
}

// Ratios are sizes here (1280:720): two lengths make one, else the entry's own word is sent.
function ratioOf(fields: GivenFields, { widthPx, heightPx }: TakeRequest): string | undefined {
  if (widthPx === undefined || heightPx === undefined) return fields.take('aspect');
  fields.take('widthPx');
  fields.take('heightPx');
  return `${widthPx}:${heightPx}`;
}

function picturesOf(first: MediaRef | undefined, last: MediaRef | undefined) {
  if (last === undefined) return mediaUrl(first);
  return [...(first === undefined ? [] : [{ uri: mediaUrl(first), position: 'first' }]), { uri: mediaUrl(last), position: 'last' }];
}

function draftOf(route: Route, fields: GivenFields) {
  const movingOf = () => ({ duration: fields.take('lengthSec'), audio: fields.take('hasAudio') });
  switch (route) {
    case 'text_to_video':
      return movingOf();
    case 'image_to_video':
      return { ...movingOf(), promptImage: picturesOf(fields.take('firstFrame'), fields.take('lastFrame')) };
    case 'video_to_video':
      return {
        videoUri: mediaUrl(fields.take('baseVideo')),
        references: fields.take('references')?.map((each) => ({ type: 'image', uri: mediaUrl(each) })),
      };
    case 'text_to_image':
      return { referenceImages: fields.take('references')?.map((each) => ({ uri: mediaUrl(each) })) };
    default:
      return route satisfies never;
  }
}

function submit(request: TakeRequest, setting: WireSetting): Submission {
  const fields = givenFields(request);
  const route = routeOf(request, setting);
  const draft = {
    model: fields.take('model'),
    promptText: fields.take('prompt'),
    ratio: ratioOf(fields, request),
    seed: fields.take('seed'),
    ...draftOf(route, fields),
  };
  const schema: z.ZodType = bodies[route];
  const json = requestBody(schema, draft, { settings: fields.take('settings'), wire: 'runway' });
  const http = { method: 'POST', url: `${setting.baseUrl}/v1/${route}`, headers: versioned(setting), json } as const;
  return { http, dropped: fields.dropped() };
}

const versioned = ({ dialect }: WireSetting) => ({ 'x-runway-version': dialect['version'] ?? '2024-11-06' });

function toldBy(reply: HttpReply) {
  const told = z.looseObject({ error: z.string() }).safeParse(reply.json);
  return told.success ? { code: `http-${reply.status}`, message: told.data.error, isRetryLater: reply.status === 429 } : undefined;
}

function readSubmit(reply: HttpReply): SubmitOutcome {
  const made = z.looseObject({ id: z.string().min(1) }).safeParse(reply.json);
  if (reply.status < 300 && made.success) return { outcome: 'accepted', ticket: { wire: 'runway', taskId: made.data.id } };
  return notAccepted(reply, toldBy(reply));
}

function readProgress(reply: HttpReply): Progress {
  const read = Task.safeParse(reply.json);
  if (reply.status >= 300 || !read.success) return unclear(reply, { isMissing: reply.status === 404 && toldBy(reply) !== undefined });
  const { status: word, progress, output, failure, failureCode, cost } = read.data;
  const { status, warning } = taskStatus(word);
  // THROTTLED, our own limit of tasks at once, is a place in the queue and no error.
  if (status === 'queued' || status === 'running') {
    const ratio = typeof progress === 'number' ? { ratio: Math.min(1, Math.max(0, progress)) } : {};
    return { state: status, ...ratio, ...(warning === undefined ? {} : { warning }) };
  }
  const credits = cost?.credits;
  const charge = credits === undefined ? {} : { charge: { amount: credits, unit: 'credits' as const } };
  if (status !== 'succeeded') {
    const code = failureCode ?? `task-${status}`;
    return { state: status, problem: { code, message: failure ?? '', isRetryLater: code.startsWith('INTERNAL') }, ...charge };
  }
  const files = outputFiles(output, { expiresInSec: 86_400 });
  return files.length > 0 ? { state: 'succeeded', files, ...charge } : withoutFile(reply, { provider: 'Runway', ...charge });
}

const task = (taskId: string, { baseUrl }: WireSetting) => `${baseUrl}/v1/tasks/${encodeURIComponent(taskId)}`;

/** First an address with the form that it wants, then the form with the file as its last field; the runway:// name holds for a day. */
function storedOrNext(reply: HttpReply, { url, file }: Readonly<{ url: string | undefined; file: UploadFile }>) {
  if (reply.status >= 300) return null;
  if (url !== undefined) return { url };
  const begun = Upload.safeParse(reply.json);
  if (!begun.success) return null;
  const { bytes, fileName, mime } = file;
  const fields = Object.entries(begun.data.fields).map(([name, value]) => ({ name, value }));
  const form = [...fields, { name: 'file', value: { bytes, fileName, mime } }];
  const http: HttpRequest = { method: 'POST', url: begun.data.uploadUrl, form };
  return { next: { http, isOpen: true as const, url: begun.data.runwayUri } };
}

/** Runway's API. It keeps no key of ours and lists no tasks: a lost reply stays unknown. */
export const runway: Wire = {
  name: 'runway',
  auth: 'bearer',
  authorize: (credential) => ({ authorization: `Bearer ${credential}` }),
  upload: {
    begin: ({ fileName }, setting) => ({
      http: {
        method: 'POST',
        url: `${setting.baseUrl}/v1/uploads`,
        headers: versioned(setting),
        json: { filename: fileName, type: 'ephemeral' },
      },
    }),
    read: (reply, { step, file }) => storedOrNext(reply, { url: step.url, file }),
  },
  submit,
  readSubmit: (reply) => readSubmit(reply),
  poll: ({ taskId }, setting) => ({ method: 'GET', url: task(taskId, setting), headers: versioned(setting) }),
  readProgress: (reply) => readProgress(reply),
  cancel: {
    // On a finished task the same call deletes it.
    request: ({ taskId }, setting) => ({ method: 'DELETE', url: task(taskId, setting), headers: versioned(setting) }),
    read: (reply) => (reply.status < 300 ? 'cancelled' : 'unclear'),
  },
};

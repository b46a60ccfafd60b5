import { z } from 'zod';
import type { MediaRef, TakeRequest } from '../take-request.ts';
import type { HttpReply, Progress, ResultFile, Submission, SubmitOutcome, Wire, WireSetting } from '../wire.ts';
import { type GivenFields, givenFields } from './given-fields.ts';
import { matchTask } from './match-task.ts';
import { isOurWebhook, keyedWebhook, webhookJson } from './our-webhook.ts';
import { notAccepted, unclear, withoutFile } from './outcome-of.ts';
import { requestBody } from './request-body.ts';
import { taskStatus } from './task-status.ts';
import { queryOf } from './url-parts.ts';

// lumaai (npm) resources/generations/*.d.ts, the Dream Machine API; providers.md §4.5. It takes addresses only, no bytes.
const keyframe = z.union([
  z.strictObject({ type: z.literal('image'), url: z.string() }),
  z.strictObject({ type: z.literal('generation'), id: z.string() }),
]);
const bodies = {
  'generations/video': z.strictObject({
    model: z.string(),
    prompt: z.string().optional(),
    aspect_ratio: z.string().optional(),
    duration: z.string().optional(),
    resolution: z.string().optional(),
    loop: z.boolean().optional(),
    keyframes: z.strictObject({ frame0: keyframe.optional(), frame1: keyframe.optional() }).optional(),
    concepts: z.array(z.strictObject({ key: z.string() })).optional(),
    callback_url: z.string().optional(),
  }),
  'generations/video/modify': z.strictObject({
    model: z.string(),
    prompt: z.string().optional(),
    mode: z.string().optional(),
    media: z.strictObject({ url: z.string() }).optional(),
    first_frame: z.strictObject({ url: z.string() }).optional(),
    callback_url: z.string().optional(),
  }),
  'generations/image': z.strictObject({
    model: z.string(),
    prompt: z.string().optional(),
    aspect_ratio: z.string().optional(),
    image_ref: z.array(z.strictObject({ url: z.string(), weight: z.number().optional() })).optional(),
    callback_url: z.string().optional(),
  }),
} as const;
type Route = keyof typeof bodies;

const Generation = z.looseObject({
  id: z.string().min(1),
  state: z.string(),
  failure_reason: z.string().nullish(),
  created_at: z.string().optional(),
  assets: z.looseObject({ video: z.string().nullish(), image: z.string().nullish() }).nullish(),
  request: z.looseObject({ prompt: z.string().nullish(), callback_url: z.string().nullish() }).nullish().catch(undefined),
});

function routeOf(request: TakeRequest, { dialect }: WireSetting): Route {
  const named = dialect['endpoint'];
  if (named !== undefined && named in bodies) return named as Route;
  return request.baseVideo === undefined ? 'generations/video' : 'generations/video/modify';
}

/** A field's address, taken; a file whose bytes are here stays dropped. */
function address(fields: GivenFields, name: 'firstFrame' | 'lastFrame' | 'baseVideo'): string | undefined {
  const ref: MediaRef | undefined = fields.take(name);
  if (ref !== undefined && 'url' in ref) return ref.url;
  fields.giveBack(name);
  return undefined;
}

function keyframesOf(fields: GivenFields) {
  const [first, last, before] = [address(fields, 'firstFrame'), address(fields, 'lastFrame'), fields.take('extends')];
  // A generation to lengthen stands where the first frame would.
  if (before !== undefined && first !== undefined) fields.giveBack('firstFrame');
  const frame0 =
    before !== undefined ? { type: 'generation', id: before } : first === undefined ? undefined : { type: 'image', url: first };
  const frame1 = last === undefined ? undefined : { type: 'image', url: last };
  return frame0 === undefined && frame1 === undefined ? {} : { keyframes: { frame0, frame1 } };
}

function conceptsOf(fields: GivenFields) {
  const camera = fields.take('camera');
  if (camera?.dialect === 'tokens') return { concepts: camera.groups.flat().map((key) => ({ key })) };
  if (camera?.dialect === 'locked') return { concepts: [{ key: 'static' }] };
  fields.giveBack('camera');
  return {};
}

function referencesOf(fields: GivenFields) {
  const all = fields.take('references');
  if (all === undefined || all.every((each) => 'url' in each))
    return { image_ref: all?.map((each) => ({ url: 'url' in each ? each.url : '' })) };
  fields.giveBack('references');
  return {};
}

function draftOf(route: Route, fields: GivenFields): Readonly<Record<string, unknown>> {
  switch (route) {
    case 'generations/video': {
      const lengthSec = fields.take('lengthSec');
      return {
        aspect_ratio: fields.take('aspect'),
        resolution: fields.take('resolution'),
        duration: lengthSec === undefined ? undefined : `${lengthSec}s`,
        ...keyframesOf(fields),
        ...conceptsOf(fields),
      };
    }
    case 'generations/video/modify': {
      const [media, first] = [address(fields, 'baseVideo'), address(fields, 'firstFrame')];
      return { media: media === undefined ? undefined : { url: media }, first_frame: first === undefined ? undefined : { url: first } };
    }
    case 'generations/image':
      return { aspect_ratio: fields.take('aspect'), ...referencesOf(fields) };
    default:
      return route satisfies never;
  }
}

function submit(request: TakeRequest, setting: WireSetting): Submission {
  const fields = givenFields(request);
  const route = routeOf(request, setting);
  const hook = fields.take('webhookUrl');
  const draft = {
    model: fields.take('model'),
    prompt: fields.take('prompt'),
    ...draftOf(route, fields),
    callback_url: hook === undefined ? undefined : keyedWebhook(hook, fields.take('clientKey')),
  };
  const schema: z.ZodType = bodies[route];
  const json = requestBody(schema, draft, { settings: fields.take('settings'), wire: 'luma' });
  return { http: { method: 'POST', url: `${setting.baseUrl}/${route}`, json }, dropped: fields.dropped() };
}

function toldBy(reply: HttpReply) {
  const told = z.looseObject({ detail: z.unknown().optional() }).safeParse(reply.json);
  if (!told.success || told.data.detail === undefined) return undefined;
  const { detail } = told.data;
  const message = typeof detail === 'string' ? detail : JSON.stringify(detail);
  return { code: `http-${reply.status}`, message, isRetryLater: reply.status === 429 };
}

function readSubmit(reply: HttpReply): SubmitOutcome {
  const made = Generation.pick({ id: true }).safeParse(reply.json);
  if (reply.status < 300 && made.success) return { outcome: 'accepted', ticket: { wire: 'luma', taskId: made.data.id } };
  return notAccepted(reply, toldBy(reply));
}

function readProgress(reply: HttpReply): Progress {
  const read = Generation.safeParse(reply.json);
  if (reply.status >= 300 || !read.success) return unclear(reply, { isMissing: reply.status === 404 && toldBy(reply) !== undefined });
  const { state, assets, failure_reason: reason } = read.data;
  const { status, warning } = taskStatus(state);
  if (status === 'queued' || status === 'running') return { state: status, ...(warning === undefined ? {} : { warning }) };
  if (status !== 'succeeded') return { state: status, problem: { code: `task-${status}`, message: reason ?? '', isRetryLater: false } };
  const files: ResultFile[] = [];
  if (assets?.video) files.push({ url: assets.video, kind: 'video' });
  else if (assets?.image) files.push({ url: assets.image, kind: 'image' });
  return files.length > 0 ? { state: 'succeeded', files } : withoutFile(reply, { provider: 'Luma' });
}

const generation = (taskId: string, { baseUrl }: WireSetting) => `${baseUrl}/generations/${encodeURIComponent(taskId)}`;

/** Luma's Dream Machine API (Ray 2), whose camera is a list of concepts. */
export const luma: Wire = {
  name: 'luma',
  auth: 'bearer',
  authorize: (credential) => ({ authorization: `Bearer ${credential}` }),
  submit,
  readSubmit: (reply) => readSubmit(reply),
  poll: ({ taskId }, setting) => ({ method: 'GET', url: generation(taskId, setting) }),
  readProgress: (reply) => readProgress(reply),
  cancel: {
    // Deletes a finished generation too.
    request: ({ taskId }, setting) => ({ method: 'DELETE', url: generation(taskId, setting) }),
    read: (reply) => (reply.status < 300 ? 'cancelled' : 'unclear'),
  },
  find: {
    request: (_, { baseUrl }) => ({ method: 'GET', url: `${baseUrl}/generations?limit=100&offset=0` }),
    read: (reply, wanted) => {
      const list = z.union([z.array(Generation), z.looseObject({ generations: z.array(Generation) })]).safeParse(reply.json);
      if (reply.status >= 300 || !list.success) return 'unclear';
      const all = Array.isArray(list.data) ? list.data : list.data.generations;
      // Luma tells our own callback address back, and with it which take a generation is.
      const own = all.find(({ request }) => queryOf(request?.callback_url ?? '')['k'] === wanted.clientKey);
      if (own !== undefined) return { found: { wire: 'luma', taskId: own.id } };
      const unnamed = all.filter(({ request }) => queryOf(request?.callback_url ?? '')['k'] === undefined);
      const rows = unnamed.map(({ id, created_at: at, request }) => ({
        taskId: id,
        ...(at === undefined ? {} : { madeAtMs: Date.parse(at) }),
        ...(typeof request?.prompt === 'string' ? { isLike: request.prompt === wanted.request.prompt } : {}),
      }));
      return matchTask(rows, wanted, (taskId) => ({ wire: 'luma', taskId }));
    },
  },
  webhook: {
    read: (call) => {
      const told = Generation.safeParse(webhookJson(call.body));
      if (!isOurWebhook(call) || !told.success) return null;
      const key = call.query?.['k'];
      return { taskId: told.data.id, ...(key === undefined ? {} : { clientKey: key }) };
    },
  },
};

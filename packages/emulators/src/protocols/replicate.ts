import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { frameShape } from '../media/frame-shape.ts';
import { givenRatio } from '../media/given-picture.ts';
import type { Made } from '../media/placard.ts';
import { keyed } from '../server/bearer.ts';
import { type Call, type Desk, type Protocol, type Reply, type Route, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';

const key = 'emulated-replicate-token';
const secret = `whsec_${Buffer.from('emulated-replicate-signing-secret').toString('base64')}`;
const words = z.string();
const address = z.string();
const seed = z.number().int();
const aspect = z.enum(['16:9', '4:3', '1:1', '3:4', '9:16', '21:9', '9:21']);

/** Inputs of the models this server has; a model's own schema is at GET /models/{owner}/{name}. Names beyond the documented example are unverified. */
const inputs: Readonly<Record<string, z.ZodObject>> = {
  'kwaivgi/kling-v3-video': z.strictObject({
    prompt: words,
    negative_prompt: words.optional(),
    start_image: address.optional(),
    end_image: address.optional(),
    aspect_ratio: z.enum(['16:9', '9:16', '1:1']).optional(),
    duration: z.number().int().min(3).max(15).optional(),
    mode: z.enum(['standard', 'pro']).optional(),
    generate_audio: z.boolean().optional(),
  }),
  'minimax/video-01-director': z.strictObject({
    prompt: words,
    prompt_optimizer: z.boolean().optional(),
    first_frame_image: address.optional(),
  }),
  'bytedance/seedance-1-pro': z.strictObject({
    prompt: words,
    image: address.optional(),
    last_frame_image: address.optional(),
    duration: z.number().int().min(2).max(12).optional(),
    resolution: z.enum(['480p', '720p', '1080p']).optional(),
    aspect_ratio: aspect.optional(),
    fps: z.literal(24).optional(),
    camera_fixed: z.boolean().optional(),
    seed: seed.optional(),
  }),
  'luma/ray-2-720p': z.strictObject({
    prompt: words,
    start_image: address.optional(),
    end_image: address.optional(),
    start_image_url: address.optional(),
    end_image_url: address.optional(),
    aspect_ratio: aspect.optional(),
    duration: z.union([z.literal(5), z.literal(9)]).optional(),
    loop: z.boolean().optional(),
    concepts: z.array(z.string()).optional(),
  }),
  'black-forest-labs/flux-1.1-pro': z.strictObject({
    prompt: words,
    aspect_ratio: z.enum(['1:1', '16:9', '3:2', '2:3', '4:5', '5:4', '9:16', '3:4', '4:3']).optional(),
    output_format: z.enum(['webp', 'jpg', 'png']).optional(),
    seed: seed.optional(),
    prompt_upsampling: z.boolean().optional(),
  }),
};
const Wish = z.looseObject({
  prompt: z.string().default(''),
  duration: z.number().default(5),
  aspect_ratio: z.string().optional(),
  resolution: z.string().default('720p'),
  start_image: z.string().optional(),
  camera_fixed: z.boolean().optional(),
  concepts: z.array(z.string()).optional(),
});

const isPicture = (model: string) => model.startsWith('black-forest-labs/');
const Body = z.strictObject({
  input: z.record(z.string(), z.unknown()),
  version: z.string().optional(),
  webhook: z.url().optional(),
  webhook_events_filter: z.array(z.enum(['start', 'output', 'logs', 'completed'])).optional(),
  stream: z.boolean().optional(),
});
type Body = z.infer<typeof Body>;

function prediction(task: Task, { desk, call }: { desk: Desk; call?: Call }): Readonly<Record<string, unknown>> {
  const look = call === undefined ? { state: task.state } : desk.look(call, task);
  const states = {
    queued: 'starting',
    running: 'processing',
    succeeded: 'succeeded',
    failed: 'failed',
    cancelled: 'canceled',
    unheard: 'rerouting',
  };
  const status = look.state === 'failed' && task.ending === 'expires' ? 'aborted' : states[look.state];
  const url = desk.fileUrl(task);
  const address = `${desk.origin}/v1/predictions/${task.id}`;
  const time = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  const error =
    task.ending === 'content-refused'
      ? 'The input or output was flagged as sensitive. Please try again with different inputs. (E005)'
      : 'Prediction failed (emulated)';
  // The same model may answer with a string, a list or an object; all three are in use.
  const output = call?.fault === 'result-shape' ? { video: url } : task.made[0]?.kind === 'image' ? [url] : url;
  return {
    id: task.id,
    model: task.model,
    version: 'hidden',
    input: (task.request as Body).input,
    logs: '',
    output: status === 'succeeded' ? output : null,
    error: status === 'failed' ? error : null,
    status,
    created_at: time(task.atMs),
    started_at: time(task.startedAtMs),
    completed_at: time(task.endedAtMs),
    data_removed: false,
    ...(status === 'succeeded' ? { metrics: { predict_time: ((task.endedAtMs ?? 0) - (task.startedAtMs ?? 0)) / 1000 } } : {}),
    urls: { get: address, cancel: `${address}/cancel`, stream: `${address}/stream`, web: address },
  };
}

const detail = (status: number, text: string, more: object = {}): Reply => ({ status, json: { detail: text, status, ...more } });

async function created(call: Call<Body>, desk: Desk, model: string): Promise<Reply> {
  const schema = inputs[model];
  if (schema === undefined) return detail(404, 'The requested resource could not be found.', { title: 'Not found' });
  const input = schema.safeParse(call.body.input);
  if (!input.success) {
    const fields = input.error.issues.map((issue) => {
      const field = ['input', ...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].join('.');
      return { type: issue.code, field, description: issue.message };
    });
    const text = `${fields.map(({ field, description }) => `- ${field}: ${description}`).join('\n')}\n`;
    return detail(422, text, { title: 'Input validation failed', invalid_fields: fields });
  }
  const wish = Wish.parse(input.data);
  const camera = [...(wish.camera_fixed === true ? ['camera_fixed'] : []), ...(wish.concepts ?? [])];
  const made: Made = {
    kind: isPicture(model) ? 'image' : 'video',
    wire: 'replicate',
    model,
    prompt: wish.prompt,
    camera: camera.join(', '),
    ...frameShape({ className: isPicture(model) ? '1k' : wish.resolution, ratio: wish.aspect_ratio ?? givenRatio(wish.start_image) }),
    lengthSec: isPicture(model) ? 0 : wish.duration,
    fps: isPicture(model) ? 0 : 24,
  };
  const { webhook } = call.body;
  const clientKey = webhook === undefined ? null : new URL(webhook).searchParams.get('k');
  const task = desk.take(call, {
    id: desk.id('hex', 'gm'),
    kind: 'prediction',
    model,
    usd: isPicture(model) ? 0.04 : 0.168 * wish.duration,
    request: call.body,
    made: [made],
    ...(webhook === undefined ? {} : { webhookUrl: webhook }),
    ...(clientKey === null ? {} : { clientKey }),
  });
  const waitSec = /wait(?:=(\d+))?/.exec(call.headers['prefer'] ?? '');
  if (waitSec !== null)
    await Promise.race([desk.tasks.ended(task), new Promise((resolve) => setTimeout(resolve, Number(waitSec[1] ?? 60) * 1000).unref())]);
  return { status: 201, json: prediction(task, { desk }) };
}

const find = (call: Call, desk: Desk) => desk.tasks.find(call.params['id'] ?? '');
const missing = detail(404, 'The requested resource could not be found.', { title: 'Not found' });
const routes: readonly Route[] = [
  route({
    stage: 'submit',
    method: 'POST',
    path: '/models/{owner}/{name}/predictions',
    schema: Body.omit({ version: true }),
    handle: (call, desk) => created(call, desk, `${call.params['owner']}/${call.params['name']}`),
  }),
  route({
    stage: 'submit',
    method: 'POST',
    path: '/predictions',
    schema: Body.required({ version: true }),
    handle: (call, desk) => created(call, desk, call.body.version.split(':')[0] ?? ''),
  }),
  {
    stage: 'poll',
    method: 'GET',
    path: '/predictions/{id}',
    handle: (call, desk) => {
      const task = find(call, desk);
      return task === undefined ? missing : { status: 200, json: prediction(task, { desk, call }) };
    },
  },
  {
    stage: 'other',
    method: 'GET',
    path: '/predictions',
    handle: (call, desk) => {
      const from = Number(call.query.get('cursor') ?? '0');
      const all = desk.tasks.all().toReversed();
      const next = from + 100 < all.length ? `${desk.origin}/v1/predictions?cursor=${from + 100}` : null;
      return {
        status: 200,
        json: { previous: null, next, results: all.slice(from, from + 100).map((task) => prediction(task, { desk })) },
      };
    },
  },
  {
    stage: 'cancel',
    method: 'POST',
    path: '/predictions/{id}/cancel',
    handle: (call, desk) => {
      const task = find(call, desk);
      if (task === undefined) return missing;
      const wasQueued = task.state === 'queued';
      if (desk.tasks.cancel(task, call.fault) === 'cancelled' && wasQueued && call.fault === null) desk.strike(task);
      return { status: 200, json: prediction(task, { desk }) };
    },
  },
  {
    stage: 'other',
    method: 'GET',
    path: '/models/{owner}/{name}',
    handle: (call) => {
      const [owner = '', name = ''] = [call.params['owner'], call.params['name']];
      const schema = inputs[`${owner}/${name}`];
      if (schema === undefined) return missing;
      const Input = z.toJSONSchema(schema);
      return {
        status: 200,
        json: { url: '', owner, name, latest_version: { id: 'hidden', openapi_schema: { components: { schemas: { Input } } } } },
      };
    },
  },
  { stage: 'other', method: 'GET', path: '/webhooks/default/secret', handle: () => ({ status: 200, json: { key: secret } }) },
  {
    stage: 'other',
    method: 'POST',
    path: '/files',
    handle: async ({ form }, desk) => {
      const content = form?.get('content');
      if (!(content instanceof File)) return detail(400, 'Missing content');
      const id = desk.id('hex');
      desk.uploads.set(id, { bytes: new Uint8Array(await content.arrayBuffer()), mime: content.type });
      return {
        status: 201,
        json: { id, name: content.name, content_type: content.type, size: content.size, urls: { get: `${desk.origin}/v1/files/${id}` } },
      };
    },
  },
];

/** Replicate's predictions over HTTP (replicate.com/docs, the replicate package): standard webhooks, output in three shapes. */
export const replicate: Protocol = {
  wire: 'replicate',
  prefix: '/v1',
  credential: key,
  webhookSecret: secret,
  // replicate.com/docs, lifecycle: aborted ones never began.
  waives: ({ ending }) => ending === 'expires',
  faults: [
    ...usualFaults.submit,
    ...usualFaults.poll,
    ...usualFaults.result,
    ...usualFaults.webhook,
    ...(['expires', 'result-shape', 'webhook-disorder', 'webhook-forged', 'late-cancel', 'cancel-ignored'] as const),
  ],
  authorise: keyed({ key }),
  refuse: ({ why, message, at }) => {
    switch (why) {
      case 'bad-request':
        return detail(422, `- ${[...(at ?? []), message].join(': ')}\n`, { title: 'Input validation failed' });
      case 'unauthorised':
        return detail(401, 'You did not pass a valid authentication token', { title: 'Unauthenticated' });
      case 'rate':
      case 'concurrency':
        return detail(429, 'Request was throttled. Expected available in 1 second.');
      case 'overload':
        return detail(503, 'Service Unavailable');
      case 'not-found':
      case 'no-route':
        return missing;
      default:
        return detail(500, 'Internal server error');
    }
  },
  uploadKey: (text, origin) => (text.startsWith(`${origin}/v1/files/`) ? text.slice(`${origin}/v1/files/`.length) : undefined),
  routes,
  hook: ({ task, event, nowSec, isForged }, desk) => {
    const asked = (task.request as Body).webhook_events_filter;
    if (asked !== undefined && !asked.includes(event === 'start' ? 'start' : 'completed')) return null;
    const body = JSON.stringify(prediction(event === 'start' ? { ...task, state: 'running' } : task, { desk }));
    const id = `msg_${task.id}_${event}`;
    const signature = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
      .update(`${id}.${nowSec}.${isForged ? '{}' : body}`)
      .digest('base64');
    return { body, headers: { 'webhook-id': id, 'webhook-timestamp': String(nowSec), 'webhook-signature': `v1,${signature}` } };
  },
};

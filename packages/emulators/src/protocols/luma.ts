import { z } from 'zod';
import { frameShape } from '../media/frame-shape.ts';
import { isAddress } from '../media/given-picture.ts';
import type { Made } from '../media/placard.ts';
import { keyed } from '../server/bearer.ts';
import { type Call, type Desk, type Protocol, type Reply, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';

const key = 'emulated-luma-key';
/** The keys /generations/concepts/list names (docs.lumalabs.ai changelog, ComfyUI luma.py). */
const concepts = [
  ...['truck_left', 'truck_right', 'pan_left', 'pan_right', 'tilt_up', 'tilt_down', 'pedestal_up', 'pedestal_down', 'push_in', 'pull_out'],
  ...[
    'zoom_in',
    'zoom_out',
    'roll_left',
    'roll_right',
    'orbit_left',
    'orbit_right',
    'crane_up',
    'crane_down',
    'dolly_zoom',
    'static',
    'handheld',
  ],
  ...[
    'bolt_cam',
    'aerial',
    'aerial_drone',
    'overhead',
    'high_angle',
    'low_angle',
    'ground_level',
    'eye_level',
    'over_the_shoulder',
    'pov',
    'selfie',
  ],
  ...['tiny_planet', 'elevator_doors'],
];
const frame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('image'), url: z.string().refine(isAddress, 'expected a URL') }),
  z.strictObject({ type: z.literal('generation'), id: z.string().min(1) }),
]);
const ratio = z.enum(['1:1', '16:9', '9:16', '4:3', '3:4', '21:9', '9:21']);
const Body = z.strictObject({
  model: z.enum(['ray-2', 'ray-flash-2']),
  prompt: z.string().min(3).optional(),
  aspect_ratio: ratio.optional(),
  duration: z.enum(['5s', '9s']).optional(),
  resolution: z.enum(['540p', '720p', '1080p', '4k']).optional(),
  loop: z.boolean().optional(),
  keyframes: z.strictObject({ frame0: frame.optional(), frame1: frame.optional() }).optional(),
  concepts: z.array(z.strictObject({ key: z.enum(concepts as [string, ...string[]]) })).optional(),
  callback_url: z.url().optional(),
  generation_type: z.literal('video').optional(),
});
type Body = z.infer<typeof Body>;

function generation(task: Task, { desk, call }: { desk: Desk; call?: Call }): Readonly<Record<string, unknown>> {
  const look = call === undefined ? { state: task.state } : desk.look(call, task);
  const states = {
    queued: 'queued',
    running: 'dreaming',
    succeeded: 'completed',
    failed: 'failed',
    cancelled: 'failed',
    unheard: 'pondering',
  };
  const state = states[look.state];
  const reason = task.ending === 'content-refused' ? 'Generation blocked by content moderation' : 'Internal failure (emulated)';
  return {
    id: task.id,
    generation_type: 'video',
    state,
    failure_reason: state === 'failed' ? reason : null,
    created_at: new Date(task.atMs).toISOString(),
    assets: state === 'completed' ? { video: desk.fileUrl(task) } : null,
    model: task.model,
    request: task.request,
  };
}

const find = (call: Call, desk: Desk) => desk.tasks.find(call.params['id'] ?? '');
const usdPerSec = (model: string, resolution: string) =>
  (model === 'ray-2' ? 0.14 : 0.048) * (resolution === '1080p' ? 2 : resolution === '540p' ? 0.56 : 1);

/** Luma's Dream Machine as the lumaai package speaks to it: camera by concept keys, several at once. */
export const luma: Protocol = {
  wire: 'luma',
  prefix: '/dream-machine/v1',
  credential: key,
  webhookSecret: '',
  contentRefusedAt: 'end',
  faults: [...usualFaults.submit, ...usualFaults.poll, ...usualFaults.result, ...usualFaults.webhook, 'webhook-disorder', 'late-cancel'],
  authorise: keyed({ key }),
  refuse: ({ why, message, at }): Reply => {
    const detail = (status: number, text: unknown): Reply => ({ status, json: { detail: text } });
    switch (why) {
      case 'bad-request':
        return detail(422, [{ loc: ['body', ...(at ?? [])], msg: message, type: 'value_error' }]);
      case 'unauthorised':
        return detail(403, 'Not authenticated');
      case 'rate':
      case 'concurrency':
        return detail(429, 'Too many requests');
      case 'overload':
        return detail(503, 'Service unavailable');
      case 'not-found':
      case 'no-route':
        return detail(404, 'Generation not found');
      case 'conflict':
        return detail(409, message);
      default:
        return detail(500, 'Internal server error');
    }
  },
  routes: [
    ...['/generations', '/generations/video'].map((path) =>
      route({
        stage: 'submit',
        method: 'POST',
        path,
        schema: Body,
        handle: (call, desk) => {
          const { body } = call;
          for (const [name, frame] of Object.entries(body.keyframes ?? {})) {
            if (frame?.type === 'generation' && desk.tasks.find(frame.id) === undefined)
              return desk.refuse({ why: 'bad-request', message: `generation ${frame.id} not found`, at: ['keyframes', name] });
          }
          const lengthSec = Number.parseInt(body.duration ?? '5s', 10);
          const made: Made = {
            kind: 'video',
            wire: 'luma',
            model: body.model,
            prompt: body.prompt ?? '',
            camera: (body.concepts ?? []).map(({ key: each }) => each).join(', '),
            ...frameShape({ className: body.resolution ?? '720p', ratio: body.aspect_ratio }),
            lengthSec,
            fps: 24,
          };
          const task = desk.take(call, {
            id: desk.id('uuid'),
            kind: 'video',
            model: body.model,
            usd: lengthSec * usdPerSec(body.model, body.resolution ?? '720p'),
            request: body satisfies Body,
            made: [made],
            ...(body.callback_url === undefined ? {} : { webhookUrl: body.callback_url }),
          });
          return { status: 201, json: generation(task, { desk }) };
        },
      }),
    ),
    { stage: 'other', method: 'GET', path: '/generations/concepts/list', handle: () => ({ status: 200, json: concepts }) },
    {
      stage: 'poll',
      method: 'GET',
      path: '/generations/{id}',
      handle: (call, desk) => {
        const task = find(call, desk);
        return task === undefined
          ? desk.refuse({ why: 'not-found', message: '' })
          : { status: 200, json: generation(task, { desk, call }) };
      },
    },
    {
      stage: 'other',
      method: 'GET',
      path: '/generations',
      handle: ({ query }, desk) => {
        const [limit, offset] = [Number(query.get('limit') ?? '10'), Number(query.get('offset') ?? '0')];
        const all = desk.tasks.all().toReversed();
        return {
          status: 200,
          json: {
            has_more: offset + limit < all.length,
            count: all.length,
            limit,
            offset,
            generations: all.slice(offset, offset + limit).map((task) => generation(task, { desk })),
          },
        };
      },
    },
    {
      stage: 'cancel',
      method: 'DELETE',
      path: '/generations/{id}',
      handle: (call, desk) => {
        const task = find(call, desk);
        if (task === undefined) return desk.refuse({ why: 'not-found', message: '' });
        if (call.fault === 'late-cancel') return desk.refuse({ why: 'conflict', message: 'Generation is being finished' });
        const wasQueued = task.state === 'queued';
        if (desk.tasks.cancel(task, null) === 'cancelled' && wasQueued) desk.strike(task);
        desk.tasks.remove(task);
        return { status: 204 };
      },
    },
    { stage: 'other', method: 'GET', path: '/credits', handle: () => ({ status: 200, json: { credit_balance: 100000 } }) },
  ],
  hook: ({ task, event }, desk) => ({
    body: JSON.stringify(generation(event === 'start' ? { ...task, state: 'running' } : task, { desk })),
    headers: {},
  }),
};

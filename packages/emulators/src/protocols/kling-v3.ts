import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { frameShape } from '../media/frame-shape.ts';
import { givenRatio } from '../media/given-picture.ts';
import type { Made } from '../media/placard.ts';
import { keyed } from '../server/bearer.ts';
import { type Call, type Desk, type Protocol, type Reply, type Route, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';
import { klingV1 } from './kling-v1.ts';
import { picture } from './kling-v1-bodies.ts';

const key = 'emulated-kling-key';
const secret = 'emulated-kling-webhook-secret';
const part = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('prompt'), text: z.string().min(1).max(2500) }),
  z.strictObject({ type: z.literal('first_frame'), url: picture }),
  z.strictObject({ type: z.literal('last_frame'), url: picture }),
]);
const settings = {
  resolution: z.enum(['720p', '1080p']).optional(),
  duration: z.number().int().min(3).max(15).optional(),
};
const options = z
  .strictObject({
    callback_url: z.url().optional(),
    external_task_id: z.string().min(1).optional(),
    watermark_info: z.strictObject({ enabled: z.boolean() }).optional(),
  })
  .optional();
/** No camera_control and no masks here: the camera is words. */
const bodies = {
  'text-to-video': z
    .strictObject({
      prompt: z.string().min(1).max(2500).optional(),
      contents: z.array(part).optional(),
      settings: z.strictObject({ ...settings, aspect_ratio: z.enum(['16:9', '9:16', '1:1']).optional() }).optional(),
      options,
    })
    .refine(({ prompt, contents }) => (prompt === undefined) !== (contents === undefined), 'either prompt or contents'),
  'image-to-video': z
    .strictObject({ contents: z.array(part).min(1), settings: z.strictObject(settings).optional(), options })
    .refine(({ contents }) => contents.some(({ type }) => type === 'first_frame'), {
      message: 'a first_frame is required',
      path: ['contents'],
    }),
} as const;
type Body = Readonly<{
  prompt?: string;
  contents?: readonly z.infer<typeof part>[];
  settings?: Readonly<{ resolution?: string; duration?: number; aspect_ratio?: string }>;
  options?: z.infer<typeof options>;
}>;

/** "shot 1, 3, words; shot 2, 4, words;" inside a prompt: seconds of each, in order. */
function shotsOf(prompt: string): readonly number[] {
  return [...prompt.matchAll(/shot\s+\d+\s*,\s*(\d+)\s*,/g)].map(([, seconds]) => Number(seconds));
}

function told(task: Task, { desk, call }: { desk: Desk; call?: Call }): Readonly<Record<string, unknown>> {
  const look = call === undefined ? { state: task.state } : desk.look(call, task);
  const states = {
    queued: 'submitted',
    running: 'processing',
    succeeded: 'succeeded',
    failed: 'failed',
    cancelled: 'failed',
    unheard: 'rebalancing',
  };
  // The older generation's word, seen from the newer one too.
  const status = look.state === 'succeeded' && call?.fault === 'status-synonym' ? 'succeed' : states[look.state];
  const isDone = look.state === 'succeeded';
  return {
    id: task.id,
    ...(task.clientKey === undefined ? {} : { external_task_id: task.clientKey }),
    status,
    message: status === 'failed' ? (task.ending === 'content-refused' ? 'content risk control' : 'emulated failure') : '',
    outputs: isDone
      ? [{ type: 'video', url: desk.fileUrl(task), watermark_url: '', duration: (task.made[0] as Made).lengthSec.toFixed(1) }]
      : [],
    billing: isDone ? [{ charge_type: 'unit', amount: (task.usd / 0.14).toFixed(1) }] : [],
    create_time: task.atMs,
    update_time: task.endedAtMs ?? task.atMs,
  };
}

const said = (data: unknown): Reply => ({ status: 200, json: { code: 0, message: 'SUCCEED', request_id: 'emulated', data } });

const submits: readonly Route[] = Object.entries(bodies).map(([name, schema]) =>
  route({
    stage: 'submit',
    method: 'POST',
    path: `/${name}/{model}`,
    schema: schema as unknown as z.ZodType<Body>,
    handle: (call, desk) => {
      const { body } = call;
      const model = call.params['model'] ?? '';
      if (!['kling-3.0', 'kling-3.0-turbo'].includes(model)) return desk.refuse({ why: 'not-found', message: `no model ${model}` });
      const clientKey = body.options?.external_task_id;
      if (clientKey !== undefined && desk.tasks.byKey(clientKey) !== undefined)
        return desk.refuse({ why: 'conflict', message: 'external_task_id already exists' });
      const prompt = body.prompt ?? body.contents?.find((each) => each.type === 'prompt')?.text ?? '';
      const first = body.contents?.find((each) => each.type === 'first_frame');
      const lengthSec = body.settings?.duration ?? 5;
      const shots = shotsOf(prompt);
      const sum = shots.reduce((total, each) => total + each, 0);
      if (shots.length > 0 && sum !== lengthSec)
        return desk.refuse({
          why: 'bad-request',
          message: `the shots last ${sum} s, the clip ${lengthSec} s`,
          at: ['settings', 'duration'],
        });
      const resolution = body.settings?.resolution ?? '720p';
      const made: Made = {
        kind: 'video',
        wire: 'kling-v3',
        model,
        prompt,
        camera: '',
        ...frameShape({ className: resolution, ratio: body.settings?.aspect_ratio ?? givenRatio(first?.url) }),
        lengthSec,
        fps: 24,
      };
      const task = desk.take(call, {
        id: desk.id('digits', 't_'),
        kind: name,
        model,
        usd: lengthSec * (resolution === '1080p' ? 0.14 : 0.084),
        request: body,
        made: [made],
        ...(clientKey === undefined ? {} : { clientKey }),
        ...(body.options?.callback_url === undefined ? {} : { webhookUrl: body.options.callback_url }),
      });
      return said({ id: task.id, status: 'submitted' });
    },
  }),
);

/** Kling 3's own task generation: the model in the path, one /tasks for all, signed callbacks. */
export const klingV3: Protocol = {
  wire: 'kling-v3',
  prefix: '',
  credential: key,
  webhookSecret: secret,
  errorIn200At: 'submit',
  faults: [
    ...usualFaults.submit,
    ...(['concurrency-limit', 'error-in-200'] as const),
    ...usualFaults.poll,
    'status-synonym',
    ...usualFaults.result,
    ...usualFaults.webhook,
    ...(['webhook-disorder', 'webhook-forged'] as const),
  ],
  authorise: keyed({ key }),
  refuse: klingV1.refuse,
  routes: [
    ...submits,
    {
      stage: 'poll',
      method: 'GET',
      path: '/tasks',
      handle: (call, desk) => {
        const ids = call.query.get('task_ids')?.split(',') ?? [];
        const keys = call.query.get('external_task_ids')?.split(',') ?? [];
        if (ids.length + keys.length === 0) return desk.refuse({ why: 'bad-request', message: 'task_ids or external_task_ids', at: [] });
        const tasks = [...ids.map((id) => desk.tasks.find(id)), ...keys.map((each) => desk.tasks.byKey(each))].filter(
          (task) => task !== undefined,
        );
        return said(tasks.map((task) => told(task, { desk, call })));
      },
    },
    route({
      stage: 'other',
      method: 'POST',
      path: '/tasks',
      schema: z.strictObject({ cursor: z.string().optional(), limit: z.number().int().min(1).max(500).optional() }).optional(),
      handle: ({ body }, desk) => {
        const from = Number(body?.cursor ?? '0');
        const limit = body?.limit ?? 30;
        const all = desk.tasks.all().toReversed();
        return said({
          tasks: all.slice(from, from + limit).map((task) => told(task, { desk })),
          next_cursor: from + limit < all.length ? String(from + limit) : '',
        });
      },
    }),
  ],
  hook: ({ task, event, nowSec, isForged }, desk) => {
    const body = JSON.stringify(told(event === 'start' ? { ...task, state: 'running' } : task, { desk }));
    const id = `msg_${task.id}_${event}`;
    const signature = createHmac('sha256', secret)
      .update(`${id}.${nowSec}.${isForged ? '{}' : body}`)
      .digest('base64');
    return { body, headers: { 'webhook-id': id, 'webhook-timestamp': String(nowSec), 'webhook-signature': `v1,${signature}` } };
  },
};

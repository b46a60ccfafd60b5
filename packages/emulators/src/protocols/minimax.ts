import { z } from 'zod';
import { frameShape } from '../media/frame-shape.ts';
import { givenRatio } from '../media/given-picture.ts';
import type { Made } from '../media/placard.ts';
import { keyed } from '../server/bearer.ts';
import { type Call, type Desk, type Protocol, type Refusal, type Reply, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';

const key = 'emulated-minimax-key';
const picture = z.string().refine((text) => /^(https?:\/\/|data:image\/)/.test(text), 'expected a URL or a data URI');
const challenge = (token: string) => ({
  body: { challenge: token },
  isAnswered: (reply: unknown) => typeof reply === 'object' && reply !== null && (reply as { challenge?: unknown }).challenge === token,
});

/** platform.minimax.io, the first generation. */
const First = z
  .strictObject({
    model: z.enum([
      'T2V-01-Director',
      'T2V-01',
      'I2V-01-Director',
      'I2V-01',
      'I2V-01-live',
      'S2V-01',
      'MiniMax-Hailuo-02',
      'MiniMax-Hailuo-2.3',
      'MiniMax-Hailuo-2.3-Fast',
    ]),
    prompt: z.string().max(2000).optional(),
    first_frame_image: picture.optional(),
    last_frame_image: picture.optional(),
    subject_reference: z
      .array(z.strictObject({ type: z.literal('character'), image: z.array(picture).length(1) }))
      .length(1)
      .optional(),
    duration: z.union([z.literal(6), z.literal(10)]).optional(),
    resolution: z.enum(['512P', '720P', '768P', '1080P']).optional(),
    prompt_optimizer: z.boolean().optional(),
    fast_pretreatment: z.boolean().optional(),
    callback_url: z.url().optional(),
    aigc_watermark: z.boolean().optional(),
  })
  .superRefine(({ model, duration, resolution, ...body }, context) => {
    const complain = (field: string, message: string) => context.addIssue({ code: 'custom', message, path: [field] });
    const isNewer = model.startsWith('MiniMax-');
    if (/^I2V|Fast$/.test(model) && body.first_frame_image === undefined) complain('first_frame_image', `${model} needs first_frame_image`);
    if (model === 'S2V-01' && body.subject_reference === undefined) complain('subject_reference', 'S2V-01 needs subject_reference');
    if (body.last_frame_image !== undefined && model !== 'MiniMax-Hailuo-02') complain('last_frame_image', `${model} takes no last frame`);
    if (!isNewer && (duration === 10 || (resolution !== undefined && resolution !== '720P')))
      complain('duration', `${model} makes 6 s at 720P`);
    if (isNewer && resolution === '1080P' && duration === 10) complain('duration', '1080P is 6 s only');
    if (/^T2V|^S2V/.test(model) && (body.prompt ?? '') === '') complain('prompt', 'prompt is required');
  });

const firstCodes: Readonly<Record<Refusal['why'], readonly [number, string]>> = {
  'bad-request': [2013, 'invalid params'],
  unauthorised: [1004, 'login fail: Please carry the API secret key in the request header'],
  'not-found': [2013, 'invalid params, task not found'],
  'no-route': [2013, 'invalid params, no such route'],
  conflict: [2013, 'invalid params'],
  rate: [1002, 'rate limit'],
  concurrency: [1002, 'rate limit'],
  overload: [1033, 'system error'],
  internal: [1024, 'internal error'],
  content: [1026, 'input new_sensitive'],
  'error-in-200': [1008, 'insufficient balance'],
};
const ok = { status_code: 0, status_msg: 'success' } as const;
const usd = { first: 0.045, second: 0.1 } as const;

/** The brackets a prompt of the first generation obeys, in order. */
function brackets(prompt: string): string {
  const known =
    /^(Truck (left|right)|Pan (left|right)|Push in|Pull out|Pedestal (up|down)|Tilt (up|down)|Zoom (in|out)|Shake|Tracking shot|Static shot)$/;
  const groups = [...prompt.matchAll(/\[([^\]]+)\]/g)].map(([, inside = '']) => inside.split(/,\s*/));
  return groups
    .filter((group) => group.length <= 3 && group.every((each) => known.test(each)))
    .map((group) => group.join(' + '))
    .join(', then ');
}

function firstTold(task: Task, { desk, call }: { desk: Desk; call?: Call }): Readonly<Record<string, unknown>> {
  const look = call === undefined ? { state: task.state } : desk.look(call, task);
  const states = {
    queued: 'Queueing',
    running: 'Processing',
    succeeded: 'Success',
    failed: 'Fail',
    cancelled: 'Fail',
    unheard: 'Reviewing',
  };
  const made = task.made[0] as Made;
  // A task that was only just taken is being prepared: a second word for the same waiting.
  const status = look.state === 'queued' && call?.fault === 'status-synonym' ? 'Preparing' : states[look.state];
  const isDone = status === 'Success';
  const base =
    look.state === 'failed' && task.ending === 'content-refused' ? { status_code: 1027, status_msg: 'output new_sensitive' } : ok;
  return {
    task_id: task.id,
    status,
    file_id: isDone ? `f${task.id}` : '',
    video_width: isDone ? made.widthPx : 0,
    video_height: isDone ? made.heightPx : 0,
    base_resp: base,
  };
}

/** MiniMax's first generation: errors inside a 200, a file id to be exchanged for an address, a challenge before any callback. */
export const minimaxV1: Protocol = {
  wire: 'minimax-v1',
  prefix: '',
  credential: key,
  webhookSecret: '',
  errorIn200At: 'submit',
  faults: [...usualFaults.submit, 'error-in-200', ...usualFaults.poll, ...usualFaults.result, ...usualFaults.webhook],
  authorise: keyed({ key }),
  refuse: ({ why, message, at }): Reply => {
    const [status_code, status_msg] = firstCodes[why];
    // All of its own errors are told inside a 200; what stands before it (a gateway) answers with a status.
    const status = why === 'overload' ? 503 : why === 'internal' ? 500 : 200;
    const told = why === 'bad-request' ? `${status_msg}, ${[...(at ?? []), message].join(': ')}` : status_msg;
    return { status, json: { base_resp: { status_code, status_msg: told } } };
  },
  challenge,
  routes: [
    route({
      stage: 'submit',
      method: 'POST',
      path: '/v1/video_generation',
      schema: First,
      handle: (call, desk) => {
        const { body } = call;
        const lengthSec = body.duration ?? 6;
        const made: Made = {
          kind: 'video',
          wire: 'minimax-v1',
          model: body.model,
          prompt: body.prompt ?? '',
          camera: `${brackets(body.prompt ?? '')}${body.prompt_optimizer === false ? '' : ' (the prompt is reworded)'}`.trim(),
          ...frameShape({
            className: body.resolution ?? (body.model.startsWith('MiniMax-') ? '768P' : '720P'),
            ratio: givenRatio(body.first_frame_image),
          }),
          lengthSec,
          fps: 25,
        };
        const task = desk.take(call, {
          id: desk.id('digits'),
          kind: 'video',
          model: body.model,
          usd: lengthSec * usd.first,
          request: body,
          made: [made],
          ...(body.callback_url === undefined ? {} : { webhookUrl: body.callback_url }),
        });
        return { status: 200, json: { task_id: task.id, base_resp: ok } };
      },
    }),
    {
      stage: 'poll',
      method: 'GET',
      path: '/v1/query/video_generation',
      handle: (call, desk) => {
        const task = desk.tasks.find(call.query.get('task_id') ?? '');
        return task === undefined ? desk.refuse({ why: 'not-found', message: '' }) : { status: 200, json: firstTold(task, { desk, call }) };
      },
    },
    {
      stage: 'other',
      method: 'GET',
      path: '/v1/files/retrieve',
      handle: (call, desk) => {
        const file_id = call.query.get('file_id') ?? '';
        const task = desk.tasks.find(file_id.slice(1));
        if (task?.state !== 'succeeded') return desk.refuse({ why: 'not-found', message: '' });
        return {
          status: 200,
          json: {
            file: {
              file_id,
              bytes: 0,
              created_at: Math.floor(task.atMs / 1000),
              filename: 'output.mp4',
              purpose: 'video_generation',
              download_url: desk.fileUrl(task),
            },
            base_resp: ok,
          },
        };
      },
    },
  ],
  hook: ({ task, event }, desk) => {
    const told = firstTold(event === 'start' ? { ...task, state: 'running' } : task, { desk });
    const states = { Queueing: 'processing', Processing: 'processing', Success: 'success', Fail: 'failed' };
    return { body: JSON.stringify({ ...told, status: states[told['status'] as keyof typeof states] }), headers: {} };
  },
};

const link = z.strictObject({ url: z.string().min(1) });
const Second = z
  .strictObject({
    model: z.enum(['MiniMax-H3', 'MiniMax-H3-Max']),
    content: z
      .array(
        z.discriminatedUnion('type', [
          z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(7000) }),
          z.strictObject({ type: z.literal('image_url'), image_url: link, role: z.enum(['first_frame', 'last_frame', 'reference_image']) }),
          z.strictObject({ type: z.literal('video_url'), video_url: link, role: z.enum(['reference_video', 'base_video']) }),
          z.strictObject({ type: z.literal('audio_url'), audio_url: link, role: z.literal('reference_audio') }),
        ]),
      )
      .min(1),
    resolution: z.enum(['480P', '512P', '768P', '2K']).optional(),
    ratio: z.enum(['adaptive', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16']).optional(),
    duration: z.number().int().min(4).max(15).optional(),
    callback_url: z.url().optional(),
    aigc_watermark: z.boolean().optional(),
  })
  .superRefine(({ model, content, duration }, context) => {
    const of = (role: string) => content.filter((each) => 'role' in each && each.role === role).length;
    const complain = (field: string, message: string) => context.addIssue({ code: 'custom', message, path: [field] });
    if (model === 'MiniMax-H3-Max' && duration === 4) complain('duration', 'MiniMax-H3-Max makes 5 to 15');
    if (of('reference_image') > 9 || of('reference_video') > 3 || of('reference_audio') > 3) complain('content', 'too many references');
    if (of('first_frame') > 1 || of('last_frame') > 1) complain('content', 'one first and one last frame');
    if (of('first_frame') + of('last_frame') > 0 && of('reference_image') + of('reference_video') > 0)
      complain('content', 'frames and references exclude each other');
  });
type Second = z.infer<typeof Second>;

function secondTold(task: Task, { desk, call }: { desk: Desk; call?: Call }): Readonly<Record<string, unknown>> {
  const { model, resolution = '768P', ratio = 'adaptive' } = task.request as Second;
  const look = call === undefined ? { state: task.state } : desk.look(call, task);
  const states = {
    queued: 'queued',
    running: 'running',
    succeeded: 'succeeded',
    failed: 'failed',
    cancelled: 'cancelled',
    unheard: 'reviewing',
  };
  const status = look.state === 'failed' && task.ending === 'expires' ? 'expired' : states[look.state];
  const lengthSec = (task.made[0] as Made).lengthSec;
  return {
    id: task.id,
    model,
    status,
    ...(status === 'succeeded'
      ? { content: { url: desk.fileUrl(task) }, usage: { total_seconds: lengthSec, input_seconds: 0, output_seconds: lengthSec } }
      : {}),
    ...(status === 'failed'
      ? {
          error: {
            code: task.ending === 'content-refused' ? '1027' : '1000',
            message: task.ending === 'content-refused' ? 'output sensitive' : 'unknown error',
          },
        }
      : {}),
    resolution,
    duration: lengthSec,
    ratio,
    created_at: Math.floor(task.atMs / 1000),
  };
}

const secondTypes: Readonly<Record<Refusal['why'], readonly [number, string]>> = {
  'bad-request': [400, 'bad_request_error'],
  unauthorised: [401, 'authorized_error'],
  'not-found': [404, 'bad_request_error'],
  'no-route': [404, 'bad_request_error'],
  conflict: [400, 'bad_request_error'],
  rate: [429, 'rate_limit_error'],
  concurrency: [429, 'rate_limit_error'],
  overload: [503, 'server_error'],
  internal: [500, 'server_error'],
  content: [422, 'unprocessable_entity_error'],
  'error-in-200': [402, 'insufficient_balance_error'],
};

/** MiniMax's second generation (H3): content parts, plain status codes, a list. */
export const minimaxV2: Protocol = {
  wire: 'minimax-v2',
  prefix: '',
  credential: key,
  webhookSecret: '',
  faults: [...usualFaults.submit, 'expires', ...usualFaults.poll, ...usualFaults.result, ...usualFaults.webhook],
  authorise: keyed({ key }),
  refuse: ({ why, message, at }): Reply => {
    const [status, type] = secondTypes[why];
    return {
      status,
      json: {
        type: 'error',
        error: { type, message: [...(at ?? []), message].join(': '), http_code: String(status) },
        request_id: 'emulated',
      },
    };
  },
  challenge,
  routes: [
    route({
      stage: 'submit',
      method: 'POST',
      path: '/v2/video_generation',
      schema: Second,
      handle: (call, desk) => {
        const { body } = call;
        const lengthSec = body.duration ?? 6;
        const first = body.content.find((each) => each.type === 'image_url');
        const videos = body.content.filter(({ type }) => type === 'video_url').length;
        const made: Made = {
          kind: 'video',
          wire: 'minimax-v2',
          model: body.model,
          prompt: body.content.find((each) => each.type === 'text')?.text ?? '',
          camera: videos > 0 ? `${videos} reference video` : '',
          ...frameShape({
            className: body.resolution ?? '768P',
            ratio: body.ratio === undefined || body.ratio === 'adaptive' ? givenRatio(first?.image_url.url) : body.ratio,
          }),
          lengthSec,
          fps: 24,
        };
        const task = desk.take(call, {
          id: desk.id('digits'),
          kind: 'video',
          model: body.model,
          usd: lengthSec * usd.second,
          request: body,
          made: [made],
          ...(body.callback_url === undefined ? {} : { webhookUrl: body.callback_url }),
        });
        return { status: 200, json: { task_id: task.id } };
      },
    }),
    {
      stage: 'poll',
      method: 'GET',
      path: '/v2/query/video_generation/{id}',
      handle: (call, desk) => {
        const task = desk.tasks.find(call.params['id'] ?? '');
        return task === undefined
          ? desk.refuse({ why: 'not-found', message: 'task not found' })
          : { status: 200, json: { task: secondTold(task, { desk, call }) } };
      },
    },
    {
      stage: 'other',
      method: 'GET',
      path: '/v2/query/video_generation',
      handle: ({ query }, desk) => {
        const [page, size] = [Number(query.get('page_num') ?? '1'), Number(query.get('page_size') ?? '20')];
        const all = desk.tasks.all().toReversed();
        return {
          status: 200,
          json: { tasks: all.slice((page - 1) * size, page * size).map((task) => secondTold(task, { desk })), total: all.length },
        };
      },
    },
  ],
  hook: ({ task, event }, desk) => ({
    body: JSON.stringify({ task: secondTold(event === 'start' ? { ...task, state: 'running' } : task, { desk }) }),
    headers: {},
  }),
};

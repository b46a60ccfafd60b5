import { z } from 'zod';
import { frameShape } from '../media/frame-shape.ts';
import { givenRatio, isAddress } from '../media/given-picture.ts';
import type { Made } from '../media/placard.ts';
import { keyed } from '../server/bearer.ts';
import { type Call, type Desk, type Protocol, type Refusal, type Reply, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';
import { arkImageRoutes } from './ark-images.ts';

const key = 'emulated-ark-key';
const link = z.strictObject({
  url: z.string().refine((text) => isAddress(text) || /^data:\w+\/[\w.+-]+;base64,/.test(text), 'expected a URL or a data URI'),
});
/** Clips are fetched, or assets of the account; no bytes. */
const address = z.strictObject({
  url: z.string().refine((text) => isAddress(text) || text.startsWith('asset://'), 'expected a URL or an asset'),
});
const Content = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
  z.strictObject({
    type: z.literal('image_url'),
    image_url: link,
    role: z.enum(['first_frame', 'last_frame', 'reference_image']).optional(),
  }),
  z.strictObject({ type: z.literal('video_url'), video_url: address, role: z.literal('reference_video').optional() }),
  z.strictObject({ type: z.literal('audio_url'), audio_url: link, role: z.literal('reference_audio').optional() }),
  z.strictObject({ type: z.literal('draft_task'), draft_task: z.strictObject({ id: z.string() }) }),
]);
type Content = z.infer<typeof Content>;

const models =
  /^(doubao-seedance-1-0-(pro|pro-fast|lite-t2v|lite-i2v)-\d{6}|(doubao-)?seedance-1-(0|5)-[a-z0-9-]+|dreamina-seedance-2-[05][a-z0-9-]*|doubao-seedance-2-[05][a-z0-9-]*)$/;
const isSecond = (model: string) => /seedance-2-/.test(model);

/** volcengine-python-sdk, content_generation: top-level parameters; a wrong one is a 400. */
const Body = z
  .strictObject({
    model: z.string().regex(models, 'The model or endpoint does not exist'),
    content: z.array(Content).min(1),
    resolution: z.enum(['480p', '720p', '1080p', '4k']).optional(),
    ratio: z.enum(['16:9', '4:3', '1:1', '3:4', '9:16', '21:9', 'adaptive']).optional(),
    duration: z.number().int().optional(),
    frames: z.number().int().min(29).max(289).optional(),
    seed: z
      .number()
      .int()
      .min(-1)
      .max(2 ** 32 - 1)
      .optional(),
    camera_fixed: z.boolean().optional(),
    watermark: z.boolean().optional(),
    generate_audio: z.boolean().optional(),
    draft: z.boolean().optional(),
    return_last_frame: z.boolean().optional(),
    callback_url: z.url().optional(),
    service_tier: z.enum(['default', 'flex']).optional(),
    execution_expires_after: z.number().int().min(3600).max(259200).optional(),
    priority: z.number().int().optional(),
    tools: z.array(z.looseObject({ type: z.string() })).optional(),
    safety_identifier: z.string().max(64).optional(),
  })
  .superRefine(({ model, content, duration, frames, camera_fixed: isFixed, generate_audio: hasAudio, resolution }, context) => {
    const complain = (field: string, message: string) => context.addIssue({ code: 'custom', message, path: [field] });
    const of = (role: string) => content.filter((each) => 'role' in each && each.role === role).length;
    const references = of('reference_image') + of('reference_video') + of('reference_audio');
    const firsts = of('first_frame') + content.filter((each) => each.type === 'image_url' && each.role === undefined).length;
    const most = /2-5/.test(model) ? [30, 10, 10] : [9, 3, 3];
    if (content.filter(({ type }) => type === 'text').length > 1) complain('content', 'one text');
    if (references > 0 && firsts + of('last_frame') > 0) complain('content', 'first and last frames cannot be mixed with reference media');
    if (firsts > 1 || of('last_frame') > 1) complain('content', 'one first and one last frame');
    if (of('last_frame') > 0 && firsts === 0) complain('content', 'last_frame needs first_frame');
    if (references > 0 && !isSecond(model)) complain('content', 'this model takes no reference media');
    if (
      of('reference_image') > (most[0] as number) ||
      of('reference_video') > (most[1] as number) ||
      of('reference_audio') > (most[2] as number)
    )
      complain('content', 'too many references');
    if (isFixed === true && references > 0) complain('camera_fixed', 'camera_fixed is not supported with reference media');
    if (duration !== undefined && frames !== undefined) complain('frames', 'duration and frames exclude each other');
    if (frames !== undefined && (frames - 25) % 4 !== 0) complain('frames', 'frames must be 25 + 4n');
    const least = isSecond(model) || /1-5/.test(model) ? 4 : 2;
    const longest = isSecond(model) ? 15 : 12;
    if (duration !== undefined && duration !== -1 && (duration < least || duration > longest))
      complain('duration', `duration must be ${least} to ${longest}`);
    if (hasAudio !== undefined && /seedance-1-0/.test(model)) complain('generate_audio', 'this model makes no sound');
    if (resolution === '4k' && !isSecond(model)) complain('resolution', 'this model makes no 4k');
  });
type Body = z.infer<typeof Body>;

/** Flags of 1.x inside the text (--rs 1080p --cf true), which silently win where the top level is quiet. */
function flag(text: string, ...names: string[]): string | undefined {
  return names.map((name) => new RegExp(`--${name}\\s+(\\S+)`).exec(text)?.[1]).find((each) => each !== undefined);
}

function madeFrom(body: Body): Made {
  const prompt = body.content.find((each) => each.type === 'text')?.text ?? '';
  const first = body.content.find((each): each is Extract<Content, { type: 'image_url' }> => each.type === 'image_url');
  const told = body.ratio ?? flag(prompt, 'ratio', 'rt');
  const ratio = told === undefined || told === 'adaptive' ? givenRatio(first?.image_url.url) : told;
  const duration = body.duration ?? Number(flag(prompt, 'duration', 'dur') ?? '5');
  const isFixed = body.camera_fixed ?? flag(prompt, 'camerafixed', 'cf') === 'true';
  const videos = body.content.filter(({ type }) => type === 'video_url').length;
  return {
    kind: 'video',
    wire: 'ark',
    model: body.model,
    prompt,
    camera: [...(isFixed ? ['camera_fixed'] : []), ...(videos > 0 ? [`${videos} reference video`] : [])].join(', '),
    ...frameShape({ className: body.resolution ?? flag(prompt, 'resolution', 'rs') ?? '720p', ratio }),
    lengthSec: body.frames === undefined ? (duration === -1 ? 5 : duration) : body.frames / 24,
    fps: 24,
  };
}

const tokensOf = ({ widthPx, heightPx, lengthSec, fps }: Made) => Math.ceil((widthPx * heightPx * fps * lengthSec) / 1024);
/** Dollars per thousand tokens: the table in ComfyUI's price nodes, 2026. */
function usdPer1000(model: string, hasVideo: boolean): number {
  if (/2-5/.test(model)) return 0.0107;
  if (/fast/.test(model)) return 0.0056;
  if (/mini/.test(model)) return 0.0035;
  return hasVideo ? 0.0043 : 0.007;
}

function told(task: Task, { desk, call }: { desk: Desk; call?: Call }): unknown {
  const body = task.request as Body;
  const made = task.made[0] as Made;
  const look = call === undefined ? { state: task.state } : desk.look(call, task);
  const states = {
    queued: 'queued',
    running: 'running',
    succeeded: 'succeeded',
    failed: 'failed',
    cancelled: 'cancelled',
    unheard: 'rescheduled',
  };
  const status = look.state === 'failed' && task.ending === 'expires' ? 'expired' : states[look.state];
  const codes = {
    'content-refused': [
      'OutputVideoSensitiveContentDetected',
      'The request failed because the output video may contain sensitive information.',
    ],
  };
  const [code, message] = task.ending === 'content-refused' ? codes['content-refused'] : ['InternalServiceError', 'emulated failure'];
  const isDone = status === 'succeeded';
  const seconds = (ms: number) => Math.floor(ms / 1000);
  return {
    id: task.id,
    model: body.model,
    status,
    error: status === 'failed' ? { code, message } : null,
    ...(isDone
      ? {
          content: { video_url: desk.fileUrl(task), ...(body.return_last_frame === true ? { last_frame_url: desk.fileUrl(task, 1) } : {}) },
          usage: { completion_tokens: tokensOf(made), total_tokens: tokensOf(made) },
        }
      : {}),
    created_at: seconds(task.atMs),
    updated_at: seconds(task.endedAtMs ?? task.startedAtMs ?? task.atMs),
    seed: body.seed === undefined || body.seed === -1 ? 11 : body.seed,
    resolution: body.resolution ?? '720p',
    ratio: body.ratio === undefined || body.ratio === 'adaptive' ? '16:9' : body.ratio,
    ...(body.frames === undefined ? { duration: made.lengthSec } : { frames: body.frames }),
    framespersecond: 24,
    service_tier: body.service_tier ?? 'default',
    execution_expires_after: body.execution_expires_after ?? 172800,
    generate_audio: body.generate_audio ?? false,
    draft: body.draft ?? false,
  };
}

/** HTTP status, code and type of each refusal; the codes are matched by prefix only, their full list is not published. */
const refusals: Readonly<Record<Refusal['why'], readonly [number, string, string]>> = {
  'bad-request': [400, 'InvalidParameter', 'BadRequest'],
  unauthorised: [401, 'AuthenticationError', 'Unauthorized'],
  'not-found': [404, 'ResourceNotFound', 'NotFound'],
  'no-route': [404, 'InvalidAction', 'NotFound'],
  conflict: [409, 'InvalidAction', 'Conflict'],
  rate: [429, 'RateLimitExceeded.EndpointRPMExceeded', 'TooManyRequests'],
  concurrency: [429, 'QuotaExceeded', 'TooManyRequests'],
  overload: [503, 'ServerOverloaded', 'ServiceUnavailable'],
  internal: [500, 'InternalServiceError', 'InternalServerError'],
  content: [400, 'InputTextSensitiveContentDetected', 'BadRequest'],
  'error-in-200': [500, 'InternalServiceError', 'InternalServerError'],
};

/** How Ark refuses. */
export function arkRefusal({ why, message, at }: Refusal): Reply {
  const [status, code, type] = refusals[why];
  return { status, json: { error: { code, message: `${message} Request id: emulated`, param: at?.join('.') ?? '', type } } };
}

const path = '/contents/generations/tasks';
const usual = [
  ...usualFaults.submit,
  'concurrency-limit',
  ...usualFaults.poll,
  'expires',
  ...usualFaults.result,
  ...usualFaults.webhook,
  'webhook-disorder',
  'late-cancel',
] as const;

/** Volcengine Ark's and BytePlus ModelArk's video tasks (volcengine-python-sdk, docs.byteplus.com). */
export const ark: Protocol = {
  wire: 'ark',
  prefix: '/api/v3',
  credential: key,
  webhookSecret: '',
  contentRefusedAt: 'end',
  faults: usual,
  authorise: keyed({ key }),
  refuse: arkRefusal,
  routes: [
    ...arkImageRoutes,
    route({
      stage: 'submit',
      method: 'POST',
      path,
      schema: Body,
      handle: (call, desk) => {
        const { body } = call;
        const made = madeFrom(body);
        const hasVideo = body.content.some(({ type }) => type === 'video_url');
        const task = desk.take(call, {
          id: desk.id('digits', 'cgt-'),
          kind: 'video',
          model: body.model,
          usd: (tokensOf(made) / 1000) * usdPer1000(body.model, hasVideo) * (body.service_tier === 'flex' ? 0.5 : 1),
          request: body,
          made: [made, { ...made, kind: 'image', lengthSec: 0, fps: 0 }],
          ...(body.callback_url === undefined ? {} : { webhookUrl: body.callback_url }),
        });
        return { status: 200, json: { id: task.id } };
      },
    }),
    {
      stage: 'poll',
      method: 'GET',
      path: `${path}/{id}`,
      handle: (call, desk) => {
        const task = desk.tasks.find(call.params['id'] ?? '');
        if (task === undefined) return desk.refuse({ why: 'not-found', message: 'The specified task is not found.' });
        return { status: 200, json: told(task, { desk, call }) };
      },
    },
    {
      stage: 'other',
      method: 'GET',
      path,
      handle: ({ query }, desk) => {
        const page = Number(query.get('page_num') ?? '1');
        const size = Number(query.get('page_size') ?? '10');
        if (!(page >= 1 && page <= 500 && size >= 1 && size <= 500))
          return desk.refuse({ why: 'bad-request', message: 'page_num and page_size are 1 to 500', at: ['page_size'] });
        const ids = query.getAll('filter.task_ids').flatMap((each) => each.split(','));
        const tasks = desk.tasks
          .all()
          .toReversed()
          .filter(({ id }) => ids.length === 0 || ids.includes(id))
          .filter(({ model }) => (query.get('filter.model') ?? model) === model)
          .filter(
            ({ request }) =>
              (query.get('filter.service_tier') ?? (request as Body).service_tier ?? 'default') ===
              ((request as Body).service_tier ?? 'default'),
          )
          .filter(({ state }) => (query.get('filter.status') ?? state) === state);
        return {
          status: 200,
          json: { total: tasks.length, items: tasks.slice((page - 1) * size, page * size).map((task) => told(task, { desk })) },
        };
      },
    },
    {
      stage: 'cancel',
      method: 'DELETE',
      path: `${path}/{id}`,
      handle: (call, desk) => {
        const task = desk.tasks.find(call.params['id'] ?? '');
        if (task === undefined) return desk.refuse({ why: 'not-found', message: 'The specified task is not found.' });
        if (task.state === 'running' || call.fault === 'late-cancel')
          return desk.refuse({ why: 'conflict', message: 'The task is running and cannot be cancelled.' });
        if (task.state === 'queued') {
          desk.tasks.cancel(task, null);
          desk.strike(task);
        } else desk.tasks.remove(task);
        return { status: 200, json: {} };
      },
    },
  ],
  hook: ({ task, event }, desk) => ({
    body: JSON.stringify(told(event === 'start' ? { ...task, state: 'running' } : task, { desk })),
    headers: {},
  }),
};

import { z } from 'zod';
import { frameShape } from '../media/frame-shape.ts';
import { givenRatio, isAddress } from '../media/given-picture.ts';
import type { Made } from '../media/placard.ts';
import { type Call, type Desk, type Protocol, type Refusal, type Reply, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';

const key = 'luma-api-emulated';

const Ref = z
  .strictObject({
    url: z.string().refine(isAddress, 'expected a URL').optional(),
    data: z.string().optional(),
    media_type: z.string().optional(),
    generation_id: z.string().optional(),
  })
  .superRefine(({ url, data, media_type: type, generation_id: id }, context) => {
    const complain = (message: string) => context.addIssue({ code: 'custom', message });
    if ([url, data, id].filter((each) => each !== undefined).length !== 1)
      complain("provide exactly one of 'url', 'data' and 'generation_id'");
    else if (data !== undefined && type === undefined) complain("'media_type' is required with 'data'");
  });
const signals = ['pose', 'depth', 'normals', 'trajectory', 'face'] as const;
/** How an edit keeps to its source: by itself, in one of nine strengths, or signal by signal. What a signal holds was not seen. */
const Edit = z
  .strictObject({
    auto_controls: z.boolean().optional(),
    strength: z.enum(['adhere', 'flex', 'reimagine'].flatMap((name) => [1, 2, 3].map((step) => `${name}_${step}`))).optional(),
    controls: z.partialRecord(z.enum(signals), z.json()).optional(),
  })
  .refine(({ auto_controls: isAuto, controls }) => isAuto !== true || controls === undefined, 'controls exclude auto_controls');
const Video = z.strictObject({
  resolution: z.enum(['360p', '540p', '720p', '1080p']).optional(),
  duration: z.enum(['5s', '10s']).optional(),
  loop: z.boolean().optional(),
  hdr: z.boolean().optional(),
  exr_export: z.boolean().optional(),
  start_frame: Ref.optional(),
  end_frame: Ref.optional(),
  keyframes: z.array(Ref).min(1).max(64).optional(),
  keyframe_indexes: z.array(z.number().int().min(0)).optional(),
  edit: Edit.optional(),
});
const kinds = ['video', 'video_edit', 'video_reframe', 'image', 'image_edit'] as const;
const videoRatios = ['9:16', '3:4', '1:1', '4:3', '16:9', '21:9'];

/** docs.agents.lumalabs.ai, guides on videos, images and errors: one body for everything, told apart by `type`. */
const Body = z
  .strictObject({
    model: z.enum(['ray-3.2', 'uni-1', 'uni-1-max']).optional(),
    type: z.enum(kinds).optional(),
    prompt: z.string().min(1, 'Prompt must be between 1 and 6000 characters').max(6000, 'Prompt must be between 1 and 6000 characters'),
    aspect_ratio: z.enum(['3:1', '2:1', '21:9', '16:9', '3:2', '4:3', '1:1', '3:4', '2:3', '9:16', '1:2', '1:3']).optional(),
    video: Video.optional(),
    source: Ref.optional(),
    image_ref: z.array(Ref).max(9).optional(),
    style: z.string().optional(),
    output_format: z.enum(['png', 'jpeg']).optional(),
    web_search: z.boolean().optional(),
  })
  .superRefine(({ model = 'uni-1', type = 'image', aspect_ratio: ratio, video = {}, source, image_ref: refs }, context) => {
    const complain = (path: string[], message: string) => context.addIssue({ code: 'custom', message, path });
    const isVideo = type.startsWith('video');
    if (isVideo !== (model === 'ray-3.2')) complain(['type'], `Type '${type}' is not supported for model '${model}'`);
    if (isVideo && ratio !== undefined && !videoRatios.includes(ratio)) complain(['aspect_ratio'], `valid: ${videoRatios.join(', ')}`);
    if (!isVideo && Object.keys(video).length > 0) complain(['video'], `video is not valid for type '${type}'`);
    const isMade = type === 'video' || type === 'image';
    if (isMade && source !== undefined) complain(['source'], `source is not valid for type '${type}'`);
    if (!isMade && source === undefined) complain(['source'], `source is required for type '${type}'`);
    if (type === 'image_edit' && (refs ?? []).length > 8) complain(['image_ref'], 'image_edit supports up to 8 reference images');
    const isEdit = type === 'video_edit';
    if (!isEdit && video.edit !== undefined) complain(['video', 'edit'], `edit is not valid for type '${type}'`);
    if (isEdit && (video.loop === true || video.end_frame !== undefined)) complain(['video'], 'an edit excludes loop and end_frame');
    if (isVideo && source?.url !== undefined && source.media_type?.startsWith('video/') !== true)
      complain(['source', 'media_type'], 'expected video/*');
    const { duration = '5s', resolution = '720p', loop = false, hdr = false, exr_export: exr = false } = video;
    const { start_frame: first, end_frame: last, keyframes, keyframe_indexes: indexes } = video;
    const isAnchored = first !== undefined || last !== undefined;
    if (duration === '10s' && (hdr || isAnchored)) complain(['video', 'duration'], '10s excludes hdr, start_frame and end_frame');
    if (loop && (duration === '10s' || hdr || last !== undefined || keyframes !== undefined))
      complain(['video', 'loop'], 'loop excludes 10s, hdr, end_frame and keyframes');
    if (hdr && !['720p', '1080p'].includes(resolution)) complain(['video', 'hdr'], 'hdr needs 720p or 1080p');
    if (exr && !hdr) complain(['video', 'exr_export'], 'exr_export needs hdr');
    if (keyframes !== undefined && isAnchored) complain(['video', 'keyframes'], 'keyframes exclude start_frame and end_frame');
    if ((keyframes?.length ?? 0) !== (indexes?.length ?? 0)) complain(['video', 'keyframe_indexes'], 'one index for each keyframe');
    const most = duration === '10s' ? 240 : 120;
    if ((indexes ?? []).some((each) => each > most)) complain(['video', 'keyframe_indexes'], `frames go to ${most}`);
  });
type Body = z.infer<typeof Body>;

/** Dollars a block: the price table of docs.agents.lumalabs.ai, September 2026. */
const blocks: Readonly<Record<string, readonly [number, number, number]>> = {
  '360p': [0.15, 0.45, 0.72],
  '540p': [0.15, 0.45, 0.72],
  '720p': [0.3, 0.9, 1.08],
  '1080p': [1.2, 3.6, 2.16],
};
function price({ type = 'image', video = {} }: Body): number {
  const [five = 0, ten = 0, edit = 0] = blocks[video.resolution ?? '720p'] ?? [];
  const more = video.exr_export === true ? 3 : video.hdr === true ? 2 : 1;
  if (type === 'video') return (video.duration === '10s' ? ten : five) * more;
  return type === 'video_edit' ? edit * more : type === 'video_reframe' ? five * 2 : 0.04;
}

function madeFrom(body: Body): Made {
  const { model = 'uni-1', type = 'image', prompt, video = {}, aspect_ratio: ratio } = body;
  const isVideo = type.startsWith('video');
  const { start_frame: first, end_frame: last, keyframe_indexes: indexes } = video;
  const notes = [
    ...(isVideo ? [type] : []),
    ...(first === undefined ? [] : ['first frame']),
    ...(last === undefined ? [] : ['last frame']),
    ...(indexes === undefined ? [] : [`keyframes at ${indexes.join(', ')}`]),
  ];
  return {
    kind: isVideo ? 'video' : 'image',
    wire: 'luma-agents',
    model,
    prompt,
    camera: notes.join(', '),
    ...frameShape({ className: isVideo ? (video.resolution ?? '720p') : '1k', ratio: ratio ?? givenRatio(first?.data) }),
    lengthSec: isVideo ? Number.parseInt(video.duration ?? '5s', 10) : 0,
    fps: isVideo ? 24 : 0,
  };
}

/** Every generation a body builds upon. */
function before({ source, image_ref: refs = [], video = {} }: Body): readonly string[] {
  const given = [source, ...refs, video.start_frame, video.end_frame, ...(video.keyframes ?? [])];
  return given.flatMap((each) => (each?.generation_id === undefined ? [] : [each.generation_id]));
}

function generation(task: Task, { desk, call }: { desk: Desk; call?: Call }) {
  const { state } = call === undefined ? { state: task.state } : desk.look(call, task);
  // The word for work under way is not in the documents; a reader must bear any.
  const words = {
    queued: 'queued',
    running: 'processing',
    succeeded: 'completed',
    failed: 'failed',
    cancelled: 'failed',
    unheard: 'rendering',
  };
  const isBlocked = task.ending === 'content-refused';
  const isFailed = words[state] === 'failed';
  const { type = 'image' } = task.request as Body;
  return {
    id: task.id,
    type,
    state: words[state],
    model: task.model,
    created_at: new Date(task.atMs).toISOString(),
    output: state === 'succeeded' ? [{ type: type.split('_')[0], url: desk.fileUrl(task) }] : [],
    failure_reason: isFailed ? (isBlocked ? 'The content was moderated' : 'emulated failure') : null,
    failure_code: isFailed ? (isBlocked ? 'content_moderated' : 'internal_error') : null,
  };
}

const details: Readonly<Record<Refusal['why'], readonly [number, string]>> = {
  'bad-request': [400, ''],
  unauthorised: [401, ''],
  'not-found': [404, 'Generation not found'],
  'no-route': [404, 'Not Found'],
  conflict: [409, ''],
  rate: [429, 'Rate limit exceeded'],
  concurrency: [429, 'Too many concurrent jobs'],
  overload: [503, 'Service unavailable'],
  internal: [500, 'Internal server error'],
  content: [400, 'The prompt was moderated'],
  'error-in-200': [500, 'Internal server error'],
};

/** Luma's Agents API: two addresses, camera in words or in keyframes, no cancel, no list, no webhook. */
export const lumaAgents: Protocol = {
  wire: 'luma-agents',
  prefix: '/v1',
  credential: key,
  webhookSecret: '',
  contentRefusedAt: 'end',
  faults: [
    ...usualFaults.submit,
    'concurrency-limit',
    // Work under way has one word for waiting only before it begins.
    ...usualFaults.poll.filter((fault) => fault !== 'running-to-queued'),
    ...usualFaults.result,
  ],
  authorise: ({ headers }) => {
    const given = /^Bearer (luma-api-\S+)$/.exec(headers['authorization'] ?? '')?.[1];
    if (given === key) return null;
    return { why: 'unauthorised', message: given === undefined ? 'Missing or invalid API key' : 'Invalid API key' };
  },
  refuse: ({ why, message, at }): Reply => {
    const [status, fixed] = details[why];
    const place = at === undefined || at.length === 0 ? '' : `${at.join('.')}: `;
    const said = why === 'unauthorised' && message === 'expired' ? 'API key has expired' : `${place}${message}`;
    const limits = { 'x-ratelimit-limit': '30', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1712592012' };
    return { status, ...(why === 'rate' ? { headers: limits } : {}), json: { detail: fixed === '' ? said : fixed } };
  },
  routes: [
    route({
      stage: 'submit',
      method: 'POST',
      path: '/generations',
      schema: Body,
      handle: (call, desk) => {
        const stranger = before(call.body).find((id) => desk.tasks.find(id)?.state !== 'succeeded');
        if (stranger !== undefined)
          return desk.refuse({ why: 'bad-request', message: `generation ${stranger} is not completed`, at: ['generation_id'] });
        const made = madeFrom(call.body);
        const task = desk.take(call, {
          id: desk.id('uuid'),
          kind: 'generation',
          model: made.model,
          usd: price(call.body),
          request: call.body,
          made: [made],
        });
        return { status: 201, json: generation(task, { desk }) };
      },
    }),
    {
      stage: 'poll',
      method: 'GET',
      path: '/generations/{id}',
      handle: (call, desk) => {
        const task = desk.tasks.find(call.params['id'] ?? '');
        return task === undefined
          ? desk.refuse({ why: 'not-found', message: '' })
          : { status: 200, json: generation(task, { desk, call }) };
      },
    },
  ],
};

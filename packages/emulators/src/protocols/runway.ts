import { z } from 'zod';
import type { Made } from '../media/placard.ts';
import { keyed } from '../server/bearer.ts';
import { type Call, type Desk, type Protocol, type Reply, type Route, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';

const key = 'emulated-runway-key';
const version = '2024-11-06';
/** An address on this machine stands for one on the internet. */
const picture = z
  .string()
  .refine(
    (text) => /^(https:\/\/|http:\/\/127\.0\.0\.1|data:image\/|runway:\/\/)/.test(text),
    'expected an HTTPS URL, a data URI or a Runway upload',
  );
const placed = z
  .array(z.strictObject({ uri: picture, position: z.enum(['first', 'last']) }))
  .min(1)
  .max(2);
const ratios = ['1280:720', '720:1280', '1104:832', '832:1104', '960:960', '1584:672'] as const;
const common = {
  promptText: z.string().min(1).max(1000),
  ratio: z.enum(ratios),
  duration: z.number().int().min(2).max(10).optional(),
  seed: z.number().int().min(0).max(4294967295).optional(),
  contentModeration: z.strictObject({ publicFigureThreshold: z.enum(['auto', 'low']) }).optional(),
};
const videoModels = [
  'gen4.5',
  'gen4_turbo',
  'veo3.1',
  'veo3.1_fast',
  'hailuo3',
  'h3_max',
  'seedance2',
  'seedance2_fast',
  'seedance2_mini',
  'wan3',
  'wan3_prime',
] as const;
/** @runwayml/sdk resources: bodies by route. */
const bodies = {
  image_to_video: z
    .strictObject({
      ...common,
      model: z.enum(videoModels),
      promptImage: z.union([picture, placed]),
      promptText: common.promptText.optional(),
      outputFormat: z.string().optional(),
    })
    .superRefine(({ model, duration, promptImage }, context) => {
      if (model === 'gen4_turbo' && duration !== undefined && ![5, 10].includes(duration))
        context.addIssue({ code: 'custom', message: 'gen4_turbo makes 5 or 10', path: ['duration'] });
      if (model === 'gen4_turbo' && Array.isArray(promptImage) && promptImage.some(({ position }) => position === 'last')) {
        context.addIssue({ code: 'custom', message: 'gen4_turbo takes no last frame', path: ['promptImage'] });
      }
    }),
  text_to_video: z.strictObject({ ...common, model: z.enum(videoModels), outputFormat: z.string().optional() }),
  video_to_video: z.strictObject({
    ...common,
    ratio: common.ratio.optional(),
    model: z.enum(['aleph2', 'gen4_aleph']),
    videoUri: z
      .string()
      .refine(
        (text) => /^(https:\/\/|http:\/\/127\.0\.0\.1|data:video\/|runway:\/\/)/.test(text),
        'expected a URL, a data URI or a Runway upload',
      ),
    references: z
      .array(z.strictObject({ type: z.literal('image'), uri: picture }))
      .max(1)
      .optional(),
    keyframes: z.array(z.looseObject({ uri: picture })).optional(),
    promptImage: placed.optional(),
  }),
  text_to_image: z.strictObject({
    promptText: common.promptText,
    model: z.enum(['gen4_image', 'gen4_image_turbo', 'gemini_2.5_flash']),
    ratio: z.string().regex(/^\d+:\d+$/),
    seed: common.seed,
    referenceImages: z
      .array(z.strictObject({ uri: picture, tag: z.string().optional() }))
      .max(3)
      .optional(),
    contentModeration: common.contentModeration,
  }),
} as const;
type Body = Readonly<{ model: string; promptText?: string; ratio?: string; duration?: number }>;

const creditsPerSec: Readonly<Record<string, number>> = { 'gen4.5': 12, gen4_turbo: 5, aleph2: 15 };

function told(task: Task, { desk, call }: { desk: Desk; call: Call }): unknown {
  const look = desk.look(call, task);
  const states = {
    queued: 'PENDING',
    running: 'RUNNING',
    succeeded: 'SUCCEEDED',
    failed: 'FAILED',
    cancelled: 'CANCELLED',
    unheard: 'VERIFYING',
  };
  // A task that waits for one of the account's own places is THROTTLED, which is no failure.
  const isThrottled = call.fault === 'running-to-queued' || (look.state === 'queued' && look.place > 0);
  const status = isThrottled ? 'THROTTLED' : states[look.state];
  const failure =
    task.ending === 'content-refused'
      ? { failure: 'Text input did not pass content moderation', failureCode: 'SAFETY.INPUT.TEXT' }
      : { failure: 'An unexpected error occurred.', failureCode: 'INTERNAL.BAD_OUTPUT.CODE01' };
  return {
    id: task.id,
    status,
    createdAt: new Date(task.atMs).toISOString(),
    ...(status === 'RUNNING' ? { progress: Number(look.ratio.toFixed(3)) } : {}),
    ...(status === 'SUCCEEDED'
      ? { output: task.made.map((_, index) => desk.fileUrl(task, index)), cost: { credits: Math.round(task.usd * 100) } }
      : {}),
    ...(status === 'FAILED' ? failure : {}),
  };
}

const submits: readonly Route[] = Object.entries(bodies).map(([name, schema]) =>
  route({
    stage: 'submit',
    method: 'POST',
    path: `/v1/${name}`,
    schema: schema as unknown as z.ZodType<Body>,
    handle: (call, desk) => {
      const { body } = call;
      const [widthPx = 1280, heightPx = 720] = (body.ratio ?? '1280:720').split(':').map(Number);
      const isImage = name === 'text_to_image';
      const made: Made = {
        kind: isImage ? 'image' : 'video',
        wire: 'runway',
        model: body.model,
        prompt: body.promptText ?? '',
        camera: name === 'video_to_video' ? 'as in the given video' : '',
        ...{ widthPx, heightPx, lengthSec: isImage ? 0 : (body.duration ?? 5), fps: isImage ? 0 : 24 },
      };
      const credits = isImage ? 8 : (creditsPerSec[body.model] ?? 10) * made.lengthSec;
      const task = desk.take(call, { id: desk.id('uuid'), kind: name, model: body.model, usd: credits / 100, request: body, made: [made] });
      return { status: 200, json: { id: task.id, estimatedCost: { credits } } };
    },
  }),
);

/** Runway's tasks as @runwayml/sdk speaks to them; no webhooks, no list. */
export const runway: Protocol = {
  wire: 'runway',
  prefix: '',
  credential: key,
  webhookSecret: '',
  faults: [...usualFaults.submit, ...usualFaults.poll, 'progress-backwards', ...usualFaults.result, 'late-cancel'],
  authorise: (call) => {
    if (call.headers['x-runway-version'] !== version) return { why: 'bad-request', message: `X-Runway-Version must be ${version}`, at: [] };
    return keyed({ key })(call);
  },
  refuse: ({ why, message, at }): Reply => {
    const error = (status: number, text: string, more: object = {}): Reply => ({ status, json: { error: text, ...more } });
    switch (why) {
      case 'bad-request':
        return error(400, 'Validation of body failed', {
          issues: [{ code: 'invalid', message, path: at ?? [] }],
          docUrl: 'https://docs.dev.runwayml.com/api',
        });
      case 'unauthorised':
        return error(401, 'You did not provide an API key, or it is not valid.');
      case 'rate':
      case 'concurrency':
        return error(429, 'You have exceeded your daily task limit.');
      case 'overload':
        return error(503, 'The service is under heavy load.');
      case 'not-found':
      case 'no-route':
        return error(404, 'Not found');
      default:
        return error(500, 'Internal server error');
    }
  },
  uploadKey: (text) => /^runway:\/\/(.+)$/.exec(text)?.[1],
  routes: [
    ...submits,
    {
      stage: 'poll',
      method: 'GET',
      path: '/v1/tasks/{id}',
      handle: (call, desk) => {
        const task = desk.tasks.find(call.params['id'] ?? '');
        return task === undefined ? desk.refuse({ why: 'not-found', message: '' }) : { status: 200, json: told(task, { desk, call }) };
      },
    },
    {
      stage: 'cancel',
      method: 'DELETE',
      path: '/v1/tasks/{id}',
      handle: (call, desk) => {
        const task = desk.tasks.find(call.params['id'] ?? '');
        if (task === undefined || call.fault === 'late-cancel') return desk.refuse({ why: 'not-found', message: '' });
        const wasQueued = task.state === 'queued';
        if (desk.tasks.cancel(task, null) === 'too-late') desk.tasks.remove(task);
        else if (wasQueued) desk.strike(task);
        return { status: 204 };
      },
    },
    route({
      stage: 'other',
      method: 'POST',
      path: '/v1/uploads',
      schema: z.strictObject({ filename: z.string().min(3), type: z.literal('ephemeral') }),
      handle: (_, desk) => {
        const id = desk.id('hex');
        return { status: 200, json: { uploadUrl: `${desk.origin}/uploads/${id}`, fields: { key: id }, runwayUri: `runway://${id}` } };
      },
    }),
    {
      stage: 'other',
      method: 'POST',
      path: '/uploads/{id}',
      isOpen: true,
      handle: async (call, desk) => {
        const file = call.form?.get('file');
        // The address is signed by itself: a key has no business there, and the form's own fields have.
        const isSigned = call.form?.get('key') === call.params['id'] && call.headers['authorization'] === undefined;
        if (file instanceof File && isSigned)
          desk.uploads.set(call.params['id'] ?? '', { bytes: new Uint8Array(await file.arrayBuffer()), mime: file.type });
        return { status: file instanceof File && isSigned ? 204 : 403 };
      },
    },
    {
      stage: 'other',
      method: 'GET',
      path: '/v1/organization',
      handle: () => ({
        status: 200,
        json: { creditBalance: 100000, tier: { maxMonthlyCreditSpend: 10000, models: {} }, usage: { models: {} } },
      }),
    },
  ],
};

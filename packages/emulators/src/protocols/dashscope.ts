import { z } from 'zod';
import { frameShape } from '../media/frame-shape.ts';
import { givenRatio, isAddress } from '../media/given-picture.ts';
import type { Made } from '../media/placard.ts';
import { keyed } from '../server/bearer.ts';
import { type Call, type Desk, type Protocol, type Refusal, type Reply, type Route, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';

const key = 'emulated-dashscope-key';
/** Pictures by address, from the temporary storage or as data; everything else not as data. */
const address = z.string().refine((text) => isAddress(text) || /^(oss:\/\/|data:image\/)/.test(text), 'expected a URL');
const policyKey = 'emulated-oss-signature';
const words = { prompt: z.string().optional(), negative_prompt: z.string().optional() };
const shared = {
  duration: z.number().int().min(2).max(15).optional(),
  seed: z.number().int().min(0).max(2147483647).optional(),
  prompt_extend: z.boolean().optional(),
  watermark: z.boolean().optional(),
};
const media = z
  .array(
    z.strictObject({
      type: z.enum(['first_frame', 'last_frame', 'reference_image', 'reference_video', 'reference_audio', 'driving_audio', 'file', 'link']),
      url: address,
      reference_voice: z.string().optional(),
    }),
  )
  .refine(
    (all) => all.every(({ type, url }) => !url.startsWith('data:') || /_(image|frame)$/.test(type)),
    'clips and sound are not taken as data',
  );
/** Up to 2.6: addresses by name. 2.7 and 3.0: a list of media. (@ai-sdk/alibaba, alibabacloud model-studio.) */
const Older = z.strictObject({
  model: z.string().regex(/^wan2\.[56]-/),
  input: z.strictObject({
    ...words,
    img_url: address.optional(),
    audio_url: address.optional(),
    reference_urls: z.array(address).optional(),
  }),
  parameters: z
    .strictObject({
      ...shared,
      duration: z.union([z.literal(5), z.literal(10), z.literal(15)]).optional(),
      size: z
        .string()
        .regex(/^\d+\*\d+$/)
        .optional(),
      resolution: z.enum(['480P', '720P', '1080P']).optional(),
      shot_type: z.enum(['single', 'multi']).optional(),
      audio: z.boolean().optional(),
    })
    .optional(),
});
const Newer = z.strictObject({
  model: z.string().regex(/^wan(2\.7|3\.0)-/),
  input: z.strictObject({ ...words, media: media.optional() }),
  parameters: z
    .strictObject({
      ...shared,
      resolution: z.enum(['720P', '1080P']).optional(),
      ratio: z.enum(['16:9', '9:16', '1:1', '4:3', '3:4']).optional(),
    })
    .optional(),
});
const FirstLast = z.strictObject({
  model: z.literal('wan2.2-kf2v-flash'),
  input: z.strictObject({ ...words, first_frame_url: address, last_frame_url: address.optional() }),
  parameters: z
    .strictObject({ ...shared, duration: z.literal(5).optional(), resolution: z.enum(['480P', '720P', '1080P']).optional() })
    .optional(),
});
const bodies: Readonly<Record<string, z.ZodType>> = {
  // Asked by the model rather than as a union, so that the reply names the stray field.
  'video-generation/video-synthesis': z.unknown().transform((body, context) => {
    const model = z.looseObject({ model: z.string() }).safeParse(body);
    const schema = model.success && /^wan(2\.7|3\.0)-/.test(model.data.model) ? Newer : Older;
    const read = schema.safeParse(body);
    if (read.success) return read.data;
    for (const issue of read.error.issues) context.addIssue({ ...issue, code: 'custom', message: issue.message, path: issue.path });
    return z.NEVER;
  }),
  'image2video/video-synthesis': FirstLast,
};
type Body = Readonly<{
  model: string;
  input: Readonly<{ prompt?: string; img_url?: string; first_frame_url?: string; media?: z.infer<typeof media> }>;
  parameters?: Readonly<{ duration?: number; size?: string; resolution?: string; ratio?: string; prompt_extend?: boolean }>;
}>;

function madeFrom({ model, input, parameters = {} }: Body): Made {
  const [widthPx, heightPx] = parameters.size?.split('*').map(Number) ?? [];
  const first = input.img_url ?? input.first_frame_url ?? input.media?.find(({ type }) => type === 'first_frame')?.url;
  const videos = input.media?.filter(({ type }) => type === 'reference_video').length ?? 0;
  const shape = frameShape({ className: parameters.resolution ?? '720P', ratio: parameters.ratio ?? givenRatio(first) });
  return {
    kind: 'video',
    wire: 'dashscope',
    model,
    prompt: input.prompt ?? '',
    camera: [
      ...(videos > 0 ? [`${videos} reference video`] : []),
      ...(parameters.prompt_extend === false ? [] : ['(the prompt is reworded)']),
    ].join(' '),
    ...(widthPx === undefined || heightPx === undefined ? shape : { widthPx, heightPx }),
    lengthSec: parameters.duration ?? 5,
    fps: model.startsWith('wan2.2') ? 30 : 24,
  };
}

const time = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString().replace('T', ' ').replace('Z', ''));

function output(task: Task, { desk, call }: { desk: Desk; call?: Call }): Readonly<Record<string, unknown>> {
  const look = call === undefined ? { state: task.state } : desk.look(call, task);
  const states = {
    queued: 'PENDING',
    running: 'RUNNING',
    succeeded: 'SUCCEEDED',
    failed: 'FAILED',
    cancelled: 'CANCELED',
    unheard: 'SUSPENDED',
  };
  const status = look.state === 'failed' && task.ending === 'expires' ? 'UNKNOWN' : states[look.state];
  const body = task.request as Body;
  const problem =
    task.ending === 'content-refused'
      ? { code: 'DataInspectionFailed', message: 'Output data may contain inappropriate content.' }
      : { code: 'InternalError', message: 'An internal error has occurred.' };
  return {
    task_id: task.id,
    task_status: status,
    ...(status === 'UNKNOWN'
      ? {}
      : { submit_time: time(task.atMs), scheduled_time: time(task.startedAtMs), end_time: time(task.endedAtMs) }),
    ...(status === 'SUCCEEDED'
      ? { video_url: desk.fileUrl(task), orig_prompt: body.input.prompt ?? '', actual_prompt: body.input.prompt ?? '' }
      : {}),
    ...(status === 'FAILED' ? problem : {}),
  };
}

const codes: Readonly<Record<Refusal['why'], readonly [number, string]>> = {
  'bad-request': [400, 'InvalidParameter'],
  unauthorised: [401, 'InvalidApiKey'],
  'not-found': [404, 'ResourceNotFound'],
  'no-route': [404, 'InvalidURL'],
  conflict: [400, 'UnsupportedOperation'],
  rate: [429, 'Throttling.RateQuota'],
  concurrency: [429, 'Throttling'],
  overload: [503, 'ServiceUnavailable'],
  internal: [500, 'InternalError'],
  content: [400, 'DataInspectionFailed'],
  'error-in-200': [400, 'Arrearage'],
};

const submits: readonly Route[] = Object.entries(bodies).map(([name, schema]) =>
  route({
    stage: 'submit',
    method: 'POST',
    path: `/api/v1/services/aigc/${name}`,
    schema: schema as z.ZodType<Body>,
    handle: (call, desk) => {
      if (call.headers['x-dashscope-async'] !== 'enable') {
        return {
          status: 403,
          json: { code: 'AccessDenied', message: 'current user api does not support synchronous calls.', request_id: desk.id('uuid') },
        };
      }
      if (JSON.stringify(call.body).includes('"oss://') && call.headers['x-dashscope-ossresourceresolve'] !== 'enable')
        return desk.refuse({ why: 'bad-request', message: 'The oss:// address is not resolved', at: ['input'] });
      const made = madeFrom(call.body);
      const usd = made.lengthSec * (made.heightPx >= 1080 || made.widthPx >= 1920 ? 0.15 : 0.1);
      const task = desk.take(call, { id: desk.id('uuid'), kind: name, model: made.model, usd, request: call.body, made: [made] });
      return { status: 200, json: { output: { task_id: task.id, task_status: 'PENDING' }, request_id: desk.id('uuid') } };
    },
  }),
);

/** Alibaba's Wan on DashScope: asynchronous only by its header, an unknown task is a 200 that says UNKNOWN. */
export const dashscope: Protocol = {
  wire: 'dashscope',
  prefix: '',
  credential: key,
  webhookSecret: '',
  faults: [...usualFaults.submit, 'expires', 'concurrency-limit', ...usualFaults.poll, ...usualFaults.result, 'late-cancel'],
  authorise: keyed({ key }),
  refuse: ({ why, message, at }): Reply => {
    const [status, code] = codes[why];
    return { status, json: { code, message: [...(at ?? []), message].join(': '), request_id: 'emulated' } };
  },
  uploadKey: (text) => /^oss:\/\/(.+)$/.exec(text)?.[1],
  routes: [
    ...submits,
    {
      stage: 'other',
      method: 'GET',
      path: '/api/v1/uploads',
      query: { action: 'getPolicy' },
      handle: ({ query }, desk) => {
        const model = query.get('model');
        if (model === null || model === '') return desk.refuse({ why: 'bad-request', message: 'model is required' });
        const data = {
          ...{ policy: 'ZW11bGF0ZWQ=', signature: policyKey, oss_access_key_id: 'emulated', expire_in_seconds: 300, max_file_size_mb: 100 },
          ...{ upload_dir: `dashscope-instant/${model}/${desk.id('hex')}`, upload_host: `${desk.origin}/oss` },
          ...{ x_oss_object_acl: 'private', x_oss_forbid_overwrite: 'true' },
        };
        return { status: 200, json: { request_id: desk.id('uuid'), data } };
      },
    },
    {
      stage: 'other',
      method: 'POST',
      path: '/oss',
      isOpen: true,
      handle: async ({ form, headers }, desk) => {
        const [file, key] = [form?.get('file'), form?.get('key')];
        const isSigned =
          form?.get('Signature') === policyKey && form.get('policy') === 'ZW11bGF0ZWQ=' && headers['authorization'] === undefined;
        if (!(file instanceof File) || typeof key !== 'string' || !isSigned || form?.get('x-oss-object-acl') !== 'private')
          return { status: 403, text: '<Error><Code>AccessDenied</Code></Error>', mime: 'application/xml' };
        desk.uploads.set(key, { bytes: new Uint8Array(await file.arrayBuffer()), mime: file.type });
        return { status: 200 };
      },
    },
    {
      stage: 'poll',
      method: 'GET',
      path: '/api/v1/tasks/{id}',
      handle: (call, desk) => {
        const id = call.params['id'] ?? '';
        const task = desk.tasks.find(id);
        if (task === undefined)
          return { status: 200, json: { request_id: desk.id('uuid'), output: { task_id: id, task_status: 'UNKNOWN' } } };
        const told = output(task, { desk, call });
        const made = task.made[0] as Made;
        const usage =
          told['task_status'] === 'SUCCEEDED'
            ? { usage: { duration: made.lengthSec, video_count: 1, SR: Math.min(made.widthPx, made.heightPx) } }
            : {};
        return { status: 200, json: { request_id: desk.id('uuid'), output: told, ...usage } };
      },
    },
    {
      stage: 'other',
      method: 'GET',
      path: '/api/v1/tasks',
      handle: ({ query }, desk) => {
        const [page, size] = [Number(query.get('page_no') ?? '1'), Number(query.get('page_size') ?? '10')];
        const model = query.get('model_name');
        const status = query.get('status');
        const all = desk.tasks
          .all()
          .toReversed()
          .filter(
            (task) => (model === null || task.model === model) && (status === null || output(task, { desk })['task_status'] === status),
          );
        const data = all.slice((page - 1) * size, page * size).map((task) => ({
          ...{ task_id: task.id, model_name: task.model, status: output(task, { desk })['task_status'] },
          ...{ submit_time: task.atMs, start_time: task.startedAtMs, end_time: task.endedAtMs, gmt_create: task.atMs, request_id: task.id },
        }));
        return {
          status: 200,
          json: {
            data,
            total: all.length,
            page_no: page,
            page_size: size,
            total_page: Math.ceil(all.length / size),
            request_id: desk.id('uuid'),
          },
        };
      },
    },
    {
      stage: 'cancel',
      method: 'POST',
      path: '/api/v1/tasks/{id}/cancel',
      handle: (call, desk) => {
        const task = desk.tasks.find(call.params['id'] ?? '');
        if (task === undefined) return desk.refuse({ why: 'not-found', message: 'task not found' });
        if (task.state !== 'queued' || call.fault === 'late-cancel')
          return desk.refuse({ why: 'conflict', message: 'Failed to cancel the task, please confirm if the task is in PENDING status.' });
        desk.tasks.cancel(task, null);
        desk.strike(task);
        return { status: 200, json: { request_id: desk.id('uuid') } };
      },
    },
  ],
};

import { z } from 'zod';
import { frameShape } from '../media/frame-shape.ts';
import { givenRatio } from '../media/given-picture.ts';
import type { Made } from '../media/placard.ts';
import { keyed } from '../server/bearer.ts';
import { type Call, type Desk, type Protocol, type Refusal, type Reply, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';

/** HTTP status, gRPC status and number of each refusal. */
const codes: Readonly<Record<Refusal['why'], readonly [number, string]>> = {
  'bad-request': [400, 'INVALID_ARGUMENT'],
  unauthorised: [401, 'UNAUTHENTICATED'],
  'not-found': [404, 'NOT_FOUND'],
  'no-route': [404, 'NOT_FOUND'],
  conflict: [409, 'ALREADY_EXISTS'],
  rate: [429, 'RESOURCE_EXHAUSTED'],
  concurrency: [429, 'RESOURCE_EXHAUSTED'],
  overload: [503, 'UNAVAILABLE'],
  internal: [500, 'INTERNAL'],
  content: [400, 'INVALID_ARGUMENT'],
  'error-in-200': [500, 'INTERNAL'],
};
function refuse({ why, message, at }: Refusal): Reply {
  const [code, status] = codes[why];
  const text = at === undefined || at.length === 0 ? message : `Invalid value at '${at.join('.')}': ${message}`;
  return { status: code, json: { error: { code, message: text, status } } };
}

const picture = z.union([
  z.strictObject({ bytesBase64Encoded: z.base64(), mimeType: z.string() }),
  z.strictObject({ gcsUri: z.string().startsWith('gs://'), mimeType: z.string() }),
]);
const Veo = z
  .strictObject({
    instances: z.tuple([
      z.strictObject({
        prompt: z.string().optional(),
        image: picture.optional(),
        lastFrame: picture.optional(),
        referenceImages: z
          .array(z.strictObject({ image: picture, referenceType: z.enum(['asset', 'style']) }))
          .max(3)
          .optional(),
        video: picture.optional(),
        mask: picture.optional(),
      }),
    ]),
    parameters: z
      .strictObject({
        sampleCount: z.number().int().min(1).max(4).optional(),
        durationSeconds: z.union([z.literal(4), z.literal(6), z.literal(8)]).optional(),
        aspectRatio: z.enum(['16:9', '9:16']).optional(),
        resolution: z.enum(['720p', '1080p', '4k']).optional(),
        seed: z.number().int().min(0).max(4294967295).optional(),
        negativePrompt: z.string().optional(),
        personGeneration: z.enum(['allow_adult', 'dont_allow', 'allow_all']).optional(),
        generateAudio: z.boolean().optional(),
        storageUri: z.string().startsWith('gs://').optional(),
        enhancePrompt: z.boolean().optional(),
        compressionQuality: z.enum(['optimized', 'lossless']).optional(),
        resizeMode: z.enum(['pad', 'crop']).optional(),
        pubsubTopic: z.string().optional(),
      })
      .optional(),
  })
  .superRefine(({ instances: [instance], parameters = {} }, context) => {
    const complain = (field: string, message: string) => context.addIssue({ code: 'custom', message, path: ['parameters', field] });
    const { durationSeconds = 8, resolution } = parameters;
    const references = instance.referenceImages?.length ?? 0;
    if (references > 0 && durationSeconds !== 8) complain('durationSeconds', 'reference images need 8 seconds');
    if (references > 0 && instance.image !== undefined) complain('referenceImages', 'image and referenceImages exclude each other');
    if (resolution !== undefined && resolution !== '720p' && durationSeconds !== 8)
      complain('durationSeconds', `${resolution} needs 8 seconds`);
    if (instance.lastFrame !== undefined && instance.image === undefined) complain('lastFrame', 'lastFrame needs image');
    if (instance.prompt === undefined && instance.image === undefined) complain('prompt', 'prompt or image is required');
  });
type Veo = z.infer<typeof Veo>;
const veoPath = '/projects/{project}/locations/{location}/publishers/google/models/{model}';
const veoModels = /^veo-(3\.1|3\.0|2\.0)(-fast|-lite)?-generate-(001|preview)$/;
const veoKey = 'emulated-google-token';

async function operation(task: Task, { desk, call }: { desk: Desk; call: Call }): Promise<Readonly<Record<string, unknown>>> {
  const look = desk.look(call, task);
  if (look.state === 'queued' || look.state === 'running') return { name: task.id };
  // An operation has no word for its state: what is new to a reader is metadata instead.
  if (look.state === 'unheard')
    return { name: task.id, done: false, metadata: { '@type': 'type.googleapis.com/emulated.Metadata', state: 'REROUTED' } };
  const type = 'type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse';
  if (task.ending === 'content-refused') {
    return {
      name: task.id,
      done: true,
      response: { '@type': type, raiMediaFilteredCount: task.made.length, raiMediaFilteredReasons: ['Support codes: 15236754'] },
    };
  }
  if (task.state === 'failed') {
    const error =
      task.ending === 'error-in-200'
        ? { code: 3, message: 'emulated: invalid', status: 'INVALID_ARGUMENT' }
        : { code: 13, message: 'emulated: internal', status: 'INTERNAL' };
    return { name: task.id, done: true, error };
  }
  const { storageUri } = (task.request as Veo).parameters ?? {};
  const videos = await Promise.all(
    task.made.map(async (made, index) => {
      if (storageUri !== undefined) return { gcsUri: `${storageUri.replace(/\/$/, '')}/sample_${index}.mp4`, mimeType: 'video/mp4' };
      return { bytesBase64Encoded: Buffer.from(await desk.bytesOf(made)).toString('base64'), mimeType: 'video/mp4' };
    }),
  );
  return { name: task.id, done: true, response: { '@type': type, raiMediaFilteredCount: 0, videos } };
}

/** Veo on Vertex AI: a long-running operation asked after by POST; without a bucket the clip comes inside the reply. */
export const vertexVeo: Protocol = {
  wire: 'vertex-veo',
  prefix: '/v1',
  credential: veoKey,
  webhookSecret: '',
  errorIn200At: 'end',
  contentRefusedAt: 'end',
  faults: [...usualFaults.submit, 'error-in-200', ...usualFaults.poll.filter((each) => each !== 'running-to-queued')],
  authorise: keyed({ key: veoKey }),
  refuse,
  routes: [
    route({
      stage: 'submit',
      method: 'POST',
      path: `${veoPath}:predictLongRunning`,
      schema: Veo,
      handle: (call, desk) => {
        const { project, location, model = '' } = call.params;
        if (!veoModels.test(model)) return desk.refuse({ why: 'not-found', message: `Publisher Model ${model} was not found.` });
        const [instance] = call.body.instances;
        const { durationSeconds = 8, aspectRatio, resolution = '720p', sampleCount = 1, enhancePrompt = true } = call.body.parameters ?? {};
        const given =
          instance.image !== undefined && 'bytesBase64Encoded' in instance.image
            ? givenRatio(instance.image.bytesBase64Encoded)
            : undefined;
        const made: Made = {
          kind: 'video',
          wire: 'vertex-veo',
          model,
          prompt: instance.prompt ?? '',
          camera: enhancePrompt ? '(the prompt is reworded)' : '',
          ...frameShape({ className: resolution, ratio: aspectRatio ?? ((given ?? 1.78) < 1 ? '9:16' : '16:9') }),
          lengthSec: durationSeconds,
          fps: 24,
        };
        const task = desk.take(call, {
          id: `projects/${project}/locations/${location}/publishers/google/models/${model}/operations/${desk.id('uuid')}`,
          kind: 'operation',
          model,
          usd: durationSeconds * sampleCount * (/fast/.test(model) ? 0.15 : /lite/.test(model) ? 0.05 : 0.4),
          request: call.body,
          made: Array.from({ length: sampleCount }, () => made),
        });
        return { status: 200, json: { name: task.id } };
      },
    }),
    route({
      stage: 'poll',
      method: 'POST',
      path: `${veoPath}:fetchPredictOperation`,
      schema: z.strictObject({ operationName: z.string().min(1) }),
      handle: async (call, desk) => {
        const task = desk.tasks.find(call.body.operationName);
        return task === undefined
          ? desk.refuse({ why: 'not-found', message: 'Operation not found.' })
          : { status: 200, json: await operation(task, { desk, call }) };
      },
    }),
  ],
};

const content = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('image'), data: z.base64().optional(), uri: z.string().optional(), mime_type: z.string().optional() }),
  z.strictObject({ type: z.literal('video'), data: z.base64().optional(), uri: z.string().optional(), mime_type: z.string().optional() }),
]);
const Interaction = z.strictObject({
  model: z.enum(['gemini-omni-1.1-flash', 'gemini-omni-1.2-flash']),
  input: z.union([z.string(), z.array(content).min(1)]),
  response_format: z
    .strictObject({
      type: z.literal('video'),
      aspect_ratio: z.enum(['16:9', '9:16']).optional(),
      duration: z
        .string()
        .regex(/^\d+s$/, 'expected seconds such as "5s"')
        .optional(),
      resolution: z.enum(['360p', '720p', '1080p', '4k']).optional(),
      delivery: z.enum(['inline', 'uri']).optional(),
      gcs_uri: z.string().optional(),
    })
    .optional(),
  generation_config: z
    .strictObject({
      video_config: z
        .strictObject({ task: z.enum(['text_to_video', 'image_to_video', 'reference_to_video', 'edit', 'extend', 'upscale']) })
        .optional(),
      seed: z.number().int().optional(),
    })
    .optional(),
  background: z.boolean().optional(),
  store: z.boolean().optional(),
  previous_interaction_id: z.string().optional(),
  webhook_config: z.looseObject({}).optional(),
});
type Interaction = z.infer<typeof Interaction>;
const geminiKey = 'emulated-google-key';

async function interaction(task: Task, { desk, call }: { desk: Desk; call?: Call }): Promise<Readonly<Record<string, unknown>>> {
  const look = call === undefined ? { state: task.state } : desk.look(call, task);
  const states = {
    queued: 'queued',
    running: 'in_progress',
    succeeded: 'completed',
    failed: 'failed',
    cancelled: 'cancelled',
    unheard: 'rehearsing',
  };
  const status =
    look.state === 'failed' && task.ending === 'expires'
      ? 'incomplete'
      : call?.fault === 'status-synonym'
        ? 'requires_action'
        : states[look.state];
  const isInline = (task.request as Interaction).response_format?.delivery === 'inline';
  // Google's own addresses ask for the key in the query; a reader that logs this one has leaked it.
  const file = isInline
    ? { data: Buffer.from(status === 'completed' ? await desk.bytesOf(task.made[0] as Made) : '').toString('base64') }
    : { uri: `${desk.fileUrl(task)}?key=${geminiKey}` };
  const message = task.ending === 'content-refused' ? 'The response was blocked for safety.' : 'emulated failure';
  return {
    id: task.id,
    object: 'interaction',
    model: task.model,
    status,
    created: new Date(task.atMs).toISOString(),
    updated: new Date(task.endedAtMs ?? task.atMs).toISOString(),
    ...(status === 'completed'
      ? { outputs: [{ type: 'video', mime_type: 'video/mp4', ...file }], usage: { total_output_tokens: 1000 } }
      : {}),
    ...(status === 'failed' ? { error: { code: task.ending === 'content-refused' ? 'safety' : 'internal', message } } : {}),
  };
}

/** Gemini Omni by Interactions (@google/genai): in the background, asked after by id. */
export const geminiInteractions: Protocol = {
  wire: 'gemini-interactions',
  prefix: '',
  credential: geminiKey,
  webhookSecret: '',
  contentRefusedAt: 'end',
  faults: [...usualFaults.submit, 'expires', ...usualFaults.poll, ...usualFaults.result, 'late-cancel', 'cancel-ignored'],
  authorise: keyed({ key: geminiKey, word: '', header: 'x-goog-api-key' }),
  refuse,
  routes: ['/v1', '/v1beta'].flatMap((version) => [
    route({
      stage: 'submit',
      method: 'POST',
      path: `${version}/interactions`,
      schema: Interaction,
      handle: async (call, desk) => {
        const { body } = call;
        const parts = typeof body.input === 'string' ? [{ type: 'text' as const, text: body.input }] : body.input;
        const lengthSec = Number.parseInt(body.response_format?.duration ?? '5s', 10);
        const longest = body.model === 'gemini-omni-1.1-flash' ? 10 : 15;
        if (lengthSec < 3 || lengthSec > longest)
          return desk.refuse({ why: 'bad-request', message: `3s to ${longest}s`, at: ['response_format', 'duration'] });
        const previous = body.previous_interaction_id;
        if (previous !== undefined && desk.tasks.find(previous) === undefined)
          return desk.refuse({ why: 'not-found', message: `interaction ${previous} not found` });
        const videos = parts.filter(({ type }) => type === 'video').length;
        const made: Made = {
          kind: 'video',
          wire: 'gemini-interactions',
          model: body.model,
          prompt: parts
            .map((each) => (each.type === 'text' ? each.text : ''))
            .join(' ')
            .trim(),
          camera: videos > 0 ? `${videos} video given, task ${body.generation_config?.video_config?.task ?? 'not said'}` : '',
          ...frameShape({ className: body.response_format?.resolution ?? '720p', ratio: body.response_format?.aspect_ratio ?? '16:9' }),
          lengthSec,
          fps: 24,
        };
        const task = desk.take(call, {
          id: desk.id('hex', 'int_'),
          kind: 'interaction',
          model: body.model,
          usd: lengthSec * 0.1,
          request: body,
          made: [made],
        });
        if (body.background !== true) await desk.tasks.ended(task);
        return { status: 200, json: await interaction(task, { desk }) };
      },
    }),
    {
      stage: 'poll' as const,
      method: 'GET' as const,
      path: `${version}/interactions/{id}`,
      handle: async (call: Call, desk: Desk): Promise<Reply> => {
        const task = desk.tasks.find(call.params['id'] ?? '');
        return task === undefined
          ? desk.refuse({ why: 'not-found', message: 'Interaction not found.' })
          : { status: 200, json: await interaction(task, { desk, call }) };
      },
    },
    {
      stage: 'cancel' as const,
      method: 'POST' as const,
      path: `${version}/interactions/{id}/cancel`,
      handle: async (call: Call, desk: Desk): Promise<Reply> => {
        const task = desk.tasks.find(call.params['id'] ?? '');
        if (task === undefined) return desk.refuse({ why: 'not-found', message: 'Interaction not found.' });
        const wasQueued = task.state === 'queued';
        if (desk.tasks.cancel(task, call.fault) === 'too-late')
          return desk.refuse({ why: 'bad-request', message: 'The interaction has ended.', at: [] });
        if (wasQueued && call.fault === null) desk.strike(task);
        return { status: 200, json: await interaction(task, { desk }) };
      },
    },
    {
      stage: 'other' as const,
      method: 'DELETE' as const,
      path: `${version}/interactions/{id}`,
      handle: (call: Call, desk: Desk): Reply => {
        const task = desk.tasks.find(call.params['id'] ?? '');
        if (task === undefined) return desk.refuse({ why: 'not-found', message: 'Interaction not found.' });
        desk.tasks.remove(task);
        return { status: 200, json: {} };
      },
    },
  ]),
};

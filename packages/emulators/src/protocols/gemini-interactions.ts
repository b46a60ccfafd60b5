import { z } from 'zod';
import { frameShape } from '../media/frame-shape.ts';
import { givenRatio } from '../media/given-picture.ts';
import type { Made } from '../media/placard.ts';
import { googleError } from '../server/google-error.ts';
import { type Call, type Desk, type Protocol, type Refusal, type Reply, type Route, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';

const key = 'emulated-google-key';

const mediaOf = <Kind extends string>(type: Kind) =>
  z
    .strictObject({
      type: z.literal(type),
      data: z.base64().optional(),
      uri: z.string().optional(),
      mime_type: z.string().optional(),
      resolution: z.enum(['low', 'medium', 'high', 'ultra_high']).optional(),
    })
    .refine(({ data, uri }) => (data === undefined) !== (uri === undefined), { error: 'give either data or uri', path: ['data'] });
const Part = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  mediaOf('image'),
  mediaOf('video'),
  mediaOf('document'),
]);
type Part = z.infer<typeof Part>;
const Turn = z.strictObject({ type: z.literal('user_input'), content: z.array(Part).min(1) });
const Format = z.strictObject({
  type: z.literal('video'),
  aspect_ratio: z.enum(['16:9', '9:16']).optional(),
  duration: z
    .string()
    .regex(/^\d+s$/, 'expected seconds such as "5s"')
    .optional(),
  resolution: z.enum(['360p', '720p', '1080p', '4k']).optional(),
  delivery: z.enum(['inline', 'uri']).optional(),
  gcs_uri: z.string().startsWith('gs://').optional(),
});
const tasks = ['text_to_video', 'image_to_video', 'reference_to_video', 'edit', 'extend', 'upscale'] as const;
const needs: Readonly<Partial<Record<(typeof tasks)[number], readonly Part['type'][]>>> = {
  image_to_video: ['image'],
  reference_to_video: ['image', 'video', 'document'],
  edit: ['video', 'document'],
  extend: ['video', 'document'],
  upscale: ['video', 'document'],
};

/** Gives `Schema` what it is meant for: in a union the reply could not name the stray field. */
const oneOf = (choose: (value: unknown) => z.ZodType) => (value: unknown, context: z.RefinementCtx) => {
  const read = choose(value).safeParse(value);
  for (const issue of read.error?.issues ?? []) {
    const stray = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    context.addIssue({ code: 'custom', message: issue.message, path: [...issue.path, ...stray] });
  }
};
const hasTurns = (value: unknown) => Array.isArray(value) && (value as { type?: unknown }[])[0]?.type === 'user_input';
const Input = z.unknown().superRefine(
  oneOf((value) => {
    if (typeof value === 'string') return z.string().min(1);
    return hasTurns(value) ? z.array(Turn) : z.array(Part).min(1);
  }),
);

/** The body of @google/genai's interactions.create, as far as video goes. */
const Wish = z
  .strictObject({
    model: z.enum(['gemini-omni-1.1-flash', 'gemini-omni-1.2-flash']),
    input: Input,
    system_instruction: z.string().optional(),
    // One format, or a list of one.
    response_format: z
      .unknown()
      .superRefine(oneOf((value) => (Array.isArray(value) ? z.array(Format).length(1) : Format)))
      .optional(),
    generation_config: z
      .strictObject({ video_config: z.strictObject({ task: z.enum(tasks).optional() }).optional(), seed: z.number().int().optional() })
      .optional(),
    background: z.boolean().optional(),
    store: z.boolean().optional(),
    stream: z.literal(false).optional(),
    previous_interaction_id: z.string().min(1).optional(),
    webhook_config: z.strictObject({ uris: z.array(z.url()).optional(), user_metadata: z.looseObject({}).optional() }).optional(),
  })
  .superRefine((body, context) => {
    const complain = (path: string[], message: string) => context.addIssue({ code: 'custom', message, path });
    const { duration = '5s' } = formatOf(body);
    const longest = body.model === 'gemini-omni-1.1-flash' ? 10 : 15;
    const lengthSec = Number.parseInt(duration, 10);
    if (lengthSec < 3 || lengthSec > longest) complain(['response_format', 'duration'], `${body.model} makes 3s to ${longest}s`);
    const task = body.generation_config?.video_config?.task;
    const wanted = task === undefined ? undefined : needs[task];
    if (wanted !== undefined && body.previous_interaction_id === undefined && !partsOf(body).some(({ type }) => wanted.includes(type)))
      complain(['generation_config', 'video_config', 'task'], `${task} needs ${wanted.join(' or ')}`);
    // What is not kept cannot be asked after.
    if (body.background === true && body.store === false) complain(['background'], 'background needs store');
  });
type Wish = z.infer<typeof Wish>;

function partsOf({ input }: Pick<Wish, 'input'>): readonly Part[] {
  if (typeof input === 'string') return [{ type: 'text', text: input }];
  return hasTurns(input) ? (input as z.infer<typeof Turn>[]).flatMap(({ content }) => content) : (input as Part[]);
}

function formatOf({ response_format: format }: Pick<Wish, 'response_format'>): Partial<z.infer<typeof Format>> {
  return ((Array.isArray(format) ? format[0] : format) ?? {}) as Partial<z.infer<typeof Format>>;
}

function madeFrom(wish: Wish): Made {
  const parts = partsOf(wish);
  const { duration = '5s', resolution = '720p', aspect_ratio: ratio } = formatOf(wish);
  const first = parts.find(({ type }) => type === 'image');
  const given = first !== undefined && 'data' in first && (givenRatio(first.data) ?? 2) < 1 ? '9:16' : '16:9';
  const count = (kind: Part['type']) => parts.filter(({ type }) => type === kind).length;
  const notes = [
    ...(wish.generation_config?.video_config?.task === undefined ? [] : [wish.generation_config.video_config.task]),
    ...(wish.previous_interaction_id === undefined ? [] : ['said about a clip before']),
    ...(['image', 'video'] as const).filter((kind) => count(kind) > 0).map((kind) => `${count(kind)} ${kind} given`),
  ];
  return {
    kind: 'video',
    wire: 'gemini-interactions',
    model: wish.model,
    prompt: parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join(' '),
    camera: notes.join(', '),
    ...frameShape({ className: resolution, ratio: ratio ?? given }),
    lengthSec: Number.parseInt(duration, 10),
    fps: 24,
  };
}

/** Tokens of an answer; 5792 a second is a round figure of ours. */
function usageOf(lengthSec: number) {
  const [input, output] = [20, Math.round(lengthSec * 5792)];
  return { total_input_tokens: input, total_output_tokens: output, total_tokens: input + output };
}

async function interaction(task: Task, { desk, call }: { desk: Desk; call?: Call }): Promise<Readonly<Record<string, unknown>>> {
  const { state } = call === undefined ? { state: task.state } : desk.look(call, task);
  const wish = task.request as Wish;
  const [made] = task.made as readonly [Made];
  const words = { queued: 'queued', running: 'in_progress', succeeded: 'completed', failed: 'failed', cancelled: 'cancelled' };
  const ends = { expires: 'budget_exceeded', 'error-in-200': 'completed' } as const;
  const end = task.ending === 'expires' || task.ending === 'error-in-200' ? ends[task.ending] : 'failed';
  const status = state === 'unheard' ? 'rehearsing' : state === 'failed' ? end : words[state];
  const file = async () =>
    formatOf(wish).delivery === 'uri'
      ? { uri: `${desk.origin}/v1beta/files/${task.id}:download?alt=media` }
      : { data: Buffer.from(await desk.bytesOf(made)).toString('base64') };
  const isDone = status === 'completed';
  // A model that answers in words has not failed, and has made nothing.
  const content = !isDone
    ? []
    : task.ending === 'error-in-200'
      ? [{ type: 'text', text: 'I can describe that shot, but I cannot film it.' }]
      : [{ type: 'video', mime_type: 'video/mp4', ...(await file()) }];
  const code = task.ending === 'content-refused' ? 'content_blocked' : 'internal';
  return {
    id: task.id,
    object: 'interaction',
    model: task.model,
    status,
    created: new Date(task.atMs).toISOString(),
    updated: new Date(task.endedAtMs ?? task.startedAtMs ?? task.atMs).toISOString(),
    // Earlier revisions of the API had one list of outputs.
    ...(call?.fault === 'result-shape'
      ? { outputs: content }
      : { steps: [{ type: 'user_input', content: partsOf(wish) }, ...(isDone ? [{ type: 'model_output', content }] : [])] }),
    ...(isDone ? { usage: usageOf(made.lengthSec) } : {}),
    ...(status === 'failed' ? { error: { code, message: `emulated: ${code}` } } : {}),
  };
}

function found(call: Call, desk: Desk, then: (task: Task) => Reply | Promise<Reply>): Reply | Promise<Reply> {
  const task = desk.tasks.find(call.params['id'] ?? '');
  const isKept = task !== undefined && (task.request as Wish).store !== false;
  return isKept ? then(task) : desk.refuse({ why: 'not-found', message: 'Interaction not found.' });
}

/** Films that were asked after once: the first answer is that they are looked through. */
const looked = new WeakMap<Desk, Set<string>>();

function storedFile(id: string, desk: Desk): Readonly<Record<string, unknown>> | undefined {
  const file = desk.uploads.get(id);
  if (file === undefined) return undefined;
  const asked = looked.get(desk) ?? new Set();
  looked.set(desk, asked);
  const isReady = !file.mime.startsWith('video/') || asked.has(id);
  asked.add(id);
  const uri = `${desk.origin}/v1beta/files/${id}`;
  return { name: `files/${id}`, uri, mimeType: file.mime, sizeBytes: String(file.bytes.length), state: isReady ? 'ACTIVE' : 'PROCESSING' };
}

/** The Files API's resumable upload, in one piece. */
const uploads = (version: string): readonly Route[] => [
  route({
    stage: 'other',
    method: 'POST',
    path: `/upload${version}/files`,
    schema: z.strictObject({ file: z.looseObject({ display_name: z.string().optional(), displayName: z.string().optional() }).optional() }),
    handle: ({ headers }, desk) => {
      const mime = headers['x-goog-upload-header-content-type'];
      if (headers['x-goog-upload-protocol'] !== 'resumable' || headers['x-goog-upload-command'] !== 'start' || mime === undefined)
        return desk.refuse({ why: 'bad-request', message: 'not the start of a resumable upload' });
      const session = `${desk.origin}/upload${version}/sessions/${desk.id('hex')}?mime=${encodeURIComponent(mime)}`;
      return { status: 200, headers: { 'x-goog-upload-url': session, 'x-goog-upload-status': 'active' }, json: {} };
    },
  }),
  {
    stage: 'other',
    method: 'POST',
    path: `/upload${version}/sessions/{id}`,
    isOpen: true,
    handle: ({ bytes, headers, params, query }, desk) => {
      if (headers['x-goog-upload-command'] !== 'upload, finalize' || headers['x-goog-upload-offset'] !== '0' || bytes.length === 0)
        return desk.refuse({ why: 'bad-request', message: 'not the bytes of an upload' });
      const id = params['id'] ?? '';
      desk.uploads.set(id, { bytes, mime: query.get('mime') ?? '' });
      return { status: 200, headers: { 'x-goog-upload-status': 'final' }, json: { file: storedFile(id, desk) } };
    },
  },
];

const routes = (version: string): readonly Route[] => [
  route({
    stage: 'submit',
    method: 'POST',
    path: `${version}/interactions`,
    schema: Wish,
    handle: async (call, desk) => {
      const { body } = call;
      const before = body.previous_interaction_id;
      if (before !== undefined && desk.tasks.find(before)?.state !== 'succeeded')
        return desk.refuse({ why: 'not-found', message: `Interaction ${before} not found.`, at: ['previous_interaction_id'] });
      const made = madeFrom(body);
      const task = desk.take(call, {
        id: desk.id('hex', 'v1_'),
        kind: 'interaction',
        model: body.model,
        usd: made.lengthSec * 0.1,
        request: body,
        made: [made],
      });
      // Without background the answer waits for the clip.
      if (body.background !== true) await desk.tasks.ended(task);
      return { status: 200, json: await interaction(task, { desk }) };
    },
  }),
  {
    stage: 'poll',
    method: 'GET',
    path: `${version}/interactions/{id}`,
    handle: (call, desk) => found(call, desk, async (task) => ({ status: 200, json: await interaction(task, { desk, call }) })),
  },
  {
    stage: 'cancel',
    method: 'POST',
    path: `${version}/interactions/{id}/cancel`,
    handle: (call, desk) =>
      found(call, desk, async (task) => {
        const wasQueued = task.state === 'queued';
        if (desk.tasks.cancel(task, call.fault) === 'too-late')
          return desk.refuse({ why: 'conflict', message: 'The interaction is not in progress.' });
        if (wasQueued && call.fault === null) desk.strike(task);
        return { status: 200, json: await interaction(task, { desk }) };
      }),
  },
  {
    stage: 'other',
    method: 'DELETE',
    path: `${version}/interactions/{id}`,
    handle: (call, desk) =>
      found(call, desk, (task) => {
        desk.tasks.remove(task);
        return { status: 200, json: {} };
      }),
  },
  {
    stage: 'result',
    method: 'GET',
    path: `${version}/files/{id}:download`,
    handle: (call, desk) =>
      found(call, desk, (task) =>
        task.state === 'succeeded'
          ? { status: 200, made: task.made[0] as Made }
          : desk.refuse({ why: 'conflict', message: 'The file is not in an ACTIVE state.' }),
      ),
  },
  {
    stage: 'other',
    method: 'GET',
    path: `${version}/files/{id}`,
    handle: (call, desk) => {
      const uploaded = storedFile(call.params['id'] ?? '', desk);
      if (uploaded !== undefined) return { status: 200, json: uploaded };
      return found(call, desk, (task) => {
        const state = task.state === 'succeeded' ? 'ACTIVE' : task.state === 'failed' ? 'FAILED' : 'PROCESSING';
        const address = `${desk.origin}/v1beta/files/${task.id}`;
        return {
          status: 200,
          json: { name: `files/${task.id}`, mimeType: 'video/mp4', state, uri: address, downloadUri: `${address}:download?alt=media` },
        };
      });
    },
  },
];

/** Who may come in: a key in the header, or in the address as downloads have it. A wrong key is a bad request here, none is forbidden. */
function authorise({ headers, query }: Call): Refusal | null {
  const given = headers['x-goog-api-key'] ?? query.get('key');
  if (given === key) return null;
  return { why: 'unauthorised', message: given === null ? 'no key' : 'wrong key' };
}

/** Gemini Omni by Interactions (@google/genai): steps in and out, in the background or at once, files that ask for the key. */
export const geminiInteractions: Protocol = {
  wire: 'gemini-interactions',
  prefix: '',
  credential: key,
  webhookSecret: '',
  contentRefusedAt: 'end',
  errorIn200At: 'end',
  faults: [
    ...usualFaults.submit,
    ...(['concurrency-limit', 'expires', 'error-in-200'] as const),
    ...usualFaults.poll,
    'result-shape',
    ...usualFaults.result,
    ...(['late-cancel', 'cancel-ignored'] as const),
  ],
  authorise,
  refuse: (refusal) => {
    if (refusal.why !== 'unauthorised' || refusal.message === 'expired') return googleError(refusal);
    const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' }];
    return refusal.message === 'no key'
      ? { status: 403, json: { error: { code: 403, message: "Method doesn't allow unregistered callers.", status: 'PERMISSION_DENIED' } } }
      : { status: 400, json: { error: { code: 400, message: 'API key not valid.', status: 'INVALID_ARGUMENT', details } } };
  },
  uploadKey: (text, origin) => (text.startsWith(origin) ? /\/v1(?:beta)?\/files\/([\w-]+)$/.exec(text)?.[1] : undefined),
  routes: ['/v1', '/v1beta'].flatMap((version) => [...uploads(version), ...routes(version)]),
};

import { z } from 'zod';
import { frameShape } from '../media/frame-shape.ts';
import { givenRatio } from '../media/given-picture.ts';
import type { Made } from '../media/placard.ts';
import { keyed } from '../server/bearer.ts';
import { googleError } from '../server/google-error.ts';
import { type Call, type Desk, type Protocol, type Reply, type Route, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';

const key = 'emulated-google-token';

const stored = z.string().regex(/^gs:\/\/[^/]+(\/|$)/, 'expected gs://BUCKET/…');
const media = z.union([
  z.strictObject({ bytesBase64Encoded: z.base64().min(1), mimeType: z.string() }),
  z.strictObject({ gcsUri: stored, mimeType: z.string() }),
]);
const Veo = z
  .strictObject({
    instances: z.tuple([
      z.strictObject({
        prompt: z.string().optional(),
        image: media.optional(),
        lastFrame: media.optional(),
        referenceImages: z
          .array(z.strictObject({ image: media, referenceType: z.enum(['asset', 'style']) }))
          .min(1)
          .max(3)
          .optional(),
        video: media.optional(),
        mask: media.optional(),
      }),
    ]),
    parameters: z
      .strictObject({
        sampleCount: z.number().int().min(1).max(4).optional(),
        durationSeconds: z.literal([4, 6, 8]).optional(),
        aspectRatio: z.enum(['16:9', '9:16']).optional(),
        resolution: z.enum(['720p', '1080p', '4k']).optional(),
        seed: z.number().int().min(0).max(4294967295).optional(),
        negativePrompt: z.string().optional(),
        personGeneration: z.enum(['allow_adult', 'dont_allow', 'allow_all']).optional(),
        generateAudio: z.boolean().optional(),
        storageUri: stored.optional(),
        // Whether 3.x takes false is unverified: both are taken here.
        enhancePrompt: z.boolean().optional(),
        compressionQuality: z.enum(['optimized', 'lossless']).optional(),
        resizeMode: z.enum(['pad', 'crop']).optional(),
        pubsubTopic: z.string().optional(),
      })
      .optional(),
  })
  .superRefine(({ instances: [instance], parameters = {} }, context) => {
    const complain = (path: string[], message: string) => context.addIssue({ code: 'custom', message, path });
    const { durationSeconds = 8, resolution = '720p' } = parameters;
    const { image, lastFrame, referenceImages, video, prompt } = instance;
    const starts = Object.entries({ image, referenceImages, video }).filter(([, given]) => given !== undefined);
    if (starts.length > 1)
      complain(['instances', starts[1]?.[0] ?? ''], `${starts.map(([name]) => name).join(' and ')} exclude each other`);
    if (lastFrame !== undefined && image === undefined) complain(['instances', 'lastFrame'], 'lastFrame needs image');
    if (prompt === undefined && starts.length === 0) complain(['instances', 'prompt'], 'prompt or image is required');
    if (referenceImages !== undefined && durationSeconds !== 8)
      complain(['parameters', 'durationSeconds'], 'reference images need 8 seconds');
    if (resolution !== '720p' && durationSeconds !== 8) complain(['parameters', 'durationSeconds'], `${resolution} needs 8 seconds`);
  });
type Veo = z.infer<typeof Veo>;

const path = '/projects/{project}/locations/{location}/publishers/google/models/{model}';
const models = /^veo-(3\.1|3\.0|2\.0)(-fast|-lite)?-generate-(001|preview)$/;
const usdPerSec = (model: string) => (model.includes('-fast') ? 0.15 : model.includes('-lite') ? 0.05 : 0.4);

function madeFrom(model: string, { instances: [instance], parameters = {} }: Veo): readonly Made[] {
  const { durationSeconds = 8, aspectRatio, resolution = '720p', sampleCount = 1, enhancePrompt = true } = parameters;
  const given =
    instance.image !== undefined && 'bytesBase64Encoded' in instance.image ? givenRatio(instance.image.bytesBase64Encoded) : 1.78;
  const notes = [
    ...(instance.lastFrame === undefined ? [] : ['first and last frame']),
    ...(instance.referenceImages === undefined ? [] : [`${instance.referenceImages.length} reference images`]),
    ...(instance.video === undefined ? [] : ['a clip made longer']),
    ...(enhancePrompt ? ['(the prompt is reworded)'] : []),
  ];
  const made: Made = {
    kind: 'video',
    wire: 'vertex-veo',
    model,
    prompt: instance.prompt ?? '',
    camera: notes.join(', '),
    ...frameShape({ className: resolution, ratio: aspectRatio ?? ((given ?? 1.78) < 1 ? '9:16' : '16:9') }),
    // What is added to a clip is always seven seconds.
    lengthSec: instance.video === undefined ? durationSeconds : 7,
    fps: 24,
  };
  return Array.from({ length: sampleCount }, () => made);
}

/** Where a take's clips lie, without gs://; empty where there is no bucket. */
function placesOf({ made, request }: Task): readonly string[] {
  const { storageUri } = (request as Veo).parameters ?? {};
  if (storageUri === undefined) return [];
  return made.map((_, index) => `${storageUri.slice('gs://'.length).replace(/\/$/, '')}/sample_${index}.mp4`);
}

async function operation(task: Task, { desk, call }: { desk: Desk; call: Call }): Promise<Readonly<Record<string, unknown>>> {
  const { state } = desk.look(call, task);
  const name = task.id;
  if (state === 'queued' || state === 'running') return { name };
  // An operation has no word for its state: what is new to a reader is metadata instead.
  if (state === 'unheard') return { name, done: false, metadata: { '@type': 'type.googleapis.com/emulated.Metadata', state: 'REROUTED' } };
  const type = 'type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse';
  switch (task.ending) {
    case 'content-refused': {
      const raiMediaFilteredReasons = ['Veo could not generate videos. Support codes: 15236754'];
      return { name, done: true, response: { '@type': type, raiMediaFilteredCount: task.made.length, raiMediaFilteredReasons } };
    }
    case 'error-in-200':
      return { name, done: true, error: { code: 8, message: 'emulated: no capacity', status: 'RESOURCE_EXHAUSTED' } };
    case 'succeeds': {
      const places = placesOf(task);
      const mimeType = 'video/mp4';
      const videos = await Promise.all(
        task.made.map(async (made, index) =>
          places.length > 0
            ? { gcsUri: `gs://${places[index]}`, mimeType }
            : { bytesBase64Encoded: Buffer.from(await desk.bytesOf(made)).toString('base64'), mimeType },
        ),
      );
      return { name, done: true, response: { '@type': type, raiMediaFilteredCount: 0, videos } };
    }
    default:
      return { name, done: true, error: { code: 13, message: 'emulated: internal', status: 'INTERNAL' } };
  }
}

/** What lies in buckets, newest last: the clips of takes that were made. */
function objectsIn(desk: Desk): readonly Readonly<{ place: string; task: Task; made: Made }>[] {
  return desk.tasks
    .all()
    .filter(({ state }) => state === 'succeeded')
    .flatMap((task) => placesOf(task).map((place, index) => ({ place, task, made: task.made[index] as Made })));
}

function objectReply(place: string, desk: Desk, isWhole: boolean): Reply {
  const found = objectsIn(desk).findLast((each) => each.place === place);
  if (found === undefined) return desk.refuse({ why: 'not-found', message: `No such object: ${place}` });
  return isWhole ? { status: 200, made: found.made } : { status: 200, json: described(found) };
}
const described = ({ place, task }: Readonly<{ place: string; task: Task }>) => ({
  kind: 'storage#object',
  bucket: place.split('/')[0],
  name: place.slice(place.indexOf('/') + 1),
  contentType: 'video/mp4',
  timeCreated: new Date(task.endedAtMs ?? task.atMs).toISOString(),
});

/** The bucket, as far as a client of Veo needs it: Cloud Storage's list, its JSON reading and its plain addresses. */
const bucket: readonly Route[] = [
  {
    stage: 'other',
    method: 'GET',
    path: '/storage/v1/b/{bucket}/o',
    handle: (call, desk) => {
      const prefix = `${call.params['bucket']}/${call.query.get('prefix') ?? ''}`;
      const items = objectsIn(desk).filter(({ place }) => place.startsWith(prefix));
      return { status: 200, json: { kind: 'storage#objects', ...(items.length === 0 ? {} : { items: items.map(described) }) } };
    },
  },
  {
    stage: 'result',
    method: 'GET',
    path: '/storage/v1/b/{bucket}/o/{object}',
    handle: (call, desk) => objectReply(`${call.params['bucket']}/${call.params['object']}`, desk, call.query.get('alt') === 'media'),
  },
  {
    stage: 'result',
    method: 'GET',
    path: '/{bucket}/{object+}',
    handle: (call, desk) => objectReply(`${call.params['bucket']}/${call.params['object']}`, desk, true),
  },
];

/** Veo on Vertex AI: an operation asked after by POST, without cancel or list; clips in a bucket, which stands beside it, or inside the reply. */
export const vertexVeo: Protocol = {
  wire: 'vertex-veo',
  prefix: '/v1',
  credential: key,
  webhookSecret: '',
  errorIn200At: 'end',
  contentRefusedAt: 'end',
  faults: [
    ...usualFaults.submit,
    ...(['concurrency-limit', 'error-in-200'] as const),
    // There is no word for waiting that it could go back to.
    ...usualFaults.poll.filter((fault) => fault !== 'running-to-queued'),
    ...usualFaults.result,
  ],
  authorise: keyed({ key }),
  refuse: googleError,
  routes: [
    route({
      stage: 'submit',
      method: 'POST',
      path: `${path}:predictLongRunning`,
      schema: Veo,
      handle: (call, desk) => {
        const { project, location, model = '' } = call.params;
        if (!models.test(model)) return desk.refuse({ why: 'not-found', message: `Publisher Model ${model} was not found.` });
        const made = madeFrom(model, call.body);
        const task = desk.take(call, {
          id: `projects/${project}/locations/${location}/publishers/google/models/${model}/operations/${desk.id('uuid')}`,
          kind: model,
          model,
          usd: made.reduce((sum, { lengthSec }) => sum + lengthSec * usdPerSec(model), 0),
          request: call.body,
          made,
        });
        return { status: 200, json: { name: task.id } };
      },
    }),
    route({
      stage: 'poll',
      method: 'POST',
      path: `${path}:fetchPredictOperation`,
      schema: z.strictObject({ operationName: z.string().min(1) }),
      handle: async (call, desk) => {
        const task = desk.tasks.find(call.body.operationName);
        if (task === undefined || task.kind !== call.params['model'])
          return desk.refuse({ why: 'not-found', message: 'Operation not found.' });
        return { status: 200, json: await operation(task, { desk, call }) };
      },
    }),
    ...bucket,
  ],
};

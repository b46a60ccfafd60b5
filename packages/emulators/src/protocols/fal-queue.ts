import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { z } from 'zod';
import { frameShape } from '../media/frame-shape.ts';
import { givenBytes, givenRatio } from '../media/given-picture.ts';
import { paintingOf } from '../media/painting.ts';
import type { Made, Painting } from '../media/placard.ts';
import { keyed } from '../server/bearer.ts';
import { type Call, type Desk, type Protocol, type Reply, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';
import { falInput } from './fal-inputs.ts';

const key = 'emulated-fal-id:emulated-fal-secret';
const signing = generateKeyPairSync('ed25519');

/** The fields that say how a clip looks, as far as an endpoint has them. */
const Wish = z.looseObject({
  prompt: z.string().default(''),
  duration: z.union([z.string(), z.number()]).optional(),
  aspect_ratio: z.string().optional(),
  resolution: z.string().optional(),
  image_size: z.union([z.string(), z.looseObject({ width: z.number(), height: z.number() })]).optional(),
  num_frames: z.number().optional(),
  fps: z.number().optional(),
  frames_per_second: z.number().optional(),
  num_images: z.number().optional(),
  image_url: z.string().optional(),
  start_image_url: z.string().optional(),
  seed: z.number().optional(),
  multi_prompt: z.array(z.looseObject({ prompt: z.string() })).optional(),
});

/** Every field of an endpoint that speaks of the camera, with what it was given. */
const cameraFields =
  /^(camera_.*|advanced_camera_control|camera|mode|trajectory|target_pose|horizontal_angle|vertical_angle|zoom|rotate_right_left|move_forward|wide_angle_lens|.*dynamic_masks|static_mask_url)$/;

function isImage(endpoint: string): boolean {
  return /multiple-angles|seedream|nano-banana|fal-ai\/flux|fibo|image-edit\/inpaint/.test(endpoint);
}

const namedSizes: Readonly<Record<string, string>> = {
  square_hd: '1:1',
  square: '1:1',
  portrait_4_3: '3:4',
  portrait_16_9: '9:16',
  landscape_4_3: '4:3',
  landscape_16_9: '16:9',
};

function madeFrom(endpoint: string, body: Readonly<Record<string, unknown>>): readonly Made[] {
  const wish = Wish.parse(body);
  const size = wish.image_size;
  const given = givenRatio(wish.image_url ?? wish.start_image_url);
  const ratio = typeof size === 'string' ? namedSizes[size] : /^\d/.test(wish.aspect_ratio ?? '') ? wish.aspect_ratio : given;
  const plain = frameShape({
    className: wish.resolution ?? (isImage(endpoint) ? '1k' : /\/pro\//.test(endpoint) ? '1080p' : '720p'),
    ratio,
  });
  const fps = wish.fps ?? wish.frames_per_second ?? (/ltx/.test(endpoint) ? 25 : /wan/.test(endpoint) ? 16 : 24);
  const told = Number.parseFloat(String(wish.duration ?? '5'));
  const lengthSec = wish.num_frames === undefined ? (Number.isFinite(told) ? told : 5) : wish.num_frames / fps;
  const camera = Object.entries(body).filter(([name]) => cameraFields.test(name) && (name !== 'mode' || /recamera/.test(endpoint)));
  const made: Made = {
    kind: isImage(endpoint) ? 'image' : 'video',
    wire: 'fal-queue',
    model: endpoint,
    prompt: wish.multi_prompt?.map(({ prompt }) => prompt).join(' / ') ?? wish.prompt,
    camera: camera.map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', '),
    ...(typeof size === 'object' ? { widthPx: Math.round(size.width / 2) * 2, heightPx: Math.round(size.height / 2) * 2 } : plain),
    lengthSec: isImage(endpoint) ? 0 : lengthSec,
    fps: isImage(endpoint) ? 0 : fps,
  };
  return Array.from({ length: isImage(endpoint) ? (wish.num_images ?? 1) : 1 }, () => made);
}

/** Dollars for a take, by the tables of providers.md §4.1 and 4.9 where they speak; else a round figure. */
function price(endpoint: string, { kind, lengthSec }: Made): number {
  if (kind === 'image') return 0.035;
  if (/kling-video\/v3\/pro/.test(endpoint)) return lengthSec * 0.112;
  if (/kling-video\/v3/.test(endpoint)) return lengthSec * 0.084;
  return lengthSec * 0.07;
}

/** The application of an endpoint: its first two segments, which is all that later addresses keep. */
const appOf = (endpoint: string) => endpoint.split('/').slice(0, 2).join('/');

function addresses(task: Task, desk: Desk) {
  const address = `${desk.origin}/${task.kind}/requests/${task.id}`;
  return { request_id: task.id, response_url: address, status_url: `${address}/status`, cancel_url: `${address}/cancel` };
}

/** The picture and the mask of a request, where both are here; a text where they do not go together. What lies elsewhere is not fetched. */
function paintingIn(request: Readonly<Record<string, unknown>>, desk: Desk): Painting | string | undefined {
  const bytesAt = (name: string) => {
    const text = request[name];
    if (typeof text !== 'string') return undefined;
    return givenBytes(text) ?? desk.uploads.get(uploadOf(text, desk.origin) ?? '')?.bytes;
  };
  const [picture, mask] = [bytesAt('image_url'), bytesAt('mask_url')];
  return picture === undefined || mask === undefined ? undefined : paintingOf(picture, mask);
}

/** The name in `uploads` of an address of ours. */
function uploadOf(text: string, origin: string): string | undefined {
  return text.startsWith(`${origin}/uploads/`) ? decodeURIComponent(text.slice(`${origin}/uploads/`.length)) : undefined;
}

function submitted(call: Call, desk: Desk): Reply {
  const endpoint = call.params['endpoint'] ?? '';
  const input = falInput(endpoint);
  if (input === undefined) return { status: 404, json: { detail: `Application '${endpoint.split('/')[1] ?? endpoint}' not found` } };
  const read = input.safeParse(call.body);
  if (!read.success) {
    const detail = read.error.issues.map((issue) => {
      const stray = issue.code === 'unrecognized_keys';
      const loc = ['body', ...(issue.path as (string | number)[]), ...(stray ? issue.keys.slice(0, 1) : [])];
      return {
        loc,
        msg: stray ? 'Extra inputs are not permitted' : issue.message,
        type: stray ? 'extra_forbidden' : 'value_error',
        ctx: {},
      };
    });
    return { status: 422, json: { detail } };
  }
  const request = read.data as Readonly<Record<string, unknown>>;
  const over = paintingIn(request, desk);
  if (typeof over === 'string')
    return { status: 422, json: { detail: [{ loc: ['body', 'mask_url'], msg: over, type: 'value_error', ctx: {} }] } };
  const made = madeFrom(endpoint, request).map((each) =>
    over === undefined ? each : { ...each, over, widthPx: over.widthPx, heightPx: over.heightPx },
  );
  const webhookUrl = call.query.get('fal_webhook');
  const clientKey = webhookUrl !== null && URL.canParse(webhookUrl) ? new URL(webhookUrl).searchParams.get('k') : null;
  const task = desk.take(call, {
    id: desk.id('uuid'),
    kind: appOf(endpoint),
    model: endpoint,
    usd: price(endpoint, made[0] as Made) * made.length,
    request,
    made,
    ...(webhookUrl === null ? {} : { webhookUrl }),
    ...(clientKey === null ? {} : { clientKey }),
  });
  return {
    status: 200,
    json: { status: 'IN_QUEUE', ...addresses(task, desk), queue_position: desk.look({ ...call, fault: null }, task).place },
  };
}

function output(task: Task, desk: Desk): unknown {
  const { seed = 7 } = Wish.parse(task.request);
  const files = task.made.map((made, index) => {
    const url = desk.fileUrl(task, index);
    const type = made.kind === 'video' ? 'video/mp4' : 'image/png';
    return {
      url,
      content_type: type,
      file_name: `output.${made.kind === 'video' ? 'mp4' : 'png'}`,
      ...(made.kind === 'image' ? { width: made.widthPx, height: made.heightPx } : {}),
    };
  });
  return task.made[0]?.kind === 'video' ? { video: files[0], seed } : { images: files, seed, prompt: task.made[0]?.prompt ?? '' };
}

// fal.ai/docs, "Request Error Types": the platform's errors have a type, in the body and in a header; those of a model are a list.
const runnerError = { error: 'The runner disconnected unexpectedly', error_type: 'runner_disconnected' };

function problem(task: Task): Reply {
  if (task.ending === 'content-refused') {
    const msg = 'The content could not be processed because it contained material flagged by a content checker.';
    return { status: 422, json: { detail: [{ loc: ['body', 'prompt'], msg, type: 'content_policy_violation', ctx: {} }] } };
  }
  const type = task.ending === 'error-in-200' ? runnerError.error_type : 'internal_error';
  const headers = { 'x-fal-error-type': type };
  return { status: type === 'internal_error' ? 500 : 503, headers, json: { detail: 'Internal Server Error', error_type: type } };
}

function found(call: Call, desk: Desk): Task | undefined {
  const task = desk.tasks.find(call.params['id'] ?? '');
  return task?.kind === call.params['app'] ? task : undefined;
}

const missing: Reply = { status: 404, json: { detail: 'Request not found' } };
const request = '/{owner}/{name}/requests/{id}';
const withApp = (call: Call): Call => ({ ...call, params: { ...call.params, app: `${call.params['owner']}/${call.params['name']}` } });

/** fal's queue as in @fal-ai/client and fal.ai/docs: the endpoint's whole name at the submit only, its first two parts afterwards. */
export const falQueue: Protocol = {
  wire: 'fal-queue',
  prefix: '',
  credential: key,
  webhookSecret: '',
  contentRefusedAt: 'end',
  errorIn200At: 'end',
  // fal.ai/docs, reliability: what ends with a 5xx is not billed.
  waives: ({ ending }) => ending === 'fails' || ending === 'error-in-200',
  faults: [
    ...usualFaults.post,
    ...(['error-in-200', 'fails', 'content-refused', 'forgets', 'webhook-first'] as const),
    ...usualFaults.poll,
    ...usualFaults.result,
    ...(['late-cancel', 'cancel-ignored', 'webhook-lost', 'webhook-twice', 'webhook-forged'] as const),
  ],
  authorise: keyed({ key, word: 'Key' }),
  refuse: ({ why, message, at }) => {
    switch (why) {
      case 'bad-request':
        return { status: 422, json: { detail: [{ loc: ['body', ...(at ?? [])], msg: message, type: 'value_error', ctx: {} }] } };
      case 'unauthorised':
        return { status: 401, json: { detail: 'Cannot access application. Authentication is required to access this application.' } };
      case 'rate':
      case 'concurrency':
        return { status: 429, json: { detail: 'Too many requests' } };
      case 'overload':
        return { status: 503, json: { detail: 'Service Unavailable' } };
      case 'not-found':
      case 'no-route':
        return { status: 404, json: { detail: 'Not Found' } };
      default:
        return { status: 500, json: { detail: 'Internal Server Error' } };
    }
  },
  routes: [
    {
      stage: 'poll',
      method: 'GET',
      path: `${request}/status`,
      handle: (plain, desk) => {
        const call = withApp(plain);
        const task = found(call, desk);
        if (task === undefined) return missing;
        const look = desk.look(call, task);
        const logs =
          call.query.get('logs') === '1'
            ? [{ timestamp: new Date(task.atMs).toISOString(), level: 'INFO', message: 'emulated', source: 'USER' }]
            : null;
        switch (look.state) {
          case 'queued':
            return { status: 202, json: { status: 'IN_QUEUE', ...addresses(task, desk), queue_position: look.place } };
          case 'running':
            return { status: 202, json: { status: 'IN_PROGRESS', ...addresses(task, desk), logs } };
          case 'unheard':
            return { status: 202, json: { status: 'WARMING_UP', ...addresses(task, desk), logs } };
          case 'cancelled':
            return missing;
          default: {
            const error = task.ending === 'error-in-200' ? runnerError : {};
            return {
              status: 200,
              json: {
                status: 'COMPLETED',
                ...addresses(task, desk),
                logs,
                metrics: { inference_time: ((task.endedAtMs ?? 0) - (task.startedAtMs ?? 0)) / 1000 },
                ...error,
              },
            };
          }
        }
      },
    },
    {
      stage: 'poll',
      method: 'GET',
      path: request,
      handle: (plain, desk) => {
        const call = withApp(plain);
        const task = found(call, desk);
        if (task === undefined || task.state === 'cancelled') return missing;
        if (task.state === 'queued' || task.state === 'running') return { status: 400, json: { detail: 'Request is still in progress' } };
        return task.state === 'failed' ? problem(task) : { status: 200, json: output(task, desk) };
      },
    },
    {
      stage: 'cancel',
      method: 'PUT',
      path: `${request}/cancel`,
      handle: (plain, desk) => {
        const call = withApp(plain);
        const task = found(call, desk);
        if (task === undefined) return { status: 404, json: { status: 'NOT_FOUND' } };
        const wasQueued = task.state === 'queued';
        if (desk.tasks.cancel(task, call.fault) === 'too-late') return { status: 400, json: { status: 'ALREADY_COMPLETED' } };
        if (wasQueued && call.fault === null) desk.strike(task);
        return { status: 202, json: { status: 'CANCELLATION_REQUESTED' } };
      },
    },
    route({
      stage: 'other',
      method: 'POST',
      path: '/storage/upload/initiate',
      schema: z.strictObject({ file_name: z.string().min(1), content_type: z.string().min(1) }),
      handle: ({ body }, desk) => {
        const name = `${desk.id('hex')}-${encodeURIComponent(body.file_name)}`;
        return { status: 200, json: { file_url: `${desk.origin}/uploads/${name}`, upload_url: `${desk.origin}/uploads/${name}?signed=1` } };
      },
    }),
    {
      stage: 'other',
      method: 'PUT',
      path: '/uploads/{name}',
      isOpen: true,
      handle: (call, desk) => {
        if (call.query.get('signed') !== '1' || call.headers['authorization'] !== undefined) return { status: 403 };
        desk.uploads.set(call.params['name'] ?? '', {
          bytes: call.bytes,
          mime: call.headers['content-type'] ?? 'application/octet-stream',
        });
        return { status: 200 };
      },
    },
    {
      stage: 'other',
      method: 'GET',
      path: '/uploads/{name}',
      isOpen: true,
      handle: (call, desk) => {
        const file = desk.uploads.get(call.params['name'] ?? '');
        return file === undefined ? { status: 404, text: 'Not Found' } : { status: 200, bytes: file.bytes, mime: file.mime };
      },
    },
    {
      stage: 'other',
      method: 'GET',
      path: '/.well-known/jwks.json',
      isOpen: true,
      handle: () => ({ status: 200, json: { keys: [{ ...signing.publicKey.export({ format: 'jwk' }), use: 'sig' }] } }),
    },
    route({ stage: 'submit', method: 'POST', path: '/{endpoint+}', schema: z.record(z.string(), z.unknown()), handle: submitted }),
  ],
  uploadKey: uploadOf,
  hook: ({ task, event, nowSec, isForged }, desk) => {
    if (event === 'start' || task.state === 'cancelled') return null;
    const isOk = task.state === 'succeeded';
    const error = task.ending === 'error-in-200' ? { error: runnerError.error } : { error: 'Unexpected status code: 500' };
    const payload = isOk ? output(task, desk) : problem(task).json;
    const body = JSON.stringify({
      request_id: task.id,
      gateway_request_id: task.id,
      status: isOk ? 'OK' : 'ERROR',
      payload,
      ...(isOk ? {} : error),
    });
    const signed = [
      task.id,
      'emulated-user',
      String(nowSec),
      createHash('sha256')
        .update(isForged ? 'else' : body)
        .digest('hex'),
    ].join('\n');
    return {
      body,
      headers: {
        'x-fal-webhook-request-id': task.id,
        'x-fal-webhook-user-id': 'emulated-user',
        'x-fal-webhook-timestamp': String(nowSec),
        'x-fal-webhook-signature': sign(null, Buffer.from(signed), signing.privateKey).toString('hex'),
      },
    };
  },
};

import type { z } from 'zod';
import { frameShape } from '../media/frame-shape.ts';
import { givenRatio } from '../media/given-picture.ts';
import type { Made } from '../media/placard.ts';
import { jwtProblem } from '../server/jwt.ts';
import { type Call, type Desk, type Protocol, type Refusal, type Reply, type Route, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';
import { type KlingBody, klingImageBodies, klingVideoBodies } from './kling-v1-bodies.ts';

const accessKey = 'emulated-access';
const secretKey = 'emulated-secret';
const apiKey = 'emulated-api-key';

/** HTTP status and code of each refusal, from the common information of kling.ai/document-api. */
const codes: Readonly<Record<Refusal['why'], readonly [number, number]>> = {
  'bad-request': [400, 1201],
  unauthorised: [401, 1000],
  'not-found': [404, 1203],
  'no-route': [404, 1202],
  conflict: [400, 1201],
  rate: [429, 1302],
  concurrency: [429, 1303],
  overload: [503, 5001],
  internal: [500, 5000],
  content: [400, 1301],
  'error-in-200': [200, 1200],
};
const tokenCodes = { empty: 1001, form: 1002, signature: 1002, early: 1003, expired: 1004 } as const;

/** Dollars a second: the third-party table of August 2026, per 5 s of the older models and per second of the newer (providers.md §4.1). */
const usdPerSec = (model: string, mode: string): number => {
  if (/master/.test(model)) return 0.28;
  if (/^kling-v[12](-[15])?$/.test(model)) return mode === 'pro' ? 0.098 : 0.028;
  return mode === 'pro' ? 0.07 : 0.042;
};

function cameraOf({ camera_control: camera, static_mask: still, dynamic_masks: masks }: KlingBody): string {
  const brushes = [
    ...(still === undefined ? [] : ['static mask']),
    ...(masks ?? []).map(({ trajectories }) => `brush over ${trajectories.length} points`),
  ];
  if (camera === undefined) return brushes.join(', ');
  if (camera.config === undefined) return camera.type;
  const [axis, value] = Object.entries(camera.config).find(([, each]) => each !== 0) ?? [];
  return `${camera.type} ${axis} ${value}`;
}

function madeFrom(body: KlingBody, { isImage }: { isImage: boolean }): readonly Made[] {
  const mode = body.mode ?? 'std';
  const given = givenRatio(body.image ?? body.input?.image);
  const shots = body.multi_prompt?.map(({ prompt, duration }) => `[${duration} s] ${prompt}`).join(' ');
  const shape = frameShape({
    className: isImage ? (body.resolution ?? '1k') : mode === 'pro' ? '1080p' : '720p',
    ratio: body.aspect_ratio ?? given,
  });
  const made: Made = {
    kind: isImage ? 'image' : 'video',
    wire: 'kling-v1',
    model: body.model_name ?? body.effect_scene ?? 'kling-v1',
    prompt: shots ?? body.prompt ?? '',
    camera: cameraOf(body),
    ...shape,
    lengthSec: isImage ? 0 : Number(body.duration ?? body.input?.duration ?? '5'),
    fps: isImage ? 0 : 24,
  };
  return Array.from({ length: body.n ?? 1 }, () => made);
}

function data(task: Task, { desk, call }: { desk: Desk; call?: Call }): unknown {
  const look = call === undefined ? { state: task.state } : desk.look(call, task);
  const words = {
    queued: 'submitted',
    running: 'processing',
    succeeded: 'succeed',
    failed: 'failed',
    cancelled: 'failed',
    unheard: 'rebalancing',
  };
  // The newer generation's word, seen from the older one too.
  const status = call?.fault === 'status-synonym' && look.state === 'succeeded' ? 'succeeded' : words[look.state];
  const isOver = look.state === 'failed';
  const isImage = task.made[0]?.kind === 'image';
  const files = task.made.map((made, index) => {
    const url = desk.fileUrl(task, index);
    return isImage ? { index, url } : { id: `v${task.id}${index}`, url, watermark_url: '', duration: made.lengthSec.toFixed(1) };
  });
  return {
    task_id: task.id,
    task_status: status,
    task_status_msg: isOver
      ? task.ending === 'content-refused'
        ? 'content risk control: the output was not passed'
        : 'emulated failure'
      : '',
    task_info: task.clientKey === undefined ? {} : { external_task_id: task.clientKey },
    ...(look.state === 'succeeded'
      ? { task_result: isImage ? { images: files } : { videos: files }, final_unit_deduction: (task.usd / 0.14).toFixed(1) }
      : {}),
    created_at: task.atMs,
    updated_at: task.endedAtMs ?? task.startedAtMs ?? task.atMs,
  };
}

const said = (payload: unknown, desk: Desk): Reply => ({
  status: 200,
  json: { code: 0, message: 'SUCCEED', request_id: desk.id('uuid'), data: payload },
});

function submitted(kind: string, isImage: boolean) {
  return (call: Call<KlingBody>, desk: Desk): Reply => {
    const { body } = call;
    if (body.external_task_id !== undefined && desk.tasks.byKey(body.external_task_id) !== undefined) {
      return desk.refuse({ why: 'conflict', message: 'external_task_id already exists', at: ['external_task_id'] });
    }
    const made = madeFrom(body, { isImage });
    const lengthSec = made[0]?.lengthSec ?? 0;
    const task = desk.take(call, {
      id: desk.id('digits'),
      kind,
      model: made[0]?.model ?? '',
      usd: isImage ? 0.014 * made.length : lengthSec * usdPerSec(body.model_name ?? 'kling-v1', body.mode ?? 'std'),
      request: body,
      made,
      ...(body.external_task_id === undefined ? {} : { clientKey: body.external_task_id }),
      ...(body.callback_url === undefined ? {} : { webhookUrl: body.callback_url }),
    });
    return said(
      {
        task_id: task.id,
        task_info: data(task, { desk }) === null ? {} : infoOf(task),
        task_status: 'submitted',
        created_at: task.atMs,
        updated_at: task.atMs,
      },
      desk,
    );
  };
}

const infoOf = ({ clientKey }: Task) => (clientKey === undefined ? {} : { external_task_id: clientKey });

const routes = [
  ...Object.entries(klingVideoBodies).map(([name, schema]) => ({ kind: `videos/${name}`, schema, isImage: false })),
  ...Object.entries(klingImageBodies).map(([name, schema]) => ({ kind: `images/${name}`, schema, isImage: true })),
].flatMap(({ kind, schema, isImage }): readonly Route[] => [
  route({
    stage: 'submit',
    method: 'POST',
    path: `/v1/${kind}`,
    schema: schema as unknown as z.ZodType<KlingBody>,
    handle: submitted(kind, isImage),
  }),
  {
    stage: 'poll',
    method: 'GET',
    path: `/v1/${kind}/{id}`,
    handle: (call, desk) => {
      const id = call.params['id'] ?? '';
      const task = desk.tasks.find(id) ?? desk.tasks.byKey(id);
      if (task === undefined || task.kind !== kind) return desk.refuse({ why: 'not-found', message: `task ${id} not found` });
      return said(data(task, { desk, call }), desk);
    },
  },
  {
    stage: 'other',
    method: 'GET',
    path: `/v1/${kind}`,
    handle: (call, desk) => {
      const page = Number(call.query.get('pageNum') ?? '1');
      const size = Number(call.query.get('pageSize') ?? '30');
      if (!(page >= 1 && page <= 1000 && size >= 1 && size <= 500))
        return desk.refuse({ why: 'bad-request', message: 'pageNum 1-1000, pageSize 1-500' });
      const tasks = desk.tasks.all().filter((task) => task.kind === kind);
      return said(
        tasks
          .toReversed()
          .slice((page - 1) * size, page * size)
          .map((task) => data(task, { desk })),
        desk,
      );
    },
  },
]);

/** Kling's /v1 generation as documented at kling.ai/document-api: JWT or API key, one route per kind of task, callbacks without a signature. */
export const klingV1: Protocol = {
  wire: 'kling-v1',
  prefix: '',
  credential: `${accessKey}:${secretKey}`,
  webhookSecret: '',
  errorIn200At: 'submit',
  contentRefusedAt: 'end',
  faults: [
    ...usualFaults.post,
    ...(['concurrency-limit', 'error-in-200', 'fails', 'content-refused', 'forgets', 'webhook-first'] as const),
    ...usualFaults.asked,
    ...(['unknown-status', 'status-synonym', 'extra-fields', 'running-to-queued'] as const),
    ...usualFaults.result,
    ...(['webhook-lost', 'webhook-twice', 'webhook-disorder'] as const),
  ],
  authorise: (call, { nowMs }) => {
    const token = /^Bearer (\S+)$/.exec(call.headers['authorization'] ?? '')?.[1];
    if (token === undefined) return { why: 'unauthorised', message: 'empty' };
    if (token === apiKey) return null;
    const problem = jwtProblem(token, { accessKey, secretKey, nowSec: nowMs / 1000 });
    return problem === null ? null : { why: 'unauthorised', message: problem };
  },
  refuse: ({ why, message, at }) => {
    const [status, plain] = codes[why];
    const code = why === 'unauthorised' ? (Object.entries(tokenCodes).find(([name]) => name === message)?.[1] ?? plain) : plain;
    const place = at === undefined || at.length === 0 ? '' : `${at.join('.')}: `;
    return { status, json: { code, message: `${place}${message}`, request_id: 'emulated' } };
  },
  routes: [
    ...routes,
    {
      stage: 'other',
      method: 'GET',
      path: '/account/costs',
      handle: (_, desk) => said({ code: 0, msg: 'success', resource_pack_subscribe_infos: [] }, desk),
    },
  ],
  hook: ({ task, event }, desk) => {
    const told = event === 'start' ? { ...task, state: 'running' as const } : task;
    return { body: JSON.stringify(data(told, { desk })), headers: {} };
  },
};

import { z } from 'zod';
import type { TakeRequest } from '../take-request.ts';
import type { HttpReply, Progress, Submission, SubmitOutcome, Wire, WireSetting } from '../wire.ts';
import { type GivenFields, givenFields } from './given-fields.ts';
import { mediaUrl } from './media-field.ts';
import { isOurWebhook, keyedWebhook, webhookJson } from './our-webhook.ts';
import { notAccepted, problemOf, unclear, withoutFile } from './outcome-of.ts';
import { requestBody } from './request-body.ts';
import { taskStatus } from './task-status.ts';
import { withQuery } from './url-parts.ts';

// platform.minimax.io/docs, video generation v1; providers.md §4.3.
const Body = z.strictObject({
  model: z.string(),
  prompt: z.string().max(2000).optional(),
  first_frame_image: z.string().optional(),
  last_frame_image: z.string().optional(),
  subject_reference: z.array(z.strictObject({ type: z.literal('character'), image: z.array(z.string()) })).optional(),
  duration: z.number().optional(),
  resolution: z.string().optional(),
  prompt_optimizer: z.boolean().optional(),
  fast_pretreatment: z.boolean().optional(),
  callback_url: z.string().optional(),
  aigc_watermark: z.boolean().optional(),
});
const id = z.union([z.string().min(1), z.number()]).transform(String);
const Base = z.looseObject({ base_resp: z.looseObject({ status_code: z.number(), status_msg: z.string().nullish() }) });
const Made = z.looseObject({ task_id: id });
const Task = z.looseObject({ task_id: id, status: z.string(), file_id: id.nullish().catch(undefined) });
const File = z.looseObject({ file: z.looseObject({ download_url: z.string().min(1) }) });

/** Of a question whose only parameter is an id, this says that there is no such task or file. */
const wrongParameter = '2013';
// 1000 unknown, 1001 timeout, 1024 and 1033 internal: a task may exist all the same.
const theirFailures = [1000, 1001, 1024, 1033];

function toldBy({ json }: HttpReply): { code: string; message: string; isRetryLater: boolean } | undefined {
  const told = Base.safeParse(json);
  if (!told.success || told.data.base_resp.status_code === 0) return undefined;
  const { status_code: code, status_msg: message } = told.data.base_resp;
  return { code: String(code), message: message ?? '', isRetryLater: code === 1002 };
}

/** The prompt with its bracket commands: those of one group in one bracket run together, brackets follow each other. */
function promptOf(fields: GivenFields): string | undefined {
  const [prompt, camera] = [fields.take('prompt'), fields.take('camera')];
  if (camera?.dialect !== 'tokens') {
    fields.giveBack('camera');
    return prompt;
  }
  const brackets = camera.groups.map((group) => `[${group.join(',')}]`).join(' ');
  return prompt === undefined || prompt === '' ? brackets : `${prompt} ${brackets}`;
}

function submit(request: TakeRequest, { baseUrl }: WireSetting): Submission {
  const fields = givenFields(request);
  const references = fields.take('references')?.map((each) => mediaUrl(each));
  const hook = fields.take('webhookUrl');
  const draft = {
    model: fields.take('model'),
    prompt: promptOf(fields),
    first_frame_image: mediaUrl(fields.take('firstFrame')),
    last_frame_image: mediaUrl(fields.take('lastFrame')),
    subject_reference: references === undefined ? undefined : [{ type: 'character', image: references }],
    duration: fields.take('lengthSec'),
    resolution: fields.take('resolution'),
    prompt_optimizer: fields.take('isPromptRewritten'),
    aigc_watermark: fields.take('hasWatermark'),
    callback_url: hook === undefined ? undefined : keyedWebhook(hook, fields.take('clientKey')),
  };
  const json = requestBody(Body, draft, { settings: fields.take('settings'), wire: 'minimax-v1' });
  return { http: { method: 'POST', url: `${baseUrl}/v1/video_generation`, json }, dropped: fields.dropped() };
}

function readSubmit(reply: HttpReply): SubmitOutcome {
  const [made, told] = [Made.safeParse(reply.json), toldBy(reply)];
  if (reply.status < 300 && made.success && told === undefined) {
    return { outcome: 'accepted', ticket: { wire: 'minimax-v1', taskId: made.data.task_id } };
  }
  // Errors come inside a 200 here.
  if (reply.status < 300 && told !== undefined && !theirFailures.includes(Number(told.code))) {
    return { outcome: 'refused', problem: problemOf(reply, told) };
  }
  return notAccepted(reply, told);
}

function readProgress(reply: HttpReply, baseUrl: string): Progress | Readonly<{ state: 'ask'; next: { method: 'GET'; url: string } }> {
  const told = toldBy(reply);
  const file = File.safeParse(reply.json);
  if (reply.status < 300 && told === undefined && file.success) {
    return { state: 'succeeded', files: [{ url: file.data.file.download_url, kind: 'video', expiresInSec: 3600 }] };
  }
  const task = Task.safeParse(reply.json);
  if (reply.status >= 300 || !task.success)
    return unclear(reply, {
      ...(told === undefined ? {} : { reason: `MiniMax ${told.code}: ${told.message}` }),
      isMissing: told?.code === wrongParameter,
    });
  const { status, warning } = taskStatus(task.data.status);
  if (status === 'queued' || status === 'running') return { state: status, ...(warning === undefined ? {} : { warning }) };
  if (status !== 'succeeded') {
    return { state: status, problem: { code: told?.code ?? `task-${status}`, message: told?.message ?? '', isRetryLater: false } };
  }
  const fileId = task.data.file_id;
  if (fileId === undefined || fileId === null) return withoutFile(reply, { provider: 'MiniMax' });
  return { state: 'ask', next: { method: 'GET', url: withQuery(`${baseUrl}/v1/files/retrieve`, { file_id: fileId }) } };
}

/** MiniMax Hailuo's first generation, with bracket commands for the camera. No key, no list, no cancel. */
export const minimaxV1: Wire = {
  name: 'minimax-v1',
  auth: 'bearer',
  authorize: (credential) => ({ authorization: `Bearer ${credential}` }),
  submit,
  readSubmit: (reply) => readSubmit(reply),
  poll: ({ taskId }, { baseUrl }) => ({ method: 'GET', url: withQuery(`${baseUrl}/v1/query/video_generation`, { task_id: taskId }) }),
  readProgress: (reply, _, { baseUrl }) => readProgress(reply, baseUrl),
  webhook: { read: readMinimaxWebhook },
};

/** The address is tried first: its challenge has to be sent back within three seconds. */
export function readMinimaxWebhook(
  call: Parameters<NonNullable<Wire['webhook']>['read']>[0],
): ReturnType<NonNullable<Wire['webhook']>['read']> {
  const body = webhookJson(call.body);
  if (!isOurWebhook(call)) return null;
  const challenge = z.looseObject({ challenge: z.unknown().optional() }).safeParse(body);
  if (challenge.success && challenge.data.challenge !== undefined) return { answer: { challenge: challenge.data.challenge } };
  const task = z.union([Made, z.looseObject({ task: z.looseObject({ id }) })]).safeParse(body);
  if (!task.success) return null;
  const taskId = 'task_id' in task.data ? (task.data.task_id as string) : (task.data as { task: { id: string } }).task.id;
  const key = call.query?.['k'];
  return { taskId, ...(key === undefined ? {} : { clientKey: key }) };
}

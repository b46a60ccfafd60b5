import { z } from 'zod';
import type { TakeRequest } from '../take-request.ts';
import type { HttpReply, Progress, ResultFile, Submission, SubmitOutcome, Ticket, Wire, WireSetting } from '../wire.ts';
import { type GivenFields, givenFields } from './given-fields.ts';
import { urlOrBareBase64 } from './media-field.ts';
import { keyedWebhook, webhookJson } from './our-webhook.ts';
import { notAccepted, problemOf, unclear, withoutFile } from './outcome-of.ts';
import { requestBody } from './request-body.ts';
import { isSignedWebhook } from './signing/standard-webhook.ts';
import { taskStatus } from './task-status.ts';
import { withQuery } from './url-parts.ts';

// kling.ai/document-api, the task generation of Kling 3; providers.md §4.1 B. It has no camera control and no masks.
const Body = z.strictObject({
  prompt: z.string().optional(),
  contents: z
    .array(
      z.union([
        z.strictObject({ type: z.literal('prompt'), text: z.string() }),
        z.strictObject({ type: z.enum(['first_frame', 'last_frame']), url: z.string() }),
      ]),
    )
    .optional(),
  settings: z
    .strictObject({ resolution: z.string().optional(), aspect_ratio: z.string().optional(), duration: z.number().optional() })
    .optional(),
  options: z
    .strictObject({
      callback_url: z.string().optional(),
      external_task_id: z.string().optional(),
      watermark_info: z.strictObject({ enabled: z.boolean() }).optional(),
    })
    .optional(),
});
const Envelope = z.looseObject({ code: z.number(), message: z.string().nullish(), data: z.unknown().optional() });
const Task = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  message: z.string().nullish(),
  outputs: z
    .array(z.looseObject({ type: z.string().optional(), url: z.string().optional(), duration: z.string().optional() }))
    .nullish()
    .catch(undefined),
  billing: z
    .array(z.looseObject({ amount: z.union([z.string(), z.number()]).optional() }))
    .nullish()
    .catch(undefined),
});
const laterCodes = [1302, 1303];

/** The prompt, and behind it several shots as Kling 3 reads them: `shot 1, 3, words;`. */
function promptOf(fields: GivenFields): string | undefined {
  const [prompt, shots] = [fields.take('prompt'), fields.take('shots')];
  const list = shots?.map((shot, at) => `shot ${at + 1}, ${shot.lengthSec}, ${shot.prompt};`).join(' ');
  return list === undefined ? prompt : [prompt ?? '', list].filter((each) => each !== '').join(' ');
}

function submit(request: TakeRequest, { baseUrl, dialect }: WireSetting): Submission {
  const fields = givenFields(request);
  const isFromPicture = request.firstFrame !== undefined || request.lastFrame !== undefined;
  const text = promptOf(fields);
  // Whether last_frame exists is not verified (G); an entry that knows better says lastFrame: no.
  const last = dialect['lastFrame'] === 'no' ? undefined : fields.take('lastFrame');
  const first = fields.take('firstFrame');
  const contents = [
    ...(text === undefined ? [] : [{ type: 'prompt', text }]),
    ...(first === undefined ? [] : [{ type: 'first_frame', url: urlOrBareBase64(first) }]),
    ...(last === undefined ? [] : [{ type: 'last_frame', url: urlOrBareBase64(last) }]),
  ];
  const hook = fields.take('webhookUrl');
  const isMarked = fields.take('hasWatermark');
  const draft = {
    ...(isFromPicture ? { contents } : { prompt: text }),
    settings: {
      resolution: fields.take('resolution'),
      aspect_ratio: isFromPicture ? undefined : fields.take('aspect'),
      duration: fields.take('lengthSec'),
    },
    options: {
      callback_url: hook === undefined ? undefined : keyedWebhook(hook, request.clientKey),
      external_task_id: fields.take('clientKey'),
      watermark_info: isMarked === undefined ? undefined : { enabled: isMarked },
    },
  };
  const json = requestBody(Body, draft, { settings: fields.take('settings'), wire: 'kling-v3' });
  const url = `${baseUrl}/${isFromPicture ? 'image' : 'text'}-to-video/${fields.take('model')}`;
  return { http: { method: 'POST', url, json }, dropped: fields.dropped() };
}

function toldBy({ json }: HttpReply) {
  const told = Envelope.safeParse(json);
  if (!told.success || told.data.code === 0) return undefined;
  const { code, message } = told.data;
  return { code: String(code), message: message ?? '', isRetryLater: laterCodes.includes(code) };
}

function dataOf({ status, json }: HttpReply): unknown {
  const read = Envelope.safeParse(json);
  return status < 300 && read.success && read.data.code === 0 ? read.data.data : undefined;
}

function readSubmit(reply: HttpReply): SubmitOutcome {
  const made = Task.pick({ id: true }).safeParse(dataOf(reply));
  if (made.success) return { outcome: 'accepted', ticket: { wire: 'kling-v3', taskId: made.data.id } };
  const told = toldBy(reply);
  if (reply.status < 300 && told !== undefined && Number(told.code) < 5000) return { outcome: 'refused', problem: problemOf(reply, told) };
  return notAccepted(reply, told);
}

function readProgress(reply: HttpReply, ticket: Ticket): Progress {
  const tasks = z.array(Task).safeParse(dataOf(reply));
  if (!tasks.success) {
    const told = toldBy(reply);
    return unclear(reply, told === undefined ? {} : { reason: `Kling ${told.code}: ${told.message}` });
  }
  // A task id nobody knows gives an empty list, and no error.
  const task = tasks.data.find(({ id }) => id === ticket.taskId);
  if (task === undefined) return unclear(reply, { reason: 'Kling lists no such task', isMissing: true });
  const { status, warning } = taskStatus(task.status);
  if (status === 'queued' || status === 'running') return { state: status, ...(warning === undefined ? {} : { warning }) };
  const amount = Number(task.billing?.[0]?.amount ?? Number.NaN);
  const cost = Number.isFinite(amount) ? { charge: { amount, unit: 'units' as const } } : {};
  if (status !== 'succeeded') {
    return { state: status, problem: { code: `task-${status}`, message: task.message ?? '', isRetryLater: false }, ...cost };
  }
  const files: ResultFile[] = (task.outputs ?? []).flatMap(({ type, url, duration }): ResultFile[] => {
    const lengthSec = Number(duration ?? Number.NaN);
    const length = Number.isFinite(lengthSec) ? { lengthSec } : {};
    return url === undefined ? [] : [{ url, kind: type === 'image' ? 'image' : 'video', expiresInSec: 30 * 86_400, ...length }];
  });
  return files.length > 0 ? { state: 'succeeded', files, ...cost } : withoutFile(reply, { provider: 'Kling', ...cost });
}

/** Kling's task generation (3.0 and later): words only for the camera, several shots inside the prompt. */
export const klingV3: Wire = {
  name: 'kling-v3',
  auth: 'bearer',
  authorize: (credential) => ({ authorization: `Bearer ${credential}` }),
  submit,
  readSubmit: (reply) => readSubmit(reply),
  poll: ({ taskId }, { baseUrl }) => ({ method: 'GET', url: withQuery(`${baseUrl}/tasks`, { task_ids: taskId }) }),
  readProgress,
  find: {
    request: ({ clientKey }, { baseUrl }) => ({ method: 'GET', url: withQuery(`${baseUrl}/tasks`, { external_task_ids: clientKey }) }),
    read: (reply) => {
      const tasks = z.array(Task).safeParse(dataOf(reply));
      if (!tasks.success) return 'unclear';
      const [only, ...others] = tasks.data;
      if (only === undefined) return 'none';
      return others.length === 0 ? { found: { wire: 'kling-v3', taskId: only.id } } : 'maybe';
    },
  },
  webhook: {
    read: (call) => {
      const told = z.union([Task, z.looseObject({ data: Task })]).safeParse(webhookJson(call.body));
      if (!isSignedWebhook(call) || !told.success) return null;
      const taskId = 'id' in told.data ? (told.data.id as string) : (told.data as { data: { id: string } }).data.id;
      const key = call.query?.['k'];
      return { taskId, ...(key === undefined ? {} : { clientKey: key }) };
    },
  },
};

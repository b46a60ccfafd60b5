import { z } from 'zod';
import type { TakeRequest } from '../take-request.ts';
import type { HttpReply, Progress, Submission, SubmitOutcome, Wire, WireSetting } from '../wire.ts';
import { ContentPart, contentParts, mixesFramesAndReferences } from './content-parts.ts';
import { givenFields } from './given-fields.ts';
import { matchTask } from './match-task.ts';
import { readMinimaxWebhook } from './minimax-v1.ts';
import { keyedWebhook } from './our-webhook.ts';
import { notAccepted, problemOf, unclear, withoutFile } from './outcome-of.ts';
import { requestBody } from './request-body.ts';
import { taskStatus } from './task-status.ts';
import { withQuery } from './url-parts.ts';

// @ai-sdk/minimax 3.0.45 and platform.minimax.io; providers.md §4.3. No seed and no rate exist here.
const Body = z.strictObject({
  model: z.string(),
  content: z
    .array(ContentPart)
    .refine((parts) => !mixesFramesAndReferences(parts), 'first and last frames and references exclude each other'),
  resolution: z.string().optional(),
  ratio: z.string().optional(),
  duration: z.number().optional(),
  callback_url: z.string().optional(),
  aigc_watermark: z.boolean().optional(),
});
const id = z.union([z.string().min(1), z.number()]).transform(String);
const Made = z.looseObject({ task_id: id });
const Task = z.looseObject({
  id,
  status: z.string(),
  content: z.looseObject({ url: z.string().nullish() }).nullish().catch(undefined),
  duration: z.number().nullish().catch(undefined),
  usage: z.looseObject({ total_seconds: z.number().optional() }).nullish().catch(undefined),
  error: z
    .looseObject({ code: z.union([z.string(), z.number()]).nullish(), message: z.string().nullish() })
    .nullish()
    .catch(undefined),
  created_at: z.number().optional().catch(undefined),
});
const Told = z.looseObject({ error: z.looseObject({ type: z.string(), message: z.string().nullish() }) });

function toldBy(reply: HttpReply) {
  const told = Told.safeParse(reply.json);
  if (!told.success) return undefined;
  const { type, message } = told.data.error;
  return { code: type, message: message ?? '', isRetryLater: type === 'rate_limit_error' };
}

function submit(request: TakeRequest, { baseUrl }: WireSetting): Submission {
  const fields = givenFields(request);
  const hook = fields.take('webhookUrl');
  const draft = {
    model: fields.take('model'),
    content: contentParts(fields, { hasBaseVideo: true }),
    resolution: fields.take('resolution'),
    ratio: fields.take('aspect'),
    duration: fields.take('lengthSec'),
    aigc_watermark: fields.take('hasWatermark'),
    callback_url: hook === undefined ? undefined : keyedWebhook(hook, fields.take('clientKey')),
  };
  const json = requestBody(Body, draft, { settings: fields.take('settings'), wire: 'minimax-v2' });
  return { http: { method: 'POST', url: `${baseUrl}/v2/video_generation`, json }, dropped: fields.dropped() };
}

function readSubmit(reply: HttpReply): SubmitOutcome {
  const [made, told] = [Made.safeParse(reply.json), toldBy(reply)];
  if (reply.status < 300 && made.success) return { outcome: 'accepted', ticket: { wire: 'minimax-v2', taskId: made.data.task_id } };
  if (reply.status < 300 && told !== undefined && told.code !== 'server_error')
    return { outcome: 'refused', problem: problemOf(reply, told) };
  return notAccepted(reply, told);
}

function readProgress(reply: HttpReply): Progress {
  const read = z.looseObject({ task: Task }).safeParse(reply.json);
  if (reply.status >= 300 || !read.success) return unclear(reply, { isMissing: reply.status === 404 && toldBy(reply) !== undefined });
  const { status: word, content, duration, usage, error } = read.data.task;
  const { status, warning } = taskStatus(word);
  if (status === 'queued' || status === 'running') return { state: status, ...(warning === undefined ? {} : { warning }) };
  const seconds = usage?.total_seconds;
  const cost = seconds === undefined ? {} : { charge: { amount: seconds, unit: 'seconds' as const } };
  if (status !== 'succeeded') {
    return {
      state: status,
      problem: { code: String(error?.code ?? `task-${status}`), message: error?.message ?? '', isRetryLater: false },
      ...cost,
    };
  }
  if (!content?.url) return withoutFile(reply, { provider: 'MiniMax', ...cost });
  const length = typeof duration === 'number' ? { lengthSec: duration } : {};
  return { state: 'succeeded', files: [{ url: content.url, kind: 'video', ...length }], ...cost };
}

const query = ({ baseUrl }: WireSetting) => `${baseUrl}/v2/query/video_generation`;

/** MiniMax Hailuo's second generation (H3): content with roles. A take is looked for in the list, which tells nothing of its requests. */
export const minimaxV2: Wire = {
  name: 'minimax-v2',
  auth: 'bearer',
  authorize: (credential) => ({ authorization: `Bearer ${credential}` }),
  submit,
  readSubmit: (reply) => readSubmit(reply),
  poll: ({ taskId }, setting) => ({ method: 'GET', url: `${query(setting)}/${encodeURIComponent(taskId)}` }),
  readProgress: (reply) => readProgress(reply),
  find: {
    request: (_, setting) => ({ method: 'GET', url: withQuery(query(setting), { page_num: 1, page_size: 100 }) }),
    read: (reply, wanted) => {
      const lists = ['tasks', 'items', 'data'].map((name) => z.looseObject({ [name]: z.array(Task) }).safeParse(reply.json));
      const list = lists.find((each) => each.success)?.data;
      const rows = Object.values(list ?? {}).find((each) => Array.isArray(each)) as z.infer<typeof Task>[] | undefined;
      if (reply.status >= 300 || rows === undefined) return 'unclear';
      // Whether their times are seconds or milliseconds is told by their size.
      const madeAt = (at: number) => (at > 1e11 ? at : at * 1000);
      const told = rows.map((row) => ({ taskId: row.id, ...(row.created_at === undefined ? {} : { madeAtMs: madeAt(row.created_at) }) }));
      return matchTask(told, wanted, (taskId) => ({ wire: 'minimax-v2', taskId }));
    },
  },
  webhook: { read: readMinimaxWebhook },
};

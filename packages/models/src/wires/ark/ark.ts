import { z } from 'zod';
import type { HttpReply, Progress, ResultFile, SubmitOutcome, Ticket, Wire, WireSetting } from '../../wire.ts';
import { nothingToPoll, readImages } from '../images-reply.ts';
import { matchTask } from '../match-task.ts';
import { isOurWebhook, webhookJson } from '../our-webhook.ts';
import { notAccepted, problemOf, unclear, withoutFile } from '../outcome-of.ts';
import { taskStatus } from '../task-status.ts';
import { withQuery } from '../url-parts.ts';
import { arkSubmission, makesImages, seedOfKey, tasksPath } from './request.ts';

const ErrorReply = z.looseObject({ error: z.looseObject({ code: z.string(), message: z.string().nullish() }) });
const Made = z.looseObject({ id: z.string().min(1) });
const Task = z.looseObject({
  id: z.string().min(1),
  model: z.string().optional(),
  status: z.string(),
  error: z.looseObject({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
  content: z.looseObject({ video_url: z.string().nullish(), last_frame_url: z.string().nullish() }).nullish(),
  usage: z.looseObject({ completion_tokens: z.number().optional() }).nullish(),
  created_at: z.number().optional(),
  seed: z.number().nullish(),
  duration: z.number().nullish(),
  resolution: z.string().nullish(),
});
const List = z.looseObject({ items: z.array(Task) });

const lifeSec = 86_400;
// Ark's list of codes is not settled (G), so they are known by how they begin. What failed at Ark itself may have been taken.
const theirFailures = /^Internal/;
const laterCodes = /^(RateLimitExceeded|QuotaExceeded|ServerOverloaded|RequestBurstTooFast)/;

function toldBy(reply: HttpReply): { code: string; message: string; isRetryLater: boolean } | undefined {
  const told = ErrorReply.safeParse(reply.json);
  if (!told.success) return undefined;
  const { code, message } = told.data.error;
  return { code, message: message ?? '', isRetryLater: reply.status === 429 || laterCodes.test(code) };
}

function refusedIn200(reply: HttpReply, told: ReturnType<typeof toldBy>): SubmitOutcome | undefined {
  if (reply.status >= 300 || told === undefined || theirFailures.test(told.code)) return undefined;
  return { outcome: 'refused', problem: problemOf(reply, told) };
}

function readSubmit(reply: HttpReply, setting: WireSetting): SubmitOutcome {
  const told = toldBy(reply);
  if (makesImages(setting)) {
    const done = readImages(reply, { lifeSec });
    // The pictures are in this reply or nowhere: Ark keeps no task of them.
    if (done !== undefined) return { outcome: 'accepted', ticket: { wire: 'ark', taskId: 'at-once', kind: 'images' }, done };
    return refusedIn200(reply, told) ?? notAccepted(reply, told);
  }
  const made = Made.safeParse(reply.json);
  if (reply.status < 300 && made.success) return { outcome: 'accepted', ticket: { wire: 'ark', taskId: made.data.id } };
  return refusedIn200(reply, told) ?? notAccepted(reply, told);
}

function readProgress(reply: HttpReply, { kind }: Ticket): Progress {
  if (kind === 'images') return nothingToPoll(reply);
  const read = Task.safeParse(reply.json);
  if (reply.status >= 300 || !read.success) {
    const told = toldBy(reply);
    return unclear(reply, {
      ...(told === undefined ? {} : { reason: `${told.code}: ${told.message}` }),
      isMissing: reply.status === 404 && told !== undefined,
    });
  }
  const { status: word, content, error, usage, seed, duration } = read.data;
  const { status, warning } = taskStatus(word);
  if (status === 'queued' || status === 'running') return { state: status, ...(warning === undefined ? {} : { warning }) };
  const tokens = usage?.completion_tokens;
  const cost = tokens === undefined ? {} : { charge: { amount: tokens, unit: 'tokens' as const } };
  if (status !== 'succeeded') {
    const problem = {
      code: error?.code ?? `task-${status}`,
      message: error?.message ?? '',
      isRetryLater: laterCodes.test(error?.code ?? ''),
    };
    return { state: status, problem, ...cost };
  }
  const length = typeof duration === 'number' ? { lengthSec: duration } : {};
  const files: ResultFile[] = [];
  if (content?.video_url) files.push({ url: content.video_url, kind: 'video', expiresInSec: lifeSec, ...length });
  if (content?.last_frame_url) files.push({ url: content.last_frame_url, kind: 'last-frame', expiresInSec: lifeSec });
  if (files.length === 0) return withoutFile(reply, { provider: 'Ark', ...cost });
  return { state: 'succeeded', files, ...cost, ...(typeof seed === 'number' ? { seed } : {}) };
}

const tasks = ({ baseUrl }: WireSetting) => `${baseUrl}/${tasksPath}`;

/** Volcengine Ark and BytePlus ModelArk: Seedance tasks, and Seedream pictures where the entry's `endpoint` is images/generations. */
export const ark: Wire = {
  name: 'ark',
  auth: 'bearer',
  authorize: (credential) => ({ authorization: `Bearer ${credential}` }),
  submit: arkSubmission,
  readSubmit: (reply, _, setting) => readSubmit(reply, setting),
  poll: ({ taskId }, setting) => ({ method: 'GET', url: `${tasks(setting)}/${encodeURIComponent(taskId)}` }),
  readProgress,
  cancel: {
    // Only what waits: on a finished task the same call deletes its record, and the result with it.
    request: ({ taskId }, setting) => ({ method: 'DELETE', url: `${tasks(setting)}/${encodeURIComponent(taskId)}` }),
    read: (reply) => {
      if (reply.status < 300) return 'cancelled';
      return reply.status < 500 && reply.status !== 429 && toldBy(reply) !== undefined ? 'too-late' : 'unclear';
    },
  },
  find: {
    request: ({ request }, setting) => ({
      method: 'GET',
      url: withQuery(tasks(setting), { page_num: 1, page_size: 100, 'filter.model': request.model }),
    }),
    read: (reply, wanted, setting) => {
      const list = List.safeParse(reply.json);
      if (reply.status >= 300 || !list.success || makesImages(setting)) return 'unclear';
      const { clientKey: key, seed = key === undefined ? undefined : seedOfKey(key), model } = wanted.request;
      const rows = list.data.items
        .filter((item) => item.model === undefined || item.model === model)
        .map((item) => ({
          taskId: item.id,
          ...(item.created_at === undefined ? {} : { madeAtMs: item.created_at * 1000 }),
          // A seed of our own is a fingerprint; −1 asks for any.
          ...(seed === undefined || seed < 0 || typeof item.seed !== 'number' ? {} : { isLike: item.seed === seed }),
        }));
      return matchTask(rows, wanted, (taskId) => ({ wire: 'ark', taskId }));
    },
  },
  webhook: {
    read: (call) => {
      const task = Made.safeParse(webhookJson(call.body));
      if (!isOurWebhook(call) || !task.success) return null;
      const key = call.query?.['k'];
      return { taskId: task.data.id, ...(key === undefined ? {} : { clientKey: key }) };
    },
  },
};

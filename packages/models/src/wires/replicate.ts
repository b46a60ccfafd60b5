import { z } from 'zod';
import type { TakeRequest } from '../take-request.ts';
import type { HttpReply, Progress, Submission, SubmitOutcome, Wire, WireSetting } from '../wire.ts';
import { endpointInput } from './endpoint-inputs.ts';
import { givenFields } from './given-fields.ts';
import { matchTask } from './match-task.ts';
import { keyedWebhook, webhookJson } from './our-webhook.ts';
import { notAccepted, unclear } from './outcome-of.ts';
import { outputFiles } from './output-files.ts';
import { requestBody } from './request-body.ts';
import { isSignedWebhook } from './signing/standard-webhook.ts';
import { taskStatus } from './task-status.ts';

// replicate (npm) and replicate.com/docs; providers.md §4.10.
const Body = z.strictObject({
  input: z.record(z.string(), z.json()),
  version: z.string().optional(),
  webhook: z.string().optional(),
  webhook_events_filter: z.array(z.string()).optional(),
});
const Prediction = z.looseObject({
  id: z.string().min(1),
  model: z.string().optional(),
  version: z.string().nullish(),
  status: z.string(),
  input: z.looseObject({ prompt: z.unknown().optional(), seed: z.unknown().optional() }).nullish().catch(undefined),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  created_at: z.string().optional(),
  data_removed: z.boolean().nullish(),
  metrics: z.looseObject({ predict_time: z.number().optional() }).nullish().catch(undefined),
});
const Told = z.looseObject({ detail: z.string(), title: z.string().optional() });

/** Files and their prediction's data are taken away after an hour. */
const lifeSec = 3600;

function toldBy(reply: HttpReply) {
  const told = Told.safeParse(reply.json);
  if (!told.success) return undefined;
  return { code: told.data.title ?? `http-${reply.status}`, message: told.data.detail, isRetryLater: reply.status === 429 };
}

function submit(request: TakeRequest, setting: WireSetting): Submission {
  const fields = givenFields(request);
  const [model = '', version] = fields.take('model').split(':');
  const input = { ...fields.take('settings'), ...endpointInput(fields, { inputs: setting.dialect['inputs'], request, wire: 'replicate' }) };
  const hook = fields.take('webhookUrl');
  const webhook = hook === undefined ? {} : { webhook: keyedWebhook(hook, fields.take('clientKey')), webhook_events_filter: ['completed'] };
  const json = requestBody(Body, { input, version, ...webhook }, { settings: undefined, wire: 'replicate' });
  const path = version === undefined ? `models/${model}/predictions` : 'predictions';
  return { http: { method: 'POST', url: `${setting.baseUrl}/${path}`, json }, dropped: fields.dropped() };
}

function readSubmit(reply: HttpReply): SubmitOutcome {
  const made = Prediction.pick({ id: true }).safeParse(reply.json);
  if (reply.status < 300 && made.success) return { outcome: 'accepted', ticket: { wire: 'replicate', taskId: made.data.id } };
  return notAccepted(reply, toldBy(reply));
}

function readProgress(reply: HttpReply): Progress {
  const read = Prediction.safeParse(reply.json);
  if (reply.status >= 300 || !read.success) return unclear(reply, { isMissing: reply.status === 404 && toldBy(reply) !== undefined });
  const { status: word, output, error, metrics, data_removed: isRemoved } = read.data;
  const { status, warning } = taskStatus(word);
  if (status === 'queued' || status === 'running') return { state: status, ...(warning === undefined ? {} : { warning }) };
  const seconds = metrics?.predict_time;
  const cost = seconds === undefined ? {} : { charge: { amount: seconds, unit: 'seconds' as const } };
  if (status !== 'succeeded') {
    const message = typeof error === 'string' ? error : JSON.stringify(error ?? word);
    // replicate.com/docs, lifecycle: aborted ones were stopped before they began and are not charged.
    const due = word === 'aborted' ? { charge: { amount: 0, unit: 'USD' as const } } : cost;
    return { state: status, problem: { code: `task-${status}`, message, isRetryLater: false }, ...due };
  }
  const files = outputFiles(output, { expiresInSec: lifeSec });
  if (files.length > 0) return { state: 'succeeded', files, ...cost };
  if (isRemoved === true || output === null || output === undefined) {
    return { state: 'expired', problem: { code: 'removed', message: 'the output has been removed', isRetryLater: false }, ...cost };
  }
  return { state: 'failed', problem: { code: 'empty-result', message: 'the output names no file', isRetryLater: false }, ...cost };
}

const prediction = (taskId: string, { baseUrl }: WireSetting) => `${baseUrl}/predictions/${encodeURIComponent(taskId)}`;

/** Replicate's predictions. `aborted` ones were never charged. Constants of an entry go into the model's input. */
export const replicate: Wire = {
  name: 'replicate',
  auth: 'bearer',
  authorize: (credential) => ({ authorization: `Bearer ${credential}` }),
  upload: {
    // replicate (npm) lib/files.js: the file's address is one that only a prediction of this account can fetch.
    begin: ({ bytes, fileName, mime }, { baseUrl }) => ({
      http: { method: 'POST', url: `${baseUrl}/files`, form: [{ name: 'content', value: { bytes, fileName, mime } }] },
    }),
    read: (reply) => {
      const stored = z.looseObject({ urls: z.looseObject({ get: z.string().min(1) }) }).safeParse(reply.json);
      return reply.status < 300 && stored.success ? { url: stored.data.urls.get } : null;
    },
  },
  submit,
  readSubmit: (reply) => readSubmit(reply),
  poll: ({ taskId }, setting) => ({ method: 'GET', url: prediction(taskId, setting) }),
  readProgress: (reply) => readProgress(reply),
  cancel: {
    request: ({ taskId }, setting) => ({ method: 'POST', url: `${prediction(taskId, setting)}/cancel` }),
    read: (reply) => {
      const read = Prediction.safeParse(reply.json);
      if (reply.status >= 300 || !read.success) return 'unclear';
      return ['succeeded', 'failed'].includes(taskStatus(read.data.status).status) ? 'too-late' : 'cancelled';
    },
  },
  find: {
    request: (_, { baseUrl }) => ({ method: 'GET', url: `${baseUrl}/predictions` }),
    read: (reply, wanted) => {
      const list = z.looseObject({ results: z.array(Prediction) }).safeParse(reply.json);
      if (reply.status >= 300 || !list.success) return 'unclear';
      const { prompt, seed, model } = wanted.request;
      const rows = list.data.results
        .filter((row) => row.model === undefined || row.model === model.split(':')[0])
        .map(({ id, created_at: at, input }) => ({
          taskId: id,
          ...(at === undefined ? {} : { madeAtMs: Date.parse(at) }),
          // Lists may leave the input out; then nothing is told.
          ...(input === undefined || input === null || input.prompt === undefined
            ? {}
            : { isLike: input.prompt === prompt && (seed === undefined || input.seed === undefined || input.seed === seed) }),
        }));
      return matchTask(rows, wanted, (taskId) => ({ wire: 'replicate', taskId }));
    },
  },
  webhook: {
    read: (call) => {
      const told = Prediction.safeParse(webhookJson(call.body));
      if (!isSignedWebhook(call) || !told.success) return null;
      const key = call.query?.['k'];
      return { taskId: told.data.id, ...(key === undefined ? {} : { clientKey: key }) };
    },
  },
};

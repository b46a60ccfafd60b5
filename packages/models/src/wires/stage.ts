import { z } from 'zod';
import type { TakeRequest } from '../take-request.ts';
import type { HttpReply, Progress, Submission, SubmitOutcome, Wire } from '../wire.ts';
import { givenFields } from './given-fields.ts';
import { notAccepted, unclear } from './outcome-of.ts';
import { outputFiles } from './output-files.ts';
import { requestBody } from './request-body.ts';
import { taskStatus } from './task-status.ts';

const Body = z.strictObject({
  model: z.string(),
  clientKey: z.string().optional(),
  lengthSec: z.number().optional(),
  frames: z.number().int().optional(),
  fps: z.number().optional(),
  widthPx: z.number().int().optional(),
  heightPx: z.number().int().optional(),
  seed: z.number().int().optional(),
  firstFrame: z.json().optional(),
  camera: z.json().optional(),
});
const Task = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  ratio: z.number().optional(),
  output: z.unknown().optional(),
  error: z.string().nullish(),
});

function submit(request: TakeRequest, { baseUrl }: Readonly<{ baseUrl: string }>): Submission {
  const fields = givenFields(request);
  const draft = Object.fromEntries(Object.keys(Body.shape).map((name) => [name, fields.take(name as keyof TakeRequest)]));
  const json = requestBody(Body, draft, { settings: fields.take('settings'), wire: 'stage' });
  return { http: { method: 'POST', url: `${baseUrl}/takes`, json }, dropped: fields.dropped() };
}

function readSubmit(reply: HttpReply): SubmitOutcome {
  const made = Task.safeParse(reply.json);
  if (reply.status < 300 && made.success) return { outcome: 'accepted', ticket: { wire: 'stage', taskId: made.data.id } };
  return notAccepted(reply, undefined);
}

function readProgress(reply: HttpReply): Progress {
  const read = Task.safeParse(reply.json);
  if (reply.status >= 300 || !read.success) return unclear(reply, { isMissing: reply.status === 404 && reply.json !== undefined });
  const { status, warning } = taskStatus(read.data.status);
  const { ratio, error, output } = read.data;
  if (status === 'queued' || status === 'running') {
    return { state: status, ...(ratio === undefined ? {} : { ratio }), ...(warning === undefined ? {} : { warning }) };
  }
  if (status !== 'succeeded') return { state: status, problem: { code: `task-${status}`, message: error ?? '', isRetryLater: false } };
  return { state: 'succeeded', files: outputFiles(output) };
}

/**
 * The local stage as a model: free, immediate, exact. On this machine its takes are carried out by render and nothing is sent
 * (the base URL is `stage:`); the same words serve a stage on another machine.
 */
export const stage: Wire = {
  name: 'stage',
  auth: 'none',
  authorize: () => ({}),
  submit,
  readSubmit: (reply) => readSubmit(reply),
  poll: ({ taskId }, { baseUrl }) => ({ method: 'GET', url: `${baseUrl}/takes/${encodeURIComponent(taskId)}` }),
  readProgress: (reply) => readProgress(reply),
};

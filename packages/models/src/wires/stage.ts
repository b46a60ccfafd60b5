import { z } from 'zod';
import { MediaRef, NativeCamera, type TakeRequest } from '../take-request.ts';
import type { HttpReply, Progress, ResultFile, Submission, SubmitOutcome, Wire } from '../wire.ts';
import { givenFields } from './given-fields.ts';
import { notAccepted, unclear, withoutFile } from './outcome-of.ts';
import { fileKind } from './output-files.ts';
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
  firstFrame: MediaRef.optional(),
  camera: NativeCamera.optional(),
  /** The shot itself, as film has it: with it the camera is exact. A constant of the request, put in by whoever compiles it. */
  shot: z.json().optional(),
});
const Produced = z.union([
  z.string().min(1),
  z.looseObject({ url: z.string().min(1), kind: z.enum(['video', 'image', 'last-frame', 'audio']).optional().catch(undefined) }),
]);
const Task = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  ratio: z.number().optional(),
  output: z
    .union([z.array(Produced), Produced])
    .nullish()
    .catch(undefined),
  error: z.string().nullish(),
});

/** Where takes are carried out: on this machine, by whoever holds the renderer. No other address is ever used, whatever is configured. */
const home = 'stage:takes';

function submit(request: TakeRequest): Submission {
  const fields = givenFields(request);
  const names = Object.keys(Body.shape).filter((name) => name !== 'shot') as (keyof TakeRequest)[];
  const draft: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, fields.take(name)]));
  // The stage follows poses, or stands still; it has no ear for another provider's words.
  if (request.camera !== undefined && request.camera.dialect !== 'poses' && request.camera.dialect !== 'locked') {
    fields.giveBack('camera');
    draft['camera'] = undefined;
  }
  const json = requestBody(Body, draft, { settings: fields.take('settings'), wire: 'stage' });
  return { http: { method: 'POST', url: home, json }, dropped: fields.dropped() };
}

function readSubmit(reply: HttpReply): SubmitOutcome {
  const made = Task.pick({ id: true }).safeParse(reply.json);
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
  const files = [output ?? []].flat().map((each): ResultFile => {
    const { url, kind = fileKind({ url, key: 'output' }) } = typeof each === 'string' ? { url: each } : each;
    return { url, kind };
  });
  return files.length > 0 ? { state: 'succeeded', files } : withoutFile(reply, { provider: 'the stage' });
}

/**
 * The local stage as a model: free, immediate, exact. Its requests have a `stage:` address, which no transport sends: the caller hands
 * them to the renderer on this machine and answers in these words, and pictures stay where they are.
 */
export const stage: Wire = {
  name: 'stage',
  auth: 'none',
  authorize: () => ({}),
  submit: (request) => submit(request),
  readSubmit: (reply) => readSubmit(reply),
  poll: ({ taskId }) => ({ method: 'GET', url: `${home}/${encodeURIComponent(taskId)}` }),
  readProgress: (reply) => readProgress(reply),
  cancel: {
    request: ({ taskId }) => ({ method: 'DELETE', url: `${home}/${encodeURIComponent(taskId)}` }),
    read: (reply) => (reply.status < 300 ? 'cancelled' : 'unclear'),
  },
};

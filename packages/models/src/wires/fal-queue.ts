import { z } from 'zod';
import type { TakeRequest } from '../take-request.ts';
import type {
  Ending,
  HttpReply,
  HttpRequest,
  Progress,
  Submission,
  SubmitOutcome,
  Ticket,
  UploadFile,
  Wire,
  WireSetting,
} from '../wire.ts';
import { endpointInput } from './endpoint-inputs.ts';
import { givenFields } from './given-fields.ts';
import { isOurWebhook, keyedWebhook, webhookJson } from './our-webhook.ts';
import { notAccepted, problemOf, unclear } from './outcome-of.ts';
import { outputFiles } from './output-files.ts';
import { requestBody } from './request-body.ts';
import { taskStatus } from './task-status.ts';
import { hostOf, originOf, withQuery } from './url-parts.ts';

// @fal-ai/client src/queue.js and fal.ai/docs; providers.md §4.9. The body is the endpoint's own input, bare.
const Body = z.record(z.string(), z.json());
const Queued = z.looseObject({
  request_id: z.string().min(1),
  status_url: z.string().optional(),
  response_url: z.string().optional(),
  cancel_url: z.string().optional(),
});
const Status = z.looseObject({
  status: z.string(),
  request_id: z.string().optional(),
  response_url: z.string().optional(),
  queue_position: z.number().nullish(),
  error: z.unknown().optional(),
  error_type: z.string().nullish(),
});
const Detail = z.looseObject({
  detail: z.union([
    z.string(),
    z.array(z.looseObject({ msg: z.string().optional(), type: z.string().optional(), loc: z.unknown().optional() })),
  ]),
  error_type: z.string().nullish().catch(undefined),
});

// fal.ai/docs, reliability: requests that end with a 5xx are not billed; request errors: which types those are.
const unbilled = { charge: { amount: 0, unit: 'USD' } } as const;
const serverErrors = /^(runner_|startup_timeout$|request_timeout$|internal_)/;
/** Result JSON is kept an hour; the files themselves may go sooner. */
const lifeSec = 3600;

/** What fal says went wrong: a model's own errors are a list, the platform's a text with a type. `isTyped`: it is about the request, not the asking. */
function toldBy(reply: HttpReply): { code: string; message: string; isTyped: boolean } | undefined {
  const told = Detail.safeParse(reply.json);
  if (!told.success) return undefined;
  const { detail, error_type: type = reply.headers['x-fal-error-type'] } = told.data;
  if (typeof detail === 'string') return { code: type ?? `http-${reply.status}`, message: detail, isTyped: typeof type === 'string' };
  const say = ({ loc, msg }: (typeof detail)[number]) => `${Array.isArray(loc) ? loc.join('.') : ''} ${msg ?? ''}`.trim();
  return { code: detail[0]?.type ?? type ?? `http-${reply.status}`, message: detail.map(say).join('; '), isTyped: true };
}

/** Where files are put (@fal-ai/client src/storage.js); a server of one's own has both at one address. */
const storage = 'https://rest.fal.ai';
const isHost = (url: string) => originOf(url).startsWith('https://') && /(^|\.)fal\.run$/.test(hostOf(url));

/** First the address to put a file at and the one it will have, then the file itself. */
function storedOrNext(reply: HttpReply, { url, file }: Readonly<{ url: string | undefined; file: UploadFile }>) {
  if (reply.status >= 300) return null;
  if (url !== undefined) return { url };
  const begun = z.looseObject({ file_url: z.string().min(1), upload_url: z.string().min(1) }).safeParse(reply.json);
  if (!begun.success) return null;
  const { bytes, mime } = file;
  const http: HttpRequest = { method: 'PUT', url: begun.data.upload_url, body: { bytes, mime } };
  return { next: { http, isOpen: true as const, url: begun.data.file_url } };
}

/** Whether a URL may be asked with our key: on the configured address, or, where that is fal's, on another host of fal's. */
function isFals(url: string, { baseUrl }: WireSetting): boolean {
  if (originOf(url) === originOf(baseUrl)) return originOf(url) !== '';
  return isHost(baseUrl) && isHost(url);
}

/** The addresses of a request, by the rule that only the first two parts of a model's name stand in them; for replies that name none of fal's. */
function builtUrls(model: string, { requestId, baseUrl }: Readonly<{ requestId: string; baseUrl: string }>) {
  const app = model.split('/').slice(0, 2).join('/');
  const response = `${baseUrl}/${app}/requests/${encodeURIComponent(requestId)}`;
  return { status: `${response}/status`, response, cancel: `${response}/cancel` };
}

function submit(request: TakeRequest, setting: WireSetting): Submission {
  const fields = givenFields(request);
  const draft = endpointInput(fields, { inputs: setting.dialect['inputs'], request, wire: 'fal-queue' });
  const json = requestBody(Body, draft, { settings: fields.take('settings'), wire: 'fal-queue' });
  const hook = fields.take('webhookUrl');
  // fal has no place for a key of ours; our webhook's address is the only thing that brings it back after a lost reply.
  const webhook = hook === undefined ? undefined : keyedWebhook(hook, fields.take('clientKey'));
  const url = withQuery(`${setting.baseUrl}/${fields.take('model')}`, { fal_webhook: webhook });
  return { http: { method: 'POST', url, json }, dropped: fields.dropped() };
}

function readSubmit(reply: HttpReply, request: TakeRequest, setting: WireSetting): SubmitOutcome {
  const queued = Queued.safeParse(reply.json);
  if (reply.status >= 300 || !queued.success) return notAccepted(reply, toldBy(reply));
  const { request_id: requestId, status_url: status, response_url: response, cancel_url: cancel } = queued.data;
  const built = builtUrls(request.model, { requestId, baseUrl: setting.baseUrl });
  const told = { status, response, cancel };
  const strays = Object.entries(told).filter(([, url]) => url !== undefined && !isFals(url, setting));
  const own = (url: string | undefined, other: string) => (url !== undefined && isFals(url, setting) ? url : other);
  const urls = { status: own(status, built.status), response: own(response, built.response), cancel: own(cancel, built.cancel) };
  const ticket: Ticket = { wire: 'fal-queue', taskId: requestId, kind: request.model, urls };
  if (strays.length === 0) return { outcome: 'accepted', ticket };
  return {
    outcome: 'accepted',
    ticket,
    warnings: strays.map(([name, url]) => `the ${name} address is not fal's and is not used: ${originOf(url ?? '')}`),
  };
}

function urlsOf(ticket: Ticket, { baseUrl }: WireSetting) {
  return { ...builtUrls(ticket.kind ?? '', { requestId: ticket.taskId, baseUrl }), ...ticket.urls };
}

function readProgress(reply: HttpReply, ticket: Ticket, setting: WireSetting): ReturnType<Wire['readProgress']> {
  // The result is asked for only once the work is over: what it answers then is the take's end, but for trouble with the asking itself.
  const isResult = reply.url === urlsOf(ticket, setting).response;
  const status = Status.safeParse(reply.json);
  // A model's own output may have a field of this name, too.
  if (reply.status < 300 && !isResult && status.success && isOfQueue(status.data)) return readStatus(status.data, ticket, setting);
  if (reply.status < 300) return readResult(reply);
  const told = toldBy(reply);
  const isMissing = reply.status === 404 && reply.json !== undefined;
  // An error of the question for the status is about the question.
  if (reply.url !== undefined && !isResult) return unclear(reply, { isMissing });
  if (reply.status === 422 && told !== undefined) return { state: 'failed', problem: problemOf(reply, told) };
  if (isResult && told !== undefined && ![401, 403, 404, 408, 429].includes(reply.status)) {
    const ending: Ending = { state: 'failed', problem: problemOf(reply, told), ...(reply.status >= 500 ? unbilled : {}) };
    // Without a type it may be the queue's own: a 400 that says the work goes on, just after COMPLETED, or a 500 that passes.
    return told.isTyped ? ending : unclear(reply, { ending });
  }
  if (reply.status === 400) return { state: 'running', warning: 'the result is not there yet' };
  return unclear(reply, { isMissing });
}

const isOfQueue = (told: z.infer<typeof Status>) => told.request_id !== undefined || 'queue_position' in told || isStatusWord(told.status);
const isStatusWord = (word: string) => taskStatus(word).warning === undefined;

function readStatus(told: z.infer<typeof Status>, ticket: Ticket, setting: WireSetting): ReturnType<Wire['readProgress']> {
  const { status, warning } = taskStatus(told.status);
  const place = typeof told.queue_position === 'number' ? { queuePlace: told.queue_position } : {};
  if (status === 'queued' || status === 'running') return { state: status, ...place, ...(warning === undefined ? {} : { warning }) };
  const hasError = told.error !== undefined && told.error !== null && told.error !== '';
  if (status === 'succeeded' && !hasError) return { state: 'ask', next: { method: 'GET', url: urlsOf(ticket, setting).response } };
  const message = typeof told.error === 'string' ? told.error : JSON.stringify(told.error ?? told.status);
  const problem = { code: told.error_type ?? `task-${status}`, message, isRetryLater: false };
  if (told.error_type === 'client_cancelled') return { state: 'cancelled', problem };
  const cost = serverErrors.test(told.error_type ?? '') ? unbilled : {};
  return { state: status === 'succeeded' ? 'failed' : status, problem, ...cost };
}

function readResult(reply: HttpReply): Progress {
  if (typeof reply.json !== 'object' || reply.json === null) return unclear(reply);
  const files = outputFiles(reply.json, { expiresInSec: lifeSec });
  const { seed } = reply.json as { seed?: unknown };
  if (files.length > 0) return { state: 'succeeded', files, ...(typeof seed === 'number' ? { seed } : {}) };
  if ('detail' in reply.json) return unclear(reply);
  return { state: 'failed', problem: { code: 'empty-result', message: 'the result names no file', isRetryLater: false } };
}

/** fal's queue. There is no list and no key: after a lost reply only our webhook's query tells which take a request is. */
export const falQueue: Wire = {
  name: 'fal-queue',
  auth: 'key',
  family: ['https://*.fal.run', storage],
  upload: {
    begin: ({ fileName, mime }, { baseUrl }) => ({
      http: {
        method: 'POST',
        url: `${isHost(baseUrl) ? storage : baseUrl}/storage/upload/initiate?storage_type=fal-cdn-v3`,
        json: { file_name: fileName, content_type: mime },
      },
    }),
    read: (reply, { step, file }) => storedOrNext(reply, { url: step.url, file }),
  },
  authorize: (credential) => ({ authorization: `Key ${credential}` }),
  submit,
  readSubmit,
  ticketOf: (taskId, { model }) => ({ wire: 'fal-queue', taskId, kind: model }),
  poll: (ticket, setting) => ({ method: 'GET', url: urlsOf(ticket, setting).status }),
  readProgress,
  cancel: {
    request: (ticket, setting) => ({ method: 'PUT', url: urlsOf(ticket, setting).cancel }),
    read: (reply) => {
      if (reply.status < 300) return 'cancelled';
      return reply.status === 400 ? 'too-late' : 'unclear';
    },
  },
  webhook: {
    // fal signs with ED25519, in a form we have not verified; the secret in our own address stands in for it.
    read: (call) => {
      const told = z.looseObject({ request_id: z.string().min(1) }).safeParse(webhookJson(call.body));
      if (!isOurWebhook(call) || !told.success) return null;
      const key = call.query?.['k'];
      return { taskId: told.data.request_id, ...(key === undefined ? {} : { clientKey: key }) };
    },
  },
};

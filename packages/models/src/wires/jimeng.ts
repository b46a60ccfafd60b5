import { z } from 'zod';
import type { TakeRequest } from '../take-request.ts';
import type { HttpReply, HttpRequest, Progress, ResultFile, Submission, SubmitOutcome, Wire, WireSetting } from '../wire.ts';
import { type GivenFields, givenFields } from './given-fields.ts';
import { inlineMedia } from './media-field.ts';
import { notAccepted, problemOf, unclear, withoutFile } from './outcome-of.ts';
import { requestBody } from './request-body.ts';
import { volcHeaders } from './signing/volc-signature.ts';
import { taskStatus } from './task-status.ts';
import { withQuery } from './url-parts.ts';

// volcengine.com/docs/85621 (Jimeng 3.0 video and pictures), as copied in public repositories; providers.md §4.2, market.md §4. Not tried (G).
const Body = z.strictObject({
  req_key: z.string(),
  prompt: z.string().max(800).optional(),
  image_urls: z.array(z.string()).optional(),
  binary_data_base64: z.array(z.string()).optional(),
  seed: z.number().int().min(-1).optional(),
  frames: z.number().int().optional(),
  aspect_ratio: z.string().optional(),
  template_id: z.string().optional(),
  camera_strength: z.enum(['weak', 'medium', 'strong']).optional(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  scale: z.number().optional(),
  force_single: z.boolean().optional(),
});
const Reply = z.looseObject({
  code: z.number(),
  message: z.string().nullish(),
  data: z
    .looseObject({
      task_id: z.string().optional(),
      status: z.string().optional(),
      video_url: z.string().nullish(),
      image_urls: z.array(z.string()).nullish(),
      binary_data_base64: z.array(z.string()).nullish(),
    })
    .nullish(),
});

const accepted = 10_000;
const laterCodes = [50_429, 50_430];
/** A review of text, picture, sound or video said no, or (the last three) could not be held, after which asking again is no use. */
const reviewCodes = [50_411, 50_412, 50_413, 50_511, 50_512, 50_516, 50_517, 50_518, 50_519, 50_520, 50_521, 50_522];
/** Internal RPC Error: the algorithm behind the service. */
const failedCode = 50_501;
const lifeSec = 3600;

/** Whether a req_key is one of the video services: jimeng_t2v_v30, jimeng_i2v_first_v30, jimeng_ti2v_v30_pro. */
const makesVideo = (reqKey: string) => /_(t2v|i2v|ti2v)_/.test(reqKey);

function call(action: string, { baseUrl }: WireSetting, json: unknown): HttpRequest {
  return { method: 'POST', url: withQuery(`${baseUrl}/`, { Action: action, Version: '2022-08-31' }), json };
}

/** How many frames a service takes: its name says it. Pictures and the pro service are not counted here. */
function mostPictures(reqKey: string): number {
  if (/_t2v_/.test(reqKey)) return 0;
  if (/_i2v_first_tail_/.test(reqKey)) return 2;
  return /_i2v_/.test(reqKey) ? 1 : 10;
}

/** First and last frame, or reference pictures, in order: all by address, or all as bytes, for two lists have no order among them. */
function picturesOf(fields: GivenFields, request: TakeRequest): Readonly<Record<string, readonly string[]>> {
  // The order alone tells a last frame from a first: without a first it would be taken for one.
  const wanted = request.firstFrame === undefined ? (['references'] as const) : (['firstFrame', 'lastFrame'] as const);
  const most = mostPictures(request.model);
  const names = wanted.filter((name, at) => request[name] !== undefined && at < most);
  const all = names.flatMap((name) => [request[name] ?? []].flat().map((ref) => ({ name, ref })));
  const isByAddress = all[0] !== undefined && 'url' in all[0].ref;
  const sent = all.filter(({ ref }) => 'url' in ref === isByAddress);
  if (sent.length === 0) return {};
  for (const name of names) if (all.every((each) => each.name !== name || sent.includes(each))) fields.take(name);
  const kept = sent.filter(({ name }) => all.every((each) => each.name !== name || sent.includes(each)));
  const texts = kept.map(({ ref }) => ('url' in ref ? ref.url : (inlineMedia(ref)?.base64 ?? '')));
  return isByAddress ? { image_urls: texts } : { binary_data_base64: texts };
}

function submit(request: TakeRequest, setting: WireSetting): Submission {
  const fields = givenFields(request);
  // The size is part of the service's name: asked for as it is, it is not lost.
  if (makesVideo(request.model) && request.resolution === (/1080|pro/.test(request.model) ? '1080p' : '720p')) fields.take('resolution');
  // The other services take a template without a word and do nothing with it.
  const camera = request.model.includes('recamera') ? fields.take('camera') : undefined;
  const template = camera?.dialect === 'jimeng-template' ? camera : undefined;
  if (template === undefined) fields.giveBack('camera');
  const frames = fields.take('frames');
  // Jimeng counts 24 frames a second and one more.
  const lengthSec = frames === undefined ? fields.take('lengthSec') : undefined;
  // Videos have no size of their own; only the services of pictures do.
  const isVideo = makesVideo(request.model);
  const draft = {
    req_key: fields.take('model'),
    prompt: fields.take('prompt'),
    seed: fields.take('seed'),
    frames: frames ?? (lengthSec === undefined ? undefined : Math.round(lengthSec * 24) + 1),
    // From a frame the shape is the frame's; pictures have sides in pixels.
    aspect_ratio: /_t2v_|_ti2v_/.test(request.model) ? fields.take('aspect') : undefined,
    width: isVideo ? undefined : fields.take('widthPx'),
    height: isVideo ? undefined : fields.take('heightPx'),
    scale: isVideo ? undefined : fields.take('guidanceScale'),
    template_id: template?.template,
    camera_strength: template?.strength,
    ...picturesOf(fields, request),
  };
  const json = requestBody(Body, draft, { settings: fields.take('settings'), wire: 'jimeng' });
  return { http: call('CVSync2AsyncSubmitTask', setting, json), dropped: fields.dropped() };
}

/** Where the signature or the account is refused, before the service is reached. */
const Gateway = z.looseObject({
  ResponseMetadata: z.looseObject({ Error: z.looseObject({ Code: z.string(), Message: z.string().nullish() }) }),
});

function toldBy(reply: HttpReply) {
  const gateway = Gateway.safeParse(reply.json);
  if (gateway.success) {
    const { Code: code, Message: message } = gateway.data.ResponseMetadata.Error;
    return { code, message: message ?? '', isRetryLater: reply.status === 429 };
  }
  const told = Reply.safeParse(reply.json);
  if (!told.success || told.data.code === accepted) return undefined;
  return { code: String(told.data.code), message: told.data.message ?? '', isRetryLater: laterCodes.includes(told.data.code) };
}

function readSubmit(reply: HttpReply, request: TakeRequest): SubmitOutcome {
  const read = Reply.safeParse(reply.json);
  const taskId = read.success && read.data.code === accepted ? read.data.data?.task_id : undefined;
  if (reply.status < 300 && taskId !== undefined && taskId !== '') {
    return { outcome: 'accepted', ticket: { wire: 'jimeng', taskId, kind: request.model } };
  }
  const told = toldBy(reply);
  const isTheirs = told === undefined || ['50500', '50501'].includes(told.code);
  if (reply.status < 300 && !isTheirs) return { outcome: 'refused', problem: problemOf(reply, told) };
  return notAccepted(reply, told);
}

function readProgress(reply: HttpReply): Progress {
  const told = toldBy(reply);
  if (told !== undefined && reviewCodes.includes(Number(told.code))) return { state: 'failed', problem: told };
  const read = Reply.safeParse(reply.json);
  const data = read.success && told === undefined && reply.status < 300 ? read.data.data : undefined;
  if (data?.status === undefined) {
    // There is no word for failure: a take that failed answers every question with this error, which one that is under way may meet, too.
    const ending = told?.code === String(failedCode) ? ({ state: 'failed', problem: problemOf(reply, told) } as const) : undefined;
    return unclear(reply, told === undefined ? {} : { reason: `Jimeng ${told.code}: ${told.message}`, ending });
  }
  if (data.status === 'not_found') return unclear(reply, { reason: 'Jimeng knows no such task', isMissing: true });
  const { status, warning } = taskStatus(data.status);
  if (status === 'queued' || status === 'running') return { state: status, ...(warning === undefined ? {} : { warning }) };
  if (status !== 'succeeded') return { state: status, problem: { code: `task-${status}`, message: '', isRetryLater: false } };
  const files: ResultFile[] = [
    ...(data.video_url ? [{ url: data.video_url, kind: 'video' as const, expiresInSec: lifeSec }] : []),
    ...(data.image_urls ?? []).map((url) => ({ url, kind: 'image' as const, expiresInSec: lifeSec })),
  ];
  if (files.length > 0) return { state: 'succeeded', files };
  const inline = (data.binary_data_base64 ?? []).map((bytes): ResultFile => {
    const mime = bytes.startsWith('iVBOR') ? 'image/png' : 'image/jpeg';
    return { url: `data:${mime};base64,${bytes}`, kind: 'image', mime };
  });
  return inline.length > 0 ? { state: 'succeeded', files: inline } : withoutFile(reply, { provider: 'Jimeng' });
}

/** Jimeng's visual API: camera templates by strength. The entry's provider model is a req_key. No key, no list. */
export const jimeng: Wire = {
  name: 'jimeng',
  auth: 'signed',
  authorize: (credential, { nowSec, http }) => {
    const colon = credential.indexOf(':');
    const pair = { accessKey: credential.slice(0, colon), secretKey: credential.slice(colon + 1) };
    return volcHeaders(http, { ...pair, nowSec, region: 'cn-north-1', service: 'cv' });
  },
  submit,
  readSubmit: (reply, request) => readSubmit(reply, request),
  ticketOf: (taskId, { model }) => ({ wire: 'jimeng', taskId, kind: model }),
  poll: ({ taskId, kind = '' }, setting) =>
    call('CVSync2AsyncGetResult', setting, {
      req_key: kind,
      task_id: taskId,
      // Pictures come as bytes unless addresses are asked for.
      ...(makesVideo(kind) ? {} : { req_json: JSON.stringify({ return_url: true }) }),
    }),
  readProgress: (reply) => readProgress(reply),
  cancel: {
    // Only what waits. The action's name differs between sources (G).
    request: ({ taskId, kind }, setting) =>
      call(setting.dialect['cancelAction'] ?? 'CVCancelTask', setting, { req_key: kind ?? '', task_id: taskId }),
    read: (reply) => {
      const read = Reply.safeParse(reply.json);
      if (!read.success || reply.status >= 500 || laterCodes.includes(read.data.code)) return 'unclear';
      return read.data.code === accepted ? 'cancelled' : 'too-late';
    },
  },
};

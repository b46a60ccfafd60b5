import { z } from 'zod';
import type { MediaRef, TakeRequest } from '../take-request.ts';
import type { HttpReply, Progress, Submission, SubmitOutcome, Wire, WireSetting } from '../wire.ts';
import { dashscopeUpload, resolvesUploads } from './dashscope-upload.ts';
import { type GivenFields, givenFields } from './given-fields.ts';
import { matchTask } from './match-task.ts';
import { mediaUrl } from './media-field.ts';
import { notAccepted, problemOf, unclear, withoutFile } from './outcome-of.ts';
import { requestBody } from './request-body.ts';
import { taskStatus } from './task-status.ts';
import { withQuery } from './url-parts.ts';

// @ai-sdk/alibaba and alibabacloud model-studio; providers.md §4.8.
const Body = z.strictObject({
  model: z.string(),
  input: z.strictObject({
    prompt: z.string().optional(),
    negative_prompt: z.string().optional(),
    img_url: z.string().optional(),
    audio_url: z.string().optional(),
    reference_urls: z.array(z.string()).optional(),
    first_frame_url: z.string().optional(),
    last_frame_url: z.string().optional(),
    media: z
      .array(
        z.strictObject({
          type: z.enum(['first_frame', 'last_frame', 'reference_image', 'reference_video', 'reference_audio', 'file', 'link']),
          url: z.string(),
          reference_voice: z.string().optional(),
        }),
      )
      .optional(),
  }),
  parameters: z.strictObject({
    size: z.string().optional(),
    resolution: z.string().optional(),
    ratio: z.string().optional(),
    duration: z.number().optional(),
    seed: z.number().int().optional(),
    prompt_extend: z.boolean().optional(),
    shot_type: z.enum(['single', 'multi']).optional(),
    watermark: z.boolean().optional(),
    audio: z.boolean().optional(),
  }),
});
const Output = z.looseObject({
  task_id: z.string().min(1),
  task_status: z.string(),
  video_url: z.string().nullish(),
  results: z
    .array(z.looseObject({ url: z.string().optional() }))
    .nullish()
    .catch(undefined),
  code: z.string().nullish(),
  message: z.string().nullish(),
});
const Reply = z.looseObject({
  output: Output,
  usage: z.looseObject({ duration: z.number().optional() }).nullish().catch(undefined),
});
const lifeSec = 86_400;

function toldBy(reply: HttpReply) {
  const told = z.looseObject({ code: z.string(), message: z.string().nullish() }).safeParse(reply.json);
  if (!told.success) return undefined;
  return {
    code: told.data.code,
    message: told.data.message ?? '',
    isRetryLater: told.data.code.startsWith('Throttling') || reply.status === 429,
  };
}

/** Wan 2.7 and later: everything that is looked at is one list. */
function mediaOf(fields: GivenFields) {
  const one = (type: string, ref: MediaRef | undefined) => (ref === undefined ? [] : [{ type, url: mediaUrl(ref) }]);
  const all = (type: string, refs: readonly MediaRef[] | undefined) => (refs ?? []).map((ref) => ({ type, url: mediaUrl(ref) }));
  const media = [
    ...one('first_frame', fields.take('firstFrame')),
    ...one('last_frame', fields.take('lastFrame')),
    ...all('reference_image', fields.take('references')),
    ...all('reference_video', fields.take('referenceVideos')),
    ...all('reference_audio', fields.take('referenceAudios')),
  ];
  return media.length === 0 ? {} : { media };
}

/** Up to Wan 2.6: a field for each; the first-and-last-frame path names its pictures otherwise. */
function namedInputs(fields: GivenFields, isPair: boolean) {
  const sounds = fields.take('referenceAudios') ?? [];
  if (sounds.length > 1) fields.giveBack('referenceAudios');
  const first = mediaUrl(fields.take('firstFrame'));
  if (isPair) {
    fields.giveBack('referenceAudios');
    return { first_frame_url: first, last_frame_url: mediaUrl(fields.take('lastFrame')) };
  }
  const references = [...(fields.take('references') ?? []), ...(fields.take('referenceVideos') ?? [])].map((each) => mediaUrl(each));
  return {
    img_url: first,
    ...(references.length === 0 ? {} : { reference_urls: references }),
    audio_url: sounds.length === 1 ? mediaUrl(sounds[0]) : undefined,
  };
}

// What the models from text ask for where others take a word, as @ai-sdk/alibaba lists them.
const sizes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '480P': { '16:9': '832*480', '9:16': '480*832', '1:1': '624*624' },
  '720P': { '16:9': '1280*720', '9:16': '720*1280', '1:1': '960*960', '4:3': '1088*832', '3:4': '832*1088' },
  '1080P': { '16:9': '1920*1080', '9:16': '1080*1920', '1:1': '1440*1440', '4:3': '1632*1248', '3:4': '1248*1632' },
};

/** What is made where nothing is asked for (G); a shape alone keeps to it. */
const usual = '1080P';

function sizeOf(fields: GivenFields, { widthPx, heightPx, resolution, aspect }: TakeRequest): Readonly<Record<string, unknown>> {
  if (widthPx !== undefined && heightPx !== undefined) {
    fields.take('widthPx');
    fields.take('heightPx');
    return { size: `${widthPx}*${heightPx}`, resolution: fields.take('resolution') };
  }
  return { resolution: fields.take('resolution'), ...sizeByWords(fields, sizes[resolution ?? usual]?.[aspect ?? '']) };
}

function sizeByWords(fields: GivenFields, size: string | undefined): Readonly<Record<string, unknown>> {
  if (size === undefined) return {};
  fields.take('aspect');
  return { size, resolution: undefined };
}

/** Which of the three forms a model speaks: the entry says so, or its name does. */
function formOf(model: string, { dialect }: WireSetting): 'fields' | 'pair' | 'media' {
  if (dialect['generation'] === 'media' || (dialect['generation'] === undefined && /^wan(2\.[7-9]|[3-9])/.test(model))) return 'media';
  return (dialect['endpoint'] ?? '').startsWith('image2video') || model.includes('-kf2v') ? 'pair' : 'fields';
}

function submit(request: TakeRequest, setting: WireSetting): Submission {
  const fields = givenFields(request);
  const form = formOf(request.model, setting);
  const path = setting.dialect['endpoint'] ?? (form === 'pair' ? 'image2video/video-synthesis' : 'video-generation/video-synthesis');
  // A picture that is given brings its shape; only models from text or references are told one.
  const isShaped = /-(t2v|r2v)/.test(request.model);
  const draft = {
    model: fields.take('model'),
    input: {
      prompt: fields.take('prompt'),
      negative_prompt: fields.take('negativePrompt'),
      ...(form === 'media' ? mediaOf(fields) : namedInputs(fields, form === 'pair')),
    },
    parameters: {
      ...(form === 'fields'
        ? sizeOf(fields, isShaped ? request : { ...request, aspect: undefined })
        : { resolution: fields.take('resolution') }),
      ratio: form === 'media' ? fields.take('aspect') : undefined,
      duration: fields.take('lengthSec'),
      seed: fields.take('seed'),
      prompt_extend: fields.take('isPromptRewritten'),
      watermark: fields.take('hasWatermark'),
      audio: form === 'fields' ? fields.take('hasAudio') : undefined,
    },
  };
  const json = requestBody(Body, draft, { settings: fields.take('settings'), wire: 'dashscope' });
  const http = {
    method: 'POST',
    url: `${setting.baseUrl}/api/v1/services/aigc/${path}`,
    headers: { 'x-dashscope-async': 'enable', ...(JSON.stringify(json).includes('"oss://') ? resolvesUploads : {}) },
    json,
  } as const;
  return { http, dropped: fields.dropped() };
}

function readSubmit(reply: HttpReply): SubmitOutcome {
  const made = z.looseObject({ output: Output.pick({ task_id: true }) }).safeParse(reply.json);
  if (reply.status < 300 && made.success) return { outcome: 'accepted', ticket: { wire: 'dashscope', taskId: made.data.output.task_id } };
  const told = toldBy(reply);
  const isTheirs = told?.code.startsWith('Internal') ?? true;
  if (reply.status < 300 && told !== undefined && !isTheirs) return { outcome: 'refused', problem: problemOf(reply, told) };
  return notAccepted(reply, told);
}

function readProgress(reply: HttpReply): Progress {
  const read = Reply.safeParse(reply.json);
  if (reply.status >= 300 || !read.success) return unclear(reply);
  const { output, usage } = read.data;
  // UNKNOWN: no such task, or one older than a day. It must end, and a new task must not end by it.
  if (output.task_status === 'UNKNOWN') return unclear(reply, { reason: 'DashScope knows no such task', isMissing: true });
  const { status, warning } = taskStatus(output.task_status);
  if (status === 'queued' || status === 'running') return { state: status, ...(warning === undefined ? {} : { warning }) };
  const seconds = usage?.duration;
  const cost = seconds === undefined ? {} : { charge: { amount: seconds, unit: 'seconds' as const } };
  if (status !== 'succeeded') {
    const problem = { code: output.code ?? `task-${status}`, message: output.message ?? '', isRetryLater: false };
    return { state: status, problem, ...cost };
  }
  const length = seconds === undefined ? {} : { lengthSec: seconds };
  if (output.video_url)
    return { state: 'succeeded', files: [{ url: output.video_url, kind: 'video', expiresInSec: lifeSec, ...length }], ...cost };
  const images = (output.results ?? []).flatMap(({ url }) =>
    url === undefined ? [] : [{ url, kind: 'image' as const, expiresInSec: lifeSec }],
  );
  return images.length > 0 ? { state: 'succeeded', files: images, ...cost } : withoutFile(reply, { provider: 'DashScope', ...cost });
}

const task = (taskId: string, { baseUrl }: WireSetting) => `${baseUrl}/api/v1/tasks/${encodeURIComponent(taskId)}`;

/** Alibaba's DashScope (Wan). Its list tells neither request nor a time zone, so that what it shows is at most a maybe. */
export const dashscope: Wire = {
  name: 'dashscope',
  auth: 'bearer',
  authorize: (credential) => ({ authorization: `Bearer ${credential}` }),
  upload: dashscopeUpload,
  submit,
  readSubmit: (reply) => readSubmit(reply),
  poll: ({ taskId }, setting) => ({ method: 'GET', url: task(taskId, setting) }),
  readProgress: (reply) => readProgress(reply),
  cancel: {
    request: ({ taskId }, setting) => ({ method: 'POST', url: `${task(taskId, setting)}/cancel` }),
    read: (reply) => {
      if (reply.status < 300) return 'cancelled';
      return reply.status < 500 && reply.status !== 429 && toldBy(reply) !== undefined ? 'too-late' : 'unclear';
    },
  },
  find: {
    request: ({ request }, { baseUrl }) => ({
      method: 'GET',
      url: withQuery(`${baseUrl}/api/v1/tasks/`, { model_name: request.model, page_no: 1, page_size: 100 }),
    }),
    read: (reply, wanted) => {
      const list = z.looseObject({ data: z.array(z.looseObject({ task_id: z.string().min(1) })) }).safeParse(reply.json);
      if (reply.status >= 300 || !list.success) return 'unclear';
      const rows = list.data.data.map(({ task_id: taskId }) => ({ taskId }));
      return matchTask(rows, wanted, (taskId) => ({ wire: 'dashscope', taskId }));
    },
  },
};

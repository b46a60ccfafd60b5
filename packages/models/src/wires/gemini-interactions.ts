import { z } from 'zod';
import type { MediaRef, TakeRequest } from '../take-request.ts';
import type { HttpReply, Progress, ResultFile, Submission, SubmitOutcome, Wire, WireSetting } from '../wire.ts';
import { geminiUpload } from './gemini-upload.ts';
import { type GivenFields, givenFields } from './given-fields.ts';
import { GoogleError, googleProblem, googleTold } from './google-error.ts';
import { inlineMedia } from './media-field.ts';
import { isOurWebhook, keyedWebhook, webhookJson } from './our-webhook.ts';
import { notAccepted, unclear, withoutFile } from './outcome-of.ts';
import { requestBody } from './request-body.ts';
import { taskStatus } from './task-status.ts';
import { originOf } from './url-parts.ts';

// @google/genai 3.1.0 and ai.google.dev, Interactions; providers.md §4.6.
const part = z.union([
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({
    type: z.enum(['image', 'video', 'audio']),
    data: z.string().optional(),
    uri: z.string().optional(),
    mime_type: z.string().optional(),
  }),
]);
const Body = z.strictObject({
  model: z.string(),
  input: z.array(part),
  response_format: z.strictObject({
    type: z.enum(['video', 'image']),
    aspect_ratio: z.string().optional(),
    duration: z.string().optional(),
    resolution: z.string().optional(),
    delivery: z.enum(['inline', 'uri']).optional(),
    gcs_uri: z.string().optional(),
  }),
  generation_config: z
    .strictObject({ video_config: z.strictObject({ task: z.string().optional() }).optional(), seed: z.number().optional() })
    .optional(),
  background: z.boolean().optional(),
  store: z.boolean().optional(),
  previous_interaction_id: z.string().optional(),
  webhook_config: z.strictObject({ uris: z.array(z.string()), user_metadata: z.record(z.string(), z.json()).optional() }).optional(),
});
const Media = z.looseObject({
  data: z.string().optional(),
  uri: z.string().optional(),
  mime_type: z.string().optional(),
  text: z.string().optional().catch(undefined),
});
const Interaction = z.looseObject({
  id: z.string().min(1),
  status: z.string().optional(),
  error: GoogleError.nullish().catch(undefined),
  output_video: Media.nullish().catch(undefined),
  output_image: Media.nullish().catch(undefined),
  outputs: z.array(Media).nullish().catch(undefined),
  steps: z
    .array(z.looseObject({ type: z.string().optional(), content: z.array(Media).nullish().catch(undefined) }))
    .nullish()
    .catch(undefined),
});
const StoredFile = z.looseObject({
  name: z.string().startsWith('files/'),
  state: z.string(),
  mimeType: z.string().optional(),
  error: GoogleError.nullish(),
});

const mimes: Readonly<Record<string, string>> = { image: 'image/png', video: 'video/mp4', audio: 'audio/mpeg' };

/** Documentation shows v1beta, the package of 2026 asks v1; the entry may say (dialect version). */
const home = ({ baseUrl, dialect }: WireSetting) => `${baseUrl}/${dialect['version'] ?? 'v1beta'}`;

/** What is asked of the video model; the input's files have no roles of their own. */
function taskOf(request: TakeRequest): string {
  if (request.extends !== undefined) return 'extend';
  if (request.baseVideo !== undefined) return 'edit';
  if (request.firstFrame !== undefined) return 'image_to_video';
  return [request.references, request.referenceVideos].some((each) => (each ?? []).length > 0) ? 'reference_to_video' : 'text_to_video';
}

function inputOf(fields: GivenFields, task: string) {
  const prompt = fields.take('prompt');
  const one = (type: 'image' | 'video' | 'audio') => (ref: MediaRef) => {
    const inline = inlineMedia(ref);
    return inline === undefined
      ? { type, uri: 'url' in ref ? ref.url : '', mime_type: mimes[type] }
      : { type, data: inline.base64, mime_type: inline.mime };
  };
  const listed = (ref: MediaRef | undefined) => (ref === undefined ? [] : [ref]);
  // Beside a first frame a reference would be one more first frame, and beside a clip to be changed one more clip.
  const isFramed = task === 'image_to_video';
  return [
    ...listed(isFramed ? fields.take('firstFrame') : undefined).map(one('image')),
    ...((isFramed ? undefined : fields.take('references')) ?? []).map(one('image')),
    ...listed(fields.take('baseVideo')).map(one('video')),
    ...((isFramed || task === 'edit' ? undefined : fields.take('referenceVideos')) ?? []).map(one('video')),
    ...(fields.take('referenceAudios') ?? []).map(one('audio')),
    ...(prompt === undefined ? [] : [{ type: 'text', text: prompt }]),
  ];
}

function submit(request: TakeRequest, setting: WireSetting): Submission {
  const { dialect } = setting;
  const fields = givenFields(request);
  const [lengthSec, hook] = [fields.take('lengthSec'), fields.take('webhookUrl')];
  const key = hook === undefined ? undefined : fields.take('clientKey');
  const [isImage, task] = [dialect['makes'] === 'image', taskOf(request)];
  const draft = {
    model: fields.take('model'),
    input: inputOf(fields, task),
    response_format: {
      aspect_ratio: fields.take('aspect'),
      duration: lengthSec === undefined ? undefined : `${lengthSec}s`,
      resolution: fields.take('resolution'),
    },
    generation_config: {
      video_config: isImage ? undefined : { task },
      // Whether a seed is taken is not verified (G); the entry says so.
      seed: dialect['seed'] === 'yes' ? fields.take('seed') : undefined,
    },
    previous_interaction_id: fields.take('extends'),
    webhook_config:
      hook === undefined
        ? undefined
        : { uris: [keyedWebhook(hook, key)], ...(key === undefined ? {} : { user_metadata: { client_key: key } }) },
  };
  // In the background, because an answer that takes minutes is an answer lost with the line.
  const kind = isImage ? { type: 'image' } : { type: 'video', delivery: 'uri' };
  const { response_format: format, ...constants } = fields.take('settings') ?? {};
  const settings = { background: true, store: true, ...constants, response_format: { ...kind, ...(format as object | undefined) } };
  const json = requestBody(Body, draft, { settings, wire: 'gemini-interactions' });
  return { http: { method: 'POST', url: `${home(setting)}/interactions`, json }, dropped: fields.dropped() };
}

function readSubmit(reply: HttpReply): SubmitOutcome {
  const made = Interaction.safeParse(reply.json);
  if (reply.status < 300 && made.success) return { outcome: 'accepted', ticket: { wire: 'gemini-interactions', taskId: made.data.id } };
  return notAccepted(reply, googleTold(reply));
}

const download = (name: string, setting: WireSetting) => `${home(setting)}/${name}:download?alt=media`;

/** The file's name at Google's own files service (files/ID, …/v1beta/files/ID:download); undefined for other addresses. */
function fileName(uri: string): string | undefined {
  return /(?:^|\/v\d\w*\/)(files\/[\w-]+)/.exec(uri)?.[1];
}

function readProgress(reply: HttpReply, setting: WireSetting): ReturnType<Wire['readProgress']> {
  const file = StoredFile.safeParse(reply.json);
  if (reply.status < 300 && file.success) return readFile(file.data, setting);
  const read = Interaction.safeParse(reply.json);
  if (reply.status >= 300 || !read.success) return unclear(reply, { isMissing: reply.status === 404 && googleTold(reply) !== undefined });
  const { status: word, error } = read.data;
  const { status, warning } = taskStatus(word ?? 'in_progress');
  if (word === 'requires_action' || word === 'requires_continuation') {
    return { state: 'failed', problem: { code: word, message: 'the model asks something instead of making it', isRetryLater: false } };
  }
  if (status === 'queued' || status === 'running') return { state: status, ...(warning === undefined ? {} : { warning }) };
  if (status !== 'succeeded')
    return { state: status, problem: error ? googleProblem(error) : { code: word ?? status, message: '', isRetryLater: false } };
  return readOutputs(read.data, reply, setting);
}

function readOutputs(
  { output_video: video, output_image: image, outputs, steps }: z.infer<typeof Interaction>,
  reply: HttpReply,
  setting: WireSetting,
): ReturnType<Wire['readProgress']> {
  // What the person gave stands among the steps too.
  const made = (steps ?? []).filter(({ type }) => type !== 'user_input');
  const found = [video, image, ...(outputs ?? []), ...made.flatMap(({ content }) => content ?? [])].filter(
    (each) => each !== undefined && each !== null,
  );
  const media = found.find(({ data, uri }) => data !== undefined || uri !== undefined);
  // A model that answers in words has done what it will do.
  const words = found.flatMap(({ text }) => (text === undefined || text === '' ? [] : [text])).join(' ');
  if (media === undefined && words !== '')
    return { state: 'failed', problem: { code: 'answered-in-words', message: words, isRetryLater: false } };
  if (media === undefined) return withoutFile(reply, { provider: 'Gemini' });
  const mime = media.mime_type ?? (image === media ? 'image/png' : 'video/mp4');
  const kind: ResultFile['kind'] = mime.startsWith('image/') ? 'image' : 'video';
  if (media.data !== undefined) return { state: 'succeeded', files: [{ url: `data:${mime};base64,${media.data}`, kind, mime }] };
  // A stored file may still be in the making when the interaction is done.
  const name = fileName(media.uri ?? '');
  if (name !== undefined) return { state: 'ask', next: { method: 'GET', url: `${home(setting)}/${name}` } };
  return originOf(media.uri ?? '') === ''
    ? unclear(reply, { reason: 'Gemini names a file at no address' })
    : { state: 'succeeded', files: [{ url: withoutKey(media.uri ?? ''), kind, mime, ...keyedAt(media.uri ?? '', setting) }] };
}

function readFile({ name, state, mimeType: mime = 'video/mp4', error }: z.infer<typeof StoredFile>, setting: WireSetting): Progress {
  if (state === 'FAILED')
    return { state: 'failed', problem: error ? googleProblem(error) : { code: 'FAILED', message: '', isRetryLater: false } };
  if (state !== 'ACTIVE') return { state: 'running' };
  const kind: ResultFile['kind'] = mime.startsWith('image/') ? 'image' : 'video';
  return { state: 'succeeded', files: [{ url: download(name, setting), kind, mime, isKeyed: true }] };
}

/** A file at Google's own address is fetched with the key; one anywhere else never. */
const keyedAt = (uri: string, { baseUrl }: WireSetting) => (originOf(uri) === originOf(baseUrl) ? { isKeyed: true as const } : {});

/** A result address without the key Google writes into it: the transport sends the key as a header, and addresses get stored. */
function withoutKey(url: string): string {
  return url.replace(/([?&])key=[^&#]*&?/g, '$1').replace(/[?&]$/, '');
}

const interaction = (taskId: string, setting: WireSetting) => `${home(setting)}/interactions/${encodeURIComponent(taskId)}`;

/** Gemini's Interactions (Omni). The id comes with the reply or not at all: there is no list. */
export const geminiInteractions: Wire = {
  name: 'gemini-interactions',
  auth: 'key-header',
  authorize: (credential) => ({ 'x-goog-api-key': credential }),
  upload: geminiUpload,
  submit,
  readSubmit: (reply) => readSubmit(reply),
  poll: ({ taskId }, setting) => ({ method: 'GET', url: interaction(taskId, setting) }),
  readProgress: (reply, _, setting) => readProgress(reply, setting),
  cancel: {
    request: ({ taskId }, setting) => ({ method: 'POST', url: `${interaction(taskId, setting)}/cancel` }),
    read: (reply) => {
      const told = Interaction.safeParse(reply.json);
      if (reply.status < 300 && told.success && ['succeeded', 'failed'].includes(taskStatus(told.data.status ?? '').status))
        return 'too-late';
      if (reply.status < 300) return 'cancelled';
      return reply.status === 400 || reply.status === 409 ? 'too-late' : 'unclear';
    },
  },
  webhook: {
    // Google signs calls to addresses given with a request in a form we have not verified; the secret in our own address stands in for it.
    read: (call) => {
      const named = z.looseObject({ id: z.string().min(1) });
      const told = z.looseObject({ type: z.string(), data: named }).safeParse(webhookJson(call.body));
      if (!isOurWebhook(call) || !told.success) return null;
      const key = call.query?.['k'];
      return { taskId: told.data.data.id, ...(key === undefined ? {} : { clientKey: key }) };
    },
  },
};

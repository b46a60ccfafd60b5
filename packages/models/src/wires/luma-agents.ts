import { z } from 'zod';
import type { MediaRef, TakeRequest } from '../take-request.ts';
import type { HttpReply, Progress, ResultFile, Submission, SubmitOutcome, Wire, WireSetting } from '../wire.ts';
import { type GivenFields, givenFields } from './given-fields.ts';
import { inlineMedia } from './media-field.ts';
import { notAccepted, unclear, withoutFile } from './outcome-of.ts';
import { fileKind } from './output-files.ts';
import { requestBody } from './request-body.ts';
import { taskStatus } from './task-status.ts';

// docs.agents.lumalabs.ai (videos/generation, editing, reframing), as public repositories retell it; providers.md §4.5. Not tried (G).
const anchor = z.union([
  z.strictObject({ url: z.string(), media_type: z.string().optional() }),
  z.strictObject({ data: z.string(), media_type: z.string() }),
  z.strictObject({ generation_id: z.string() }),
  z.strictObject({ file_id: z.string() }),
]);
const guided = { keyframes: z.array(anchor).max(64).optional(), keyframe_indexes: z.array(z.number().int()).optional() };
const Body = z
  .strictObject({
    model: z.string(),
    type: z.enum(['video', 'video_edit', 'video_reframe', 'image', 'image_edit']),
    prompt: z.string().max(6000).optional(),
    aspect_ratio: z.string().optional(),
    image_ref: z.array(anchor).max(9).optional(),
    source: anchor.optional(),
    style: z.string().optional(),
    output_format: z.enum(['png', 'jpeg']).optional(),
    web_search: z.boolean().optional(),
    video: z
      .strictObject({
        resolution: z.string().optional(),
        duration: z.string().optional(),
        start_frame: anchor.optional(),
        end_frame: anchor.optional(),
        loop: z.boolean().optional(),
        hdr: z.boolean().optional(),
        exr_export: z.boolean().optional(),
        source_position: z.record(z.string(), z.number()).optional(),
        ...guided,
        edit: z
          .strictObject({
            auto_controls: z.boolean().optional(),
            strength: z.string().optional(),
            controls: z.record(z.string(), z.json()).optional(),
            ...guided,
          })
          .optional(),
      })
      .optional(),
  })
  .refine(({ video }) => video?.keyframes === undefined || (video.start_frame ?? video.end_frame) === undefined, {
    message: 'timed keyframes and a first or last frame exclude each other',
    path: ['video', 'keyframes'],
  });
type Kind = z.infer<typeof Body>['type'];

const Generation = z.looseObject({
  id: z.string().min(1),
  state: z.string(),
  failure_reason: z.string().nullish(),
  failure_code: z.string().nullish(),
  output: z.array(z.looseObject({ type: z.string().optional(), url: z.string().nullish() })).nullish(),
});
/** A result's address; asking again gives a fresh one. */
const lifeSec = 3600;

function kindOf(request: TakeRequest, { dialect }: WireSetting): Kind {
  const named = Body.shape.type.safeParse(dialect['type']);
  if (dialect['makes'] === 'image') return request.firstFrame === undefined ? 'image' : 'image_edit';
  if (named.success) return named.data;
  return request.baseVideo === undefined ? 'video' : 'video_edit';
}

function anchorOf(ref: MediaRef | undefined, { isVideo = false } = {}): z.infer<typeof anchor> | undefined {
  if (ref === undefined) return undefined;
  const inline = inlineMedia(ref);
  if (inline !== undefined) return { data: inline.base64, media_type: inline.mime };
  return { url: 'url' in ref ? ref.url : '', ...(isVideo ? { media_type: 'video/mp4' } : {}) };
}

/** First and last frame; a generation to lengthen stands where the first frame would, and alone. */
function framesOf(fields: GivenFields) {
  const before = fields.take('extends');
  if (before !== undefined) return { start_frame: { generation_id: before } };
  return { start_frame: anchorOf(fields.take('firstFrame')), end_frame: anchorOf(fields.take('lastFrame')) };
}

function draftOf(kind: Kind, fields: GivenFields): Readonly<Record<string, unknown>> {
  const references = () => fields.take('references')?.map((each) => anchorOf(each));
  const base = () => anchorOf(fields.take('baseVideo'), { isVideo: true });
  switch (kind) {
    case 'video': {
      const lengthSec = fields.take('lengthSec');
      const duration = lengthSec === undefined ? undefined : `${lengthSec}s`;
      return { aspect_ratio: fields.take('aspect'), video: { resolution: fields.take('resolution'), duration, ...framesOf(fields) } };
    }
    // The shape is the source's: a ratio is passed over there without a word.
    case 'video_edit':
      return { source: base(), video: { resolution: fields.take('resolution') } };
    case 'video_reframe':
      return { source: base(), aspect_ratio: fields.take('aspect'), video: { resolution: fields.take('resolution') } };
    case 'image':
      return { aspect_ratio: fields.take('aspect'), image_ref: references() };
    case 'image_edit':
      return { source: anchorOf(fields.take('firstFrame')), image_ref: references() };
    default:
      return kind satisfies never;
  }
}

function submit(request: TakeRequest, setting: WireSetting): Submission {
  const fields = givenFields(request);
  const type = kindOf(request, setting);
  const draft = { model: fields.take('model'), type, prompt: fields.take('prompt'), ...draftOf(type, fields) };
  const { video, ...constants } = fields.take('settings') ?? {};
  const given = (video ?? {}) as Readonly<Record<string, unknown>>;
  // Luma asks for one of its ways to keep to the source; which, the entry may say.
  const chosen = type === 'video_edit' && given['edit'] === undefined ? { ...given, edit: { auto_controls: true } } : given;
  const settings = { ...constants, ...(Object.keys(chosen).length > 0 ? { video: chosen } : {}) } as NonNullable<TakeRequest['settings']>;
  const json = requestBody(Body, draft, { settings, wire: 'luma-agents' });
  return { http: { method: 'POST', url: `${setting.baseUrl}/generations`, json }, dropped: fields.dropped() };
}

function toldBy(reply: HttpReply) {
  const told = z.looseObject({ detail: z.unknown().optional(), message: z.string().optional() }).safeParse(reply.json);
  const message = told.success ? (told.data.message ?? told.data.detail) : undefined;
  if (message === undefined) return undefined;
  return { code: `http-${reply.status}`, message: typeof message === 'string' ? message : JSON.stringify(message) };
}

function readSubmit(reply: HttpReply): SubmitOutcome {
  const made = Generation.pick({ id: true }).safeParse(reply.json);
  if (reply.status < 300 && made.success) return { outcome: 'accepted', ticket: { wire: 'luma-agents', taskId: made.data.id } };
  return notAccepted(reply, toldBy(reply));
}

function readProgress(reply: HttpReply): Progress {
  const read = Generation.safeParse(reply.json);
  if (reply.status >= 300 || !read.success) return unclear(reply, { isMissing: reply.status === 404 && toldBy(reply) !== undefined });
  const { state, output, failure_reason: reason, failure_code: code } = read.data;
  const { status, warning } = taskStatus(state);
  if (status === 'queued' || status === 'running') return { state: status, ...(warning === undefined ? {} : { warning }) };
  if (status !== 'succeeded') {
    return { state: status, problem: { code: code ?? `task-${status}`, message: reason ?? '', isRetryLater: false } };
  }
  const files = (output ?? []).flatMap(({ type, url }): ResultFile[] => {
    const kind = type === 'video' || type === 'image' ? type : fileKind({ url: url ?? '', key: type ?? 'output' });
    // An EXR beside the film is no video to play, and has no kind of its own here.
    return typeof url !== 'string' || url === '' || /\.exr(\?|$)/i.test(url) ? [] : [{ url, kind, expiresInSec: lifeSec }];
  });
  return files.length > 0 ? { state: 'succeeded', files } : withoutFile(reply, { provider: 'Luma' });
}

/**
 * Luma's Agents API (Ray 3.2, Uni 1): no concepts, no seed, no key of ours, and neither list, cancel nor callback in its documents, so that a
 * lost reply stays unknown.
 */
export const lumaAgents: Wire = {
  name: 'luma-agents',
  auth: 'bearer',
  authorize: (credential) => ({ authorization: `Bearer ${credential}` }),
  submit,
  readSubmit: (reply) => readSubmit(reply),
  poll: ({ taskId }, { baseUrl }) => ({ method: 'GET', url: `${baseUrl}/generations/${encodeURIComponent(taskId)}` }),
  readProgress: (reply) => readProgress(reply),
};

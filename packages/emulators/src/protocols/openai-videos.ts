import { z } from 'zod';
import type { Made } from '../media/placard.ts';
import { keyed } from '../server/bearer.ts';
import { FormFile, formOrJson, Spelt, SpeltTruth } from '../server/form-body.ts';
import { openaiError } from '../server/openai-error.ts';
import type { Call, Desk, Protocol, Reply } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { usualFaults } from '../server/usual-faults.ts';

const key = 'emulated-server-key';

/** JSON in a string, as forms need it. */
const packed = (shape: z.ZodType) =>
  z.string().superRefine((text, context) => {
    try {
      const read = shape.safeParse(JSON.parse(text));
      if (!read.success) context.addIssue({ code: 'custom', message: read.error.issues[0]?.message ?? 'not as documented' });
    } catch {
      context.addIssue({ code: 'custom', message: 'expected JSON' });
    }
  });
const count = Spelt.pipe(z.number().int().min(1));
const ratio = Spelt.pipe(z.number().min(0));

/** The fields of vLLM-Omni's docs/serving/videos_api.md, and of SGLang's video_api.py where it takes others. */
const Wish = z
  .strictObject({
    prompt: z.string().min(1),
    model: z.string().optional(),
    seconds: count.optional(),
    size: z
      .string()
      .regex(/^\d+x\d+$/, 'expected WIDTHxHEIGHT')
      .optional(),
    user: z.string().optional(),
    input_reference: z.union([FormFile, z.string().min(1)]).optional(),
    reference_url: z.union([z.string(), z.array(z.string())]).optional(),
    control_reference: FormFile.optional(),
    control_type: z.string().optional(),
    image_reference: packed(z.strictObject({ image_url: z.string().min(1) })).optional(),
    video_reference: packed(z.strictObject({ video_url: z.string().min(1) })).optional(),
    audio_reference: packed(z.strictObject({ audio_url: z.string().min(1) })).optional(),
    width: count.optional(),
    height: count.optional(),
    num_frames: count.optional(),
    fps: count.optional(),
    num_inference_steps: count.optional(),
    guidance_scale: ratio.optional(),
    guidance_scale_2: ratio.optional(),
    boundary_ratio: ratio.optional(),
    flow_shift: ratio.optional(),
    true_cfg_scale: ratio.optional(),
    seed: Spelt.pipe(z.number().int()).optional(),
    generate_sound: SpeltTruth.optional(),
    sound_duration: ratio.optional(),
    negative_prompt: z.string().optional(),
    enable_frame_interpolation: SpeltTruth.optional(),
    frame_interpolation_exp: count.optional(),
    frame_interpolation_scale: ratio.optional(),
    lora: packed(z.looseObject({})).optional(),
    extra_params: z.union([packed(z.looseObject({})), z.looseObject({})]).optional(),
  })
  .superRefine((body, context) => {
    const given = (['input_reference', 'image_reference', 'video_reference', 'reference_url'] as const).filter(
      (name) => body[name] !== undefined,
    );
    if (given.length > 1)
      context.addIssue({ code: 'custom', message: `${given.join(' and ')} exclude each other`, path: [given[1] ?? ''] });
    if ((body.width === undefined) !== (body.height === undefined))
      context.addIssue({ code: 'custom', message: 'width and height go together', path: ['width'] });
    if ((body.control_reference === undefined) !== (body.control_type === undefined))
      context.addIssue({ code: 'custom', message: 'control_reference and control_type go together', path: ['control_type'] });
  });
type Wish = z.infer<typeof Wish>;

function madeFrom(wish: Wish): Made {
  const [width = 832, height = 480] = (wish.size ?? '').split('x').filter(Boolean).map(Number);
  const fps = wish.fps ?? 16;
  const even = (px: number) => Math.max(2, Math.round(px / 2) * 2);
  const control = wish.control_type === undefined ? '' : `control ${wish.control_type} ${wish.control_reference?.name ?? ''}`;
  return {
    kind: 'video',
    wire: 'openai-videos',
    model: wish.model ?? 'served-model',
    prompt: wish.prompt,
    camera: [control, wish.video_reference === undefined ? '' : 'as in the reference video'].filter(Boolean).join(', '),
    widthPx: even(wish.width ?? width),
    heightPx: even(wish.height ?? height),
    lengthSec: wish.num_frames === undefined ? (wish.seconds ?? 4) : wish.num_frames / fps,
    fps,
  };
}

/** Takes a job, or says what is wrong with the form. */
function taken(call: Call, desk: Desk): Task | Reply {
  const read = Wish.safeParse(formOrJson(call));
  if (!read.success) {
    const issue = read.error.issues[0];
    const stray = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    return desk.refuse({ why: 'bad-request', message: issue?.message ?? '', at: [...((issue?.path ?? []) as string[]), ...stray] });
  }
  const made = madeFrom(read.data);
  // Your own machine charges nothing; the bill still says what it worked on.
  return desk.take(call, { id: desk.id('uuid', 'video_'), kind: 'video', model: made.model, usd: 0, request: read.data, made: [made] });
}

function record(task: Task, { desk, call, isAway = false }: { desk: Desk; call?: Call; isAway?: boolean }) {
  const { state, ratio: done } = call === undefined ? { state: task.state, ratio: 0 } : desk.look(call, task);
  const words = {
    queued: 'queued',
    running: 'in_progress',
    succeeded: 'completed',
    failed: 'failed',
    cancelled: 'cancelled',
    unheard: 'warming_up',
  };
  const [made] = task.made as readonly [Made];
  const status = call?.fault === 'status-synonym' && state === 'succeeded' ? 'succeeded' : words[state];
  const code = task.ending === 'content-refused' ? 'moderation_blocked' : 'generation_failed';
  return {
    id: task.id,
    object: 'video',
    model: task.model,
    prompt: made.prompt,
    status,
    progress: state === 'queued' ? 0 : Math.round(done * 100),
    created_at: Math.floor(task.atMs / 1000),
    completed_at: state === 'succeeded' ? Math.floor((task.endedAtMs ?? 0) / 1000) : null,
    expires_at: null,
    size: `${made.widthPx}x${made.heightPx}`,
    seconds: String(made.lengthSec),
    error: state === 'failed' ? { code, message: `emulated: ${code}` } : null,
    ...(isAway ? { url: desk.fileUrl(task) } : {}),
  };
}

/** A server of your own that speaks OpenAI's /v1/videos, as vLLM-Omni and SGLang-Diffusion do: forms or JSON, one model, no webhook. */
export function openOpenaiVideos(): Protocol {
  // SGLang with cloud storage: the record gets an address, and the content is no longer here.
  const away = new Set<string>();
  const one = (handle: (task: Task, call: Call, desk: Desk) => Reply) => (call: Call, desk: Desk) => {
    const id = call.params['id'] ?? '';
    const task = desk.tasks.find(id);
    return task === undefined ? desk.refuse({ why: 'not-found', message: `Video ${id} not found` }) : handle(task, call, desk);
  };
  return {
    wire: 'openai-videos',
    prefix: '/v1',
    credential: key,
    webhookSecret: '',
    contentRefusedAt: 'end',
    // One model on one machine: jobs wait for one another.
    slots: 1,
    faults: [
      ...usualFaults.submit,
      ...usualFaults.poll.filter((fault) => fault !== 'running-to-queued'),
      ...(['status-synonym', 'progress-backwards', 'result-shape', 'truncated-result', 'wrong-length', 'html-result'] as const),
    ],
    authorise: keyed({ key }),
    refuse: openaiError,
    routes: [
      {
        stage: 'submit',
        method: 'POST',
        path: '/videos',
        handle: (call, desk) => {
          const task = taken(call, desk);
          return 'status' in task ? task : { status: 200, json: record(task, { desk }) };
        },
      },
      {
        stage: 'submit',
        method: 'POST',
        path: '/videos/sync',
        handle: async (call, desk) => {
          const task = taken(call, desk);
          if ('status' in task) return task;
          await desk.tasks.ended(task);
          if (task.state !== 'succeeded') return desk.refuse({ why: 'internal', message: 'Video generation failed' });
          return { status: 200, bytes: await desk.bytesOf(task.made[0] as Made), mime: 'video/mp4' };
        },
      },
      {
        stage: 'other',
        method: 'GET',
        path: '/videos',
        handle: (call, desk) => {
          const all = call.query.get('order') === 'asc' ? desk.tasks.all() : desk.tasks.all().toReversed();
          const from = all.findIndex(({ id }) => id === call.query.get('after')) + 1;
          const page = all.slice(from, from + Number(call.query.get('limit') ?? '100'));
          return {
            status: 200,
            json: { object: 'list', data: page.map((task) => record(task, { desk })), has_more: from + page.length < all.length },
          };
        },
      },
      {
        stage: 'poll',
        method: 'GET',
        path: '/videos/{id}',
        handle: one((task, call, desk) => {
          if (call.fault === 'result-shape' && task.state === 'succeeded') away.add(task.id);
          return { status: 200, json: record(task, { desk, call, isAway: away.has(task.id) }) };
        }),
      },
      {
        stage: 'result',
        method: 'GET',
        path: '/videos/{id}/content',
        handle: one((task, _, desk) => {
          if (away.has(task.id)) {
            const message = `Video has been uploaded to cloud storage. Please use the cloud URL: ${desk.fileUrl(task)}`;
            return desk.refuse({ why: 'bad-request', message });
          }
          return task.state === 'succeeded'
            ? { status: 200, made: task.made[0] as Made }
            : desk.refuse({ why: 'not-found', message: 'Generation is in-progress' });
        }),
      },
      {
        stage: 'cancel',
        method: 'DELETE',
        path: '/videos/{id}',
        // Both servers strike the job off their list at once, whether the work on it stops or not.
        handle: one((task, call, desk) => {
          const told = { ...record(task, { desk }), object: 'video.deleted', deleted: true };
          if (desk.tasks.cancel(task, call.fault) === 'cancelled' && task.startedAtMs === undefined) desk.strike(task);
          desk.tasks.remove(task);
          return { status: 200, json: told };
        }),
      },
      {
        stage: 'other',
        method: 'GET',
        path: '/models',
        handle: () => ({ status: 200, json: { object: 'list', data: [{ id: 'served-model', object: 'model', owned_by: 'emulated' }] } }),
      },
    ],
    onForget: () => away.clear(),
  };
}

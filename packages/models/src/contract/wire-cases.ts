import type { TakeRequest } from '../take-request.ts';
import type { HttpReply, Ticket } from '../wire.ts';

/** One protocol as its documentation shows it: how an entry for it looks, and the replies of its life. Written from the documents, not the wires. */
export type WireCase = Readonly<{
  wire: string;
  /** Of the variant of an entry. */
  name: string;
  model: string;
  baseUrl: string;
  dialect?: Readonly<Record<string, string>>;
  settings?: NonNullable<TakeRequest['settings']>;
  /** Replies, each a JSON body of HTTP 200 or a whole reply. */
  accepted: unknown;
  running?: unknown;
  succeeded?: unknown;
  failed?: unknown;
  /** A running reply with a status word nobody has heard of. */
  strange?: unknown;
}>;

/** A reply of this body; HTTP 200 unless `status` says otherwise. */
export function replyOf(json: unknown, { status = 200, headers = {} }: Partial<Pick<HttpReply, 'status' | 'headers'>> = {}): HttpReply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, json, text: JSON.stringify(json) };
}

/** A reply of a proxy: text that is no JSON. */
export function proxyReply(status: number, headers: HttpReply['headers'] = {}): HttpReply {
  return { status, headers, json: undefined, text: '<html><body>Bad gateway</body></html>' };
}

const klingTask = (task: object) => ({ code: 0, message: 'SUCCEED', request_id: 'r1', data: { task_id: '8401', created_at: 1, ...task } });
const kling = {
  wire: 'kling-v1',
  model: 'kling-v1-5',
  baseUrl: 'https://api-singapore.klingai.com',
  accepted: klingTask({ task_status: 'submitted', task_info: { external_task_id: 'take-1' } }),
  running: klingTask({ task_status: 'processing' }),
  succeeded: klingTask({
    task_status: 'succeed',
    task_status_msg: '',
    task_result: { videos: [{ id: 'v77', url: 'https://cdn.example.com/v77.mp4', watermark_url: '', duration: '5.1' }] },
    final_unit_deduction: '3.5',
  }),
  failed: klingTask({ task_status: 'failed', task_status_msg: 'content risk' }),
  strange: klingTask({ task_status: 'pondering' }),
};
const fal = {
  wire: 'fal-queue',
  baseUrl: 'https://queue.fal.run',
  accepted: {
    status: 'IN_QUEUE',
    request_id: '7640',
    response_url: 'https://queue.fal.run/fal-ai/kling-video/requests/7640',
    status_url: 'https://queue.fal.run/fal-ai/kling-video/requests/7640/status',
    cancel_url: 'https://queue.fal.run/fal-ai/kling-video/requests/7640/cancel',
    queue_position: 2,
  },
  running: { status: 'IN_PROGRESS', request_id: '7640', logs: [] },
  succeeded: { video: { url: 'https://v3.fal.media/files/a.mp4', content_type: 'video/mp4', file_name: 'a.mp4', file_size: 1 }, seed: 0 },
  failed: { status: 'COMPLETED', request_id: '7640', error: 'it broke', error_type: 'internal_error' },
  strange: { status: 'PONDERING', request_id: '7640' },
};

const comfyEntry = (status: object, outputs: object = {}) => ({ 'take-1': { prompt: [], outputs, status, meta: {} } });

/** Every variant the suite runs over. */
export const wireCases: readonly WireCase[] = [
  { ...kling, name: 'by what is given' },
  { ...kling, name: 'omni', model: 'kling-v3-omni', dialect: { endpoint: 'videos/omni-video' } },
  { ...kling, name: 'several pictures', dialect: { endpoint: 'videos/multi-image2video' } },
  { ...kling, name: 'motion control', dialect: { endpoint: 'videos/motion-control' } },
  { ...kling, name: 'lip sync', dialect: { endpoint: 'videos/lip-sync' } },
  { ...kling, name: 'effects', dialect: { endpoint: 'videos/effects' }, settings: { effect_scene: 'hug' } },
  { ...kling, name: 'pictures', dialect: { endpoint: 'images/generations' } },
  {
    ...fal,
    name: 'kling v3',
    model: 'fal-ai/kling-video/v3/pro/image-to-video',
    dialect: {
      inputs:
        'prompt negativePrompt=negative_prompt lengthSec=duration:text firstFrame=start_image_url lastFrame=end_image_url guidanceScale=cfg_scale hasAudio=generate_audio shots=multi_prompt',
    },
  },
  {
    ...fal,
    name: 'kling v1',
    model: 'fal-ai/kling-video/v1/standard/text-to-video',
    dialect: {
      inputs: 'prompt lengthSec=duration:text aspect=aspect_ratio camera=:kling stillMask=static_mask_url motionMasks=dynamic_masks',
    },
  },
  {
    ...fal,
    name: 'a video endpoint with everything',
    model: 'fal-ai/ltx-2/image-to-video',
    dialect: {
      inputs:
        'prompt negativePrompt=negative_prompt lengthSec=duration frames=num_frames fps resolution widthPx=video_size.width heightPx=video_size.height aspect=aspect_ratio seed guidanceScale=guidance_scale firstFrame=image_url lastFrame=last_image_url references=image_urls referenceVideos=video_urls referenceAudios=audio_urls baseVideo=video_url control.colour=control_url control.mask=mask_url control.depth=depth_url hasAudio=generate_audio camera=camera_lora:token isPromptRewritten=enable_prompt_expansion hasWatermark=watermark count=num_images',
    },
  },
  { ...fal, name: 'nothing named', model: 'fal-ai/some/model' },
  {
    wire: 'comfyui',
    name: 'every field named',
    model: 'wan-vace',
    baseUrl: 'http://127.0.0.1:8188',
    settings: {
      workflow: {
        '3': { class_type: 'KSampler', inputs: { seed: 1, model: ['4', 0] }, _meta: { title: 'sampler' } },
        '4': { class_type: 'UNETLoader', inputs: { unet_name: 'wan.safetensors' } },
        '9': { class_type: 'Everything', inputs: {} },
      },
      inputs: Object.fromEntries([
        ['seed', ['3.seed', '9.noise_seed']],
        ...[
          'model',
          'prompt',
          'negativePrompt',
          'lengthSec',
          'frames',
          'fps',
          'resolution',
          'widthPx',
          'heightPx',
          'aspect',
          'guidanceScale',
          'extends',
          'hasAudio',
          'isPromptRewritten',
          'hasWatermark',
          'count',
          'camera.pose',
          'camera.speed',
          'camera.text',
          'camera.token',
        ].map((name) => [name, `9.${name}`]),
        ...['firstFrame', 'lastFrame', 'baseVideo', 'stillMask', 'control.colour', 'control.mask', 'control.depth'].map((name) => [
          name,
          [`9.${name}:url`],
        ]),
        ...['references', 'referenceVideos', 'referenceAudios'].map((name) => [name, [`9.${name}0:url`, `9.${name}1:url`]]),
      ]),
    },
    accepted: { prompt_id: 'take-1', number: 4, node_errors: {} },
    running: { queue_running: [[4, 'take-1', {}, {}, ['9']]], queue_pending: [] },
    succeeded: comfyEntry(
      { status_str: 'success', completed: true, messages: [['execution_start', {}]] },
      { '9': { gifs: [{ filename: 'a_00001.mp4', subfolder: 'out', type: 'output', format: 'video/h264-mp4' }], animated: [true] } },
    ),
    failed: comfyEntry({
      status_str: 'error',
      completed: false,
      messages: [['execution_error', { exception_message: 'out of memory', exception_type: 'OOM', node_type: 'KSampler' }]],
    }),
    strange: comfyEntry({ status_str: 'pondering', completed: false, messages: [['execution_dreamt', {}]] }),
  },
];

/** The setting a case's entry gives its wire. */
export function settingOf({ baseUrl, dialect = {} }: WireCase): Readonly<{ baseUrl: string; dialect: Readonly<Record<string, string>> }> {
  return { baseUrl, dialect };
}

/** A ticket as an accepted submit of the case gives it, by way of JSON. */
export function throughJson(ticket: Ticket): Ticket {
  return JSON.parse(JSON.stringify(ticket)) as Ticket;
}

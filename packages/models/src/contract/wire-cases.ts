import type { HttpReply, Ticket } from '../wire.ts';
import { jimengCases } from './cases/jimeng.ts';
import { lumaAgentsCases } from './cases/luma-agents.ts';
import type { WireCase } from './wire-case.ts';

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

const arkTask = (task: object) => ({
  id: 'cgt-1',
  model: 'seedance-1-5-pro-251215',
  created_at: 1_764_000_000,
  updated_at: 1_764_000_070,
  ...task,
});
const klingTasks = (task: object) => ({ code: 0, message: 'SUCCEED', request_id: 'r', data: [{ id: 't_9', ...task }] });
const prediction = (task: object) => ({
  id: 'gm3qor',
  model: 'kwaivgi/kling-v3-video',
  version: 'hidden',
  input: { prompt: '雨' },
  logs: '',
  output: null,
  error: null,
  created_at: '2026-11-22T10:00:00Z',
  data_removed: false,
  urls: { get: 'https://api.replicate.com/v1/predictions/gm3qor' },
  ...task,
});
const dashTask = (output: object, usage?: object) => ({ request_id: 'r', output: { task_id: '0385', ...output }, usage });
const lumaTask = (task: object) => ({
  id: 'l1',
  generation_type: 'video',
  created_at: '2026-11-22T10:00:00Z',
  failure_reason: null,
  assets: null,
  ...task,
});
const operation = 'projects/p/locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/6f';

const laterCases: readonly WireCase[] = [
  {
    wire: 'ark',
    name: 'seedance',
    model: 'seedance-1-5-pro-251215',
    baseUrl: 'https://ark.ap-southeast.bytepluses.com/api/v3',
    settings: { return_last_frame: false },
    accepted: { id: 'cgt-1' },
    running: arkTask({ status: 'running' }),
    succeeded: arkTask({
      status: 'succeeded',
      error: null,
      content: { video_url: 'https://ark.example.com/a.mp4?X-Tos-Signature=s' },
      usage: { completion_tokens: 246_840, total_tokens: 246_840 },
      seed: 0,
      duration: 5,
    }),
    failed: arkTask({ status: 'failed', error: { code: 'OutputVideoSensitiveContentDetected', message: 'no' } }),
    strange: arkTask({ status: 'pondering' }),
  },
  {
    wire: 'ark',
    name: 'seedream',
    model: 'seedream-4-5-251128',
    baseUrl: 'https://ark.ap-southeast.bytepluses.com/api/v3',
    dialect: { endpoint: 'images/generations' },
    accepted: { model: 'm', created: 1, data: [{ url: 'https://ark.example.com/a.jpeg', size: '2048x2048' }], usage: { output_tokens: 9 } },
  },
  {
    wire: 'replicate',
    name: 'official model',
    model: 'kwaivgi/kling-v3-video',
    baseUrl: 'https://api.replicate.com/v1',
    dialect: {
      inputs:
        'prompt negativePrompt=negative_prompt lengthSec=duration seed aspect=aspect_ratio firstFrame=start_image lastFrame=end_image camera=concepts:tokens',
    },
    settings: { mode: 'pro' },
    accepted: replyOf(prediction({ status: 'starting' }), { status: 201 }),
    running: prediction({ status: 'processing' }),
    succeeded: prediction({ status: 'succeeded', output: 'https://replicate.delivery/x/a.mp4', metrics: { predict_time: 63.1 } }),
    failed: prediction({ status: 'failed', error: 'out of memory' }),
    strange: prediction({ status: 'pondering' }),
  },
  {
    wire: 'runway',
    name: 'by what is given',
    model: 'gen4.5',
    baseUrl: 'https://api.dev.runwayml.com',
    accepted: { id: 'u-1', estimatedCost: { credits: 25 } },
    running: { id: 'u-1', status: 'RUNNING', createdAt: 'x', progress: 0.4 },
    succeeded: { id: 'u-1', status: 'SUCCEEDED', output: ['https://cdn.example.com/a.mp4?_jwt=x'], cost: { credits: 25 } },
    failed: { id: 'u-1', status: 'FAILED', failure: 'no', failureCode: 'SAFETY.INPUT.TEXT' },
    strange: { id: 'u-1', status: 'PONDERING' },
  },
  {
    wire: 'runway',
    name: 'pictures',
    model: 'gen4_image',
    baseUrl: 'https://api.dev.runwayml.com',
    dialect: { endpoint: 'text_to_image' },
    accepted: { id: 'u-1' },
  },
  {
    wire: 'minimax-v1',
    name: 'director',
    model: 'T2V-01-Director',
    baseUrl: 'https://api.minimax.io',
    accepted: { task_id: '176843862716480', base_resp: { status_code: 0, status_msg: 'success' } },
    running: { task_id: '176843862716480', status: 'Processing', file_id: '', base_resp: { status_code: 0, status_msg: 'success' } },
    succeeded: {
      file: { file_id: 'f1', bytes: 1, filename: 'a.mp4', download_url: 'https://cdn.example.com/a.mp4' },
      base_resp: { status_code: 0 },
    },
    failed: { task_id: '176843862716480', status: 'Fail', file_id: '', base_resp: { status_code: 1027, status_msg: 'output sensitive' } },
    strange: { task_id: '176843862716480', status: 'Pondering', base_resp: { status_code: 0 } },
  },
  {
    wire: 'minimax-v2',
    name: 'H3',
    model: 'MiniMax-H3',
    baseUrl: 'https://api.minimax.io',
    accepted: { task_id: 't1' },
    running: { task: { id: 't1', status: 'running' } },
    succeeded: {
      task: { id: 't1', status: 'succeeded', content: { url: 'https://cdn.example.com/a.mp4' }, duration: 6, usage: { total_seconds: 6 } },
    },
    failed: { task: { id: 't1', status: 'failed', error: { code: '1027', message: 'no' } } },
    strange: { task: { id: 't1', status: 'pondering' } },
  },
  {
    wire: 'kling-v3',
    name: 'kling 3',
    model: 'kling-3.0',
    baseUrl: 'https://api-singapore.klingai.com',
    accepted: { code: 0, message: 'SUCCEED', request_id: 'r', data: { id: 't_9', status: 'submitted' } },
    running: klingTasks({ status: 'processing' }),
    succeeded: klingTasks({
      status: 'succeeded',
      message: '',
      outputs: [{ type: 'video', url: 'https://cdn.example.com/a.mp4', duration: '7.0' }],
      billing: [{ charge_type: 'unit', amount: '4' }],
    }),
    failed: klingTasks({ status: 'failed', message: 'content risk' }),
    strange: klingTasks({ status: 'pondering' }),
  },
  ...[
    { name: 'named inputs', model: 'wan2.6-i2v', dialect: {} },
    { name: 'media list', model: 'wan2.7-t2v', dialect: { generation: 'media' } },
    { name: 'frame pair', model: 'wan2.2-kf2v-flash', dialect: { endpoint: 'image2video/video-synthesis' } },
  ].map((variant) => ({
    wire: 'dashscope',
    baseUrl: 'https://dashscope-intl.aliyuncs.com',
    settings: { parameters: { shot_type: 'single' } },
    accepted: dashTask({ task_status: 'PENDING' }),
    running: dashTask({ task_status: 'RUNNING', submit_time: '2026-11-22 10:00:00.000' }),
    succeeded: dashTask(
      { task_status: 'SUCCEEDED', video_url: 'https://cdn.example.com/a.mp4', actual_prompt: 'p' },
      { duration: 5, video_count: 1 },
    ),
    failed: dashTask({ task_status: 'FAILED', code: 'DataInspectionFailed', message: 'no' }),
    strange: dashTask({ task_status: 'PONDERING' }),
    ...variant,
  })),
  ...[
    { name: 'ray 2', model: 'ray-2', dialect: {} },
    { name: 'photon', model: 'photon-1', dialect: { endpoint: 'generations/image' } },
  ].map((variant) => ({
    wire: 'luma',
    baseUrl: 'https://api.lumalabs.ai/dream-machine/v1',
    accepted: replyOf(lumaTask({ state: 'queued' }), { status: 201 }),
    running: lumaTask({ state: 'dreaming' }),
    succeeded: lumaTask({ state: 'completed', assets: { video: 'https://cdn.example.com/a.mp4', image: 'https://cdn.example.com/a.jpg' } }),
    failed: lumaTask({ state: 'failed', failure_reason: 'no' }),
    strange: lumaTask({ state: 'pondering' }),
    ...variant,
  })),
  {
    wire: 'vertex-veo',
    name: 'veo 3.1',
    model: 'veo-3.1-generate-001',
    baseUrl: 'https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1',
    dialect: { storageUri: 'gs://b/takes' },
    accepted: { name: operation },
    running: { name: operation },
    succeeded: {
      name: operation,
      done: true,
      response: { raiMediaFilteredCount: 0, videos: [{ gcsUri: 'gs://b/x/sample_0.mp4', mimeType: 'video/mp4' }] },
    },
    failed: { name: operation, done: true, response: { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['Support codes: 1'] } },
    strange: { name: operation, done: false, metadata: { state: 'PONDERING' } },
  },
  {
    wire: 'gemini-interactions',
    name: 'omni',
    model: 'gemini-omni-1.1-flash',
    baseUrl: 'https://generativelanguage.googleapis.com',
    accepted: { id: 'int-1', status: 'in_progress' },
    running: { id: 'int-1', status: 'in_progress' },
    succeeded: { id: 'int-1', status: 'completed', output_video: { data: 'AAAA', mime_type: 'video/mp4' } },
    failed: { id: 'int-1', status: 'failed', error: { code: 3, message: 'no', status: 'INVALID_ARGUMENT' } },
    strange: { id: 'int-1', status: 'pondering' },
  },
  ...[
    { name: 'vLLM-Omni', dialect: {} },
    { name: 'SGLang', dialect: { server: 'sglang' } },
  ].map((variant) => ({
    wire: 'openai-videos',
    model: 'Wan-AI/Wan2.2-T2V-A14B',
    baseUrl: 'http://127.0.0.1:8091/v1',
    settings: { num_inference_steps: 40 },
    accepted: { id: 'video-123', status: 'queued', created_at: 1_701_234_567 },
    running: { id: 'video-123', status: 'in_progress', progress: 40 },
    succeeded: { id: 'video-123', object: 'video', status: 'completed', progress: 100, seconds: '4' },
    failed: { id: 'video-123', status: 'failed', error: { code: 'oom', message: 'no' } },
    strange: { id: 'video-123', status: 'pondering' },
    ...variant,
  })),
  ...[
    { name: 'gpt-image', model: 'gpt-image-1.5', dialect: {} },
    { name: 'SGLang', model: 'qwen-image', dialect: { server: 'sglang' } },
  ].map((variant) => ({
    wire: 'openai-images',
    baseUrl: 'https://api.openai.com/v1',
    accepted: { created: 1, data: [{ b64_json: 'iVBORw0KGgo=' }] },
    ...variant,
  })),
  {
    wire: 'stage',
    name: 'local',
    model: 'fantascope/stage',
    baseUrl: 'stage:',
    accepted: { id: 's1', status: 'queued' },
    running: { id: 's1', status: 'running', ratio: 0.5 },
    succeeded: { id: 's1', status: 'succeeded', output: [{ url: 'http://127.0.0.1:4747/a.mp4' }] },
    failed: { id: 's1', status: 'failed', error: 'no' },
    strange: { id: 's1', status: 'pondering' },
  },
];

/** Every variant the suite runs over. */
export const wireCases: readonly WireCase[] = [
  ...laterCases,
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
        'prompt negativePrompt=negative_prompt lengthSec=duration frames=num_frames fps resolution widthPx=video_size.width heightPx=video_size.height aspect=aspect_ratio seed guidanceScale=guidance_scale firstFrame=image_url paintMask=mask_image_url lastFrame=last_image_url references=image_urls referenceVideos=video_urls referenceAudios=audio_urls baseVideo=video_url control.colour=control_url control.mask=mask_url control.depth=depth_url hasAudio=generate_audio camera=camera_lora:token isPromptRewritten=enable_prompt_expansion hasWatermark=watermark count=num_images',
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
          'camera.degrees',
          'camera.token',
        ].map((name) => [name, `9.${name}`]),
        ...['firstFrame', 'paintMask', 'lastFrame', 'baseVideo', 'stillMask', 'control.colour', 'control.mask', 'control.depth'].map(
          (name) => [name, [`9.${name}:url`]],
        ),
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
  ...jimengCases,
  ...lumaAgentsCases,
];

/** The setting a case's entry gives its wire. */
export function settingOf({ baseUrl, dialect = {} }: WireCase): Readonly<{ baseUrl: string; dialect: Readonly<Record<string, string>> }> {
  return { baseUrl, dialect };
}

/** A ticket as an accepted submit of the case gives it, by way of JSON. */
export function throughJson(ticket: Ticket): Ticket {
  return JSON.parse(JSON.stringify(ticket)) as Ticket;
}

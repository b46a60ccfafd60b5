import { type Answer, at } from './ask-emulator.ts';
import type { Play } from './play.ts';

const prompt = 'a lantern in the rain';
const first = 'https://example.com/first.png';
const bearer = (credential: string) => ({ authorization: `Bearer ${credential}` });
const text = (json: unknown, path: string) => String(at(json, path));
const words = (path: string, states: Readonly<Record<'made' | 'failed', readonly string[]>>) => (answer: Answer) => {
  const word = at(answer.json, path);
  if (typeof word !== 'string' || answer.status >= 400) return 'silent';
  return (['made', 'failed'] as const).find((state) => states[state].includes(word)) ?? 'under way';
};
const withField =
  (name: string): NonNullable<Play['withWebhook']> =>
  (submit, url) => ({ ...submit, json: { ...submit.json, [name]: url } });
const hd = { widthPx: 1280, heightPx: 720, lengthSec: 5, fps: 24 };
const veo = '/projects/p/locations/us-central1/publishers/google/models/veo-3.1-generate-001';

/** Plays of the hosted providers whose credential is a plain key, as their documentation shows them. */
export const hostedPlays: Readonly<Record<string, Play>> = {
  ark: {
    submit: {
      path: '/contents/generations/tasks',
      json: {
        model: 'seedance-1-5-pro-251215',
        content: [
          { type: 'text', text: `slow dolly in on ${prompt}` },
          { type: 'image_url', image_url: { url: first }, role: 'first_frame' },
        ],
        ...{ ratio: 'adaptive', resolution: '720p', duration: 5, camera_fixed: false, seed: 0, return_last_frame: true, watermark: false },
      },
    },
    headers: bearer,
    poll: ({ id }) => ({ path: `/contents/generations/tasks/${id}` }),
    read: words('status', { made: ['succeeded'], failed: ['failed', 'expired'] }),
    files: ({ json }) => [text(json, 'content.video_url')],
    cancel: ({ id }) => ({ path: `/contents/generations/tasks/${id}`, method: 'DELETE' }),
    withWebhook: withField('callback_url'),
    size: hd,
  },
  replicate: {
    submit: { path: '/models/kwaivgi/kling-v3-video/predictions', json: { input: { prompt, start_image: first, duration: 5 } } },
    headers: bearer,
    poll: ({ id }) => ({ path: `/predictions/${id}` }),
    read: words('status', { made: ['succeeded'], failed: ['failed', 'aborted'] }),
    files: ({ json }) => {
      const { output } = json;
      return [typeof output === 'string' ? output : text(output, 'video')];
    },
    cancel: ({ id }) => ({ path: `/predictions/${id}/cancel`, method: 'POST' }),
    withWebhook: withField('webhook'),
    size: hd,
  },
  runway: {
    submit: {
      path: '/v1/image_to_video',
      json: {
        model: 'gen4.5',
        promptImage: [{ uri: first, position: 'first' }],
        promptText: prompt,
        ratio: '1280:720',
        duration: 5,
        seed: 0,
      },
      headers: { 'x-runway-version': '2024-11-06' },
    },
    headers: bearer,
    poll: ({ id }) => ({ path: `/v1/tasks/${id}` }),
    read: words('status', { made: ['SUCCEEDED'], failed: ['FAILED'] }),
    files: ({ json }) => [text(json, 'output.0')],
    cancel: ({ id }) => ({ path: `/v1/tasks/${id}`, method: 'DELETE' }),
    size: hd,
  },
  'minimax-v1': {
    submit: {
      path: '/v1/video_generation',
      json: { model: 'T2V-01-Director', prompt: `[Push in] ${prompt}`, duration: 6, resolution: '720P', prompt_optimizer: false },
    },
    headers: bearer,
    poll: (json) => ({ path: `/v1/query/video_generation?task_id=${text(json, 'task_id')}` }),
    read: words('status', { made: ['Success'], failed: ['Fail'] }),
    files: async ({ json }, again) => [
      text((await again({ path: `/v1/files/retrieve?file_id=${text(json, 'file_id')}` })).json, 'file.download_url'),
    ],
    withWebhook: withField('callback_url'),
    size: { ...hd, lengthSec: 6, fps: 25 },
  },
  'minimax-v2': {
    submit: {
      path: '/v2/video_generation',
      json: {
        model: 'MiniMax-H3',
        content: [
          { type: 'text', text: prompt },
          { type: 'image_url', image_url: { url: first }, role: 'first_frame' },
        ],
        ...{ resolution: '768P', ratio: '16:9', duration: 5 },
      },
    },
    headers: bearer,
    poll: (json) => ({ path: `/v2/query/video_generation/${text(json, 'task_id')}` }),
    read: words('task.status', { made: ['succeeded'], failed: ['failed', 'expired'] }),
    files: ({ json }) => [text(json, 'task.content.url')],
    withWebhook: withField('callback_url'),
    size: { widthPx: 1366, heightPx: 768, lengthSec: 5, fps: 24 },
  },
  'kling-v3': {
    submit: {
      path: '/image-to-video/kling-3.0',
      json: {
        contents: [
          { type: 'prompt', text: 'shot 1, 3, a lantern; shot 2, 4, the rain;' },
          { type: 'first_frame', url: first },
        ],
        settings: { resolution: '720p', duration: 7 },
        options: { external_task_id: 'k1' },
      },
    },
    headers: bearer,
    poll: (json) => ({ path: `/tasks?task_ids=${text(json, 'data.id')}` }),
    read: words('data.0.status', { made: ['succeed', 'succeeded'], failed: ['failed'] }),
    files: ({ json }) => [text(json, 'data.0.outputs.0.url')],
    withWebhook: (submit, url) => ({ ...submit, json: { ...submit.json, options: { callback_url: url, external_task_id: 'k2' } } }),
    size: { ...hd, lengthSec: 7 },
  },
  dashscope: {
    submit: {
      path: '/api/v1/services/aigc/video-generation/video-synthesis',
      json: {
        model: 'wan2.6-i2v',
        input: { prompt, img_url: first },
        parameters: { resolution: '720P', duration: 5, seed: 0, prompt_extend: false },
      },
      headers: { 'x-dashscope-async': 'enable' },
    },
    headers: bearer,
    poll: (json) => ({ path: `/api/v1/tasks/${text(json, 'output.task_id')}` }),
    read: (answer) => {
      // An id the server does not know is UNKNOWN too, but says nothing of the take's own times.
      if (at(answer.json, 'output.task_status') === 'UNKNOWN') return 'silent';
      return words('output.task_status', { made: ['SUCCEEDED'], failed: ['FAILED'] })(answer);
    },
    files: ({ json }) => [text(json, 'output.video_url')],
    cancel: (json) => ({ path: `/api/v1/tasks/${text(json, 'output.task_id')}/cancel`, method: 'POST' }),
    size: hd,
  },
  luma: {
    submit: {
      path: '/generations/video',
      json: {
        ...{ model: 'ray-2', prompt, aspect_ratio: '16:9', duration: '5s', resolution: '720p', loop: false },
        keyframes: { frame0: { type: 'image', url: first } },
        concepts: [{ key: 'dolly_zoom' }, { key: 'handheld' }],
      },
    },
    headers: bearer,
    poll: ({ id }) => ({ path: `/generations/${id}` }),
    read: words('state', { made: ['completed'], failed: ['failed'] }),
    files: ({ json }) => [text(json, 'assets.video')],
    cancel: ({ id }) => ({ path: `/generations/${id}`, method: 'DELETE' }),
    withWebhook: withField('callback_url'),
    size: hd,
  },
  'vertex-veo': {
    submit: {
      path: `${veo}:predictLongRunning`,
      json: {
        instances: [{ prompt: `Slow dolly-in on ${prompt}` }],
        parameters: {
          aspectRatio: '16:9',
          durationSeconds: 8,
          resolution: '1080p',
          sampleCount: 1,
          seed: 0,
          generateAudio: true,
          storageUri: 'gs://b/shot12/',
        },
      },
    },
    headers: bearer,
    poll: ({ name }) => ({ path: `${veo}:fetchPredictOperation`, method: 'POST', json: { operationName: name } }),
    read: ({ status, json }) => {
      if (status >= 400 || json['name'] === undefined) return 'silent';
      if (json['done'] !== true) return 'under way';
      return at(json, 'response.videos') === undefined ? 'failed' : 'made';
    },
    files: ({ json }) => {
      const [, , bucket, ...name] = text(json, 'response.videos.0.gcsUri').split('/');
      return [`/storage/v1/b/${bucket}/o/${encodeURIComponent(name.join('/'))}?alt=media`];
    },
    size: { widthPx: 1920, heightPx: 1080, lengthSec: 8, fps: 24 },
  },
  'gemini-interactions': {
    submit: {
      path: '/v1/interactions',
      json: {
        model: 'gemini-omni-1.2-flash',
        input: [{ type: 'text', text: prompt }],
        response_format: { type: 'video', aspect_ratio: '16:9', duration: '5s', resolution: '720p', delivery: 'uri' },
        ...{ background: true, store: true },
      },
    },
    headers: (credential) => ({ 'x-goog-api-key': credential }),
    poll: ({ id }) => ({ path: `/v1/interactions/${id}` }),
    read: words('status', { made: ['completed'], failed: ['failed', 'budget_exceeded'] }),
    files: ({ json }) => [text(json, 'steps.1.content.0.uri')],
    cancel: ({ id }) => ({ path: `/v1/interactions/${id}/cancel`, method: 'POST' }),
    size: hd,
  },
};

import { createHmac } from 'node:crypto';
import { type Answer, askEmulator, at } from './ask-emulator.ts';
import type { Emulator } from './emulator.ts';
import { hostedPlays } from './hosted-plays.ts';
import type { Play } from './play.ts';
import { jimengPlay } from './protocols/jimeng-play.ts';
import { lumaAgentsPlay } from './protocols/luma-agents-play.ts';
import { openaiImagesPlay } from './protocols/openai-images-play.ts';
import { openaiVideosPlay } from './protocols/openai-videos-play.ts';

const bearer = (credential: string) => ({ authorization: `Bearer ${credential}` });
const text = (json: unknown, path: string) => String(at(json, path));
const words = (path: string, states: Readonly<Record<string, readonly string[]>>) => (answer: Answer) => {
  const word = at(answer.json, path);
  if (typeof word !== 'string' || answer.status >= 400) return 'silent';
  return (['made', 'failed'] as const).find((state) => states[state]?.includes(word)) ?? 'under way';
};
const part = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');

/** A workflow as ComfyUI's API takes it: Wan image to video, led by a camera preset. */
export const comfyGraph = {
  '1': { class_type: 'UNETLoader', inputs: { unet_name: 'wan2.2_fun_camera.safetensors', weight_dtype: 'default' } },
  '2': { class_type: 'CLIPLoader', inputs: { clip_name: 'umt5.safetensors', type: 'wan' } },
  '3': { class_type: 'VAELoader', inputs: { vae_name: 'wan.safetensors' } },
  '4': { class_type: 'CLIPTextEncode', inputs: { text: 'a lantern in the rain', clip: ['2', 0] } },
  '5': { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['2', 0] } },
  '6': { class_type: 'WanCameraEmbedding', inputs: { camera_pose: 'Zoom In', width: 832, height: 480, length: 33, speed: 1.5 } },
  '7': {
    class_type: 'WanCameraImageToVideo',
    inputs: {
      positive: ['4', 0],
      negative: ['5', 0],
      vae: ['3', 0],
      width: ['6', 1],
      height: ['6', 2],
      length: ['6', 3],
      batch_size: 1,
      camera_conditions: ['6', 0],
    },
  },
  '8': {
    class_type: 'KSampler',
    inputs: {
      model: ['1', 0],
      seed: 0,
      steps: 20,
      cfg: 6,
      sampler_name: 'uni_pc',
      scheduler: 'simple',
      positive: ['7', 0],
      negative: ['7', 1],
      latent_image: ['7', 2],
      denoise: 1,
    },
  },
  '9': { class_type: 'VAEDecode', inputs: { samples: ['8', 0], vae: ['3', 0] } },
  '10': { class_type: 'CreateVideo', inputs: { images: ['9', 0], fps: 16 } },
  '11': { class_type: 'SaveVideo', inputs: { video: ['10', 0], filename_prefix: 'video/fantascope', format: 'mp4', codec: 'h264' } },
};

/** One play for every emulator. */
export const plays: Readonly<Record<string, Play>> = {
  'kling-v1': {
    submit: {
      path: '/v1/videos/image2video',
      json: {
        ...{
          model_name: 'kling-v1-5',
          mode: 'pro',
          duration: '5',
          image: 'https://example.com/a.png',
          prompt: 'a lantern in the rain',
          cfg_scale: 0.5,
        },
        camera_control: { type: 'simple', config: { horizontal: 0, vertical: 0, pan: 0, tilt: 0, roll: 0, zoom: -5 } },
        external_task_id: 'shot-12-take-3',
      },
    },
    headers: (credential) => {
      const [access = '', secret = ''] = credential.split(':');
      const now = Math.floor(Date.now() / 1000);
      const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: access, exp: now + 1800, nbf: now - 5 })}`;
      return bearer(`${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`);
    },
    poll: (json) => ({ path: `/v1/videos/image2video/${text(json, 'data.task_id')}` }),
    read: words('data.task_status', { made: ['succeed', 'succeeded'], failed: ['failed'] }),
    files: ({ json }) => [text(json, 'data.task_result.videos.0.url')],
    withWebhook: (submit, url) => ({ ...submit, json: { ...submit.json, callback_url: url } }),
    size: { widthPx: 1920, heightPx: 1080, lengthSec: 5, fps: 24 },
  },
  'fal-queue': {
    submit: {
      path: '/fal-ai/pixverse/v4/image-to-video',
      json: { prompt: 'a lantern in the rain', image_url: 'https://example.com/a.png', duration: '5', camera_movement: 'hitchcock' },
    },
    headers: (credential) => ({ authorization: `Key ${credential}` }),
    poll: (json) => ({ path: text(json, 'status_url') }),
    read: (answer) => (at(answer.json, 'error') === undefined ? words('status', { made: ['COMPLETED'] })(answer) : 'failed'),
    files: async ({ json }, again) => {
      const answer = await again({ path: text(json, 'response_url') });
      return answer.status === 200 ? [text(answer.json, 'video.url')] : [];
    },
    cancel: (json) => ({ path: text(json, 'cancel_url'), method: 'PUT' }),
    withWebhook: (submit, url) => ({ ...submit, path: `${submit.path}?fal_webhook=${encodeURIComponent(`${url}?k=shot12`)}` }),
    size: { widthPx: 1280, heightPx: 720, lengthSec: 5, fps: 24 },
  },
  comfyui: {
    submit: { path: '/prompt', json: { prompt: comfyGraph, client_id: 'c-1', prompt_id: 'own-1' } },
    headers: () => ({}),
    poll: (json) => ({ path: `/history/${text(json, 'prompt_id')}` }),
    read: (answer) => {
      const entry = Object.values(answer.json)[0];
      const word = at(entry, 'status.status_str');
      if (answer.status >= 400 || word === undefined) return 'silent';
      return word === 'success' ? 'made' : word === 'error' ? 'failed' : 'under way';
    },
    files: ({ json }) => {
      const output = at(Object.values(json)[0], 'outputs.11') ?? {};
      return [`/view?filename=${text(Object.values(output)[0], '0.filename')}&subfolder=&type=output`];
    },
    size: { widthPx: 832, heightPx: 480, lengthSec: 33 / 16, fps: 16 },
  },
  ...hostedPlays,
  jimeng: jimengPlay,
  'openai-videos': openaiVideosPlay,
  'openai-images': openaiImagesPlay,
  'luma-agents': lumaAgentsPlay,
};

/** A take from submit to its end, by plain fetch. */
export async function playTake(emulator: Emulator, { play, submit = play.submit }: { play: Play; submit?: Play['submit'] }) {
  const { baseUrl } = emulator;
  const headers = { ...submit.headers, ...play.headers(emulator.credential, { baseUrl, method: 'POST', ...submit }) };
  const ask = (asked: Readonly<{ path: string; method?: string; json?: unknown }>) =>
    askEmulator(emulator, { ...asked, headers: { ...play.submit.headers, ...play.headers(emulator.credential, { baseUrl, ...asked }) } });
  const submitted = await askEmulator(emulator, { method: 'POST', path: submit.path, json: submit.json, headers });
  const poll = () => ask(play.poll(submitted.json));
  return { submitted, ask, poll };
}

import type { CatalogueEntryInput } from './entry.ts';

const home = {
  wire: 'replicate',
  makes: 'video',
  baseUrl: 'https://api.replicate.com/v1',
  keyName: 'REPLICATE_API_TOKEN',
  resultLifeSec: 3600,
  sources: ['replicate 1.4.0', 'replicate.com/docs http'],
} as const;
const range = { source: 'third-party price list, check the model page', asOf: '2026-08-01', sureness: 'repository' } as const;
/** What a model takes, in the words its wire reads; its own schema on Replicate was not read. */
const inputs = (value: string) => ({ inputs: { value, sureness: 'unverified', note: 'Names as this model has them elsewhere.' } }) as const;

/** Models by Replicate predictions. */
export const replicate: readonly CatalogueEntryInput[] = [
  {
    ...home,
    id: 'replicate/kling-v3',
    name: { en: 'Kling 3 on Replicate', zh: '可灵 3（Replicate）' },
    providerModel: 'kwaivgi/kling-v3-video',
    takes: { lastFrame: true, negativePrompt: true, audio: true },
    lengths: { leastSec: 3, mostSec: 15 },
    aspects: ['16:9', '9:16', '1:1'],
    aspectFrom: 'picture',
    prompt: { mostCharacters: 2500, cameraAt: 'before-light' },
    dialect: inputs(
      'prompt firstFrame=start_image lastFrame=end_image lengthSec=duration aspect=aspect_ratio negativePrompt=negative_prompt hasAudio=generate_audio',
    ),
    prices: [
      { usd: 0.168, per: 'second', ...range },
      { usd: 0.42, per: 'second', ...range },
    ],
  },
  {
    ...home,
    id: 'replicate/minimax-director',
    name: { en: 'MiniMax Director on Replicate', zh: '海螺 Director（Replicate）' },
    providerModel: 'minimax/video-01-director',
    takes: {},
    lengths: { choicesSec: [6] },
    isLengthAsked: false,
    aspectFrom: 'picture',
    camera: 'minimax-brackets',
    prompt: { mostCharacters: 2000, rewriter: 'can-be-off' },
    dialect: inputs('prompt firstFrame=first_frame_image isPromptRewritten=prompt_optimizer'),
  },
  {
    ...home,
    id: 'replicate/seedance-1-pro',
    name: { en: 'Seedance 1 Pro on Replicate', zh: 'Seedance 1 Pro（Replicate）' },
    providerModel: 'bytedance/seedance-1-pro',
    takes: { lastFrame: true, seed: true },
    lengths: { choicesSec: [5, 10] },
    resolutions: ['480p', '1080p'],
    heightsPx: { '480p': 480, '1080p': 1080 },
    aspects: ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9'],
    canLockCamera: true,
    prompt: {},
    dialect: inputs(
      'prompt firstFrame=image lastFrame=last_frame_image lengthSec=duration resolution aspect=aspect_ratio seed camera=camera_fixed:locked',
    ),
  },
  {
    ...home,
    id: 'replicate/ray-2-720p',
    name: { en: 'Luma Ray 2 720p on Replicate', zh: 'Luma Ray 2 720p（Replicate）' },
    providerModel: 'luma/ray-2-720p',
    takes: { lastFrame: true },
    lengths: { choicesSec: [5, 9] },
    aspects: ['1:1', '16:9', '9:16', '4:3', '3:4', '21:9', '9:21'],
    camera: 'luma-concepts',
    prompt: { isRequired: true, language: 'en' },
    dialect: inputs('prompt firstFrame=start_image lastFrame=end_image lengthSec=duration aspect=aspect_ratio camera=concepts:tokens'),
  },
];

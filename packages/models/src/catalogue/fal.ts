import type { CatalogueEntryInput } from './entry.ts';

const types = '@fal-ai/client 1.10.1 endpoints.d.ts';
const home = {
  wire: 'fal-queue',
  makes: 'video',
  baseUrl: 'https://queue.fal.run',
  keyName: 'FAL_KEY',
  resultLifeSec: 3600,
  sources: [types, 'fal.ai/docs queue'],
} as const;
const range = { source: 'third-party price list, check the console', asOf: '2026-08-01', sureness: 'repository' } as const;
const klingSides = { aspects: ['16:9', '9:16', '1:1'], aspectFrom: 'picture' } as const;
const klingPrompt = { mostCharacters: 2500, cameraAt: 'before-light' } as const;
const picture = { ...home, makes: 'image' } as const;
/** What an endpoint takes, in the words its wire reads (endpoint-inputs.ts). */
const inputs = (value: string) =>
  ({ inputs: { value, sureness: 'package', note: 'Read in the published types of the endpoint.' } }) as const;
const klingInputs = 'prompt lengthSec=duration:text negativePrompt=negative_prompt guidanceScale=cfg_scale';

/** Models on fal's queue: every endpoint that has a camera field, and the current ones most used. */
export const fal: readonly CatalogueEntryInput[] = [
  {
    ...home,
    id: 'fal/kling-v1-standard/text',
    name: { en: 'Kling 1.0 standard on fal (text)', zh: '可灵 1.0（fal，文生）' },
    providerModel: 'fal-ai/kling-video/v1/standard/text-to-video',
    takes: { firstFrame: 'none', negativePrompt: true },
    lengths: { choicesSec: [5, 10] },
    cameraLengthsSec: [5],
    ...klingSides,
    camera: 'kling-on-fal',
    prompt: { ...klingPrompt, isRequired: true },
    dialect: {
      panTilt: { value: 'modern', sureness: 'unverified', note: 'As on Kling itself: two pages assign pan and tilt the other way round.' },
      axisStep: { value: 'undocumented', sureness: 'unverified', note: 'What one of the ten steps is worth is not documented.' },
      ...inputs(`${klingInputs} aspect=aspect_ratio camera:kling`),
    },
  },
  {
    ...home,
    id: 'fal/kling-v1.5-pro/image',
    name: { en: 'Kling 1.5 pro on fal (image)', zh: '可灵 1.5 高品质（fal，图生）' },
    providerModel: 'fal-ai/kling-video/v1.5/pro/image-to-video',
    takes: { firstFrame: 'required', lastFrame: true, motionMasks: 6, negativePrompt: true },
    lengths: { choicesSec: [5, 10] },
    ...klingSides,
    exclusions: [['lastFrame', 'motionMasks']],
    prompt: klingPrompt,
    dialect: inputs(`${klingInputs} firstFrame=image_url lastFrame=tail_image_url stillMask=static_mask_url motionMasks=dynamic_masks`),
  },
  {
    ...home,
    id: 'fal/kling-v2.6-pro/image',
    name: { en: 'Kling 2.6 pro on fal (image)', zh: '可灵 2.6 高品质（fal，图生）' },
    providerModel: 'fal-ai/kling-video/v2.6/pro/image-to-video',
    takes: { firstFrame: 'required', lastFrame: true, negativePrompt: true, audio: true },
    lengths: { choicesSec: [5, 10] },
    ...klingSides,
    prompt: klingPrompt,
    dialect: inputs(`${klingInputs} firstFrame=start_image_url lastFrame=end_image_url hasAudio=generate_audio`),
  },
  {
    ...home,
    id: 'fal/kling-v3-pro/image',
    name: { en: 'Kling 3 pro on fal (image)', zh: '可灵 3 高品质（fal，图生）' },
    providerModel: 'fal-ai/kling-video/v3/pro/image-to-video',
    takes: { firstFrame: 'required', lastFrame: true, negativePrompt: true, audio: true, shots: 6 },
    lengths: { leastSec: 3, mostSec: 15 },
    ...klingSides,
    prompt: { ...klingPrompt, mostShotCharacters: 512 },
    dialect: inputs(`${klingInputs} firstFrame=start_image_url lastFrame=end_image_url hasAudio=generate_audio shots=multi_prompt`),
    prices: [
      { usd: 0.112, per: 'second', when: { hasAudio: false }, ...range },
      { usd: 0.196, per: 'second', when: { hasAudio: true }, ...range },
    ],
  },
  {
    ...home,
    id: 'fal/kling-v3-standard/image',
    name: { en: 'Kling 3 standard on fal (image)', zh: '可灵 3 标准（fal，图生）' },
    providerModel: 'fal-ai/kling-video/v3/standard/image-to-video',
    takes: { firstFrame: 'required', lastFrame: true, negativePrompt: true, audio: true, shots: 6 },
    lengths: { leastSec: 3, mostSec: 15 },
    ...klingSides,
    prompt: { ...klingPrompt, mostShotCharacters: 512 },
    dialect: inputs(`${klingInputs} firstFrame=start_image_url lastFrame=end_image_url hasAudio=generate_audio shots=multi_prompt`),
    prices: [
      { usd: 0.084, per: 'second', when: { hasAudio: false }, ...range },
      { usd: 0.154, per: 'second', when: { hasAudio: true }, ...range },
    ],
  },
  {
    ...home,
    id: 'fal/pixverse-v4.5/image',
    name: { en: 'PixVerse 4.5 on fal (image)', zh: 'PixVerse 4.5（fal，图生）' },
    providerModel: 'fal-ai/pixverse/v4.5/image-to-video',
    takes: { firstFrame: 'required', seed: true, negativePrompt: true },
    lengths: { choicesSec: [5, 8] },
    resolutions: ['360p', '540p', '720p', '1080p'],
    heightsPx: { '360p': 360, '540p': 540, '720p': 720, '1080p': 1080 },
    lengthsAt: { '1080p': [5] },
    aspectFrom: 'picture',
    camera: 'pixverse',
    prompt: { isRequired: true, mostCharacters: 2048 },
    dialect: {
      ...inputs(
        'prompt firstFrame=image_url lengthSec=duration:text resolution seed negativePrompt=negative_prompt camera=camera_movement:token',
      ),
      promptLimit: { value: '2048', sureness: 'documentation', note: 'Counted in bytes: a Chinese prompt holds a third of it.' },
      longHd: { value: '5', sureness: 'unverified', note: '1080p is made 5 s long only.' },
    },
  },
  {
    ...home,
    id: 'fal/ltx-2-19b/image',
    name: { en: 'LTX-2 19B on fal (image)', zh: 'LTX-2 19B（fal，图生）' },
    providerModel: 'fal-ai/ltx-2-19b/image-to-video',
    takes: { firstFrame: 'required', seed: true, negativePrompt: true, audio: true },
    lengths: { leastFrames: 9, mostFrames: 481, stepFrames: 8, fps: 25 },
    fps: [25],
    aspectFrom: 'picture',
    camera: 'ltx-lora',
    prompt: { isRequired: true, language: 'en', rewriter: 'can-be-off' },
    dialect: {
      ...inputs(
        'prompt firstFrame=image_url frames=num_frames fps seed negativePrompt=negative_prompt hasAudio=generate_audio isPromptRewritten=enable_prompt_expansion camera=camera_lora:token',
      ),
      negativeDefault: {
        value: 'camera shake, tilted camera, motion blur, background too sharp',
        sureness: 'package',
        note: 'The endpoint fills these in by itself; what the shot asks for is taken out.',
      },
      frames: { value: '9..481', sureness: 'unverified', note: 'The most frames of one request.' },
    },
  },
  {
    ...home,
    id: 'fal/lightx/recamera',
    name: { en: 'LightX recamera on fal (video)', zh: 'LightX 重运镜（fal，视频）' },
    providerModel: 'fal-ai/lightx/recamera',
    takes: { text: true, firstFrame: 'none', baseVideo: true, needsBaseVideo: true, keepsClip: true, seed: true },
    camera: 'lightx',
    prompt: { language: 'en' },
    dialect: {
      ...inputs('prompt baseVideo=video_url seed'),
      side: {
        value: 'right',
        sureness: 'unverified',
        note: 'Whether a positive angle is the camera’s right or the subject’s is not documented.',
      },
    },
  },
  {
    ...home,
    id: 'fal/minimax-video-01-director/text',
    name: { en: 'MiniMax Director on fal (text)', zh: '海螺 Director（fal，文生）' },
    providerModel: 'fal-ai/minimax/video-01-director',
    takes: { firstFrame: 'none' },
    lengths: { choicesSec: [6] },
    isLengthAsked: false,
    camera: 'minimax-brackets',
    prompt: { mostCharacters: 2000, rewriter: 'can-be-off' },
    dialect: inputs('prompt isPromptRewritten=prompt_optimizer'),
  },
  {
    ...home,
    id: 'fal/seedance-1.5-pro/image',
    name: { en: 'Seedance 1.5 Pro on fal (image)', zh: 'Seedance 1.5 Pro（fal，图生）' },
    providerModel: 'fal-ai/bytedance/seedance/v1.5/pro/image-to-video',
    takes: { firstFrame: 'required', lastFrame: true, seed: true, audio: true },
    lengths: { leastSec: 4, mostSec: 12 },
    resolutions: ['480p', '720p', '1080p'],
    heightsPx: { '480p': 480, '720p': 720, '1080p': 1080 },
    aspects: ['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'],
    canLockCamera: true,
    prompt: {},
    dialect: inputs(
      'prompt firstFrame=image_url lastFrame=end_image_url lengthSec=duration:text resolution aspect=aspect_ratio seed hasAudio=generate_audio camera=camera_fixed:locked',
    ),
  },
  {
    ...home,
    id: 'fal/wan-vace-14b',
    name: { en: 'Wan VACE 14B on fal (control video)', zh: 'Wan VACE 14B（fal，控制视频）' },
    providerModel: 'fal-ai/wan-vace-14b',
    takes: { firstFrame: 'none', references: 1, control: true, seed: true, negativePrompt: true },
    controlOutputs: ['colour', 'mask'],
    lengths: { leastFrames: 81, mostFrames: 241, stepFrames: 4, fps: 16 },
    fps: [16],
    resolutions: ['480p', '580p', '720p'],
    heightsPx: { '480p': 480, '580p': 580, '720p': 720 },
    aspects: ['16:9', '1:1', '9:16'],
    prompt: { isRequired: true, rewriter: 'can-be-off' },
    dialect: {
      ...inputs(
        'prompt control.colour=video_url control.mask=mask_video_url references=ref_image_urls frames=num_frames fps=frames_per_second resolution aspect=aspect_ratio seed negativePrompt=negative_prompt isPromptRewritten=enable_prompt_expansion',
      ),
      frames: { value: '81..241', sureness: 'unverified', note: 'The least and most frames of one request.' },
    },
  },
  {
    ...picture,
    id: 'fal/qwen-image-edit-2511/angles',
    name: { en: 'Qwen Image Edit 2511, angles (fal)', zh: '通义图像编辑 2511 多角度（fal）' },
    providerModel: 'fal-ai/qwen-image-edit-2511-multiple-angles',
    takes: { firstFrame: 'required', seed: true },
    camera: 'angles-2511',
    prompt: {},
    dialect: {
      ...inputs('prompt=additional_prompt firstFrame=image_urls:list seed camera:viewpoint'),
      side: {
        value: 'right',
        sureness: 'unverified',
        note: 'Whether a positive angle is the camera’s right or the subject’s is not documented.',
      },
    },
  },
  {
    ...picture,
    id: 'fal/qwen-image-edit-2509/angles',
    name: { en: 'Qwen Image Edit 2509, angles (fal)', zh: '通义图像编辑 2509 多角度（fal）' },
    providerModel: 'fal-ai/qwen-image-edit-2509-lora-gallery/multiple-angles',
    takes: { text: false, firstFrame: 'required', seed: true },
    camera: 'angles-2509',
    prompt: {},
    dialect: inputs('firstFrame=image_urls:list seed'),
  },
];

import type { CatalogueEntryInput } from './entry.ts';

const home = {
  wire: 'dashscope',
  makes: 'video',
  baseUrl: 'https://dashscope-intl.aliyuncs.com',
  keyName: 'DASHSCOPE_API_KEY',
  resolutions: ['720P', '1080P'],
  heightsPx: { '720P': 720, '1080P': 1080 },
  prompt: { rewriter: 'can-be-off' },
  resultLifeSec: 86400,
  sources: ['@ai-sdk/alibaba 2.0.58', 'alibabacloud.com model-studio'],
} as const;
/** What is longer is cut by the service without a word, and the camera sentence stands at the end. */
const holds = (mostCharacters: number) =>
  ({
    prompt: { ...home.prompt, mostCharacters },
    dialect: {
      promptLimit: {
        value: String(mostCharacters),
        sureness: 'unverified',
        note: 'The most characters of a prompt, as resellers state it.',
      },
    },
  }) as const;
const ratios = ['16:9', '9:16', '1:1', '4:3', '3:4'];

/** Wan on DashScope. */
export const alibaba: readonly CatalogueEntryInput[] = [
  {
    ...home,
    ...holds(1500),
    id: 'wan/2.6/text',
    name: { en: 'Wan 2.6 (text)', zh: '万相 2.6（文生）' },
    providerModel: 'wan2.6-t2v',
    takes: { firstFrame: 'none', seed: true, negativePrompt: true, audio: true },
    lengths: { choicesSec: [5, 10, 15] },
    aspects: ['16:9', '9:16', '1:1'],
  },
  {
    ...home,
    ...holds(1500),
    id: 'wan/2.6/image',
    name: { en: 'Wan 2.6 (image)', zh: '万相 2.6（图生）' },
    providerModel: 'wan2.6-i2v',
    takes: { firstFrame: 'required', seed: true, negativePrompt: true, audio: true },
    lengths: { choicesSec: [5, 10, 15] },
    aspectFrom: 'picture',
  },
  {
    ...home,
    ...holds(1500),
    id: 'wan/2.6/image-flash',
    name: { en: 'Wan 2.6 Flash (image)', zh: '万相 2.6 Flash（图生）' },
    providerModel: 'wan2.6-i2v-flash',
    takes: { firstFrame: 'required', seed: true, negativePrompt: true, audio: true },
    lengths: { choicesSec: [5, 10, 15] },
    aspectFrom: 'picture',
    pace: 'fast',
  },
  {
    ...home,
    id: 'wan/2.7/text',
    name: { en: 'Wan 2.7 (text)', zh: '万相 2.7（文生）' },
    providerModel: 'wan2.7-t2v-2026-06-12',
    takes: { firstFrame: 'none', seed: true, negativePrompt: true },
    lengths: { leastSec: 2, mostSec: 15 },
    aspects: ratios,
  },
  {
    ...home,
    id: 'wan/2.7/reference',
    name: { en: 'Wan 2.7 (references)', zh: '万相 2.7（参考生）' },
    providerModel: 'wan2.7-r2v-2026-06-12',
    takes: { firstFrame: 'none', references: 5, referenceVideos: 3, seed: true, negativePrompt: true },
    lengths: { leastSec: 2, mostSec: 15 },
    aspects: ratios,
  },
  {
    ...home,
    id: 'wan/3.0',
    name: { en: 'Wan 3.0', zh: '万相 3.0' },
    providerModel: 'wan3.0-video',
    takes: { lastFrame: true, references: 5, referenceVideos: 3, seed: true, negativePrompt: true },
    lengths: { leastSec: 2, mostSec: 15 },
    aspects: ratios,
    exclusions: [
      ['firstFrame', 'referenceVideos'],
      ['lastFrame', 'referenceVideos'],
    ],
  },
  {
    ...home,
    ...holds(800),
    id: 'wan/2.2/first-last',
    name: { en: 'Wan 2.2 first and last frame', zh: '万相 2.2 首尾帧' },
    providerModel: 'wan2.2-kf2v-flash',
    takes: { firstFrame: 'required', lastFrame: true, seed: true },
    lengths: { choicesSec: [5] },
    aspectFrom: 'picture',
    pace: 'fast',
  },
];

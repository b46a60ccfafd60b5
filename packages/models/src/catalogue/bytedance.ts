import type { CatalogueEntryInput } from './entry.ts';

const guide = 'docs.byteplus.com ModelArk 1520757';
const sdk = 'github.com/volcengine/volcengine-python-sdk';
const table = { source: 'ComfyUI price table (comfy_api_nodes, ByteDance)', asOf: '2026-11-22', sureness: 'repository' } as const;
/** Whether the seconds of a clip that is sent along count as well is not in a stored page: the estimate's upper end says so, as a ceiling must. */
const ifClipCounts = (usd: number, resolution?: '480p' | '720p') =>
  ({
    usd: 2 * usd,
    per: 'thousand-tokens',
    when: { ...(resolution === undefined ? {} : { resolution }), hasVideoInput: true },
    source: 'twice as many tokens, if the clip counts too',
    asOf: '2026-11-22',
    sureness: 'unverified',
  }) as const;
const china = { wire: 'ark', makes: 'video', baseUrl: 'https://ark.cn-beijing.volces.com/api/v3', keyName: 'ARK_API_KEY' } as const;
const abroad = { ...china, baseUrl: 'https://ark.ap-southeast.bytepluses.com/api/v3' } as const;
const aspects = ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9'];
const sides = { resolutions: ['480p', '720p', '1080p'], heightsPx: { '480p': 480, '720p': 720, '1080p': 1080 }, aspects, fps: [24] };
const prompt = { language: 'both', cameraAt: 'last', shotsAs: 'text' } as const;
/** One mode at a time: first frame, first and last, or references. */
const oneMode = [
  ['firstFrame', 'references'],
  ['firstFrame', 'referenceVideos'],
  ['lastFrame', 'references'],
  ['lastFrame', 'referenceVideos'],
];
/** Pictures are made at another path of the same service. */
const pictures = {
  endpoint: { value: 'images/generations', sureness: 'repository', note: 'volcenginesdkarkruntime, images.generate' },
} as const;
/** Its size is written as pixels, so that the shape is asked for too; 2K and 4K leave the shape to the prompt. The bounds are not in a stored page. */
const seedreamSize = { stepPx: 8, leastPx: 2560 * 1440, mostPx: 4096 * 4096 } as const;
const lock = { canLockCamera: true } as const;

/** Seedance and Seedream on Volcengine Ark and BytePlus ModelArk. */
export const bytedance: readonly CatalogueEntryInput[] = [
  {
    ...china,
    ...lock,
    id: 'seedance/1.0-pro',
    name: { en: 'Seedance 1.0 Pro', zh: '豆包 Seedance 1.0 Pro' },
    providerModel: 'doubao-seedance-1-0-pro-250528',
    takes: { lastFrame: true, seed: true, shots: 3 },
    ...sides,
    lengths: { leastSec: 2, mostSec: 12 },
    prompt: { ...prompt, language: 'zh' },
    resultLifeSec: 86400,
    sources: [sdk, guide],
  },
  {
    ...china,
    ...lock,
    id: 'seedance/1.0-pro-fast',
    name: { en: 'Seedance 1.0 Pro Fast', zh: '豆包 Seedance 1.0 Pro Fast' },
    providerModel: 'doubao-seedance-1-0-pro-fast-251015',
    takes: { seed: true },
    ...sides,
    lengths: { leastSec: 2, mostSec: 12 },
    pace: 'fast',
    prompt: { ...prompt, language: 'zh' },
    resultLifeSec: 86400,
    sources: [sdk, guide],
  },
  {
    ...abroad,
    ...lock,
    id: 'seedance/1.5-pro',
    name: { en: 'Seedance 1.5 Pro', zh: 'Seedance 1.5 Pro' },
    providerModel: 'seedance-1-5-pro-251215',
    takes: { lastFrame: true, seed: true, audio: true, shots: 3 },
    ...sides,
    lengths: { leastSec: 4, mostSec: 12 },
    prompt,
    resultLifeSec: 86400,
    sources: [sdk, guide],
  },
  {
    ...abroad,
    id: 'seedance/2.0',
    name: { en: 'Seedance 2.0', zh: 'Seedance 2.0' },
    providerModel: 'dreamina-seedance-2-0-260128',
    takes: { lastFrame: true, references: 9, referenceVideos: 3, seed: true, audio: true, shots: 6 },
    ...sides,
    lengths: { leastSec: 4, mostSec: 15 },
    exclusions: oneMode,
    prompt,
    dialect: { cameraFixed: { value: 'words', sureness: 'unverified', note: 'Whether camera_fixed is taken by 2.x is not documented.' } },
    prices: [
      { usd: 0.007, per: 'thousand-tokens', when: { resolution: '480p', hasVideoInput: false }, ...table },
      { usd: 0.007, per: 'thousand-tokens', when: { resolution: '720p', hasVideoInput: false }, ...table },
      { usd: 0.0043, per: 'thousand-tokens', when: { resolution: '480p', hasVideoInput: true }, ...table },
      { usd: 0.0043, per: 'thousand-tokens', when: { resolution: '720p', hasVideoInput: true }, ...table },
      ifClipCounts(0.0043, '480p'),
      ifClipCounts(0.0043, '720p'),
      { usd: 0.0077, per: 'thousand-tokens', when: { resolution: '1080p', hasVideoInput: false }, ...table },
      // The two sources differ by a factor of two; the estimate shows both ends.
      {
        usd: 0.186,
        per: 'second',
        when: { resolution: '1080p', hasVideoInput: false },
        source: guide,
        asOf: '2026-11-22',
        sureness: 'documentation',
      },
    ],
    resultLifeSec: 86400,
    sources: [sdk, guide],
  },
  {
    ...abroad,
    id: 'seedance/2.0-fast',
    name: { en: 'Seedance 2.0 Fast', zh: 'Seedance 2.0 Fast' },
    providerModel: 'dreamina-seedance-2-0-fast-260128',
    takes: { lastFrame: true, references: 9, referenceVideos: 3, seed: true, audio: true },
    ...sides,
    resolutions: ['480p', '720p'],
    lengths: { leastSec: 4, mostSec: 15 },
    exclusions: oneMode,
    pace: 'fast',
    prompt,
    prices: [{ usd: 0.0056, per: 'thousand-tokens', ...table }, ifClipCounts(0.0056)],
    resultLifeSec: 86400,
    sources: [sdk, guide],
  },
  {
    ...abroad,
    id: 'seedance/2.0-mini',
    name: { en: 'Seedance 2.0 Mini', zh: 'Seedance 2.0 Mini' },
    providerModel: 'dreamina-seedance-2-0-mini',
    takes: { lastFrame: true, seed: true, audio: true },
    ...sides,
    resolutions: ['480p', '720p'],
    lengths: { leastSec: 4, mostSec: 15 },
    pace: 'fast',
    prompt,
    prices: [{ usd: 0.0035, per: 'thousand-tokens', ...table }],
    resultLifeSec: 86400,
    sources: [sdk],
  },
  {
    ...abroad,
    id: 'seedance/2.5',
    name: { en: 'Seedance 2.5', zh: 'Seedance 2.5' },
    providerModel: 'dreamina-seedance-2-5-260628',
    takes: { lastFrame: true, references: 30, referenceVideos: 10, seed: true, audio: true, shots: 6 },
    ...sides,
    lengths: { leastSec: 4, mostSec: 15 },
    exclusions: oneMode,
    prompt,
    prices: [{ usd: 0.0107, per: 'thousand-tokens', ...table }, ifClipCounts(0.0107)],
    resultLifeSec: 86400,
    sources: [sdk, guide],
  },
  {
    ...abroad,
    id: 'seedream/5.0',
    name: { en: 'Seedream 5.0', zh: 'Seedream 5.0' },
    makes: 'image',
    providerModel: 'seedream-5-0-260128',
    takes: { references: 14 },
    pixels: seedreamSize,
    settings: { optimize_prompt_options: { mode: 'standard' } },
    prompt: { isRequired: true, language: 'both' },
    dialect: pictures,
    sources: [sdk],
  },
  {
    ...abroad,
    id: 'seedream/4.5',
    name: { en: 'Seedream 4.5', zh: 'Seedream 4.5' },
    makes: 'image',
    providerModel: 'seedream-4-5-251128',
    takes: { references: 14 },
    pixels: seedreamSize,
    settings: { optimize_prompt_options: { mode: 'standard' } },
    prompt: { isRequired: true, language: 'both' },
    dialect: pictures,
    sources: [sdk],
  },
  {
    wire: 'jimeng',
    makes: 'video',
    baseUrl: 'https://visual.volcengineapi.com',
    keyName: 'VOLC_ACCESS_KEY',
    id: 'jimeng/3.0-camera',
    name: { en: 'Jimeng 3.0 camera templates', zh: '即梦 3.0 运镜模板' },
    providerModel: 'jimeng_i2v_recamera_v30',
    takes: { firstFrame: 'required', seed: true },
    lengths: { choicesSec: [5, 10] },
    fps: [24],
    camera: 'jimeng-template',
    aspectFrom: 'picture',
    prompt: { isRequired: true, language: 'zh' },
    dialect: {
      reqKey: {
        value: 'jimeng_i2v_recamera_v30',
        sureness: 'unverified',
        note: 'The request key and the template names are not in a stored page.',
      },
    },
    sources: ['visual.volcengineapi.com CVSync2AsyncSubmitTask (not verified)'],
  },
];

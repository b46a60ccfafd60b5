import type { CatalogueEntryInput } from './entry.ts';

const doc = 'platform.minimax.io/docs video generation';
const first = { wire: 'minimax-v1', makes: 'video', baseUrl: 'https://api.minimax.io', keyName: 'MINIMAX_API_KEY', aspectFrom: 'picture', sources: [doc] } as const;
const second = { ...first, wire: 'minimax-v2', aspectFrom: 'request', sources: [doc, '@ai-sdk/minimax 3.0.45'] } as const;
const prompt = { mostCharacters: 2000, rewriter: 'can-be-off' } as const;
const h3 = {
  takes: { lastFrame: true, references: 9, referenceVideos: 3, baseVideo: true },
  resolutions: ['480P', '768P', '2K'],
  heightsPx: { '480P': 480, '768P': 768, '2K': 1440 },
  aspects: ['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'],
  exclusions: [
    ['firstFrame', 'references'],
    ['firstFrame', 'referenceVideos'],
    ['lastFrame', 'references'],
    ['lastFrame', 'referenceVideos'],
  ],
  prompt: { mostCharacters: 7000 },
  dialect: {
    lowest: { value: '480P', sureness: 'package', note: 'The documentation says 512p.' },
    brackets: { value: 'words', sureness: 'unverified', note: 'Whether bracket commands work on H3 is not documented.' },
  },
} as const;

/** MiniMax: bracket commands in the first API, words and reference clips in the second. */
export const minimax: readonly CatalogueEntryInput[] = [
  {
    ...first,
    id: 'minimax/t2v-01-director',
    name: { en: 'MiniMax T2V-01 Director', zh: '海螺 T2V-01 Director' },
    providerModel: 'T2V-01-Director',
    takes: { firstFrame: 'none' },
    lengths: { choicesSec: [6] },
    resolutions: ['720P'],
    heightsPx: { '720P': 720 },
    camera: 'minimax-brackets',
    prompt,
  },
  {
    ...first,
    id: 'minimax/i2v-01-director',
    name: { en: 'MiniMax I2V-01 Director', zh: '海螺 I2V-01 Director' },
    providerModel: 'I2V-01-Director',
    takes: { firstFrame: 'required' },
    lengths: { choicesSec: [6] },
    resolutions: ['720P'],
    heightsPx: { '720P': 720 },
    camera: 'minimax-brackets',
    prompt,
  },
  {
    ...first,
    id: 'minimax/hailuo-02',
    name: { en: 'MiniMax Hailuo 02', zh: '海螺 02' },
    providerModel: 'MiniMax-Hailuo-02',
    takes: { lastFrame: true },
    lengths: { choicesSec: [6, 10] },
    resolutions: ['512P', '768P', '1080P'],
    heightsPx: { '512P': 512, '768P': 768, '1080P': 1080 },
    lengthsAt: { '1080P': [6] },
    camera: 'minimax-brackets',
    prompt,
    dialect: { longHd: { value: '6', sureness: 'unverified', note: '1080P is made 6 s long only.' } },
  },
  {
    ...first,
    id: 'minimax/hailuo-2.3',
    name: { en: 'MiniMax Hailuo 2.3', zh: '海螺 2.3' },
    providerModel: 'MiniMax-Hailuo-2.3',
    takes: {},
    lengths: { choicesSec: [6, 10] },
    resolutions: ['768P', '1080P'],
    heightsPx: { '768P': 768, '1080P': 1080 },
    lengthsAt: { '1080P': [6] },
    camera: 'minimax-brackets',
    prompt,
  },
  {
    ...first,
    id: 'minimax/hailuo-2.3-fast',
    name: { en: 'MiniMax Hailuo 2.3 Fast', zh: '海螺 2.3 Fast' },
    providerModel: 'MiniMax-Hailuo-2.3-Fast',
    takes: { firstFrame: 'required' },
    lengths: { choicesSec: [6, 10] },
    resolutions: ['768P', '1080P'],
    heightsPx: { '768P': 768, '1080P': 1080 },
    lengthsAt: { '1080P': [6] },
    camera: 'minimax-brackets',
    pace: 'fast',
    prompt,
  },
  { ...second, ...h3, id: 'minimax/h3', name: { en: 'MiniMax H3', zh: 'MiniMax H3' }, providerModel: 'MiniMax-H3', lengths: { leastSec: 4, mostSec: 15 } },
  {
    ...second,
    ...h3,
    id: 'minimax/h3-max',
    name: { en: 'MiniMax H3 Max', zh: 'MiniMax H3 Max' },
    providerModel: 'MiniMax-H3-Max',
    lengths: { leastSec: 5, mostSec: 15 },
  },
];

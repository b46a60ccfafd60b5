import type { CatalogueEntryInput } from './entry.ts';

const vertexSource = '@ai-sdk/google-vertex 5.0.141, @google/genai 3.1.0';
const thirdParty = { source: 'third-party price list', asOf: '2026-11-22', sureness: 'unverified' } as const;
const vertex = {
  wire: 'vertex-veo',
  makes: 'video',
  baseUrl: 'https://us-central1-aiplatform.googleapis.com/v1',
  keyName: 'GOOGLE_VERTEX_TOKEN',
  lengths: { choicesSec: [4, 6, 8] },
  resolutions: ['720p', '1080p', '4k'],
  heightsPx: { '720p': 720, '1080p': 1080, '4k': 2160 },
  // 1080p, 4k and references are made 8 s long only.
  lengthsAt: { '1080p': [8], '4k': [8] },
  aspects: ['16:9', '9:16'],
  fps: [24],
  prompt: { language: 'en', cameraAt: 'first', rewriter: 'can-be-off' },
  dialect: {
    enhancePrompt: { value: 'off', sureness: 'unverified', note: 'The third generation may insist on rewording; a probe settles it.' },
    lengthsAt: { value: '8', sureness: 'unverified', note: '1080p, 4k and references may need 8 s.' },
  },
  sources: [vertexSource],
} as const;
const omni = {
  wire: 'gemini-interactions',
  makes: 'video',
  baseUrl: 'https://generativelanguage.googleapis.com',
  keyName: 'GEMINI_API_KEY',
  takes: { references: 3, referenceVideos: 1, baseVideo: true, extend: true },
  resolutions: ['360p', '720p', '1080p', '4k'],
  heightsPx: { '360p': 360, '720p': 720, '1080p': 1080, '4k': 2160 },
  aspects: ['16:9', '9:16'],
  exclusions: [
    ['firstFrame', 'references'],
    ['firstFrame', 'referenceVideos'],
  ],
  prompt: { language: 'en', cameraAt: 'first' },
  sources: ['@google/genai 3.1.0', 'ai.google.dev interactions'],
} as const;

/** Veo on Vertex, Gemini Omni by Interactions, and what no longer works. */
export const google: readonly CatalogueEntryInput[] = [
  {
    ...vertex,
    exclusions: [
      ['firstFrame', 'references'],
      ['lastFrame', 'references'],
    ],
    id: 'google/veo-3.1',
    name: { en: 'Veo 3.1', zh: 'Veo 3.1' },
    providerModel: 'veo-3.1-generate-001',
    referenceLengthsSec: [8],
    takes: { lastFrame: true, references: 3, seed: true, negativePrompt: true, audio: true, extend: true },
    prices: [{ usd: 0.4, per: 'second', ...thirdParty }],
  },
  {
    ...vertex,
    id: 'google/veo-3.1-fast',
    name: { en: 'Veo 3.1 Fast', zh: 'Veo 3.1 Fast' },
    providerModel: 'veo-3.1-fast-generate-001',
    takes: { lastFrame: true, seed: true, negativePrompt: true, audio: true },
    pace: 'fast',
    prices: [{ usd: 0.15, per: 'second', ...thirdParty }],
  },
  {
    ...vertex,
    id: 'google/veo-3.1-lite',
    name: { en: 'Veo 3.1 Lite', zh: 'Veo 3.1 Lite' },
    providerModel: 'veo-3.1-lite-generate-001',
    takes: { seed: true, negativePrompt: true, audio: true },
    pace: 'fast',
    resolutions: ['720p', '1080p'],
    lengthsAt: { '1080p': [8] },
  },
  {
    ...omni,
    id: 'google/gemini-omni-1.1-flash',
    name: { en: 'Gemini Omni 1.1 Flash', zh: 'Gemini Omni 1.1 Flash' },
    providerModel: 'gemini-omni-1.1-flash',
    lengths: { leastSec: 3, mostSec: 10 },
    pace: 'fast',
  },
  {
    ...omni,
    id: 'google/gemini-omni-1.2-flash',
    name: { en: 'Gemini Omni 1.2 Flash', zh: 'Gemini Omni 1.2 Flash' },
    providerModel: 'gemini-omni-1.2-flash',
    lengths: { leastSec: 3, mostSec: 15 },
    pace: 'fast',
  },
  {
    id: 'google/veo-3.1/gemini-api',
    name: { en: 'Veo 3.1 on the Gemini API', zh: 'Veo 3.1（Gemini API）' },
    wire: 'gemini-veo',
    makes: 'video',
    providerModel: 'veo-3.1-generate-preview',
    takes: {},
    prompt: { language: 'en' },
    endOfLife: { date: '2026-10-22', successor: 'google/gemini-omni-1.2-flash' },
    sources: ['ai.google.dev deprecations'],
  },
];

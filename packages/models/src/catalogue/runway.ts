import type { CatalogueEntryInput } from './entry.ts';

const home = {
  wire: 'runway',
  makes: 'video',
  baseUrl: 'https://api.dev.runwayml.com',
  keyName: 'RUNWAYML_API_SECRET',
  resultLifeSec: 86400,
  sources: ['@runwayml/sdk 4.20.1', 'academy.runwayml.com/prompt-guide'],
} as const;

/** Runway's own models; the camera is words only. */
export const runway: readonly CatalogueEntryInput[] = [
  {
    ...home,
    id: 'runway/gen4.5',
    name: { en: 'Runway Gen-4.5', zh: 'Runway Gen-4.5' },
    providerModel: 'gen4.5',
    takes: { lastFrame: true, seed: true },
    lengths: { leastSec: 2, mostSec: 10 },
    // The provider names shapes by their pixels.
    aspects: ['1280:720', '720:1280', '1104:832', '960:960', '832:1104', '1584:672'],
    resolutions: [],
    heightsPx: { '1280:720': 720 },
    fps: [24],
    prompt: { mostCharacters: 1000, language: 'en', cameraAt: 'first' },
  },
  {
    ...home,
    id: 'runway/gen4-turbo',
    name: { en: 'Runway Gen-4 Turbo', zh: 'Runway Gen-4 Turbo' },
    providerModel: 'gen4_turbo',
    takes: { firstFrame: 'required', seed: true },
    lengths: { choicesSec: [5, 10] },
    aspects: ['1280:720', '720:1280', '1104:832', '960:960', '832:1104', '1584:672'],
    heightsPx: { '1280:720': 720 },
    fps: [24],
    pace: 'fast',
    prompt: { mostCharacters: 1000, language: 'en', cameraAt: 'first' },
  },
];

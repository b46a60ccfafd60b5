import type { CatalogueEntryInput } from './entry.ts';

/** Our own stage as a model: exact, free, at once; it moves the camera through a picture and invents no motion. */
export const stage: readonly CatalogueEntryInput[] = [
  {
    id: 'fantascope/stage',
    name: { en: 'Fantascope stage', zh: '幻镜摄影台' },
    wire: 'stage',
    makes: 'video',
    providerModel: 'stage',
    takes: { text: false, firstFrame: 'required', seed: true },
    lengths: { leastSec: 0.04, mostSec: 3600, stepSec: 0.01 },
    fps: [24, 25, 30, 50, 60],
    camera: 'exact',
    prompt: {},
    prices: [{ usd: 0, per: 'video', source: 'your own machine', asOf: '2026-11-22', sureness: 'experiment' }],
    pace: 'immediate',
    outputLicence: 'The rights are those of the picture.',
    sources: ['docs/look.md', 'docs/layers.md'],
  },
];

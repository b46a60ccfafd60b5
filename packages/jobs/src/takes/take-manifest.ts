import { z } from 'zod';
import { Figures } from '../assets/check/figures.ts';

const text = (most: number) => z.string().max(most);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const micros = z.number().int().min(0).max(1e15);
const time = z.iso.datetime({ precision: 3 });
const takeId = z.string().regex(/^take_[0-9A-Z]{26}$/);

/** A file that travels with a take: its name in the archive says its hash. */
export const ManifestFile = z.strictObject({
  file: z.string().regex(/^media\/[0-9a-f]{64}\.[a-z0-9]{2,5}$/),
  sha256,
  bytes: z.number().int().min(1),
  mime: text(80),
  name: text(300),
  figures: Figures,
});
export type ManifestFile = z.infer<typeof ManifestFile>;

/** What the model was asked for, in our words. Fields of a TakeRequest that hold no address, file or constant of a provider. */
export const ManifestRequest = z.strictObject({
  prompt: text(20_000).optional(),
  negativePrompt: text(20_000).optional(),
  seed: z.number().int().optional(),
  lengthSec: z.number().optional(),
  frames: z.number().optional(),
  fps: z.number().optional(),
  resolution: text(60).optional(),
  widthPx: z.number().optional(),
  heightPx: z.number().optional(),
  aspect: text(60).optional(),
  guidanceScale: z.number().optional(),
  hasAudio: z.boolean().optional(),
  camera: z.json().optional(),
  shots: z.json().optional(),
  isPromptRewritten: z.boolean().optional(),
});

/** manifest.json of a take file, version 1 (docs/assets.md). Holds no key, no address and nothing of the machine it was made on. */
export const TakeManifest = z.strictObject({
  format: z.literal('fantascope/take'),
  version: z.literal(1),
  software: z.strictObject({ name: z.literal('fantascope'), version: text(40) }),
  take: z.strictObject({
    id: takeId,
    model: text(300),
    wire: text(60),
    provider: text(300),
    isEmulated: z.boolean(),
    verdict: z.enum(['kept', 'rejected']).nullable(),
    createdAt: time,
    endedAt: time.nullable(),
  }),
  media: ManifestFile,
  recipe: z.strictObject({
    request: ManifestRequest,
    /** The shot as it was when it was taken, its files named by the ids in `references`. */
    shot: z.strictObject({ name: text(300), revision: z.number().int(), document: z.json() }).nullable(),
    losses: z.json(),
    carriers: z.json(),
  }),
  camera: z.json(),
  references: z.array(ManifestFile.extend({ assetId: z.string().regex(/^asset_[0-9A-Z]{26}$/) })).max(64),
  /** The takes it was made from, nearest first. */
  lineage: z.array(z.strictObject({ id: takeId, model: text(300), sha256: sha256.nullable(), createdAt: time })).max(100),
  cost: z.strictObject({
    state: text(20),
    currency: z.literal('USD'),
    settledUsdMicros: micros,
    estimatedUsd: z.strictObject({ low: z.number(), high: z.number(), source: text(4000), asOf: text(40) }).nullable(),
    own: z.strictObject({ amountMicros: z.number().int(), unit: text(60) }).nullable(),
  }),
  /** As the person said who exported it; null: nobody has said. */
  licence: text(300).nullable(),
});
export type TakeManifest = z.infer<typeof TakeManifest>;

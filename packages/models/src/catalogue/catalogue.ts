import { Fault, schemaProblem } from '@fantascope/film';
import { z } from 'zod';
import { alibaba } from './alibaba.ts';
import { bytedance } from './bytedance.ts';
import { comfyui } from './comfyui.ts';
import { CatalogueEntry } from './entry.ts';
import { fal } from './fal.ts';
import { google } from './google.ts';
import { kling } from './kling.ts';
import { luma } from './luma.ts';
import { minimax } from './minimax.ts';
import { openai } from './openai.ts';
import { replicate } from './replicate.ts';
import { runway } from './runway.ts';
import { stage } from './stage.ts';

export { fileWays, openFileWays } from './file-ways.ts';

const written = [stage, kling, fal, comfyui, bytedance, minimax, runway, luma, google, alibaba, replicate, openai];
let checked: readonly CatalogueEntry[] | undefined;

/** Every model we know, dead ones included, in the order people look for them. */
export function catalogue(): readonly CatalogueEntry[] {
  checked ??= written.flat().map((entry) => CatalogueEntry.parse(entry));
  return checked;
}

/** What a person's own catalogue file holds: entries to add, or whole entries in the place of ours with the same id. */
export const CatalogueFile = z.strictObject({ $schema: z.string().optional(), models: z.array(CatalogueEntry).max(500) });
export type CatalogueFile = z.infer<typeof CatalogueFile>;

/** Our catalogue with a person's own entries added or put in the place of ours; their prices are marked theirs. `json` is the parsed file. Throws `models.bad-catalogue`. */
export function readCatalogue(json: unknown): readonly CatalogueEntry[] {
  const file = CatalogueFile.safeParse(json, { reportInput: true });
  if (!file.success) throw new Fault('models.bad-catalogue', schemaProblem(file.error));
  const theirs = new Map(
    file.data.models.map((entry) => [entry.id, { ...entry, prices: entry.prices.map((price) => ({ ...price, isTheirs: true as const })) }]),
  );
  // Ours keep their place; a price of ours stays beside theirs, so that a ceiling can count the higher one.
  const kept = catalogue().map((entry) => {
    const own = theirs.get(entry.id);
    theirs.delete(entry.id);
    return own === undefined ? entry : { ...own, prices: [...own.prices, ...entry.prices] };
  });
  return [...kept, ...theirs.values()];
}

/** The JSON Schema of a person's catalogue file, for editors; published as docs/catalogue.schema.json. */
export function catalogueJsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(CatalogueFile, { io: 'input', target: 'draft-2020-12' });
}

import { Fault, type Film, type LabelLevel, labelTags, labelText, leastLabel, type SeenInFilm, saysEnough } from '@fantascope/film';
import { filmRecord, seenOf } from '@fantascope/media/credentials';
import { z } from 'zod';
import { settingOf } from '../people/run-time-settings.ts';
import type { Studio } from '../studio.ts';
import type { ShotTake } from '../works/film-footage.ts';
import { sourcesOf } from '../works/film-sources.ts';
import { policyOf } from './label-policy.ts';

/** The label that an export carries, settled when it was asked for. */
export const ExportLabel = z.strictObject({
  level: z.enum(['metadata', 'opening', 'throughout']),
  /** What is written over the picture where the level asks for it. */
  text: z.strictObject({ en: z.string().optional(), zh: z.string().optional() }),
  /** What the file says in its data, by key. */
  tags: z.record(z.string(), z.string()),
});
export type ExportLabel = z.infer<typeof ExportLabel>;

/** A film that is exported, and the takes that stand for its shots. */
type Exported = Readonly<{ projectId: string; film: Film; footage: readonly ShotTake[] }>;

/**
 * What is seen in a film, by the same record that its content credentials are made of, so that label and credentials never say two things: a take of any wire but our
 * own stage's is generated, kept here or imported. What somebody uploaded is taken for a photograph unless its own data say that a model made it (as they were read when it was added); nobody here can know better.
 */
async function seenIn({ database, ports }: Pick<Studio, 'database' | 'ports'>, of: Exported): Promise<SeenInFilm> {
  return seenOf(await filmRecord(of.film, { nowMs: ports.nowMs(), ...(await sourcesOf(database.db, of)) }));
}

/** What exports of a film have to carry at least, and why. */
export async function leastFor(studio: Pick<Studio, 'database' | 'ports'>, of: Exported) {
  const inForce = await policyOf(studio, of.projectId);
  const seen = await seenIn(studio, of);
  return { ...inForce, seen, isGenerated: seen.isGenerated, least: leastLabel(inForce.policy, seen) };
}

/** Settles the label of an export: the least that is let, or more where more is asked. Throws jobs.label-required for less. `produceId` names the export. */
export async function labelFor(
  studio: Pick<Studio, 'database' | 'ports'>,
  { asked, produceId, ...of }: Exported & Readonly<{ asked: LabelLevel | undefined; produceId: string }>,
): Promise<ExportLabel> {
  const { least, policy, seen } = await leastFor(studio, of);
  if (asked !== undefined && !saysEnough(asked, least)) throw new Fault('jobs.label-required', { asked, least, policy });
  return await labelOf(studio, { seen, level: asked ?? least, produceId });
}

/** What the file of a take of our own stage says in its data. Nothing is written over a take: the export that it becomes part of has its own label. */
export async function takeLabelFor(
  studio: Pick<Studio, 'database' | 'ports'>,
  { produceId, ...of }: Omit<Exported, 'footage'> & Readonly<{ produceId: string }>,
): Promise<ExportLabel> {
  return await labelOf(studio, { seen: await seenIn(studio, { ...of, footage: [] }), level: 'metadata', produceId });
}

async function labelOf(
  studio: Pick<Studio, 'database' | 'ports'>,
  { seen, level, produceId }: Readonly<{ seen: SeenInFilm; level: LabelLevel; produceId: string }>,
): Promise<ExportLabel> {
  const producer = await settingOf(studio, 'labels.producer');
  return { level, text: labelText(seen), tags: labelTags({ ...seen, producer, produceId }) };
}

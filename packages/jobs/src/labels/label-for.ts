import { Fault, type LabelLevel, labelTags, labelText, leastLabel, saysEnough } from '@fantascope/film';
import { z } from 'zod';
import { settingOf } from '../people/run-time-settings.ts';
import type { Studio } from '../studio.ts';
import { policyOf } from './label-policy.ts';
import { holdsPainted } from './painted.ts';

/** The label that an export carries, settled when it was asked for. */
export const ExportLabel = z.strictObject({
  level: z.enum(['metadata', 'opening', 'throughout']),
  /** What is written over the picture where the level asks for it. */
  text: z.strictObject({ en: z.string().optional(), zh: z.string().optional() }),
  /** What the file says in its data, by key. */
  tags: z.record(z.string(), z.string()),
});
export type ExportLabel = z.infer<typeof ExportLabel>;

/** What exports of a document have to carry at least, and why. */
export async function leastFor(studio: Pick<Studio, 'database'>, of: Readonly<{ projectId: string; document: unknown }>) {
  const inForce = await policyOf(studio, of.projectId);
  const isGenerated = await holdsPainted(studio.database.db, of);
  return { ...inForce, isGenerated, least: leastLabel(inForce.policy, { isGenerated }) };
}

/** Settles the label of an export: the least that is let, or more where more is asked. Throws jobs.label-required for less. `produceId` names the export. */
export async function labelFor(
  studio: Pick<Studio, 'database'>,
  { asked, produceId, ...of }: Readonly<{ projectId: string; document: unknown; asked: LabelLevel | undefined; produceId: string }>,
): Promise<ExportLabel> {
  const { least, policy, isGenerated } = await leastFor(studio, of);
  if (asked !== undefined && !saysEnough(asked, least)) throw new Fault('jobs.label-required', { asked, least, policy });
  const producer = await settingOf(studio, 'labels.producer');
  return { level: asked ?? least, text: labelText({ isGenerated }), tags: labelTags({ isGenerated, producer, produceId }) };
}

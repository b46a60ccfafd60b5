import { Fault } from '@fantascope/film';
import { inArray } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '../database/database.ts';
import { asset, cast, film, job, plan, preset, project, shot, take, webhookEndpoint } from '../database/schema/index.ts';

/** Which table an id lies in, and which project it belongs to, by the name of the field that holds it. A field `takeIds` holds many of `takeId`. */
const owners = {
  projectId: { table: project, id: project.id, project: project.id },
  filmId: { table: film, id: film.id, project: film.projectId },
  shotId: { table: shot, id: shot.id, project: shot.projectId },
  planId: { table: plan, id: plan.id, project: plan.projectId },
  takeId: { table: take, id: take.id, project: take.projectId },
  assetId: { table: asset, id: asset.id, project: asset.projectId },
  castId: { table: cast, id: cast.id, project: cast.projectId },
  presetId: { table: preset, id: preset.id, project: preset.projectId },
  jobId: { table: job, id: job.id, project: job.projectId },
  hookId: { table: webhookEndpoint, id: webhookEndpoint.id, project: webhookEndpoint.projectId },
} as const satisfies Record<string, Readonly<{ table: PgTable; id: PgColumn; project: PgColumn }>>;

/** A field that names something in a project. */
export type OwnedField = keyof typeof owners;

/** The owned field that a name stands for: itself, or one of many (`takeIds`, `parentTakeId`); undefined for other fields. */
export function ownedField(name: string): OwnedField | undefined {
  const singular = name.endsWith('Ids') ? name.slice(0, -1) : name;
  for (const field of Object.keys(owners) as OwnedField[])
    if (singular === field || singular.endsWith(field.charAt(0).toUpperCase() + field.slice(1))) return field;
  return undefined;
}

/** The projects that an input's ids lie in. Throws jobs.no-such-thing for an id that is nowhere. An id that lies in no project (a job of the house) gives null. */
export async function projectsOf(db: Db | Tx, input: Readonly<Record<string, unknown>>): Promise<ReadonlyMap<string, string | null>> {
  const byField = new Map<OwnedField, Set<string>>();
  for (const [name, value] of Object.entries(input)) {
    const field = ownedField(name);
    if (field === undefined || value === undefined || value === null) continue;
    const ids = byField.get(field) ?? new Set<string>();
    for (const id of Array.isArray(value) ? value : [value]) ids.add(String(id));
    byField.set(field, ids);
  }
  const found = new Map<string, string | null>();
  for (const [field, ids] of byField) {
    const owner = owners[field];
    const rows = await db
      .select({ id: owner.id, projectId: owner.project })
      .from(owner.table as PgTable)
      .where(inArray(owner.id, [...ids]));
    for (const row of rows) found.set(row.id as string, row.projectId as string | null);
    for (const id of ids) if (!found.has(id)) throw new Fault('jobs.no-such-thing', { id });
  }
  return found;
}

import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { asset, take } from '../database/schema/index.ts';
import { filesNamedIn } from '../operation/documents.ts';
import { stageWire } from '../takes/provider-of.ts';

/**
 * Whether anything that a document names was painted by a model: a take of any wire but our own stage's, kept here or imported. What somebody uploaded is
 * taken for a photograph; nobody here can know better.
 */
export async function holdsPainted(db: Db, { projectId, document }: Readonly<{ projectId: string; document: unknown }>): Promise<boolean> {
  const ids = filesNamedIn(document);
  if (ids.length === 0) return false;
  const rows = await db
    .select({ wire: take.wire })
    .from(asset)
    .innerJoin(take, eq(take.id, asset.fromId))
    .where(and(inArray(asset.id, [...ids]), eq(asset.projectId, projectId)));
  return rows.some(({ wire }) => wire !== stageWire);
}

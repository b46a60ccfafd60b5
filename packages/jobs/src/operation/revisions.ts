import { Fault } from '@fantascope/film';
import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '../database/database.ts';
import { revision } from '../database/schema/index.ts';
import { Time, timeText } from './id-fields.ts';

/** One state a film or a shot has had. */
export const RevisionLine = z.strictObject({ revision: z.number().int(), byUserId: z.string(), at: Time });

/** Keeps a state for good; a call run again after a crash keeps the same one once. */
export async function keepRevision(
  tx: Tx,
  row: Readonly<{ ofId: string; revision: number; document: unknown; byUserId: string; at: Date }>,
): Promise<void> {
  await tx.insert(revision).values(row).onConflictDoNothing();
}

/** The newest states first, below `before` where that is given. */
export async function revisionsOf(
  db: Db,
  { ofId, before, limit }: Readonly<{ ofId: string; before?: number | undefined; limit: number }>,
): Promise<readonly z.infer<typeof RevisionLine>[]> {
  const rows = await db
    .select({ revision: revision.revision, byUserId: revision.byUserId, at: revision.at })
    .from(revision)
    .where(and(eq(revision.ofId, ofId), before === undefined ? undefined : lt(revision.revision, before)))
    .orderBy(desc(revision.revision))
    .limit(limit);
  return rows.map((row) => ({ ...row, at: timeText(row.at) }));
}

/** A state as it was. Throws jobs.no-such-revision. */
export async function documentAt(db: Db | Tx, { ofId, revision: wanted }: Readonly<{ ofId: string; revision: number }>): Promise<unknown> {
  const [row] = await db
    .select({ document: revision.document })
    .from(revision)
    .where(and(eq(revision.ofId, ofId), eq(revision.revision, wanted)));
  if (row === undefined) throw new Fault('jobs.no-such-revision', { id: ofId, revision: wanted });
  return row.document;
}

/** Throws jobs.changed-meanwhile where somebody else has written since the caller read. */
export function sameRevision(id: string, { stored, given }: Readonly<{ stored: number; given: number | undefined }>): void {
  if (given !== undefined && given !== stored) throw new Fault('jobs.changed-meanwhile', { id, revision: stored, given });
}

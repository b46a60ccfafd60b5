import { Fault } from '@fantascope/film';
import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '../database/database.ts';
import { revision } from '../database/schema/index.ts';
import { Time, timeText } from './id-fields.ts';

/** Which part of a history is asked for. */
export const historyFields = {
  beforeRevision: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
/** The states a film or a shot has had. */
export const History = z.strictObject({
  items: z.array(z.strictObject({ revision: z.number().int(), byUserId: z.string(), at: Time })),
});

/** Keeps a state for good; a call run again after a crash keeps the same one once. */
export async function keepRevision(
  tx: Tx,
  row: Readonly<{ ofId: string; revision: number; document: unknown; byUserId: string; at: Date }>,
): Promise<void> {
  await tx.insert(revision).values(row).onConflictDoNothing();
}

/** The newest states first, below `beforeRevision` where that is given. */
export async function historyOf(
  db: Db,
  { ofId, beforeRevision, limit }: Readonly<{ ofId: string; beforeRevision?: number | undefined; limit: number }>,
): Promise<z.input<typeof History>> {
  const rows = await db
    .select({ revision: revision.revision, byUserId: revision.byUserId, at: revision.at })
    .from(revision)
    .where(and(eq(revision.ofId, ofId), beforeRevision === undefined ? undefined : lt(revision.revision, beforeRevision)))
    .orderBy(desc(revision.revision))
    .limit(limit);
  return { items: rows.map((row) => ({ ...row, at: timeText(row.at) })) };
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

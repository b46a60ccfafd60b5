import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { Db, Tx } from '../database/database.ts';
import { ledgerEntry, project } from '../database/schema/index.ts';

/** An overrun that nobody has decided on yet. */
export type OpenOverrun = Readonly<{ takeId: string; provider: string; model: string; overUsdMicros: number; at: Date }>;

/** The overruns of a project since somebody last acknowledged some, newest first; those of emulated takes cost nothing and are left out. */
export async function openOverruns(tx: Tx | Db, projectId: string): Promise<readonly OpenOverrun[]> {
  const ofProject = eq(ledgerEntry.projectId, projectId);
  const last = sql`(select coalesce(max(seq), 0) from fantascope.ledger_entry where project_id = ${projectId} and kind = 'acknowledge')`;
  const isPaid = sql`not exists (select 1 from fantascope.take where take.id = ${ledgerEntry.takeId} and take.is_emulated)`;
  const rows = await tx
    .select()
    .from(ledgerEntry)
    .where(and(ofProject, eq(ledgerEntry.kind, 'overrun'), gt(ledgerEntry.seq, last), isPaid))
    .orderBy(desc(ledgerEntry.seq));
  return rows.map(({ takeId, provider, model, spentUsdMicros, at }) => ({
    takeId: takeId ?? '',
    provider,
    model,
    overUsdMicros: spentUsdMicros,
    at,
  }));
}

/** A person has seen what a project cost beyond what was set aside, and lets it spend again under its caps. Gives what was acknowledged; empty where nothing was open. */
export async function acknowledgeOverruns(
  tx: Tx,
  projectId: string,
  { byUserId, nowMs }: Readonly<{ byUserId: string; nowMs: number }>,
): Promise<readonly OpenOverrun[]> {
  // Locked first, so that an overrun booked meanwhile is either seen here or blocks again after this.
  await tx.select({ id: project.id }).from(project).where(eq(project.id, projectId)).for('no key update');
  const open = await openOverruns(tx, projectId);
  await tx.update(project).set({ blockedReason: null }).where(eq(project.id, projectId));
  for (const { takeId } of open.slice(0, 1)) {
    const [overrun] = await tx
      .select()
      .from(ledgerEntry)
      .where(and(eq(ledgerEntry.takeId, takeId), eq(ledgerEntry.kind, 'overrun')));
    if (overrun === undefined) continue;
    const { seq: _, ...whose } = overrun;
    await tx.insert(ledgerEntry).values({
      ...whose,
      kind: 'acknowledge',
      at: new Date(nowMs),
      heldUsdMicros: 0,
      spentUsdMicros: 0,
      basis: 'person',
      ownAmount: null,
      ownUnit: null,
      rateId: null,
      byUserId,
      note: null,
    });
  }
  return open;
}

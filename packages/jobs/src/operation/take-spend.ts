import { createHash } from 'node:crypto';
import { Fault } from '@fantascope/film';
import { isLoopbackUrl } from '@fantascope/take';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { ledgerEntry, type take } from '../database/schema/index.ts';
import { approveSpend, declineSpend } from '../ledger/approve.ts';
import { refusalFault } from '../ledger/refusal.ts';
import type { Studio } from '../studio.ts';
import { placeOfEntry } from '../takes/provider-way.ts';
import { startTake } from '../takes/shoot.ts';
import { idOf } from './id-fields.ts';
import { Micros } from './ledger-shapes.ts';
import { operation } from './operation.ts';
import { personOnly } from './person-only.ts';
import { tellTake } from './tell-take.ts';

const input = z.strictObject({ takeId: idOf('take') });

/** Decisions on takes that wait because they are over their member's cap. */
export const takeSpendOperations = [
  operation({
    name: 'take.approve-spend',
    says: {
      en: "Lets a waiting take pass over its member's cap and sends it; every other cap still holds.",
      zh: '批准一条超出成员额度而等待的拍摄并发送；其他上限仍然有效。',
    },
    input,
    output: z.strictObject({ takeId: z.string(), state: z.string(), heldUsdMicros: Micros }),
    rights: { role: 'owner' },
    effect: 'spends',
    isIdempotent: false,
    route: { method: 'POST', path: '/takes/{takeId}/approve-spend' },
    preview: async ({ takeId }, { studio }) => {
      const [asked] = await studio.database.db
        .select()
        .from(ledgerEntry)
        .where(and(eq(ledgerEntry.takeId, takeId), eq(ledgerEntry.kind, 'ask')));
      if (asked === undefined) throw new Fault('jobs.not-waiting', { take: takeId });
      const shown = { takeId, model: asked.model, userId: asked.userId, askedUsdMicros: asked.ownAmount };
      return { hash: createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 32), shown };
    },
    run: async ({ takeId }, { studio, actor }) => {
      personOnly(actor, 'take.approve-spend');
      const nowMs = studio.ports.nowMs();
      const { settings } = studio;
      const defaults = { dayUsdMicros: settings.capPerDayUsdMicros, projectUsdMicros: settings.capPerProjectUsdMicros };
      const { heldUsdMicros, row } = await studio.database.db.transaction(async (tx) => {
        const reserved = await approveSpend(tx, { takeId, byUserId: actor.userId, nowMs, defaults });
        if (reserved.outcome === 'refused') throw refusalFault(reserved.refusals);
        if (reserved.outcome === 'waiting') throw refusalFault([reserved.over]);
        return { heldUsdMicros: reserved.heldUsdMicros, row: await tellTake(tx, takeId, nowMs) };
      });
      // It is approved, and its money set aside: what cannot be started now is started by the sweep.
      await begin(studio, row).catch(() => undefined);
      return { takeId, state: row.state, heldUsdMicros };
    },
  }),
  operation({
    name: 'take.decline-spend',
    says: {
      en: "Ends a take that waits because it is over its member's cap; nothing is paid.",
      zh: '拒绝一条超出成员额度而等待的拍摄；不产生费用。',
    },
    input,
    output: z.strictObject({ takeId: z.string(), state: z.string() }),
    rights: { role: 'owner' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/takes/{takeId}/decline-spend' },
    run: async ({ takeId }, { studio, actor }) => {
      personOnly(actor, 'take.decline-spend');
      const nowMs = studio.ports.nowMs();
      const { state } = await studio.database.db.transaction(async (tx) => {
        await declineSpend(tx, { takeId, byUserId: actor.userId, nowMs });
        return tellTake(tx, takeId, nowMs);
      });
      return { takeId, state };
    },
  }),
] as const;

async function begin(studio: Studio, { id: takeId, model, provider, priority }: typeof take.$inferSelect): Promise<void> {
  const entry = studio.catalogue.byId(model);
  // The sweep starts it, and its workflow says why it cannot be sent.
  if (entry === undefined) return;
  const { address } = await placeOfEntry(entry, studio);
  await startTake(studio, { takeId, provider, priority, isNear: isLoopbackUrl(address.baseUrl) });
}

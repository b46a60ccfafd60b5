import { z } from 'zod';
import type { take } from '../database/schema/index.ts';
import { idOf, Time, timeText } from './id-fields.ts';

/** A take as the doors show it. Money in whole millionths of a US dollar. `isEmulated`: it was made by a server that only plays a provider. */
export const ShownTake = z.strictObject({
  id: idOf('take'),
  projectId: idOf('project'),
  shotId: idOf('shot').nullable(),
  planId: idOf('plan').nullable(),
  parentTakeId: idOf('take').nullable(),
  byUserId: z.string(),
  model: z.string(),
  provider: z.string(),
  isEmulated: z.boolean(),
  state: z.string(),
  moneyState: z.enum(['none', 'reserved', 'settled', 'refunded', 'unknown']),
  reservedUsdMicros: z.number().int(),
  settledUsdMicros: z.number().int(),
  assetId: idOf('asset').nullable(),
  lengthSec: z.number().nullable(),
  verdict: z.enum(['kept', 'rejected']).nullable(),
  isLocked: z.boolean(),
  isCalledOff: z.boolean(),
  /** Why it was refused, failed, expired or is unknown. */
  reason: z.string().nullable(),
  createdAt: Time,
  updatedAt: Time,
  endedAt: Time.nullable(),
});

type Row = typeof take.$inferSelect;
type Shown = z.input<typeof ShownTake>;

/** A row as the doors show it. */
export function shownTake(row: Row): Shown {
  return {
    id: row.id,
    projectId: row.projectId,
    shotId: row.shotId,
    planId: row.planId,
    parentTakeId: row.parentTakeId,
    byUserId: row.byUserId,
    model: row.model,
    provider: row.provider,
    isEmulated: row.isEmulated,
    state: row.state,
    moneyState: row.moneyState as Shown['moneyState'],
    reservedUsdMicros: row.reservedUsdMicros,
    settledUsdMicros: row.settledUsdMicros,
    assetId: row.assetId,
    lengthSec: row.lengthMs === null ? null : row.lengthMs / 1000,
    verdict: row.verdict as Shown['verdict'],
    isLocked: row.isLocked,
    isCalledOff: row.cancelAskedAt !== null,
    reason: row.reason,
    createdAt: timeText(row.createdAt),
    updatedAt: timeText(row.updatedAt),
    endedAt: row.endedAt === null ? null : timeText(row.endedAt),
  };
}

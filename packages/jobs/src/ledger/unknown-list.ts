import { and, desc, eq, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../database/database.ts';
import { ledgerEntry, take, takeRow } from '../database/schema/index.ts';
import { type Sight, seenBy } from './sight.ts';

/** A take whose outcome or money nobody knows, with what a person needs to find it in the provider's own list. */
export type UnknownTake = Readonly<{
  takeId: string;
  projectId: string;
  userId: string;
  model: string;
  provider: string;
  wire: string;
  isEmulated: boolean;
  state: string;
  moneyState: string;
  /** The most it may have cost, whole millionths of a dollar; held until somebody knows. */
  mostUsdMicros: number;
  askedAt: Date;
  /** When the one POST went out, to within the writing of its row; null where it is not known to have gone. */
  sentAt: Date | null;
  noticedAt: Date | null;
  reason: string | null;
  /**
   * What the provider's list showed when it was asked last: `none` (it has no such task), `maybe` (several could be it), `unclear` (no answer),
   * `cannot` (its protocol has no way to ask); null where it was not asked.
   */
  lookUp: 'none' | 'maybe' | 'unclear' | 'cannot' | null;
  /** The key that we sent along, where the protocol has a place for it. */
  clientKey: string | null;
  taskId: string | null;
  /** What was asked, in short. */
  request: Readonly<Record<string, string | number | boolean>>;
  requestSha256: string | null;
}>;

const shortFields = [
  'prompt',
  'negativePrompt',
  'lengthSec',
  'frames',
  'resolution',
  'aspect',
  'widthPx',
  'heightPx',
  'fps',
  'seed',
  'hasAudio',
  'count',
];
const LONGEST_TEXT = 300;

// Lenient: an old row must stay readable, and evidence with a gap is better than none.
const Intent = z
  .object({ clientKey: z.string().optional(), requestSha256: z.string().optional(), request: z.record(z.string(), z.unknown()).catch({}) })
  .catch({ request: {} });
const Unknown = z.object({ lookUp: z.enum(['none', 'maybe', 'unclear', 'cannot']).optional() }).catch({});

function inShort(request: Readonly<Record<string, unknown>>): UnknownTake['request'] {
  const short: Record<string, string | number | boolean> = {};
  for (const field of shortFields) {
    const value = request[field];
    if (typeof value === 'number' || typeof value === 'boolean') short[field] = value;
    if (typeof value === 'string') short[field] = value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  }
  return short;
}

/** Takes of unknown outcome or money, newest first, behind a place where one is given. */
export async function readUnknown(
  db: Db,
  sight: Sight,
  { before, limit }: Readonly<{ before?: Readonly<{ atMs: number; id: string }> | undefined; limit: number }>,
): Promise<readonly UnknownTake[]> {
  const place =
    before === undefined
      ? undefined
      : sql`(${take.createdAt}, ${take.id}) < (${new Date(before.atMs).toISOString()}::timestamptz, ${before.id})`;
  const newest = (kind: 'intent' | 'unknown', what: 'row' | 'at') =>
    sql`(select r.${sql.raw(`"${what}"`)} from ${takeRow} r where r.take_id = ${take.id} and r.kind = ${kind} order by r.seq desc limit 1)`;
  const held = sql`(select coalesce(sum(e.held_usd_micros), 0)::bigint from ${ledgerEntry} e where e.take_id = ${take.id})`;
  const when = (value: unknown) => (value === null ? null : new Date(String(value)));
  const rows = await db
    .select({
      row: take,
      held: held.mapWith(Number),
      intent: newest('intent', 'row'),
      intentAt: newest('intent', 'at'),
      unknown: newest('unknown', 'row'),
      unknownAt: newest('unknown', 'at'),
    })
    .from(take)
    .where(
      and(
        or(eq(take.state, 'unknown'), eq(take.moneyState, 'unknown')),
        place,
        seenBy(sight, { projectId: take.projectId, userId: take.byUserId }),
      ),
    )
    .orderBy(desc(take.createdAt), desc(take.id))
    .limit(limit);
  return rows.map(({ row, held: mostUsdMicros, intent, intentAt, unknown, unknownAt }) => {
    const sent = Intent.parse(intent ?? {});
    return {
      takeId: row.id,
      projectId: row.projectId,
      userId: row.byUserId,
      model: row.model,
      provider: row.provider,
      wire: row.wire,
      isEmulated: row.isEmulated,
      state: row.state,
      moneyState: row.moneyState,
      mostUsdMicros,
      askedAt: row.createdAt,
      sentAt: when(intentAt),
      noticedAt: when(unknownAt) ?? row.endedAt,
      reason: row.reason,
      lookUp: Unknown.parse(unknown ?? {}).lookUp ?? null,
      clientKey: sent.clientKey ?? null,
      taskId: row.taskId,
      request: inShort(sent.request),
      requestSha256: sent.requestSha256 ?? null,
    };
  });
}

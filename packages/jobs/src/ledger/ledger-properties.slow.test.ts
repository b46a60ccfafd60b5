import { newId } from '@fantascope/film';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database, Tx } from '../database/database.ts';
import { apiToken, cap } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import { entryKinds } from './account.ts';
import { approveSpend, declineSpend } from './approve.ts';
import { auditBudgets } from './audit.ts';
import { refund, release } from './give-back.ts';
import { reserve } from './reserve.ts';
import { settle } from './settle.ts';
import { takeIn } from './test-take.ts';
import { acknowledgeOverruns } from './unblock.ts';
import { markUnknown, resolveUnknown } from './unknown.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase({ connections: 12 });
});
afterAll(() => database.close());

const beginMs = Date.UTC(2026, 10, 22, 23, 50);
const defaults = { dayUsdMicros: 1_000, projectUsdMicros: 700 };
const caps = { provider: 600, member: 200, token: 300 };

const deeds = [
  'reserve',
  'reserve',
  'settle',
  'release',
  'refund',
  'unknown',
  'found',
  'happened',
  'did-not-happen',
  'approve',
  'decline',
  'acknowledge',
] as const;
const step = fc.record({
  deed: fc.constantFrom(...deeds),
  take: fc.nat(7),
  amount: fc.integer({ min: 0, max: 250 }),
  /** Before midnight or after it. */
  laterMs: fc.constantFrom(0, 20 * 60_000),
  isTwice: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** One deed in one transaction. Faults say that it cannot be done now; nothing of it is kept then. */
async function act(
  tx: Tx,
  { deed, amount, laterMs }: Step,
  { takeId, projectId }: Readonly<{ takeId: string; projectId: string }>,
): Promise<unknown> {
  const nowMs = beginMs + laterMs;
  const byUserId = 'user_owner';
  switch (deed) {
    case 'reserve':
      return reserve(tx, { takeId, amountUsdMicros: amount, basis: 'estimate', nowMs, defaults });
    case 'settle':
      return settle(tx, { takeId, amountUsdMicros: amount, basis: 'provider', nowMs });
    case 'release':
      return release(tx, { takeId, nowMs });
    case 'refund':
      return refund(tx, { takeId, nowMs, basis: 'provider', ...(amount % 2 === 0 ? {} : { amountUsdMicros: amount }) });
    case 'unknown':
      return markUnknown(tx, { takeId, nowMs });
    case 'found':
      return resolveUnknown(tx, { answer: 'found' }, { takeId, nowMs });
    case 'happened':
      return resolveUnknown(
        tx,
        { answer: 'happened', byUserId, ...(amount % 2 === 0 ? {} : { amountUsdMicros: amount }) },
        { takeId, nowMs },
      );
    case 'did-not-happen':
      return resolveUnknown(tx, { answer: 'did-not-happen', byUserId }, { takeId, nowMs });
    case 'approve':
      return approveSpend(tx, { takeId, byUserId, nowMs, defaults });
    case 'decline':
      return declineSpend(tx, { takeId, byUserId, nowMs });
    case 'acknowledge':
      return acknowledgeOverruns(tx, projectId, { byUserId, nowMs });
    default:
      return deed satisfies never;
  }
}

const told = (deed: Step['deed'], take: number, amount = 100): Step => ({ deed, take, amount, laterMs: 0, isTwice: true });
/** A lane that meets every kind of row, whatever is drawn beside it. */
const everyEnd = [
  ...(['reserve', 'unknown', 'found'] as const).map((deed) => told(deed, 2)),
  told('settle', 2, 150),
  ...(['refund', 'acknowledge'] as const).map((deed) => told(deed, 2)),
  ...(['reserve', 'release'] as const).map((deed) => told(deed, 4)),
  told('reserve', 6, 250),
  told('decline', 6),
];

const expectedFaults = ['jobs.money-ended', 'jobs.not-waiting'];

test('whatever happens to takes in whatever order, at once and twice: counters are the sums of rows, and no cap is passed but by booked overruns', async () => {
  const { db } = database;
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 8, maxLength: 30, size: 'max' }), { minLength: 1, maxLength: 4, size: 'max' }),
      async (lanes) => {
        round += 1;
        const name = (what: string) => `${what}_${round}`;
        const [one, two] = [0, 1].map(() => newId('project', { nowMs: beginMs, random: Math.random })) as [string, string];
        const tokenId = name('token');
        await db.insert(apiToken).values({
          id: tokenId,
          userId: name('a'),
          name: 'agent',
          hash: tokenId,
          scopes: [],
          spendLimitUsdMicros: caps.token,
          createdAt: new Date(beginMs),
        });
        // Days are common to all rounds: each round lies days after the one before.
        const shiftMs = round * 3 * 86_400_000;
        const whose = Array.from({ length: 8 }, (_, at) => ({
          projectId: at % 2 === 0 ? one : two,
          userId: name(at % 3 === 0 ? 'a' : 'b'),
          provider: name(at < 5 ? 'alpha' : 'beta'),
          tokenId: at % 4 === 1 ? tokenId : null,
        }));
        await db.insert(cap).values([
          { scope: 'provider', key: name('alpha'), usdMicros: caps.provider, byUserId: 'user_owner', at: new Date(beginMs) },
          ...['a', 'b'].map((user) => ({
            scope: 'member',
            key: `${one}/${name(user)}`,
            usdMicros: caps.member,
            byUserId: 'user_owner',
            at: new Date(beginMs),
          })),
        ]);
        const takes = await Promise.all(whose.map((facts) => takeIn(db, facts)));
        const run = async (each: Step) => {
          const takeId = takes[each.take] as string;
          const projectId = whose[each.take]?.projectId as string;
          try {
            await db.transaction((tx) => act(tx, { ...each, laterMs: each.laterMs + shiftMs }, { takeId, projectId }));
          } catch (error) {
            if (!expectedFaults.includes((error as { code?: string }).code ?? '')) throw error;
          }
        };
        await Promise.all(
          lanes.map(async (steps) => {
            for (const each of steps) await Promise.all(each.isTwice ? [run(each), run(each)] : [run(each)]);
          }),
        );

        expect(await auditBudgets(db)).toEqual([]);
        const { rows: over } = await db.execute(sql`
        with booked as (
          select s.scope, s.key, sum(e.spent_usd_micros) as over from fantascope.ledger_entry e
          cross join lateral (values ('token', e.token_id), ('member', e.project_id || '/' || e.user_id), ('project', e.project_id), ('provider', e.provider), ('day', e.day)) as s (scope, key)
          where e.kind = 'overrun' group by 1, 2
        ), approved as (
          select project_id || '/' || user_id as key, sum(held_usd_micros) as passed from fantascope.ledger_entry
          where kind = 'reserve' and by_user_id is not null group by 1
        ), capped as (
          select b.*, case b.scope when 'day' then ${defaults.dayUsdMicros}::bigint when 'project' then ${defaults.projectUsdMicros}::bigint when 'token' then ${caps.token}::bigint
            else (select usd_micros from fantascope.cap c where c.scope = b.scope and c.key = b.key) end as cap
          from fantascope.budget b
        )
        select c.* from capped c left join booked o on o.scope = c.scope and o.key = c.key
        left join approved a on c.scope = 'member' and a.key = c.key
        where c.cap is not null and c.held_usd_micros + c.spent_usd_micros > c.cap + coalesce(o.over, 0) + coalesce(a.passed, 0)`);
        expect(over).toEqual([]);
        const { rows: wrong } = await db.execute(sql`
        select t.id, t.money_state, coalesce(sum(e.held_usd_micros), 0) as held, coalesce(sum(e.spent_usd_micros), 0) as spent
        from fantascope.take t left join fantascope.ledger_entry e on e.take_id = t.id group by t.id, t.money_state, t.settled_usd_micros
        having coalesce(sum(e.held_usd_micros), 0) < 0 or coalesce(sum(e.spent_usd_micros), 0) < 0
          or (t.money_state in ('reserved', 'unknown')) <> (coalesce(sum(e.held_usd_micros), 0) > 0)
          or t.settled_usd_micros <> coalesce(sum(e.spent_usd_micros), 0)`);
        expect(wrong).toEqual([]);
        const { rows: blocks } = await db.execute(sql`
        select p.id from fantascope.project p where (p.blocked_reason is not null) <> exists (
          select 1 from fantascope.ledger_entry e where e.project_id = p.id and e.kind = 'overrun'
            and e.seq > coalesce((select max(seq) from fantascope.ledger_entry a where a.project_id = p.id and a.kind = 'acknowledge'), 0))`);
        expect(blocks).toEqual([]);
      },
    ),
    { numRuns: 25, endOnFailure: true, examples: [[[everyEnd]]] },
  );
  // It went everywhere money can go.
  const { rows } = await db.execute(sql`select distinct kind from fantascope.ledger_entry`);
  expect(rows.map(({ kind }) => kind).sort()).toEqual([...entryKinds].sort());
});

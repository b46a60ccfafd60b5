import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database/database.ts';
import { emulatedPrefix, type Scope } from './budgets.ts';

/** A counter that is not the sum of its rows: what stands in it and what the rows come to. */
export type BudgetDifference = Readonly<{
  scope: Scope;
  key: string;
  heldUsdMicros: number;
  spentUsdMicros: number;
  rowsHeldUsdMicros: number;
  rowsSpentUsdMicros: number;
}>;

/** Sums the ledger anew and names every counter that differs; empty when the books are right. One statement, so that it sees one moment. */
export async function auditBudgets(db: Db | Tx): Promise<readonly BudgetDifference[]> {
  const { rows } = await db.execute(sql`
    with keyed as (
      select s.scope, s.key, e.held_usd_micros as held, e.spent_usd_micros as spent
      from fantascope.ledger_entry e
      left join fantascope.take t on t.id = e.take_id
      cross join lateral (select case when t.is_emulated then ${emulatedPrefix}::text else '' end as mark) as m
      cross join lateral (values
        ('token', m.mark || e.token_id), ('member', m.mark || e.project_id || '/' || e.user_id),
        ('project', case when m.mark = '' then e.project_id end), ('provider', case when m.mark = '' then e.provider end),
        ('day', case when m.mark = '' then e.day end)) as s (scope, key)
      where s.key is not null and (e.held_usd_micros <> 0 or e.spent_usd_micros <> 0)
    ), sums as (
      select scope, key, sum(held)::bigint as held, sum(spent)::bigint as spent from keyed group by scope, key
    )
    select coalesce(b.scope, s.scope) as scope, coalesce(b.key, s.key) as key,
      coalesce(b.held_usd_micros, 0)::text as held, coalesce(b.spent_usd_micros, 0)::text as spent,
      coalesce(s.held, 0)::text as rows_held, coalesce(s.spent, 0)::text as rows_spent
    from fantascope.budget b full join sums s on s.scope = b.scope and s.key = b.key
    where coalesce(b.held_usd_micros, 0) <> coalesce(s.held, 0) or coalesce(b.spent_usd_micros, 0) <> coalesce(s.spent, 0)
    order by 1, 2`);
  return rows.map(({ scope, key, held, spent, rows_held, rows_spent }) => ({
    scope: scope as Scope,
    key: String(key),
    heldUsdMicros: Number(held),
    spentUsdMicros: Number(spent),
    rowsHeldUsdMicros: Number(rows_held),
    rowsSpentUsdMicros: Number(rows_spent),
  }));
}

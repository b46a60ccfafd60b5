import { and, eq, inArray, like, ne, notLike, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { budget, cap } from '../database/schema/index.ts';
import { type BudgetKey, dayOf, emulatedPrefix, memberKey, type Scope } from './budgets.ts';
import { capsOf, type DefaultCaps, everyKey } from './caps.ts';
import { type Raiser, raiserOf } from './refusal.ts';
import type { Sight } from './sight.ts';

/** A cap with what is used of it, whole millionths of a dollar; `left` is null where there is no cap. */
export type CapUse = BudgetKey &
  Readonly<{
    capUsdMicros: number | null;
    isDefault: boolean;
    heldUsdMicros: number;
    spentUsdMicros: number;
    leftUsdMicros: number | null;
    raisedBy: Raiser;
  }>;

const MOST = 500;
const order: Readonly<Record<Scope, number>> = { day: 0, project: 1, member: 2, provider: 3, token: 4 };

/**
 * Today's cap and those of the projects and members that somebody may see (of projects they may see whole: every member's, else their own);
 * for the owner of the server also those of providers. At most 500, those in use or set by somebody.
 */
export async function listCaps(
  db: Db,
  sight: Sight,
  { nowMs, defaults }: Readonly<{ nowMs: number; defaults: DefaultCaps }>,
): Promise<readonly CapUse[]> {
  const today: BudgetKey = { scope: 'day', key: dayOf(nowMs) };
  const keys = new Map<string, BudgetKey>([[`day ${today.key}`, today]]);
  const add = (each: BudgetKey) => keys.set(`${each.scope} ${each.key}`, each);
  if (sight !== 'all') {
    for (const projectId of [...sight.whole, ...sight.own]) add({ scope: 'project', key: projectId });
    for (const projectId of sight.own) add({ scope: 'member', key: memberKey({ projectId, userId: sight.userId }) });
  }
  for (const table of [budget, cap]) {
    const rows = await db
      .selectDistinct({ scope: table.scope, key: table.key })
      .from(table)
      .where(and(ne(table.key, everyKey), notLike(table.key, `${emulatedPrefix}%`), seen(sight, table)))
      .orderBy(table.scope, table.key)
      .limit(MOST);
    for (const { scope, key } of rows) add({ scope: scope as Scope, key });
  }
  const wanted = [...keys.values()].slice(0, MOST);
  const caps = await capsOf(db, wanted, { defaults });
  const byScope = Map.groupBy(wanted, ({ scope }) => scope);
  const inUse = [...byScope].map(([scope, each]) =>
    and(
      eq(budget.scope, scope),
      inArray(
        budget.key,
        each.map(({ key }) => key),
      ),
    ),
  );
  const sums = await db
    .select()
    .from(budget)
    .where(or(...inUse));
  const used = new Map(sums.map((row) => [`${row.scope} ${row.key}`, row]));
  return caps
    .map((each): CapUse => {
      const { heldUsdMicros = 0, spentUsdMicros = 0 } = used.get(`${each.scope} ${each.key}`) ?? {};
      const leftUsdMicros = each.capUsdMicros === null ? null : Math.max(0, each.capUsdMicros - heldUsdMicros - spentUsdMicros);
      return { ...each, heldUsdMicros, spentUsdMicros, leftUsdMicros, raisedBy: raiserOf(each.scope) };
    })
    .sort((a, b) => order[a.scope] - order[b.scope] || (a.key < b.key ? -1 : 1));
}

function seen(sight: Sight, { scope, key }: typeof budget | typeof cap): SQL | undefined {
  if (sight === 'all') return inArray(scope, ['project', 'member', 'provider']);
  const members = sight.whole.map((projectId) => and(eq(scope, 'member'), like(key, `${projectId}/%`)));
  return members.length === 0 ? sql`false` : or(...members);
}

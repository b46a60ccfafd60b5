import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { asset } from '../database/schema/index.ts';
import { wordQueries } from './search-words.ts';

/**
 * How many files of a list are looked at one after another, first a few, then more, before those that are wanted are gathered instead; and how
 * many are gathered at most: what is more than that in one project is not so rare that the walk would not meet a page of it.
 */
const usual = { walked: [1500, 8000], gathered: 4000 } as const;
type Bounds = Readonly<{ walked: readonly number[]; gathered: number }>;
/** One file in so many is rare: of half a million, 2700 are gathered in the time that the longer walk takes. */
const RARE = 188;
/** Words looked at one by one; more have to be together, and are gathered so. */
const MOST_COUNTED = 6;

/** What a search asks: the words as typed, and what narrows the list beside them. `after` is the condition of a page's place. */
export type WordSearch = Readonly<{
  projectId: string;
  words: string;
  kind?: string | undefined;
  origin?: string | undefined;
  /** Among those that were removed, instead. */
  isRemoved: boolean;
  after: SQL | undefined;
  /** Ids wanted. */
  limit: number;
}>;

/** One thing that a file has to be: a word of its name, or a label (its kind, its origin). */
type Part = Readonly<{ where: SQL; word?: string; label?: string }>;

function partsOf({ words, kind, origin }: WordSearch): readonly Part[] {
  const each = wordQueries(words);
  const queries = each.length > MOST_COUNTED ? [each.join(' & ')] : each;
  return [
    ...queries.map((word) => ({ where: sql`words @@ ${word}::tsquery`, word })),
    ...(kind === undefined ? [] : [{ where: sql`kind = ${kind}`, label: `kind ${kind}` }]),
    ...(origin === undefined ? [] : [{ where: sql`origin = ${origin}`, label: `origin ${origin}` }]),
  ];
}

/** A plan that reads the list's own index in its order, or one that gathers: the planner knows neither how often two words come together nor where in time. */
async function planBy(tx: Tx, way: 'walk' | 'gather'): Promise<void> {
  const [walk, gather] = way === 'walk' ? ['on', 'off'] : ['off', 'on'];
  // Bits of a million files have room in 32 MB; without it whole pages are kept, and read anew.
  await tx.execute(sql`select set_config('enable_indexscan', ${walk}, true), set_config('enable_indexonlyscan', ${walk}, true),
    set_config('enable_bitmapscan', ${gather}, true), set_config('enable_sort', ${gather}, true), set_config('enable_seqscan', 'off', true),
    set_config('work_mem', '32MB', true), set_config('jit', 'off', true)`);
}

/**
 * Ids of the files whose names hold the words, newest first. What is common is met by walking along the list; where the first files give no
 * page, what is found is rare, and gathering all of it is quick: by the rarest word, or by all where only their meeting is rare. Words that lie
 * together far back, rare among the newest and common among the old, are walked to (0.4 s for 500 000 files); that two words of a third of a
 * million files each never come together takes 0.1 s to know. Wants a transaction of its own, which it sets planner settings for.
 */
export async function findByWords(tx: Tx, search: WordSearch, { walked, gathered }: Bounds = usual): Promise<readonly string[]> {
  const parts = partsOf(search);
  // Words that nothing can be looked for by find nothing, rather than everything.
  if (!parts.some(({ word }) => word !== undefined)) return [];
  await planBy(tx, 'walk');
  let rare: readonly Part[] = [];
  for (const most of walked) {
    const met = await walk(tx, { search, parts, most });
    if (met.length === search.limit) return met;
    const { looked, hits } = await count(tx, { search, parts, most });
    // The walk came to the list's end.
    if (looked < most) return met;
    rare = parts.filter((_, at) => (hits[at] ?? 0) * RARE <= most);
    if (rare.length > 0) break;
  }
  await planBy(tx, 'gather');
  const found = await gather(tx, { search, parts, by: rare.length > 0 ? rare : parts, most: gathered });
  if (found !== null) return found;
  await planBy(tx, 'walk');
  return walk(tx, { search, parts, most: null });
}

type Way = Readonly<{ search: WordSearch; parts: readonly Part[]; most: number | null }>;

const all = (parts: readonly Part[]): SQL =>
  sql.join(
    parts.map(({ where }) => where),
    sql` and `,
  );

/** The list from the page's place on, without what narrows it. */
function list({ search, most }: Pick<Way, 'search' | 'most'>): SQL {
  const { projectId, isRemoved, after } = search;
  const [time, isIn] = isRemoved ? [asset.removedAt, sql`is not null`] : [asset.createdAt, sql`is null`];
  // OFFSET 0 keeps the words out of this inner question, where they would change the way it is answered.
  return sql`select ${asset.id}, ${asset.kind}, ${asset.origin}, ${asset.words} from ${asset}
    where ${asset.projectId} = ${projectId} and ${asset.removedAt} ${isIn} ${after === undefined ? sql`` : sql`and ${after}`}
    order by ${time} desc, ${asset.id} desc ${most === null ? sql`offset 0` : sql`limit ${most}`}`;
}

async function walk(tx: Tx, { search, parts, most }: Way): Promise<readonly string[]> {
  const { rows } = await tx.execute<{ id: string }>(
    sql`select id from (${list({ search, most })}) looked where ${all(parts)} limit ${search.limit}`,
  );
  return rows.map(({ id }) => id);
}

/** How many files the walk looked at, and how many of them were each thing by itself. */
async function count(tx: Tx, { search, parts, most }: Way): Promise<Readonly<{ looked: number; hits: readonly number[] }>> {
  const each = parts.map(({ where }) => sql`(count(*) filter (where ${where}))::int`);
  const { rows } = await tx.execute<{ looked: number; hits: readonly number[] }>(
    sql`select count(*)::int as looked, array[${sql.join(each, sql`, `)}] as hits from (${list({ search, most })}) looked`,
  );
  return rows[0] ?? { looked: 0, hits: [] };
}

/** All that GIN finds of the project `by` some parts, narrowed by the others and put in order; null where that is too much. */
async function gather(
  tx: Tx,
  { search, parts, by, most }: Readonly<{ search: WordSearch; parts: readonly Part[]; by: readonly Part[]; most: number }>,
): Promise<readonly string[] | null> {
  const { isRemoved, after, limit } = search;
  const labels = [search.projectId, ...by.flatMap(({ label }) => label ?? [])];
  // Each by itself: GIN puts lists together quicker than a tsquery of all of them.
  const words = by.filter(({ word }) => word !== undefined).map(({ where }) => sql`and ${where}`);
  const time = isRemoved ? sql`removed_at` : sql`created_at`;
  const { rows } = await tx.execute<{ count: number; ids: readonly string[] }>(sql`with asset as materialized (
      select id, created_at, removed_at, kind, origin, words from fantascope.asset
      where array[project_id, 'kind ' || kind, 'origin ' || origin] @> ${sql.param(labels)}::text[]
        ${sql.join(words, sql` `)} limit ${most + 1})
    select (select count(*)::int from asset) as count, array(
      select id from asset where ${all(parts)} and removed_at ${isRemoved ? sql`is not null` : sql`is null`}
        ${after === undefined ? sql`` : sql`and ${after}`}
      order by ${time} desc, id desc limit ${limit}) as ids`);
  const [row] = rows;
  return row === undefined || row.count > most ? null : row.ids;
}

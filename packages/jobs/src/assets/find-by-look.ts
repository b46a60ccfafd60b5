import { type ColourName, colourBits, SHARE_BITS, SKETCH_BITS } from '@fantascope/stage/sketch';
import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { wordQueries } from './search-words.ts';

/** What a search by look asks. Something to be like, or colours, or both: those that have all of the colours, ordered by likeness. */
export type LookSearch = Readonly<{
  projectId: string;
  /** The bits of what is looked for. */
  like: string | undefined;
  colours: readonly ColourName[];
  words: string | undefined;
  kind: string | undefined;
  origin: string | undefined;
  /** Among those that were removed, instead. */
  isRemoved: boolean;
  /** The last one of the page before. */
  after: FarAway | undefined;
  /** Files wanted. */
  limit: number;
}>;

/** How far a file is from what is looked for: by likeness 0 (the same) and more; by colours 0 (nothing but them) and more. */
export type FarAway = Readonly<{ id: string; far: number }>;

const bits = (text: string): SQL => sql`${text}::bit(${sql.raw(String(SKETCH_BITS))})`;

/**
 * The files of a project that look like something, the nearest first, by id where they are equally near. Files that nobody has looked at yet are
 * not among them. Reads all sketches of the project out of one index, 100 000 in some 30 ms, or only those that rare words leave. Wants a
 * transaction of its own, which it sets planner settings for.
 */
export async function findByLook(tx: Tx, search: LookSearch): Promise<readonly FarAway[]> {
  const { projectId, like, colours, words, kind, origin, isRemoved, after, limit } = search;
  const queries = words === undefined ? [] : wordQueries(words);
  // Words that nothing can be looked for by find nothing, rather than everything.
  if (words !== undefined && queries.length === 0) return [];
  // A second process would be started for what takes 30 ms, and the whole table read where it is all of one project's. Pages of the index lie in
  // memory: counted as from a disk, common words would be gathered by GIN, their rows fetched one by one.
  await tx.execute(sql`select set_config('enable_seqscan', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
    set_config('jit', 'off', true), set_config('random_page_cost', '1', true)`);
  const { all, has } = colourBits(colours);
  const far =
    like === undefined ? sql`${SHARE_BITS * colours.length} - bit_count(sketch & ${bits(all)})` : sql`bit_count(sketch # ${bits(like)})`;
  const where = [
    sql`project_id = ${projectId}`,
    isRemoved ? sql`removed_at is not null` : sql`removed_at is null`,
    sql`sketch is not null`,
    ...(colours.length === 0 ? [] : [sql`sketch & ${bits(has)} = ${bits(has)}`]),
    ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
    ...(origin === undefined ? [] : [sql`origin = ${origin}`]),
    ...queries.map((word) => sql`words @@ ${word}::tsquery`),
  ];
  const { rows } = await tx.execute<{ id: string; far: number }>(sql`
    select id, far from (select id, (${far})::int as far from fantascope.asset where ${sql.join(where, sql` and `)} offset 0) met
    ${after === undefined ? sql`` : sql`where (far, id) > (${after.far}::bigint, ${after.id})`}
    order by far, id limit ${limit}`);
  return rows;
}

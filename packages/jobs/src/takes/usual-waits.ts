import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database/database.ts';

/** How many of a model's last takes are looked at. */
const LAST = 20;

/** A model, and whether it is emulated now: an emulated take takes as long as its emulator was told, which says nothing of the provider. */
export type Waited = Readonly<{ model: string; isEmulated: boolean }>;

/** From being asked for to being ready, seconds: the median of the last takes of each model that this server has seen ready. Models without any are left out. */
export async function usualWaits(db: Db | Tx, models: readonly Waited[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.execute<{ model: string; sec: number | null }>(sql`
    select asked.model, (
      select percentile_cont(0.5) within group (order by last.sec) from (
        select extract(epoch from ended_at - created_at)::float8 as sec from fantascope.take
        where take.model = asked.model and take.is_emulated = asked.emulated and state = 'ready' and imported is null
        order by ended_at desc limit ${LAST}
      ) last
    ) as sec
    from jsonb_to_recordset(${JSON.stringify(models.map(({ model, isEmulated }) => ({ model, emulated: isEmulated })))}::jsonb) as asked(model text, emulated boolean)`);
  return new Map(rows.flatMap(({ model, sec }) => (sec === null ? [] : [[model, Math.round(sec * 10) / 10]])));
}

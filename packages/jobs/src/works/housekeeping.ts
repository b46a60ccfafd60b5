import { opendir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type SQL, sql } from 'drizzle-orm';
import { assetFolder } from '../assets/open-asset-store.ts';
import type { Engine, Workflow } from '../engine/engine.ts';
import { settingOf } from '../people/run-time-settings.ts';
import type { JobRoom } from './job-room.ts';
import { workFolder } from './work-folder.ts';

/** The workflow's name, and the name of its schedule. */
export const housekeepingName = 'housekeeping';
/** At seventeen minutes past every hour; seconds first. */
export const housekeepingCron = '0 17 * * * *';

const DAY_MS = 24 * 3_600_000;
const BATCH = 2000;
/** Batches of one kind in one run: what is left is left to the next. */
const MOST_BATCHES = 50;

/** How many of what were cleared away. */
export type Housekept = Readonly<Record<'idempotency' | 'events' | 'workers' | 'workflows' | 'files', number>>;

/**
 * Clears away what only grows: first answers to Idempotency-Keys after 7 days, events after as many as the setting says (90), workers that are long
 * dead, ended workflows of the engine after 30 days, and temporary files that nobody has touched for a day. Nothing that was made or paid for, and none
 * of the views and caches, which have their own bounds. Bounded in each run; again at any time is harmless.
 */
export async function keepHouse(room: JobRoom, engine: Pick<Engine, 'forget'>): Promise<Housekept> {
  const { ports, home, worker } = room;
  const nowMs = ports.nowMs();
  const before = (days: number) => sql`${new Date(nowMs - days * DAY_MS).toISOString()}::timestamptz`;
  const keepDays = await settingOf(room, 'events.keepDays');
  const idempotency = await thin(room, { table: 'idempotency', where: sql`at < ${before(7)}` });
  const events = await thin(room, { table: 'event', where: sql`at < ${before(keepDays)}` });
  const workers = await thin(room, { table: 'worker', where: sql`taken_over_at < ${before(30)}` });
  let workflows = 0;
  for (let round = 0; round < MOST_BATCHES; round += 1) {
    worker.signal.throwIfAborted();
    const gone = await engine.forget({ endedBeforeMs: nowMs - 30 * DAY_MS, most: BATCH / 4 });
    workflows += gone;
    if (gone < BATCH / 4) break;
  }
  let files = 0;
  for (const folder of [workFolder(home), join(assetFolder(home), 'incoming')]) files += await clearOld(folder, nowMs - DAY_MS);
  return { idempotency, events, workers, workflows, files };
}

/** The workflow; one of its runs is enough for all workers. */
export function housekeeping(room: JobRoom, engine: () => Pick<Engine, 'forget'>): Workflow {
  return async (work) => {
    await work.step('keep', () => keepHouse(room, engine()));
  };
}

/** Removes rows a batch at a time, so that nobody waits long for a lock. */
async function thin(
  { database, worker }: JobRoom,
  { table, where }: Readonly<{ table: 'idempotency' | 'event' | 'worker'; where: SQL }>,
): Promise<number> {
  const name = sql.raw(`fantascope."${table}"`);
  let gone = 0;
  for (let round = 0; round < MOST_BATCHES; round += 1) {
    worker.signal.throwIfAborted();
    const { rowCount } = await database.db.execute(
      sql`delete from ${name} where ctid = any(array(select ctid from ${name} where ${where} limit ${BATCH}))`,
    );
    gone += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) break;
  }
  return gone;
}

/** Removes what nobody has touched since a time; a folder that is not there holds nothing. */
async function clearOld(folder: string, beforeMs: number): Promise<number> {
  const entries = await opendir(folder).catch(() => null);
  if (entries === null) return 0;
  let gone = 0;
  for await (const entry of entries) {
    const path = join(folder, entry.name);
    const found = await stat(path).catch(() => null);
    if (found === null || found.mtimeMs >= beforeMs) continue;
    await rm(path, { recursive: true, force: true });
    gone += 1;
  }
  return gone;
}

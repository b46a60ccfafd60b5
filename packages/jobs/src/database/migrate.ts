import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Fault } from '@fantascope/film';
import type { ClientBase, Pool } from 'pg';
import { advisoryLocks } from './advisory-locks.ts';

/** Our schemas: tables, the engine's, people's accounts. */
export const ourSchemas = ['fantascope', 'fantascope_engine', 'fantascope_auth'] as const;

/** The comment by which a schema of these names is known to be ours; 0001_guards.sql writes it. */
const mark = 'Fantascope';

/** Rows that are put in after the step they were taken at, before later steps change them. */
export type Load = Readonly<{ steps: readonly TakenStep[]; into: (client: ClientBase) => Promise<void> }>;

type Step = Readonly<{ name: string; sql: string; sha256: string }>;

async function knownSteps(): Promise<readonly Step[]> {
  const folder = new URL('./migrations/', import.meta.url);
  const names = (await readdir(fileURLToPath(folder))).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(new URL(name, folder), 'utf8')).replaceAll('\r\n', '\n');
      return { name: name.slice(0, -4), sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** A step that a database has taken, by the hash of its text. */
export type TakenStep = Readonly<{ step: number; name: string; sha256: string }>;

/** The steps the database has taken; [] where it is empty. Throws jobs.database-foreign where one of our schemas is there and not ours. */
export async function takenSteps(client: ClientBase): Promise<readonly TakenStep[]> {
  const { rows: schemas } = await client.query<{ name: string; mark: string | null; database: string }>(
    `select nspname as name, obj_description(oid, 'pg_namespace') as mark, current_database() as database from pg_namespace where nspname = any($1)`,
    [ourSchemas],
  );
  const foreign = schemas.find((schema) => schema.mark !== mark);
  if (foreign) throw new Fault('jobs.database-foreign', { schema: foreign.name, database: foreign.database });
  if (!schemas.some(({ name }) => name === 'fantascope')) return [];
  return (await client.query<TakenStep>('select step, name, sha256 from fantascope.migration order by step')).rows;
}

/** SQLSTATE 42501, insufficient_privilege. */
function isNoRight(error: unknown): error is Error {
  return (error as { code?: unknown }).code === '42501';
}

function checkSteps(taken: readonly TakenStep[], known: readonly Step[]): void {
  if (taken.length > known.length) throw new Fault('jobs.database-newer', { found: taken.length, known: known.length });
  for (const [at, { name, sha256 }] of taken.entries())
    if (known[at]?.sha256 !== sha256) throw new Fault('jobs.database-edited', { migration: name });
}

/** Whether an empty database can be filled with rows taken at these steps. Throws jobs.restore-not-empty and what `migrate` throws. */
export async function checkLoad(client: ClientBase, steps: readonly TakenStep[]): Promise<void> {
  if ((await takenSteps(client)).length > 0) throw new Fault('jobs.restore-not-empty', { whereEn: 'the database', whereZh: '数据库' });
  checkSteps(steps, await knownSteps());
}

async function takeStep(client: ClientBase, { name, sql, sha256 }: Step, { at, nowMs }: Readonly<{ at: number; nowMs: number }>) {
  await client.query(sql);
  const row = [at, name, sha256, new Date(nowMs)];
  await client.query('insert into fantascope.migration (step, name, sha256, applied_at) values ($1, $2, $3, $4)', row);
}

/**
 * Brings a database to the newest step: forward only, all steps or none, one process at a time. `load` fills an empty one on the way. Throws
 * jobs.database-foreign, jobs.database-newer, jobs.database-edited, jobs.database-no-right and jobs.restore-not-empty; then nothing was changed.
 */
export async function migrate(pool: Pool, { nowMs, load }: Readonly<{ nowMs: () => number; load?: Load }>): Promise<void> {
  const steps = await knownSteps();
  const client = await pool.connect();
  try {
    await client.query('begin');
    // Of the transaction rather than the session, so that it also holds behind a pooler, and is let go however this ends.
    await client.query('select pg_advisory_xact_lock($1)', [advisoryLocks.migrate]);
    const taken = await takenSteps(client);
    if (load) await checkLoad(client, load.steps);
    checkSteps(taken, steps);
    for (const [at, step] of steps.entries()) {
      if (at === load?.steps.length) await load.into(client);
      if (at >= taken.length) await takeStep(client, step, { at, nowMs: nowMs() });
    }
    if (load?.steps.length === steps.length) await load.into(client);
    await client.query('commit');
    client.release();
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    // Not back into the pool: its connection may be broken.
    client.release(true);
    if (isNoRight(error)) throw new Fault('jobs.database-no-right', { reason: error.message, database: pool.options.database ?? '' });
    throw error;
  }
}

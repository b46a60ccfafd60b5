import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '@fantascope/take';
import { Client } from 'pg';
import { databasePlace } from './database-place.ts';
import { EmbeddedServer } from './embedded-server.ts';

const variable = 'FANTASCOPE_TEST_RUN';
const prefix = 'fantascope-test-run-';

/** The name of this test run, its main process's number; throws outside of one. */
export function testRunName(): string {
  const name = process.env[variable];
  if (!name) throw new Error('testDatabase() works only in the vitest project "slow", whose set-up starts and ends its server.');
  return name;
}

/** The data folder of a run's server. As root its database lies where the system user can enter: beside the real one, never in it. */
export function testRunPlaces(name = testRunName()): Readonly<{ home: string; env: Environment }> {
  return { home: join(tmpdir(), `${prefix}${name}`), env: { FANTASCOPE_DATABASE_HOME: '/var/lib/fantascope-tests' } };
}

async function endRun(name: string): Promise<void> {
  const { home, env } = testRunPlaces(name);
  if (!existsSync(home)) return;
  const place = await databasePlace(home, env);
  await (await EmbeddedServer.open(place)).close({ evenInUse: true });
  for (const folder of [place.folder, place.socket, home]) await rm(folder, { recursive: true, force: true });
}

async function dropGiven(url: string, name: string): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ datname: string }>('select datname from pg_database where datname like $1', [
      `fantascope\\_%\\_${name}%`,
    ]);
    for (const { datname } of rows) {
      await admin.query(`alter database ${datname} is_template false`);
      await admin.query(`drop database if exists ${datname} with (force)`);
    }
  } finally {
    await admin.end();
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What runs that were killed left behind: their servers would run until the machine stops. */
async function endForgottenRuns(): Promise<void> {
  for (const entry of await readdir(tmpdir())) {
    const name = entry.startsWith(prefix) ? entry.slice(prefix.length) : '';
    if (/^\d+$/.test(name) && !isRunning(Number(name))) await endRun(name).catch(() => undefined);
  }
}

/** Vitest's global set-up of the project `slow`: names the run; its server is started by the first test that asks for a database, and ended here. */
export async function setup(): Promise<() => Promise<void>> {
  const name = String(process.pid);
  process.env[variable] = name;
  await endForgottenRuns();
  return async () => {
    const url = process.env['FANTASCOPE_TEST_DATABASE_URL'];
    await (url ? dropGiven(url, name) : endRun(name));
  };
}

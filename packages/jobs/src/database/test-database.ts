import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Database } from './database.ts';
import { databasePlace } from './database-place.ts';
import { EmbeddedServer } from './embedded-server.ts';
import { databaseAt } from './open-database.ts';
import { testRunName, testRunPlaces } from './test-run.ts';

/** Nothing of a test is to survive a power cut; everything else is as in earnest. */
const unsynced = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/** The server of this run, started by whichever process asks first and left running for the others. */
async function startServer(): Promise<string> {
  const { home, env } = testRunPlaces();
  const server = await EmbeddedServer.open(await databasePlace(home, env), unsynced);
  await server.leave();
  return server.url('postgres');
}

let started: Promise<string> | undefined;

function adminUrl(): Promise<string> {
  const given = process.env['FANTASCOPE_TEST_DATABASE_URL'];
  started ??= given ? Promise.resolve(given) : startServer();
  return started;
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** Makes the migrated template once a run, whichever process comes first. */
async function ensureTemplate(admin: Client, url: string, template: string): Promise<void> {
  await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [template]);
    if (rowCount === 1) return;
    await admin.query(`drop database if exists ${template}`);
    await admin.query(`create database ${template} template template0 encoding 'UTF8'`);
    const database = await databaseAt(withDatabase(url, template));
    await database.close();
    await admin.query(`alter database ${template} is_template true`);
  } finally {
    await admin.query('select pg_advisory_unlock(hashtext($1))', [template]);
  }
}

async function asAdmin<T>(url: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/**
 * A fresh, empty, migrated database of its own for a test, on the embedded server of this test run, or on the PostgreSQL that
 * FANTASCOPE_TEST_DATABASE_URL names (whose user may create databases). `close` drops it. Only in test files of the project `slow`.
 */
export async function testDatabase({ connections = 10 } = {}): Promise<Database> {
  const url = await adminUrl();
  const template = `fantascope_template_${testRunName()}`;
  const name = `fantascope_test_${testRunName()}_${randomBytes(6).toString('hex')}`;
  await asAdmin(url, async (admin) => {
    await ensureTemplate(admin, url, template);
    await admin.query(`create database ${name} template ${template}`);
  });
  const database = await databaseAt(withDatabase(url, name), { connections });
  const close = async () => {
    await database.close();
    await asAdmin(url, (admin) => admin.query(`drop database if exists ${name} with (force)`));
  };
  return { ...database, server: process.env['FANTASCOPE_TEST_DATABASE_URL'] ? 'given' : 'embedded', close };
}

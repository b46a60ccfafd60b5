import { Fault } from '@fantascope/film';
import type { Environment } from '@fantascope/take';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import type { Database } from './database.ts';
import { databasePlace } from './database-place.ts';
import { EmbeddedServer, type ServerSettings } from './embedded-server.ts';
import { migrate } from './migrate.ts';
import * as schema from './schema/index.ts';

/** What opening a database takes. */
export type OpenDatabaseOptions = Readonly<{
  env: Environment;
  /** The data folder; made when missing. */
  home: string;
  nowMs?: () => number;
  /** Connections of this process at most. Default 10; of 200 there are, other processes and the engine want some. */
  connections?: number;
  /** For tests: settings of the embedded server beyond the usual ones. */
  serverSettings?: ServerSettings;
}>;

const oldestMajor = 15;

/** The setting that names a database, and its address; null where none is set. Throws jobs.database-url; never shows the address, which may hold a password. */
function givenUrl(env: Environment): string | null {
  const setting = ['FANTASCOPE_DATABASE_URL', 'DATABASE_URL'].find((name) => env[name]);
  if (setting === undefined) return null;
  const text = env[setting] ?? '';
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') throw new Fault('jobs.database-url', { setting });
  return text;
}

/** Host and port of an address, without its user and password. */
function hostOf(url: string): string {
  const { host, searchParams } = new URL(url);
  return searchParams.get('host') ?? host;
}

/** A pool whose idle connections may break without ending the process; whoever asks next gets a new one. */
function openPool(url: string, connections: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    application_name: `fantascope-${process.pid}`,
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', () => undefined);
  // Also one that is lent out breaks between two questions; then nobody listens, and an unheard error ends the process. Its next question fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function checkVersion(pool: Pool, url: string): Promise<void> {
  const { rows } = await pool.query<{ server_version_num: string }>('show server_version_num').catch((error: Error) => {
    throw new Fault('jobs.database-unreachable', { host: hostOf(url), reason: error.message }, { cause: error });
  });
  const found = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (!(found >= oldestMajor)) throw new Fault('jobs.database-old', { host: hostOf(url), found, wanted: oldestMajor });
}

/** A database that can be asked, at whatever step it is. */
export type ReachedDatabase = Omit<Database, 'db'>;

async function reachAt(url: string, { connections = 10 } = {}): Promise<Pool> {
  const pool = openPool(url, connections);
  try {
    await checkVersion(pool, url);
    return pool;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Reaches the database that a setting names, else the embedded one, and changes nothing in it. */
export async function reachDatabase({ env, home, serverSettings = {}, ...options }: OpenDatabaseOptions): Promise<ReachedDatabase> {
  const url = givenUrl(env);
  if (url !== null) {
    const pool = await reachAt(url, options);
    return { pool, url, server: 'given', close: () => pool.end() };
  }
  const server = await EmbeddedServer.open(await databasePlace(home, env), serverSettings);
  try {
    const pool = await reachAt(server.url(), options);
    const close = async () => {
      await pool.end();
      await server.close();
    };
    return { pool, url: server.url(), server: 'embedded', close };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/**
 * Opens the database that FANTASCOPE_DATABASE_URL or DATABASE_URL names, else the embedded one of the data folder, and brings it to the newest
 * step. `close` ends the pool and, for the embedded server, stops it where nobody else uses it. Throws the faults jobs.database-*.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const reached = await reachDatabase(options);
  try {
    await migrate(reached.pool, { nowMs: options.nowMs ?? Date.now });
    return { ...reached, db: drizzle(reached.pool, { schema }) };
  } catch (error) {
    await reached.close();
    throw error;
  }
}

/** Opens the database at an address, as if a setting named it. */
export function databaseAt(url: string, options: Readonly<{ nowMs?: () => number; connections?: number }> = {}): Promise<Database> {
  return openDatabase({ env: { DATABASE_URL: url }, home: '', ...options });
}

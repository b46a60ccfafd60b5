import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import type * as schema from './schema/index.ts';

/** Drizzle over our schema; what a transaction is given too. */
export type Db = NodePgDatabase<typeof schema>;
/** A transaction of it. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

/** An open database, migrated. */
export type Database = Readonly<{
  db: Db;
  pool: Pool;
  /** For the engine, which keeps its own connections and schema (`fantascope_engine`). Holds a password where there is one: never shown. */
  url: string;
  /** Whose server it is: ours, started from npm's binaries, or one that a setting names. */
  server: 'embedded' | 'given';
  close: () => Promise<void>;
}>;

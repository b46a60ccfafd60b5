import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { ClientBase } from 'pg';

/** A table of ours, quoted for SQL as `"schema"."table"`. */
export type TableName = Readonly<{ schema: string; table: string }>;

const rowsAtOnce = 1000;

/** A table's name for SQL. */
export function quoted({ schema, table }: TableName): string {
  return [schema, table].map((name) => `"${name.replaceAll('"', '""')}"`).join('.');
}

/** The tables of some schemas, each after those that it refers to: in this order their rows can be put in. */
export async function tablesInOrder(client: ClientBase, schemas: readonly string[]): Promise<readonly TableName[]> {
  const { rows: tables } = await client.query<TableName>(
    `select n.nspname as schema, c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname = any($1) order by 1, 2`,
    [schemas],
  );
  // By their plain names: `regclass` leaves a schema out that is in the user's own search path, and quotes words of SQL.
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select own.nspname || '.' || f.relname as from, other.nspname || '.' || t.relname as to from pg_constraint c
     join pg_class f on f.oid = c.conrelid join pg_namespace own on own.oid = f.relnamespace
     join pg_class t on t.oid = c.confrelid join pg_namespace other on other.oid = t.relnamespace
     where c.contype = 'f' and own.nspname = any($1) and c.conrelid <> c.confrelid`,
    [schemas],
  );
  const plain = ({ schema, table }: TableName) => `${schema}.${table}`;
  const ordered: TableName[] = [];
  const seen = new Set<string>();
  const place = (table: TableName): void => {
    if (seen.has(plain(table))) return;
    seen.add(plain(table));
    for (const { from, to } of references) if (from === plain(table)) for (const other of tables) if (plain(other) === to) place(other);
    ordered.push(table);
  };
  for (const table of tables) place(table);
  return ordered;
}

/**
 * Writes a table's rows into a file, one a line: a JSON string of the row in PostgreSQL's own text, which any type goes through unchanged
 * (JSON alone would confuse a JSON null with no value, and round long numbers). Inside a transaction.
 */
export async function writeRows(client: ClientBase, table: TableName, path: string): Promise<Readonly<{ rows: number; sha256: string }>> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  let rows = 0;
  try {
    await client.query(`declare table_rows no scroll cursor for select t::text as line from ${quoted(table)} t`);
    for (;;) {
      const { rows: some } = await client.query<{ line: string }>(`fetch ${rowsAtOnce} from table_rows`);
      if (some.length === 0) break;
      const text = some.map(({ line }) => `${JSON.stringify(line)}\n`).join('');
      hash.update(text);
      await file.writeFile(text);
      rows += some.length;
    }
    await client.query('close table_rows');
    await file.sync();
  } finally {
    await file.close();
  }
  return { rows, sha256: hash.digest('hex') };
}

/** Puts the rows of such a file into the table; gives how many they were. */
export async function readRows(client: ClientBase, table: TableName, path: string): Promise<number> {
  const name = quoted(table);
  // Without `offset 0` the text of a row would be read again for each of its columns.
  const sql = `insert into ${name} select (whole.line).* from (select line::${name} as line from unnest($1::text[]) line offset 0) whole`;
  let some: string[] = [];
  let rows = 0;
  const flush = async () => {
    if (some.length > 0) await client.query(sql, [some]);
    rows += some.length;
    some = [];
  };
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    some.push(JSON.parse(line) as string);
    if (some.length === rowsAtOnce) await flush();
  }
  await flush();
  return rows;
}

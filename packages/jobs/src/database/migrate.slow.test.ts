import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { openDatabase } from './open-database.ts';
import { testDatabase } from './test-database.ts';

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

/** Opens the same database as a server would that a setting names. */
const openAgain = () =>
  openDatabase({ env: { FANTASCOPE_DATABASE_URL: database.url, DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }, home: '/none' });

/** As before its first step. */
const emptied = 'drop schema fantascope cascade; drop schema fantascope_engine cascade; drop schema fantascope_auth cascade';

describe('a database that a setting names', () => {
  test('is used as it is, on PostgreSQL 15 and newer, and twice is once', async () => {
    const again = await openAgain();
    expect(again.server).toBe('given');
    const { rows } = await again.pool.query('select step, name from fantascope.migration order by step');
    expect(rows).toEqual([
      { step: 0, name: '0000_house' },
      { step: 1, name: '0001_guards' },
      { step: 2, name: '0002_sketch' },
    ]);
    await again.close();
  });

  test.each(['fantascope', 'fantascope_engine', 'fantascope_auth'])(
    'is refused where a schema %s is somebody else’s, and left as it was',
    async (name) => {
      await database.pool.query(`${emptied}; create schema ${name}; create table ${name}.theirs (id int)`);
      await expect(openAgain()).rejects.toMatchObject({ code: 'jobs.database-foreign', params: { schema: name } });
      const { rows } = await database.pool.query(
        `select schema_name from information_schema.schemata where schema_name like 'fantascope%'`,
      );
      expect(rows).toEqual([{ schema_name: name }]);
    },
  );

  test('is refused where a newer Fantascope has been', async () => {
    await database.pool.query(`insert into fantascope.migration values (3, '0003_future', 'f', now())`);
    await expect(openAgain()).rejects.toMatchObject({ code: 'jobs.database-newer', params: { found: 4, known: 3 } });
  });

  test('is refused where a step it took had another text', async () => {
    await database.pool.query(`update fantascope.migration set sha256 = 'f' where step = 0`);
    await expect(openAgain()).rejects.toMatchObject({ code: 'jobs.database-edited', params: { migration: '0000_house' } });
  });

  test('is brought to the newest step by one of two processes that open it at once', async () => {
    await database.pool.query(emptied);
    const script = `
      import { openDatabase } from ${JSON.stringify(new URL('open-database.ts', import.meta.url).href)};
      const database = await openDatabase({ env: { DATABASE_URL: process.argv[1] }, home: '/none' });
      await database.close();`;
    const ends = await Promise.all(
      [1, 2].map(() => once(spawn(process.execPath, ['--input-type=module', '-e', script, database.url], { stdio: 'inherit' }), 'exit')),
    );
    expect(ends).toEqual([
      [0, null],
      [0, null],
    ]);
    expect((await database.pool.query('select count(*)::int as steps from fantascope.migration')).rows).toEqual([{ steps: 3 }]);
  });

  test('is refused where its user may not make schemas, by a sentence that says so', async () => {
    const name = database.url.match(/fantascope_test_\w+/)?.[0];
    const user = `${name}_guest`;
    await database.pool.query(`${emptied}; create role ${user} login password 'guest'`);
    const url = new URL(database.url);
    // By `set role` rather than by signing in: the embedded server knows no passwords.
    url.searchParams.set('options', `-c role=${user}`);
    try {
      await expect(openDatabase({ env: { DATABASE_URL: url.href }, home: '/none' })).rejects.toMatchObject({
        code: 'jobs.database-no-right',
      });
    } finally {
      await database.pool.query(`drop role ${user}`);
    }
  });

  test('that cannot be reached is said so without its password; what is no address is refused by the setting’s name', async () => {
    const open = (DATABASE_URL: string) => openDatabase({ env: { DATABASE_URL }, home: '/none' }).catch((error: unknown) => error);
    expect(await open('postgresql://me:hidden@127.0.0.1:1/none')).toMatchObject({
      code: 'jobs.database-unreachable',
      params: { host: '127.0.0.1:1' },
    });
    expect(String(await open('postgresql://me:hidden@127.0.0.1:1/none'))).not.toContain('hidden');
    expect(await open('mysql://me:hidden@host/none')).toMatchObject({ code: 'jobs.database-url', params: { setting: 'DATABASE_URL' } });
  });
});

describe('the tables', () => {
  test('keep rows of the audit as they were written', async () => {
    const { pool } = database;
    await pool.query(
      `insert into fantascope.audit (at, actor_id, door, operation, outcome) values (now(), 'user_1', 'cli', 'shot.edit', 'done')`,
    );
    for (const sql of [`update fantascope.audit set outcome = 'x'`, 'delete from fantascope.audit', 'truncate fantascope.audit'])
      await expect(pool.query(sql)).rejects.toMatchObject({ code: 'FS001' });
  });

  test.each(['take_row', 'ledger_entry', 'audit', 'revision'])('only grow: %s', async (table) => {
    const { rows } = await database.pool.query(
      `select tgname from pg_trigger where tgrelid = ('fantascope.' || $1)::regclass and not tgisinternal and tgenabled = 'O' order by tgname`,
      [table],
    );
    expect(rows).toEqual([{ tgname: `${table}_not_emptied` }, { tgname: `${table}_only_grows` }]);
  });

  test('are those of schema/: drizzle-kit finds nothing to add to the checked-in steps', async () => {
    const jobs = fileURLToPath(new URL('../..', import.meta.url));
    const kit = fileURLToPath(new URL('../../../../node_modules/drizzle-kit/bin.cjs', import.meta.url));
    const out = await mkdtemp(join(tmpdir(), 'fantascope-steps-'));
    try {
      await cp(join(jobs, 'src/database/migrations'), out, { recursive: true });
      const before = await readdir(out);
      // drizzle-kit reads an absolute folder as one below its own, and ends with 0 whatever happens.
      const args = ['generate', '--dialect', 'postgresql', '--schema', './src/database/schema/index.ts', '--out', relative(jobs, out)];
      const { stdout } = await promisify(execFile)(process.execPath, [kit, ...args], { cwd: jobs });
      const added = (await readdir(out)).filter((name) => !before.includes(name));
      // The SQL that is missing is the message; `node packages/jobs/build-migrations.ts NAME` writes it down.
      expect(await Promise.all(added.map((name) => readFile(join(out, name), 'utf8')))).toEqual([]);
      expect(stdout).toContain('No schema changes');
    } finally {
      await rm(out, { recursive: true });
    }
  });
});

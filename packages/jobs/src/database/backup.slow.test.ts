import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AssetStore } from '../assets/asset-store.ts';
import { openFolderStore } from '../assets/folder-store.ts';
import { appendEvent, readEvents } from '../events/event-log.ts';
import { EventTail } from '../events/event-tail.ts';
import { writeDeliveries } from '../events/webhook-delivery.ts';
import { takeIn } from '../ledger/test-take.ts';
import { usualPorts } from '../open-studio.ts';
import { backup } from './backup.ts';
import type { Database } from './database.ts';
import { restore } from './restore.ts';
import { testDatabase } from './test-database.ts';

const nowMs = () => Date.UTC(2026, 0, 1);

type House = Readonly<{ database: Database; assets: AssetStore; home: string }>;

let folder: string;
const open: Database[] = [];

/** A database, a shelf and a data folder; `isEmpty`: the database as before its first step. */
async function house(name: string, { isEmpty = false } = {}): Promise<House> {
  const database = await testDatabase();
  open.push(database);
  const drop = ['fantascope', 'fantascope_engine', 'fantascope_auth'].map((schema) => `drop schema ${schema} cascade`).join(';');
  if (isEmpty) await database.pool.query(drop);
  const home = join(folder, name);
  const assets = await openFolderStore(join(home, 'assets'));
  return { database, assets, home };
}

async function settle({ database, assets, home }: House): Promise<string> {
  const { sha256, bytes } = await assets.put(Buffer.from('every frame of it'));
  await database.pool.query('insert into fantascope.blob values ($1, $2, $3, default, now())', [sha256, bytes, 'text/plain']);
  await database.pool.query(`
    insert into fantascope.project (id, name, created_at) values ('project_1', E'雨\\n"quotes", (brackets) \\\\ and\\ttabs', now());
    insert into fantascope.setting values ('nothing', 'null', 'user_1', now()), ('long', '9007199254740993', 'user_1', now());
    insert into fantascope.audit (at, actor_id, door, operation, outcome) select now(), 'user_1', 'cli', 'shot.edit', 'done' from generate_series(1, 2345)`);
  await writeFile(join(home, 'config.json'), '{"dayUsd":7}');
  await writeFile(join(home, 'keys.secret'), 'hidden');
  return sha256;
}

const copy = (from: House, to: string) =>
  backup({ pool: from.database.pool, assets: from.assets, home: from.home, to, nowMs, software: '0.1.0' });
const bring = (from: string, into: House) => restore({ from, pool: into.database.pool, assets: into.assets, home: into.home, nowMs });

/** A hash of every row of every table of ours. */
async function fingerprint(pool: Pool): Promise<readonly unknown[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('fantascope', 'fantascope_auth') and tablename <> 'migration' order by 1`,
  );
  const found: unknown[] = [];
  for (const { name } of rows) {
    const sum = await pool.query(`select count(*)::int as rows, md5(string_agg(t::text, E'\\n' order by t::text)) as sum from ${name} t`);
    found.push({ name, ...sum.rows[0] });
  }
  return found;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-backup-'));
});
afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
  await rm(folder, { recursive: true });
});

describe('a backup', () => {
  test('restored into an empty place gives back every row, byte and counter, and no secret', async () => {
    const from = await house('from');
    const sha256 = await settle(from);
    const manifest = await copy(from, join(folder, 'copy'));
    expect(manifest).toMatchObject({
      madeAt: '2026-01-01T00:00:00.000Z',
      blobs: { count: 1, bytes: 17 },
      files: [{ file: 'config.json' }],
    });
    const into = await house('into', { isEmpty: true });
    await bring(join(folder, 'copy'), into);
    expect(await fingerprint(into.database.pool)).toEqual(await fingerprint(from.database.pool));
    expect(await readFile(await into.assets.localPath(sha256), 'utf8')).toBe('every frame of it');
    expect(await readFile(join(into.home, 'config.json'), 'utf8')).toBe('{"dayUsd":7}');
    expect((await readdir(join(folder, 'copy'), { recursive: true })).filter((name) => name.includes('secret'))).toEqual([]);
    const next = `insert into fantascope.audit (at, actor_id, door, operation, outcome) values (now(), 'user_1', 'cli', 'x', 'done') returning seq::int`;
    expect((await into.database.pool.query(next)).rows).toEqual([{ seq: 2346 }]);
  });

  test('is of one moment while the database is written to', async () => {
    const from = await house('from');
    await settle(from);
    let isOver = false;
    let pairs = 0;
    const write = async () => {
      for (; !isOver; pairs += 1)
        await from.database.pool.query(
          `with put as (insert into fantascope.setting values ($1, '1', 'user_1', now()))
           insert into fantascope.audit (at, actor_id, door, operation, outcome) values (now(), 'pair', 'cli', $1, 'done')`,
          [`pair-${pairs}`],
        );
    };
    const writing = write();
    while (pairs < 10) await pause(1);
    await copy(from, join(folder, 'copy'));
    isOver = true;
    await writing;
    const into = await house('into', { isEmpty: true });
    await bring(join(folder, 'copy'), into);
    const count = async (sql: string) =>
      (await into.database.pool.query<{ n: number }>(`select count(*)::int as n from fantascope.${sql}`)).rows[0]?.n;
    expect(await count(`setting where name like 'pair-%'`)).toBeGreaterThanOrEqual(10);
    expect(await count(`setting where name like 'pair-%'`)).toBe(await count(`audit where actor_id = 'pair'`));
  });

  test('restored where transactions are counted anew shows old events and new ones in order, to readers, streams and webhooks', async () => {
    const from = await house('from');
    await settle(from);
    const { pool } = from.database;
    // As if the old server had counted to five million; the second was committed first, and the hook has told it.
    await pool.query(`
      insert into fantascope.event (xid, project_id, subject_id, kind, data, at) values
        (5000001, 'project_1', 'take_1', 'one', '{}', now()), (5000000, 'project_1', 'take_1', 'two', '{}', now());
      insert into fantascope.webhook_endpoint (id, project_id, url, sealed_secret, kinds, xid, seq, by_user_id, created_at)
        values ('hook_1', 'project_1', 'https://example.com', '', '[]', 5000000, 2, 'user_1', now());
      insert into fantascope.webhook_delivery (id, endpoint_id, event_seq, body, state, created_at)
        values ('delivery_1', 'hook_1', 2, '', 'delivered', now())`);
    await copy(from, join(folder, 'copy'));
    const into = await house('into', { isEmpty: true });
    await bring(join(folder, 'copy'), into);
    const { db } = into.database;
    const next = { projectId: 'project_1', subjectId: 'take_1', kind: 'three', data: {}, at: new Date() };
    await db.transaction((tx) => appendEvent(tx, next));
    // Polled: the server's own housekeeping in this database can hold the new one back for a moment.
    const kinds = async () => (await readEvents(db, { from: { xid: 0, seq: 0 } })).map(({ kind }) => kind);
    await expect.poll(kinds, { timeout: 20_000 }).toEqual(['one', 'two', 'three']);
    const end = new AbortController();
    const tail = new EventTail({ db, ports: usualPorts });
    const told: string[] = [];
    for await (const { kind } of tail.follow({ from: { xid: 5000001, seq: 1 }, signal: end.signal })) if (told.push(kind) === 2) break;
    tail.close();
    expect(told).toEqual(['two', 'three']);
    await writeDeliveries({ database: into.database, ports: usualPorts });
    const { rows } = await into.database.pool.query('select event_seq::int as seq from fantascope.webhook_delivery order by 1');
    expect(rows).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
  });

  test('restored goes on with what was sent, and calls off what the old server may have sent since', async () => {
    const from = await house('from');
    await settle(from);
    const { db, pool } = from.database;
    const [unsent, sent] = [await takeIn(db, { projectId: 'project_1' }), await takeIn(db, { projectId: 'project_1' })];
    await pool.query(`update fantascope.take set state = 'reserved'`);
    await pool.query(`insert into fantascope.take_row (take_id, kind, row, worker_id, at) values ($1, 'intent', '{}', 'worker_1', now())`, [
      sent,
    ]);
    await copy(from, join(folder, 'copy'));
    const into = await house('into', { isEmpty: true });
    await bring(join(folder, 'copy'), into);
    const { rows } = await into.database.pool.query('select id from fantascope.take where cancel_asked_at is not null');
    expect(rows).toEqual([{ id: unsent }]);
  });

  test('never writes over anything, and is not made where an asset’s bytes are gone', async () => {
    const from = await house('from');
    const sha256 = await settle(from);
    await expect(copy(from, from.home)).rejects.toMatchObject({ code: 'jobs.backup-in-the-way' });
    await from.assets.remove(sha256);
    await expect(copy(from, join(folder, 'copy'))).rejects.toMatchObject({ code: 'jobs.backup-lacks', params: { sha256 } });
    expect((await readdir(folder)).sort()).toEqual(['from']);
  });

  test('is refused by a place that is not empty, which stays as it was', async () => {
    const from = await house('from');
    await settle(from);
    await copy(from, join(folder, 'copy'));
    const into = await house('into');
    await expect(bring(join(folder, 'copy'), into)).rejects.toMatchObject({ code: 'jobs.restore-not-empty' });
    expect(await readdir(join(into.home, 'assets'))).toEqual(['incoming']);
    await expect(bring(join(folder, 'copy'), from)).rejects.toMatchObject({ code: 'jobs.restore-not-empty' });
  });

  const blob = createHash('sha256').update('every frame of it').digest('hex');
  test.each([
    ['a changed table', 'fantascope.project.rows'],
    ['a changed list of blobs', 'blobs.txt'],
    ['a changed blob', join('blobs', blob.slice(0, 2), blob)],
    ['a manifest that is none', 'manifest.json'],
  ])('with %s is refused, and nothing of it stays', async (_what, file) => {
    const from = await house('from');
    await settle(from);
    await copy(from, join(folder, 'copy'));
    await appendFile(join(folder, 'copy', file), ' ?');
    const into = await house('into', { isEmpty: true });
    await expect(bring(join(folder, 'copy'), into)).rejects.toMatchObject({ code: 'jobs.backup-unreadable' });
    expect((await into.database.pool.query(`select 1 from pg_namespace where nspname like 'fantascope%'`)).rows).toEqual([]);
    for await (const stored of into.assets.list()) expect(stored).toBeUndefined();
  });
});

import { newId } from '@fantascope/film';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { testDatabase } from '../database/test-database.ts';
import { appendEvent, type EventRow, newestPlace } from './event-log.ts';
import { EventTail } from './event-tail.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const projectId = newId('project', { nowMs: 0, random: Math.random });
const start = { xid: 0, seq: 0 };

/** Writes so many events, each in a transaction of its own or all in one. */
async function happen(count: number, { subjectId = 'shot_x' } = {}): Promise<void> {
  await database.db.execute(
    sql`insert into fantascope.event (project_id, subject_id, kind, data, at)
        select ${projectId}, ${subjectId}, 'shot.changed', jsonb_build_object('n', n), now() from generate_series(1, ${count}) n`,
  );
}

/** Waits until all that has happened is settled: the server's own housekeeping in this database can hold an event back for a moment. */
async function settle(): Promise<void> {
  const newest = sql`select xid::int, seq::int from fantascope.event order by xid desc, seq desc limit 1`;
  const place = (await database.db.execute(newest)).rows[0] ?? start;
  await expect.poll(() => newestPlace(database.db), { timeout: 20_000 }).toEqual(place);
}

/** A tail whose waiting only `wake` ends. */
function tailOf() {
  const waits: (() => void)[] = [];
  let slept = 0;
  const sleep = (_: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      slept += 1;
      waits.push(resolve);
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  const tail = new EventTail({ db: database.db, ports: { nowMs: () => 0, random: Math.random, sleep } });
  const wake = () => {
    for (const resolve of waits.splice(0)) resolve();
  };
  return { tail, slept: () => slept, wake };
}

async function some(reader: AsyncGenerator<EventRow>, count: number): Promise<readonly EventRow[]> {
  const rows: EventRow[] = [];
  while (rows.length < count) rows.push((await reader.next()).value as EventRow);
  return rows;
}

test('a reader that is far behind reads page after page to the end without waiting once', async () => {
  await happen(1700);
  await settle();
  const { tail } = tailOf();
  const end = new AbortController();
  // Nothing ends its waiting: it would never come.
  const reader = tail.follow({ from: start, filter: { projectIds: [projectId] }, signal: end.signal });
  const rows = await some(reader, 1700);
  expect(rows.map(({ data }) => data['n'])).toEqual(Array.from({ length: 1700 }, (_, at) => at + 1));
  end.abort();
  await reader.return(undefined);
  tail.close();
});

test('a reader at the end waits, hears what comes, and a page that is exactly full loses nothing', async () => {
  await settle();
  const from = await newestPlace(database.db);
  const subjectId = 'shot_full';
  await happen(500, { subjectId });
  await settle();
  const { tail, wake, slept } = tailOf();
  const end = new AbortController();
  const reader = tail.follow({ from, filter: { subjectId }, signal: end.signal });
  expect(await some(reader, 500)).toHaveLength(500);
  const next = reader.next();
  await expect.poll(slept).toBeGreaterThan(0);
  await database.db.transaction((tx) => appendEvent(tx, { projectId, subjectId, kind: 'shot.locked', data: {}, at: new Date(0) }));
  const waking = setInterval(wake, 5);
  expect((await next).value).toMatchObject({ kind: 'shot.locked' });
  clearInterval(waking);
  end.abort();
  expect(await reader.next()).toMatchObject({ done: true });
  tail.close();
});

test('an event that is committed after one with a later number is not skipped', async () => {
  await settle();
  const from = await newestPlace(database.db);
  const { tail, wake } = tailOf();
  const end = new AbortController();
  const reader = tail.follow({ from, filter: { projectIds: [projectId] }, signal: end.signal });
  const client = await database.pool.connect();
  const write = (kind: string) =>
    `insert into fantascope.event (project_id, subject_id, kind, data, at) values ('${projectId}', 'shot_y', '${kind}', '{}', now())`;
  await client.query('begin');
  await client.query(write('shot.first'));
  await database.pool.query(write('shot.second'));
  const waking = setInterval(wake, 5);
  const both = some(reader, 2);
  await client.query('commit');
  client.release();
  expect((await both).map(({ kind }) => kind)).toEqual(['shot.first', 'shot.second']);
  clearInterval(waking);
  end.abort();
  await reader.return(undefined);
  tail.close();
});

/** Begins a transaction that has written, and gives what ends it. */
async function begin(on: Database): Promise<() => Promise<void>> {
  const client = await on.pool.connect();
  await client.query('begin');
  await client.query('select pg_current_xact_id()');
  return async () => {
    await client.query('commit');
    client.release();
  };
}

test('a transaction in another database of the same server holds nothing back; one in this database does until it ends, and none is lost', async () => {
  await settle();
  const other = await testDatabase();
  const commitThere = await begin(other);
  await happen(3, { subjectId: 'shot_held' });
  await settle();
  const from = await newestPlace(database.db);
  const commitHere = await begin(database);
  await happen(3, { subjectId: 'shot_held' });
  const { tail, wake, slept } = tailOf();
  const end = new AbortController();
  const reader = tail.follow({ from, filter: { subjectId: 'shot_held' }, signal: end.signal });
  const held = some(reader, 3);
  await expect.poll(slept).toBeGreaterThan(0);
  expect(await newestPlace(database.db)).toEqual(from);
  await commitHere();
  const waking = setInterval(wake, 5);
  expect(await held).toHaveLength(3);
  clearInterval(waking);
  end.abort();
  await reader.return(undefined);
  tail.close();
  await commitThere();
  await other.close();
});

import { setTimeout as pause } from 'node:timers/promises';
import { createClient, PlanChanged } from '@fantascope/client';
import { eq } from 'drizzle-orm';
import { Client as Postgres } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { budget, idempotency, ledgerEntry, take } from '../../packages/jobs/src/database/schema/index.ts';
import { openDoors } from './door-calls.ts';
import { type ServerUnderTest, serverUnderTest } from './running-server.ts';

const model = 'kling/v2.5-turbo';
const wire = 'kling-v1';
const document = { subject: 'rain on a roof', camera: { moves: [{ kind: 'dolly', distanceM: 0.3 }] } } as const;

let server: ServerUnderTest;
let client: ReturnType<typeof createClient>;
let projectId: string;
let shotId: string;

beforeAll(async () => {
  server = await serverUnderTest({
    wires: [wire],
    settings: { 'rate.addressPerMinute': 100_000, 'rate.personPerMinute': 100_000 },
    more: { FANTASCOPE_DAY_USD: '100', FANTASCOPE_PROJECT_USD: '100' },
  });
  client = createClient({ baseUrl: server.url, token: server.localToken, language: 'en' });
  projectId = (await client.call('project.create', { name: 'doors' })).id;
  shotId = (await client.call('shot.create', { projectId, name: 'rain', document })).id;
});
afterAll(() => server[Symbol.asyncDispose]());

const takesHere = async () => (await client.call('take.list', { projectId, limit: 200 })).items;
const post = (body: unknown, key: string) =>
  fetch(`${server.url}/api/v1/shots/${shotId}/takes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.localToken}`, 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });

async function ended(takeId: string): Promise<string> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { take: row } = await client.call('take.show', { takeId });
    if (row.endedAt !== null) return row.state;
    await pause(100);
  }
  throw new Error(`${takeId} did not end`);
}

/** What the emulator has billed, in dollars, for how many tasks. */
const billed = () => ({
  tasks: server.emulators[wire]?.bill.length ?? 0,
  usd: (server.emulators[wire]?.bill ?? []).reduce((sum, { usd }) => sum + usd, 0),
});

describe('money is shown before it is spent', () => {
  test('at every door a spending operation first shows its plan, price and hash, and does nothing', async () => {
    const bearer = server.agentToken;
    await using doors = await openDoors({ url: server.url, bearer, home: server.home });
    const outcomes = [];
    for (const door of ['http', 'cli', 'mcp', 'client'] as const) outcomes.push(await doors[door]('take.shoot', { shotId, model }));
    const hashes = outcomes.map(({ json }) => (json as { hash: string }).hash);
    expect(outcomes.map(({ end }) => end)).toEqual(['asked', 'asked', 'asked', 'asked']);
    expect(new Set(hashes).size).toBe(1);
    for (const { json } of outcomes) expect(json).toMatchObject({ shown: { model, estimateUsd: { low: 0.35, high: 0.35 } } });
    expect(await takesHere()).toEqual([]);
    expect(billed().tasks).toBe(0);
  });

  test('an agent spends nothing, confirmed or not, until a person sets the limit of its token; then as much as that', async () => {
    await using doors = await openDoors({ url: server.url, bearer: server.agentToken, home: server.home });
    const { hash } = (await doors.mcp('take.shoot', { shotId, model })).json as { hash: string };
    expect((await doors.mcp('take.shoot', { shotId, model, confirm: `${hash}0` })).end).toBe('asked');
    expect((await doors.mcp('take.shoot', { shotId, model, confirm: hash })).end).toBe('jobs.over-token-limit');
    const { items } = await client.call('token.list', {});
    const token = items.find(({ name }) => name.includes('Agents'));
    expect(token?.spendLimitUsdMicros).toBe(0);
    await client.call('token.limit', { tokenId: token?.id as string, spendUsd: 0.5 });
    const done = await doors.mcp('take.shoot', { shotId, model, confirm: hash });
    expect(done).toMatchObject({ end: 'done', json: { isEmulated: true, heldUsdMicros: 350_000 } });
    expect(await doors.mcp('take.shoot', { shotId, model, confirm: hash })).toEqual(done);
    expect((await doors.mcp('take.shoot', { shotId, model, confirm: hash, callKey: 'once-more' })).end).toBe('jobs.over-token-limit');
    expect(await ended((done.json as { takeId: string }).takeId)).toBe('ready');
    expect(billed().tasks).toBe(1);
  });

  test('what was confirmed and has changed since is shown anew and not done', async () => {
    const preview = await client.ask('take.shoot', { shotId, model });
    const before = (await takesHere()).length;
    await client.call('shot.change', { shotId, document: { ...document, subject: 'snow on a roof' } });
    const refused = await client.call('take.shoot', { shotId, model }, { confirm: preview.hash }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PlanChanged);
    const { preview: now } = refused as PlanChanged;
    expect(now.hash).not.toBe(preview.hash);
    expect((await takesHere()).length).toBe(before);
    const { takeId } = await client.call('take.shoot', { shotId, model }, { confirm: now.hash });
    expect(await ended(takeId)).toBe('ready');
  });
});

describe('once', () => {
  test('fifty parallel identical calls with one key are one take, and another body is refused', async () => {
    const before = { takes: (await takesHere()).length, ...billed() };
    const replies = await Promise.all(Array.from({ length: 50 }, () => post({ model }, 'fifty')));
    expect([...new Set(replies.map(({ status }) => status))]).toEqual([200]);
    const takes = new Set(await Promise.all(replies.map(async (reply) => ((await reply.json()) as { takeId: string }).takeId)));
    expect(takes.size).toBe(1);
    const other = await post({ model: 'kling/v2.6' }, 'fifty');
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([409, 'jobs.key-reused']);
    expect(await ended([...takes][0] as string)).toBe('ready');
    expect((await takesHere()).length).toBe(before.takes + 1);
    expect(billed().tasks).toBe(before.tasks + 1);
  });

  test('a refused call leaves its key free', async () => {
    const refused = await post({ model: 'nobody/nothing' }, 'refused');
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect((await client.call('project.create', { name: 'other' }, { key: 'refused' })).name).toBe('other');
  });

  /** Kills the server while a call hangs on a lock that is taken here, and sends the call again to a new one. */
  async function cutOff(key: string, block: (postgres: Postgres) => Promise<void>, isHanging: () => Promise<boolean>): Promise<string> {
    const postgres = new Postgres({ connectionString: server.database.url });
    await postgres.connect();
    try {
      await postgres.query('begin');
      await block(postgres);
      const lost = post({ model }, key).then(
        () => 'answered',
        () => 'lost',
      );
      for (let tries = 0; !(await isHanging()); tries += 1) {
        if (tries > 200) throw new Error('the call does not hang');
        await pause(50);
      }
      await server.kill('SIGKILL');
      expect(await lost).toBe('lost');
      await postgres.query('rollback');
    } finally {
      await postgres.end();
    }
    await server.again();
    const reply = await post({ model }, key);
    expect(reply.status).toBe(200);
    return ((await reply.json()) as { takeId: string }).takeId;
  }

  const rowOf = async (key: string) => {
    const [row] = await server.database.db.select().from(idempotency).where(eq(idempotency.key, key));
    return row;
  };

  test('a call cut off before its money was set aside is taken up with the ids it had', async () => {
    const before = billed().tasks;
    const takeId = await cutOff(
      'before',
      async (postgres) => void (await postgres.query('lock table fantascope.budget in access exclusive mode')),
      async () => {
        const { rows } = await server.database.pool.query(
          `select 1 from pg_locks where not granted and relation = 'fantascope.budget'::regclass`,
        );
        return rows.length > 0;
      },
    );
    expect(takeId).toBe(`take_${(await rowOf('before'))?.ulid}`);
    expect(await ended(takeId)).toBe('ready');
    expect(billed().tasks).toBe(before + 1);
  });

  test('a call cut off after its take was entered, before it was answered, finds that take', async () => {
    const before = { tasks: billed().tasks, takes: (await takesHere()).length };
    const takeId = await cutOff(
      'after',
      // Whoever wants to write the answer waits; whoever only begins does not.
      async (postgres) => {
        await postgres.query(`create or replace function fantascope.wait_for_test() returns trigger language plpgsql as
          $$ begin perform pg_advisory_xact_lock_shared(99); return new; end $$`);
        await postgres.query(
          'create trigger wait_for_test before update on fantascope.idempotency for each row execute function fantascope.wait_for_test()',
        );
        await postgres.query('commit');
        await postgres.query('begin');
        await postgres.query('select pg_advisory_xact_lock(99)');
      },
      async () => {
        const row = await rowOf('after');
        if (row === undefined) return false;
        const made = await server.database.db
          .select()
          .from(take)
          .where(eq(take.id, `take_${row.ulid}`));
        return made.length === 1;
      },
    );
    expect(takeId).toBe(`take_${(await rowOf('after'))?.ulid}`);
    expect(await ended(takeId)).toBe('ready');
    expect((await takesHere()).length).toBe(before.takes + 1);
    expect(billed().tasks).toBe(before.tasks + 1);
  });
});

test('what the providers billed is what the ledger says, to the cent', async () => {
  const rows = await server.database.db.select().from(ledgerEntry).where(eq(ledgerEntry.projectId, projectId));
  const sum = (field: 'spentUsdMicros' | 'heldUsdMicros') => rows.reduce((total, row) => total + row[field], 0);
  expect(sum('spentUsdMicros')).toBe(Math.round(billed().usd * 1e6));
  expect(sum('heldUsdMicros')).toBe(0);
  // All of it emulated: nothing of it counts against what may really be spent.
  expect(await server.database.db.select().from(budget).where(eq(budget.key, projectId))).toEqual([]);
});

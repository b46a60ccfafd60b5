import { type Actor, type Operation, operations } from '@fantascope/jobs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callOf, sampleInput } from '../security/sample-input.ts';
import { join, somebody, wholeProject } from '../security/two-projects.ts';
import { ask, type TestServer, testServer } from '../test-server.ts';

let server: TestServer;
let owner: Actor;
beforeAll(async () => {
  server = await testServer({ parts: (same) => ({ ...same, identify: async () => owner }), guards: { isPaced: false } });
  owner = await somebody(server.studio, 'Owner', true);
});
afterAll(() => server.close());

const writing = operations.filter(({ effect, rights }) => effect !== 'reads' && typeof rights === 'object');

/** Kinds of events of a project since a place. */
async function told(projectId: string, seq: string): Promise<readonly string[]> {
  const { rows } = await server.studio.database.pool.query<{ kind: string }>(
    'select kind from fantascope.event where project_id = $1 and seq > $2 order by seq',
    [projectId, seq],
  );
  return rows.map(({ kind }) => kind);
}

async function lastSeq(): Promise<string> {
  const { rows } = await server.studio.database.pool.query<{ seq: string }>('select coalesce(max(seq), 0) as seq from fantascope.event');
  return rows[0]?.seq ?? '0';
}

async function send(operation: Operation, input: Record<string, unknown>) {
  const { call, body } = callOf(operation, Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)));
  return ask(server, call, body === undefined ? {} : { body });
}

/** What has to be so before an operation has something to change. */
const before: Readonly<Record<string, string>> = {
  'asset.restore': `update fantascope.asset set removed_at = now() where project_id = $1`,
  'take.import': `update fantascope.asset set kind = 'take-file' where project_id = $1`,
  'take.export': `with b as (update fantascope.blob set figures = '{}' where sha256 in (select sha256 from fantascope.asset where project_id = $1))
    update fantascope.take set state = 'ready', asset_id = (select id from fantascope.asset where project_id = $1),
    plan_id = null, shot_id = null where project_id = $1`,
  'take.shoot': pictured('shot', '{picture}'),
  'shot.render': pictured('shot', '{picture}'),
  'film.render': pictured('film', '{shots,0,picture}'),
};
function pictured(table: string, path: string): string {
  return `update fantascope.${table} set document =
    jsonb_set(document, '${path}', to_jsonb((select id from fantascope.asset where project_id = $1))) where project_id = $1`;
}

/** Those that need more than a row to have something to tell, or tell nothing to a project; each with where it is looked at. */
const otherwise: Readonly<Record<string, string>> = {
  'film.shoot': 'tells of each take that it enters, as take.shoot does; here no stored shot stands in the film',
  'hook.create': 'told to itself it would be the first delivery of every hook; the audit log has who made it',
  'hook.turn': 'as hook.create',
  'hook.remove': 'as hook.create',
  'ledger.refund': 'tells of a take that was settled: ledger.slow.test.ts',
  'ledger.resolve': 'tells of a take of unknown outcome: ledger.slow.test.ts',
  'ledger.unblock': 'tells where there was an overrun: ledger.slow.test.ts',
  'take.approve-spend': 'tells of a take that waits: ledger.slow.test.ts',
  'take.decline-spend': 'as take.approve-spend',
};

test('every operation that changes something in a project tells those who watch it', async () => {
  const silent: string[] = [];
  const { pool } = server.studio.database;
  for (const operation of writing) {
    const { name } = operation;
    const ids = await wholeProject(server.studio, name);
    await join(server.studio, owner, { projectId: ids.projectId, role: 'owner' });
    const guest = await somebody(server.studio, 'Guest');
    await join(server.studio, guest, { projectId: ids.projectId, role: 'viewer' });
    const invite = operations.find((each) => each.name === 'person.invite') as Operation;
    const { json: invited } = await send(invite, { projectId: ids.projectId, role: 'viewer' });
    const sql = before[name];
    if (sql !== undefined) await pool.query(sql, [ids.projectId]);
    const also = {
      ...{ userId: guest.userId, inviteId: invited['id'] },
      ...(name === 'take.shoot' ? { planId: undefined, model: 'fantascope/stage' } : {}),
      ...(name === 'plan.make' ? { model: 'kling/v2.5-turbo' } : {}),
    };
    const seq = await lastSeq();
    const { status } = await send(operation, sampleInput(operation, ids, also));
    const kinds = await told(ids.projectId, seq);
    if (status !== 200 || kinds.length === 0) silent.push(name);
  }
  expect(silent.sort()).toEqual(Object.keys(otherwise).sort());
});

test('who comes, goes and is made something else, and what a project is called, is told with who and what, and no address', async () => {
  const { projectId } = await wholeProject(server.studio, 'people');
  await join(server.studio, owner, { projectId, role: 'owner' });
  const guest = await somebody(server.studio, 'Guest');
  const seq = await lastSeq();
  const named = (name: string) => operations.find((each) => each.name === name) as Operation;
  await send(named('member.set'), { projectId, userId: guest.userId, role: 'artist' });
  await send(named('ledger.set-member-cap'), { projectId, userId: guest.userId, capUsd: 3 });
  await send(named('member.remove'), { projectId, userId: guest.userId });
  // Who is gone already is not told of again.
  await send(named('member.remove'), { projectId, userId: guest.userId });
  await send(named('person.invite'), { projectId, role: 'viewer', email: 'somebody@example.com' });
  await send(named('project.rename'), { projectId, name: 'Rain' });
  await send(named('project.archive'), { projectId });
  const { rows } = await server.studio.database.pool.query(
    'select kind, subject_id, data from fantascope.event where project_id = $1 and seq > $2 order by seq',
    [projectId, seq],
  );
  expect(rows).toMatchObject([
    { kind: 'member.changed', subject_id: guest.userId, data: { role: 'artist' } },
    { kind: 'member.cap-set', subject_id: guest.userId, data: {} },
    { kind: 'member.removed', subject_id: guest.userId },
    { kind: 'member.invited', data: { role: 'viewer' } },
    { kind: 'project.renamed', subject_id: projectId, data: { name: 'Rain' } },
    { kind: 'project.archived', subject_id: projectId },
  ]);
  expect(JSON.stringify(rows)).not.toContain('somebody@example.com');
});

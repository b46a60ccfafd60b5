// Attack: a token that does more than it may. Guards: authorize (scopes, project), personOnly (person-only.ts).
import { type Operation, operations } from '@fantascope/jobs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, cookiesOf, type TestServer, testServer } from '../test-server.ts';
import { callOf, type Ids, ownedFieldsOf, sampleInput } from './sample-input.ts';
import { fingerprint, wholeProject } from './two-projects.ts';

let server: TestServer;
let cookie = '';
let first: Ids;
let second: Ids;

const scopes = ['read', 'write', 'spend', 'admin'] as const;
async function token(body: Record<string, unknown>): Promise<Readonly<{ id: string; text: string }>> {
  const { status, json } = await ask(server, 'POST /api/v1/tokens', { cookie, body: { name: 'T', ...body } });
  expect([status, json['code']]).toEqual([200, undefined]);
  return { id: String(json['id']), text: String(json['token']) };
}

beforeAll(async () => {
  server = await testServer({ guards: { isPaced: false } });
  cookie = cookiesOf(await ask(server, `GET ${server.door.newLink()}`));
  [first, second] = [await wholeProject(server.studio, 'first'), await wholeProject(server.studio, 'second')];
});
afterAll(() => server.close());

const neededBy = ({ rights, effect }: Operation) =>
  rights === 'server-owner' ? 'admin' : ({ reads: 'read', writes: 'write', spends: 'spend' } as const)[effect];
const also = (operation: Operation) => (operation.name === 'take.shoot' ? { model: 'fal-ai/none' } : {});
const call = (operation: Operation, ids: Ids, bearer: string) => {
  const made = callOf(operation, sampleInput(operation, ids, also(operation)));
  return ask(server, made.call, { bearer, ...(made.body === undefined ? {} : { body: made.body }) });
};

describe('scopes', () => {
  test('of one kind do nothing of another, for every operation', async () => {
    for (const scope of scopes) {
      const { text } = await token({ scopes: [scope] });
      const before = await fingerprint(server.studio);
      for (const operation of operations) {
        if (operation.rights === 'anyone' || neededBy(operation) === scope) continue;
        const reply = await call(operation, first, text);
        expect([scope, operation.name, reply.status, reply.json['code']]).toEqual([scope, operation.name, 403, 'jobs.out-of-scope']);
      }
      expect(await fingerprint(server.studio)).toBe(before);
    }
  });

  test('of one project reach nothing of another, nor of the server', async () => {
    const { text } = await token({ scopes: ['read', 'write', 'spend'], projectId: second.projectId });
    const before = await fingerprint(server.studio);
    for (const operation of operations.filter((each) => ownedFieldsOf(each).length > 0 && each.rights !== 'server-owner')) {
      const reply = await call(operation, first, text);
      expect([operation.name, reply.status, reply.json['code']]).toEqual([operation.name, 404, 'jobs.no-such-thing']);
    }
    expect((await ask(server, 'POST /api/v1/projects', { bearer: text, body: { name: 'N' } })).status).toBe(403);
    expect(await fingerprint(server.studio)).toBe(before);
    const { json } = await ask(server, 'GET /api/v1/projects', { bearer: text });
    expect((json['items'] as { id: string }[]).map(({ id }) => id)).toEqual([second.projectId]);
    for (const operation of operations.filter(({ rights, effect }) => rights === 'signed-in' && effect === 'reads')) {
      const input = sampleInput(operation, second);
      for (const field of ownedFieldsOf(operation)) delete input[field];
      const reply = await ask(server, callOf(operation, input).call, { bearer: text });
      expect([operation.name, JSON.stringify(reply.json).includes('the secret of first')]).toEqual([operation.name, false]);
    }
  });

  test('admin is for the server’s owner and every project', async () => {
    const reply = await ask(server, 'POST /api/v1/tokens', { cookie, body: { name: 'T', scopes: ['admin'], projectId: first.projectId } });
    expect(reply.json['code']).toBe('jobs.scope-too-wide');
  });
});

describe('a token with every scope of the server’s owner', () => {
  test('widens no right: no token, key, member, invitation, limit or setting is another after every operation was called', async () => {
    const { id, text } = await token({ scopes: [...scopes] });
    const rights = /(api_token|provider_key|setting|invitation|cap|rate|"user"|user|account|session|passkey)$/;
    const tables = (name: string) => rights.test(name);
    const before = await fingerprint(server.studio, { tables });
    const membersOf = async () =>
      (
        await server.studio.database.pool.query('select * from fantascope.member where project_id = any($1)', [
          [first.projectId, second.projectId],
        ])
      ).rows;
    const members = await membersOf();
    const refused: string[] = [];
    for (const operation of operations) {
      if (operation.route.method === 'DELETE' && operation.name.startsWith('project.')) continue;
      const reply = await call(operation, first, text);
      if (reply.json['code'] === 'jobs.person-only') refused.push(operation.name);
    }
    for (const path of [`PUT /api/v1/tokens/${id}/limit`])
      expect((await ask(server, path, { bearer: text, body: { spendUsd: 100 } })).status).toBe(403);
    expect(await fingerprint(server.studio, { tables })).toBe(before);
    expect(await membersOf()).toEqual(members);
    expect(refused).toEqual(
      expect.arrayContaining([
        'token.create',
        'token.limit',
        'token.revoke',
        'key.set',
        'key.remove',
        'member.set',
        'member.remove',
        'setting.set',
      ]),
    );
    expect(refused).toEqual(
      expect.arrayContaining(['person.invite', 'person.close', 'ledger.set-cap', 'ledger.set-member-cap', 'ledger.unblock']),
    );
  });

  test('cannot use the routes of accounts and of this machine', async () => {
    const { text } = await token({ scopes: [...scopes] });
    for (const path of ['POST /enter', 'GET /auth/list-sessions', 'GET /auth/list-accounts', 'GET /auth/passkey/list-user-passkeys'])
      expect([path, (await ask(server, path, { bearer: text })).status]).toEqual([path, 401]);
  });
});

describe('what ends a token', () => {
  test('is revoking, its day, or the end of its person; and its text is nowhere kept', async () => {
    const [one, other] = [await token({ scopes: ['read'] }), await token({ scopes: ['read'], days: 1 })];
    expect((await ask(server, 'GET /api/v1/me', { bearer: one.text })).json).toMatchObject({
      token: { id: one.id, spendLimitUsdMicros: 0 },
    });
    await ask(server, `DELETE /api/v1/tokens/${one.id}`, { cookie });
    expect((await ask(server, 'GET /api/v1/me', { bearer: one.text })).status).toBe(401);
    server.clock.aheadMs += 86_400_001;
    expect((await ask(server, 'GET /api/v1/me', { bearer: other.text })).status).toBe(401);
    server.clock.aheadMs = 0;
    const { rows } = await server.studio.database.pool.query('select t::text from fantascope.api_token t');
    expect(JSON.stringify(rows)).not.toContain(other.text.slice(4));
  });

  test('a wrong bearer is nobody, whatever cookie comes with it', async () => {
    for (const bearer of ['fsc_', `fsc_${'A'.repeat(43)}`, 'A'.repeat(43), server.localToken.slice(1)])
      expect((await ask(server, 'GET /api/v1/me', { cookie, bearer })).status).toBe(401);
    for (const authorization of ['Basic b3duZXI6', 'Bearer', '', `bearer  ${server.localToken} x`])
      expect((await ask(server, 'GET /api/v1/me', { headers: { cookie, authorization } })).status).toBe(401);
  });

  test('the answer that is kept for its Idempotency-Key does not hold it', async () => {
    const sent = { cookie, body: { name: 'T', scopes: ['read'] }, headers: { 'idempotency-key': 'same' } };
    const made = await ask(server, 'POST /api/v1/tokens', sent);
    const again = await ask(server, 'POST /api/v1/tokens', sent);
    expect(made.json['token']).toMatch(/^fsc_/);
    expect([again.json['id'], again.json['token']]).toEqual([made.json['id'], null]);
    const { rows } = await server.studio.database.pool.query('select t::text from fantascope.idempotency t');
    expect(JSON.stringify(rows)).not.toContain('fsc_');
  });
});

describe('without the guard', () => {
  test('a token of one project changes another, and one that may only read writes', async () => {
    const { text } = await token({ scopes: ['read'], projectId: second.projectId });
    const sent = { bearer: text, body: { name: 'Stolen' } };
    expect((await ask(server, `PATCH /api/v1/projects/${first.projectId}`, sent)).status).toBe(403);
    const open = await server.again({ guards: { isPaced: false, authorize: async () => undefined } });
    expect((await ask(open, `PATCH /api/v1/projects/${first.projectId}`, sent)).json).toMatchObject({ name: 'Stolen' });
  });
});

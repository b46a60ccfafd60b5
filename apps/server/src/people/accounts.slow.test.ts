import { newSetUpToken } from '@fantascope/jobs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, cookiesOf, type TestServer, testServer } from '../test-server.ts';
import { mayListen } from './may-listen.ts';
import { softPasskey } from './soft-passkey.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const password = 'correct horse battery';
let ownerCookie = '';

describe('before there is an account', () => {
  test('the server listens to this machine only', async () => {
    for (const address of ['127.0.0.1', '::1', 'localhost']) await mayListen(address, server);
    for (const address of ['0.0.0.0', '::', '192.168.1.5', '::ffff:10.0.0.1'])
      await expect(mayListen(address, server)).rejects.toMatchObject({ code: 'server.needs-owner' });
  });

  test('a browser comes in by a printed link and stays in by its cookie', async () => {
    const link = server.door.newLink();
    const entered = await ask(server, `GET ${link}`);
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/']);
    expect((await ask(server, `GET ${link}`)).json).toMatchObject({ code: 'server.link-used' });
    const me = await ask(server, 'GET /api/v1/me', { cookie: cookiesOf(entered) });
    expect(me.json).toMatchObject({ id: server.ownerId, email: null, isServerOwner: true, token: null });
    expect((await ask(server, 'GET /api/v1/me')).json).toMatchObject({ code: 'jobs.sign-in-first' });
  });

  test('a program of this user gets another link, and nobody else does', async () => {
    const { json } = await ask(server, 'POST /enter', { bearer: server.localToken });
    const { pathname, search } = new URL(String(json['url']));
    expect((await ask(server, `GET ${pathname}${search}`)).status).toBe(303);
    const cookie = cookiesOf(await ask(server, `GET ${server.door.newLink()}`));
    for (const sent of [{}, { cookie }, { bearer: 'A'.repeat(43) }]) expect((await ask(server, 'POST /enter', sent)).status).toBe(401);
  });

  test('a guessing browser does not use a link up', async () => {
    const link = server.door.newLink();
    expect((await ask(server, `GET ${link}`, { headers: { 'sec-purpose': 'prefetch;prerender' } })).status).toBe(503);
    expect((await ask(server, `GET ${link}`)).status).toBe(303);
  });
});

describe('the first account', () => {
  test('is made by the newest set-up link, once, and is the machine’s own person', async () => {
    const old = await newSetUpToken(server.studio);
    const token = await newSetUpToken(server.studio);
    const body = { name: 'Mei', email: 'Mei@example.com', password };
    expect((await ask(server, 'POST /auth/join', { body: { ...body, token: old } })).json).toMatchObject({ code: 'jobs.link-spent' });
    const tries = await Promise.all([1, 2, 3].map(() => ask(server, 'POST /auth/join', { body: { ...body, token } })));
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
    ownerCookie = cookiesOf(tries.find(({ status }) => status === 200) as (typeof tries)[number]);
    const me = await ask(server, 'GET /api/v1/me', { cookie: ownerCookie });
    expect(me.json).toMatchObject({ id: server.ownerId, email: 'mei@example.com', name: 'Mei', isServerOwner: true });
    expect(await newSetUpToken(server.studio)).toBeNull();
    await mayListen('0.0.0.0', server);
  });

  test('signs in with its password, and its cookie is out of reach of scripts and other sites', async () => {
    const reply = await ask(server, 'POST /auth/sign-in/email', { body: { email: 'mei@example.com', password } });
    expect(reply.status).toBe(200);
    const [cookie = ''] = reply.headers.getSetCookie();
    expect(cookie).toMatch(/^fantascope_4747\.session_token=/);
    expect(cookie.toLowerCase()).toMatch(/httponly.*samesite=strict|samesite=strict.*httponly/);
    expect((await ask(server, 'GET /api/v1/me', { cookie: cookiesOf(reply) })).status).toBe(200);
  });

  test('sees its sessions and ends them', async () => {
    const other = await ask(server, 'POST /auth/sign-in/email', { body: { email: 'mei@example.com', password } });
    const listed = await ask(server, 'GET /auth/list-sessions', { cookie: ownerCookie });
    expect((listed.json as unknown as unknown[]).length).toBeGreaterThanOrEqual(2);
    await ask(server, 'POST /auth/revoke-other-sessions', { cookie: ownerCookie, body: {} });
    expect((await ask(server, 'GET /api/v1/me', { cookie: cookiesOf(other) })).status).toBe(401);
    expect((await ask(server, 'GET /api/v1/me', { cookie: ownerCookie })).status).toBe(200);
  });
});

describe('further accounts', () => {
  let projectId = '';
  let artist = '';

  test('come by an invitation into a project, once, for the address it names', async () => {
    projectId = String((await ask(server, 'POST /api/v1/projects', { cookie: ownerCookie, body: { name: 'Film' } })).json['id']);
    const invite = await ask(server, `POST /api/v1/projects/${projectId}/invitations`, {
      cookie: ownerCookie,
      body: { role: 'artist', email: 'Bo@example.com' },
    });
    const token = new URL(String(invite.json['path']), 'http://x').searchParams.get('token');
    const bo = { token, name: 'Bo', email: 'bo@example.com', password };
    expect((await ask(server, 'POST /auth/join', { body: { ...bo, email: 'eve@example.com' } })).json).toMatchObject({
      code: 'jobs.link-spent',
    });
    const joined = await ask(server, 'POST /auth/join', { body: bo });
    artist = cookiesOf(joined);
    const me = await ask(server, 'GET /api/v1/me', { cookie: artist });
    expect(me.json).toMatchObject({ name: 'Bo', isServerOwner: false });
    expect((await ask(server, 'GET /api/v1/projects', { cookie: artist })).json).toMatchObject({ items: [{ id: projectId }] });
    expect((await ask(server, 'POST /auth/join', { body: { ...bo, email: 'bo2@example.com' } })).status).toBe(403);
  });

  test('are invited by the server’s owner, and by owners of projects once that is set', async () => {
    const owner = { cookie: ownerCookie };
    const { json } = await ask(server, 'GET /api/v1/me', { cookie: artist });
    await ask(server, `PUT /api/v1/projects/${projectId}/members/${String(json['id'])}`, { ...owner, body: { role: 'owner' } });
    const invite = () => ask(server, `POST /api/v1/projects/${projectId}/invitations`, { cookie: artist, body: { role: 'viewer' } });
    expect((await invite()).json['code']).toBe('jobs.only-server-owner-invites');
    const set = (value: unknown) => ask(server, 'PUT /api/v1/settings/people.whoInvites', { ...owner, body: { value } });
    expect((await set('everybody')).json['code']).toBe('jobs.bad-setting-value');
    expect((await set('project-owners')).json).toMatchObject({ value: 'project-owners', usual: 'server-owner' });
    const made = await invite();
    expect(made.status).toBe(200);
    const listed = await ask(server, `GET /api/v1/projects/${projectId}/invitations`, { cookie: artist });
    expect(JSON.stringify(listed.json)).not.toContain(String(made.json['path']).split('=')[1]);
    await ask(server, `DELETE /api/v1/projects/${projectId}/invitations/${String(made.json['id'])}`, { cookie: artist });
    const token = String(made.json['path']).split('=')[1];
    const late = await ask(server, 'POST /auth/join', { body: { token, name: 'Cy', email: 'cy@example.com', password } });
    expect(late.json['code']).toBe('jobs.link-spent');
    await ask(server, `PUT /api/v1/projects/${projectId}/members/${String(json['id'])}`, { ...owner, body: { role: 'artist' } });
  });

  test('do not come by any other way', async () => {
    const before = await server.studio.database.pool.query('select id from fantascope_auth."user"');
    const body = { name: 'Eve', email: 'eve@example.com', password };
    for (const path of [
      '/auth/sign-up/email',
      '/auth//sign-up/email',
      '/auth/sign-up/email/',
      '/auth/SIGN-UP/email',
      '/auth/sign-up%2femail',
    ])
      expect((await ask(server, `POST ${path}`, { body })).status, path).toBe(404);
    for (const path of [
      '/auth/update-user',
      '/auth/change-email',
      '/auth/delete-user',
      '/auth/reset-password',
      '/auth/request-password-reset',
    ])
      expect(
        (await ask(server, `POST ${path}`, { cookie: artist, body: { ...body, isServerOwner: true, newEmail: body.email } })).status,
      ).toBe(404);
    const after = await server.studio.database.pool.query('select id from fantascope_auth."user"');
    expect(after.rows).toEqual(before.rows);
  });

  test('are shut out at once when they are closed, and the last owner cannot be', async () => {
    const { json: people } = await ask(server, 'GET /api/v1/people', { cookie: ownerCookie });
    const bo = (people['items'] as { id: string; name: string }[]).find(({ name }) => name === 'Bo');
    expect((await ask(server, `DELETE /api/v1/people/${bo?.id}`, { cookie: artist })).status).toBe(403);
    expect((await ask(server, `DELETE /api/v1/people/${bo?.id}`, { cookie: ownerCookie })).status).toBe(200);
    expect((await ask(server, 'GET /api/v1/me', { cookie: artist })).status).toBe(401);
    const back = await ask(server, 'POST /auth/sign-in/email', { body: { email: 'bo@example.com', password } });
    expect([back.status, cookiesOf(back)]).toEqual([401, '']);
    const self = await ask(server, `DELETE /api/v1/people/${server.ownerId}`, { cookie: ownerCookie });
    expect(self.json).toMatchObject({ code: 'jobs.last-server-owner' });
    expect((await ask(server, 'GET /api/v1/me', { cookie: ownerCookie })).status).toBe(200);
  });
});

test('who came in, and that somebody tried, is in the audit log', async () => {
  await ask(server, 'POST /auth/sign-in/email', { body: { email: 'mei@example.com', password: 'not the right one' } });
  const { json } = await ask(server, 'GET /api/v1/audit?limit=200', { cookie: ownerCookie });
  const tries = (json['items'] as Record<string, unknown>[]).filter(({ operation }) => String(operation).startsWith('auth.'));
  expect(tries).toContainEqual(expect.objectContaining({ operation: 'auth.join', outcome: 'done', actorId: server.ownerId }));
  expect(tries[0]).toMatchObject({ operation: 'auth.sign-in-email', outcome: 'refused', actorId: 'nobody' });
  expect(JSON.stringify(json)).not.toMatch(/not the right one|example\.com/);
});

describe('a passkey', () => {
  const here = { origin: 'http://localhost:4747', rpId: 'localhost' };
  const passkey = softPasskey();
  /** The challenge of a ceremony, and the cookie that it is known by. */
  const begin = async (path: string, cookie: string) => {
    const reply = await ask(server, `GET /auth/passkey/${path}`, { cookie });
    return { challenge: String(reply.json['challenge']), cookie: [cookie, cookiesOf(reply)].filter((part) => part !== '').join('; ') };
  };

  test('is made by somebody signed in, and by nobody else', async () => {
    expect((await ask(server, 'GET /auth/passkey/generate-register-options')).status).toBe(401);
    const begun = await begin('generate-register-options', ownerCookie);
    const response = passkey.register(begun.challenge, here);
    const made = await ask(server, 'POST /auth/passkey/verify-registration', { cookie: begun.cookie, body: { response, name: 'Key' } });
    expect([made.status, made.json['name']]).toEqual([200, 'Key']);
  });

  test('signs its person in, once for each challenge, and only for this server', async () => {
    const begun = await begin('generate-authenticate-options', '');
    const verify = (response: unknown, cookie = begun.cookie) =>
      ask(server, 'POST /auth/passkey/verify-authentication', { cookie, body: { response } });
    const elsewhere = await begin('generate-authenticate-options', '');
    for (const place of [
      { ...here, origin: 'https://evil.example' },
      { ...here, rpId: 'evil.example' },
    ])
      expect((await verify(passkey.assert(elsewhere.challenge, place), elsewhere.cookie)).status).not.toBe(200);
    const stranger = await begin('generate-authenticate-options', '');
    expect((await verify(softPasskey().assert(stranger.challenge, here), stranger.cookie)).status).not.toBe(200);
    const response = passkey.assert(begun.challenge, here);
    const signedIn = await verify(response);
    expect(signedIn.status).toBe(200);
    expect((await ask(server, 'GET /api/v1/me', { cookie: cookiesOf(signedIn) })).json).toMatchObject({ id: server.ownerId });
    expect((await verify(response)).status).not.toBe(200);
  });
});

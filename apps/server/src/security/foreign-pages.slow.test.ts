// Attack: a web page of somebody else, open in the browser of the person whose server this is. Guards: refuseForeign (own-origins.ts: Host, Origin,
// Sec-Fetch-Site), isJson (guards.ts), saysOwnPage (identify.ts), SameSite of the cookies.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allGuards } from '../http/guards.ts';
import { ask, cookiesOf, type Sent, type TestServer, testServer } from '../test-server.ts';

let server: TestServer;
let cookie = '';
beforeAll(async () => {
  server = await testServer({
    guards: { isPaced: false },
    env: { FANTASCOPE_GITHUB_CLIENT_ID: 'an-id', FANTASCOPE_GITHUB_CLIENT_SECRET: 'a-secret' },
  });
  cookie = cookiesOf(await ask(server, `GET ${server.door.newLink()}`));
});
afterAll(() => server.close());

const projects = async (of: TestServer = server) =>
  ((await ask(of, 'GET /api/v1/projects?limit=200', { bearer: of.localToken })).json['items'] as unknown[]).length;
/** As a browser sends it: with the cookie, and with what pages cannot leave out. */
const fromPage = (headers: Record<string, string>, body: unknown = { name: 'Stolen' }): Sent => ({ headers: { cookie, ...headers }, body });

const foreignHeaders: readonly (readonly [string, Record<string, string>, number])[] = [
  ['an Origin of another site', { origin: 'https://evil.example' }, 403],
  ['an Origin of another port of this machine', { origin: 'http://127.0.0.1:9999' }, 403],
  ['an Origin of this machine over TLS', { origin: 'https://127.0.0.1:4747' }, 403],
  ['the Origin of a sandboxed frame or a file', { origin: 'null' }, 403],
  ['an Origin that begins like ours', { origin: 'http://127.0.0.1:47470' }, 403],
  ['an Origin that ends like ours', { origin: 'http://evil.example#http://127.0.0.1:4747' }, 403],
  ['another site by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['another port by Sec-Fetch-Site', { 'sec-fetch-site': 'same-site' }, 403],
  ['a form that navigates', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, 403],
  ['a name rebound to this machine', { host: 'evil.example:4747' }, 421],
  ['a name rebound to this machine, with its own Origin', { host: 'evil.example:4747', origin: 'http://evil.example:4747' }, 421],
  ['no port in Host', { host: '127.0.0.1' }, 421],
  ['the address in decimal', { host: '2130706433:4747' }, 421],
  ['no Host', { host: '' }, 421],
];

describe('a page of somebody else', () => {
  test.each(foreignHeaders)('with %s changes nothing', async (_, headers, status) => {
    const before = await projects();
    expect((await ask(server, 'POST /api/v1/projects', fromPage(headers))).status).toBe(status);
    expect(await projects()).toBe(before);
  });

  test.each(foreignHeaders)('with %s reads nothing', async (_, headers, status) => {
    if (headers['sec-fetch-mode'] === 'navigate') return;
    for (const path of ['/api/v1/projects', '/api/v1/me', '/openapi.json', '/auth/get-session', '/docs'])
      expect((await ask(server, `GET ${path}`, { headers: { cookie, ...headers } })).status, path).toBe(status);
  });

  test('gets no word in its answer that lets it read', async () => {
    const headers = {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    const asked = await ask(server, 'OPTIONS /api/v1/projects', { headers });
    expect(asked.status).toBe(403);
    for (const reply of [asked, await ask(server, 'GET /api/v1/projects', { bearer: server.localToken })])
      expect([...reply.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  test('in a frame sees nothing, and no page of ours loads its scripts', async () => {
    for (const path of ['/docs', '/api/v1/me', '/nothing']) {
      const { headers } = await ask(server, `GET ${path}`);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
    }
  });
});

describe('a form without a header of a browser (an old one)', () => {
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; application/json', ''];
  test.each(types)('of type %s is not read as JSON', async (type) => {
    const before = await projects();
    const reply = await ask(server, 'POST /api/v1/projects', {
      bearer: server.localToken,
      body: '{"name":"Stolen"}',
      headers: { 'content-type': type },
    });
    expect([reply.status, reply.json['code']]).toEqual([400, 'server.not-json']);
    expect(await projects()).toBe(before);
  });

  test('changes nothing by the cookie alone, with a body or without', async () => {
    const id = String((await ask(server, 'POST /api/v1/projects', { bearer: server.localToken, body: { name: 'Mine' } })).json['id']);
    for (const call of ['POST /api/v1/projects', `DELETE /api/v1/projects/${id}`, `PATCH /api/v1/projects/${id}`, 'POST /leave'])
      expect([call, (await ask(server, call, fromPage({}, call.startsWith('DELETE') ? undefined : { name: 'Stolen' }))).status]).toEqual([
        call,
        401,
      ]);
    expect((await ask(server, `GET /api/v1/projects/${id}`, { bearer: server.localToken })).json['name']).toBe('Mine');
  });

  test('does not sign its victim in as somebody else', async () => {
    for (const headers of [{ 'content-type': 'text/plain' }, { 'content-type': 'application/x-www-form-urlencoded' }] as Record<
      string,
      string
    >[]) {
      const reply = await ask(server, 'POST /auth/sign-in/email', { body: '{"email":"eve@example.com","password":"0123456789"}', headers });
      expect([reply.status, reply.headers.getSetCookie()]).toEqual([400, []]);
    }
  });
});

describe('a link that begins here', () => {
  test('ends nowhere else: no address of another site is taken for a way back', async () => {
    for (const callbackURL of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'http://127.0.0.1:4747@evil.example/',
      'javascript:alert(1)',
    ])
      for (const [path, body] of [
        ['/auth/sign-in/email', { email: 'mei@example.com', password: '0123456789' }],
        ['/auth/sign-in/social', { provider: 'github' }],
      ] as const) {
        const reply = await ask(server, `POST ${path}`, {
          body: { ...body, callbackURL },
          headers: { origin: 'http://127.0.0.1:4747', cookie: 'a=b' },
        });
        expect([callbackURL, path, reply.status]).toEqual([callbackURL, path, 403]);
        expect(reply.headers.get('location')).toBeNull();
      }
  });

  test('to a provider of accounts says where it comes back to, and what comes back unasked makes nobody', async () => {
    const people = async () => (await server.studio.database.pool.query('select 1 from fantascope_auth."user"')).rowCount;
    const before = await people();
    const begun = await ask(server, 'POST /auth/sign-in/social', {
      body: { provider: 'github', callbackURL: '/' },
      headers: { origin: 'http://127.0.0.1:4747' },
    });
    const to = new URL(String(begun.json['url']));
    expect([to.host, to.searchParams.get('redirect_uri'), to.searchParams.get('client_id')]).toEqual([
      'github.com',
      'http://localhost:4747/auth/callback/github',
      'an-id',
    ]);
    const forged = await ask(server, 'GET /auth/callback/github?code=stolen&state=made-up');
    expect(forged.status).toBe(302);
    expect(new URL(forged.headers.get('location') ?? '', 'http://localhost:4747').host).toBe('localhost:4747');
    expect(forged.headers.getSetCookie().filter((each) => each.includes('session_token=') && !each.includes('Max-Age=0'))).toEqual([]);
    expect(await people()).toBe(before);
  });
});

describe('our own page', () => {
  test('reads and changes', async () => {
    const before = await projects();
    expect((await ask(server, 'POST /api/v1/projects', { cookie, body: { name: 'Ours' } })).status).toBe(200);
    expect(
      (await ask(server, 'POST /api/v1/projects', { headers: { cookie, 'sec-fetch-site': 'same-origin' }, body: { name: 'Ours' } })).status,
    ).toBe(200);
    expect(await projects()).toBe(before + 2);
    for (const host of ['localhost:4747', '[::1]:4747', 'LOCALHOST:4747'])
      expect((await ask(server, 'GET /api/v1/me', { headers: { cookie, host } })).status, host).toBe(200);
  });
});

describe('without the guard', () => {
  test('of Host and Origin, a foreign page reads and changes', async () => {
    const open = await server.again({ guards: { isPaced: false, refuseForeign: () => undefined } });
    const before = await projects(open);
    const page = { origin: 'https://evil.example', host: 'evil.example:4747' };
    expect((await ask(open, 'POST /api/v1/projects', fromPage(page))).status).toBe(200);
    expect(await projects(open)).toBe(before + 1);
    expect((await ask(open, 'GET /api/v1/me', { headers: { cookie, ...page } })).json).toMatchObject({ id: server.ownerId });
  });

  test('of the type, a form’s text is read as JSON', async () => {
    const open = await server.again({ guards: { ...allGuards, isPaced: false, isJson: () => true } });
    const sent = { bearer: open.localToken, body: '{"name":"Stolen"}', headers: { 'content-type': 'text/plain' } };
    expect((await ask(open, 'POST /api/v1/projects', sent)).status).toBe(200);
  });

  test('of the cookie, a request that says nothing of its page counts', async () => {
    const open = await server.again({ guards: { isPaced: false }, identify: { mayUseCookie: () => true } });
    expect((await ask(open, 'POST /api/v1/projects', fromPage({}))).status).toBe(200);
  });
});

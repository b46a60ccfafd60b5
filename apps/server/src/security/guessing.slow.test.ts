// Attack: guessing and flooding. Guards: Backoff (people/backoff.ts), Pace (http/pace.ts), bodyMostBytes (guards.ts), openRoutes (accounts.ts).
import { newSetUpToken } from '@fantascope/jobs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask, type TestServer, testServer } from '../test-server.ts';

const password = 'correct horse battery';
let server: TestServer;
let agent = '';
beforeAll(async () => {
  server = await testServer({ accounts: { freeByAddress: 8 } });
  const token = await newSetUpToken(server.studio);
  await ask(server, 'POST /auth/join', { body: { token, name: 'Mei', email: 'mei@example.com', password } });
  const made = await ask(server, 'POST /api/v1/tokens', { bearer: server.localToken, body: { name: 'Agent', scopes: ['read'] } });
  agent = String(made.json['token']);
});
afterAll(() => server.close());

const tryTo = (of: TestServer, guess: string, { email = 'mei@example.com', address = '192.0.2.9' } = {}) =>
  ask(of, 'POST /auth/sign-in/email', { body: { email, password: guess }, headers: { 'x-test-address': address } });
const count = (statuses: readonly number[]) =>
  Object.fromEntries([...new Set(statuses)].sort().map((each) => [each, statuses.filter((one) => one === each).length]));

// Hashing takes its time, and a wait of a second is over before the next guess.
beforeEach(() => {
  server.clock.frozenMs = Date.now();
});

describe('guessing a password', () => {
  test('is slowed after five tries, also when a hundred come at once from as many addresses', async () => {
    const guesses = Array.from({ length: 30 }, (_, at) => tryTo(server, `guess number ${at}`, { address: `198.51.100.${at}` }));
    expect(count((await Promise.all(guesses)).map(({ status }) => status))).toEqual({ 401: 5, 429: 25 });
    // Not even the right one, until the wait is over; then it counts and the slate is clean.
    const early = await tryTo(server, password);
    expect([early.status, Number(early.headers.get('retry-after'))]).toEqual([429, 1]);
    server.clock.aheadMs += 1_000;
    expect((await tryTo(server, password)).status).toBe(200);
    expect((await tryTo(server, 'wrong again')).status).toBe(401);
  });

  test('is slowed twice as long each time, up to a quarter of an hour', async () => {
    const email = 'nobody@example.com';
    for (let at = 0; at < 5; at += 1) await tryTo(server, `guess ${at}`, { email, address: '203.0.113.1' });
    const waits: number[] = [];
    for (let at = 0; at < 12; at += 1) {
      const refused = await tryTo(server, 'guess', { email, address: `203.0.113.${at + 2}` });
      expect(refused.status).toBe(429);
      const waitSec = Number(refused.headers.get('retry-after'));
      waits.push(waitSec);
      server.clock.aheadMs += waitSec * 1000;
      expect((await tryTo(server, 'guess', { email, address: `203.0.113.${at + 2}` })).status).toBe(401);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  });

  test('of many accounts from one address is slowed as well', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 12; at += 1)
      statuses.push((await tryTo(server, 'guess', { email: `p${at}@example.com`, address: '203.0.113.77' })).status);
    expect(count(statuses)).toEqual({ 401: 8, 429: 4 });
  });

  test('tells nothing about which addresses have an account', async () => {
    server.clock.aheadMs += 86_400_001;
    const [known, unknown] = [
      await tryTo(server, 'wrong one', { address: '203.0.113.90' }),
      await tryTo(server, 'wrong one', { email: 'x@example.com', address: '203.0.113.91' }),
    ];
    expect([unknown.status, unknown.json]).toEqual([known.status, known.json]);
  });

  test('of links is slowed by address', async () => {
    const body = { token: 'A'.repeat(43), name: 'Eve', email: 'eve@example.com', password };
    const statuses: number[] = [];
    for (let at = 0; at < 12; at += 1)
      statuses.push((await ask(server, 'POST /auth/join', { body, headers: { 'x-test-address': '203.0.113.78' } })).status);
    expect(count(statuses)).toEqual({ 403: 8, 429: 4 });
  });

  test('without the guard goes on for ever', async () => {
    const open = await server.again({ accounts: { backoff: 'none' }, guards: { isPaced: false } });
    for (let at = 0; at < 12; at += 1) expect((await tryTo(open, `guess ${at}`)).status).toBe(401);
    expect((await tryTo(open, password)).status).toBe(200);
  });
});

describe('signing up', () => {
  const newcomer = { name: 'Eve', email: 'eve@example.com', password };
  const people = async () => (await server.studio.database.pool.query('select 1 from fantascope_auth."user"')).rowCount;

  test('is no route, and where the route is let through the library makes nobody', async () => {
    const before = await people();
    expect((await ask(server, 'POST /auth/sign-up/email', { body: newcomer })).status).toBe(404);
    const open = await server.again({ accounts: { routes: () => true } });
    expect((await ask(open, 'POST /auth/sign-up/email', { body: newcomer })).status).toBe(400);
    expect(await people()).toBe(before);
  });

  test('without the guard of routes, what people have is changed by routes nobody asked for', async () => {
    const open = await server.again({ accounts: { routes: () => true }, guards: { isPaced: false } });
    server.clock.aheadMs += 86_400_001;
    const signedIn = await tryTo(open, password, { address: '203.0.113.92' });
    const cookie = signedIn.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const change = { cookie, body: { name: 'Renamed\u0000' } };
    expect((await ask(server, 'POST /auth/update-user', change)).status).toBe(404);
    expect((await ask(open, 'POST /auth/update-user', { cookie, body: { name: 'Renamed' } })).status).toBe(200);
  });
});

describe('flooding', () => {
  test('from one address is cut off, and others still come through', async () => {
    const flood = (address: string) => ask(server, 'GET /healthz', { headers: { 'x-test-address': address } });
    const statuses: number[] = [];
    for (let at = 0; at < 400; at += 1) statuses.push((await flood('198.51.100.200')).status);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(320);
    expect(statuses.at(-1)).toBe(429);
    expect((await flood('198.51.100.201')).status).toBe(200);
    server.clock.aheadMs += 60_000;
    expect((await flood('198.51.100.200')).status).toBe(200);
  });

  test('by one person from many addresses is cut off', async () => {
    let last = 200;
    for (let at = 0; at < 400 && last === 200; at += 1) {
      const headers = { 'x-test-address': `198.51.100.${at % 100}` };
      last = (await ask(server, 'GET /api/v1/me', { bearer: server.localToken, headers })).status;
    }
    expect(last).toBe(429);
    server.clock.aheadMs += 60_000;
  });

  test('has the sizes that a person sets', async () => {
    const set = { bearer: server.localToken, body: { value: 40 } };
    expect((await ask(server, 'PUT /api/v1/settings/rate.addressPerMinute', set)).status).toBe(200);
    server.clock.aheadMs += 120_000;
    const flood = async () => (await ask(server, 'GET /healthz', { headers: { 'x-test-address': '198.51.100.210' } })).status;
    await flood();
    // The first one asked for the setting to be read again; the next ones find it.
    await server.studio.ports.sleep(200);
    server.clock.aheadMs += 4_000;
    const statuses: number[] = [];
    for (let at = 0; at < 30; at += 1) statuses.push(await flood());
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(12);
    await server.studio.database.pool.query('delete from fantascope.setting');
    server.clock.aheadMs += 120_000;
  });

  test('without the guard is not cut off', async () => {
    const open = await server.again({ guards: { isPaced: false } });
    for (let at = 0; at < 400; at += 1) expect((await ask(open, 'GET /healthz')).status).toBe(200);
  });
});

describe('a body without end', () => {
  const endless = (pull: { count: number }) =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pull.count += 1;
        if (pull.count > 4096) controller.close();
        else controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
  const send = (of: TestServer, path: string, body: ReadableStream) =>
    of.app.request(
      new Request(`http://127.0.0.1:4747${path}`, {
        method: 'POST',
        headers: {
          host: '127.0.0.1:4747',
          'content-type': 'application/json',
          authorization: `Bearer ${path === '/mcp' ? agent : of.localToken}`,
        },
        body,
        duplex: 'half',
      } as RequestInit),
    );

  test.each(['/api/v1/projects', '/auth/sign-in/email', '/hooks/luma', '/leave', '/mcp'])(
    'to %s is cut off after its first megabytes',
    async (path) => {
      server.clock.aheadMs += 60_000;
      const pull = { count: 0 };
      const reply = await send(server, path, endless(pull));
      expect([path, reply.status]).toEqual([path, 413]);
      expect(pull.count * 65_536).toBeLessThan(6 * 2 ** 20);
    },
  );

  test('without the guard is read to its end', async () => {
    const open = await server.again({ guards: { isPaced: false, bodyMostBytes: Number.POSITIVE_INFINITY } });
    const pull = { count: 0 };
    expect((await send(open, '/api/v1/projects', endless(pull))).status).toBe(400);
    expect(pull.count).toBe(4097);
  });
});

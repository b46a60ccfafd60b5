// Attack: reading secrets where they should not be. Guards: scrubber (http/server-log.ts), problemOf (http/problem.ts), sealText (take/keys/seal.ts),
// `kept` of operations whose answer holds a secret.
import { operations } from '@fantascope/jobs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverLog } from '../http/server-log.ts';
import { ask, cookiesOf, type TestServer, testServer } from '../test-server.ts';

const planted = {
  providerKey: 'sk-planted-provider-0123456789abcdef',
  envKey: 'planted-env-key-fedcba9876543210',
  databaseWord: 'planted-database-word',
  password: 'planted password of a person',
};

let server: TestServer;
let cookie = '';
const shown: string[] = [];
/** Every answer is kept, and searched at the end. */
const say = async (...args: Parameters<typeof ask> extends [unknown, ...infer Rest] ? Rest : never) => {
  const reply = await ask(server, ...args);
  shown.push(JSON.stringify(reply.json), JSON.stringify([...reply.headers].filter(([name]) => name !== 'set-cookie')));
  return reply;
};

beforeAll(async () => {
  server = await testServer({
    guards: { isPaced: false },
    env: { FAL_KEY: planted.envKey, OTHER_DATABASE_URL: `postgres://me:${planted.databaseWord}@127.0.0.1/x` },
  });
  cookie = cookiesOf(await ask(server, `GET ${server.door.newLink()}`));
});
afterAll(() => server.close());

describe('a provider’s key', () => {
  test('is kept sealed, listed by name, and given back by no operation', async () => {
    const set = await say('PUT /api/v1/keys/RUNWAYML_API_SECRET', { cookie, body: { value: planted.providerKey } });
    expect([set.status, Object.keys(set.json).sort()]).toEqual([200, ['byUserId', 'name', 'setAt']]);
    const list = await say('GET /api/v1/keys', { cookie });
    expect(list.json).toMatchObject({ items: [{ name: 'RUNWAYML_API_SECRET' }], inEnvironment: ['FAL_KEY'] });
    for (const operation of operations.filter(({ effect, input }) => effect === 'reads' && input.safeParse({}).success))
      await say(`GET /api/v1${operation.route.path}`, { cookie });
    const { rows } = await server.studio.database.pool.query('select t::text from fantascope.provider_key t');
    expect(JSON.stringify(rows)).not.toContain(planted.providerKey);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(planted.providerKey).toString('base64').slice(0, 16));
  });

  test('that is refused is not repeated', async () => {
    for (const value of [
      `${planted.providerKey}\r\nX-Injected: 1`,
      `${planted.providerKey} ${'x'.repeat(5000)}`,
      { planted: planted.providerKey },
      [planted.providerKey],
    ])
      expect((await say('PUT /api/v1/keys/FAL_KEY', { cookie, body: { value } })).status).toBe(400);
    expect((await say(`PUT /api/v1/keys/${planted.providerKey}`, { cookie, body: { value: 'x' } })).status).toBe(400);
    expect((await say('PUT /api/v1/keys/FAL_KEY', { cookie, body: `{"value":"${planted.providerKey}",}` })).status).toBe(400);
    // What stands in a path is in every proxy's log anyway; what stands in a body is not.
    shown.splice(0, shown.length, ...shown.map((text) => text.replaceAll(`/keys/${planted.providerKey}`, '')));
  });
});

describe('what is logged', () => {
  test('holds no cookie, bearer, token, password or link', async () => {
    const made = await ask(server, 'POST /api/v1/tokens', { cookie, body: { name: 'T', scopes: ['read'] } });
    const token = String(made.json['token']);
    const link = server.door.newLink();
    const entered = cookiesOf(await ask(server, `GET ${link}`));
    await say('GET /api/v1/me?key=planted-in-query', { bearer: token });
    await say('POST /auth/sign-in/email', { body: { email: 'mei@example.com', password: planted.password } });
    await say('POST /auth/join', { body: { token: 'A'.repeat(43), name: 'Mei', email: 'mei@example.com', password: planted.password } });
    await say(`GET /nothing?token=${token}`, { headers: { authorization: `Bearer ${server.localToken}` } });
    const logged = server.logged.join('');
    expect(server.logged.length).toBeGreaterThan(5);
    for (const secret of [
      token,
      server.localToken,
      link.split('=')[1] ?? '',
      entered.split('=')[1] ?? '',
      planted.password,
      'planted-in-query',
    ])
      expect(logged).not.toContain(secret);
  });

  // What a library puts into its errors: drizzle its parameters, PostgreSQL the row, pg its connection.
  const failure = () => {
    const cause = Object.assign(new Error(`duplicate key value: Key (hash)=(${planted.providerKey}) already exists.`), {
      detail: `Key (value)=(${planted.providerKey})`,
      where: planted.providerKey,
      client: { password: planted.databaseWord },
    });
    const message = `Failed query: insert into "provider_key" values ($1, $2)\nparams: FAL_KEY,${planted.providerKey},${planted.password}`;
    return Object.assign(new Error(message, { cause }), { params: [planted.providerKey], query: 'insert' });
  };
  const breaks = (of: TestServer) => {
    of.app.get('/breaks', () => {
      throw failure();
    });
    return ask(of, 'GET /breaks', { bearer: server.localToken });
  };

  test('holds nothing of what a broken query was to write, nor does the answer', async () => {
    const own = await server.again({ guards: { isPaced: false } });
    const reply = await breaks(own);
    expect([reply.status, reply.json['code']]).toEqual([500, 'server.unforeseen']);
    const all = own.logged.join('') + JSON.stringify(reply.json);
    expect(all).toContain('Failed query');
    for (const secret of Object.values(planted)) expect(all).not.toContain(secret);
  });

  test('holds no setting that is a secret, however it gets there', () => {
    const lines: string[] = [];
    const log = serverLog({ level: 'info', secrets: [planted.envKey, planted.databaseWord], write: (line) => void lines.push(line) });
    log.info(
      { url: `https://x.example/?X-Amz-Signature=${'ab'.repeat(20)}&a=1`, deep: { key: planted.envKey } },
      `with ${planted.databaseWord}`,
    );
    log.error({ err: new Error(`Bearer ${planted.envKey} whsec_${'A'.repeat(32)} fsc_${'B'.repeat(43)}`) }, 'x');
    expect(lines.join('')).not.toMatch(/planted|abababab|whsec_A|fsc_B/);
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('time');
  });

  test('holds nothing of it either where an event stream breaks, and its reader is told nothing', async () => {
    const { json } = await ask(server, 'POST /api/v1/projects', { cookie, body: { name: 'Streamed' } });
    const tail = {
      follow: () => {
        throw failure();
      },
    };
    const own = await server.again({
      guards: { isPaced: false },
      parts: (parts) => ({ ...parts, tail: tail as unknown as typeof parts.tail }),
    });
    const reply = await ask(own, `GET /api/v1/projects/${String(json['id'])}/events`, { cookie });
    const all = own.logged.join('') + JSON.stringify(reply.json);
    expect(all).toContain('Failed query');
    for (const secret of Object.values(planted)) expect(all).not.toContain(secret);
  });

  test('and printed holds nothing of it where the library of accounts breaks', async () => {
    const { pool } = server.studio.database;
    const printed: unknown[] = [];
    const { error, warn, log } = console;
    const keep = (...args: unknown[]) =>
      void printed.push(...args.map((each) => (each instanceof Error ? `${each.stack} ${each.cause}` : each)));
    Object.assign(console, { error: keep, warn: keep, log: keep });
    await pool.query('alter table fantascope_auth."user" rename column email to gone');
    try {
      const body = { email: `${planted.databaseWord}@example.com`, password: planted.password };
      const reply = await ask(server, 'POST /auth/sign-in/email', { body });
      expect(reply.status).toBe(500);
      const all = server.logged.join('') + JSON.stringify([reply.json, printed]);
      expect(all).toContain('Failed query');
      for (const secret of Object.values(planted)) expect(all).not.toContain(secret);
    } finally {
      Object.assign(console, { error, warn, log });
      await pool.query('alter table fantascope_auth."user" rename column gone to email');
    }
  });

  test('without the guard holds it', async () => {
    const open = await server.again({ guards: { isPaced: false }, log: { scrub: (line) => line } });
    await breaks(open);
    expect(open.logged.join('')).toContain(planted.providerKey);
  });
});

test('nothing that was planted stood in any answer, event, audit line or answer kept for a key', async () => {
  const tables = ['event', 'audit', 'idempotency', 'setting', 'take_row'];
  for (const table of tables) {
    const { rows } = await server.studio.database.pool.query(`select t::text from fantascope.${table} t`);
    shown.push(JSON.stringify(rows));
  }
  expect(shown.length).toBeGreaterThan(20);
  for (const secret of Object.values(planted)) expect(shown.filter((text) => text.includes(secret))).toEqual([]);
});

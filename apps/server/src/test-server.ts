import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventTail, machineOwner, noteSignIn, type OpenStudio, openStudio, usualPorts } from '@fantascope/jobs';
import { testDatabase } from '@fantascope/jobs/test-database';
import type { Hono } from 'hono';
import { addAssetRoutes } from './assets/asset-routes.ts';
import { addHooks } from './hooks/hook-routes.ts';
import { type AppParts, apiPrefix, createApp } from './http/app.ts';
import type { Guards } from './http/guards.ts';
import { ownOrigins } from './http/own-origins.ts';
import { type ServerLogOptions, secretsOfEnvironment, serverLog } from './http/server-log.ts';
import { addMcpRoutes } from './mcp/mcp-routes.ts';
import { type Accounts, type AccountsOptions, openAccounts } from './people/accounts.ts';
import { addAuthRoutes } from './people/auth-routes.ts';
import { addEntrance } from './people/entrance.ts';
import { type IdentifyParts, identifier } from './people/identify.ts';
import { type LocalDoor, openLocalDoor } from './people/local-door.ts';
import { openLocalToken } from './people/local-token.ts';

/** The port that a test's server believes to have. */
export const testPort = 4747;
/** Its origin. */
export const testOrigin = `http://127.0.0.1:${testPort}`;

/** A server without a socket over a real database, a real folder and real parts; for tests only. */
export type TestServer = Readonly<{
  studio: OpenStudio;
  app: Hono;
  ownerId: string;
  door: LocalDoor;
  /** The bearer of this machine's programs. */
  localToken: string;
  accounts: Accounts;
  home: string;
  /** What was logged, one line each. */
  logged: readonly string[];
  /** `frozenMs`: the time stands still there. */
  clock: { aheadMs: number; frozenMs?: number };
  /** Another app over the same studio; `close` is the first one's. */
  again: (over: Omit<TestServerOptions, 'env'>) => Promise<TestServer>;
  close: () => Promise<void>;
}>;

/** What a test takes away or puts in. */
export type TestServerOptions = Readonly<{
  env?: Readonly<Record<string, string>>;
  parts?: (parts: AppParts) => AppParts;
  identify?: Partial<IdentifyParts>;
  accounts?: Partial<AccountsOptions>;
  guards?: Partial<Guards>;
  log?: Partial<ServerLogOptions>;
}>;

/** Opens one; `close` takes everything away again. `again` builds another app over the same studio: a process has one engine. */
export async function testServer({ env = {}, ...over }: TestServerOptions = {}): Promise<TestServer> {
  const database = await testDatabase();
  const home = await mkdtemp(join(tmpdir(), 'server-'));
  const clock: TestServer['clock'] = { aheadMs: 0 };
  const ports = { ...usualPorts, nowMs: () => (clock.frozenMs ?? usualPorts.nowMs()) + clock.aheadMs };
  const studio = await openStudio({ env: { FANTASCOPE_DATABASE_URL: database.url, ...env }, home, doesWork: false, ports });
  const owner = await machineOwner(studio.database.db, ports);
  const tail = new EventTail({ db: studio.database.db, ports });
  const close = async () => {
    tail.close();
    await studio.close();
    await database.close();
    await rm(home, { recursive: true, force: true });
  };
  const base = { studio, tail, home, clock, env, ownerId: owner.id, close };
  return built(base, over);
}

type Base = Pick<TestServer, 'studio' | 'home' | 'clock' | 'ownerId' | 'close'> &
  Readonly<{ tail: EventTail; env: Readonly<Record<string, string>> }>;

async function built(base: Base, over: Omit<TestServerOptions, 'env'>): Promise<TestServer> {
  const { studio, tail, home, ownerId } = base;
  const { parts = (same: AppParts) => same } = over;
  const door = await openLocalDoor({ home, port: testPort, personId: ownerId, nowMs: studio.ports.nowMs });
  const { text: localToken, ...token } = await openLocalToken(home);
  const logged: string[] = [];
  const secrets = [...secretsOfEnvironment(base.env), localToken];
  const log = serverLog({ level: 'trace', secrets, write: (line) => void logged.push(line), ...over.log });
  const origins = ownOrigins({ port: testPort, publicUrl: undefined });
  const accounts = openAccounts({
    studio,
    secret: 's'.repeat(43),
    baseUrl: `http://localhost:${testPort}`,
    origins: [...origins.origins],
    port: testPort,
    warn: (line) => log.warn(line),
    onSignIn: (news) => noteSignIn(studio, news),
    ...over.accounts,
  });
  const identify = identifier({
    studio,
    localDoor: door,
    localToken: { personId: ownerId, ...token },
    sessionPerson: accounts.sessionPerson,
    ...over.identify,
  });
  const clientAddress = (request: Request) => request.headers.get('x-test-address') ?? '192.0.2.1';
  const more: AppParts['more'] = (app, { identify: paced, guards }) => {
    addEntrance(app, { door, identify: paced, baseUrl: () => testOrigin, isOverTls: false });
    addAuthRoutes(app, { accounts, clientAddress });
    addAssetRoutes(app, { studio, identify: paced, prefix: apiPrefix, guards, log });
    addHooks(app, { studio });
    addMcpRoutes(app, { studio, identify: paced, version: 'test' });
  };
  const app = createApp(
    parts({ studio, tail, identify, origins: () => origins, log, version: 'test', more, clientAddress, guards: over.guards ?? {} }),
  );
  return { ...base, app, door, localToken, accounts, logged, again: (other) => built(base, other) };
}

/** What a test sends: JSON, from our own page where `cookie` is given, else as a program. */
export type Sent = Readonly<{ body?: unknown; bearer?: string; cookie?: string; headers?: Readonly<Record<string, string>> }>;

/** Sends one request and reads its answer. */
export async function ask(
  { app }: Pick<TestServer, 'app'>,
  call: string,
  { body, bearer, cookie, headers = {} }: Sent = {},
): Promise<Readonly<{ status: number; json: Record<string, unknown>; headers: Headers }>> {
  const [method = 'GET', path = '/'] = call.split(' ');
  const reply = await app.request(new URL(path, testOrigin), {
    method,
    headers: {
      host: new URL(testOrigin).host,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(cookie === undefined ? {} : { cookie, origin: testOrigin }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await reply.text();
  let json: unknown = {};
  try {
    json = JSON.parse(text);
  } catch {
    json = { text };
  }
  return { status: reply.status, json: json as Record<string, unknown>, headers: reply.headers };
}

/** The cookies that an answer sets, as a browser would send them. */
export function cookiesOf({ headers }: Readonly<{ headers: Headers }>): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');
}

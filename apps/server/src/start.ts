import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import {
  agentToken,
  EventTail,
  machineOwner,
  newSetUpToken,
  noteSignIn,
  openStudio,
  secretFile,
  WebhookSender,
  writeDurably,
} from '@fantascope/jobs';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import { addAssetRoutes } from './assets/asset-routes.ts';
import { addHooks } from './hooks/hook-routes.ts';
import { apiPrefix, createApp } from './http/app.ts';
import { clientAddressBy } from './http/client-address.ts';
import { openMetrics } from './http/metrics.ts';
import { ownOrigins } from './http/own-origins.ts';
import { addMcpRoutes } from './mcp/mcp-routes.ts';
import { addAuthRoutes } from './people/auth-routes.ts';
import { addEntrance } from './people/entrance.ts';
import { identifier } from './people/identify.ts';
import { lateAccounts } from './people/late-accounts.ts';
import { openLocalDoor } from './people/local-door.ts';
import { openLocalToken } from './people/local-token.ts';
import { isLoopbackListen, mayListen } from './people/may-listen.ts';
import { addStudio } from './studio/studio-routes.ts';

/** How a server is started. `port` 0 takes any free one. */
export type StartOptions = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  host: string;
  port: number;
  log: Logger;
  version: string;
  /** Whether this process works too, or only answers. */
  doesWork: boolean;
  /** Called when other workers have taken this one for dead: its process has to end, so that a new one takes its place. */
  onFenced: () => void;
  /** The studio's pages, and when they are built. Default: this server has none. */
  pages?: Readonly<{ folder: string; ready: Promise<void> }>;
}>;

/** A running server. */
export type RunningServer = Readonly<{
  /** http://127.0.0.1:4747 */
  url: string;
  /** A link that lets a browser of this machine in, once. */
  newLink: () => string;
  /** A link by which the server's owner makes the first account; null once there is one. */
  newSetUpLink: () => Promise<string | null>;
  /** Takes no more requests, ends the streams, lets running work come to a rest, and closes the database. */
  close: () => Promise<void>;
}>;

/** Where programs of this machine read which server to speak to. */
export const serverFile = 'server.json';

/** How long a client may take to send its headers, and its whole request, milliseconds: a slow drip must not hold a socket for ever. */
const HEADERS_MS = 20_000;
const REQUEST_MS = 30 * 60_000;
/** How long a server that ends waits for answers under way, milliseconds. */
const ANSWERS_MS = 5_000;

function listen(server: Server, { host, port }: Readonly<{ host: string; port: number }>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new Fault('server.port-taken', { host, port }));
      else if (error.code === 'EADDRNOTAVAIL') reject(new Fault('server.no-such-address', { host }));
      else reject(error);
    });
    server.listen({ host, port }, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Writes down what goes wrong in the work, which nobody is answered. As an error, so that what was to be written into the database is left out. */
export function troubleLog(log: Pick<Logger, 'warn'>): (text: string) => void {
  return (text) => log.warn({ err: new Error(text) }, 'work');
}

/** Takes no more connections, lets answers under way be given for a while, and then cuts what is left. */
async function endOf(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A connection that has had its answer waits for the next question.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), ANSWERS_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}

/**
 * Opens the studio and serves it. The address is bound before anything is opened, so that a second start ends with one sentence and touches
 * nothing. Throws server.port-taken, server.no-such-address, server.needs-owner and the faults of the database.
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { env, home, host, log, version, doesWork, onFenced, pages } = options;
  let app: Hono | undefined;
  const starting = () => new Response('starting\n', { status: 503, headers: { 'retry-after': '1' } });
  const server = createServer(
    { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, maxHeaderSize: 16 * 1024 },
    getRequestListener((request, environment) => app?.fetch(request, environment) ?? starting(), { overrideGlobalObjects: false }),
  );
  const port = await listen(server, options);
  let stopped: Promise<void> | undefined;
  const stopServing = () => {
    stopped ??= endOf(server);
    return stopped;
  };
  const ends: (() => Promise<unknown> | unknown)[] = [stopServing];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const studio = await openStudio({ env, home, doesWork, version, onFenced, onTrouble: troubleLog(log) });
    ends.push(() => studio.close());
    await mayListen(host, { studio });
    const { ports, settings } = studio;
    const owner = await machineOwner(studio.database.db, ports);
    const door = await openLocalDoor({ home, port, personId: owner.id, nowMs: ports.nowMs });
    await agentToken(studio.database.db, { home, personId: owner.id, ports });
    const localToken = { personId: owner.id, ...(await openLocalToken(home)) };
    const tail = new EventTail({ db: studio.database.db, ports });
    ends.push(() => {
      // Streams never end by themselves.
      tail.close();
      // Before the database is closed: whoever does not hear that a thing was done asks for it again.
      return stopServing();
    });
    // Every address is none that can be called.
    const called = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
    const url = new URL(`http://${called.includes(':') ? `[${called}]` : called}:${port}`).origin;
    const publicUrl = settings.publicUrl ?? (isLoopbackListen(called) ? undefined : url);
    const clientAddress = clientAddressBy(env['FANTASCOPE_PROXIES']);
    const accounts = lateAccounts({
      studio,
      secret: await secretFile(home, 'accounts.secret'),
      // A passkey belongs to a name: an address has none.
      baseUrl: publicUrl === undefined ? `http://localhost:${port}` : new URL(publicUrl).origin,
      origins: [...ownOrigins({ port, publicUrl }).origins],
      port,
      warn: (line) => log.warn(line),
      onSignIn: (news) => noteSignIn(studio, news),
    });
    const identify = identifier({ studio, localDoor: door, localToken, sessionPerson: accounts.sessionPerson });
    app = createApp({
      studio,
      tail,
      identify,
      origins: () => ownOrigins({ port, publicUrl }),
      log,
      version,
      clientAddress,
      metrics: openMetrics(studio),
      more: (routes, { identify: paced, guards }) => {
        addEntrance(routes, { door, identify: paced, baseUrl: () => url, isOverTls: publicUrl?.startsWith('https:') === true });
        addAuthRoutes(routes, { accounts, clientAddress });
        addAssetRoutes(routes, { studio, identify: paced, prefix: apiPrefix, guards, log });
        addHooks(routes, { studio });
        addMcpRoutes(routes, { studio, identify: paced, version });
        if (pages !== undefined) addStudio(routes, pages);
      },
    });
    if (doesWork) {
      const telling = new AbortController();
      const told = new WebhookSender({ studio }).run(telling.signal);
      ends.push(() => {
        telling.abort();
        return told;
      });
    }
    const newSetUpLink = async () => {
      const token = await newSetUpToken(studio);
      return token === null ? null : new URL(`/join?token=${token}`, publicUrl ?? url).href;
    };
    await writeDurably(join(home, serverFile), JSON.stringify({ url, pid: process.pid }));
    ends.push(() => rm(join(home, serverFile), { force: true }));
    return { url, newLink: () => new URL(door.newLink(), url).href, newSetUpLink, close };
  } catch (error) {
    await close();
    throw error;
  }
}

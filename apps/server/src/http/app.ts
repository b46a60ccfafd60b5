import { randomUUID } from 'node:crypto';
import { Fault, words } from '@fantascope/film';
import { type EventTail, operations, type Studio } from '@fantascope/jobs';
import { Hono } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import { addDocs } from './docs.ts';
import { addEventStream } from './event-stream.ts';
import { addFilmSound } from './film-sound-route.ts';
import { allGuards, type Guards } from './guards.ts';
import { addHealth } from './health.ts';
import { addMetrics, type Metrics } from './metrics.ts';
import { type OpenApi, openApiOf } from './open-api.ts';
import { addOperationRoutes, type Identify } from './operation-routes.ts';
import type { OwnOrigins } from './own-origins.ts';
import { Pace } from './pace.ts';
import { languageOf, problemOf, problemReply } from './problem.ts';
import { securityHeaders } from './security-headers.ts';
import { shownPath } from './server-log.ts';

/** Where the operations live on HTTP. */
export const apiPrefix = '/api/v1';

/** What the HTTP door is built of. */
export type AppParts = Readonly<{
  studio: Studio;
  tail: EventTail;
  identify: Identify;
  origins: () => OwnOrigins;
  log: Logger;
  version: string;
  /** Routes beside the operations (sign-in, uploads, assets, hooks), added by the door of each. */
  more?: (app: Hono, around: Readonly<{ identify: Identify; guards: Guards }>) => void;
  /** Whose address a request comes from; client-address.ts. Default: nobody knows, and all share one limit. */
  clientAddress?: (request: Request, environment: unknown) => string;
  /** Counted for Prometheus, and shown at /metrics. */
  metrics?: Metrics;
  /** Only the attack suite takes one away. */
  guards?: Partial<Guards>;
}>;

/** The HTTP door: every operation of the table, the event stream, the documents that describe them, and health. Needs no socket: `app.request` answers in a test. */
export function createApp(parts: AppParts): Hono {
  const { studio, tail, origins, log, version, more, metrics, clientAddress = () => 'unknown' } = parts;
  const guards = { ...allGuards, ...parts.guards };
  const pace = new Pace(studio);
  const identify = guards.isPaced ? pace.paced(parts.identify) : parts.identify;
  const app = new Hono();
  app.use(async (context, next) => {
    const id = randomUUID();
    const startMs = performance.now();
    if (guards.isPaced) pace.passAddress(clientAddress(context.req.raw, context.env), context.req.path);
    guards.refuseForeign(context.req.raw, origins());
    await next();
    context.header('x-request-id', id);
    const { method, path } = context.req;
    const { status } = context.res;
    const ms = performance.now() - startMs;
    // Of the patterns that matched the last is the route's; where none did it is our own `*`.
    metrics?.request({ method, route: routePath(context, -1), status, ms });
    // A path names ids at most; queries and headers may hold tokens and are never logged.
    log.info({ id, method, path: shownPath(path), status, ms: Math.round(ms) }, 'request');
  });
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(securityHeaders)) if (!context.res.headers.has(name)) context.header(name, value);
  });
  addHealth(app, { studio });
  // Written when it is first read, not at the start of the server.
  let document: OpenApi | undefined;
  app.get('/openapi.json', (context) => {
    document ??= openApiOf(operations, { prefix: apiPrefix, version });
    return context.json(document as never);
  });
  if (metrics !== undefined) addMetrics(app, { studio, metrics, identify });
  addDocs(app, { operations, prefix: apiPrefix });
  addEventStream(app, { studio, identify, tail, prefix: apiPrefix, guards, log });
  addOperationRoutes(app, { studio, operations, identify, prefix: apiPrefix, guards });
  addFilmSound(app, { studio, identify, prefix: apiPrefix, guards });
  more?.(app, { identify, guards });
  app.notFound((context) => {
    const fault = new Fault('server.no-such-route', { method: context.req.method, path: context.req.path.slice(0, 200) });
    return withSecurity(problemReply(problemOf(fault, languageOf(context.req.header('accept-language')))));
  });
  app.onError((error, context) => {
    const isOurs = error instanceof Fault;
    const { method, path } = context.req;
    if (!isOurs || words[error.code].http >= 500) log.error({ err: error, method, path: shownPath(path) }, 'fault');
    return withSecurity(problemReply(problemOf(error, languageOf(context.req.header('accept-language')))));
  });
  return app;
}

function withSecurity(reply: Response): Response {
  for (const [name, value] of Object.entries(securityHeaders)) reply.headers.set(name, value);
  return reply;
}

import { Fault } from '@fantascope/film';
import type { Hono } from 'hono';
import { boundedBody } from '../http/bounded-body.ts';
import type { Identify } from '../http/operation-routes.ts';
import type { LocalDoor } from './local-door.ts';

const BODY_MOST_BYTES = 1024;

/** What the entrance needs. `isOverTls` where the server is known under an https name. */
export type EntranceParts = Readonly<{ door: LocalDoor; identify: Identify; baseUrl: () => string; isOverTls: boolean }>;

/**
 * `GET /enter?token=…` turns a printed link into the cookie and goes on to the studio; `POST /enter` gives a program of this user (local.token) a
 * new link to print; `POST /leave` takes the cookie away, and with `{"everywhere":true}` every one there is.
 */
export function addEntrance(app: Hono, { door, identify, baseUrl, isOverTls }: EntranceParts): void {
  app.get('/enter', (context) => {
    // A browser that guesses where its person goes next would use the link up.
    if ((context.req.header('sec-purpose') ?? context.req.header('purpose') ?? '').includes('prefetch')) return context.body(null, 503);
    const cookie = door.enter(context.req.query('token') ?? '', { isSecure: isOverTls });
    if (cookie === null) throw new Fault('server.link-used');
    return new Response(null, { status: 303, headers: { location: '/', 'set-cookie': cookie, 'cache-control': 'no-store' } });
  });
  app.post('/enter', async (context) => {
    const actor = await identify(context.req.raw);
    if (actor === null || actor.door !== 'cli') throw new Fault('jobs.sign-in-first', { operation: 'enter' });
    return context.json({ url: new URL(door.newLink(), baseUrl()).href }, 200, { 'cache-control': 'no-store' });
  });
  app.post('/leave', async (context) => {
    const actor = await identify(context.req.raw);
    if (actor === null) throw new Fault('jobs.sign-in-first', { operation: 'leave' });
    const isEverywhere = /^\s*\{\s*"everywhere"\s*:\s*true\s*\}\s*$/.test(
      await boundedBody(context.req.raw, { mostBytes: BODY_MOST_BYTES }),
    );
    if (isEverywhere && actor.isServerOwner && actor.token === undefined) await door.revokeAll();
    return new Response(null, { status: 204, headers: { 'set-cookie': door.leave(), 'clear-site-data': '"cache", "storage"' } });
  });
}

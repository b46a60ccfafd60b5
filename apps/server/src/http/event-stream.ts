import { Fault } from '@fantascope/film';
import { type EventFilter, type EventTail, newestPlace, placeFromText, placeText, type Studio } from '@fantascope/jobs';
import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Guards } from './guards.ts';
import type { Identify } from './operation-routes.ts';
import { shownPath } from './server-log.ts';

/** A comment keeps the line open through proxies that close silent ones, milliseconds. */
const KEEP_OPEN_MS = 15_000;

/** How long rights are believed: whoever is taken out of a project, or whose token is revoked, hears nothing more after this, milliseconds. */
const BELIEVED_MS = 5_000;
/** Streams of one person or token at once: each holds a socket. */
const MOST_OPEN = 64;

/** What the stream asks of its reader: the same rights as a list of the project. Not in the table, because its answer never ends. */
const streamRights = { name: 'events', rights: { role: 'viewer' }, effect: 'reads' } as const;

/**
 * `GET /projects/{projectId}/events`: what happens in a project, as server-sent events whose ids are places in the durable stream. With
 * Last-Event-ID (or `?from=`) it goes on there, also on another server process after a restart; without it only what is new is told.
 */
export function addEventStream(
  app: Hono,
  {
    studio,
    identify,
    tail,
    prefix,
    guards,
    log,
  }: Readonly<{
    studio: Studio;
    identify: Identify;
    tail: EventTail;
    prefix: string;
    guards: Pick<Guards, 'authorize'>;
    log: Pick<Logger, 'error'>;
  }>,
): void {
  const open = new Map<string, number>();
  app.get(`${prefix}/projects/:projectId/events`, async (context) => {
    const request = context.req.raw;
    const { projectId } = context.req.param();
    const actor = await identify(request);
    await guards.authorize(studio.database.db, actor, { operation: streamRights, input: { projectId } });
    const given = request.headers.get('last-event-id') ?? context.req.query('from');
    const from = given === undefined ? await newestPlace(studio.database.db) : placeFromText(given);
    const subjectId = context.req.query('subject');
    if (subjectId !== undefined && !z.string().max(60).safeParse(subjectId).success) throw new Fault('jobs.bad-cursor');
    const filter: EventFilter = { projectIds: [projectId], ...(subjectId === undefined ? {} : { subjectId }) };
    const reader = actor?.token?.id ?? actor?.userId ?? '';
    const count = open.get(reader) ?? 0;
    if (count >= MOST_OPEN) throw new Fault('server.slow-down', { retryAfterSec: 10 });
    open.set(reader, count + 1);
    let checkedMs = studio.ports.nowMs();
    const stillMay = async () => {
      const nowMs = studio.ports.nowMs();
      if (nowMs - checkedMs < BELIEVED_MS) return;
      await guards.authorize(studio.database.db, await identify(request), { operation: streamRights, input: { projectId } });
      checkedMs = nowMs;
    };
    const end = new AbortController();
    const response = streamSSE(context, async (stream) => {
      stream.onAbort(() => end.abort());
      const beat = setInterval(() => {
        void stream.write(': still here\n\n');
        stillMay().catch(() => end.abort());
      }, KEEP_OPEN_MS);
      try {
        // With a place from the first moment on, so that a reader whose line is cut before anything happens misses nothing.
        await stream.write(`retry: 1000\nid: ${placeText(from)}\n\n`);
        for await (const row of tail.follow({ from, filter, signal: end.signal })) {
          await stillMay();
          const { subjectId: subject, kind, data, at, place } = row;
          await stream.writeSSE({
            id: placeText(place),
            event: kind,
            data: JSON.stringify({ subjectId: subject, at: at.toISOString(), ...data }),
          });
        }
      } catch (error) {
        // Hono would print it, or send its text to the reader: what a broken query was to write is in it.
        if (!(error instanceof Fault)) log.error({ err: error, path: shownPath(context.req.path) }, 'event stream');
      } finally {
        clearInterval(beat);
        const left = (open.get(reader) ?? 1) - 1;
        if (left > 0) open.set(reader, left);
        else open.delete(reader);
      }
    });
    response.headers.set('cache-control', 'no-store');
    response.headers.set('x-accel-buffering', 'no');
    return response;
  });
}

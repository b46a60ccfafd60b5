import { Fault } from '@fantascope/film';
import { type Studio, takeHook } from '@fantascope/jobs';
import type { Hono } from 'hono';
import { boundedBody } from '../http/bounded-body.ts';

/** Bytes of a provider's call at most: ids and states. */
const BODY_MOST_BYTES = 1024 * 1024;

/** `POST /hooks/{wire}?k=…&t=…`: where providers say that a task of theirs has moved. They sign, or know the secret in the address. Throws server.not-their-hook and server.body-too-large. */
export function addHooks(app: Hono, { studio }: Readonly<{ studio: Studio }>): void {
  app.post('/hooks/:wire', async (context) => {
    const { raw } = context.req;
    const hooked = await takeHook(studio, {
      wire: context.req.param('wire'),
      headers: Object.fromEntries(raw.headers),
      query: context.req.query(),
      body: await boundedBody(raw, { mostBytes: BODY_MOST_BYTES }),
    });
    if (hooked.outcome === 'refused') throw new Fault('server.not-their-hook');
    // The same answer for a take of ours and for none, for the first time and for the second: it tells nothing.
    return hooked.outcome === 'answer' ? context.json(hooked.answer as never) : context.body(null, 204);
  });
}

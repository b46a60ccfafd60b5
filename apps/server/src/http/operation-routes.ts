import { type Actor, type Operation, perform, type Studio } from '@fantascope/jobs';
import type { Hono } from 'hono';
import type { Guards } from './guards.ts';
import { readInput } from './read-input.ts';

/** Who calls, as the door of people (sessions, tokens, the loopback cookie) found out. */
export type Identify = (request: Request) => Promise<Actor | null>;

/**
 * With `ask` a spending operation only shows what it would do, and the hash of that; with a hash it does it if it is still exactly that, and
 * else shows (409) what it has become. Without the header it does what is asked, under the caps.
 */
export const confirmHeader = 'fantascope-confirm';

/** `/shots/{shotId}` as Hono writes it: `/shots/:shotId`. */
function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** One route for each operation of the table. */
export function addOperationRoutes(
  app: Hono,
  {
    studio,
    operations,
    identify,
    prefix,
    guards,
  }: Readonly<{ studio: Studio; operations: readonly Operation[]; identify: Identify; prefix: string; guards: Guards }>,
): void {
  for (const operation of operations) {
    const { method, path } = operation.route;
    app.on(method, `${prefix}${honoPath(path)}`, async (context) => {
      const request = context.req.raw;
      const asked = operation.preview === undefined ? null : request.headers.get(confirmHeader);
      const input = await readInput(request, { operation, path: context.req.param(), guards });
      const performed = await perform(studio, operation, {
        actor: await identify(request),
        input,
        ...(asked === null ? {} : { confirm: { hash: asked === 'ask' ? undefined : asked } }),
        idempotencyKey: method === 'POST' ? (request.headers.get('idempotency-key') ?? undefined) : undefined,
        signal: request.signal,
        authorize: guards.authorize,
        checkFiles: guards.checkFiles,
      });
      if ('preview' in performed)
        return context.json({ isDone: false, ...performed.preview } as never, asked === 'ask' ? 200 : 409, { 'cache-control': 'no-store' });
      return context.json(performed.output as never, 200, { 'cache-control': 'no-store' });
    });
  }
}

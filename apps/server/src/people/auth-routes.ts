import type { Hono } from 'hono';
import type { Accounts } from './accounts.ts';
import { authPrefix } from './auth-prefix.ts';

/** Whose address a request comes from, as the server trusts it. */
export type ClientAddress = (request: Request, environment: unknown) => string;

/** `/auth/*`: sign-in, sessions, passkeys, OAuth and `POST /auth/join`. */
export function addAuthRoutes(
  app: Hono,
  { accounts, clientAddress }: Readonly<{ accounts: Pick<Accounts, 'handle'>; clientAddress: ClientAddress }>,
): void {
  app.all(`${authPrefix}/*`, async (context) => {
    const reply = await accounts.handle(context.req.raw, { address: clientAddress(context.req.raw, context.env) });
    const own = new Response(reply.body, reply);
    own.headers.set('cache-control', 'no-store');
    return own;
  });
}

import { Fault } from '@fantascope/film';
import { type Person, PersonName, personById, type SignInNews, takeUpInvitation } from '@fantascope/jobs';
import { hashPassword } from 'better-auth/crypto';
import { z } from 'zod';
import { boundedBody } from '../http/bounded-body.ts';
import { authPrefix } from './auth-prefix.ts';
import { type Auth, type AuthParts, openAuth, passwordLeast } from './auth-settings.ts';
import { Backoff } from './backoff.ts';

/** What somebody sends to take up an invitation or the set-up link. */
export const Joining = z.strictObject({
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  name: PersonName,
  email: z.email().max(254),
  password: z.string().min(passwordLeast).max(256),
});
export type Joining = z.infer<typeof Joining>;

/**
 * The library's routes that are there; whatever else it has, or gets, is not. Above all: no sign-up, no change of address, no deletion, no
 * reset by mail (there is no mail), and no OAuth tokens to be read.
 */
export const openRoutes: ReadonlySet<string> = new Set([
  'GET /get-session',
  'POST /sign-in/email',
  'POST /sign-in/social',
  'POST /sign-out',
  'GET /list-sessions',
  'POST /revoke-session',
  'POST /revoke-sessions',
  'POST /revoke-other-sessions',
  'POST /change-password',
  'GET /list-accounts',
  'POST /link-social',
  'POST /unlink-account',
  'GET /error',
  'GET /passkey/generate-register-options',
  'POST /passkey/verify-registration',
  'GET /passkey/generate-authenticate-options',
  'POST /passkey/verify-authentication',
  'GET /passkey/list-user-passkeys',
  'POST /passkey/delete-passkey',
  'POST /passkey/update-passkey',
]);
const callbackShape = /^GET \/callback\/[a-z]{1,20}$/;
/** Routes where a secret could be guessed. */
const guessable = new Set(['POST /sign-in/email', 'POST /change-password', 'POST /passkey/verify-authentication', 'POST /join']);

/** Bytes of a body here at most. */
const BODY_MOST_BYTES = 64 * 1024;

/** What accounts are opened with. The last three are for the attack suite, which takes the guards away. */
export type AccountsOptions = AuthParts &
  Readonly<{
    onSignIn?: (news: SignInNews) => Promise<void> | void;
    routes?: (route: string) => boolean;
    backoff?: 'none';
    freeByAddress?: number;
  }>;

/** Accounts: sign-in, sessions, passkeys, invitations taken up. */
export type Accounts = Readonly<{
  auth: Auth;
  /** Answers what is under /auth. `address`: of the caller. Throws server.no-such-route, server.slow-down, server.body-too-large, jobs.link-spent, jobs.email-taken and jobs.bad-input. */
  handle: (request: Request, caller: Readonly<{ address: string }>) => Promise<Response>;
  /** The person of the session that a request's cookies name; null for nobody. */
  sessionPerson: (headers: Headers) => Promise<string | null>;
}>;

/** The route of a request as `openRoutes` has it. */
function routeOf(request: Request): string {
  return `${request.method} ${new URL(request.url).pathname.slice(authPrefix.length)}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Opens accounts. */
export function openAccounts(options: AccountsOptions): Accounts {
  const { studio, baseUrl, onSignIn, routes = (route: string) => openRoutes.has(route) || callbackShape.test(route) } = options;
  const auth = openAuth(options);
  const { nowMs } = studio.ports;
  const byAccount = new Backoff({ free: 5, mostMs: 15 * 60_000, nowMs });
  const byAddress = new Backoff({ free: options.freeByAddress ?? 30, mostMs: 15 * 60_000, nowMs });

  async function slowly(names: readonly (readonly [Backoff, string])[], attempt: () => Promise<Response>): Promise<Response> {
    if (options.backoff === 'none') return attempt();
    for (const [backoff, name] of names) {
      const waitMs = backoff.begin(name);
      if (waitMs > 0) throw new Fault('server.slow-down', { retryAfterSec: Math.ceil(waitMs / 1000) });
    }
    const reply = await attempt();
    // An address is not forgiven for one account of its own that it knows.
    if (reply.ok) for (const [backoff, name] of names) if (backoff === byAccount) backoff.forgive(name);
    return reply;
  }

  async function join(body: unknown): Promise<Response> {
    const read = Joining.safeParse(body, { reportInput: true });
    // Without the schema's own words for the password: nothing of it is repeated.
    if (!read.success) {
      const field = String(read.error.issues[0]?.path[0] ?? 'token');
      throw new Fault('server.bad-joining', { field, passwordLeast });
    }
    const { token, name, email, password } = read.data;
    const person: Person = await takeUpInvitation(studio, { token, name, email, passwordHash: await hashPassword(password) });
    const headers = { 'content-type': 'application/json', origin: new URL(baseUrl).origin, host: new URL(baseUrl).host };
    const body2 = JSON.stringify({ email: person.email, password });
    return auth.handler(new Request(`${baseUrl}${authPrefix}/sign-in/email`, { method: 'POST', headers, body: body2 }));
  }

  return {
    auth,
    handle: async (request, { address }) => {
      const route = routeOf(request);
      if (route !== 'POST /join' && !routes(route))
        throw new Fault('server.no-such-route', { method: request.method, path: new URL(request.url).pathname.slice(0, 200) });
      const text = request.method === 'GET' ? '' : await boundedBody(request, { mostBytes: BODY_MOST_BYTES });
      const body = jsonOf(text);
      // The library looks at Origin only where there are cookies; a form of another page has none yet when it signs its victim in.
      if (request.method !== 'GET' && !/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
        throw new Fault('server.not-json');
      const onward =
        request.method === 'GET' ? request : new Request(request.url, { method: request.method, headers: request.headers, body: text });
      const attempt = () => (route === 'POST /join' ? join(body) : auth.handler(onward));
      if (!guessable.has(route)) return attempt();
      const email = z.looseObject({ email: z.string().max(254) }).safeParse(body);
      const names: (readonly [Backoff, string])[] = [[byAddress, address]];
      if (email.success && route !== 'POST /join') names.push([byAccount, email.data.email.toLowerCase()]);
      const reply = await slowly(names, attempt);
      const told = reply.ok ? z.looseObject({ user: z.looseObject({ id: z.string() }) }).safeParse(await reply.clone().json()) : undefined;
      await onSignIn?.({
        route: route.slice('POST /'.length),
        isRight: reply.ok,
        userId: told?.success === true ? told.data.user.id : null,
      });
      return reply;
    },
    sessionPerson: async (headers) => {
      if (!(headers.get('cookie') ?? '').includes('session_token')) return null;
      const session = await auth.api.getSession({ headers });
      if (session === null) return null;
      return (await personById(studio.database.db, session.user.id))?.id ?? null;
    },
  };
}

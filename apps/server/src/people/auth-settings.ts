import { passkey } from '@better-auth/passkey';
import { newId } from '@fantascope/film';
import { authAccount, authPasskey, authSession, authUser, authVerification, personById, type Studio } from '@fantascope/jobs';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { isAPIError } from 'better-auth/api';
import { authPrefix } from './auth-prefix.ts';

/** Providers of accounts that may be configured by `FANTASCOPE_<NAME>_CLIENT_ID` and `…_CLIENT_SECRET`. */
export const oauthProviders = ['github', 'google', 'microsoft', 'gitlab', 'discord'] as const;

/** Shorter passwords are refused. */
export const passwordLeast = 10;

/** What the accounts are built of. */
export type AuthParts = Readonly<{
  studio: Pick<Studio, 'database' | 'ports' | 'settings'>;
  /** 256 bits, base64url: signs session cookies and encrypts OAuth tokens. */
  secret: string;
  /** Under which address people open the server: the public URL, or http://localhost:4747 (a passkey needs a name). */
  baseUrl: string;
  origins: readonly string[];
  port: number;
  /** Told what the library warns of; never a body, a header or a value. */
  warn: (line: string) => void;
}>;

function oauthOf(env: Studio['settings']['env']): NonNullable<BetterAuthOptions['socialProviders']> {
  const providers = oauthProviders.flatMap((name) => {
    const [clientId, clientSecret] = ['ID', 'SECRET'].map((part) => env[`FANTASCOPE_${name.toUpperCase()}_CLIENT_${part}`]?.trim() ?? '');
    if (!clientId || !clientSecret) return [];
    // Nobody comes in by an account that was not linked before by somebody signed in.
    return [[name, { clientId, clientSecret, disableSignUp: true, disableImplicitSignUp: true }]] as const;
  });
  return Object.fromEntries(providers);
}

/** better-auth over our tables. It signs people in and never makes one: people come from invitations (accounts.ts). */
export function openAuth({ studio, secret, baseUrl, origins, port, warn }: AuthParts) {
  const { ports, settings, database } = studio;
  const isOverTls = baseUrl.startsWith('https:');
  return betterAuth({
    appName: 'Fantascope',
    baseURL: baseUrl,
    basePath: authPrefix,
    // Told here, so that nothing of the kind is taken from the environment.
    secrets: [{ version: 1, value: secret }],
    secret,
    trustedOrigins: [...origins],
    database: drizzleAdapter(database.db, {
      provider: 'pg',
      schema: { user: authUser, session: authSession, account: authAccount, verification: authVerification, passkey: authPasskey },
    }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: passwordLeast, maxPasswordLength: 256 },
    socialProviders: oauthOf(settings.env),
    account: {
      encryptOAuthTokens: true,
      // An address that a provider has checked is not the same as the account of a person here.
      accountLinking: { enabled: true, disableImplicitLinking: true, allowDifferentEmails: true },
    },
    session: { expiresIn: 30 * 86_400, updateAge: 86_400, freshAge: 3_600 },
    user: { changeEmail: { enabled: false }, deleteUser: { enabled: false } },
    plugins: [passkey({ rpName: 'Fantascope · 幻镜', rpID: new URL(baseUrl).hostname, origin: new URL(baseUrl).origin })],
    // Whatever route of whatever version comes to it: none of them makes a person.
    databaseHooks: {
      user: { create: { before: async () => false } },
      // Somebody who was shut out gets no session either.
      session: { create: { before: async ({ userId }) => (await personById(database.db, userId)) !== undefined } },
    },
    // Ours, which counts by account as well, stands before it (auth-routes.ts).
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (_level, message) => warn(message) },
    // The library would print it: what a broken query was to write is in it.
    onAPIError: {
      onError: (error) => {
        if (!isAPIError(error)) throw error;
      },
    },
    advanced: {
      cookiePrefix: `fantascope_${port}`,
      useSecureCookies: isOverTls,
      cookies: { session_token: { attributes: { sameSite: 'strict' } } },
      // Off in tests by default, and then nothing of it would be tested.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { disableIpTracking: true },
      database: {
        generateId: ({ model }) =>
          model === 'user' ? newId('user', { nowMs: ports.nowMs(), random: ports.random }) : globalThis.crypto.randomUUID(),
      },
    },
  });
}

/** The library, opened. */
export type Auth = ReturnType<typeof openAuth>;

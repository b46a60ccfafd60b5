import { boolean, index, integer, pgSchema, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { at, id } from './columns.ts';

/** People and their ways in. The tables are better-auth's but for `invitation`; its column names are fixed by its adapter. */
export const auth = pgSchema('fantascope_auth');

/** A person. The one of a single-user server is made at its first start and becomes the owner's account once there is one. */
export const authUser = auth.table('user', {
  id: id().primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  /** Owner of the whole server. No route of better-auth can set it. */
  isServerOwner: boolean('is_server_owner').notNull().default(false),
  /** Since when the person may not come in any more. */
  closedAt: at('closed_at'),
  createdAt: at('created_at').notNull(),
  updatedAt: at('updated_at').notNull(),
});

const owner = () =>
  id('user_id')
    .notNull()
    .references(() => authUser.id, { onDelete: 'cascade' });

/** A browser that has signed in. */
export const authSession = auth.table(
  'session',
  {
    id: id().primaryKey(),
    token: text('token').notNull().unique(),
    userId: owner(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    expiresAt: at('expires_at').notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [index('session_user').on(table.userId)],
);

/** A way of signing in: a password (hashed) or an OAuth provider (its tokens encrypted). */
export const authAccount = auth.table(
  'account',
  {
    id: id().primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: owner(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: at('access_token_expires_at'),
    refreshTokenExpiresAt: at('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [index('account_user').on(table.userId), uniqueIndex('account_once').on(table.providerId, table.accountId)],
);

/** Short-lived values of a sign-in under way: passkey challenges, OAuth states. */
export const authVerification = auth.table(
  'verification',
  {
    id: id().primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: at('expires_at').notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [index('verification_identifier').on(table.identifier)],
);

/** A passkey: its public half. */
export const authPasskey = auth.table(
  'passkey',
  {
    id: id().primaryKey(),
    name: text('name'),
    publicKey: text('public_key').notNull(),
    userId: owner(),
    credentialID: text('credential_id').notNull(),
    counter: integer('counter').notNull(),
    deviceType: text('device_type').notNull(),
    backedUp: boolean('backed_up').notNull(),
    transports: text('transports'),
    createdAt: at('created_at'),
    aaguid: text('aaguid'),
  },
  (table) => [index('passkey_user').on(table.userId), uniqueIndex('passkey_credential').on(table.credentialID)],
);

/** A link by which one person may make an account; only its hash is kept. `kind`: set-up (the server's owner) or invitation. */
export const invitation = auth.table(
  'invitation',
  {
    id: id().primaryKey(),
    kind: text('kind').notNull(),
    hash: text('hash').notNull(),
    /** Where set, only this address may take it up. */
    email: text('email'),
    projectId: id('project_id'),
    role: text('role'),
    byUserId: id('by_user_id').notNull(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
    usedByUserId: id('used_by_user_id'),
  },
  (table) => [uniqueIndex('invitation_hash').on(table.hash)],
);

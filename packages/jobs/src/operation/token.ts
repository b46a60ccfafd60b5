import { Fault } from '@fantascope/film';
import { usdMicros } from '@fantascope/take';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { apiToken } from '../database/schema/index.ts';
import { scopes } from '../people/actor.ts';
import { newToken } from '../people/api-token.ts';
import { idOf, Time, timeText } from './id-fields.ts';
import { type Call, operation } from './operation.ts';
import { after, cutPage, pageFields, pageOf } from './page.ts';
import { personOnly } from './person-only.ts';

const DAY_MS = 86_400_000;
const tokenId = idOf('token');
const Usd = z.number().min(0).max(1_000_000);

const Token = z.strictObject({
  id: tokenId,
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  /** null: every project of its person. */
  projectId: z.string().nullable(),
  /** What it may spend in all. */
  spendLimitUsdMicros: z.int(),
  createdAt: Time,
  expiresAt: Time.nullable(),
  revokedAt: Time.nullable(),
});
/** `token` is shown this once; null where the answer is read again. */
const NewToken = Token.extend({ token: z.string().nullable() });

type Row = typeof apiToken.$inferSelect;
const shown = (row: Row): z.input<typeof Token> => ({
  id: row.id as z.input<typeof tokenId>,
  name: row.name,
  scopes: [...row.scopes] as z.input<typeof Token>['scopes'],
  projectId: row.projectId,
  spendLimitUsdMicros: row.spendLimitUsdMicros,
  createdAt: timeText(row.createdAt),
  expiresAt: row.expiresAt === null ? null : timeText(row.expiresAt),
  revokedAt: row.revokedAt === null ? null : timeText(row.revokedAt),
});

/** Changes one of the actor's own tokens, or anybody's for the server's owner. Throws jobs.no-such-thing for others. */
async function change({ studio, actor }: Call, id: string, set: Partial<Row>): Promise<z.input<typeof Token>> {
  const own = actor.isServerOwner ? undefined : eq(apiToken.userId, actor.userId);
  const [row] = await studio.database.db
    .update(apiToken)
    .set(set)
    .where(and(eq(apiToken.id, id), own))
    .returning();
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id });
  return shown(row);
}

/** Tokens for programs. Only a person makes, widens or revokes them: a token must not be able to make itself another. */
export const tokenOperations = [
  operation({
    name: 'token.create',
    says: {
      en: 'Makes a token for a program. It is shown once, may do what its scopes say, and may spend nothing until you set a limit.',
      zh: '为程序创建令牌。仅显示一次，权限由 scopes 决定；在你设定上限之前不能花费。',
    },
    input: z.strictObject({
      name: z.string().trim().min(1).max(200),
      scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
      projectId: idOf('project').optional(),
      /** Days until it expires; default 90. */
      days: z.int().min(1).max(366).default(90),
      /** US dollars it may spend in all; default 0. */
      spendUsd: Usd.default(0),
    }),
    output: NewToken,
    rights: 'signed-in',
    effect: 'writes',
    isIdempotent: false,
    // An answer that is kept for the next one who comes with the key would keep the token.
    kept: (output) => ({ ...output, token: null }),
    route: { method: 'POST', path: '/tokens' },
    run: async (input, { studio, actor, newId }) => {
      personOnly(actor, 'token.create');
      if (input.scopes.includes('admin') && (!actor.isServerOwner || input.projectId !== undefined)) throw new Fault('jobs.scope-too-wide');
      const { db } = studio.database;
      const { text, hash } = newToken();
      const nowMs = studio.ports.nowMs();
      const id = newId('token');
      const [made] = await db
        .insert(apiToken)
        .values({
          id,
          userId: actor.userId,
          name: input.name,
          hash,
          scopes: [...new Set(input.scopes)],
          projectId: input.projectId ?? null,
          spendLimitUsdMicros: usdMicros(input.spendUsd),
          createdAt: new Date(nowMs),
          expiresAt: new Date(nowMs + input.days * DAY_MS),
        })
        .onConflictDoNothing()
        .returning();
      if (made !== undefined) return { ...shown(made), token: text };
      const [own] = await db.select().from(apiToken).where(eq(apiToken.id, id));
      return { ...shown(own as Row), token: null };
    },
  }),
  operation({
    name: 'token.list',
    says: { en: 'Lists your tokens, newest first; never the tokens themselves.', zh: '列出你的令牌，最新的在前；不含令牌本身。' },
    input: z.strictObject({ ...pageFields }),
    output: pageOf(Token),
    rights: 'signed-in',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/tokens' },
    run: async ({ cursor, limit }, { studio, actor }) => {
      personOnly(actor, 'token.list');
      const rows = await studio.database.db
        .select()
        .from(apiToken)
        .where(and(eq(apiToken.userId, actor.userId), after(cursor, { time: apiToken.createdAt, id: apiToken.id })))
        .orderBy(desc(apiToken.createdAt), desc(apiToken.id))
        .limit(limit + 1);
      const page = cutPage(rows, { limit, placeOfRow: (row) => ({ atMs: row.createdAt.getTime(), id: row.id }) });
      return { items: page.items.map(shown), nextCursor: page.nextCursor };
    },
  }),
  operation({
    name: 'token.limit',
    says: { en: 'Sets what a token may spend in all, in US dollars.', zh: '设定一个令牌总共可以花费的金额（美元）。' },
    input: z.strictObject({ tokenId, spendUsd: Usd }),
    output: Token,
    rights: 'signed-in',
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/tokens/{tokenId}/limit' },
    run: async (input, call) => {
      personOnly(call.actor, 'token.limit');
      return change(call, input.tokenId, { spendLimitUsdMicros: usdMicros(input.spendUsd) });
    },
  }),
  operation({
    name: 'token.revoke',
    says: { en: 'Makes a token worthless, at once and for good.', zh: '立即并永久作废一个令牌。' },
    input: z.strictObject({ tokenId }),
    output: Token,
    rights: 'signed-in',
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'DELETE', path: '/tokens/{tokenId}' },
    run: async (input, call) => {
      personOnly(call.actor, 'token.revoke');
      const { db } = call.studio.database;
      const [row] = await db
        .select()
        .from(apiToken)
        .where(and(eq(apiToken.id, input.tokenId), isNull(apiToken.revokedAt)));
      // Revoked already: when it was stays as it was.
      return change(
        call,
        input.tokenId,
        row === undefined ? { spendLimitUsdMicros: 0 } : { revokedAt: new Date(call.studio.ports.nowMs()) },
      );
    },
  }),
] as const;

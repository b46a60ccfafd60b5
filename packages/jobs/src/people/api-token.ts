import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, or } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { apiToken, authUser } from '../database/schema/index.ts';
import type { Actor, Scope } from './actor.ts';

/** What every token of ours begins with, so that scanners of leaked secrets know it. */
export const tokenPrefix = 'fsc_';
const shape = /^fsc_[A-Za-z0-9_-]{43}$/;

/** A new token, 256 bits, and the hash that is all we keep of it. Shown once. */
export function newToken(): Readonly<{ text: string; hash: string }> {
  const text = `${tokenPrefix}${randomBytes(32).toString('base64url')}`;
  return { text, hash: secretHash(text) };
}

/** The hash a random secret is kept as. Without salt or stretching: 256 bits of chance cannot be guessed from it. */
export function secretHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Who a token speaks for; null for one that is none of ours, has expired, was revoked, or whose person was closed. */
export async function actorOfToken(db: Db, text: string, { nowMs }: Readonly<{ nowMs: number }>): Promise<Actor | null> {
  if (!shape.test(text)) return null;
  const [row] = await db
    .select({ token: apiToken, isServerOwner: authUser.isServerOwner })
    .from(apiToken)
    .innerJoin(authUser, eq(authUser.id, apiToken.userId))
    .where(
      and(
        eq(apiToken.hash, secretHash(text)),
        isNull(apiToken.revokedAt),
        isNull(authUser.closedAt),
        or(isNull(apiToken.expiresAt), gt(apiToken.expiresAt, new Date(nowMs))),
      ),
    );
  if (row === undefined) return null;
  const { id, userId, scopes, projectId, spendLimitUsdMicros } = row.token;
  return {
    userId,
    isServerOwner: row.isServerOwner,
    door: 'http',
    token: { id, scopes: scopes as readonly Scope[], projectId, spendLimitUsdMicros },
  };
}

import { newId } from '@fantascope/film';
import type { Db } from '../database/database.ts';
import { project, take } from '../database/schema/index.ts';

/** For tests of the ledger: a planned take that nothing was set aside for, and its project where there is none yet. */
export async function takeIn(
  db: Db,
  {
    projectId,
    userId = 'user_a',
    provider = 'alpha',
    model = 'alpha/one',
    tokenId = null,
    isEmulated = false,
    nowMs = Date.UTC(2026, 10, 22, 12),
  }: Readonly<{
    projectId: string;
    userId?: string;
    provider?: string;
    model?: string;
    tokenId?: string | null;
    isEmulated?: boolean;
    nowMs?: number;
  }>,
): Promise<string> {
  const at = new Date(nowMs);
  await db.insert(project).values({ id: projectId, name: 'A film', createdAt: at }).onConflictDoNothing();
  const id = newId('take', { nowMs, random: Math.random });
  const words = { model, wire: `${provider}-v1`, provider, state: 'planned', moneyState: 'none', isEmulated, lengthMs: 5000 };
  await db.insert(take).values({ id, projectId, byUserId: userId, tokenId, ...words, createdAt: at, updatedAt: at });
  return id;
}

import { newId } from '@fantascope/film';
import type { Db } from '../database/database.ts';
import { apiToken } from '../database/schema/index.ts';
import type { Ports } from '../studio.ts';
import { secretHash, tokenPrefix } from './api-token.ts';
import { secretFile } from './secret-file.ts';

/** The file of the data folder that `fantascope mcp` reads. */
const fileName = 'agent.token';

/**
 * The token that agents on this machine come with: its person's rights but the server's own settings, and nothing to spend until that person
 * sets a limit. Made once a data folder; revoked, it stays revoked until the file is removed. Throws jobs.bad-secret-file.
 */
export async function agentToken(
  db: Db,
  { home, personId, ports }: Readonly<{ home: string; personId: string; ports: Pick<Ports, 'nowMs' | 'random'> }>,
): Promise<string> {
  const text = `${tokenPrefix}${await secretFile(home, fileName)}`;
  const nowMs = ports.nowMs();
  await db
    .insert(apiToken)
    .values({
      id: newId('token', { nowMs, random: ports.random }),
      userId: personId,
      name: 'Agents of this machine · 本机智能体',
      hash: secretHash(text),
      scopes: ['read', 'write', 'spend'],
      spendLimitUsdMicros: 0,
      createdAt: new Date(nowMs),
    })
    .onConflictDoNothing();
  return text;
}

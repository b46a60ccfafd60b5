import { createHash, createHmac } from 'node:crypto';
import { type Wire, wires } from '@fantascope/models';
import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { take, webhookIn } from '../database/schema/index.ts';
import { secretFile } from '../people/secret-file.ts';
import { storedKeys } from '../people/stored-keys.ts';
import type { Studio } from '../studio.ts';

/** A worker that listens to this channel is told the id of a take whose provider has called: a reason to poll now, and nothing more. */
export const hintChannel = 'fantascope_hint';

/** The file whose key makes the secrets in the addresses that providers are given. */
const secretName = 'hooks.secret';

/** What stands as `t` in the address that a wire's provider is given; another for each wire, the same on every machine with the file. */
export async function hookSecret(home: string, wire: string): Promise<string> {
  const key = Buffer.from(await secretFile(home, secretName), 'base64url');
  return createHmac('sha256', key).update(`hook\n${wire}`).digest('base64url');
}

/** The address that a wire's provider is given for its calls; undefined where nobody reaches us. */
export async function hookAddress({ settings, home }: Pick<Studio, 'settings' | 'home'>, wire: string): Promise<string | undefined> {
  if (settings.publicUrl === undefined) return undefined;
  const url = new URL(`/hooks/${encodeURIComponent(wire)}`, settings.publicUrl);
  url.searchParams.set('t', await hookSecret(home, wire));
  return url.href;
}

/** The setting that holds the secret with which a provider signs its calls: `FANTASCOPE_REPLICATE_WEBHOOK_SECRET`, in the environment or by key.set. */
export function signingKeyName(wire: string): string {
  return `FANTASCOPE_${wire.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_WEBHOOK_SECRET`;
}

/** A call as it came. */
export type HookCall = Readonly<{
  wire: string;
  headers: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  body: string;
}>;

/**
 * What became of a call. `answer`: what must be sent back. hint: it is theirs; `takeId` null where no take of ours is meant. again: the same was
 * told before. refused: not theirs, or of no wire that calls.
 */
export type Hooked =
  | Readonly<{ outcome: 'answer'; answer: unknown }>
  | Readonly<{ outcome: 'hint'; takeId: string | null }>
  | Readonly<{ outcome: 'again' | 'refused' }>;

type Told = ReturnType<NonNullable<Wire['webhook']>['read']>;

async function readBy(studio: Pick<Studio, 'database' | 'settings' | 'home' | 'ports'>, wire: Wire, call: HookCall): Promise<Told> {
  const nowSec = Math.floor(studio.ports.nowMs() / 1000);
  const signing = await storedKeys(studio).find(signingKeyName(call.wire));
  for (const secret of [signing, await hookSecret(studio.home, call.wire)]) {
    if (secret === undefined) continue;
    const { headers, query, body } = call;
    const read = wire.webhook?.read({ headers, query, body, secret, nowSec });
    if (read !== undefined && read !== null) return read;
  }
  return null;
}
async function takeMeant(
  db: Db,
  { wire, taskId, clientKey }: Readonly<{ wire: string; taskId: string; clientKey?: string }>,
): Promise<string | null> {
  const where = [eq(take.taskId, taskId), ...(clientKey === undefined ? [] : [eq(take.id, clientKey)])];
  for (const each of where) {
    const [row] = await db
      .select({ id: take.id })
      .from(take)
      .where(and(eq(take.wire, wire), each));
    if (row !== undefined) return row.id;
  }
  return null;
}

/** Takes a provider's call in: verified, told once, and only ever a hint. What it says of the take is not believed; the poll asks. */
export async function takeHook(studio: Pick<Studio, 'database' | 'settings' | 'home' | 'ports'>, call: HookCall): Promise<Hooked> {
  const wire = Object.hasOwn(wires, call.wire) ? wires[call.wire] : undefined;
  if (wire?.webhook === undefined) return { outcome: 'refused' };
  const read = await readBy(studio, wire, call);
  if (read === null) return { outcome: 'refused' };
  if ('answer' in read) return { outcome: 'answer', answer: read.answer };
  const { db } = studio.database;
  const takeId = await takeMeant(db, { wire: call.wire, ...read });
  const sha256 = createHash('sha256').update(call.body).digest('hex');
  return db.transaction(async (tx) => {
    const row = { wire: call.wire, sha256, takeId, at: new Date(studio.ports.nowMs()) };
    const [made] = await tx.insert(webhookIn).values(row).onConflictDoNothing().returning({ sha256: webhookIn.sha256 });
    if (made === undefined) return { outcome: 'again' } as const;
    if (takeId !== null) await tx.execute(sql`select pg_notify(${hintChannel}, ${takeId})`);
    return { outcome: 'hint', takeId } as const;
  });
}

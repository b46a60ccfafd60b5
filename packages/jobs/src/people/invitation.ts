import { randomBytes } from 'node:crypto';
import { Fault, newId } from '@fantascope/film';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { authAccount, authUser, invitation, member } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import type { Studio } from '../studio.ts';
import type { Role } from './actor.ts';
import { secretHash } from './api-token.ts';
import { hasOwnerAccount, machineOwner, type Person, personOfRow } from './person.ts';

const SET_UP_MS = 24 * 3_600_000;

/** 256 bits of chance for a link, and the hash that is kept. */
export function newLinkToken(): Readonly<{ text: string; hash: string }> {
  const text = randomBytes(32).toString('base64url');
  return { text, hash: secretHash(text) };
}

/** The token by which the owner of a server without accounts makes the first one; valid for a day, and only the newest. null where there is an owner's account already. */
export async function newSetUpToken({ database, ports }: Pick<Studio, 'database' | 'ports'>): Promise<string | null> {
  const { db } = database;
  if (await hasOwnerAccount(db)) return null;
  const owner = await machineOwner(db, ports);
  const { text, hash } = newLinkToken();
  const nowMs = ports.nowMs();
  await db.transaction(async (tx) => {
    await tx.delete(invitation).where(and(eq(invitation.kind, 'set-up'), isNull(invitation.usedAt)));
    await tx.insert(invitation).values({
      id: newId('invite', { nowMs, random: ports.random }),
      kind: 'set-up',
      hash,
      byUserId: owner.id,
      createdAt: new Date(nowMs),
      expiresAt: new Date(nowMs + SET_UP_MS),
    });
  });
  return text;
}

/** Who wants in. The password comes hashed: what it was is nobody's business here. */
export type Newcomer = Readonly<{ token: string; name: string; email: string; passwordHash: string }>;

/** Makes the account that an invitation or a set-up token is for; once, whoever comes at the same time. Throws jobs.link-spent and jobs.email-taken. */
export async function takeUpInvitation({ database, ports }: Pick<Studio, 'database' | 'ports'>, newcomer: Newcomer): Promise<Person> {
  const at = new Date(ports.nowMs());
  const email = newcomer.email.toLowerCase();
  return database.db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(invitation)
      .where(and(eq(invitation.hash, secretHash(newcomer.token)), isNull(invitation.usedAt), gt(invitation.expiresAt, at)))
      .for('update');
    if (row === undefined || (row.email !== null && row.email !== email)) throw new Fault('jobs.link-spent');
    const [known] = await tx.select({ id: authUser.id }).from(authUser).where(eq(authUser.email, email));
    if (known !== undefined && !(row.kind === 'set-up' && known.id === row.byUserId)) throw new Fault('jobs.email-taken');
    const person =
      row.kind === 'set-up'
        ? await ownersAccount(tx, { id: row.byUserId, name: newcomer.name, email, at })
        : await newPerson(tx, { id: newId('user', { nowMs: at.getTime(), random: ports.random }), name: newcomer.name, email, at });
    await tx.insert(authAccount).values({
      id: `credential_${person.id}`,
      accountId: person.id,
      providerId: 'credential',
      userId: person.id,
      password: newcomer.passwordHash,
      createdAt: at,
      updatedAt: at,
    });
    const { projectId } = row;
    if (projectId !== null) {
      const role = (row.role ?? 'viewer') as Role;
      await tx.insert(member).values({ projectId, userId: person.id, role, createdAt: at }).onConflictDoNothing();
      await appendEvent(tx, { projectId, subjectId: person.id, kind: 'member.joined', data: { role }, at });
    }
    await tx.update(invitation).set({ usedAt: at, usedByUserId: person.id }).where(eq(invitation.id, row.id));
    return person;
  });
}

type Named = Readonly<{ id: string; name: string; email: string; at: Date }>;

/** The machine's own person becomes the account: what it has made stays its own. */
async function ownersAccount(tx: Tx, { id, name, email, at }: Named): Promise<Person> {
  const [row] = await tx
    .update(authUser)
    .set({ name, email, updatedAt: at })
    .where(and(eq(authUser.id, id), sql`not exists (select 1 from ${authAccount} where ${authAccount.userId} = ${authUser.id})`))
    .returning();
  if (row === undefined) throw new Fault('jobs.link-spent');
  return personOfRow(row);
}

async function newPerson(tx: Tx, { id, name, email, at }: Named): Promise<Person> {
  const [row] = await tx
    .insert(authUser)
    .values({ id, name, email, createdAt: at, updatedAt: at })
    .onConflictDoNothing({ target: authUser.email })
    .returning();
  if (row === undefined) throw new Fault('jobs.email-taken');
  return personOfRow(row);
}

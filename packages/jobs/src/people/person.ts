import { newId } from '@fantascope/film';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { advisoryLocks } from '../database/advisory-locks.ts';
import type { Db } from '../database/database.ts';
import { authAccount, authPasskey, authUser } from '../database/schema/index.ts';
import type { Ports } from '../studio.ts';

/** Somebody who may come in. `email` is null for the one person of a server without accounts. */
export type Person = Readonly<{ id: string; name: string; email: string | null; isServerOwner: boolean }>;

/** Addresses under it reach nobody (RFC 6761), so that none is taken for a real one. */
const noMail = '@local.invalid';

type Row = typeof authUser.$inferSelect;

/** A person's row as the rest of the house sees it. */
export function personOfRow({ id, name, email, isServerOwner }: Pick<Row, 'id' | 'name' | 'email' | 'isServerOwner'>): Person {
  return { id, name, email: email.endsWith(noMail) ? null : email, isServerOwner };
}

/** The person of an id; undefined where there is none or it was closed. */
export async function personById(db: Db, id: string): Promise<Person | undefined> {
  const [row] = await db
    .select()
    .from(authUser)
    .where(and(eq(authUser.id, id), isNull(authUser.closedAt)));
  return row === undefined ? undefined : personOfRow(row);
}

/**
 * The person whose machine this is: the first owner of the server, made here where there is none yet. Two processes that start at once make
 * one. Once that person has an account it is the account's.
 */
export async function machineOwner(db: Db, ports: Pick<Ports, 'nowMs' | 'random'>): Promise<Person> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.owner})`);
    const [found] = await tx
      .select()
      .from(authUser)
      .where(and(eq(authUser.isServerOwner, true), isNull(authUser.closedAt)))
      .orderBy(asc(authUser.createdAt), asc(authUser.id))
      .limit(1);
    if (found !== undefined) return personOfRow(found);
    const at = new Date(ports.nowMs());
    const id = newId('user', { nowMs: at.getTime(), random: ports.random });
    const row = { id, name: 'Owner', email: `${id.toLowerCase()}${noMail}`, isServerOwner: true, createdAt: at, updatedAt: at };
    const [made] = await tx.insert(authUser).values(row).returning();
    return personOfRow(made as Row);
  });
}

/** Whether an owner of the server can sign in from elsewhere: has a password, a passkey or an account at a provider. */
export async function hasOwnerAccount(db: Db): Promise<boolean> {
  const [found] = await db
    .select({ id: authUser.id })
    .from(authUser)
    .where(
      and(
        eq(authUser.isServerOwner, true),
        isNull(authUser.closedAt),
        sql`(exists (select 1 from ${authAccount} where ${authAccount.userId} = ${authUser.id})
          or exists (select 1 from ${authPasskey} where ${authPasskey.userId} = ${authUser.id}))`,
      ),
    )
    .limit(1);
  return found !== undefined;
}

import { Fault } from '@fantascope/film';
import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { member } from '../database/schema/index.ts';
import { type Actor, isAtLeast, type Role, type Scope } from '../people/actor.ts';
import type { Effect, Operation } from './operation.ts';
import { projectsOf } from './owned-ids.ts';

const scopeOf: Readonly<Record<Effect, Scope>> = { reads: 'read', writes: 'write', spends: 'spend' };

/**
 * Lets a call through or throws. What lies in a project the actor is no member of is answered like what does not exist, so that ids tell
 * nothing. Throws jobs.sign-in-first, jobs.no-such-thing, jobs.not-allowed, jobs.owner-only and jobs.out-of-scope.
 */
export async function authorize(
  db: Db,
  actor: Actor | null,
  { operation, input }: Readonly<{ operation: Pick<Operation, 'name' | 'rights' | 'effect'>; input: Readonly<Record<string, unknown>> }>,
): Promise<void> {
  const { rights, name } = operation;
  if (rights === 'anyone') return;
  if (actor === null) throw new Fault('jobs.sign-in-first', { operation: name });
  const { token } = actor;
  const scope = rights === 'server-owner' ? 'admin' : scopeOf[operation.effect];
  if (token !== undefined && !token.scopes.includes(scope)) throw new Fault('jobs.out-of-scope', { operation: name, scope });
  if (rights === 'server-owner') {
    if (!actor.isServerOwner || (token !== undefined && token.projectId !== null)) throw new Fault('jobs.owner-only', { operation: name });
    return;
  }
  const projects = await projectsOf(db, input);
  // What belongs together lies in one project: a shot in the film of another one would show its reader what is there.
  const [home] = projects.values();
  for (const [id, projectId] of projects) if (projectId !== home) throw new Fault('jobs.no-such-thing', { id });
  const asked: Role = rights === 'signed-in' ? 'viewer' : rights.role;
  const inProjects = new Set([...projects.values()].filter((id) => id !== null));
  const roles = actor.isServerOwner ? null : await rolesOf(db, { userId: actor.userId, projectIds: [...inProjects] });
  for (const [id, projectId] of projects) {
    if (projectId === null) {
      if (!actor.isServerOwner) throw new Fault('jobs.no-such-thing', { id });
      continue;
    }
    if (token !== undefined && token.projectId !== null && token.projectId !== projectId) throw new Fault('jobs.no-such-thing', { id });
    if (roles === null) continue;
    const role = roles.get(projectId);
    if (role === undefined) throw new Fault('jobs.no-such-thing', { id });
    if (!isAtLeast(role, asked)) throw new Fault('jobs.not-allowed', { operation: name, role: asked });
  }
}

async function rolesOf(
  db: Db,
  { userId, projectIds }: Readonly<{ userId: string; projectIds: readonly string[] }>,
): Promise<ReadonlyMap<string, Role>> {
  if (projectIds.length === 0) return new Map();
  const rows = await db
    .select({ projectId: member.projectId, role: member.role })
    .from(member)
    .where(and(eq(member.userId, userId), inArray(member.projectId, [...projectIds])));
  return new Map(rows.map(({ projectId, role }) => [projectId, role as Role]));
}

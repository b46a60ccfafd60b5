import { audit } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';

/** What came of a try to come in. `route`: sign-in/email, join, change-password … */
export type SignInNews = Readonly<{ route: string; isRight: boolean; userId: string | null }>;

/** Writes a try to come in into the audit log; of a failed one not whom it was for, which its sender made up. */
export async function noteSignIn(
  { database, ports }: Pick<Studio, 'database' | 'ports'>,
  { route, isRight, userId }: SignInNews,
): Promise<void> {
  await database.db.insert(audit).values({
    at: new Date(ports.nowMs()),
    actorId: userId ?? 'nobody',
    door: 'http',
    operation: `auth.${route.replaceAll('/', '-')}`,
    subjectId: userId,
    outcome: isRight ? 'done' : 'refused',
  });
}

import { LabelPolicy, stricterPolicy } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import { setting } from '../database/schema/index.ts';
import { settingOf } from '../people/run-time-settings.ts';
import type { Studio } from '../studio.ts';

/** What holds in a project: the stricter of its server's policy and its own. `project` is null where it says nothing of its own. */
export type PolicyInForce = Readonly<{
  policy: LabelPolicy;
  server: LabelPolicy;
  project: LabelPolicy | null;
  byUserId: string | null;
  setAt: Date | null;
}>;

/** A project's own policy is a setting under the project's name. */
export function policySetting(projectId: string): string {
  return `labels.policy/${projectId}`;
}

/** The policy that exports of a project have to keep. What an older version stored and this one does not know counts as not set. */
export async function policyOf(studio: Pick<Studio, 'database'>, projectId: string): Promise<PolicyInForce> {
  const server = await settingOf(studio, 'labels.policy');
  const [row] = await studio.database.db
    .select()
    .from(setting)
    .where(eq(setting.name, policySetting(projectId)));
  const read = LabelPolicy.safeParse(row?.value);
  const project = read.success ? read.data : null;
  const own = row === undefined || project === null ? { byUserId: null, setAt: null } : { byUserId: row.byUserId, setAt: row.setAt };
  return { policy: project === null ? server : stricterPolicy(server, project), server, project, ...own };
}

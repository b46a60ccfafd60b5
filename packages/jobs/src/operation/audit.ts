import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../database/database.ts';
import { audit } from '../database/schema/index.ts';
import { idOf, Time, timeText } from './id-fields.ts';
import { operation } from './operation.ts';

const Line = z.strictObject({
  seq: z.int(),
  at: Time,
  actorId: z.string(),
  tokenId: z.string().nullable(),
  door: z.string(),
  operation: z.string(),
  projectId: z.string().nullable(),
  subjectId: z.string().nullable(),
  /** done, or the code of the fault. */
  outcome: z.string(),
});
const page = {
  /** Lines written before this one. */
  beforeSeq: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const Page = z.strictObject({ items: z.array(Line) });
type Wish = Readonly<{ projectId?: string; actorId?: string | undefined; beforeSeq?: number | undefined; limit: number }>;

async function lines(db: Db, { projectId, actorId, beforeSeq, limit }: Wish): Promise<z.input<typeof Page>> {
  const rows = await db
    .select()
    .from(audit)
    .where(
      and(
        projectId === undefined ? undefined : eq(audit.projectId, projectId),
        actorId === undefined ? undefined : eq(audit.actorId, actorId),
        beforeSeq === undefined ? undefined : lt(audit.seq, beforeSeq),
      ),
    )
    .orderBy(desc(audit.seq))
    .limit(limit);
  return { items: rows.map((row) => ({ ...row, at: timeText(row.at) })) };
}

/** Who did what, when, by which door: written by every call that changes something, and never changed. */
export const auditOperations = [
  operation({
    name: 'audit.list',
    says: { en: 'Lists who did what in a project, newest first.', zh: '列出项目中谁做了什么，最新的在前。' },
    input: z.strictObject({ projectId: idOf('project'), ...page }),
    output: Page,
    rights: { role: 'owner' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects/{projectId}/audit' },
    run: (input, { studio }) => lines(studio.database.db, input),
  }),
  operation({
    name: 'audit.server',
    says: { en: 'Lists who did what on the whole server, newest first.', zh: '列出整个服务器上谁做了什么，最新的在前。' },
    input: z.strictObject({ actorId: z.string().max(100).optional(), ...page }),
    output: Page,
    rights: 'server-owner',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/audit' },
    run: (input, { studio }) => lines(studio.database.db, input),
  }),
] as const;

import { and, eq, isNull } from 'drizzle-orm';
import { job } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import type { JobRoom, JobRow } from './job-room.ts';

/** At most one event of a job's progress in this time, milliseconds; and only for a step that can be seen. */
const TELL_EVERY_MS = 2000;
const SEEN_PERMILLE = 10;

/** Tells how far a job is, sparingly: written in its row, and as an event of it and of the take it is done for. */
export function tellJob(
  { database, ports }: Pick<JobRoom, 'database' | 'ports'>,
  { id, projectId, takeId, kind }: JobRow,
): (doneRatio: number) => void {
  let toldMs = ports.nowMs();
  let told = 0;
  return (doneRatio) => {
    const nowMs = ports.nowMs();
    // The last per mille is its end.
    const progressPermille = Math.min(999, Math.floor(doneRatio * 1000));
    if (progressPermille - told < SEEN_PERMILLE || nowMs - toldMs < TELL_EVERY_MS) return;
    [toldMs, told] = [nowMs, progressPermille];
    const at = new Date(nowMs);
    const write = database.db.transaction(async (tx) => {
      const open = await tx
        .update(job)
        .set({ progressPermille, updatedAt: at })
        .where(and(eq(job.id, id), isNull(job.endedAt)))
        .returning({ id: job.id });
      if (open.length === 0) return;
      await appendEvent(tx, { projectId, subjectId: id, kind: 'job.progress', data: { kind, progressPermille }, at });
      const data = { state: 'running', ratio: progressPermille / 1000 };
      if (takeId !== null && kind === 'stage-take')
        await appendEvent(tx, { projectId, subjectId: takeId, kind: 'take.progress', data, at });
    });
    // Nothing hangs on it: a database that is away for a moment misses a percentage.
    void write.catch(() => undefined);
  };
}

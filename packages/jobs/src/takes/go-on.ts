import { and, eq, isNull } from 'drizzle-orm';
import { take } from '../database/schema/index.ts';
import type { Engine } from '../engine/engine.ts';
import { queueOf } from './provider-of.ts';
import type { TakeRoom } from './take-room.ts';
import { takeWorkflowName } from './take-workflow.ts';

/** A workflow that has just begun to wait may still be ending: how often, and how long in between, it is looked at, milliseconds. */
const LOOKS = 20;
const LOOK_MS = 50;

/** Has a take go on that waited for something to be drawn. What is missed here is found by the sweep. */
export async function goOn({ database, ports }: Pick<TakeRoom, 'database' | 'ports'>, takeId: string, engine: Engine): Promise<void> {
  const { provider, priority } = take;
  const [row] = await database.db
    .select({ provider, priority })
    .from(take)
    .where(and(eq(take.id, takeId), eq(take.state, 'reserved'), isNull(take.endedAt)));
  if (row === undefined) return;
  for (let looks = 0; looks < LOOKS; looks += 1) {
    if ((await engine.lost([takeId])).length > 0)
      return await engine.ensure(takeWorkflowName, takeId, { queue: queueOf(row.provider), priority: row.priority });
    await ports.sleep(LOOK_MS);
  }
}

import { Fault } from '@fantascope/film';
import { wires } from '@fantascope/models';
import { eq } from 'drizzle-orm';
import { take } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';
import { askAgain, attachTask, closeUnknown } from '../takes/unknown.ts';

/** What a person says, or wants asked, about a take nobody knows about. */
export type PersonsWord =
  /** Its provider has it under this id: it goes on. */
  | Readonly<{ answer: 'happened'; taskId: string }>
  /** It was charged so much; nothing more comes of it. */
  | Readonly<{ answer: 'happened'; paidUsdMicros: number }>
  | Readonly<{ answer: 'did-not-happen' }>
  | Readonly<{ answer: 'ask-again' }>;

/** goes-on: a worker follows it now. closed: its money is settled or released. asked: its provider is being asked; cannot-ask: its protocol has no way to. */
export type WordTaken = Readonly<{ outcome: 'goes-on' | 'closed' | 'asked' | 'cannot-ask' }>;

/**
 * Takes a person's word on a take of unknown outcome or money; nothing is ever sent for it again. Throws jobs.take-not-unknown,
 * jobs.task-of-another, jobs.take-elsewhere (a worker is just asking) and jobs.no-such-thing: then nothing was written.
 */
export async function resolveTake(
  studio: Pick<Studio, 'database' | 'engine' | 'ports'>,
  takeId: string,
  { word, byUserId }: Readonly<{ word: PersonsWord; byUserId: string }>,
): Promise<WordTaken> {
  const [row] = await studio.database.db.select().from(take).where(eq(take.id, takeId));
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id: takeId });
  // One that has ended and whose money alone is unknown has nothing to be followed or asked for.
  const isUnderWay = 'taskId' in word || word.answer === 'ask-again';
  if (row.state !== 'unknown' && (isUnderWay || row.moneyState !== 'unknown'))
    throw new Fault('jobs.take-not-unknown', { take: takeId, state: row.state });
  if (word.answer === 'ask-again') {
    if (wires[row.wire]?.find === undefined) return { outcome: 'cannot-ask' };
    await askAgain(studio, { takeId });
    return { outcome: 'asked' };
  }
  if ('taskId' in word) {
    await attachTask(studio, { takeId, taskId: word.taskId, byUserId });
    return { outcome: 'goes-on' };
  }
  await closeUnknown(studio, { takeId, paidUsdMicros: word.answer === 'happened' ? word.paidUsdMicros : 0, byUserId });
  return { outcome: 'closed' };
}

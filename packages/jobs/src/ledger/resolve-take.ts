import { Fault } from '@fantascope/film';
import { wires } from '@fantascope/models';
import { JournalRow, type NewRow } from '@fantascope/take';
import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { take } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';
import { rowsOf, writeRow } from '../takes/pg-journal.ts';
import { queueOf } from '../takes/provider-of.ts';
import { takeWorkflowName } from '../takes/take-workflow.ts';

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
 * Takes a person's word on a take of unknown outcome or money, into its journal and its ledger at once; nothing is ever sent for it again.
 * Throws jobs.take-not-unknown, jobs.task-of-another and jobs.no-such-thing: then nothing was written.
 */
export async function resolveTake(
  { database, engine, ports }: Pick<Studio, 'database' | 'engine' | 'ports'>,
  takeId: string,
  { word, byUserId }: Readonly<{ word: PersonsWord; byUserId: string }>,
): Promise<WordTaken> {
  const nowMs = ports.nowMs();
  const { workerId } = engine;
  const { taken, provider } = await database.db.transaction(async (tx) => {
    const [row] = await tx.select().from(take).where(eq(take.id, takeId)).for('no key update');
    if (row === undefined) throw new Fault('jobs.no-such-thing', { id: takeId });
    const isUnderWay = 'taskId' in word || word.answer === 'ask-again';
    // One that has ended and whose money alone is unknown has nothing to be followed or asked for.
    if (row.state !== 'unknown' && (isUnderWay || row.moneyState !== 'unknown'))
      throw new Fault('jobs.take-not-unknown', { take: takeId, state: row.state });
    return { taken: await note(tx, row, { word, byUserId, nowMs, workerId }), provider: row.provider };
  });
  // The rows say that it is to go on, and a sweep would find it; a person waits for this one.
  if (taken.outcome === 'goes-on' || taken.outcome === 'asked')
    await engine.ensure(takeWorkflowName, takeId, { queue: queueOf(provider), priority: 1 });
  return taken;
}

type Noting = Readonly<{ word: PersonsWord; byUserId: string; nowMs: number; workerId: string }>;

async function note(tx: Tx, row: typeof take.$inferSelect, { word, byUserId, nowMs, workerId }: Noting): Promise<WordTaken> {
  if (word.answer === 'ask-again') return { outcome: wires[row.wire]?.find === undefined ? 'cannot-ask' : 'asked' };
  const before = await rowsOf(tx, row.id);
  const write = (said: NewRow) => writeRow(tx, { row: JournalRow.parse({ v: 1, atMs: nowMs, ...said }), before, workerId, byUserId });
  if (!('taskId' in word)) {
    const usdMicros = word.answer === 'happened' ? word.paidUsdMicros : 0;
    const state = word.answer === 'happened' ? 'settled' : 'none';
    await write({ kind: 'closed', take: row.id, money: { state, usdMicros, basis: 'person' } });
    return { outcome: 'closed' };
  }
  const { taskId } = word;
  const [other] = await tx
    .select({ id: take.id })
    .from(take)
    .where(and(eq(take.provider, row.provider), eq(take.taskId, taskId), ne(take.id, row.id)));
  if (other !== undefined) throw new Fault('jobs.task-of-another', { task: taskId, other: other.id, provider: row.provider });
  const intent = before.find((each) => each.kind === 'intent');
  const model = intent?.request['model'];
  // Several protocols ask after a task by the model it was sent to.
  const kind = typeof model === 'string' ? { kind: model } : {};
  const ticket = { wire: row.wire, taskId, ...kind, ...(intent === undefined ? {} : { submittedAtMs: intent.atMs }) };
  await write({ kind: 'ticket', take: row.id, ticket, by: 'look-up', warnings: [`the task's id was given by ${byUserId}`] });
  return { outcome: 'goes-on' };
}

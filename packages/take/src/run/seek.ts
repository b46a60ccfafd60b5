import { Fault } from '@fantascope/film';
import type { Ticket } from '@fantascope/models';
import type { TakeRecord } from '../journal/take-record.ts';
import { unknownMoney } from '../money/settle.ts';
import { lookUp } from './look-up.ts';
import type { TakePorts } from './ports.ts';

/** Looks a lost take up and notes what came of it: its ticket, or that nobody knows. Nothing is ever posted here. */
export async function seek(record: TakeRecord, ports: TakePorts): Promise<void> {
  const { journal } = ports;
  const { take } = record;
  const reason = record.reason ?? 'the process ended before the reply was kept';
  if (record.state === 'sent') ports.onNews?.({ news: 'looking-up', reason });
  const found = await lookUp(record, ports);
  const answer = typeof found === 'object' ? await noteFound(found.found) : found;
  if (answer === 'noted') return ports.pause?.('after-ticket');
  // Asked again with the same answer, the row that is there already says it.
  if (record.state === 'unknown' && record.lookUp === answer) return;
  await journal.append({ kind: 'unknown', take, reason, lookUp: answer, money: unknownMoney(record.intent.money) });

  /** One task cannot be two takes: what was found is another take's, and only a person can tell which of them it is. */
  async function noteFound(ticket: Ticket): Promise<'noted' | 'maybe'> {
    try {
      await journal.append({ kind: 'ticket', take, ticket, by: 'look-up', warnings: [] });
      return 'noted';
    } catch (error) {
      if (error instanceof Fault && error.code === 'jobs.task-is-taken') return 'maybe';
      throw error;
    }
  }
}

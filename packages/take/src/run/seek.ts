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
  const answer = await lookUp(record, ports);
  if (typeof answer === 'object') {
    await journal.append({ kind: 'ticket', take, ticket: answer.found, by: 'look-up', warnings: [] });
    await ports.pause?.('after-ticket');
    return;
  }
  // Asked again with the same answer, the row that is there already says it.
  if (record.state === 'unknown' && record.lookUp === answer) return;
  await journal.append({ kind: 'unknown', take, reason, lookUp: answer, money: unknownMoney(record.intent.money) });
}

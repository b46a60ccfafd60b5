import type { TakeRequest, Ticket, Wanted } from '@fantascope/models';
import type { TakeRecord } from '../journal/take-record.ts';
import type { TakePorts } from './ports.ts';

/** What looking a lost take up brought. `cannot`: the wire has no way to look. */
export type LookUp = Readonly<{ found: Ticket }> | 'none' | 'maybe' | 'unclear' | 'cannot';

/** How many questions one look-up may need (a queue, then a history; pages of a list). */
const MOST_QUESTIONS = 12;

/**
 * Asks the provider for a take whose submit reply was lost, several times, because a list may lag behind. Only `found` lets a take go on;
 * everything else leaves it unknown, and a person decides. Nothing is ever posted here.
 */
export async function lookUp(record: TakeRecord, ports: TakePorts): Promise<LookUp> {
  const { wire, setting, net, patience, journal } = ports;
  const { find } = wire;
  if (find === undefined) return 'cannot';
  const { intent } = record;
  const wanted: Wanted = {
    clientKey: intent.clientKey,
    request: intent.request as TakeRequest,
    sentAtMs: intent.atMs,
    knownIds: await journal.otherTaskIds({ take: record.take, wire: wire.name }),
  };
  let answer: LookUp = 'unclear';
  for (let tries = 0; tries < patience.lookUps; tries += 1) {
    if (tries > 0) await ports.sleep(patience.lookUpWaitMs * tries);
    answer = await once();
    if (typeof answer === 'object') return answer;
  }
  return answer;

  async function once(): Promise<LookUp> {
    let http = find?.request(wanted, setting);
    for (let questions = 0; http !== undefined && questions < MOST_QUESTIONS; questions += 1) {
      const delivery = await net.send(http);
      const read = delivery.state === 'reply' ? find?.read(delivery.reply, wanted, setting) : undefined;
      if (read === undefined) return 'unclear';
      if (typeof read === 'string' || 'found' in read) return read;
      http = read.next;
    }
    return 'unclear';
  }
}

import type { ListedTake } from '../app/queries.ts';

/** How a take is shown; each has a word, an icon and a shape of its own. */
export type TakeLook = 'waiting' | 'queued' | 'shooting' | 'ready' | 'ended' | 'unknown';

/** The words that say a state; `other` for one that this page does not know yet. */
export type TakeWord =
  | 'waiting'
  | 'reserved'
  | 'sent'
  | 'shooting'
  | 'collecting'
  | 'ready'
  | 'refused'
  | 'failed'
  | 'cancelled'
  | 'expired'
  | 'lost'
  | 'unknown'
  | 'closed'
  | 'other';

const looks: Readonly<Record<Exclude<TakeWord, 'other'>, TakeLook>> = {
  waiting: 'waiting',
  reserved: 'queued',
  sent: 'queued',
  shooting: 'shooting',
  collecting: 'shooting',
  ready: 'ready',
  refused: 'ended',
  failed: 'ended',
  cancelled: 'ended',
  expired: 'ended',
  lost: 'ended',
  unknown: 'unknown',
  closed: 'ended',
};

/** The word of a state. */
export function wordOf(state: string): TakeWord {
  return Object.hasOwn(looks, state) ? (state as TakeWord) : 'other';
}

/** How a state is shown. */
export function lookOf(state: string): TakeLook {
  const word = wordOf(state);
  return word === 'other' ? 'ended' : looks[word];
}

/** Whether there is work left to do; an unknown one waits for a person. */
export function isUnderWay({ state, endedAt }: Pick<ListedTake, 'state' | 'endedAt'>): boolean {
  const look = lookOf(state);
  return endedAt === null && (look === 'waiting' || look === 'queued' || look === 'shooting');
}

/** Whether a picture is being made of it right now: what the tally light stands for. */
export function isShooting({ state, endedAt }: Pick<ListedTake, 'state' | 'endedAt'>): boolean {
  return endedAt === null && lookOf(state) === 'shooting';
}

/** How a take has ended without a picture; `notSent`: nothing reached its provider. */
export type TakeEnd = 'refused' | 'notSent' | 'failed' | 'cancelled' | 'expired' | 'lost' | 'unknown' | 'closed';

/** How it has ended; null for one that is under way, ready, or in a state that this page does not know. */
export function endOf({ state, reason }: Pick<ListedTake, 'state' | 'reason'>): TakeEnd | null {
  const word = wordOf(state);
  if (word === 'refused') return reasonOf(reason).code === 'not-sent' ? 'notSent' : word;
  return word !== 'other' && (looks[word] === 'ended' || looks[word] === 'unknown') ? (word as TakeEnd) : null;
}

/** Why, as the journal keeps it: a code before what was said where there is one. People read what was said. */
export function reasonOf(reason: string | null): Readonly<{ code: string | null; said: string | null }> {
  const [, code, said] = /^(?:HTTP \d+ )?([a-z][a-z0-9-]*): ([\s\S]+)$/.exec(reason ?? '') ?? [];
  return code === undefined || said === undefined ? { code: null, said: reason } : { code, said };
}

/** What a take's money is, whole millionths of a dollar. */
export type TakeMoney = Readonly<{ is: 'emulated' | 'free' | 'atMost' | 'paid' | 'refunded' | 'unknown'; micros: number }>;

/** What became of a take's money. Emulated figures are no money. */
export function moneyOf(take: Pick<ListedTake, 'isEmulated' | 'moneyState' | 'reservedUsdMicros' | 'settledUsdMicros'>): TakeMoney {
  const { isEmulated, moneyState, reservedUsdMicros, settledUsdMicros } = take;
  const own = (): TakeMoney => {
    switch (moneyState) {
      case 'none':
        return { is: 'free', micros: 0 };
      case 'reserved':
        return { is: reservedUsdMicros === 0 ? 'free' : 'atMost', micros: reservedUsdMicros };
      case 'settled':
        return { is: settledUsdMicros === 0 ? 'free' : 'paid', micros: settledUsdMicros };
      case 'refunded':
        return { is: 'refunded', micros: settledUsdMicros };
      case 'unknown':
        return { is: 'unknown', micros: reservedUsdMicros };
      default:
        return moneyState satisfies never;
    }
  };
  const money = own();
  return isEmulated && money.is !== 'free' ? { is: 'emulated', micros: money.micros } : money;
}

/** The takes of a shot, oldest first, with the numbers they are called by. */
export function numbered(newestFirst: readonly ListedTake[]): readonly Readonly<{ take: ListedTake; number: number }>[] {
  return [...newestFirst].reverse().map((take, index) => ({ take, number: index + 1 }));
}

/** Whole minutes and seconds: 0:07, 2:31. */
export function clockText(sec: number): string {
  const whole = Math.max(0, Math.round(sec));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

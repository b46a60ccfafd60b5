import type { FaultName } from '@fantascope/emulators';
import type { FaultRow, Pair } from './fault-run.ts';
import { hintsOf, isOfTask } from './fault-run.ts';

/** How a take has to end, in money too. `billed`: takes the provider charges for. */
export type WantedEnding = Readonly<{
  state: 'ready' | 'refused' | 'failed' | 'cancelled' | 'expired' | 'lost' | 'unknown';
  money: 'settled' | 'none' | 'refunded' | 'unknown';
  billed: 0 | 1;
  lookUp?: 'none' | 'maybe' | 'unclear' | 'cannot';
  /** Why it is not as usual: a fact of the protocol. */
  why?: string;
}>;

const ready: WantedEnding = { state: 'ready', money: 'settled', billed: 1 };
const refused: WantedEnding = { state: 'refused', money: 'none', billed: 0 };
// What a task that failed costs, most providers do not say: the emulators charge it, and the take must not claim to know.
const failed: WantedEnding = { state: 'failed', money: 'unknown', billed: 1 };
const expired: WantedEnding = { ...failed, state: 'expired' };

/** Nothing came of it, and nobody can be sure: a list may lag behind, so that the take stays unknown though the bill is empty. */
const untaken: WantedEnding = { state: 'unknown', money: 'unknown', billed: 0, lookUp: 'none' };

/** The usual ending of a take that meets a fault; ready where nothing else is said. */
const usual: Readonly<Partial<Record<FaultName | 'none', WantedEnding>>> = {
  'hang-up-untaken': untaken,
  'rate-limit': refused,
  'concurrency-limit': refused,
  'error-in-200': refused,
  fails: failed,
  'content-refused': failed,
  expires: expired,
  forgets: expired,
};

const lost = (lookUp: 'maybe' | 'cannot', why: string) => ({ state: 'unknown', money: 'unknown', billed: 1, lookUp, why }) as const;
/** What a wire makes of a reply to a submit that was lost. A wire that is not here finds the take again, and goes on with it. */
const lostReply: Readonly<Record<string, WantedEnding>> = {
  'fal-queue': lost('cannot', 'no place for a key of ours, and no list: only its webhook names the task'),
  runway: lost('cannot', 'no place for a key of ours, and no list of tasks'),
  'minimax-v1': lost('cannot', 'no place for a key of ours, and no list: only its webhook names the task'),
  'minimax-v2': lost('maybe', 'its list tells nothing of what was asked, so that a person must look'),
  dashscope: lost('maybe', 'its list tells neither what was asked nor in which time zone, so that a person must look'),
  'gemini-interactions': lost('cannot', 'no place for a key of ours, and no list of interactions'),
  jimeng: lost('cannot', 'no place for a key of ours, and no list'),
  'openai-images': lost('cannot', 'the picture was in the reply that was lost'),
  'luma-agents': lost('cannot', 'no place for a key of ours, and no list in its documents'),
};

/** Endings that the facts of one protocol make other than the usual. */
const own: Readonly<Record<string, Readonly<Partial<Record<FaultName, WantedEnding>>>>> = {
  'fal-queue': {
    fails: { ...failed, money: 'refunded', billed: 0, why: 'fal does not bill what ends with a 5xx, and says that it did' },
    'error-in-200': {
      ...failed,
      money: 'refunded',
      billed: 0,
      why: 'COMPLETED with an error of the platform, which is a 5xx and not billed',
    },
  },
  replicate: {
    expires: { ...expired, state: 'cancelled', money: 'refunded', billed: 0, why: 'its word is aborted: never begun, not charged' },
  },
  'gemini-interactions': {
    'error-in-200': { ...failed, why: 'completed, with words in the place of a film' },
    expires: { ...failed, why: 'its word is budget_exceeded' },
  },
  'vertex-veo': {
    'hang-up-untaken': { ...untaken, lookUp: 'unclear', why: 'an empty folder may be one that is still being worked for' },
    'error-in-200': { ...failed, why: 'an operation that is done, with an error' },
  },
  'openai-images': {
    fails: lost('cannot', 'a picture is made while one waits: what answers 500 may have been made'),
    'content-refused': { ...refused, why: 'looked at before anything is made' },
    'expired-result': {
      state: 'lost',
      money: 'settled',
      billed: 1,
      why: 'the address came with the only reply there is; no question brings a fresh one',
    },
  },
};

const lostReplies: readonly string[] = ['accept-then-500', 'accept-then-hang-up', 'accept-then-half-reply'];

/** How the take of a pair has to end, exactly. */
export function wantedEnding({ wire, fault }: Pair): WantedEnding {
  if (fault === 'none') return ready;
  const isBlind = lostReply[wire]?.lookUp === 'cannot';
  if (fault === 'hang-up-untaken' && isBlind) return { ...untaken, lookUp: 'cannot', why: lostReply[wire]?.why ?? '' };
  return own[wire]?.[fault] ?? (lostReplies.includes(fault) ? lostReply[wire] : undefined) ?? usual[fault] ?? ready;
}

/** What is wrong with a row: money that does not add up, a second POST, another end than the pair has to have. Empty when all is right. */
export function complaints(row: FaultRow): readonly string[] {
  const at = `${row.wire} × ${row.fault}`;
  const wanted = wantedEnding(row);
  const hints = row.hints.filter(isOfTask).length;
  const least = hintsOf(row.fault);
  const told: readonly (readonly [boolean, string])[] = [
    [row.isShown, 'was never met'],
    [row.posts === 1, `${row.posts} POSTs for one take`],
    [row.billed <= 1, `paid ${row.billed} times`],
    [row.billed === wanted.billed, `${row.billed} on the bill instead of ${wanted.billed}`],
    [row.state === wanted.state, `${row.state} instead of ${wanted.state}`],
    [row.money === wanted.money, `money ${row.money} instead of ${wanted.money}`],
    [row.lookUp === wanted.lookUp, `looking it up brought ${row.lookUp ?? 'an answer'} instead of ${wanted.lookUp ?? 'an answer'}`],
    [row.reason?.startsWith('waited-too-long') !== true, 'was given up for want of patience'],
    [addsUp(row), `${row.state} with money ${row.money} and ${row.billed} on the bill does not add up`],
    [least === undefined || (least === 0 ? hints === 0 : hints >= least), `${hints} webhooks heard`],
    [row.isHintOwn, 'a webhook spoke of a task of nobody'],
  ];
  return told.flatMap(([isRight, text]) => (isRight ? [] : [`${at}: ${text}`]));
}

/** The bill is what the take says it cost; only where the take says that it does not know, they may differ, by that one take. */
function addsUp({ money, billed }: FaultRow): boolean {
  switch (money) {
    case 'settled':
      return billed === 1;
    case 'none':
    case 'refunded':
      return billed === 0;
    default:
      return money === 'unknown' && billed <= 1;
  }
}

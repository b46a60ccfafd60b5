import type { Operations } from '@fantascope/client';

type ShownTake = Operations['take.show']['output'];
type Unknown = Operations['ledger.unknown']['output']['items'][number];
type Entry = Operations['ledger.entries']['output']['items'][number];

/** What is known of a take, in the order of time. */
export type Evidence = Readonly<{
  atMs: number;
  what:
    | 'intent'
    | 'reserved'
    | 'posted'
    | 'answered'
    | 'broke'
    | 'looked-up'
    | 'held'
    | 'cancelled'
    | 'ended'
    | 'decided'
    | 'settled'
    | 'gave-back';
  amountMicros?: number;
  text?: string;
  lookUp?: 'none' | 'maybe' | 'unclear' | 'cannot';
}>;

const rowKinds: Readonly<Record<string, Evidence['what']>> = {
  intent: 'posted',
  refused: 'ended',
  ticket: 'answered',
  unknown: 'broke',
  cancel: 'cancelled',
  settle: 'ended',
  closed: 'decided',
};
const entryKinds: Readonly<Record<string, Evidence['what']>> = {
  reserve: 'reserved',
  unknown: 'held',
  settle: 'settled',
  overrun: 'settled',
  release: 'gave-back',
  refund: 'gave-back',
};

const field = (row: unknown, name: string): unknown =>
  typeof row === 'object' && row !== null ? (row as Readonly<Record<string, unknown>>)[name] : undefined;
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? { text: value } : {});

function ofRow({ kind, at, row }: ShownTake['rows'][number]): readonly Evidence[] {
  const what = rowKinds[kind];
  if (what === undefined) return [];
  const atMs = Date.parse(at);
  switch (what) {
    case 'broke': {
      const lookUp = field(row, 'lookUp');
      const isTold = lookUp === 'none' || lookUp === 'maybe' || lookUp === 'unclear' || lookUp === 'cannot';
      const broke = { atMs, what, ...textOf(field(row, 'reason')) } as const;
      return isTold ? [broke, { atMs, what: 'looked-up', lookUp }] : [broke];
    }
    case 'posted':
      return [{ atMs, what, ...textOf(field(row, 'clientKey')) }];
    case 'answered':
      return [{ atMs, what, ...textOf(field(field(row, 'ticket'), 'taskId')) }];
    case 'ended':
      return [{ atMs, what, ...textOf(field(field(row, 'problem'), 'message') ?? field(row, 'state')) }];
    default:
      return [{ atMs, what }];
  }
}

function ofEntry({ kind, at, heldUsdMicros, spentUsdMicros, note }: Entry): readonly Evidence[] {
  const what = entryKinds[kind];
  if (what === undefined) return [];
  const amount = spentUsdMicros === 0 ? heldUsdMicros : spentUsdMicros;
  return [{ atMs: Date.parse(at), what, ...(amount === 0 ? {} : { amountMicros: Math.abs(amount) }), ...textOf(note) }];
}

/** Everything that is written of a take, oldest first: its rows, its money, and when it was asked for. */
export function evidenceOf(take: ShownTake, entries: readonly Entry[]): readonly Evidence[] {
  const all: Evidence[] = [
    { atMs: Date.parse(take.take.createdAt), what: 'intent' },
    ...entries.toReversed().flatMap(ofEntry),
    ...take.rows.flatMap(ofRow),
  ];
  // At one and the same moment what happened stands before what was made of it.
  return all.sort((a, b) => a.atMs - b.atMs || Number(a.what === 'held') - Number(b.what === 'held'));
}

/** What a person says of an unknown take; `facts` is what they read off the provider's bill. */
export type Decision =
  | Readonly<{ kind: 'not-billed' }>
  | Readonly<{ kind: 'billed'; taskId: string; paidUsd: string }>
  | Readonly<{ kind: 'open' }>;

/** How a decision is told to the server: null where it tells nothing, or why it cannot be told yet. */
export function resolutionOf(
  takeId: string,
  decision: Decision,
  microsOf: (text: string) => number | null,
): Operations['ledger.resolve']['input'] | 'needs-fact' | 'one-fact' | 'bad-amount' | null {
  switch (decision.kind) {
    case 'open':
      return null;
    case 'not-billed':
      return { takeId, answer: 'did-not-happen' };
    case 'billed': {
      const [taskId, paid] = [decision.taskId.trim(), decision.paidUsd.trim()];
      if (taskId === '' && paid === '') return 'needs-fact';
      if (taskId !== '' && paid !== '') return 'one-fact';
      if (taskId !== '') return { takeId, answer: 'happened', taskId };
      const micros = microsOf(paid);
      return micros === null ? 'bad-amount' : { takeId, answer: 'happened', paidUsd: micros / 1e6 };
    }
    default:
      return decision satisfies never;
  }
}

/** How the unknown takes among some rows ended by a person's word: `taken` of them, how many were charged and how many were not. */
export function endedUnknowns(
  entries: readonly Entry[],
  exceptTakeId: Unknown['takeId'],
): Readonly<{ taken: number; charged: number; free: number }> {
  const byTake = Map.groupBy(
    entries.filter(({ takeId }) => takeId !== null && takeId !== exceptTakeId),
    ({ takeId }) => takeId,
  );
  const unknown = [...byTake.values()].filter((rows) => rows.some(({ kind }) => kind === 'unknown'));
  const count = (kind: Entry['kind']) => unknown.filter((rows) => rows.some((row) => row.kind === kind)).length;
  return { taken: unknown.length, charged: count('settle'), free: count('release') };
}

/** Unknown takes of one question after another: the one after `takeId`, else the first. */
export function nextUnknown(items: readonly Unknown[], takeId: string): string | null {
  const at = items.findIndex((each) => each.takeId === takeId);
  return (items[at + 1] ?? items.find((each) => each.takeId !== takeId))?.takeId ?? null;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { emulatorNames, type FaultName, faultNames, faultStages, faultsOf, startEmulator } from '@fantascope/emulators';
import { type Wire, wires } from '@fantascope/models';
import { receiptOf, runTake } from '@fantascope/take';
import { openBench } from './desk.ts';
import { type Hint, openEar } from './webhook-ear.ts';

/** What one take met and what became of it, in money too. */
export type FaultRow = Readonly<{
  wire: string;
  fault: FaultName | 'none';
  /** The take has met the fault. */
  isShown: boolean;
  state: string;
  money: string;
  /** What looking up a lost reply brought. */
  lookUp?: string;
  reason?: string;
  /** POSTs that submit, and takes the provider charges for. */
  posts: number;
  billed: number;
  /** What the wire made of the provider's webhooks, and whether they all spoke of this take's own task. */
  hints: readonly Hint[];
  isHintOwn: boolean;
  /** Everything that was said or kept, for a search for keys. */
  said: string;
}>;

/**
 * What is broken on purpose. `no-look-up`: the wire's look-up is taken away. `send-again`: so it is, and whoever got no file asks for it
 * again, as a program does that keeps no intent.
 */
export type Sabotage = 'no-look-up' | 'send-again';

const withoutFind = ({ find: _, ...wire }: Wire): Wire => wire;

/** One take against a fresh server that shows one fault. */
export async function faultRun(
  name: string,
  fault: FaultName | 'none',
  { sabotage, isInline = false }: Readonly<{ sabotage?: Sabotage; isInline?: boolean }> = {},
): Promise<FaultRow> {
  const server = await startEmulator(name, { workMs: 40, slowMs: 60, retryAfterSec: 0 });
  const stage = fault === 'none' ? undefined : faultStages[fault];
  const stopping = new AbortController();
  const own = wires[name];
  if (own === undefined) throw new Error(`no wire ${name}`);
  const ear = await openEar(own, { secret: server.webhookSecret, nowMs: Date.now });
  const isHeard = own.webhook !== undefined && (stage === 'webhook' || fault === 'webhook-first');
  const openOne = (home?: string) =>
    openBench(name, server, {
      ...(home === undefined ? {} : { home }),
      ...(sabotage === undefined ? {} : { wire: withoutFind }),
      ...(isHeard ? { webhookUrl: ear.url } : {}),
      isInline,
      signal: stopping.signal,
      pause: async (point) => {
        // A fault of calling off is met only by who calls off.
        if (point === 'after-ticket' && stage === 'cancel') stopping.abort();
      },
    });
  const bench = await openOne();
  try {
    if (fault !== 'none') server.misbehave(fault);
    let end = await runTake(bench.job, bench.ports);
    if (sabotage === 'send-again' && end.record.state !== 'ready') {
      const again = await openOne(bench.home);
      end = await runTake(again.job, again.ports);
    }
    const { record, left } = end;
    const isMet = () => fault === 'none' || server.met.some((met) => met.fault === fault);
    if (isHeard) await until(() => isMet() && ear.hints.filter(isOfTask).length >= (hintsOf(fault) ?? 0));
    const taskIds = server.bill.map(({ taskId }) => taskId);
    return {
      wire: name,
      fault,
      isShown: isMet(),
      state: left === undefined ? record.state : `left (${left.left})`,
      money: record.money.state,
      ...(record.lookUp === undefined ? {} : { lookUp: record.lookUp }),
      ...(record.reason === undefined ? {} : { reason: record.reason }),
      posts: server.submits(),
      billed: server.bill.filter(({ isCancelled, isWaived }) => isCancelled !== true && isWaived !== true).length,
      hints: [...ear.hints],
      isHintOwn: ear.hints.every((hint) => hint === null || 'answer' in hint || taskIds.includes(hint.taskId)),
      said: [
        await readFile(join(bench.home, 'journal.jsonl'), 'utf8'),
        JSON.stringify(receiptOf(record, left)),
        JSON.stringify(bench.news),
      ].join('\n'),
    };
  } finally {
    await server.close();
    await ear.close();
    await bench.remove();
  }
}

/** Whether a webhook was read as one that speaks of a task. */
export function isOfTask(hint: Hint): boolean {
  return hint !== null && 'taskId' in hint;
}

/** How many readable webhooks a fault of webhooks leaves at least; undefined for other faults. */
export function hintsOf(fault: FaultName | 'none'): number | undefined {
  switch (fault) {
    case 'webhook-lost':
      return 0;
    case 'webhook-twice':
      return 2;
    case 'webhook-first':
    case 'webhook-disorder':
    case 'webhook-forged':
      return 1;
    default:
      return undefined;
  }
}

// A webhook may be told a moment after the take has ended; one that never comes is found out by its absence.
async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !isSo(); tries += 1) await pause(20);
}

/** A pair of the table: one wire, and no fault or one that its protocol can show. */
export type Pair = Readonly<{ wire: string; fault: FaultName | 'none' }>;

/** Every emulator with every fault it can show, and once without. */
export const allPairs: readonly Pair[] = emulatorNames.flatMap((wire) => [
  { wire, fault: 'none' as const },
  ...faultNames.filter((fault) => faultsOf(wire).includes(fault)).map((fault) => ({ wire, fault })),
]);

/** Runs pairs, a few at a time: most of a take is waiting. */
export async function faultRuns(pairs: readonly Pair[], options: Parameters<typeof faultRun>[2] = {}): Promise<readonly FaultRow[]> {
  const rows: FaultRow[] = [];
  const waiting = [...pairs.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, { wire, fault }] = next;
      rows[at] = await faultRun(wire, fault, options);
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  return rows;
}

import { readFile } from 'node:fs/promises';
import { type FaultName, faultNames, faultStages, startEmulator } from '@fantascope/emulators';
import { type Wire, wires } from '@fantascope/models';
import { receiptOf, runTake } from '@fantascope/take';
import { openBench } from './desk.ts';

/** The wires whose every fault and step is tried in every run. */
export const suiteWires: readonly string[] = ['kling-v1', 'fal-queue', 'comfyui'];

/** What one take met and what became of it, in money too. */
export type FaultRow = Readonly<{
  wire: string;
  fault: FaultName | 'none';
  /** The protocol can show the fault; the take has met it. */
  isAble: boolean;
  isShown: boolean;
  state: string;
  money: string;
  /** POSTs that submit, and takes the provider would charge for. */
  posts: number;
  billed: number;
  /** Everything that was said or kept, for a search for keys. */
  said: string;
}>;

/** One take against a fresh server that shows one fault. `wire` may be changed on purpose. */
export async function faultRun(name: string, fault: FaultName | 'none', wire?: (wire: Wire) => Wire): Promise<FaultRow> {
  const server = await startEmulator(name, { workMs: 40, slowMs: 60, retryAfterSec: 0 });
  const stopping = new AbortController();
  const bench = await openBench(name, server, {
    ...(wire === undefined ? {} : { wire }),
    signal: stopping.signal,
    // A take whose end is never told has to be given up some time; the suite need not wait long for it.
    patience: { mostMs: 6000 },
    pause: async (point) => {
      // A fault of calling off is met only by who calls off.
      if (point === 'after-ticket' && fault !== 'none' && faultStages[fault] === 'cancel') stopping.abort();
    },
  });
  try {
    const base = { wire: name, fault, posts: 0, billed: 0, money: '', said: '' };
    // Some put the file itself into their reply: there is nothing to fetch.
    const hasFile = !['vertex-veo', 'openai-images'].includes(name) || fault === 'none' || faultStages[fault] !== 'result';
    if (fault !== 'none' && !(server.faults.includes(fault) && hasFile)) return { ...base, isAble: false, isShown: false, state: '' };
    if (fault !== 'none') server.misbehave(fault);
    const { record, left } = await runTake(bench.job, bench.ports);
    const isMet = fault === 'none' || faultStages[fault] === 'webhook' || server.met.some((met) => met.fault === fault);
    const journal = await readFile(bench.ports.journal.path, 'utf8');
    return {
      ...base,
      isAble: true,
      isShown: isMet,
      state: left === undefined ? record.state : `left (${left.left})`,
      money: record.money.state,
      posts: server.submits(),
      billed: server.bill.length,
      said: [journal, JSON.stringify(receiptOf(record, left)), JSON.stringify(bench.news)].join('\n'),
    };
  } finally {
    await server.close();
    await bench.remove();
  }
}

/** One take without a fault, and every fault there is. */
export const allFaults = ['none', ...faultNames] as const;

/** A take of a wire for each of these faults. */
export async function faultRuns(name: string, faults: readonly (FaultName | 'none')[] = allFaults): Promise<readonly FaultRow[]> {
  const rows: FaultRow[] = [];
  for (const fault of faults) rows.push(await faultRun(name, fault));
  return rows;
}

const lostReplies: readonly string[] = ['accept-then-500', 'accept-then-hang-up', 'accept-then-half-reply'];

/** How a take has to end that meets a fault. */
function wantedState({ wire, fault }: FaultRow): readonly string[] {
  const isFirst = suiteWires.includes(wire);
  if (lostReplies.includes(fault)) {
    // Without a place for a key of ours and without a list a lost reply stays lost, and a person decides; so it does where a list has no names.
    if (wires[wire]?.find === undefined) return ['unknown'];
    return isFirst ? ['ready'] : ['ready', 'unknown'];
  }
  switch (fault) {
    case 'rate-limit':
    case 'concurrency-limit':
      return ['refused'];
    case 'error-in-200':
    case 'content-refused':
      // Gemini says that it is completed and names no file; what that means is not known, so patience ends it.
      return wire === 'gemini-interactions' ? ['failed', 'expired'] : ['refused', 'failed'];
    case 'fails':
      // fal says that it is over and Jimeng nothing, and then both answer 500: the wires take no 500 for an end, so patience ends it.
      if (wire === 'fal-queue' || wire === 'jimeng') return ['failed', 'expired'];
      // A picture is made while one waits: what answers 500 may have been made.
      return wire === 'openai-images' ? ['unknown'] : ['failed'];
    case 'expires':
      // Some providers have a word of its own for it, some call it failed or aborted.
      return ['expired', 'failed', 'cancelled'];
    case 'forgets':
      return ['expired'];
    case 'expired-result':
      // A fresh poll brings a fresh address, where the provider signs one anew.
      return ['ready', 'lost'];
    case 'late-cancel':
    case 'cancel-ignored':
      return ['ready', 'cancelled'];
    default:
      return ['ready'];
  }
}

/** What is wrong with a row: money that does not add up, a second POST, another end than the fault has to have. Empty when all is right. */
export function complaints(row: FaultRow): readonly string[] {
  const at = `${row.wire} × ${row.fault}`;
  if (row.isAble && !row.isShown) return [`${at}: was never met`];
  if (!row.isShown) return [];
  const isRefused = row.state === 'refused';
  const isUnknown = row.state === 'unknown';
  const bills = isRefused ? [0] : isUnknown ? [0, 1] : [1];
  const moneys: Readonly<Record<string, readonly string[]>> = {
    ready: ['settled'],
    lost: ['settled'],
    refused: ['none'],
    unknown: ['unknown'],
    failed: ['unknown', 'refunded', 'settled'],
    expired: ['unknown', 'refunded'],
    cancelled: ['unknown', 'refunded', 'settled'],
  };
  return [
    ...(row.posts <= 1 ? [] : [`${at}: ${row.posts} POSTs for one take`]),
    ...(bills.includes(row.billed) ? [] : [`${at}: ${row.state}, and ${row.billed} on the bill`]),
    ...(wantedState(row).includes(row.state) ? [] : [`${at}: ${row.state} instead of ${wantedState(row).join(' or ')}`]),
    ...((moneys[row.state] ?? []).includes(row.money) ? [] : [`${at}: ${row.state} with money ${row.money}`]),
  ];
}

/** The rows as a table: faults down, wires across, each `state (on the bill)`; – where a protocol cannot show the fault. */
export function faultTable(rows: readonly FaultRow[]): string {
  const cell = (wire: string, fault: string) => {
    const row = rows.find((each) => each.wire === wire && each.fault === fault);
    return row === undefined || !row.isShown ? '–' : `${row.state} (${row.billed})`;
  };
  const names = [...new Set(rows.map(({ wire }) => wire))];
  const faults = allFaults.filter((fault) => rows.some((row) => row.fault === fault));
  const lines = [['fault', ...names], ...faults.map((fault) => [fault, ...names.map((wire) => cell(wire, fault))])];
  return lines
    .map((line) =>
      line
        .map((text) => text.padEnd(24))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

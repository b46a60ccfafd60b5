import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BillRow, Emulator } from '@fantascope/emulators';
import type { AssetStore } from '../../packages/jobs/src/assets/asset-store.ts';
import type { Database } from '../../packages/jobs/src/database/database.ts';
import type { Kill } from './scene.ts';

/** What became of a run. All of `lost`, `paidTwice`, `halfAssets` and `ledgerWrong` are 0 where nothing is wrong. */
export type CrashReport = Readonly<{
  kills: number;
  /** Processes that ended by themselves. */
  crashes: number;
  /** Processes that stopped themselves because the database was away for too long. */
  fenced: number;
  killsByPoint: Readonly<Record<string, number>>;
  takes: number;
  ends: Readonly<Record<string, number>>;
  /** Taken by a server, and neither ended nor to be found; or ready without its file. */
  lost: number;
  /** Takes that stand on a bill more than once. */
  paidTwice: number;
  unknown: number;
  /** Of those, what a fault of its provider or a kill between the intent and the ticket explains. */
  unknownExplained: number;
  unknownByFault: number;
  unknownByKill: number;
  /** Bytes on the shelf that are not what their name says, and assets without bytes. */
  halfAssets: number;
  billedTasks: number;
  billUsd: number;
  ledgerUsd: number;
  /** Held for takes nobody knows the end of. */
  ledgerUnknownUsd: number;
  /** Takes whose account is not what their bill says. */
  ledgerWrong: number;
  wires: number;
  /** Where the assets lay. */
  assets: AssetStore['kind'];
  seed: number;
  /** What is wrong, in words. */
  complaints: readonly string[];
}>;

type TakeLine = Readonly<{
  id: string;
  wire: string;
  state: string;
  money_state: string;
  asset_id: string | null;
  sha256: string | null;
  ended_at: Date | null;
  spent: string;
  held: string;
  intent_at: string | null;
  /** The process that wrote the intent. */
  intent_pid: number | null;
  ticket_by: string | null;
  unknown_at: string | null;
  reason: string | null;
  looks: string | null;
}>;

const linesSql = `
  select t.id, t.wire, t.state, t.money_state, t.asset_id, a.sha256, t.ended_at,
    (select coalesce(sum(spent_usd_micros), 0) from fantascope.ledger_entry l where l.take_id = t.id) as spent,
    (select coalesce(sum(held_usd_micros), 0) from fantascope.ledger_entry l where l.take_id = t.id) as held,
    (select (row->>'atMs') from fantascope.take_row r where r.take_id = t.id and kind = 'intent') as intent_at,
    (select w.pid from fantascope.take_row r join fantascope.worker w on w.id = r.worker_id where r.take_id = t.id and kind = 'intent') as intent_pid,
    (select worker_id from fantascope.take_row r where r.take_id = t.id and kind = 'ticket' limit 1) as ticket_by,
    (select (row->>'atMs') from fantascope.take_row r where r.take_id = t.id and kind = 'unknown' order by seq limit 1) as unknown_at,
    t.reason,
    (select string_agg(row->>'lookUp' || ' ' || (row->>'atMs') || ' by ' || worker_id, ', ' order by seq) from fantascope.take_row r where r.take_id = t.id and kind = 'unknown') as looks
  from fantascope.take t left join fantascope.asset a on a.id = t.asset_id`;

/** Faults after which nobody knows whether a take was taken: replies that are lost, and a request that is lost on its way. */
const lostReplies = ['accept-then-500', 'accept-then-hang-up', 'accept-then-half-reply', 'hang-up-untaken'];

/** Counts what became of a run, from the database, the shelf, and the bills that lie outside of all that was killed. */
export async function reportOf({
  database,
  assets,
  emulators,
  accepted,
  kills,
  fences,
  crashes,
  seed,
  points,
}: Readonly<{
  database: Database;
  assets: AssetStore;
  emulators: ReadonlyMap<string, Emulator>;
  accepted: ReadonlySet<string>;
  kills: readonly Kill[];
  fences: readonly Kill[];
  crashes: readonly string[];
  seed: number;
  points: readonly string[];
}>): Promise<CrashReport> {
  const { rows: lines } = await database.pool.query<TakeLine>(linesSql);
  const known = new Map(lines.map((line) => [line.id, line]));
  const complaints: string[] = [...crashes];
  const bills = billsByTake(emulators);

  const lost = [...accepted].filter((id) => {
    const line = known.get(id);
    const isFine = line !== undefined && line.ended_at !== null && (line.state !== 'ready' || line.sha256 !== null);
    if (!isFine) complaints.push(`${id} (${line?.wire ?? '?'}) is lost: ${line?.state ?? 'not entered'}`);
    return !isFine;
  }).length;
  for (const [id, rows] of bills) if (!known.has(id)) complaints.push(`${id} stands on a bill (${rows.length}) and is no take`);
  const twice = paidTwiceOf(emulators);
  for (const [id, rows] of twice) complaints.push(`${id} (${known.get(id)?.wire ?? '?'}) was paid ${rows.length} times`);

  const unknown = lines.filter(({ state }) => state === 'unknown');
  const byFault = unknown.filter((line) => isByFault(line, emulators.get(line.wire)));
  const byKill = unknown.filter((line) => !byFault.includes(line) && isByKill(line, [...kills, ...fences]));
  for (const line of unknown)
    if (!byFault.includes(line) && !byKill.includes(line))
      complaints.push(`${line.id} (${line.wire}) is unknown, and nothing explains it: ${line.reason ?? ''}, looked up: ${line.looks}`);

  let ledgerWrong = 0;
  for (const line of lines) {
    const problem = accountProblem(line, bills.get(line.id) ?? []);
    if (problem === null) continue;
    ledgerWrong += 1;
    complaints.push(`${line.id} (${line.wire}, ${line.state}): ${problem}`);
  }
  const half = await halfAssets(assets, lines);
  complaints.push(...half);

  const killsByPoint: Record<string, number> = Object.fromEntries(points.map((point) => [point, 0]));
  for (const { point } of kills) killsByPoint[point] = (killsByPoint[point] ?? 0) + 1;
  const ends: Record<string, number> = {};
  for (const { state } of lines) ends[state] = (ends[state] ?? 0) + 1;
  const sum = (values: readonly number[]) => Math.round(values.reduce((total, value) => total + value, 0) * 1e6) / 1e6;
  const billed = [...emulators.values()].flatMap(({ bill }) => bill);
  return {
    kills: kills.length,
    crashes: crashes.length,
    fenced: fences.length,
    killsByPoint,
    takes: lines.length,
    ends,
    lost,
    paidTwice: twice.length,
    unknown: unknown.length,
    unknownExplained: byFault.length + byKill.length,
    unknownByFault: byFault.length,
    unknownByKill: byKill.length,
    halfAssets: half.length,
    billedTasks: billed.length,
    billUsd: sum(billed.map(charged)),
    ledgerUsd: sum(lines.map(({ spent }) => Number(spent) / 1e6)),
    ledgerUnknownUsd: sum(lines.map(({ held }) => Number(held) / 1e6)),
    ledgerWrong,
    wires: emulators.size,
    assets: assets.kind,
    seed,
    complaints,
  };
}

/** The takes that stand on a bill more than once, with their rows. */
export const paidTwiceOf = (emulators: ReadonlyMap<string, Emulator>): (readonly [take: string, rows: readonly BillRow[]])[] =>
  [...billsByTake(emulators)].filter(([, rows]) => rows.length > 1);

const charged = ({ usd, isCancelled, isWaived }: BillRow): number => (isCancelled === true || isWaived === true ? 0 : usd);

/** The suite says each take's id in its prompt: whatever else a provider keeps, it keeps that. */
function billsByTake(emulators: ReadonlyMap<string, Emulator>): ReadonlyMap<string, readonly BillRow[]> {
  const bills = new Map<string, BillRow[]>();
  for (const row of [...emulators.values()].flatMap(({ bill }) => bill)) {
    const id = /take_[0-9A-Z]{26}/.exec(JSON.stringify(row.request))?.[0] ?? row.clientKey ?? `unnamed ${row.taskId}`;
    bills.set(id, [...(bills.get(id) ?? []), row]);
  }
  return bills;
}

function isByFault({ intent_at, unknown_at }: TakeLine, server: Emulator | undefined): boolean {
  const [from, to] = [Number(intent_at ?? 0), Number(unknown_at ?? Number.POSITIVE_INFINITY)];
  return server?.met.some(({ fault, atMs }) => lostReplies.includes(fault) && atMs >= from && atMs <= to + 1000) ?? false;
}

/** Its process was killed after the intent was written and before a ticket was: nobody can know whether the request had left. */
function isByKill({ intent_pid, intent_at, ticket_by }: TakeLine, kills: readonly Kill[]): boolean {
  return ticket_by === null && kills.some(({ pid, atMs }) => pid === intent_pid && atMs >= Number(intent_at ?? 0));
}

/** What is wrong with a take's account, held against its bill; null where nothing is. A provider's own unit may round in the sixth digit. */
function accountProblem({ state, money_state, spent: spentText, held: heldText }: TakeLine, rows: readonly BillRow[]): string | null {
  const bill = rows.reduce((sum, row) => sum + charged(row), 0);
  const [spent, held] = [Number(spentText) / 1e6, Number(heldText) / 1e6];
  const near = (one: number, other: number) => Math.abs(one - other) <= 2e-6 + Math.abs(other) * 1e-4;
  const told = `${money_state}, spent ${spent}, held ${held}, billed ${bill}`;
  if (money_state === 'unknown') return spent === 0 && bill <= held + 2e-6 ? null : told;
  if (held !== 0) return told;
  // A price of nothing needs no account.
  return near(spent, bill) && (state !== 'ready' || rows.length > 0) ? null : told;
}

async function hashOf(bytes: Readable): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(bytes, hash);
  return hash.digest('hex');
}

/** Read from the shelf itself; where that is a bucket, this machine's copy is looked at, too. */
async function halfAssets(store: AssetStore, lines: readonly TakeLine[]): Promise<string[]> {
  const wrong: string[] = [];
  for await (const { sha256 } of store.list()) {
    if ((await hashOf(await store.read(sha256))) !== sha256) wrong.push(`${sha256} holds other bytes`);
    else if (store.kind === 's3' && (await hashOf(createReadStream(await store.localPath(sha256)))) !== sha256)
      wrong.push(`the copy of ${sha256} holds other bytes`);
  }
  for (const { id, sha256 } of lines) if (sha256 !== null && !(await store.has(sha256))) wrong.push(`${id} has an asset without bytes`);
  return wrong;
}

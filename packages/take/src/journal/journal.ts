import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { ownFolder, syncFolder } from '../durable-file.ts';
import { holdLock } from '../held-lock.ts';
import { checkDay, spentInDay } from '../money/day-cap.ts';
import { openLineLedger } from '../money/line-ledger.ts';
import type { UsdMicros } from '../money/money.ts';
import { readJournal, readRows } from './read-rows.ts';
import { JournalRow } from './row.ts';
import { type TakeRecord, takesOf } from './take-record.ts';

/** A row as its writer gives it: version and time are the journal's. */
export type NewRow = JournalRow extends infer Row ? (Row extends JournalRow ? Omit<Row, 'v' | 'atMs'> : never) : never;

/** The append-only account of everything that was asked of a provider and may cost: a file in the data folder, or a table of a server. */
export type Journal = Readonly<{
  /**
   * On the disk once this resolves. Where `dayCapUsdMicros` is given, an intent that does not fit into it is kept out by take.over-day; a server
   * holds caps of its own. Throws take.journal-busy, take.secret-in-journal and the faults of the disk.
   */
  append: (row: NewRow, options?: Readonly<{ dayCapUsdMicros?: UsdMicros }>) => Promise<JournalRow>;
  /** Throws take.over-day where an amount does not fit into what is left of a day's cap. */
  checkDay: (wanted: UsdMicros, dayCapUsdMicros: UsdMicros) => Promise<void>;
  /** One take; undefined where nothing was ever asked under its id. Throws take.journal-damaged. */
  take: (take: string) => Promise<TakeRecord | undefined>;
  /**
   * Resolves where nothing but a take's intent stands and nobody else has had the take in hand since: it may still be sent, within some seconds.
   * Throws take.in-other-hands; a server's throws jobs.take-elsewhere and jobs.worker-fenced.
   */
  confirm: (take: string) => Promise<void>;
  /** Task ids that a wire's provider has given to other takes than this one. Throws take.journal-damaged. */
  otherTaskIds: (than: Readonly<{ take: string; wire: string }>) => Promise<readonly string[]>;
}>;

/** The journal of one data folder, which can be read from end to end. */
export type FileJournal = Journal &
  Readonly<{
    path: string;
    /** Every take with what has become of it, oldest first. Throws take.journal-damaged. */
    takes: () => Promise<readonly TakeRecord[]>;
    /** What takes and bought lines of the last 24 hours have cost or may have. Throws take.journal-damaged. */
    spentInDay: () => Promise<UsdMicros>;
    /** Has a row of the lines' account written where its amount fits into what is left of the day's cap, while no take can be begun. Throws take.over-day and take.journal-busy. */
    withinDay: (write: () => Promise<void>, options: Readonly<{ wanted: UsdMicros; dayCapUsdMicros: UsdMicros }>) => Promise<void>;
  }>;

/** How long a writer waits for another one, milliseconds. */
const LOCK_WAIT_MS = 10_000;

/**
 * Opens the journal of a data folder, `journal.jsonl`, one JSON row a line; the folder is made when the first row is written. `secrets` are what no row
 * may hold, asked anew for each row. One writer at a time, by a lock file that a dead process does not keep.
 */
export function openJournal(
  home: string,
  { nowMs, secrets = () => [] }: Readonly<{ nowMs: () => number; secrets?: () => readonly string[] }>,
): FileJournal {
  const path = join(home, 'journal.jsonl');
  const takes = async () => takesOf((await readJournal(path)).rows);
  const lines = openLineLedger(home, { nowMs });
  const check = async (wanted: UsdMicros, cap: UsdMicros) =>
    checkDay(await takes(), { nowMs: nowMs(), wanted, cap, onLines: await lines.spentInDay() });
  const alone = async (write: () => Promise<void>) => {
    await ownFolder(home);
    const lock = await holdLock(`${path}.lock`, { waitMs: LOCK_WAIT_MS });
    if (lock === null) throw new Fault('take.journal-busy', { path });
    try {
      await write();
    } finally {
      await lock.release();
    }
  };
  return {
    path,
    append: async (row, { dayCapUsdMicros: cap } = {}) => {
      const whole = JournalRow.parse({ v: 1, atMs: nowMs(), ...row });
      const line = JSON.stringify(whole);
      if (secrets().some((secret) => secret.length > 0 && line.includes(JSON.stringify(secret).slice(1, -1))))
        throw new Fault('take.secret-in-journal', { kind: row.kind });
      await alone(async () => {
        if (cap !== undefined && whole.kind === 'intent') await check(whole.money.usdMicros, cap);
        await appendLine(path, line);
      });
      return whole;
    },
    takes,
    checkDay: check,
    spentInDay: async () => spentInDay(await takes(), { nowMs: nowMs() }) + (await lines.spentInDay()),
    withinDay: async (write, { wanted, dayCapUsdMicros: cap }) =>
      await alone(async () => {
        await check(wanted, cap);
        await write();
      }),
    take: async (id) => (await takes()).find(({ take }) => take === id),
    confirm: async (id) => {
      const record = (await takes()).find(({ take }) => take === id);
      if (record?.state !== 'sent') throw new Fault('take.in-other-hands', { take: id });
    },
    otherTaskIds: async ({ take, wire }) =>
      (await takes()).flatMap((each) => (each.take !== take && each.intent.wire === wire && each.ticket ? [each.ticket.taskId] : [])),
  };
}

/** The bytes behind the last newline, read from the end, so that a long journal costs no more than a short one. */
async function tailOf(handle: FileHandle, size: number): Promise<Uint8Array> {
  for (let wanted = 65_536; ; wanted *= 4) {
    const from = Math.max(0, size - wanted);
    const { buffer, bytesRead } = await handle.read(new Uint8Array(size - from), 0, size - from, from);
    const end = buffer.subarray(0, bytesRead).lastIndexOf(0x0a) + 1;
    if (end > 0 || from === 0) return buffer.subarray(end, bytesRead);
  }
}

async function appendLine(path: string, line: string): Promise<void> {
  try {
    const handle = await open(path, 'a+', 0o600);
    try {
      const { size } = await handle.stat();
      const tail = await tailOf(handle, size);
      const isTailWhole = readRows(tail, path).isTailWhole;
      // What a dying process left half written would run into our line and make both unreadable.
      if (tail.length > 0 && !isTailWhole) await handle.truncate(size - tail.length);
      await handle.appendFile(`${isTailWhole ? '\n' : ''}${line}\n`);
      await handle.sync();
      if (size === 0) await syncFolder(dirname(path));
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw diskFault(error, path);
  }
}

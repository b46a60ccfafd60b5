import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { ownFolder, syncFolder } from '../durable-file.ts';
import { holdLock } from '../held-lock.ts';
import { readJournal, readRows } from './read-rows.ts';
import { JournalRow } from './row.ts';
import { type TakeRecord, takesOf } from './take-record.ts';

/** A row as its writer gives it: version and time are the journal's. */
export type NewRow = JournalRow extends infer Row ? (Row extends JournalRow ? Omit<Row, 'v' | 'atMs'> : never) : never;

/** The append-only account of everything that was asked of a provider and may cost: `journal.jsonl` in the data folder, one JSON row a line. */
export type Journal = Readonly<{
  path: string;
  /** On the disk once this resolves. Throws take.journal-busy, take.secret-in-journal and the faults of the disk. */
  append: (row: NewRow) => Promise<JournalRow>;
  /** Every take with what has become of it, oldest first. Throws take.journal-damaged. */
  takes: () => Promise<readonly TakeRecord[]>;
}>;

/** How long a writer waits for another one, milliseconds. */
const LOCK_WAIT_MS = 10_000;

/**
 * Opens the journal of a data folder; the folder is made when the first row is written. `secrets` are what no row may hold, asked anew for
 * each row. One writer at a time, by a lock file that a dead process does not keep.
 */
export function openJournal(
  home: string,
  { nowMs, secrets = () => [] }: Readonly<{ nowMs: () => number; secrets?: () => readonly string[] }>,
): Journal {
  const path = join(home, 'journal.jsonl');
  return {
    path,
    append: async (row) => {
      const whole = JournalRow.parse({ v: 1, atMs: nowMs(), ...row });
      const line = JSON.stringify(whole);
      if (secrets().some((secret) => secret.length > 0 && line.includes(JSON.stringify(secret).slice(1, -1))))
        throw new Fault('take.secret-in-journal', { kind: row.kind });
      await ownFolder(home);
      const lock = await holdLock(`${path}.lock`, { waitMs: LOCK_WAIT_MS });
      if (lock === null) throw new Fault('take.journal-busy', { path });
      try {
        await appendLine(path, line);
      } finally {
        await lock.release();
      }
      return whole;
    },
    takes: async () => takesOf((await readJournal(path)).rows),
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

import { readFile } from 'node:fs/promises';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { readRow } from './read-row.ts';
import type { JournalRow } from './row.ts';

/** The rows of a journal and how many bytes of it are whole lines; behind those stands at most one line that a dying process left half written. */
export type JournalText = Readonly<{ rows: readonly JournalRow[]; wholeBytes: number; isTailWhole: boolean }>;

function parsed(line: string): JournalRow | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return readRow(value);
}

/**
 * Reads journal bytes. A last line without its newline counts when it is complete and is passed over when it is torn: it was never
 * acknowledged, so nothing was done because of it. Throws take.journal-damaged for an unreadable line before the last, and take.newer-row.
 */
export function readRows(bytes: Uint8Array, path: string): JournalText {
  const end = bytes.lastIndexOf(0x0a) + 1;
  // Cut at a byte 0x0a, which UTF-8 has in no other letter.
  const lines = new TextDecoder().decode(bytes.subarray(0, end)).split('\n').slice(0, -1);
  const rows = lines.map((line, at) => {
    const row = parsed(line);
    if (row === undefined) throw new Fault('take.journal-damaged', { path, line: at + 1 });
    return row;
  });
  const tail = end < bytes.length ? parsed(new TextDecoder().decode(bytes.subarray(end))) : undefined;
  return tail === undefined
    ? { rows, wholeBytes: end, isTailWhole: false }
    : { rows: [...rows, tail], wholeBytes: bytes.length, isTailWhole: true };
}

/** Reads a journal file; none is an empty one. Throws take.journal-damaged, take.newer-row and the faults of the disk. */
export async function readJournal(path: string): Promise<JournalText> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return new Uint8Array();
    throw diskFault(error, path);
  });
  return readRows(bytes, path);
}

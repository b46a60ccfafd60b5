import { Fault } from '@fantascope/film';
import { z } from 'zod';
import { JournalRow } from './row.ts';

/** What every row has had from the first version on. */
const AnyRow = z.looseObject({ take: z.string().max(64), kind: z.string().max(64) });

/**
 * A row of a journal from what was stored; undefined for what is none. Throws take.newer-row for one that a newer version has written: what follows
 * from it is not known here, and a guess may send or pay twice.
 */
export function readRow(value: unknown): JournalRow | undefined {
  const read = JournalRow.safeParse(value);
  if (read.success) return read.data;
  const any = AnyRow.safeParse(value).data;
  if (any === undefined) return undefined;
  throw new Fault('take.newer-row', { take: any.take, kind: any.kind });
}

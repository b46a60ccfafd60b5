import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { z } from 'zod';
import { ownFolder, syncFolder } from '../durable-file.ts';
import { UsdMicros } from './money.ts';

const DAY_MS = 86_400_000;

/** A row of voices.jsonl. `line` names what was asked for and where, by its hash; `closed` is a person's word on one that was unknown. */
const LineRow = z.object({
  atMs: z.number(),
  line: z.string(),
  host: z.string(),
  model: z.string(),
  voice: z.string(),
  characters: z.number(),
  state: z.enum(['sent', 'bought', 'refused', 'unknown', 'closed']),
  usdMicros: UsdMicros,
});
type LineRow = Omit<z.infer<typeof LineRow>, 'atMs'>;

/** One POST for a spoken line with what has become of it. `sent`: under way, or cut off, and then nobody knows; `usdMicros` counts against a day. */
export type BoughtLine = Readonly<z.infer<typeof LineRow>>;

/** The account of spoken lines that were bought from the command line, beside the journal of takes. */
export type LineLedger = Readonly<{
  /** Resolves when the row is on the disk. Throws take.journal-damaged and the faults of the disk. */
  note: (row: LineRow) => Promise<void>;
  /** Every POST, oldest first, at the time it was sent. Throws take.journal-damaged. */
  posts: () => Promise<readonly BoughtLine[]>;
  /** What the POSTs of the last 24 hours have cost or may have. Throws take.journal-damaged. */
  spentInDay: () => Promise<UsdMicros>;
}>;

/** Opens voices.jsonl of a data folder. Whoever writes holds a lock of its own. */
export function openLineLedger(home: string, { nowMs }: Readonly<{ nowMs: () => number }>): LineLedger {
  const path = join(home, 'voices.jsonl');
  const posts = async () => postsOf((await rowsIn(path)).rows);
  return {
    posts,
    note: async (row) => {
      await ownFolder(home);
      const { wholeBytes, isTailWhole } = await rowsIn(path);
      try {
        const handle = await open(path, 'a', 0o600);
        try {
          // What a dying process left half written would run into our row and make both unreadable.
          if (!isTailWhole) await handle.truncate(wholeBytes);
          await handle.appendFile(`${isTailWhole ? '\n' : ''}${JSON.stringify({ ...row, atMs: nowMs() })}\n`);
          await handle.sync();
          if (wholeBytes === 0) await syncFolder(dirname(path));
        } finally {
          await handle.close();
        }
      } catch (error) {
        throw diskFault(error, path);
      }
    },
    spentInDay: async () => (await posts()).filter(({ atMs }) => atMs > nowMs() - DAY_MS).reduce((sum, each) => sum + each.usdMicros, 0),
  };
}

/** Whether nobody knows what became of a POST: only a person's word lets the line be sent again. */
export function isUnknownLine({ state }: BoughtLine): boolean {
  return state === 'sent' || state === 'unknown';
}

function postsOf(rows: readonly BoughtLine[]): readonly BoughtLine[] {
  const posts: BoughtLine[] = [];
  const last = new Map<string, number>();
  for (const row of rows) {
    const at = last.get(row.line);
    const begun = at === undefined ? undefined : posts[at];
    if (row.state === 'sent' || at === undefined || begun === undefined) last.set(row.line, posts.push(row) - 1);
    else posts[at] = { ...row, atMs: begun.atMs };
  }
  return posts;
}

async function rowsIn(path: string): Promise<Readonly<{ rows: readonly BoughtLine[]; wholeBytes: number; isTailWhole: boolean }>> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw diskFault(error, path);
  });
  const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
  const lines = bytes.subarray(0, wholeBytes).toString('utf8').split('\n').slice(0, -1);
  const rows = lines.map((text, at) => {
    const row = rowOf(text);
    // Passed over, it could be money that nobody counts and a line that is bought twice.
    if (row === undefined) throw new Fault('take.journal-damaged', { path, line: at + 1 });
    return row;
  });
  // A last row without its newline counts when it is complete; torn, it was never acknowledged and nothing was sent because of it.
  const tail = wholeBytes < bytes.length ? rowOf(bytes.subarray(wholeBytes).toString('utf8')) : undefined;
  return tail === undefined ? { rows, wholeBytes, isTailWhole: false } : { rows: [...rows, tail], wholeBytes, isTailWhole: true };
}

function rowOf(text: string): BoughtLine | undefined {
  try {
    return LineRow.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

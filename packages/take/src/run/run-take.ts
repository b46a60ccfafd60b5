import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Fault } from '@fantascope/film';
import type { Progress } from '@fantascope/models';
import { ownFolder } from '../durable-file.ts';
import { holdLock, isHeld } from '../held-lock.ts';
import type { FileJournal } from '../journal/journal.ts';
import { isOpen, type TakeRecord } from '../journal/take-record.ts';
import { begin, type TakeJob } from './begin.ts';
import { shelf } from './collect.ts';
import { follow, type Left } from './follow.ts';
import { place } from './place.ts';
import type { TakePorts } from './ports.ts';
import { seek } from './seek.ts';

/** Where a take stands when the work on it ends; `left` when it goes on at its provider without us. */
export type TakeEnd = Readonly<{ record: TakeRecord; left?: Left }>;

const lockPath = (home: string, take: string) => join(shelf(home), `${take}.lock`);

/** Whether a living process is at work on a take. */
export async function isInHand(home: string, take: string): Promise<boolean> {
  return isHeld(lockPath(home, take));
}

/** Throws take.in-other-hands while another process is at work on the take. */
async function alone<T>(take: string, home: string, work: () => Promise<T>): Promise<T> {
  await ownFolder(shelf(home));
  const lock = await holdLock(lockPath(home, take), { waitMs: 0 });
  if (lock === null) throw new Fault('take.in-other-hands', { take });
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function recordOf(take: string, { journal }: TakePorts): Promise<TakeRecord> {
  const record = await journal.take(take);
  if (record === undefined) throw new Fault('take.no-such-take', { take });
  return record;
}

/**
 * Makes one take from its plan to its file. Every step is in the journal before the next one; a process killed between any two of them is
 * picked up by `resumeTake`, or the take is unknown. Throws what `begin` throws, and the faults of the disk.
 */
export async function runTake(job: TakeJob, ports: TakePorts): Promise<TakeEnd> {
  return alone(job.take, ports.home, async () => {
    const first = await begin({ ...job, out: resolve(job.out) }, ports);
    return goOn(await recordOf(job.take, ports), ports, first);
  });
}

/** Goes on with a take where its rows end: looks a lost one up, waits for one under way, puts a fetched file in its place. Throws take.no-such-take, take.in-other-hands and the faults of the disk. */
export async function resumeTake(take: string, ports: TakePorts): Promise<TakeEnd> {
  return alone(take, ports.home, async () => goOn(await recordOf(take, ports), ports, undefined));
}

async function goOn(start: TakeRecord, ports: TakePorts, first: Progress | undefined): Promise<TakeEnd> {
  let record = start;
  // A cancelled or a sent take was never answered: only the provider knows.
  if (record.state === 'sent' || record.state === 'unknown') {
    await seek(record, ports);
    record = await recordOf(record.take, ports);
  }
  let left: Left | undefined;
  if (record.state === 'shooting') {
    const end = await follow(record, ports, { first });
    if (end !== 'settled') left = end;
    record = await recordOf(record.take, ports);
  }
  if (record.state === 'collecting') {
    await place(record, ports);
    record = await recordOf(record.take, ports);
  }
  // A process that died just after placing the file left its copy behind.
  if (record.state === 'ready' && record.file !== undefined) await rm(join(shelf(ports.home), record.file.name), { force: true });
  return left === undefined ? { record } : { record, left };
}

/** Takes that `resumeTake` can do something for, those in living hands left out; unknown ones only where their wire can look. */
export async function resumable(
  ports: Readonly<{ journal: Pick<FileJournal, 'takes'>; home: string }>,
  { canFind }: Readonly<{ canFind: (wire: string) => boolean }>,
): Promise<readonly TakeRecord[]> {
  const takes = (await ports.journal.takes()).filter(
    (record) => isOpen(record) || (record.state === 'unknown' && canFind(record.intent.wire)),
  );
  const free = await Promise.all(takes.map(async (record) => !(await isInHand(ports.home, record.take))));
  return takes.filter((_, at) => free[at] === true);
}

import { constants, copyFile, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { diskFault } from '@fantascope/media';
import { syncFolder } from '../durable-file.ts';
import type { TakeRecord } from '../journal/take-record.ts';
import { shelf } from './collect.ts';
import type { TakePorts } from './ports.ts';

/** Puts a collected file where it was wanted, whole or not at all, and notes it. Throws the faults of the disk; the file then stays in the data folder. */
export async function place(record: TakeRecord, ports: TakePorts): Promise<void> {
  const { file, intent, take } = record;
  if (file === undefined) return;
  const kept = join(shelf(ports.home), file.name);
  const out = resolve(intent.out);
  // Named by the take, so that what a dying process left is written over.
  const part = join(dirname(out), `.${take}.part`);
  try {
    await copyFile(kept, part, constants.COPYFILE_FICLONE);
    const handle = await open(part, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, out);
    await syncFolder(dirname(out));
  } catch (error) {
    await rm(part, { force: true });
    throw diskFault(error, out);
  }
  await ports.journal.append({ kind: 'placed', take, out: intent.out });
  await ports.pause?.('after-place');
  await rm(kept, { force: true });
}

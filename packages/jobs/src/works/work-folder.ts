import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ownFolder } from '@fantascope/take';

/** Where jobs have their files while they are at work, below the data folder so that a finished one is only renamed onto the shelf. */
export function workFolder(home: string): string {
  return join(home, 'work');
}

/** A folder of one try's own, gone when `work` has ended: two workers that both believe to have a job do not meet in it. */
export async function inWorkFolder<T>(
  { home, jobId }: Readonly<{ home: string; jobId: string }>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  await ownFolder(workFolder(home));
  const folder = join(workFolder(home), `${jobId}-${randomUUID()}`);
  await mkdir(folder, { mode: 0o700 });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

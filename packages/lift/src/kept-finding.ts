import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder } from './cache-dir.ts';

/** Most findings kept in a folder, some kilobytes each. */
const mostKept = 500;

/** Where a finding is kept, all that it depends on (plain data), how a kept one is read (it throws where it is damaged), and how it is found. */
export type Finding<T> = Readonly<{ folder: string; of: unknown; read: (json: unknown) => T; find: () => T | Promise<T> }>;

/** A finding as it was kept the last time, else found and kept for the next. A cache that cannot be written only forgets. Throws as `find` does. */
export async function findOnce<T>({ folder, of, read, find }: Finding<T>): Promise<T> {
  const key = createHash('sha256').update(JSON.stringify(of)).digest('hex');
  const file = join(folder, `${key}.json`);
  const kept = await readKept(file, read);
  if (kept !== undefined) return kept.finding;
  const finding = await find();
  const beside = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    await ensureFolder(folder);
    await writeFile(beside, JSON.stringify(finding));
    await rename(beside, file);
    await prune(folder);
  } catch {
    // a full or read-only cache costs this much again next time
    await rm(beside, { force: true }).catch(() => undefined);
  }
  return finding;
}

/** What was kept; undefined when there is nothing, or it is damaged. */
async function readKept<T>(file: string, read: (json: unknown) => T): Promise<Readonly<{ finding: T }> | undefined> {
  try {
    return { finding: read(JSON.parse(await readFile(file, 'utf8'))) };
  } catch {
    return undefined;
  }
}

/** Removes the oldest findings, a few at a time so that most writes find nothing to do. */
async function prune(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= mostKept * 1.1) return;
  const aged = await Promise.all(
    names.map(async (name) => ({ name, ms: (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0 })),
  );
  const doomed = aged.sort((a, b) => b.ms - a.ms).slice(mostKept);
  await Promise.all(doomed.map(({ name }) => rm(join(folder, name), { force: true })));
}

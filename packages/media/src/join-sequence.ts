import { constants } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { diskFault } from './disk-fault.ts';
import { sequenceOf } from './film-format.ts';
import type { Segment } from './join-packets.ts';
import { partOf } from './part-file.ts';
import { stillsOf } from './still-stream.ts';
import { writeAll } from './write-all.ts';

/** Files that looking at pictures leaves in a folder. */
const leftByViewers = ['.DS_Store', 'Thumbs.db'];

type Sequence = NonNullable<ReturnType<typeof sequenceOf>>;

/** Refuses a place for a picture sequence that could not be filled: media.write-failed, or media.folder-in-use for a folder that holds anything but an earlier sequence of the same names. */
export async function checkSequencePlace(out: string): Promise<void> {
  const { folder, isWholeFolder, isOurs } = told(out);
  const facts = await stat(folder).catch(() => undefined);
  if (facts?.isDirectory() === false) throw diskFault(Object.assign(new Error('it is a file'), { code: 'ENOTDIR' }), folder);
  // A whole folder is made beside where it will stand, pictures among others inside their folder.
  await access(facts === undefined || isWholeFolder ? join(folder, '..') : folder, constants.W_OK).catch((error: unknown) => {
    throw diskFault(error, out);
  });
  if (facts === undefined || !isWholeFolder) return;
  const stranger = (await readdir(folder)).find((name) => !isOurs(name) && !leftByViewers.includes(name));
  if (stranger !== undefined) throw new Fault('media.folder-in-use', { folder, name: stranger });
}

/**
 * Writes PNG segments as one picture a frame. All are finished in a folder beside before the first takes its name: a whole folder is then exchanged in one
 * step; with a pattern in a folder of other things they are renamed one by one. An earlier sequence of the same names is replaced, longer ones too.
 */
export async function joinSequence(
  segments: readonly Segment[],
  { out, signal }: { out: string; signal?: AbortSignal | undefined },
): Promise<void> {
  await checkSequencePlace(out);
  const sequence = told(out);
  const { folder, isWholeFolder } = sequence;
  const isNew =
    !isWholeFolder &&
    (await mkdir(folder).then(
      () => true,
      () => false,
    ));
  // Inside the folder where it stays, so that renaming never crosses disks.
  const part = partOf(isWholeFolder ? folder : join(folder, 'frames'));
  try {
    await mkdir(part);
    let frames = 0;
    for await (const { frame, still } of stillsOf(segments, { kind: 'png', signal })) {
      await writeWhole(join(part, sequence.nameOf(frame + 1)), still);
      frames = frame + 1;
    }
    await (isWholeFolder ? exchangeFolder(part, folder) : moveIn(part, { ...sequence, frames }));
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    if (isNew) await rmdir(folder).catch(() => undefined);
    throw diskFault(error, out);
  }
}

async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await writeAll(handle, bytes);
  } finally {
    await handle.close();
  }
}

async function exchangeFolder(part: string, folder: string): Promise<void> {
  const old = `${part}.old`;
  const isThere = await rename(folder, old).then(
    () => true,
    () => false,
  );
  await rename(part, folder).catch(async (error: unknown) => {
    if (isThere) await rename(old, folder);
    throw error;
  });
  await rm(old, { recursive: true, force: true });
}

async function moveIn(part: string, { folder, nameOf, isOurs, frames }: Sequence & { frames: number }): Promise<void> {
  const written = new Set<string>();
  for (let number = 1; number <= frames; number++) {
    const name = nameOf(number);
    await rename(join(part, name), join(folder, name));
    written.add(name);
  }
  for (const name of await readdir(folder)) if (isOurs(name) && !written.has(name)) await rm(join(folder, name));
  await rmdir(part);
}

function told(out: string): Sequence {
  // A folder named without its closing slash: `--format png` said what it is.
  return sequenceOf(out) ?? (sequenceOf(`${out}/`) as Sequence);
}

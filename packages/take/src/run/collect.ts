import { rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Fault } from '@fantascope/film';
import { diskFault, probe } from '@fantascope/media';
import type { ResultFile } from '@fantascope/models';
import { ownFolder } from '../durable-file.ts';
import type { StoredFile } from '../journal/row.ts';
import type { TakeRecord } from '../journal/take-record.ts';
import { cleanText } from '../provider/clean-text.ts';
import type { TakePorts } from './ports.ts';
import { isWholeFile } from './whole-file.ts';

/** A finished file in the data folder, or why it is not there. `isGone`: its address no longer has it. */
export type Collected = Readonly<{ file: StoredFile }> | Readonly<{ problem: string; isGone: boolean }>;

/** Where finished files wait until they are at their place. */
export function shelf(home: string): string {
  return join(home, 'takes');
}

/** The file that a take is about: the first of what the model makes, else the first. */
export function wantedFile(files: readonly ResultFile[], makes: 'video' | 'image'): ResultFile | undefined {
  return files.find(({ kind }) => kind === makes) ?? files[0];
}

/** Fetches a finished file, and looks whether it is whole and what it is. Only a whole one is kept. Throws the faults of the disk. */
export async function collect(record: TakeRecord, wanted: ResultFile, ports: TakePorts): Promise<Collected> {
  const folder = shelf(ports.home);
  const own = join(folder, `${record.take}.fetch`);
  await ownFolder(own);
  try {
    const fetched = await ports.net.download(wanted, own);
    if (fetched.state !== 'stored') return { problem: cleanText(fetched.reason, ports.secrets), isGone: fetched.state === 'gone' };
    const { path, bytes, sha256, mime } = fetched;
    if (!(await isWholeFile(path, mime))) return { problem: 'the file ends too early', isGone: false };
    const figures = await figuresOf(path, mime);
    if ('problem' in figures) return { ...figures, isGone: false };
    const file = { bytes, sha256, mime, ...figures };
    return { file: { name: await (ports.shelve ?? onShelf)(path, file), ...file } };
  } finally {
    await rm(own, { recursive: true, force: true });
  }

  async function onShelf(path: string): Promise<string> {
    const name = `${record.take}${extname(path)}`;
    await rename(path, join(folder, name)).catch((error: unknown) => {
      throw diskFault(error, join(folder, name));
    });
    return name;
  }
}

async function figuresOf(
  path: string,
  mime: string,
): Promise<Pick<StoredFile, 'widthPx' | 'heightPx' | 'lengthSec' | 'fps'> | Readonly<{ problem: string }>> {
  if (!['video/mp4', 'video/webm', 'video/quicktime'].includes(mime)) return {};
  try {
    const { widthPx, heightPx, durationSec, fps } = await probe(path);
    return { widthPx, heightPx, lengthSec: durationSec, fps };
  } catch (error) {
    if (error instanceof Fault && error.code === 'media.unreadable') return { problem: 'the film cannot be read' };
    throw error;
  }
}

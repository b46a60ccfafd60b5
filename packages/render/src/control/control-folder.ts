import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Fault } from '@fantascope/film';
import type { ControlFile } from '@fantascope/film/control';
import { diskFault } from '@fantascope/media';

/** What is said of a file beside what can be read off it; `path` is the sequence's pattern where it is one. */
export type FileNote = Omit<ControlFile, 'count' | 'bytes' | 'sha256'>;

/**
 * Refuses a folder that is there and not empty, or a file of that name, with render.control-not-empty, and a place that cannot be written with
 * media.write-failed. Call it before any work is done.
 */
export async function checkControlFolder(folder: string): Promise<void> {
  await access(dirname(resolve(folder)), constants.W_OK).catch((error: unknown) => {
    throw diskFault(error, folder);
  });
  const there = await stat(folder).catch(() => undefined);
  if (there === undefined) return;
  if (!there.isDirectory() || (await readdir(folder)).length > 0) throw new Fault('render.control-not-empty', { path: folder });
}

/** A folder that appears under its name whole or not at all: everything is written beside it first. */
export class ControlFolder {
  readonly #out: string;
  readonly #part: string;
  readonly #files = new Map<string, { note: FileNote; bytes: number[]; sha256: string[] }>();

  private constructor(out: string, part: string) {
    this.#out = out;
    this.#part = part;
  }

  /** Makes the folder's unfinished twin. Throws render.control-not-empty, media.disk-full and media.write-failed. */
  static async open(out: string): Promise<ControlFolder> {
    const whole = resolve(out);
    await checkControlFolder(whole);
    const part = join(dirname(whole), `.${basename(whole)}.${process.pid}.part`);
    await rm(part, { recursive: true, force: true });
    await mkdir(part).catch((error: unknown) => {
      throw diskFault(error, out);
    });
    return new ControlFolder(whole, part);
  }

  /** Where a file of the package lies while the package is made. */
  at(path: string): string {
    return join(this.#part, path);
  }

  /** Writes a single file. */
  async write(note: FileNote, bytes: Uint8Array | string): Promise<void> {
    await this.#put(note, { path: note.path, index: 0 }, bytes);
  }

  /** Writes one file of a numbered sequence; `index` counts from 0, its name from 1. */
  async writeNumbered(note: FileNote, index: number, bytes: Uint8Array): Promise<void> {
    const path = note.path.replace('%05d', String(index + 1).padStart(5, '0'));
    await this.#put(note, { path, index }, bytes);
  }

  /** Takes up a file that somebody else has written at `at(note.path)`. */
  async take(note: FileNote): Promise<void> {
    const file = this.at(note.path);
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const piece of createReadStream(file)) {
        hash.update(piece as Buffer);
        bytes += (piece as Buffer).length;
      }
    } catch (error) {
      throw diskFault(error, file);
    }
    this.#files.set(note.path, { note, bytes: [bytes], sha256: [hash.digest('hex')] });
  }

  /** All files so far, in the order they were begun. */
  files(): ControlFile[] {
    return [...this.#files.values()].map(({ note, bytes, sha256 }) => ({
      ...note,
      count: bytes.length,
      bytes: bytes.reduce((sum, each) => sum + each, 0),
      sha256,
    }));
  }

  /** Writes control.json, which cannot hold its own hash, and gives the folder its name. */
  async finish(manifest: string): Promise<void> {
    await writeFile(this.at('control.json'), manifest).catch((error: unknown) => {
      throw diskFault(error, this.#out);
    });
    // Looked at again: somebody may have put something there in the meantime.
    await checkControlFolder(this.#out);
    await rename(this.#part, this.#out).catch((error: unknown) => {
      throw diskFault(error, this.#out);
    });
  }

  /** Removes what is unfinished. */
  async discard(): Promise<void> {
    await rm(this.#part, { recursive: true, force: true });
  }

  async #put(note: FileNote, { path, index }: { path: string; index: number }, bytes: Uint8Array | string): Promise<void> {
    let entry = this.#files.get(note.path);
    if (entry === undefined) {
      entry = { note, bytes: [], sha256: [] };
      this.#files.set(note.path, entry);
      await mkdir(dirname(this.at(path)), { recursive: true });
    }
    entry.bytes[index] = typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.byteLength;
    entry.sha256[index] = createHash('sha256').update(bytes).digest('hex');
    await writeFile(this.at(path), bytes).catch((error: unknown) => {
      throw diskFault(error, this.at(path));
    });
  }
}

import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diskFault } from '@fantascope/media';

/** Most bytes of finished segments kept after a film is done. */
const KEPT_BYTES = 2 * 2 ** 30;
/** Segments nobody asked for in this long are removed. */
const KEPT_MS = 14 * 24 * 3600 * 1000;

/** Finished segments by content hash, in one folder. A file of that name is whole: it was renamed there after its encoder had ended well. */
export class SegmentStore {
  readonly #folder: string;
  readonly #ending: string;
  readonly #isKept: boolean;
  readonly #used = new Set<string>();

  private constructor(folder: string, { ending, isKept }: { ending: string; isKept: boolean }) {
    this.#folder = folder;
    this.#ending = ending;
    this.#isKept = isKept;
  }

  /** Opens the `segments` folder of a cache, making it where needed; without a cache, a folder of this run's own that close() removes. Files end in `ending`, default .mp4. */
  static async open({ cacheDir, ending = '.mp4' }: { cacheDir?: string | undefined; ending?: string }): Promise<SegmentStore> {
    if (cacheDir !== undefined) {
      const kept = join(cacheDir, 'segments');
      if (await makeFolder(kept)) return new SegmentStore(kept, { ending, isKept: true });
      // A cache that cannot be written costs time next time, not this film.
    }
    const own = await mkdtemp(join(tmpdir(), 'fantascope-segments-')).catch((error: unknown) => {
      throw diskFault(error, tmpdir());
    });
    return new SegmentStore(own, { ending, isKept: false });
  }

  /** The finished segment's file, or undefined when it has to be made. */
  async find(key: string): Promise<string | undefined> {
    this.#used.add(`${key}${this.#ending}`);
    const file = this.fileOf(key);
    const now = new Date();
    // Touching answers two questions at once: is it there, and who used it last.
    return await utimes(file, now, now).then(
      () => file,
      () => undefined,
    );
  }

  /** Where the finished segment of this key lies. */
  fileOf(key: string): string {
    return join(this.#folder, `${key}${this.#ending}`);
  }

  /** A name for a segment being made, nobody else's. It begins with this process's id, so that others can tell a dead one's leftovers. */
  newPart(): string {
    return join(this.#folder, `${process.pid}-${randomBytes(8).toString('hex')}.part`);
  }

  /** Makes a finished part findable by its key and returns its file. */
  async commit(part: string, key: string): Promise<string> {
    const file = this.fileOf(key);
    await rename(part, file).catch((error: unknown) => {
      throw diskFault(error, file);
    });
    return file;
  }

  /** Removes a part that will not be finished. */
  async discard(part: string): Promise<void> {
    await rm(part, { force: true });
  }

  /** Removes a finished segment that turned out broken. */
  async forget(file: string): Promise<void> {
    await rm(file, { force: true });
  }

  /** Ends the use of the folder: removes dead processes' parts and old segments, or, when nothing is kept, the folder. */
  async close(): Promise<void> {
    if (!this.#isKept) return await rm(this.#folder, { recursive: true, force: true });
    const names = await readdir(this.#folder).catch(() => []);
    const found: { file: string; name: string; bytes: number; usedMs: number }[] = [];
    for (const name of names) {
      const file = join(this.#folder, name);
      const facts = await stat(file).catch(() => undefined);
      if (facts !== undefined) found.push({ file, name, bytes: facts.size, usedMs: facts.mtimeMs });
    }
    const doomed = found.filter(({ name }) => name.endsWith('.part') && !isAlive(Number.parseInt(name, 10)));
    let bytes = 0;
    const nowMs = Date.now();
    for (const segment of found.filter(({ name }) => !name.endsWith('.part')).sort((a, b) => b.usedMs - a.usedMs)) {
      bytes += segment.bytes;
      if (!this.#used.has(segment.name) && (bytes > KEPT_BYTES || nowMs - segment.usedMs > KEPT_MS)) doomed.push(segment);
    }
    await Promise.all(doomed.map(({ file }) => rm(file, { force: true })));
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Makes a folder level by level; false where that cannot be. Node's own recursive mkdir never comes back under /proc. */
async function makeFolder(path: string): Promise<boolean> {
  if (await isFolder(path)) return true;
  const parent = dirname(path);
  if (parent === path || !(await makeFolder(parent))) return false;
  return await mkdir(path).then(
    () => true,
    () => isFolder(path),
  );
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
}

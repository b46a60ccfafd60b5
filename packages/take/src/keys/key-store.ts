import { randomBytes } from 'node:crypto';
import { chmod, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { z } from 'zod';
import { ownFolder, syncFolder, writeDurably } from '../durable-file.ts';
import { holdLock } from '../held-lock.ts';
import { openSealed, sealText } from './seal.ts';

const base64 = z.string().regex(/^[A-Za-z0-9+/]+=*$/);
const Sealed = z.strictObject({ iv: base64, tag: base64, data: base64, setAtMs: z.number().int() });
const KeyFile = z.strictObject({ v: z.literal(1), keys: z.record(z.string(), Sealed) });
type KeyFile = z.infer<typeof KeyFile>;

/** What a key may be called: as an environment variable. */
export const keyNameShape = /^[A-Z][A-Z0-9_]{1,79}$/;

/**
 * Provider keys of a person, sealed with AES-256-GCM in `keys.json` under a key of this machine in `keys.secret` (mode 0600) beside it: enough
 * against a backup or a glance, not against someone who reads this person's files. No key is ever in a fault.
 */
export type KeyStore = Readonly<{
  /** Throws take.keys-damaged when the file was changed by another hand. */
  get: (name: string) => Promise<string | undefined>;
  /** Throws take.bad-key-name, take.empty-key. */
  set: (name: string, value: string) => Promise<void>;
  /** Whether there was such a key. */
  remove: (name: string) => Promise<boolean>;
  /** Names and when they were set, by name. */
  list: () => Promise<readonly Readonly<{ name: string; setAtMs: number }>[]>;
}>;

/** The keys kept in a data folder. */
export function openKeyStore(home: string, { nowMs }: Readonly<{ nowMs: () => number }>): KeyStore {
  const path = join(home, 'keys.json');
  const secretPath = join(home, 'keys.secret');

  async function read(): Promise<KeyFile> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw diskFault(error, path);
    });
    if (text === null) return { v: 1, keys: {} };
    try {
      return KeyFile.parse(JSON.parse(text));
    } catch {
      // Without its cause: a parser's message quotes what it could not read.
      throw new Fault('take.keys-damaged', { path });
    }
  }

  async function secret({ isMade }: Readonly<{ isMade: boolean }>): Promise<Buffer> {
    const bytes = await readFile(secretPath).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw diskFault(error, secretPath);
    });
    if (bytes === null && isMade) return makeSecret();
    if (bytes === null || bytes.length !== 32) throw new Fault('take.keys-damaged', { path });
    // A restored backup or a careless copy may have opened it to others.
    if (process.platform !== 'win32' && ((await stat(secretPath)).mode & 0o077) !== 0) await chmod(secretPath, 0o600);
    return bytes;
  }

  async function makeSecret(): Promise<Buffer> {
    const made = randomBytes(32);
    try {
      const handle = await open(secretPath, 'wx', 0o600);
      await handle.writeFile(made);
      await handle.sync();
      await handle.close();
      await syncFolder(home);
    } catch (error) {
      throw diskFault(error, secretPath);
    }
    return made;
  }

  async function change<T>(edit: (file: KeyFile) => Promise<Readonly<{ file: KeyFile; result: T }>>): Promise<T> {
    await ownFolder(home);
    const lock = await holdLock(`${path}.lock`, { waitMs: 10_000 });
    if (lock === null) throw new Fault('take.journal-busy', { path });
    try {
      const { file, result } = await edit(await read());
      await writeDurably(path, `${JSON.stringify(file, null, 2)}\n`);
      return result;
    } finally {
      await lock.release();
    }
  }

  return {
    get: async (name) => {
      const sealed = (await read()).keys[name];
      if (sealed === undefined) return undefined;
      const key = await secret({ isMade: false });
      const text = openSealed(sealed, { key, name });
      if (text === undefined) throw new Fault('take.keys-damaged', { path });
      return text;
    },
    set: async (name, value) => {
      if (!keyNameShape.test(name)) throw new Fault('take.bad-key-name', {});
      const trimmed = value.trim();
      if (trimmed === '') throw new Fault('take.empty-key', { name });
      await change(async (file) => {
        const key = await secret({ isMade: Object.keys(file.keys).length === 0 });
        const sealed = { ...sealText(trimmed, { key, name }), setAtMs: nowMs() };
        return { file: { v: 1, keys: { ...file.keys, [name]: sealed } }, result: undefined };
      });
    },
    remove: async (name) => {
      if ((await read()).keys[name] === undefined) return false;
      return change(async ({ keys }) => {
        const { [name]: gone, ...rest } = keys;
        return { file: { v: 1, keys: rest }, result: gone !== undefined };
      });
    },
    list: async () =>
      Object.entries((await read()).keys)
        .map(([name, { setAtMs }]) => ({ name, setAtMs }))
        .sort((one, other) => one.name.localeCompare(other.name)),
  };
}

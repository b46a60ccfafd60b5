import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { type Environment, writeDurably } from '@fantascope/take';
import { type DatabaseUser, databaseUser } from './database-user.ts';

/** Where the embedded database of one data folder lies, and as whom it runs. */
export type DatabasePlace = Readonly<{
  /** Ours: lock, access lists, log of the start. */
  folder: string;
  /** PostgreSQL's own, 0700, of the user it runs as. */
  data: string;
  /** Of the unix socket, 0700, of the same user; the only door the server has. */
  socket: string;
  /** The binaries' versions lie in here. */
  binaries: string;
  /** As whom the server runs where that is not us. */
  user: DatabaseUser | null;
}>;

/** sun_path holds 104 bytes on macOS and 108 on Linux, the closing zero among them. */
const longestSocketBytes = 103;
const socketFile = '.s.PGSQL.5432';

/** Makes a folder of ours; its own mode is set by hand, because a strict umask would shut out the server's user. */
function makeFolder(folder: string, mode: number): void {
  if (mkdirSync(folder, { recursive: true, mode }) !== undefined) chmodSync(folder, mode);
}

/** A private folder of the server's user. One that somebody else put there first is refused: they could sit between us and the database. */
function privateFolder(folder: string, uid: number, gid: number): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
    if (uid !== process.getuid?.()) chownSync(folder, uid, gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const there = lstatSync(folder);
  if (!there.isDirectory() || there.uid !== uid || (there.mode & 0o077) !== 0) throw new Fault('jobs.database-socket', { folder });
}

function socketFolder(folder: string): string {
  const near = join(folder, 'socket');
  if (Buffer.byteLength(join(near, socketFile)) <= longestSocketBytes) return near;
  const name = `fantascope-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  // Not in XDG_RUNTIME_DIR, which is emptied when its user signs out and the server may still run.
  const fits = Buffer.byteLength(join(tmpdir(), name, socketFile)) <= longestSocketBytes;
  return join(fits ? tmpdir() : '/tmp', name);
}

/** The first folder on the way down that the server's user cannot pass through; the last one is meant to be theirs. */
function closedFolder(folder: string): string | null {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return at;
    if (at === dirname(at)) return null;
  }
}

/** As root the data lie outside the data folder wherever other users may not enter that; a small file in it says where. */
async function rootFolder(home: string, base: string): Promise<string> {
  if (home === base) return join(base, 'database');
  const pointer = join(home, 'database.json');
  try {
    const { folder } = JSON.parse(readFileSync(pointer, 'utf8')) as { folder?: unknown };
    if (typeof folder === 'string') return folder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const seed = `${home} ${process.pid} ${process.hrtime.bigint()}`;
  const folder = join(base, 'databases', createHash('sha256').update(seed).digest('hex').slice(0, 12));
  await writeDurably(pointer, `${JSON.stringify({ folder })}\n`);
  return folder;
}

/** PostgreSQL starts for nobody without a name, and a container is often told only a number. Throws jobs.database-nameless. */
function checkName(): void {
  try {
    userInfo();
  } catch (cause) {
    throw new Fault('jobs.database-nameless', { uid: process.getuid?.() ?? -1 }, { cause });
  }
}

function ownerName(uid: number): string {
  return uid === 0 ? 'root' : uid === process.getuid?.() ? userInfo().username : `uid ${uid}`;
}

function ownerOf(path: string): number | null {
  try {
    return lstatSync(path).uid;
  } catch {
    return null;
  }
}

/** As an ordinary user: all of it in the data folder. */
function ownPlace(home: string): DatabasePlace {
  checkName();
  const folder = join(home, 'database');
  const owner = ownerOf(join(home, 'database.json')) ?? ownerOf(folder);
  if (owner !== null && owner !== process.getuid?.()) throw new Fault('jobs.database-of-another', { home, owner: ownerName(owner) });
  makeFolder(folder, 0o700);
  const socket = socketFolder(folder);
  const { uid, gid } = userInfo();
  for (const each of [join(folder, 'data'), socket]) privateFolder(each, uid, gid);
  return { folder, data: join(folder, 'data'), socket, binaries: join(home, 'postgres-18'), user: null };
}

/** As root: where the server's user can get to. */
async function rootPlace(home: string, env: Environment): Promise<DatabasePlace> {
  const owner = ownerOf(join(home, 'database'));
  if (owner !== null && owner !== 0) throw new Fault('jobs.database-of-another', { home, owner: ownerName(owner) });
  const named = resolve(env['FANTASCOPE_DATABASE_HOME'] || '/var/lib/fantascope');
  makeFolder(named, 0o711);
  const base = realpathSync(named);
  // The data folder of root is this same folder, and the rooms that keep secrets make it 0700: passing through is all that is let.
  chmodSync(base, (statSync(base).mode & 0o777) | 0o011);
  const user = databaseUser();
  const closed = closedFolder(base);
  if (closed !== null) throw new Fault('jobs.database-folder-closed', { user: user.name, folder: closed });
  const folder = await rootFolder(home, base);
  makeFolder(dirname(folder), 0o711);
  makeFolder(folder, 0o711);
  const socket = socketFolder(folder);
  for (const each of [join(folder, 'data'), socket]) privateFolder(each, user.uid, user.gid);
  return { folder, data: join(folder, 'data'), socket, binaries: join(base, 'postgres-18'), user };
}

/**
 * Finds and makes the folders of a data folder's database. An ordinary user's lie in the data folder. Root's lie in
 * FANTASCOPE_DATABASE_HOME (default /var/lib/fantascope), because PostgreSQL then runs as the system user `fantascope`, who may be able to
 * enter neither $HOME nor a clone nor a temporary folder. Throws jobs.database-of-another, jobs.database-folder-closed, jobs.database-user,
 * jobs.database-nameless, jobs.database-socket and the faults of the disk.
 */
export async function databasePlace(home: string, env: Environment): Promise<DatabasePlace> {
  try {
    makeFolder(home, 0o700);
    // One folder has one name: a server is known by the path it was started with.
    const at = realpathSync(home);
    return process.getuid?.() === 0 ? await rootPlace(at, env) : ownPlace(at);
  } catch (error) {
    throw diskFault(error, home);
  }
}

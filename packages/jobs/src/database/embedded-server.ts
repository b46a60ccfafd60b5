import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { type HeldLock, holdLock } from '@fantascope/take';
import { Client } from 'pg';
import { checkRoom } from './check-room.ts';
import type { DatabasePlace } from './database-place.ts';
import { carriedMajor, type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts';
import { disownLock, isPostmaster, openSocketFolder, postmasterPid } from './postmaster.ts';

/** Settings of the server by name; values as in postgresql.conf. */
export type ServerSettings = Readonly<Record<string, string>>;

/** Fits a machine of 2 GB. No TCP: whoever can pass the socket's 0700 folder is the server's user or root, and nobody else can knock. */
const usual: ServerSettings = {
  listen_addresses: '',
  max_connections: '200',
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  huge_pages: 'off',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgres-%a.log',
  log_rotation_age: '1d',
  log_truncate_on_rotation: 'on',
};

/** Replaying a long log after a power cut takes a while; a server that lives is waited for. */
const startMs = 120_000;
const stopMs = 60_000;
/** Where a server was killed, its last backends hold its memory until their query ends, and PostgreSQL refuses to start so long. */
const startsTried = { fresh: 3, afterDeath: 20 };

/** An address of one database of the server. Without a password: the socket's folder and the kernel say who we are. */
function addressAt(socket: string, database: string): string {
  return `postgresql://fantascope@localhost/${database}?host=${encodeURIComponent(socket)}`;
}

/** A connection, or how the server stands where there is none to be had: nobody listens, or it is on its way up or down. */
async function knock(url: string, folder: string): Promise<Client | 'silent' | 'busy'> {
  const client = new Client({ connectionString: url, application_name: `fantascope-holder-${process.pid}`, connectionTimeoutMillis: 5000 });
  // Without a listener the end of the server would end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const { code } = error as { code?: unknown };
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'silent';
    // 57P03: starting up, shutting down or replaying. No code: the connection was cut or took too long, as a server's that is being stopped.
    if (code === '57P03' || code === 'ECONNRESET' || code === 'EPIPE' || code === undefined) return 'busy';
    throw new Fault('jobs.database-unreachable', { host: folder, reason: (error as Error).message }, { cause: error });
  }
}

/**
 * The PostgreSQL server of one data folder. Any number of processes may use it: each holds one connection for as long as it does, which the
 * kernel drops when it dies. Starting, adopting and stopping happen under one lock, so there is never a second server on a folder; the last
 * one to close stops it, and one that was killed leaves it running to be adopted.
 */
export class EmbeddedServer {
  readonly #place: DatabasePlace;
  readonly #settings: ServerSettings;
  /** Where the running server listens: another than ours when whoever started it had another TMPDIR. */
  #socket: string;
  #holder: Client | null = null;
  #isClosing = false;
  #mending: Promise<void> | null = null;
  /** How the server was come by: started here, or found running. */
  wasAdopted = true;

  private constructor(place: DatabasePlace, settings: ServerSettings) {
    this.#place = place;
    this.#socket = place.socket;
    this.#settings = { ...usual, ...settings };
  }

  /** Starts or adopts the server and waits until it answers. Throws jobs.database-did-not-start and the other faults of databases. */
  static async open(place: DatabasePlace, settings: ServerSettings = {}): Promise<EmbeddedServer> {
    const server = new EmbeddedServer(place, settings);
    const lock = await server.#lock();
    await server.#hold().finally(lock.release);
    return server;
  }

  /** The address of one of its databases, `fantascope` by default. */
  url(database = 'fantascope'): string {
    return addressAt(this.#socket, database);
  }

  async #lock(): Promise<HeldLock> {
    const path = join(this.#place.folder, 'start.lock');
    const lock = await holdLock(path, { waitMs: startMs + stopMs });
    if (lock === null) throw new Fault('jobs.database-busy', { folder: this.#place.folder, lock: path });
    return lock;
  }

  async #hold(): Promise<void> {
    const client = await this.#reach();
    await client.query('create database fantascope').catch((error: { code?: string }) => {
      // 42P04: it is there.
      if (error.code !== '42P04') throw error;
    });
    this.#holder = client;
    // The server died while we work: start it again, so that a crash of it is a pause and not an end.
    client.on('end', () => {
      if (!this.#isClosing && this.#holder === client) this.#mending = this.#mend().finally(() => (this.#mending = null));
    });
  }

  async #mend(): Promise<void> {
    this.#holder = null;
    while (!this.#isClosing) {
      try {
        const lock = await this.#lock();
        await this.#hold().finally(lock.release);
        return;
      } catch {
        // Disk full, no memory: nothing better can be done here than to try again; whoever asks the database is told why it is not there.
        await pause(1000);
      }
    }
  }

  /** Under the lock: connects, starting the server where none lives. */
  async #reach(): Promise<Client> {
    const { data, socket } = this.#place;
    const untilMs = Date.now() + startMs;
    let child: ChildProcess | null = null;
    for (let left: number | undefined; Date.now() < untilMs; ) {
      const answer = await knock(this.url('postgres'), this.#socket);
      if (answer instanceof Client) {
        this.wasAdopted = child === null;
        return answer;
      }
      const pid = await postmasterPid(data);
      if (pid !== null && isPostmaster(pid, data)) {
        this.#socket = (await openSocketFolder(data)) ?? socket;
        await pause(5);
        continue;
      }
      const isComing = answer === 'busy' || (child !== null && child.exitCode === null && child.signalCode === null);
      if (!isComing) {
        left ??= pid === null ? startsTried.fresh : startsTried.afterDeath;
        if (left === 0) break;
        const binaries = await this.#ready().catch((error: unknown) => {
          throw diskFault(error, this.#place.folder);
        });
        if (pid !== null) await disownLock(data, socket);
        if (child !== null) await pause(500);
        left -= 1;
        this.#socket = socket;
        child = this.#spawn(binaries);
      }
      await pause(5);
    }
    const log = join(this.#place.folder, 'start.log');
    throw new Fault('jobs.database-did-not-start', { folder: this.#place.folder, reason: lastWords(log), log });
  }

  /** Checks room and version, writes who may connect, and makes the cluster where there is none. */
  async #ready(): Promise<PostgresBinaries> {
    const { folder, data, user } = this.#place;
    const binaries = await postgresBinaries(this.#place.binaries);
    const isNew = !existsSync(join(data, 'PG_VERSION'));
    checkRoom(folder, { isNew });
    // The kernel names the caller (peer), so there is no password to keep, to leak or to lose. Kept outside PostgreSQL's own folder, where root must not write.
    const names = new Set([userInfo().username, user?.name ?? userInfo().username]);
    writeFileSync(join(folder, 'hba.conf'), 'local all all peer map=house\n', { mode: 0o644 });
    writeFileSync(join(folder, 'ident.conf'), [...names].map((name) => `house "${name}" fantascope\n`).join(''), { mode: 0o644 });
    for (const name of ['hba.conf', 'ident.conf']) chmodSync(join(folder, name), 0o644);
    if (isNew) await this.#makeCluster(binaries);
    const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
    if (found !== String(carriedMajor)) throw new Fault('jobs.database-other-major', { folder, found, carried: carriedMajor });
    return binaries;
  }

  async #makeCluster({ initdb }: PostgresBinaries): Promise<void> {
    const { folder, data, user } = this.#place;
    // Made beside and moved in whole: a cluster that was cut off half way would look like one.
    const part = mkdtempSync(join(folder, 'data.part-'));
    if (user !== null) chownSync(part, user.uid, user.gid);
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const made = spawnSync(initdb, ['-D', part, '-U', 'fantascope', '-A', 'peer', ...locale], { ...this.#as(), encoding: 'utf8' });
    if (made.status === 0) return rename(part, data);
    await rm(part, { recursive: true, force: true });
    const log = join(folder, 'start.log');
    writeFileSync(log, `${made.stdout}${made.stderr}${made.error ?? ''}\n`);
    throw new Fault('jobs.database-did-not-start', { folder, reason: lastWords(log), log });
  }

  #as() {
    const { user } = this.#place;
    const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
    return { cwd: '/', env, ...(user === null ? {} : { uid: user.uid, gid: user.gid }) };
  }

  #spawn({ postgres }: PostgresBinaries): ChildProcess {
    const { folder, data, socket } = this.#place;
    const own: ServerSettings = { hba_file: join(folder, 'hba.conf'), ident_file: join(folder, 'ident.conf') };
    const settings = Object.entries({ ...this.#settings, ...own }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const log = openSync(join(folder, 'start.log'), 'w', 0o600);
    try {
      // Its own session: Ctrl-C in our terminal is for us; the database is stopped after the last write, by close().
      const child = spawn(postgres, ['-D', data, '-k', socket, ...settings], {
        ...this.#as(),
        detached: true,
        stdio: ['ignore', log, log],
      });
      child.on('error', () => undefined);
      child.unref();
      return child;
    } finally {
      closeSync(log);
    }
  }

  /** Lets go and leaves the server running, to be adopted. */
  async leave(): Promise<void> {
    this.#isClosing = true;
    await this.#mending;
    await this.#holder?.end();
    this.#holder = null;
  }

  /** Lets go; where nobody else is connected, or `evenInUse`, stops the server and waits until it has. */
  async close({ evenInUse = false } = {}): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
    await this.#mending;
    const holder = this.#holder;
    if (holder === null) return;
    const lock = await this.#lock();
    try {
      const isLast = evenInUse || (await isAlone(holder));
      await holder.end();
      const pid = await postmasterPid(this.#place.data);
      if (!isLast || pid === null || !isPostmaster(pid, this.#place.data)) return;
      // SIGINT: fast shutdown, with a checkpoint, so that the next start has nothing to replay.
      process.kill(pid, 'SIGINT');
      for (const untilMs = Date.now() + stopMs; isPostmaster(pid, this.#place.data) && Date.now() < untilMs; ) await pause(10);
    } finally {
      await lock.release();
    }
  }
}

/** Whether no other connection is open. One of our own that was just closed lingers for some milliseconds. */
async function isAlone(holder: Client): Promise<boolean> {
  const others = `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`;
  for (let tries = 0; tries < 30; tries += 1) {
    const { rowCount } = await holder.query(others).catch(() => ({ rowCount: 1 }));
    if (rowCount === 0) return true;
    await pause(10);
  }
  return false;
}

function lastWords(log: string): string {
  try {
    return readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' ') || 'it said nothing.';
  } catch {
    return 'it said nothing.';
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkRoom } from './check-room.ts';
import { type DatabasePlace, databasePlace } from './database-place.ts';
import { EmbeddedServer } from './embedded-server.ts';
import { openDatabase } from './open-database.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { isPostmaster, postmasterPid } from './postmaster.ts';
import { testRunPlaces } from './test-run.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const isRoot = process.getuid?.() === 0;

const written = `select value from fantascope.setting where name = 'opener'`;

let home: string;
let env: Readonly<Record<string, string>>;
let place: DatabasePlace;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  // mkdtemp makes it 0700: nobody but us can enter, and as root the server is not us.
  home = await mkdtemp(join(tmpdir(), 'fantascope-server-'));
  env = testRunPlaces('-').env as Record<string, string>;
  place = await databasePlace(home, env);
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

afterAll(async () => {
  if (existsSync(join(place.data, 'PG_VERSION'))) await (await EmbeddedServer.open(place)).close({ evenInUse: true });
  for (const folder of [place.folder, place.socket, home]) await rm(folder, { recursive: true, force: true });
});

/** A process that opens the database, says so, and closes it when its stdin ends. */
async function opener(): Promise<ChildProcess> {
  const script = `
    import { openDatabase } from ${JSON.stringify(new URL('open-database.ts', import.meta.url).href)};
    const database = await openDatabase(${JSON.stringify({ env, home })});
    await database.pool.query("insert into fantascope.setting values ('opener', to_jsonb($1::int), 'user_1', now()) on conflict (name) do update set value = excluded.value", [process.pid]);
    console.log('open');
    for await (const _ of process.stdin);
    await database.close();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.add(child);
  const line = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), once(child, 'exit')]);
  expect(line).toEqual(['open']);
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function livingPid(): Promise<number> {
  const pid = await postmasterPid(place.data);
  if (pid === null || !isPostmaster(pid, place.data)) throw new Error('No server runs on the folder.');
  return pid;
}

async function gone(pid: number): Promise<void> {
  while (isPostmaster(pid, place.data)) await pause(5);
}

/** A process that has ended and not been waited for is still listed, and holds nothing. */
function holdsMemory(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/maps`, 'utf8') !== '';
  } catch {
    return false;
  }
}

describe('the embedded server', () => {
  test('needs nothing of the clone, of $HOME or of a temporary folder, and listens on a private socket only', async () => {
    const database = await openDatabase({ env, home });
    const pid = await livingPid();
    const mapped = readFileSync(`/proc/${pid}/maps`, 'utf8');
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
    expect(readlinkSync(`/proc/${pid}/exe`)).toBe(join(place.binaries, '18.4.0-beta.17', 'bin', 'postgres'));
    expect(readlinkSync(`/proc/${pid}/cwd`)).toBe(place.data);
    expect(mapped).not.toContain(root);
    expect(environment).not.toContain(root);
    if (isRoot) expect(`${mapped}${environment}${place.data}${place.socket}${place.binaries}`).not.toContain(tmpdir());
    expect(lstatSync(`/proc/${pid}`).uid).toBe(isRoot ? place.user?.uid : process.getuid?.());
    expect(lstatSync(`/proc/${pid}`).uid).not.toBe(0);
    for (const folder of [place.data, place.socket]) expect(lstatSync(folder).mode & 0o077).toBe(0);
    expect((await database.pool.query('show listen_addresses')).rows).toEqual([{ listen_addresses: '' }]);
    expect((await database.pool.query('show fsync')).rows).toEqual([{ fsync: 'on' }]);
    await database.close();
  });

  test('goes on when the process that started it is killed, and is adopted by the next', async () => {
    const child = await opener();
    const pid = await livingPid();
    child.kill('SIGKILL');
    await ended(child);
    const database = await openDatabase({ env, home });
    expect(await livingPid()).toBe(pid);
    expect((await database.pool.query(written)).rows).toEqual([{ value: child.pid }]);
    await database.close();
    await gone(pid);
  });

  test('is started again after it was killed, also when its number is another program’s by then', async () => {
    const child = await opener();
    const before = await livingPid();
    child.kill('SIGKILL');
    await ended(child);
    process.kill(before, 'SIGKILL');
    await gone(before);
    // PostgreSQL takes any living process of its own user for the server.
    const as = place.user === null ? {} : { uid: place.user.uid, gid: place.user.gid };
    const other = spawn('sleep', ['600'], { ...as, cwd: '/', stdio: 'ignore' });
    children.add(other);
    const pidFile = join(place.data, 'postmaster.pid');
    const [, ...rest] = readFileSync(pidFile, 'utf8').split('\n');
    writeFileSync(pidFile, [other.pid, ...rest].join('\n'));
    const database = await openDatabase({ env, home });
    expect(await livingPid()).not.toBe(before);
    expect((await database.pool.query(written)).rows).toEqual([{ value: child.pid }]);
    expect(other.exitCode).toBeNull();
    await database.close();
  });

  test('waits for what a killed server left at work: two never write to one folder', async () => {
    const server = await EmbeddedServer.open(place);
    const busy = new Client({ connectionString: server.url() });
    busy.on('error', () => undefined);
    await busy.connect();
    await server.leave();
    const { rows } = await busy.query<{ pid: number }>('select pg_backend_pid() as pid');
    const orphan = rows[0]?.pid ?? 0;
    const query = busy.query('select count(*) from generate_series(1, 4000000) a where a % 7 = random()').catch(() => undefined);
    const before = await livingPid();
    process.kill(before, 'SIGKILL');
    await gone(before);
    expect(holdsMemory(orphan)).toBe(true);
    const again = await EmbeddedServer.open(place);
    expect(holdsMemory(orphan)).toBe(false);
    await query;
    await again.close();
  });

  test('is one for all who open it at once, and stops with the last of them', async () => {
    const openers = await Promise.all([1, 2, 3, 4].map(opener));
    const pid = await livingPid();
    const [first, ...others] = openers;
    first?.stdin?.end();
    if (first) await ended(first);
    expect(await livingPid()).toBe(pid);
    for (const child of others) child.stdin?.end();
    await Promise.all(others.map(ended));
    expect(isPostmaster(pid, place.data)).toBe(false);
    // A clean stop: nothing to replay.
    expect(existsSync(join(place.data, 'postmaster.pid'))).toBe(false);
  });

  test('is started again by whoever holds it when it is killed at work', async () => {
    const database = await openDatabase({ env, home });
    const child = await opener();
    const before = await livingPid();
    process.kill(before, 'SIGKILL');
    await gone(before);
    // Backends of the dead server may answer for some moments; then nobody does until the new one.
    const restarted = async () => {
      const pid = await postmasterPid(place.data);
      return pid !== null && pid !== before && isPostmaster(pid, place.data);
    };
    while (!(await restarted())) await pause(10);
    const read = () => database.pool.query(written).catch(() => null);
    let answer = await read();
    while (answer === null) {
      await pause(20);
      answer = await read();
    }
    expect(answer.rows).toEqual([{ value: child.pid }]);
    child.stdin?.end();
    await ended(child);
    await database.close();
    expect(await postmasterPid(place.data)).toBeNull();
  });

  test('keeps a second server off its folder', async () => {
    const database = await openDatabase({ env, home });
    const postgres = readlinkSync(`/proc/${await livingPid()}/exe`);
    const as = place.user === null ? {} : { uid: place.user.uid, gid: place.user.gid };
    const second = spawn(postgres, ['-D', place.data, '-c', 'listen_addresses=', '-k', place.socket], { ...as, cwd: '/', stdio: 'ignore' });
    const [code] = await once(second, 'exit');
    expect(code).toBe(1);
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await database.close();
  });

  test('is not started where somebody else could sit at its socket, or for a platform that npm has no binaries for', async () => {
    chmodSync(place.socket, 0o755);
    await expect(openDatabase({ env, home })).rejects.toMatchObject({ code: 'jobs.database-socket', params: { folder: place.socket } });
    chmodSync(place.socket, 0o700);
    await expect(postgresBinaries(home, 'sunos-sparc')).rejects.toMatchObject({
      code: 'jobs.no-embedded-database',
      params: { platform: 'sunos-sparc' },
    });
  });

  test('is one server by whichever way its folder is named', async () => {
    const database = await openDatabase({ env, home });
    const other = join(tmpdir(), `fantascope-way-${process.pid}`);
    symlinkSync(home, other);
    try {
      expect(await databasePlace(other, env)).toEqual(place);
    } finally {
      rmSync(other);
    }
    await database.close();
    expect(await postmasterPid(place.data)).toBeNull();
  });

  test('is refused by a fault, not a stack trace, where its folder cannot be made', async () => {
    writeFileSync(join(home, 'file'), '');
    await expect(openDatabase({ env, home: join(home, 'file', 'home') })).rejects.toMatchObject({ code: 'media.write-failed' });
  });

  test('says what stands in its way in its own words', async () => {
    const version = join(place.data, 'PG_VERSION');
    writeFileSync(version, '17\n');
    await expect(openDatabase({ env, home })).rejects.toMatchObject({
      code: 'jobs.database-other-major',
      params: { found: '17', carried: 18 },
    });
    writeFileSync(version, '18\n');
    await expect(EmbeddedServer.open(place, { shared_buffers: 'much' })).rejects.toMatchObject({
      code: 'jobs.database-did-not-start',
      params: { reason: expect.stringContaining('shared_buffers') },
    });
    expect(() => checkRoom(home, { isNew: false, freeBytes: () => 47e6 })).toThrow('47 MB left and the database needs 48 MB');
    const database = await openDatabase({ env, home });
    await database.close();
  });
});

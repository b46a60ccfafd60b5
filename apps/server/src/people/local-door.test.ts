import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LocalDoor, openLocalDoor } from './local-door.ts';
import { openLocalToken } from './local-token.ts';

const personId = 'user_01J00000000000000000000000';
let home = '';
let nowMs = 1_800_000_000_000;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'door-'));
  nowMs = 1_800_000_000_000;
});
afterEach(() => rm(home, { recursive: true, force: true }));

const open = (port = 4747) => openLocalDoor({ home, port, personId, nowMs: () => nowMs });
const tokenOf = (link: string) => new URL(link, 'http://127.0.0.1').searchParams.get('token') ?? '';
const cookieOf = (setCookie: string | null) => (setCookie ?? '').split(';')[0] ?? '';
const come = (door: LocalDoor) => cookieOf(door.enter(tokenOf(door.newLink()), { isSecure: false }));

describe('a printed link', () => {
  test('opens once, and others that wait still open', async () => {
    const door = await open();
    const [first, second] = [tokenOf(door.newLink()), tokenOf(door.newLink())];
    expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(door.enter(first, { isSecure: false })).not.toBeNull();
    expect(door.enter(first, { isSecure: false })).toBeNull();
    expect(door.enter(second, { isSecure: false })).not.toBeNull();
  });

  test('is shut after ten minutes', async () => {
    const door = await open();
    const [early, late] = [tokenOf(door.newLink()), tokenOf(door.newLink())];
    nowMs += 10 * 60_000;
    expect(door.enter(early, { isSecure: false })).not.toBeNull();
    nowMs += 1;
    expect(door.enter(late, { isSecure: false })).toBeNull();
  });

  test('that nobody made opens nothing', async () => {
    const door = await open();
    door.newLink();
    for (const token of ['', 'x', 'A'.repeat(43)]) expect(door.enter(token, { isSecure: false })).toBeNull();
  });
});

describe('the cookie', () => {
  test('is out of reach of scripts and other sites, and of plain HTTP where the server has TLS', async () => {
    const door = await open();
    const attributes = (isSecure: boolean) => (door.enter(tokenOf(door.newLink()), { isSecure }) ?? '').split('; ').slice(1);
    expect(attributes(false)).toEqual(['Max-Age=2592000', 'Path=/', 'HttpOnly', 'SameSite=Strict']);
    expect(attributes(true)).toContain('Secure');
  });

  test('counts after a restart, among other cookies, for 30 days', async () => {
    const cookie = come(await open());
    const again = await open();
    expect(again.personOf(`theme=dark; ${cookie}; x=y`)).toBe(personId);
    nowMs += 30 * 86_400_000 - 1000;
    expect(again.personOf(cookie)).toBe(personId);
    nowMs += 1000;
    expect(again.personOf(cookie)).toBeNull();
  });

  test('of a server on another port, of another data folder, or changed in one letter is worth nothing', async () => {
    const door = await open();
    const cookie = come(door);
    expect(door.personOf(come(await open(4748)).replace('fantascope_4748', 'fantascope_4747'))).toBeNull();
    for (let at = 'fantascope_4747='.length; at < cookie.length; at += 1) {
      const changed = `${cookie.slice(0, at)}${cookie.charAt(at) === 'A' ? 'B' : 'A'}${cookie.slice(at + 1)}`;
      // The last letter of 32 bytes in base64 holds four bits only: another letter may stand for the same bytes.
      if (at < cookie.length - 1) expect(door.personOf(changed), `letter ${at}`).toBeNull();
    }
    const elsewhere = await mkdtemp(join(tmpdir(), 'door-'));
    const other = await openLocalDoor({ home: elsewhere, port: 4747, personId, nowMs: () => nowMs });
    expect(door.personOf(come(other))).toBeNull();
    await rm(elsewhere, { recursive: true });
  });

  test('is worth nothing once all were revoked, also in a server that starts later', async () => {
    const door = await open();
    const cookie = come(door);
    await door.revokeAll();
    expect(door.personOf(cookie)).toBeNull();
    expect((await open()).personOf(cookie)).toBeNull();
    expect(door.personOf(come(door))).toBe(personId);
  });
});

describe('files of secrets', () => {
  test('can be read by their owner only', async () => {
    await open();
    await openLocalToken(home);
    for (const name of ['server.secret', 'local.token']) expect((await stat(join(home, name))).mode & 0o777, name).toBe(0o600);
  });

  test('are made once by processes that start together', async () => {
    const doors = await Promise.all(Array.from({ length: 8 }, () => open()));
    const cookie = come(doors[0] as LocalDoor);
    for (const door of doors) expect(door.personOf(cookie)).toBe(personId);
  });

  test('that are damaged are not taken for secrets', async () => {
    await writeFile(join(home, 'server.secret'), '\n');
    await expect(open()).rejects.toMatchObject({ code: 'jobs.bad-secret-file' });
  });

  test('local.token is what a program of this user sends, and nothing else', async () => {
    const { isOurs } = await openLocalToken(home);
    const token = (await readFile(join(home, 'local.token'), 'utf8')).trim();
    expect(isOurs(token)).toBe(true);
    for (const wrong of ['', token.slice(1), `${token}A`, 'A'.repeat(43), 'é'.repeat(43)]) expect(isOurs(wrong)).toBe(false);
  });
});

import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { newId } from '@fantascope/film';
import { eq, sql } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { advisoryLocks } from '../database/advisory-locks.ts';
import { asset, blob, event, shot, take, takeRow } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';
import { addAsset } from './add-asset.ts';
import { assetBytes } from './asset-bytes.ts';
import { collectGarbage } from './collect-garbage.ts';
import { linkHolds } from './signed-link.ts';
import { takeIn } from './take-in.ts';
import { realFilm, realPicture } from './test-files.ts';
import { testStudio } from './test-studio.ts';

let room: Awaited<ReturnType<typeof testStudio>>;
beforeAll(async () => {
  room = await testStudio();
});
afterAll(() => room.close());

let pictures = 0;
async function sent(projectId: string, name = 'a picture.png', bytes?: Buffer) {
  pictures += 1;
  const path = join(room.studio.home, randomUUID());
  writeFileSync(path, bytes ?? (await realPicture(pictures, { widthPx: 40 + pictures, heightPx: 30 })));
  return takeIn(room.studio, { path, name, projectId, byUserId: 'user_boss' });
}
/** A film entered without the decoder's round, for tests of what comes after. */
async function entered(projectId: string, name: string) {
  const { studio, clock } = room;
  const stored = await studio.assets.put(Buffer.from(`${name} ${randomUUID()}`));
  const id = newId('asset', { nowMs: clock.nowMs, random: Math.random });
  const at = new Date(clock.nowMs);
  const made = { id, projectId, name, kind: 'image', origin: 'upload', createdBy: 'user_boss', at } as const;
  return studio.database.db.transaction((tx) =>
    addAsset(tx, studio.assets, { ...made, blob: { ...stored, mime: 'image/png', figures: {} } }),
  );
}
const gc = (input: object = {}) => room.ask('asset.gc', input);
const names = (page: Record<string, unknown>) => (page['items'] as { name: string }[]).map(({ name }) => name);

test('a sent file becomes an asset with its figures, once, and tells it', async () => {
  const { studio } = room;
  const projectId = await room.project();
  const bytes = await realPicture(200, { widthPx: 400, heightPx: 225 });
  const first = await sent(projectId, '../../雨夜/Wish <shop>.html', bytes);
  expect(first).toMatchObject({ name: 'Wish _shop_.png', kind: 'image', origin: 'upload' });
  expect((await sent(projectId, '../../雨夜/Wish <shop>.html', bytes)).id).toBe(first.id);
  const shown = await room.ask('asset.show', { assetId: first.id });
  expect(shown).toMatchObject({ mime: 'image/png', bytes: bytes.length, figures: { widthPx: 400, heightPx: 225 }, views: ['thumb'] });
  const told = await studio.database.db.select({ kind: event.kind }).from(event).where(eq(event.subjectId, first.id));
  expect(told).toEqual([{ kind: 'asset.added' }]);
  await expect(sent(projectId, 'page.png', Buffer.from('<html>'))).rejects.toMatchObject({ code: 'jobs.unknown-file' });
  await expect(sent(projectId, 'long.png', Buffer.alloc(65 * 2 ** 20))).rejects.toMatchObject({ code: 'jobs.too-large' });
});

test('files are found by words of both scripts, by kind and page after page, and by nobody who may not see them', async () => {
  const projectId = await room.project('viewer', 'artist');
  for (const name of ['水墨画凤凰.png', 'Phoenix in ink 3.png', '赛博朋克 robot.png', 'a cat.png']) {
    room.clock.nowMs += 1000;
    await entered(projectId, name);
  }
  const list = (input: object) => room.ask('asset.list', { projectId, ...input }, room.person('user_viewer'));
  expect(names(await list({ words: '凤凰' }))).toEqual(['水墨画凤凰.png']);
  expect(names(await list({ words: '画凤凰' }))).toEqual(['水墨画凤凰.png']);
  expect(names(await list({ words: '龙' }))).toEqual([]);
  expect(names(await list({ words: '凤' }))).toEqual(['水墨画凤凰.png']);
  expect(names(await list({ words: 'INK phoe' }))).toEqual(['Phoenix in ink 3.png']);
  expect(names(await list({ words: '朋克 Robot' }))).toEqual(['赛博朋克 robot.png']);
  expect(names(await list({ words: "' | & !:*" }))).toEqual([]);
  expect(names(await list({ kind: 'video' }))).toEqual([]);
  const first = await list({ limit: 3 });
  expect(names(first)).toEqual(['a cat.png', '赛博朋克 robot.png', 'Phoenix in ink 3.png']);
  expect(names(await list({ limit: 3, cursor: first['nextCursor'] }))).toEqual(['水墨画凤凰.png']);
  await expect(room.ask('asset.list', { projectId }, room.person('user_stranger'))).rejects.toMatchObject({ code: 'jobs.no-such-thing' });
});

test('a file is renamed, kept while something names it, removed and restored', async () => {
  const { studio } = room;
  const projectId = await room.project();
  const { id: assetId } = await entered(projectId, 'old name.png');
  expect(await room.ask('asset.rename', { assetId, name: '新名字.exe' })).toMatchObject({ name: '新名字.png' });
  expect(names(await room.ask('asset.list', { projectId, words: '名字' }))).toEqual(['新名字.png']);
  const shotId = newId('shot', { nowMs: room.clock.nowMs, random: Math.random });
  const at = new Date(room.clock.nowMs);
  await studio.database.db
    .insert(shot)
    .values({ id: shotId, projectId, name: 'Rain', document: { picture: assetId }, revision: 1, createdAt: at, updatedAt: at });
  expect(await room.ask('asset.usage', { assetId })).toEqual({ items: [{ kind: 'shot', id: shotId, name: 'Rain' }] });
  await expect(room.ask('asset.remove', { assetId })).rejects.toMatchObject({ code: 'jobs.asset-in-use', params: { first: shotId } });
  expect(await room.ask('asset.remove', { assetId, isForced: true })).toMatchObject({ removedAt: at.toISOString() });
  expect(names(await room.ask('asset.list', { projectId }))).toEqual([]);
  expect(names(await room.ask('asset.list', { projectId, isRemoved: true }))).toEqual(['新名字.png']);
  await expect(assetBytes(studio, { assetId, view: 'bytes' })).rejects.toMatchObject({ code: 'jobs.no-such-thing' });
  expect(await room.ask('asset.restore', { assetId })).toMatchObject({ removedAt: null });
  expect(await assetBytes(studio, { assetId, view: 'bytes' })).toMatchObject({ name: '新名字.png' });
});

test('views are made once, on demand, also where twenty ask at once', async () => {
  const { studio } = room;
  const projectId = await room.project();
  const film = join(studio.home, 'film.mp4');
  realFilm(film);
  const { id: assetId } = await takeIn(studio, { path: film, name: 'film.mp4', projectId, byUserId: 'user_boss' });
  const read = async (view: 'thumb' | 'poster' | 'filmstrip' | 'waveform') => {
    const { sha256 } = await assetBytes(studio, { assetId, view });
    return buffer(await studio.assets.read(sha256));
  };
  const thumbs = await Promise.all(Array.from({ length: 20 }, () => assetBytes(studio, { assetId, view: 'thumb' })));
  expect(new Set(thumbs.map(({ sha256 }) => sha256)).size).toBe(1);
  expect(thumbs[0]).toMatchObject({ mime: 'image/webp', isInline: true });
  expect(await sharp(await read('thumb')).metadata()).toMatchObject({ format: 'webp', width: 320, height: 180 });
  expect(await sharp(await read('filmstrip')).metadata()).toMatchObject({ format: 'webp', width: 1600, height: 90 });
  const { peaks, lengthSec, peaksPerSec } = JSON.parse((await read('waveform')).toString()) as {
    peaks: number[];
    lengthSec: number;
    peaksPerSec: number;
  };
  expect(lengthSec).toBeCloseTo(2, 1);
  expect(peaks.length).toBe(Math.ceil(lengthSec * peaksPerSec));
  // ffmpeg's sine stands at an eighth of full scale.
  expect(Math.max(...peaks)).toBeGreaterThan(10);
  const picture = await sent(projectId);
  await expect(assetBytes(studio, { assetId: picture.id, view: 'waveform' })).rejects.toMatchObject({ code: 'jobs.no-such-view' });
});

test('a link holds for its own path and time, and says nothing that another could be made of', async () => {
  const { studio, clock } = room;
  const projectId = await room.project('viewer');
  const { id: assetId } = await entered(projectId, 'linked.png');
  const { url } = await room.ask('asset.link', { assetId, expiresSec: 60 }, room.person('user_viewer'));
  const [path = '', key = ''] = String(url).split('?key=');
  const holds = (changed: object = {}) => linkHolds(studio.home, { path, key, nowMs: clock.nowMs, ...changed });
  expect(path).toBe(`/a/${assetId}/bytes`);
  expect(await holds()).toBe(Math.floor(clock.nowMs / 1000) + 60);
  expect(await holds({ nowMs: clock.nowMs + 61_000 })).toBeNull();
  expect(await holds({ path: path.replace('bytes', 'thumb') })).toBeNull();
  expect(await holds({ key: `9${key}` })).toBeNull();
  expect(await holds({ key: key.slice(0, -2) })).toBeNull();
  expect(await holds({ key: '' })).toBeNull();
});

test('clearing away says first what it would do, and does it only then: what nobody names, after its time of grace', async () => {
  const { studio, clock } = room;
  const { db } = studio.database;
  await gc({ isDryRun: false, graceHours: 1 });
  const projectId = await room.project();
  const kept = await entered(projectId, 'kept.png');
  const removed = await entered(projectId, 'removed.png');
  const named = await entered(projectId, 'named.png');
  const at = new Date(clock.nowMs);
  const shotId = newId('shot', { nowMs: clock.nowMs, random: Math.random });
  await db
    .insert(shot)
    .values({ id: shotId, projectId, name: 'x', document: { picture: named.id }, revision: 1, createdAt: at, updatedAt: at });
  const strayed = await studio.assets.put(Buffer.from('bytes that were never entered'));
  const paid = await studio.assets.put(Buffer.from('the file of a take whose worker died'));
  const takeId = newId('take', { nowMs: clock.nowMs, random: Math.random });
  const own = { model: 'm', wire: 'w', provider: 'p', state: 'collecting', moneyState: 'settled', createdAt: at, updatedAt: at };
  await db.insert(take).values({ id: takeId, projectId, byUserId: 'user_boss', ...own });
  await db.insert(takeRow).values({ takeId, kind: 'settle', row: { file: { sha256: paid.sha256 } }, workerId: 'worker_1', at });
  clock.nowMs += 5 * 3_600_000;
  for (const { id } of [removed, named]) await room.ask('asset.remove', { assetId: id, isForced: true });
  // Removed only now: within its time of grace.
  expect(await gc({ graceHours: 2 })).toMatchObject({ isDryRun: true, blobs: 1, freed: [{ sha256: strayed.sha256, why: 'unknown' }] });
  clock.nowMs += 3 * 3_600_000;
  const told = await gc({ graceHours: 2 });
  expect((told['freed'] as { sha256: string }[]).map(({ sha256 }) => sha256).sort()).toEqual([removed.sha256, strayed.sha256].sort());
  expect(await studio.assets.has(removed.sha256)).toBe(true);
  expect(await gc({ graceHours: 2, isDryRun: false })).toMatchObject({ ...told, isDryRun: false, assets: 1 });
  for (const { sha256 } of [removed, strayed]) expect(await studio.assets.has(sha256)).toBe(false);
  for (const { sha256 } of [kept, named, paid]) expect(await studio.assets.has(sha256)).toBe(true);
  expect(await db.select().from(asset).where(eq(asset.id, removed.id))).toEqual([]);
  expect(await gc({ graceHours: 2, isDryRun: false })).toMatchObject({ blobs: 0 });
  await expect(room.ask('asset.gc', {}, room.person('user_owner'))).rejects.toMatchObject({ code: 'jobs.owner-only' });
});

test.each(['before its row is forgotten', 'after its row is forgotten'])(
  'bytes that somebody puts there again %s stay, with a row of their own',
  async (when) => {
    const { studio, clock } = room;
    const { db } = studio.database;
    const projectId = await room.project();
    const bytes = Buffer.from(`wanted again, ${when}`);
    const stored = await studio.assets.put(bytes);
    await db.insert(blob).values({ ...stored, mime: 'image/png', storedAt: new Date(clock.nowMs) });
    clock.nowMs += 10 * 3_600_000;
    let entering: Promise<unknown> | undefined;
    const putAgain = async () => {
      await studio.assets.put(bytes);
      const id = newId('asset', { nowMs: clock.nowMs, random: Math.random });
      const made = {
        id,
        projectId,
        name: 'again.png',
        kind: 'image',
        origin: 'upload',
        createdBy: 'user_boss',
        at: new Date(clock.nowMs),
      } as const;
      entering = db.transaction((tx) => addAsset(tx, studio.assets, { ...made, blob: { ...stored, mime: 'image/png', figures: {} } }));
    };
    const assets: Studio['assets'] = {
      ...studio.assets,
      // The moment between the two: its row is forgotten, its name is locked, its bytes are about to go.
      remove: async (sha256, options) => {
        if (sha256 === stored.sha256 && when.startsWith('after')) await putAgain();
        return studio.assets.remove(sha256, options);
      },
    };
    if (when.startsWith('before')) {
      await putAgain();
      await entering;
    }
    await collectGarbage({ ...studio, assets }, { isDryRun: false, graceMs: 3_600_000 });
    expect(entering).toBeDefined();
    await entering;
    expect(await buffer(await studio.assets.read(stored.sha256))).toEqual(bytes);
    expect(await db.select({ bytes: blob.bytes }).from(blob).where(eq(blob.sha256, stored.sha256))).toEqual([{ bytes: bytes.length }]);
  },
);

test('nothing is cleared away while a backup copies, and whoever enters files meanwhile does not wait for it', async () => {
  const { studio, clock } = room;
  const { pool, db } = studio.database;
  const projectId = await room.project();
  const stored = await studio.assets.put(Buffer.from('copied by a backup'));
  await db.insert(blob).values({ ...stored, mime: 'image/png', storedAt: new Date(clock.nowMs) });
  clock.nowMs += 10 * 3_600_000;
  const backup = await pool.connect();
  await backup.query('begin');
  await backup.query('select pg_advisory_xact_lock_shared($1)', [advisoryLocks.blobsKept]);
  const clearing = collectGarbage(studio, { isDryRun: false, graceMs: 3_600_000 });
  try {
    const waits = sql`select 1 from pg_locks where locktype = 'advisory' and not granted`;
    await expect.poll(async () => (await db.execute(waits)).rows.length, { timeout: 10_000 }).toBe(1);
    expect(await entered(projectId, 'meanwhile.png')).toMatchObject({ name: 'meanwhile.png' });
    expect(await studio.assets.has(stored.sha256)).toBe(true);
  } finally {
    await backup.query('commit');
    backup.release();
  }
  await clearing;
  expect(await studio.assets.has(stored.sha256)).toBe(false);
});

test('bytes that were cleared away are not entered: whoever sent them is told to send them again', async () => {
  const { studio, clock } = room;
  const projectId = await room.project();
  const stored = await studio.assets.put(Buffer.from('gone'));
  await studio.assets.remove(stored.sha256);
  const id = newId('asset', { nowMs: clock.nowMs, random: Math.random });
  const made = {
    id,
    projectId,
    name: 'gone.png',
    kind: 'image',
    origin: 'upload',
    createdBy: 'user_boss',
    at: new Date(clock.nowMs),
  } as const;
  const entering = studio.database.db.transaction((tx) =>
    addAsset(tx, studio.assets, { ...made, blob: { ...stored, mime: 'image/png', figures: {} } }),
  );
  await expect(entering).rejects.toMatchObject({ code: 'jobs.blob-vanished' });
  expect(await studio.database.db.select().from(asset).where(eq(asset.id, id))).toEqual([]);
});

test('a page of a list is read from its index, whatever else there is', async () => {
  const { db } = room.studio.database;
  const projectId = await room.project();
  await db.execute(
    sql`insert into fantascope.blob (sha256, bytes, mime, stored_at) select md5(n::text) || md5(n::text), 1, 'image/png', now() from generate_series(1, 5000) n`,
  );
  await db.execute(sql`insert into fantascope.asset (id, project_id, sha256, name, kind, origin, created_by, created_at)
    select 'asset_' || n, ${projectId}, md5(n::text) || md5(n::text), 'n', 'image', 'upload', 'u', now() - n * interval '1 s' from generate_series(1, 5000) n`);
  await db.execute(sql`analyze fantascope.asset`);
  const { rows } = await db.execute<{ 'QUERY PLAN': string }>(sql`explain select * from fantascope.asset
    where project_id = ${projectId} and removed_at is null order by created_at desc, id desc limit 51`);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('asset_feed');
  expect(plan).not.toContain('Sort');
});

import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import { newId, Shot } from '@fantascope/film';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Packed, storedZip } from '../assets/stored-zip.ts';
import { takeIn } from '../assets/take-in.ts';
import { realFilm, realPicture } from '../assets/test-files.ts';
import { testStudio } from '../assets/test-studio.ts';
import { asset, event, job, ledgerEntry, plan as planTable, revision, shot, take } from '../database/schema/index.ts';
import type { Actor } from '../people/actor.ts';
import { takeExport } from '../works/take-export.ts';
import { doJobHere } from '../works/test-jobs.ts';
import { CalledOff } from './called-off.ts';
import { planFor, planHash } from './shoot.ts';
import { readTakeFile } from './take-file.ts';
import type { TakeManifest } from './take-manifest.ts';

const envKey = 'planted-in-the-environment-0123456789';
let room: Awaited<ReturnType<typeof testStudio>>;
beforeAll(async () => {
  room = await testStudio({ KLING_API_KEY: envKey });
});
afterAll(() => room.close());

const fresh = <K extends 'take' | 'shot' | 'plan'>(kind: K) => newId(kind, { nowMs: room.clock.nowMs, random: Math.random });
const model = 'kling/v2.1-master';

async function sent(projectId: string, name: string, make: (path: string) => unknown) {
  const path = join(room.studio.home, randomUUID());
  await make(path);
  return takeIn(room.studio, { path, name, projectId, byUserId: 'user_boss' });
}

/** Asks for an export or import, does its job, and gives what it made, as its operation shows it; throws why it failed. */
async function made(operation: 'take.export' | 'take.import', input: object, actor?: Actor): Promise<Record<string, unknown>> {
  const { id: jobId } = await room.ask(operation, input, actor);
  await doJobHere(room.studio, String(jobId));
  const [row] = await room.studio.database.db
    .select()
    .from(job)
    .where(eq(job.id, String(jobId)));
  if (row?.state !== 'done') throw row?.problem ?? new Error(`the job is ${row?.state}`);
  const { assetId, takeId } = row.output as { assetId: string; takeId: string };
  if (operation === 'take.export') return room.ask('asset.show', { assetId });
  return (await room.ask('take.show', { takeId }))['take'] as Record<string, unknown>;
}

/** A ready take of a shot with a picture, as the workflow leaves it; `planted` goes wherever a text can stand. */
async function readyTake({ planted = '', parentTakeId = null as string | null } = {}) {
  const { studio, clock } = room;
  const { db } = studio.database;
  const projectId = await room.project();
  const at = new Date(clock.nowMs);
  const picture = await sent(projectId, `wish ${planted}.png`, async (path) => writeFileSync(path, await realPicture(5)));
  const film = await sent(projectId, 'take.mp4', (path) => realFilm(`${path}.mp4`) ?? writeFileSync(path, readFileSync(`${path}.mp4`)));
  const document = Shot.parse({
    picture: picture.id,
    subject: `a woman in the rain ${planted}`,
    camera: { moves: [{ kind: 'dolly', distanceM: 0.4 }] },
  });
  const [shotId, planId, takeId] = [fresh('shot'), fresh('plan'), fresh('take')];
  await db.insert(shot).values({ id: shotId, projectId, name: `Rain ${planted}`, document, revision: 1, createdAt: at, updatedAt: at });
  await db.insert(revision).values({ ofId: shotId, revision: 1, document, byUserId: 'user_boss', at });
  const plan = await planFor(studio, { of: { document, projectId, filmId: null }, model });
  const withMore = {
    ...plan,
    request: {
      ...plan.request,
      seed: 0,
      webhookUrl: 'https://me.example/hook?token=planted-hook',
      settings: { secret: 'planted-setting' },
    },
  };
  await db
    .insert(planTable)
    .values({ id: planId, projectId, shotId, shotRevision: 1, model, hash: planHash(plan), document: withMore, createdAt: at });
  const row = { projectId, shotId, planId, byUserId: 'user_boss', model, wire: 'kling-v1', provider: 'http://10.1.2.3:8188', parentTakeId };
  const money = { state: 'ready', moneyState: 'settled', settledUsdMicros: 1_400_000, assetId: film.id, lengthMs: 2000, reason: planted };
  await db.insert(take).values({ id: takeId, ...row, ...money, createdAt: at, updatedAt: at, endedAt: at });
  return { projectId, takeId, shotId, picture, film };
}

test('a take goes out as one file and comes in elsewhere with its shot, files, recipe and lineage, unpaid', async () => {
  const { studio } = room;
  const { db } = studio.database;
  const first = await readyTake();
  const ready = await readyTake({ parentTakeId: first.takeId });
  await db.update(take).set({ projectId: ready.projectId }).where(eq(take.id, first.takeId));
  const out = await made('take.export', { takeId: ready.takeId, licence: 'CC-BY-4.0' });
  expect(out).toMatchObject({ kind: 'take-file', origin: 'export', fromId: ready.takeId, name: 'Rain.take' });
  expect((await made('take.export', { takeId: ready.takeId, licence: 'CC-BY-4.0' }))['id']).toBe(out['id']);

  const bytes = await buffer(await studio.assets.read(String(out['sha256'])));
  const elsewhere = await room.project('artist');
  const { id: assetId } = await sent(elsewhere, 'from a friend.take', (path) => writeFileSync(path, bytes));
  const taken = await made('take.import', { projectId: elsewhere, assetId }, room.person('user_artist'));
  expect(taken).toMatchObject({ projectId: elsewhere, model, state: 'ready', moneyState: 'none', settledUsdMicros: 0, lengthSec: 2 });
  const [row] = await db
    .select()
    .from(take)
    .where(eq(take.id, String(taken['id'])));
  expect(row?.planId).not.toBeNull();
  const [film] = await db
    .select()
    .from(asset)
    .where(eq(asset.id, row?.assetId ?? ''));
  expect(film).toMatchObject({ sha256: ready.film.sha256, origin: 'import', projectId: elsewhere });
  const [told] = await db
    .select()
    .from(shot)
    .where(eq(shot.id, row?.shotId ?? ''));
  const { picture } = Shot.parse(told?.document);
  expect(picture).not.toBe(ready.picture.id);
  expect(await room.ask('asset.show', { assetId: picture ?? '' })).toMatchObject({ sha256: ready.picture.sha256, projectId: elsewhere });
  expect(
    await db
      .select()
      .from(ledgerEntry)
      .where(eq(ledgerEntry.takeId, String(taken['id']))),
  ).toEqual([]);

  // What came with it goes on with it.
  const manifest = (await room.ask('take.manifest', { takeId: taken['id'] })) as unknown as TakeManifest;
  expect(manifest).toMatchObject({
    recipe: { request: { seed: 0 } },
    cost: { state: 'settled', settledUsdMicros: 1_400_000 },
    licence: 'CC-BY-4.0',
    camera: { moves: [{ kind: 'dolly', distanceM: 0.4 }] },
  });
  expect(manifest.lineage.map(({ id }) => id)).toEqual([ready.takeId, first.takeId]);
});

test('no key, signed address, constant of a provider or address of this machine goes out, wherever it was planted', async () => {
  const signed = 'https://bucket.example/a.png?X-Amz-Signature=planted-signature&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE';
  const planted = [
    envKey,
    signed,
    'https://me:planted-password@host.example/x',
    'fsc_plantedplantedplantedplantedplanted',
    'Bearer planted.bearer.token',
  ].join(' ');
  const { takeId } = await readyTake({ planted });
  const out = await made('take.export', { takeId });
  const text = (await buffer(await room.studio.assets.read(String(out['sha256'])))).toString('latin1');
  expect(text).toContain('"format": "fantascope/take"');
  expect(text).toContain('https://bucket.example/a.png');
  for (const secret of [envKey, 'planted', 'AKIA', '10.1.2.3', room.studio.home]) expect(text).not.toContain(secret);
});

test('an export is the take as it was when it was asked for, and tells how far it is and what it made', async () => {
  const { studio } = room;
  const ready = await readyTake();
  const asked = await room.ask('take.export', { takeId: ready.takeId });
  expect(asked).toMatchObject({ kind: 'take-export', state: 'queued', takeId: ready.takeId, projectId: ready.projectId, output: null });
  await studio.database.db.update(take).set({ verdict: 'rejected' }).where(eq(take.id, ready.takeId));
  const jobId = String(asked['id']);
  const [row] = await studio.database.db.select().from(job).where(eq(job.id, jobId));
  const told: number[] = [];
  const { signal } = new AbortController();
  const worker = { id: 'worker_none', signal, gone: signal };
  const work = { row: row as typeof job.$inferSelect, room: { ...studio, worker, calledOff: new CalledOff() }, signal };
  await takeExport.make({ ...work, tell: (ratio) => told.push(ratio) });
  expect(told.length).toBeGreaterThan(3);
  expect(told.toSorted((one, other) => one - other)).toEqual(told);
  expect(told.at(-1)).toBeGreaterThan(0.9);

  await doJobHere(studio, jobId);
  const done = await room.ask('job.show', { jobId });
  expect(done).toMatchObject({ state: 'done', progressPermille: 1000, output: { takeId: ready.takeId, assetId: expect.any(String) } });
  const { sha256 } = done['output'] as { sha256: string };
  const { manifest } = await readTakeFile(await studio.assets.localPath(sha256));
  expect(manifest.take).toMatchObject({ id: ready.takeId, verdict: null });
  const events = await studio.database.db.select().from(event).where(eq(event.subjectId, jobId)).orderBy(event.seq);
  expect(events.map(({ data }) => (data as { state: string }).state)).toEqual(['queued', 'running', 'done']);
  expect(events.at(-1)?.data).toMatchObject({ kind: 'take-export', takeId: ready.takeId, output: { sha256 } });
});

test('a take without a file cannot go out', async () => {
  const { takeId } = await readyTake();
  await room.studio.database.db.update(take).set({ state: 'failed', assetId: null }).where(eq(take.id, takeId));
  await expect(room.ask('take.export', { takeId })).rejects.toMatchObject({ code: 'jobs.take-without-file', params: { state: 'failed' } });
});

describe('attack: a take file made by somebody who means harm', () => {
  let film: Buffer;
  let good: TakeManifest;
  let elsewhere: Awaited<ReturnType<typeof readyTake>>;
  beforeAll(async () => {
    const path = join(room.studio.home, 'good.mp4');
    realFilm(path);
    film = readFileSync(path);
    elsewhere = await readyTake();
    good = (await room.ask('take.manifest', { takeId: elsewhere.takeId })) as unknown as TakeManifest;
  });
  const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  const fileOf = (bytes: Buffer, ending = 'mp4') => ({
    file: `media/${hashOf(bytes)}.${ending}`,
    sha256: hashOf(bytes),
    bytes: bytes.length,
  });
  /** A take file with one film and no references, changed as asked. */
  function archive(change: (manifest: TakeManifest) => unknown = (manifest) => manifest, more: readonly Packed[] = []): Promise<Buffer> {
    const plain = { ...good, references: [], recipe: { ...good.recipe, shot: null }, media: { ...good.media, ...fileOf(film) } };
    const manifest = Buffer.from(JSON.stringify(change(plain)));
    return buffer(
      Readable.from(storedZip([{ name: 'manifest.json', bytes: manifest }, { name: fileOf(film).file, bytes: film }, ...more])),
    );
  }
  /** What becomes of an archive: the code it is refused with, at the door or at its import, and nothing of it is left. */
  async function fate(bytes: Buffer): Promise<string> {
    const projectId = await room.project();
    try {
      const { id: assetId } = await sent(projectId, 'x.take', (path) => writeFileSync(path, bytes));
      await made('take.import', { projectId, assetId });
      return 'imported';
    } catch (error) {
      const { db } = room.studio.database;
      expect(await db.select().from(take).where(eq(take.projectId, projectId))).toEqual([]);
      expect(await db.select().from(shot).where(eq(shot.projectId, projectId))).toEqual([]);
      expect(
        await db
          .select()
          .from(asset)
          .where(and(eq(asset.projectId, projectId), eq(asset.origin, 'import'))),
      ).toEqual([]);
      return (error as { code: string }).code;
    }
  }

  test('the file that the others are changed from is taken', async () => {
    expect(await fate(await archive())).toBe('imported');
  });

  const path = (file: string) => (manifest: TakeManifest) => ({ ...manifest, media: { ...manifest.media, file } });
  test.each<[string, (manifest: TakeManifest) => unknown]>([
    ['names a file outside', path('../../../../etc/passwd')],
    ['names a file by another way', path('media/../media/x.mp4')],
    ['names a file it does not hold', path(`media/${'0'.repeat(64)}.mp4`)],
    ['says another hash', (manifest) => ({ ...manifest, media: { ...manifest.media, sha256: '0'.repeat(64) } })],
    ['says another size', (manifest) => ({ ...manifest, media: { ...manifest.media, bytes: 1 } })],
    ['says more than a manifest says', (manifest) => ({ ...manifest, script: 'x' })],
    ['is of a version to come', (manifest) => ({ ...manifest, version: 2 })],
    ['is deeper than a reader can go', (manifest) => ({ ...manifest, camera: JSON.parse('['.repeat(500) + ']'.repeat(500)) })],
    ['is longer than a reader can hold', (manifest) => ({ ...manifest, camera: 'x'.repeat(3 * 2 ** 20) })],
  ])('a manifest that %s is refused', async (_, change) => {
    expect(await fate(await archive(change))).toMatch(/^jobs\.(bad-take-file|file-unreadable)$/);
  });

  test('bytes that are not those of their hash are refused', async () => {
    const bytes = await archive();
    const at = bytes.indexOf(film) + Math.floor(film.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    expect(await fate(bytes)).toBe('jobs.bad-take-file');
  });

  test('a shot that names a file of the server, or of another project, is refused', async () => {
    for (const picture of ['/etc/passwd', elsewhere.picture.id]) {
      const told = { name: 'x', revision: 1, document: { picture, camera: { moves: [] } } };
      expect(await fate(await archive((manifest) => ({ ...manifest, recipe: { ...manifest.recipe, shot: told } })))).toBe(
        'jobs.foreign-asset',
      );
    }
  });

  test('a page under the name of a film is refused', async () => {
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');
    const manifest = Buffer.from(
      JSON.stringify({ ...good, references: [], recipe: { ...good.recipe, shot: null }, media: { ...good.media, ...fileOf(page) } }),
    );
    const zip = storedZip([
      { name: 'manifest.json', bytes: manifest },
      { name: fileOf(page).file, bytes: page },
    ]);
    expect(await fate(await buffer(Readable.from(zip)))).toBe('jobs.unknown-file');
  });

  test('what is no take file, or lies in another project, is refused before there is a job', async () => {
    const projectId = await room.project();
    const refused = async (assetId: string) =>
      room.ask('take.import', { projectId, assetId }).catch((error: { code: string }) => error.code);
    const { id } = await sent(projectId, 'x.png', async (place) => writeFileSync(place, await realPicture(3)));
    expect(await refused(id)).toBe('jobs.bad-take-file');
    expect(await refused(elsewhere.film.id)).toBe('jobs.no-such-thing');
    expect(await room.studio.database.db.select().from(job).where(eq(job.projectId, projectId))).toEqual([]);
  });

  test('a file more than its manifest names, and bytes between its files, are refused', async () => {
    expect(await fate(await archive(undefined, [{ name: '../../evil.sh', bytes: Buffer.from('x') }]))).toBe('jobs.file-unreadable');
    const bytes = await archive();
    expect(await fate(Buffer.concat([bytes, Buffer.from('and a page')]))).toBe('jobs.file-unreadable');
    expect(await fate(bytes.subarray(0, bytes.length - 5))).toBe('jobs.file-unreadable');
  });

  test('a bomb is refused: compressed, or two entries over the same bytes', async () => {
    const bytes = await archive();
    const list = bytes.readUInt32LE(bytes.length - 6);
    const compressed = Buffer.from(bytes);
    compressed.writeUInt16LE(8, list + 10);
    expect(await fate(compressed)).toBe('jobs.file-unreadable');
    const overlapping = Buffer.from(bytes);
    const second = list + 46 + 'manifest.json'.length;
    overlapping.writeUInt32LE(0, second + 42);
    expect(await fate(overlapping)).toBe('jobs.file-unreadable');
    expect(deflateRawSync(Buffer.alloc(2 ** 20)).length).toBeLessThan(2000);
  });

  test('a request that it brings along is never what is sent: the plan is compiled anew', async () => {
    const projectId = await room.project();
    const evil = { ...good, references: [], media: { ...good.media, ...fileOf(film) } };
    const told = { name: 'x', revision: 1, document: { subject: 'rain', camera: { moves: [] } } };
    const manifest = { ...evil, recipe: { ...evil.recipe, shot: told, request: { prompt: 'something else entirely', seed: 7 } } };
    const zip = storedZip([
      { name: 'manifest.json', bytes: Buffer.from(JSON.stringify(manifest)) },
      { name: fileOf(film).file, bytes: film },
    ]);
    const bytes = await buffer(Readable.from(zip));
    const { id: assetId } = await sent(projectId, 'x.take', (place) => writeFileSync(place, bytes));
    const taken = await made('take.import', { projectId, assetId });
    const [row] = await room.studio.database.db
      .select()
      .from(planTable)
      .where(eq(planTable.id, String(taken['planId'])));
    expect(JSON.stringify(row?.document ?? null)).not.toContain('something else entirely');
  });
});

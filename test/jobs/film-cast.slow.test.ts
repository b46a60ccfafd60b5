import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Film, newId, Shot } from '@fantascope/film';
import { filmOfBrief, readBrief } from '@fantascope/film/brief';
import { catalogue } from '@fantascope/models';
import { filmTimeline, segmentsOf } from '@fantascope/stage';
import { eq, inArray } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAsset } from '../../packages/jobs/src/assets/add-asset.ts';
import { job, ledgerEntry, take } from '../../packages/jobs/src/database/schema/index.ts';
import { operationNamed } from '../../packages/jobs/src/operation/operations.ts';
import { perform } from '../../packages/jobs/src/operation/perform.ts';
import type { Actor } from '../../packages/jobs/src/people/actor.ts';
import { shootFilm } from '../../packages/jobs/src/takes/shoot-film.ts';
import { keyNameOf } from '../crash/recipe.ts';
import { openWorkDesk, type WorkDesk } from './work-desk.ts';

const boss: Actor = { userId: 'user_desk', isServerOwner: true, door: 'http' };
const model = 'seedance/2.0-fast';
const models = catalogue()
  .filter(({ id }) => id === model)
  .map((entry) => ({ ...entry, keyName: keyNameOf('ark') }));

let folder: string;
let desk: WorkDesk;
/** Reference pictures: file bytes by asset id. */
const pictures = new Map<string, Buffer>();
let rabbit: readonly string[];
let moon: readonly string[];
let moonId: string;
let filmId: string;
let shotIds: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-film-cast-'));
  desk = await openWorkDesk(['ark'], { models, env: { FANTASCOPE_CACHE: folder }, emulator: { slots: 2 } });
  rabbit = [await newPicture('#ffffff', '小兔-正面.png'), await newPicture('#ffdddd', '小兔-侧面.png')];
  moon = [await newPicture('#ffee99', '月亮.png')];
  await storeFilm();
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function newPicture(background: string, name: string): Promise<string> {
  const bytes = await sharp({ create: { width: 320, height: 320, channels: 3, background } })
    .png()
    .toBuffer();
  const { assets, database } = desk.studio;
  const [stored, id] = [await assets.put(bytes), newId('asset', { nowMs: Date.now(), random: Math.random })];
  const figures = { widthPx: 320, heightPx: 320 };
  const made = { id, projectId: desk.projectId, name, kind: 'image', createdBy: 'user_desk', at: new Date() };
  await database.db.transaction((tx) =>
    addAsset(tx, assets, { ...made, origin: 'upload', blob: { ...stored, mime: 'image/png', figures } }),
  );
  pictures.set(id, bytes);
  return id;
}

async function call<T>(operation: string, input: Readonly<Record<string, unknown>>, actor: Actor = boss): Promise<T> {
  const known = operationNamed(operation);
  if (known === undefined) throw new Error(`no operation is called ${operation}`);
  const performed = await perform(desk.studio, known, { actor, input, signal: new AbortController().signal });
  return (performed as { output: T }).output;
}

/** The brief as the deterministic reader has it, its rabbit with pictures in the film, its moon with them in the project; every shot stored. */
async function storeFilm(): Promise<void> {
  const text = readFileSync(new URL('../../examples/moon-rabbit/brief.zh.md', import.meta.url), 'utf8');
  const { film } = filmOfBrief(readBrief(text, { format: 'md' }).brief);
  const cast = (film.cast ?? []).map((member) =>
    member.name === '小兔' ? { ...member, pictures: rabbit } : { name: member.name, kind: member.kind, pictures: [] },
  );
  const whole = { ...film, cast, widthPx: 320, heightPx: 180, fps: 24 };
  const { projectId } = desk;
  ({ id: moonId } = await call<{ id: string }>('cast.create', {
    ...{ projectId, kind: 'character', name: '月亮' },
    document: { zh: '银白色的圆月，有一张安静的脸', en: 'a round silver moon with a quiet face', references: moon },
  }));
  ({ id: filmId } = await call<{ id: string }>('film.create', { projectId, document: whole }));
  ({ shotIds } = await call<{ shotIds: readonly string[] }>('film.store-shots', { filmId }));
  expect(shotIds).toHaveLength(film.shots.length);
  // Twice is once.
  expect(await call('film.store-shots', { filmId })).toMatchObject({ shotIds, revision: 2 });
}

type Due = Readonly<{ items: readonly Readonly<{ shotId: string; state: string }>[]; due: number; price: { highUsd: number } | null }>;
/** What film.shoot answers. */
type Shooting = Readonly<{
  items: readonly Readonly<{ shotId: string; state: string; takeId: string | null }>[];
  takes: number;
  heldUsdMicros: number;
}>;
type Costs = Readonly<{
  spentUsdMicros: number;
  inFilmUsdMicros: number;
  keptUsdMicros: number;
  redone: Readonly<{ takes: number; spentUsdMicros: number; allAnewUsd: number; savedUsd: number }>;
  own: readonly Readonly<{ unit: string; inFilmMicros: number; redoneMicros: number; savedMicros: number }>[];
  estimate: Readonly<{ redoAllUsd: number }>;
}>;
type Body = Readonly<{ content: readonly Readonly<{ type: string; text?: string; role?: string; image_url?: { url: string } }>[] }>;

const ark = () => {
  const server = desk.emulators['ark'];
  if (server === undefined) throw new Error('no emulator');
  return server;
};
const documentOf = async (shotId: string) => Shot.parse((await call<{ document: unknown }>('shot.show', { shotId })).document);
const countsOf = ({ items }: Readonly<{ items: readonly Readonly<{ state: string }>[] }>) =>
  Object.fromEntries([...Map.groupBy(items, ({ state }) => state)].map(([state, of]) => [state, of.length]));

/** The request that the emulator was sent for a take: its words, and the bytes of its reference pictures in order. */
async function sentFor(takeId: string): Promise<Readonly<{ words: string; references: readonly Buffer[] }>> {
  const { taskId } = await desk.rowOf(takeId);
  const row = ark().bill.find((each) => each.taskId === taskId);
  if (row === undefined) throw new Error(`${takeId} was never billed`);
  const { content } = row.request as Body;
  const references = content.flatMap(({ role, image_url: image }) =>
    role === 'reference_image' && image !== undefined ? [Buffer.from(image.url.replace(/^data:image\/png;base64,/, ''), 'base64')] : [],
  );
  return { words: content.find(({ type }) => type === 'text')?.text ?? '', references };
}

async function rendered() {
  const { id: jobId } = await call<{ id: string }>('film.render', { filmId });
  for (const endMs = performance.now() + 240_000; performance.now() < endMs; await pause(100)) {
    const [row] = await desk.studio.database.db.select().from(job).where(eq(job.id, jobId));
    if (row?.endedAt == null) continue;
    expect(row.problem).toBeNull();
    return row.output as Readonly<{ frames: number; reusedFrames: number; takes: readonly Readonly<{ index: number; takeId: string }>[] }>;
  }
  throw new Error(`${jobId} did not end`);
}

const bookedFor = async (takeIds: readonly string[]) =>
  (
    await desk.studio.database.db
      .select()
      .from(ledgerEntry)
      .where(inArray(ledgerEntry.takeId, [...takeIds]))
  ).filter(({ kind }) => kind === 'settle');

/** Frames of the segments in which a shot is seen, transitions to its neighbours included. */
async function framesShowing(index: number): Promise<number> {
  const { document } = await call<{ document: unknown }>('film.show', { filmId });
  const timeline = filmTimeline(Film.parse(document));
  const { startFrame, frames: lengthFrames } = timeline.shots[index] as (typeof timeline.shots)[number];
  const seen = segmentsOf(timeline).filter(
    (each) => each.startFrame < startFrame + lengthFrames && each.startFrame + each.frames > startFrame,
  );
  return seen.reduce((sum, { frames }) => sum + frames, 0);
}

/** The first take of every shot. */
let first: readonly Readonly<{ shotId: string; takeId: string }>[];

test('a film over the ceiling is not begun; under it every unshot shot is sent once', { timeout: 240_000 }, async () => {
  const due = await call<Due>('film.due', { filmId, model });
  expect(countsOf(due)).toEqual({ unshot: shotIds.length });
  const price = due.price?.highUsd ?? 0;
  expect(price).toBeGreaterThan(1);
  await expect(call('film.shoot', { filmId, model, mostUsd: price / 2 })).rejects.toMatchObject({ code: 'jobs.film-over-ceiling' });
  expect(ark().submits()).toBe(0);
  const asked = { filmId, model, mostUsd: price, actor: boss, ulid: newId('job', { nowMs: Date.now(), random: Math.random }).slice(4) };
  // The process dies once the fifth take is entered and not yet started.
  let entered = 0;
  const dyingAtFifth = async (point: string) => {
    if (point === 'after-reserve') entered += 1;
    if (entered === 5) throw new Error('killed');
  };
  await expect(shootFilm({ ...desk.studio, pause: dyingAtFifth }, asked)).rejects.toThrow('killed');
  // Taken up again, the call finds what it had entered, and goes on with the rest.
  const { shots } = await shootFilm(desk.studio, asked);
  first = shots.map(({ due: { shotId }, shooting }) => ({ shotId, takeId: shooting?.takeId ?? '' }));
  expect(new Set(first.map(({ takeId }) => takeId)).size).toBe(shotIds.length);
  const held = shots.reduce((sum, { shooting }) => sum + (shooting?.heldUsdMicros ?? 0), 0);
  expect(held).toBeCloseTo(price * 1e6, -3);
  // Pressed again while they are under way, nothing more is asked for.
  expect((await call<Shooting>('film.shoot', { filmId, model, mostUsd: price })).takes).toBe(0);
  for (const { takeId } of first) await desk.until(takeId, 'ready');
  expect(ark().submits()).toBe(shotIds.length);
  expect(ark().bill).toHaveLength(shotIds.length);
  expect(countsOf(await call<Due>('film.due', { filmId, model }))).toEqual({ fresh: shotIds.length });
});

test('every request of a shot with cast carries their pictures and says which is whose; the others carry none', async () => {
  let named = 0;
  for (const { shotId, takeId } of first) {
    const { cast = [] } = await documentOf(shotId);
    const { words, references } = await sentFor(takeId);
    const wanted = [
      ...cast.flatMap((name) => (name === '小兔' ? [rabbit[0]] : name === '月亮' ? [moon[0]] : [])),
      ...(cast.includes('小兔') ? [rabbit[1]] : []),
    ].map((id) => pictures.get(id ?? ''));
    expect(references.map((bytes) => bytes.toString('base64'))).toEqual(wanted.map((bytes) => bytes?.toString('base64')));
    for (const name of cast) expect(words).toMatch(new RegExp(`${name}（见参考图${cast.indexOf(name) + 1}[、）]`));
    if (cast.includes('小兔')) expect(words).toContain('围着红围巾');
    if (cast.includes('月亮')) expect(words).toContain('银白色的圆月');
    if (cast.length > 0) named += 1;
  }
  expect(named).toBeGreaterThan(5);
  expect(named).toBeLessThan(first.length);
});

test('one shot changed: only its cut is redone, once its person says so, and the ledger shows the saving', {
  timeout: 600_000,
}, async () => {
  for (const { takeId } of first) await call('take.judge', { takeId, verdict: 'kept' });
  const whole = await rendered();
  expect(whole.takes).toHaveLength(shotIds.length);
  expect(whole.reusedFrames).toBe(0);
  const at = 5;
  const shotId = shotIds[at] as string;
  const before = await documentOf(shotId);
  await call('shot.change', { shotId, document: { ...before, action: `${before.action ?? ''}，雪越下越大` } });
  const [submits, due] = [ark().submits(), await call<Due>('film.due', { filmId, model })];
  expect(countsOf(due)).toEqual({ fresh: shotIds.length - 1, approved: 1 });
  // An approved shot is not redone by itself.
  expect((await call<Shooting>('film.shoot', { filmId, model })).takes).toBe(0);
  expect(ark().submits()).toBe(submits);
  const again = await call<Shooting>('film.shoot', { filmId, model, shotIds: [shotId], mostUsd: 5 });
  expect(again.takes).toBe(1);
  const takeId = again.items[0]?.takeId ?? '';
  await desk.until(takeId, 'ready');
  expect(ark().submits()).toBe(submits + 1);
  expect((await sentFor(takeId)).words).toContain('雪越下越大');
  await call('take.judge', { takeId, verdict: 'kept' });

  const changed = await rendered();
  expect(changed.takes.find(({ index }) => index === at)?.takeId).toBe(takeId);
  const redrawn = changed.frames - changed.reusedFrames;
  expect(redrawn).toBeGreaterThan(0);
  expect(redrawn).toBeLessThanOrEqual(await framesShowing(at));

  const all = await desk.studio.database.db
    .select({ id: take.id })
    .from(take)
    .where(inArray(take.shotId, [...shotIds]));
  expect(all).toHaveLength(shotIds.length + 1);
  const [booked, anew] = [await bookedFor(all.map(({ id }) => id)), await bookedFor([takeId])];
  expect(booked).toHaveLength(shotIds.length + 1);
  expect(anew).toHaveLength(1);
  const paid = anew[0]?.spentUsdMicros ?? 0;
  const total = booked.reduce((sum, { spentUsdMicros }) => sum + spentUsdMicros, 0);
  const costs = await call<Costs>('film.costs', { filmId });
  expect(costs.spentUsdMicros).toBe(total);
  expect(costs.redone).toMatchObject({ takes: 1, spentUsdMicros: paid });
  expect(costs.keptUsdMicros).toBe(costs.inFilmUsdMicros);
  // All of it anew at today's prices, against the one that was redone.
  expect(costs.redone.allAnewUsd).toBe(costs.estimate.redoAllUsd);
  expect(costs.redone.savedUsd).toBeCloseTo(costs.redone.allAnewUsd - paid / 1e6, 3);
  expect(costs.redone.savedUsd).toBeGreaterThan(0.8 * costs.redone.allAnewUsd);
  const [own] = costs.own;
  expect(own?.inFilmMicros).toBeGreaterThan(10 * (own?.redoneMicros ?? 0));
  expect(own?.savedMicros).toBe((own?.inFilmMicros ?? 0) - (own?.redoneMicros ?? 0));
});

test('a changed member makes its shots stale and nothing is redone by itself; a plan from before is not shot; a locked take stays', async () => {
  const withMoon = [];
  for (const shotId of shotIds) if ((await documentOf(shotId)).cast?.includes('月亮')) withMoon.push(shotId);
  const shotId = withMoon[0] as string;
  const { id: planId, hash } = await call<{ id: string; hash: string }>('plan.make', { shotId, model });
  const newMoon = await newPicture('#222244', '弯月.png');
  await call('cast.change', { castId: moonId, name: '月亮', document: { zh: '一弯细细的新月', references: [newMoon] } });
  await expect(call('take.shoot', { shotId, planId, hash })).rejects.toMatchObject({ code: 'jobs.plan-changed' });
  const stale = await call<{ items: readonly { shotId: string; changed: readonly string[]; isInFilm: boolean }[] }>('film.stale', {
    filmId,
  });
  const inFilm = stale.items.filter(({ isInFilm }) => isInFilm);
  expect(inFilm.map((item) => item.shotId)).toEqual(withMoon);
  for (const { changed } of inFilm) expect(changed).toEqual(['cast']);
  const submits = ark().submits();
  const due = await call<Due>('film.due', { filmId, model });
  expect(countsOf(due)).toEqual({ approved: withMoon.length, fresh: shotIds.length - withMoon.length });
  const { takeId } = first.find((item) => item.shotId === shotId) ?? {};
  await call('take.lock', { takeId, isLocked: true });
  const locked = await call<Shooting>('film.shoot', { filmId, model, shotIds: [shotId] });
  expect(locked.items).toMatchObject([{ state: 'locked', takeId: null }]);
  expect(ark().submits()).toBe(submits);
  // The pictures of the cast are in use: nobody takes them away unawares.
  const used = await call<{ items: readonly { kind: string }[] }>('asset.usage', { assetId: newMoon });
  expect(used.items.map(({ kind }) => kind)).toEqual(['cast']);
  await expect(call('asset.remove', { assetId: rabbit[0] })).rejects.toMatchObject({ code: 'jobs.asset-in-use' });
});

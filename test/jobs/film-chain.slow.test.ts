import { readFile } from 'node:fs/promises';
import { newId, Shot } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asset } from '../../packages/jobs/src/database/schema/index.ts';
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

let desk: WorkDesk;
let filmId: string;
let shotIds: readonly string[];

beforeAll(async () => {
  desk = await openWorkDesk(['ark'], { models, emulator: { slots: 4 } });
  const shot = (action: string, more: object = {}) => ({ subject: 'a red kite', action, camera: { lengthSec: 4 }, ...more });
  const shots = [shot('rises'), shot('turns', { continues: 'last-frame' }), shot('lands', { continues: 'last-frame' })];
  const document = { format: 'fantascope/film', version: 1, title: { en: 'Kite' }, shots, widthPx: 320, heightPx: 180, fps: 24 };
  ({ id: filmId } = await call<{ id: string }>('film.create', { projectId: desk.projectId, document }));
  ({ shotIds } = await call<{ shotIds: readonly string[] }>('film.store-shots', { filmId }));
});
afterAll(async () => await desk[Symbol.asyncDispose]());

async function call<T>(operation: string, input: Readonly<Record<string, unknown>>): Promise<T> {
  const known = operationNamed(operation);
  if (known === undefined) throw new Error(`no operation is called ${operation}`);
  const performed = await perform(desk.studio, known, { actor: boss, input, signal: new AbortController().signal });
  return (performed as { output: T }).output;
}

type Due = Readonly<{ items: readonly Readonly<{ state: string }>[] }>;
type Joins = Readonly<{
  items: readonly Readonly<{
    beforeTakeId: string | null;
    takeId: string | null;
    extension: number;
    isPlaced: boolean;
    drift: Readonly<{ joinDeltaE: number }> | null;
    matchedDrift: Readonly<{ joinDeltaE: number }> | null;
    isMatched: boolean;
    warnings: readonly Readonly<{ code: string }>[];
  }>[];
}>;
type Body = Readonly<{ content: readonly Readonly<{ role?: string; image_url?: { url: string } }>[] }>;

const ark = () => desk.emulators['ark'] as NonNullable<(typeof desk.emulators)[string]>;
const statesNow = async () => (await call<Due>('film.due', { filmId, model })).items.map(({ state }) => state);

/** The first frame that the provider was sent for a take. */
async function firstFrameOf(takeId: string): Promise<Buffer | undefined> {
  const { taskId } = await desk.rowOf(takeId);
  const body = ark().bill.find((each) => each.taskId === taskId)?.request as Body | undefined;
  const url = body?.content.find(({ role }) => role === 'first_frame')?.image_url?.url;
  return url === undefined ? undefined : Buffer.from(url.replace(/^data:image\/png;base64,/, ''), 'base64');
}

test('chained shots are shot in order, each from the last frame of the one before, once, also by a call that was cut off', async () => {
  const asked = { filmId, model, mostUsd: 20, actor: boss, ulid: newId('job', { nowMs: Date.now(), random: Math.random }).slice(4) };
  await expect(call('take.shoot', { shotId: shotIds[1], model, mostUsd: 20 })).rejects.toMatchObject({ code: 'jobs.nothing-before' });
  let entered = 0;
  const dying = async (point: string) => {
    if (point === 'after-reserve') entered += 1;
    if (entered === 2) throw new Error('killed');
  };
  await expect(shootFilm({ ...desk.studio, pause: dying }, asked)).rejects.toThrow('killed');
  const { shots } = await shootFilm(desk.studio, asked);
  const takeIds = shots.map(({ shooting }) => shooting?.takeId ?? '');
  for (const takeId of takeIds) await desk.until(takeId, 'ready');
  expect(ark().submits()).toBe(3);
  expect(await firstFrameOf(takeIds[0] as string)).toBeUndefined();
  const rows = await desk.studio.database.db.select().from(asset).where(eq(asset.origin, 'frame'));
  for (const at of [1, 2]) {
    const kept = rows.find(({ fromId }) => fromId === takeIds[at - 1]);
    const sent = await firstFrameOf(takeIds[at] as string);
    const path = await desk.studio.assets.localPath(kept?.sha256 ?? '');
    expect(sent?.equals(await readFile(path)), `shot ${at}`).toBe(true);
    expect((await sharp(sent).metadata()).format).toBe('png');
  }
  expect(await statesNow()).toEqual(['fresh', 'fresh', 'fresh']);
  // Looked at before anybody has approved of them, and the same afterwards.
  const { items: unjudged } = await call<Joins>('film.joins', { filmId });
  for (const takeId of takeIds) await call('take.judge', { takeId, verdict: 'kept' });
  const { items: joins } = await call<Joins>('film.joins', { filmId });
  expect(joins.map(({ beforeTakeId, takeId, extension }) => [beforeTakeId, takeId, extension])).toEqual([
    [takeIds[0], takeIds[1], 1],
    [takeIds[1], takeIds[2], 2],
  ]);
  expect(joins.map(({ isPlaced }) => isPlaced)).toEqual([true, true]);
  expect(unjudged).toEqual(joins.map((join) => ({ ...join, isPlaced: false })));
  for (const { drift, matchedDrift, isMatched, warnings } of joins) {
    expect(drift?.joinDeltaE).toBeGreaterThanOrEqual(0);
    if (!isMatched) expect(matchedDrift?.joinDeltaE).toBeGreaterThanOrEqual(0);
    expect(warnings.some(({ code }) => code === 'colour')).toBe((matchedDrift?.joinDeltaE ?? 0) > 6);
  }
  for (const takeId of takeIds) await call('take.judge', { takeId, verdict: null });

  // The first is changed: those that go on from it go on from something else by then.
  const { document } = await call<{ document: unknown }>('shot.show', { shotId: shotIds[0] });
  await call('shot.change', { shotId: shotIds[0], document: { ...Shot.parse(document), action: 'falls' } });
  expect(await statesNow()).toEqual(['stale', 'stale', 'stale']);
  const [first] = (await call<{ items: readonly { takeId: string }[] }>('film.shoot', { filmId, model, shotIds: [shotIds[0]], mostUsd: 9 }))
    .items;
  await desk.until(first?.takeId ?? '', 'ready');
  expect(ark().submits()).toBe(4);
  expect(await statesNow()).toEqual(['fresh', 'stale', 'stale']);
  const stale = await call<{ items: readonly { shotId: string; changed: readonly string[] }[] }>('film.stale', { filmId });
  expect(stale.items.map(({ shotId, changed }) => [shotId, changed])).toEqual([[shotIds[1], ['chain']]]);
});

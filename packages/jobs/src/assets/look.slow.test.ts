import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sketchOf, sketchText } from '@fantascope/stage/sketch';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asset } from '../database/schema/index.ts';
import { assetBytes } from './asset-bytes.ts';
import { sketchOfAsset } from './derive/sketch-asset.ts';
import { type SketchTried, sketchRest } from './derive/sketch-rest.ts';
import { takeIn } from './take-in.ts';
import { realFilm, realSound } from './test-files.ts';
import { testStudio } from './test-studio.ts';

let room: Awaited<ReturnType<typeof testStudio>>;
beforeAll(async () => {
  room = await testStudio();
});
afterAll(() => room.close());

/** A red disc on a blue ground, or what is asked instead. */
const scene = ({ ground = '#2b5fc0', disc = '#d02020', cx = 480 } = {}) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="${ground}"/><circle cx="${cx}" cy="200" r="120" fill="${disc}"/></svg>`,
    ),
  );

async function entered(projectId: string, name: string, bytes: Buffer | ((path: string) => void)) {
  const path = join(room.studio.home, `${randomUUID()}-${name}`);
  if (typeof bytes === 'function') bytes(path);
  else await writeFile(path, bytes);
  return takeIn(room.studio, { path, name, projectId, byUserId: 'user_boss' });
}
const tried = (): SketchTried => ({ sha256: new Set(), isWithoutFfmpeg: false });
const signal = new AbortController().signal;
const names = (list: Record<string, unknown>) => (list['items'] as { name: string }[]).map(({ name }) => name);
const sketchKept = async (id: string) =>
  (await room.studio.database.db.select({ sketch: asset.sketch }).from(asset).where(eq(asset.id, id)))[0]?.sketch ?? null;

test('pictures and films are looked at without being shown, and found by likeness and by colour', async () => {
  const projectId = await room.project('viewer');
  const own = await entered(projectId, 'disc.png', await scene().png().toBuffer());
  await entered(projectId, 'disc small.jpg', await scene().resize(320).jpeg({ quality: 55 }).toBuffer());
  await entered(projectId, 'disc left.png', await scene({ cx: 150 }).png().toBuffer());
  await entered(projectId, 'lawn.png', await scene({ ground: '#1f7a2e', disc: '#f0e020' }).png().toBuffer());
  const film = await entered(projectId, 'film.mp4', (path) => realFilm(path));
  const sound = await entered(projectId, 'sound.wav', (path) => realSound(path));
  const list = (input: object) => room.ask('asset.list', { projectId, ...input }, room.person('user_viewer'));
  expect(names(await list({ colours: ['blue'] }))).toEqual([]);
  expect(await sketchRest(room.studio, { tried: tried(), signal })).toBe(5);
  expect(await sketchRest(room.studio, { tried: tried(), signal })).toBe(0);

  const found = await list({ likeAssetId: own.id });
  expect(names(found).slice(0, 3)).toEqual(['disc.png', 'disc small.jpg', 'disc left.png']);
  expect(names(found)).toHaveLength(5);
  expect(names(await list({ likeAssetId: own.id, kind: 'video' }))).toEqual(['film.mp4']);
  expect(names(await list({ likeAssetId: own.id, words: 'left' }))).toEqual(['disc left.png']);
  expect(names(await list({ colours: ['green'], kind: 'image' }))).toEqual(['lawn.png']);
  expect(names(await list({ colours: ['red', 'blue'], likeAssetId: own.id }))).not.toContain('lawn.png');
  expect(names(await list({ likeAssetId: film.id }))[0]).toBe('film.mp4');
  const first = await list({ likeAssetId: own.id, limit: 2 });
  const rest = await list({ likeAssetId: own.id, limit: 200, cursor: first['nextCursor'] });
  expect([...names(first), ...names(rest)]).toEqual(names(found));
  expect(rest['nextCursor']).toBeNull();
  await expect(list({ likeAssetId: sound.id })).rejects.toMatchObject({ code: 'jobs.no-look', params: { kind: 'audio' } });
});

test('a picture that is not here finds what is like it by its numbers alone', async () => {
  const projectId = await room.project();
  const wanted = await entered(projectId, 'wanted.png', await scene({ ground: '#202020', disc: '#ffd040' }).png().toBuffer());
  await entered(projectId, 'other.png', await scene().png().toBuffer());
  await sketchRest(room.studio, { tried: tried(), signal });
  const { data, info } = await scene({ ground: '#222222', disc: '#fed144' })
    .resize(300)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const likeSketch = sketchText(sketchOf({ widthPx: info.width, heightPx: info.height, rgba: data }));
  expect(names(await room.ask('asset.list', { projectId, likeSketch }))).toEqual(['wanted.png', 'other.png']);
  await expect(room.ask('asset.list', { projectId, likeSketch, likeAssetId: wanted.id })).rejects.toMatchObject({ code: 'jobs.bad-input' });
});

test('files from before there were sketches get theirs from the thumbnail they have, and the same bytes bring theirs along', async () => {
  const projectId = await room.project();
  const bytes = await scene({ disc: '#808080' }).png().toBuffer();
  const old = await entered(projectId, 'old.png', bytes);
  await assetBytes(room.studio, { assetId: old.id, view: 'thumb' });
  const made = await sketchKept(old.id);
  expect(made).not.toBeNull();
  await room.studio.database.db.update(asset).set({ sketch: null }).where(eq(asset.id, old.id));
  expect(await sketchOfAsset(room.studio, old.id)).toBe(made);
  expect(await sketchKept(old.id)).toBe(made);
  const twin = await entered(await room.project(), 'twin.png', bytes);
  expect(await sketchKept(twin.id)).toBe(made);
});

test('a file that cannot be looked at is asked once, and stands in the way of none', async () => {
  const projectId = await room.project();
  const lost = await entered(projectId, 'lost.png', await scene({ disc: '#123456' }).png().toBuffer());
  const good = await entered(projectId, 'good.png', await scene({ disc: '#654321' }).png().toBuffer());
  const { sha256 } = (await room.studio.database.db.select({ sha256: asset.sha256 }).from(asset).where(eq(asset.id, lost.id)))[0] ?? {
    sha256: '',
  };
  await room.studio.assets.remove(sha256, { storedBeforeMs: Number.MAX_SAFE_INTEGER });
  const known = tried();
  expect(await sketchRest(room.studio, { tried: known, signal })).toBe(1);
  expect([...known.sha256]).toEqual([sha256]);
  expect(await sketchKept(good.id)).not.toBeNull();
  expect(await sketchRest(room.studio, { tried: known, signal })).toBe(0);
});

test('a place in another list is the end of this one, and what is no place is refused', async () => {
  const projectId = await room.project();
  for (const name of ['one.png', 'two.png']) await entered(projectId, name, await scene({ disc: '#00c0c0' }).png().toBuffer());
  await sketchRest(room.studio, { tried: tried(), signal });
  const likeSketch = '0'.repeat(128);
  const { nextCursor } = await room.ask('asset.list', { projectId, limit: 1 });
  expect(await room.ask('asset.list', { projectId, likeSketch, cursor: nextCursor })).toEqual({ items: [], nextCursor: null });
  await expect(room.ask('asset.list', { projectId, likeSketch, cursor: 'nowhere' })).rejects.toMatchObject({ code: 'jobs.bad-cursor' });
});

test('what is no sketch and no colour is refused by name', async () => {
  const projectId = await room.project();
  const refused = (input: object) =>
    expect(room.ask('asset.list', { projectId, ...input })).rejects.toMatchObject({ code: 'jobs.bad-input' });
  const text = '0'.repeat(128);
  for (const likeSketch of ['', text.slice(1), `${text}0`, `g${text.slice(1)}`, `${text.slice(1)}x`, `${text.slice(1)}'`])
    await refused({ likeSketch });
  for (const colours of [[], ['#ff0000'], ['red', 'blue', 'green', 'white', 'black'], 'red']) await refused({ colours });
});

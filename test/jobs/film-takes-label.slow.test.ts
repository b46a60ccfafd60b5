import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@fantascope/film';
import { locateFfmpeg } from '@fantascope/media';
import { catalogue } from '@fantascope/models';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAsset } from '../../packages/jobs/src/assets/add-asset.ts';
import { asset, blob, job, member, setting, take } from '../../packages/jobs/src/database/schema/index.ts';
import { operationNamed } from '../../packages/jobs/src/operation/operations.ts';
import { perform } from '../../packages/jobs/src/operation/perform.ts';
import type { Actor } from '../../packages/jobs/src/people/actor.ts';
import { readCredentials } from '../credentials/second-reader.ts';
import { samplePicture } from '../takes/desk.ts';
import { openWorkDesk, type WorkDesk } from './work-desk.ts';

const boss: Actor = { userId: 'user_desk', isServerOwner: true, door: 'http' };
const { path: ffmpeg } = locateFfmpeg({ env: process.env });
const models = catalogue().filter(({ id }) => id === 'fantascope/stage');

let folder: string;
let desk: WorkDesk;
let picture: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-film-takes-'));
  desk = await openWorkDesk([], { models, env: { FANTASCOPE_CACHE: folder } });
  await desk.studio.database.db.delete(asset);
  await desk.studio.database.db.delete(blob);
  picture = await newAsset(samplePicture.bytes, { name: 'coffee.png', kind: 'image', mime: 'image/png' });
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const id = <K extends 'asset' | 'take'>(kind: K) => newId(kind, { nowMs: Date.now(), random: Math.random });

async function newAsset(
  bytes: Uint8Array,
  { mime, fromId, figures = {}, ...rest }: Readonly<{ name: string; kind: string; mime: string; fromId?: string; figures?: object }>,
): Promise<string> {
  const { assets, database } = desk.studio;
  const [stored, made] = [await assets.put(bytes), id('asset')];
  const row = { ...rest, id: made, projectId: desk.projectId, createdBy: 'user_desk', at: new Date() };
  await database.db.transaction((tx) =>
    addAsset(tx, assets, {
      ...{ ...row, blob: { ...stored, mime, figures: { widthPx: 320, heightPx: 240, ...figures } } },
      ...(fromId === undefined ? { origin: 'upload' } : { origin: 'take', fromId }),
    }),
  );
  return made;
}

/** A ready take of a shot that is one colour all over. */
async function newTake(
  shotId: string,
  { colour, wire, verdict }: Readonly<{ colour: string; wire: string; verdict: 'kept' | null }>,
): Promise<string> {
  const file = join(folder, `${colour}.mp4`);
  execFileSync(ffmpeg, ['-v', 'error', '-y', '-f', 'lavfi', '-i', `color=c=${colour}:s=320x240:r=25:d=0.4`, '-pix_fmt', 'yuv420p', file]);
  const takeId = id('take');
  const assetId = await newAsset(await readFile(file), { name: `${colour}.mp4`, kind: 'video', mime: 'video/mp4', fromId: takeId });
  const at = new Date();
  await desk.studio.database.db.insert(take).values({
    ...{ id: takeId, projectId: desk.projectId, shotId, byUserId: 'user_desk', model: 'some/model', wire, provider: wire },
    ...{ state: 'ready', moneyState: 'none', assetId, lengthMs: 400, verdict, createdAt: at, updatedAt: at, endedAt: at },
  });
  return takeId;
}

async function call<T>(operation: string, input: Readonly<Record<string, unknown>>, actor: Actor = boss): Promise<T> {
  const known = operationNamed(operation);
  if (known === undefined) throw new Error(`no operation is called ${operation}`);
  const performed = await perform(desk.studio, known, { actor, input, signal: new AbortController().signal });
  return (performed as { output: T }).output;
}

/** A film of two stored shots. */
async function newFilm(of = picture) {
  const document = { format: 'fantascope/film', version: 1, title: { en: 'Two' }, widthPx: 320, heightPx: 180, fps: 25 };
  const shot = { picture: of, depth: 'heuristic', camera: { lengthSec: 0.8, moves: [{ kind: 'dolly', distanceM: 0.05 }] } };
  const { projectId } = desk;
  const { id: filmId } = await call<{ id: string }>('film.create', { projectId, document: { ...document, shots: [shot] } });
  const made = async (name: string) => (await call<{ id: string }>('shot.create', { projectId, filmId, name, document: shot })).id;
  const [one, two] = [await made('one'), await made('two')];
  const shots = [one, two].map((each) => ({ ...shot, id: each }));
  const place = (takes: Readonly<Record<string, string>>) => call('film.change', { filmId, document: { ...document, shots, takes } });
  await place({});
  return { filmId, one, two, place };
}

async function rendered(input: Readonly<Record<string, unknown>>) {
  const { id: jobId } = await call<{ id: string }>('film.render', input);
  for (const endMs = performance.now() + 90_000; performance.now() < endMs; await pause(30)) {
    const [row] = await desk.studio.database.db.select().from(job).where(eq(job.id, jobId));
    if (row?.endedAt == null) continue;
    expect(row.problem).toBeNull();
    const output = row.output as Readonly<{
      assetId: string;
      takes: readonly object[];
      label: { level: string };
      notices: readonly object[];
    }>;
    const [file] = await desk.studio.database.db.select().from(asset).where(eq(asset.id, output.assetId));
    return { ...output, jobId, path: await desk.studio.assets.localPath(file?.sha256 ?? '') };
  }
  throw new Error(`${jobId} did not end`);
}

/** The mean colour of a frame, red green blue. */
function colourAt(path: string, sec: number): readonly number[] {
  const args = [
    '-v',
    'error',
    '-ss',
    String(sec),
    '-i',
    path,
    '-frames:v',
    '1',
    '-vf',
    'scale=1:1',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    'pipe:1',
  ];
  return [...execFileSync(ffmpeg, args)];
}

function tagsOf(path: string): Readonly<Record<string, string>> {
  const text = execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format_tags', '-of', 'json', path], { encoding: 'utf8' });
  return (JSON.parse(text) as { format: { tags: Record<string, string> } }).format.tags;
}

test('an exported film holds the take that stands for a shot, the newest approved or the placed one, and the stage elsewhere', async () => {
  const { filmId, one, place } = await newFilm();
  const red = await newTake(one, { colour: 'red', wire: 'kling', verdict: 'kept' });
  const approved = await rendered({ filmId });
  expect(approved.takes).toEqual([{ index: 0, takeId: red, model: 'some/model' }]);
  const [r = 0, , b = 0] = colourAt(approved.path, 0.7);
  expect(r).toBeGreaterThan(230);
  expect(b).toBeLessThan(30);
  expect(colourAt(approved.path, 1.2)[2]).toBeGreaterThan(30);
  // Another one is placed that nobody approved: what the film says goes first.
  const blue = await newTake(one, { colour: 'blue', wire: 'kling', verdict: null });
  await place({ [one]: blue });
  const placed = await rendered({ filmId });
  expect(placed.takes).toMatchObject([{ takeId: blue }]);
  expect(colourAt(placed.path, 0.5)[2]).toBeGreaterThan(200);
  await place({ [one]: 'stage' });
  expect((await rendered({ filmId })).takes).toEqual([]);
});

test('a film of a picture that says a model made it carries the notice, and says the same in its data', async () => {
  const bytes = await sharp(samplePicture.bytes).resize(320, 240).png().toBuffer();
  const made = await newAsset(bytes, { name: 'made.png', kind: 'image', mime: 'image/png', figures: { saysGenerated: true } });
  const { filmId } = await newFilm(made);
  const film = await rendered({ filmId });
  expect(film.label.level).toBe('opening');
  expect(film.notices).toContainEqual({ code: 'media.picture-says-generated', params: { file: 'made.png' } });
  expect(tagsOf(film.path)['DigitalSourceType']).toMatch(/\/trainedAlgorithmicMedia$/);
  const least = { code: 'jobs.label-required' };
  await expect(call('film.render', { filmId, label: 'metadata' })).rejects.toMatchObject(least);
});

test('a take of another shot is not placed; the film stays as it was', async () => {
  const { filmId, one, two, place } = await newFilm();
  const red = await newTake(one, { colour: 'red', wire: 'kling', verdict: null });
  const before = await call<{ revision: number }>('film.show', { filmId });
  await expect(place({ [two]: red })).rejects.toMatchObject({ code: 'jobs.no-such-thing' });
  expect((await call<{ revision: number }>('film.show', { filmId })).revision).toBe(before.revision);
});

test('a rendered film carries content credentials that hold, and name its photographs and takes and nothing of the server', async () => {
  const { filmId, one, two } = await newFilm();
  const red = await newTake(one, { colour: 'red', wire: 'kling', verdict: 'kept' });
  const film = await rendered({ filmId });
  expect(film).toMatchObject({ credentials: { outcome: 'sealed', isGivenKey: false, signer: 'Fantascope self-made signer' } });
  const bytes = await readFile(film.path);
  const { problems, assertions } = readCredentials(bytes);
  expect(problems).toEqual([]);
  const said = [...assertions].flatMap(([label, value]) => (label.startsWith('c2pa.ingredient') && value instanceof Map ? [value] : []));
  const [take, photograph] = said;
  expect(said.map((each) => each.get('dc:title'))).toEqual(['red.mp4', 'coffee.png', 'Fantascope stage', 'ffmpeg']);
  expect(Object.fromEntries(take?.get('metadata') as Map<string, unknown>)).toMatchObject({
    ...{ 'dev.fantascope.take': red, 'dev.fantascope.model': 'some/model', 'dev.fantascope.provider': 'kling' },
    'dev.fantascope.isEmulated': false,
  });
  const picture256 = createHash('sha256').update(samplePicture.bytes).digest('hex');
  expect(photograph?.get('metadata')).toEqual(new Map([['dev.fantascope.sha256', picture256]]));
  const [created] = (assertions.get('c2pa.actions.v2') as Map<string, unknown>).get('actions') as Map<string, unknown>[];
  // The same as the label beside it says.
  expect(created?.get('digitalSourceType')).toBe(tagsOf(film.path)['DigitalSourceType']);
  for (const own of [desk.studio.home, folder, tmpdir(), 'user_desk']) expect(bytes.includes(own)).toBe(false);
  // With the other shot played as well, all of it is a model's.
  await newTake(two, { colour: 'blue', wire: 'kling', verdict: 'kept' });
  const whole = await rendered({ filmId });
  const all = readCredentials(await readFile(whole.path));
  const [first] = (all.assertions.get('c2pa.actions.v2') as Map<string, unknown>).get('actions') as Map<string, unknown>[];
  expect(first?.get('digitalSourceType')).toMatch(/\/trainedAlgorithmicMedia$/);
  expect(tagsOf(whole.path)['DigitalSourceType']).toBe(first?.get('digitalSourceType'));
});

test('every file says how it was made, and one with a painted picture shows it; less is refused and nothing is made', async () => {
  const { filmId, one } = await newFilm();
  const plain = await rendered({ filmId });
  expect(plain.label.level).toBe('metadata');
  const { AIGC = '', DigitalSourceType } = tagsOf(plain.path);
  expect(JSON.parse(AIGC)).toMatchObject({ Label: '1', ContentProducer: 'Fantascope', ProduceID: plain.jobId });
  expect(DigitalSourceType).toMatch(/algorithmicallyEnhanced$/);
  await newTake(one, { colour: 'red', wire: 'kling', verdict: 'kept' });
  expect(await call('film.label', { filmId })).toMatchObject({ policy: 'generated', isGenerated: true, least: 'opening' });
  const jobs = (await desk.studio.database.db.select().from(job)).length;
  await expect(call('film.render', { filmId, label: 'metadata' })).rejects.toMatchObject({
    code: 'jobs.label-required',
    params: { asked: 'metadata', least: 'opening', policy: 'generated' },
  });
  expect((await desk.studio.database.db.select().from(job)).length).toBe(jobs);
  const painted = await rendered({ filmId });
  expect(painted.label.level).toBe('opening');
  expect(tagsOf(painted.path)['DigitalSourceType']).toMatch(/compositeWithTrainedAlgorithmicMedia$/);
  // White words lie over the red take; the same film without them has none.
  const bright = (path: string) => {
    const args = [
      '-v',
      'error',
      '-i',
      path,
      '-frames:v',
      '1',
      '-vf',
      'crop=iw*0.4:ih*0.2:iw*0.05:ih*0.05',
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      'pipe:1',
    ];
    const bytes = execFileSync(ffmpeg, args);
    return bytes.filter((_, at) => at % 3 === 1 && (bytes[at] ?? 0) > 180).length;
  };
  expect(bright(painted.path)).toBeGreaterThan(50);
  await call('label.set-policy', { projectId: desk.projectId, policy: 'metadata' });
  await call('setting.set', { name: 'labels.policy', value: 'metadata' });
  const mild = await rendered({ filmId });
  expect(mild.label.level).toBe('metadata');
  expect(bright(mild.path)).toBe(0);
});

test('a shot that changed after a take was approved is listed with what changed; the take stays as it is', async () => {
  const { projectId } = desk;
  const { filmId, one } = await newFilm();
  type Listed = { items: readonly { takeId: string; changed: readonly string[]; isInFilm: boolean; isLocked: boolean; redo: unknown }[] };
  const stale = async () => (await call<Listed>('film.stale', { filmId })).items;
  const { takeId } = await call<{ takeId: string }>('take.shoot', { shotId: one, model: 'fantascope/stage' });
  for (const endMs = performance.now() + 60_000; performance.now() < endMs; await pause(30)) {
    const { take: now } = await call<{ take: { state: string } }>('take.show', { takeId });
    if (now.state === 'ready') break;
  }
  await call('take.judge', { takeId, verdict: 'kept' });
  await call('take.lock', { takeId, isLocked: true });
  expect(await stale()).toEqual([]);
  const { document } = await call<{ document: Record<string, unknown> }>('shot.show', { shotId: one });
  await call('shot.change', { shotId: one, document: { ...document, captions: [{ text: { en: 'Hello' } }] } });
  expect(await stale()).toEqual([]);
  await call('shot.change', { shotId: one, document: { ...document, light: 'dusk', camera: { lengthSec: 0.8, moves: [] } } });
  expect(await stale()).toMatchObject([
    { takeId, changed: ['words', 'camera'], isInFilm: true, isLocked: true, redo: { lowUsd: 0, highUsd: 0 } },
  ]);
  expect(await call('take.show', { takeId })).toMatchObject({ take: { verdict: 'kept', isLocked: true, state: 'ready' } });
  expect((await call<{ items: readonly object[] }>('take.list', { projectId, shotId: one })).items).toHaveLength(1);
});

test('a project may ask for more than its server and never for less; only its owners decide, and no token', async () => {
  const { projectId } = desk;
  await desk.studio.database.db.delete(setting);
  const set = (policy: string | null, actor?: Actor) => call<{ policy: string }>('label.set-policy', { projectId, policy }, actor);
  expect(await set('metadata')).toMatchObject({ policy: 'generated', server: 'generated', project: 'metadata', byUserId: 'user_desk' });
  expect(await set('always')).toMatchObject({ policy: 'always' });
  const { filmId, one } = await newFilm();
  expect(await call('film.label', { filmId })).toMatchObject({ isGenerated: false, least: 'opening' });
  await expect(call('shot.render', { shotId: one, label: 'metadata' })).rejects.toMatchObject({ code: 'jobs.label-required' });
  // What a browser makes asks for its label here, and is refused the same.
  await expect(call('shot.label', { shotId: one, label: 'metadata' })).rejects.toMatchObject({ code: 'jobs.label-required' });
  const stamp = await call<{ level: string; tags: Record<string, string> }>('shot.label', { shotId: one });
  expect(stamp.level).toBe('opening');
  expect(JSON.parse(stamp.tags['AIGC'] ?? '')).toMatchObject({ ProduceID: `${one}@1` });
  await desk.studio.database.db.insert(member).values({ projectId, userId: 'user_artist', role: 'producer', createdAt: new Date() });
  const artist: Actor = { userId: 'user_artist', isServerOwner: false, door: 'http' };
  await expect(set(null, artist)).rejects.toMatchObject({ code: 'jobs.not-allowed' });
  await expect(set(null, { ...boss, door: 'mcp' })).rejects.toMatchObject({ code: 'jobs.person-only' });
  expect(await set(null)).toMatchObject({ policy: 'generated', project: null, setAt: null });
});

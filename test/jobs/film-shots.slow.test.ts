import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asset, job } from '../../packages/jobs/src/database/schema/index.ts';
import { operationNamed } from '../../packages/jobs/src/operation/operations.ts';
import { perform } from '../../packages/jobs/src/operation/perform.ts';
import { openWorkDesk, type WorkDesk } from './work-desk.ts';

const actor = { userId: 'user_desk', isServerOwner: true, door: 'http' } as const;
type Stored = Readonly<{ id: string; document: Readonly<{ shots: readonly Readonly<Record<string, unknown>>[] }> }>;

let desk: WorkDesk;
let picture = '';
beforeAll(async () => {
  desk = await openWorkDesk([]);
  const [row] = await desk.studio.database.db.select({ id: asset.id }).from(asset);
  picture = row?.id ?? '';
});
afterAll(() => desk[Symbol.asyncDispose]());

async function call<T>(operation: string, input: Readonly<Record<string, unknown>>): Promise<T> {
  const known = operationNamed(operation);
  if (known === undefined) throw new Error(`no operation is called ${operation}`);
  const performed = await perform(desk.studio, known, { actor, input, signal: new AbortController().signal });
  return (performed as { output: T }).output;
}

const camera = (distanceM: number) => ({ lengthSec: 1, moves: [{ kind: 'dolly', distanceM }] });
const film = (shots: readonly object[]) => ({ format: 'fantascope/film', version: 1, title: { zh: '片' }, shots });
async function newFilm(): Promise<string> {
  const document = film([{ name: 'within', picture, camera: camera(0.1) }]);
  return (await call<Stored>('film.create', { projectId: desk.projectId, document })).id;
}
async function newShot(filmId: string | undefined, name: string): Promise<string> {
  const document = { picture, depth: 'heuristic', camera: camera(0.2), sentence: '缓缓推近' };
  const input = { projectId: desk.projectId, name, document, ...(filmId === undefined ? {} : { filmId }) };
  return (await call<{ id: string }>('shot.create', input)).id;
}

test('a stored shot in a film is shown and rendered as it is now, in the order of the film', async () => {
  const filmId = await newFilm();
  const [one, two] = [await newShot(filmId, 'one'), await newShot(filmId, 'two')];
  const stale = { picture, camera: camera(0.9) };
  const within = { name: 'within', picture, camera: camera(0.1) };
  const changed = await call<Stored>('film.change', { filmId, document: film([{ id: two, ...stale }, within, { id: one, ...stale }]) });
  expect(changed.document.shots.map(({ id, name }) => [id, name])).toEqual([
    [two, 'two'],
    [undefined, 'within'],
    [one, 'one'],
  ]);
  expect(changed.document.shots[0]).toMatchObject({ camera: camera(0.2), sentence: '缓缓推近', depth: 'heuristic' });
  const captions = [{ text: { zh: '风' } }];
  await call('shot.change', { shotId: one, document: { name: 'its own', picture, camera: camera(0.3), captions } });
  const { document } = await call<Stored>('film.show', { filmId });
  expect(document.shots[2]).toMatchObject({ id: one, name: 'its own', camera: camera(0.3), captions });
  expect(document.shots[1]).toMatchObject(within);
  const { id } = await call<{ id: string }>('film.render', { filmId, widthPx: 64, heightPx: 64 });
  const [row] = await desk.studio.database.db.select().from(job).where(eq(job.id, id));
  const drawn = (row?.input as { film: Stored['document'] } | undefined)?.film.shots ?? [];
  expect(drawn.map((shot) => (shot['camera'] as ReturnType<typeof camera>).moves[0]?.distanceM)).toEqual([0.2, 0.1, 0.3]);
  await call('job.cancel', { jobId: id }).catch(() => undefined);
});

test('a shot of another film or of none is refused, and so is a foreign file in a shot written in the film; nothing is written then', async () => {
  const [filmId, otherId] = [await newFilm(), await newFilm()];
  const [own, other, free] = [await newShot(filmId, 'own'), await newShot(otherId, 'other'), await newShot(undefined, 'free')];
  await call('film.change', { filmId, document: film([{ id: own, camera: camera(0.9) }]) });
  for (const id of [other, free, 'shot_00000000000000000000000000']) {
    const asked = call('film.change', {
      filmId,
      document: film([
        { id: own, camera: camera(0) },
        { id, camera: camera(0) },
      ]),
    });
    await expect(asked).rejects.toMatchObject({ code: 'jobs.foreign-shot' });
  }
  await expect(call('film.create', { projectId: desk.projectId, document: film([{ id: own, camera: camera(0) }]) })).rejects.toMatchObject({
    code: 'jobs.foreign-shot',
  });
  const foreign = film([{ camera: camera(0), picture: 'asset_00000000000000000000000000' }]);
  await expect(call('film.change', { filmId, document: foreign })).rejects.toMatchObject({ code: 'jobs.foreign-asset' });
  // Music is a file too: a path would be read from the server's disk.
  const heard = { ...film([{ id: own, camera: camera(0) }]), sound: { music: { file: '/etc/hostname' } } };
  await expect(call('film.change', { filmId, document: heard })).rejects.toMatchObject({ code: 'jobs.foreign-asset' });
  const shown = await call<Stored & { revision: number }>('film.show', { filmId });
  expect(shown.revision).toBe(2);
  expect(shown.document.shots.map(({ id }) => id)).toEqual([own]);
});

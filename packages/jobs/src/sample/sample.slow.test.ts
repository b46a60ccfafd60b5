import { parseCamera, Shot } from '@fantascope/film';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testStudio } from '../assets/test-studio.ts';
import { asset, event, film, project, shot } from '../database/schema/index.ts';
import { sampleShots } from './letter.ts';

let desk: Awaited<ReturnType<typeof testStudio>>;
beforeAll(async () => {
  desk = await testStudio();
});
afterAll(() => desk.close());

type Made = Readonly<{ id: string; filmId: string; isSample: boolean; name: string }>;
const counted = async () => {
  const { db } = desk.studio.database;
  return Promise.all([project, film, shot, asset].map(async (table) => (await db.select().from(table)).length));
};

test('what is interrupted leaves nothing that is seen, and asked again it is whole; asked twice at once there is one', async () => {
  const mei = desk.person('user_mei');
  const { database } = desk.studio;
  // The transaction breaks at its very end, as a killed process would leave it.
  await database.db.execute(`create function fantascope.break_off() returns trigger language plpgsql as $$ begin raise 'gone'; end $$`);
  await database.db.execute(
    `create trigger break_off before insert on fantascope.shot for each row execute function fantascope.break_off()`,
  );
  await expect(desk.ask('project.sample', {}, mei)).rejects.toThrow();
  expect(await counted()).toEqual([0, 0, 0, 0]);
  await database.db.execute('drop trigger break_off on fantascope.shot');
  const [one, two] = (await Promise.all([desk.ask('project.sample', {}, mei), desk.ask('project.sample', {}, mei)])) as unknown as Made[];
  expect(one).toEqual(two);
  expect(one).toMatchObject({ isSample: true, name: 'Letter from the Wind · 风的信' });
  expect(await counted()).toEqual([1, 1, 5, 6]);
  const shown = (await desk.ask('film.show', { filmId: one?.filmId }, mei)) as unknown as { document: { shots: readonly Shot[] } };
  for (const each of shown.document.shots) {
    expect(each.id).toMatch(/^shot_/);
    expect(each.picture).toMatch(/^asset_/);
    expect(each.captions[0]?.text).toMatchObject({ en: expect.any(String), zh: expect.any(String) });
  }
  expect((await desk.ask('project.list', {}, mei))['items']).toMatchObject([{ id: one?.id, isSample: true }]);
  const kinds = (await database.db.select({ kind: event.kind }).from(event)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'shot.created')).toHaveLength(5);
});

test('everybody has one of their own, and a new one once theirs is archived', async () => {
  const [lin, first] = [desk.person('user_lin'), (await desk.ask('project.sample', {})) as unknown as Made];
  const other = (await desk.ask('project.sample', {}, lin)) as unknown as Made;
  expect(other.id).not.toBe(first.id);
  await desk.ask('project.archive', { projectId: other.id }, lin);
  const again = (await desk.ask('project.sample', {}, lin)) as unknown as Made;
  expect(again.id).not.toBe(other.id);
});

test('the words of every camera are read as the moves it has', () => {
  for (const { document } of sampleShots) {
    const { moves, unread } = parseCamera(document.sentence ?? '');
    expect(unread).toEqual([]);
    const { camera } = Shot.parse(document);
    const plain = (list: readonly object[]) => list.map((move) => ({ ...move, startRatio: 0, endRatio: 1 }));
    expect(plain('moves' in camera ? camera.moves : [])).toEqual(plain(moves));
  }
});

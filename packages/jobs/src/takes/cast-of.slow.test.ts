import { newId } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import { compile, isRefusal, type Plan } from '@fantascope/plan';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { cast, film, project } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import { castOf, isCastChanged } from './cast-of.ts';
import { factsFor } from './shoot.ts';
import { frameOfFilm, shotInFilm } from './shot-in-film.ts';

let database: Database;
const at = new Date(Date.UTC(2026, 10, 23));
const id = <K extends 'project' | 'film' | 'cast'>(kind: K) => newId(kind, { nowMs: at.getTime(), random: Math.random });
const [projectId, otherId, filmId] = [id('project'), id('project'), id('film')];

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await db.insert(project).values([projectId, otherId].map((each) => ({ id: each, name: each, createdAt: at })));
  const row = (name: string, kind: string, document: object, more: object = {}) => ({
    ...{ id: id('cast'), projectId, kind, name, document, createdAt: at, updatedAt: at },
    ...more,
  });
  await db.insert(cast).values([
    row('Lin', 'character', {
      en: 'a girl',
      zh: '女孩',
      references: ['asset_lin'],
      versions: [{ name: 'winter', en: 'in fur', references: ['asset_fur'] }],
    }),
    row('Lin', 'product', { references: ['asset_doll'] }),
    row('Old', 'character', { en: 'gone', references: [] }, { archivedAt: at }),
    row('Far', 'character', { en: 'of another project', references: [] }, { projectId: otherId }),
    row('Ink', 'look', { en: 'black ink on paper', references: ['asset_ink'] }),
  ]);
  const own = [
    { name: 'Lin', kind: 'character', description: { en: 'an old woman' }, pictures: ['asset_old-lin'] },
    { name: 'Ink', kind: 'look', pictures: [] },
  ];
  const document = { format: 'fantascope/film', version: 1, cast: own, shots: [] };
  await db.insert(film).values({ id: filmId, projectId, title: 'two', document, revision: 1, createdAt: at, updatedAt: at });
});
afterAll(() => database.close());

const of = (names: readonly string[], inFilm: string | null = null) => castOf(database.db, { names, projectId, filmId: inFilm });

test('who a shot names is found in the project, of every kind, in the order of the shot; nobody archived, foreign or unknown', async () => {
  expect(await of(['Ink', 'Lin', 'Old', 'Far', 'Nobody', 'Lin'])).toEqual([
    { name: 'Ink', kind: 'look', en: 'black ink on paper', pictures: ['asset_ink'] },
    { name: 'Lin', kind: 'character', en: 'a girl', zh: '女孩', pictures: ['asset_lin', 'asset_doll'] },
  ]);
});

test('a version has its own words and pictures under the member’s name', async () => {
  expect(await of(['Lin/winter', 'Lin/summer'])).toEqual([
    { name: 'Lin/winter', called: 'Lin', kind: 'character', en: 'in fur', pictures: ['asset_fur'] },
  ]);
});

test('what the film says of a member stands in place of what all films share, never mixed with it; what it leaves out is theirs', async () => {
  expect(await of(['Lin', 'Ink'], filmId)).toEqual([
    { name: 'Lin', kind: 'character', en: 'an old woman', pictures: ['asset_old-lin'] },
    { name: 'Ink', kind: 'look', en: 'black ink on paper', pictures: ['asset_ink'] },
  ]);
});

test('another look is a change whatever the order of fields; on the stage, which nobody tells of the cast, it is none', async () => {
  const now = await of(['Lin']);
  const made = (by: string, known: unknown) =>
    ({ carriers: [{ part: 'cast', by, as: '' }], ...(known === undefined ? {} : { cast: known }) }) as unknown as Plan;
  const turned = now.map((fact) => Object.fromEntries(Object.entries(fact).reverse()));
  expect(isCastChanged(made('field', turned), now)).toBe(false);
  expect(isCastChanged(made('field', [{ ...now[0], en: 'a boy' }]), now)).toBe(true);
  expect(isCastChanged(made('words', undefined), now)).toBe(true);
  expect(isCastChanged(made('number', undefined), now)).toBe(false);
});

test('a shot is asked of models in its film’s frame: upright, as large and as fast as the film, whatever its own camera says', async () => {
  const { db } = database;
  const films = {
    tall: { widthPx: 720, heightPx: 1280, fps: 24 },
    wide: { widthPx: 3840, heightPx: 2160, fps: 60 },
    old: {},
    odd: { widthPx: 64, heightPx: 64, fps: 33 },
  };
  const ids = Object.fromEntries(Object.keys(films).map((name) => [name, id('film')])) as Record<keyof typeof films, string>;
  const rows = Object.entries(films).map(([name, frame]) => ({
    ...{ id: ids[name as keyof typeof films], projectId, title: name, revision: 1, createdAt: at, updatedAt: at },
    document: { format: 'fantascope/film', version: 1, shots: [], ...frame },
  }));
  await db.insert(film).values(rows);
  const document = { camera: { lengthSec: 5, aspectRatio: 16 / 9, moves: [] }, subject: 'a lantern' };
  const asked = async (model: string, inFilm: string | null, own: object = document) => {
    const wanted = await shotInFilm(db, { filmId: inFilm, document: own });
    const entry = catalogue().find((each) => each.id === model) as ReturnType<typeof catalogue>[number];
    const plan = compile(wanted, entry, { facts: await factsFor(db, { wanted, of: { projectId, filmId: inFilm } }) });
    if (isRefusal(plan)) throw new Error(plan.refused.text.en);
    return plan.request;
  };
  expect(await frameOfFilm(db, ids.old)).toBeNull();
  expect(await frameOfFilm(db, ids.odd)).toEqual({ widthPx: 64, heightPx: 64, fps: 30 });
  const model = 'seedance/2.0';
  expect(await asked(model, ids.tall)).toMatchObject({ aspect: '9:16', resolution: '720p' });
  expect(await asked(model, null)).toMatchObject({ aspect: '16:9', resolution: '1080p' });
  // A shot of no film, and of one that says no frame, keeps its camera's shape.
  const upright = { ...document, camera: { ...document.camera, aspectRatio: 9 / 16 } };
  for (const inFilm of [null, ids.old]) expect(await asked(model, inFilm, upright)).toMatchObject({ aspect: '9:16', resolution: '1080p' });
  const picture = { ...document, picture: 'asset_none' };
  expect(await asked('fantascope/stage', ids.tall, picture)).toMatchObject({ widthPx: 720, heightPx: 1280, fps: 24 });
  expect(await asked('fantascope/stage', ids.wide, picture)).toMatchObject({ widthPx: 3840, heightPx: 2160, fps: 60 });
  expect(await asked('fantascope/stage', null, { ...upright, picture: 'asset_none' })).toMatchObject({
    widthPx: 1080,
    heightPx: 1920,
    fps: 30,
  });
});

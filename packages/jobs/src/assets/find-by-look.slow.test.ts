import { newId } from '@fantascope/film';
import {
  colourLevel,
  colourNames,
  HAS_LEVEL,
  SHARE_BITS,
  SKETCH_BITS,
  sketchBits,
  sketchDistance,
  sketchFromText,
} from '@fantascope/stage/sketch';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asset, blob, project } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import { findByLook, type LookSearch } from './find-by-look.ts';
import { searchWords, wordsVector } from './search-words.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  await database.db.insert(blob).values({ sha256, bytes: 1, mime: 'image/png', storedAt: new Date(base) });
});
afterAll(() => database.close());

const base = Date.parse('2026-11-22T12:00:00Z');
const fresh = (kind: Parameters<typeof newId>[0]) => newId(kind, { nowMs: base, random: Math.random });
const sha256 = 'c'.repeat(64);
const madeProject = async () => {
  const id = fresh('project');
  await database.db.insert(project).values({ id, name: 'p', createdAt: new Date(base) });
  return id;
};

// Few levels, so that many are equally near and many have no colour at all.
const Sketch = fc
  .array(fc.constantFrom(0, 1, 2, 4), { minLength: 128, maxLength: 128 })
  .map((levels) => sketchFromText(levels.join('')) ?? new Uint8Array());
const File = fc.record({
  name: fc.array(fc.constantFrom('clip', 'day', 'night', '雨夜长街'), { maxLength: 3 }).map((words) => words.join(' ')),
  kind: fc.constantFrom('image', 'video'),
  origin: fc.constantFrom('upload', 'take'),
  isRemoved: fc.boolean(),
  isElsewhere: fc.boolean(),
  sketch: fc.option(Sketch, { freq: 5 }),
});
const Asked = fc.record({
  like: fc.option(Sketch, { nil: undefined }),
  colours: fc.uniqueArray(fc.constantFrom(...colourNames.slice(0, 4)), { maxLength: 2 }),
  words: fc.constantFrom(undefined, undefined, 'clip', '雨', 'day night', 'nowhere', '!'),
  kind: fc.constantFrom('image', undefined),
  origin: fc.constantFrom('take', undefined),
  isRemoved: fc.boolean(),
  limit: fc.integer({ min: 1, max: 9 }),
});

test('a search by look gives what a plain computation gives, in its order, from page to page', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(File, { minLength: 1, maxLength: 40 }),
      fc.array(Asked, { minLength: 6, maxLength: 6 }),
      async (files, searches) => {
        const [projectId, elsewhere] = [await madeProject(), await madeProject()];
        const rows = files.map((file) => ({ ...file, id: fresh('asset') }));
        await database.db.insert(asset).values(
          rows.map(({ id, name, kind, origin, isRemoved, isElsewhere, sketch }) => ({
            ...{ id, projectId: isElsewhere ? elsewhere : projectId, sha256, name, kind, origin, createdBy: 'user_test' },
            ...{ createdAt: new Date(base), removedAt: isRemoved ? new Date(base) : null, words: wordsVector(name) },
            sketch: sketch === null ? null : sketchBits(sketch),
          })),
        );
        for (const { like, colours, ...search } of searches) {
          const asked = { ...search, projectId, colours, like: like === undefined ? undefined : sketchBits(like) };
          const far = (sketch: Readonly<Uint8Array>) =>
            like === undefined
              ? SHARE_BITS * colours.length - colours.reduce((sum, name) => sum + colourLevel(sketch, name), 0)
              : sketchDistance(sketch, like);
          const said = (name: string) => searchWords(search.words ?? '').every((word) => wordsVector(name).includes(`'${word}`));
          const expected = rows
            .flatMap(({ sketch, ...row }) => (sketch === null ? [] : [{ ...row, sketch, far: far(sketch) }]))
            .filter((row) => !row.isElsewhere && row.isRemoved === search.isRemoved && search.words !== '!' && said(row.name))
            .filter(({ kind, origin }) => (search.kind ?? kind) === kind && (search.origin ?? origin) === origin)
            .filter(({ sketch }) => colours.every((name) => colourLevel(sketch, name) >= HAS_LEVEL))
            .sort((one, other) => one.far - other.far || (one.id < other.id ? -1 : 1));
          const found: { id: string; far: number }[] = [];
          for (;;) {
            const page: LookSearch = { ...asked, after: found.at(-1) };
            const next = await database.db.transaction((tx) => findByLook(tx, page));
            found.push(...next);
            if (next.length < search.limit) break;
          }
          expect(found, JSON.stringify(asked)).toEqual(expected.map(({ id, far }) => ({ id, far })));
        }
      },
    ),
    { numRuns: 20 },
  );
});

test('what looks the same is paged through by its ids, none twice and none lost, and what comes in meanwhile moves nothing', async () => {
  const projectId = await madeProject();
  const bits = '0'.repeat(SKETCH_BITS);
  const row = {
    projectId,
    sha256,
    name: 'x',
    kind: 'image',
    origin: 'upload',
    createdBy: 'user_test',
    createdAt: new Date(base),
    sketch: bits,
  };
  const ids = Array.from({ length: 25 }, () => fresh('asset')).sort();
  await database.db.insert(asset).values(ids.map((id) => ({ ...row, id })));
  const search = { projectId, like: bits, colours: [], words: undefined, kind: undefined, origin: undefined, isRemoved: false, limit: 10 };
  const page = (after: LookSearch['after']) => database.db.transaction((tx) => findByLook(tx, { ...search, after }));
  const first = await page(undefined);
  // One that is further away and one that is not the nearer.
  await database.db.insert(asset).values({ ...row, id: fresh('asset'), sketch: '1'.repeat(SKETCH_BITS) });
  const second = await page(first.at(-1));
  const third = await page(second.at(-1));
  expect([...first, ...second, ...third].slice(0, 25).map(({ id }) => id)).toEqual(ids);
  expect(third.at(-1)?.far).toBe(SKETCH_BITS);
});

test('the longest name there can be has room in the index beside a sketch, and the column has room for all bits', async () => {
  const projectId = await madeProject();
  const name = Array.from({ length: 204 }, (_, k) => String.fromCodePoint(0x20000 + 37 * k)).join('');
  // Bits by chance, which nothing packs.
  const sketch = Array.from({ length: SKETCH_BITS }, () => (Math.random() < 0.5 ? '0' : '1')).join('');
  const id = fresh('asset');
  const row = { id, projectId, sha256, name, kind: 'take-file', origin: 'upload', createdBy: 'user_test', createdAt: new Date(base) };
  await database.db.insert(asset).values({ ...row, words: wordsVector(name), sketch });
  const search = { projectId, like: sketch, colours: [], words: name.slice(0, 6), kind: undefined, origin: undefined, isRemoved: false };
  expect(await database.db.transaction((tx) => findByLook(tx, { ...search, after: undefined, limit: 2 }))).toEqual([{ id, far: 0 }]);
});

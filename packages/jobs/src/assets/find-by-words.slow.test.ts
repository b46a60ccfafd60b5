import { newId } from '@fantascope/film';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asset, blob, project } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import { after, cursorOf } from '../operation/page.ts';
import { findByWords } from './find-by-words.ts';
import { searchWords, wordsVector } from './search-words.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const base = Date.parse('2026-11-22T12:00:00Z');
const fresh = (kind: Parameters<typeof newId>[0]) => newId(kind, { nowMs: base, random: Math.random });
const sha256 = 'b'.repeat(64);

const File = fc.record({
  name: fc
    .array(fc.constantFrom('clip', 'day', 'night', 'phoenix', '雨夜', '雨夜长街', '凤凰', '7', '70'), { maxLength: 4 })
    .map((words) => words.join(' ')),
  kind: fc.constantFrom('image', 'video'),
  origin: fc.constantFrom('upload', 'take'),
  step: fc.integer({ min: 0, max: 5 }),
  isRemoved: fc.boolean(),
  isElsewhere: fc.boolean(),
});

/** What a name says, as the search promises it: every word, the last of Latin ones perhaps only begun. */
function says(name: string, typed: string): boolean {
  const words = wordsVector(name)
    .split(' ')
    .map((word) => word.slice(1, -1));
  return searchWords(typed).every((word, k, all) =>
    words.some((own) => (k === all.length - 1 && /^\w/.test(word) ? own.startsWith(word) : own === word)),
  );
}

test('a search finds what the names say, in the order of the list, by whichever way it goes and from every place', async () => {
  await database.db.insert(blob).values({ sha256, bytes: 1, mime: 'image/png', storedAt: new Date(base) });
  const asked = {
    words: fc.constantFrom(
      'clip',
      'd',
      'clip n',
      'night day',
      '雨',
      '雨夜',
      '夜长街',
      'phoenix 凤凰',
      '凤凰 ph',
      '7',
      'nowhere',
      '雨 nowhere',
      '!',
    ),
    kind: fc.constantFrom('image', undefined),
    origin: fc.constantFrom('take', undefined),
    isRemoved: fc.boolean(),
    limit: fc.integer({ min: 1, max: 9 }),
  };
  const bounds = fc.record({ walked: fc.constantFrom([1], [2, 5], [5, 30], [1000]), gathered: fc.constantFrom(1, 5, 1000) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(File, { minLength: 1, maxLength: 40 }),
      fc.array(fc.record({ asked: fc.record(asked), bounds }), { minLength: 8, maxLength: 8 }),
      async (files, searches) => {
        const [projectId, elsewhere] = [fresh('project'), fresh('project')];
        await database.db.insert(project).values([projectId, elsewhere].map((id) => ({ id, name: 'p', createdAt: new Date(base) })));
        const rows = files.map(({ name, kind, origin, step, isRemoved, isElsewhere }) => ({
          ...{ id: fresh('asset'), projectId: isElsewhere ? elsewhere : projectId, sha256, name, kind, origin, createdBy: 'user_test' },
          ...{ createdAt: new Date(base + step), removedAt: isRemoved ? new Date(base + 10 - step) : null, words: wordsVector(name) },
        }));
        await database.db.insert(asset).values(rows);
        for (const {
          asked: { limit, ...search },
          bounds,
        } of searches) {
          const time = (row: (typeof rows)[number]) => (row.removedAt ?? row.createdAt).getTime();
          const expected = rows
            .filter((row) => row.projectId === projectId && (row.removedAt !== null) === search.isRemoved && says(row.name, search.words))
            .filter(({ kind, origin }) => (search.kind ?? kind) === kind && (search.origin ?? origin) === origin)
            .filter(() => searchWords(search.words).length > 0)
            .sort((a, b) => time(b) - time(a) || (a.id < b.id ? 1 : -1));
          const found: string[] = [];
          for (;;) {
            const last = rows.find(({ id }) => id === found.at(-1));
            const cursor = last === undefined ? undefined : cursorOf({ atMs: time(last), id: last.id });
            const place = after(cursor, { time: search.isRemoved ? asset.removedAt : asset.createdAt, id: asset.id });
            const ids = await database.db.transaction((tx) => findByWords(tx, { ...search, projectId, after: place, limit }, bounds));
            found.push(...ids);
            if (ids.length < limit) break;
          }
          expect(found, JSON.stringify({ search, bounds })).toEqual(expected.map(({ id }) => id));
        }
      },
    ),
    { numRuns: 20 },
  );
});

test('a name as long as a name can be has room in the index', async () => {
  const projectId = fresh('project');
  await database.db.insert(project).values({ id: projectId, name: 'p', createdAt: new Date(base) });
  await database.db
    .insert(blob)
    .values({ sha256, bytes: 1, mime: 'image/png', storedAt: new Date(base) })
    .onConflictDoNothing();
  const name = Array.from({ length: 204 }, (_, k) => String.fromCodePoint(0x20000 + 37 * k)).join('');
  const row = {
    id: fresh('asset'),
    projectId,
    sha256,
    name,
    kind: 'take-file',
    origin: 'upload',
    createdBy: 'user_test',
    createdAt: new Date(base),
  };
  await database.db.insert(asset).values({ ...row, words: wordsVector(name) });
  const search = { projectId, words: name.slice(0, 6), isRemoved: false, after: undefined, limit: 2 };
  expect(await database.db.transaction((tx) => findByWords(tx, search))).toEqual([row.id]);
});

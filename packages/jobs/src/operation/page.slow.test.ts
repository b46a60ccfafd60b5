import { newId } from '@fantascope/film';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordsVector } from '../assets/search-words.ts';
import { asset, blob, film, member, plan, project, shot, take } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import type { Studio } from '../studio.ts';
import { checkFiles } from './documents.ts';
import { operationNamed } from './operations.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Few moments for many rows, so that pages end between rows of the same moment. */
const base = Date.parse('2026-11-22T12:00:00Z');
const moment = (step: number) => new Date(base + step);
const fresh = (kind: Parameters<typeof newId>[0]) => newId(kind, { nowMs: base, random: Math.random });
const sha256 = 'a'.repeat(64);

async function putAssets(projectId: string, times: readonly number[]): Promise<readonly string[]> {
  await database.db
    .insert(blob)
    .values({ sha256, bytes: 1, mime: 'image/png', storedAt: moment(0) })
    .onConflictDoNothing();
  const name = 'phoenix 雨夜.png';
  const rows = times.map((step) => ({
    ...{ id: fresh('asset'), projectId, sha256, name, kind: 'image', origin: 'upload', createdBy: 'user_test' },
    ...{ createdAt: moment(step), words: wordsVector(name) },
  }));
  await database.db.insert(asset).values(rows);
  return rows.map(({ id }) => id);
}

/** As much of a plan as a list shows. */
const kept = { model: 'm', carriers: [], losses: [], needs: [], estimateUsd: null };

/** How rows of a list are written, and what it is asked with. */
const lists = {
  'project.list': {
    put: async (_: string, times: readonly number[]) => {
      const rows = times.map((step) => ({ id: fresh('project'), name: 'p', createdAt: moment(step) }));
      await database.db.insert(project).values(rows);
      return rows.map(({ id }) => id);
    },
    asked: () => ({}),
  },
  'shot.list': {
    put: async (projectId: string, times: readonly number[]) => {
      const rows = times.map((step) => ({
        id: fresh('shot'),
        projectId,
        name: 's',
        document: {},
        revision: 1,
        createdAt: moment(step),
        updatedAt: moment(step),
      }));
      await database.db.insert(shot).values(rows);
      return rows.map(({ id }) => id);
    },
    asked: (projectId: string) => ({ projectId }),
  },
  'film.list': {
    put: async (projectId: string, times: readonly number[]) => {
      const rows = times.map((step) => ({
        id: fresh('film'),
        projectId,
        title: 'f',
        document: {},
        revision: 1,
        createdAt: moment(step),
        updatedAt: moment(step),
      }));
      await database.db.insert(film).values(rows);
      return rows.map(({ id }) => id);
    },
    asked: (projectId: string) => ({ projectId }),
  },
  'take.list': {
    put: async (projectId: string, times: readonly number[]) => {
      const rows = times.map((step) => ({
        ...{
          id: fresh('take'),
          projectId,
          byUserId: 'user_test',
          model: 'm',
          wire: 'w',
          provider: 'p',
          state: 'ready',
          moneyState: 'settled',
        },
        ...{ createdAt: moment(step), updatedAt: moment(step) },
      }));
      await database.db.insert(take).values(rows);
      return rows.map(({ id }) => id);
    },
    asked: (projectId: string) => ({ projectId, state: 'ready' }),
  },
  'asset.list': { put: putAssets, asked: (projectId: string) => ({ projectId, kind: 'image' }) },
  'asset.list by words': { put: putAssets, asked: (projectId: string) => ({ projectId, words: 'phoenix 雨' }) },
  'asset.list by words and kind': { put: putAssets, asked: (projectId: string) => ({ projectId, words: 'pho', kind: 'image' }) },
  'member.list': {
    put: async (projectId: string, times: readonly number[]) => {
      const rows = times.map((step) => ({ projectId, userId: fresh('user'), role: 'viewer', createdAt: moment(step) }));
      await database.db.insert(member).values(rows);
      return rows.map(({ userId }) => userId);
    },
    asked: (projectId: string) => ({ projectId }),
  },
  'plan.list': {
    put: async (projectId: string, times: readonly number[]) => {
      // A project has one shot here, named after it, so that it can be asked for.
      const shotId = projectId.replace('project', 'shot');
      const made = { id: shotId, projectId, name: 's', document: {}, revision: 1, createdAt: moment(0), updatedAt: moment(0) };
      await database.db.insert(shot).values(made).onConflictDoNothing();
      const rows = times.map((step) => ({
        ...{ id: fresh('plan'), projectId, shotId, shotRevision: 1, model: 'm', hash: 'h', document: kept, createdAt: moment(step) },
      }));
      await database.db.insert(plan).values(rows);
      return rows.map(({ id }) => id);
    },
    asked: (projectId: string) => ({ shotId: projectId.replace('project', 'shot') }),
  },
} as const;

const actor = { userId: 'user_test', isServerOwner: true, door: 'http' } as const;
const times = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 40 });

test.each(Object.keys(lists) as (keyof typeof lists)[])(
  '%s: pages lose no row that was there and repeat none, whatever comes in meanwhile and wherever',
  async (name) => {
    const { put, asked } = lists[name];
    const operation = operationNamed(name.split(' ')[0] as string);
    const studio = { database } as Studio;
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 1, max: 7 }), fc.array(times, { maxLength: 4 }), async (there, limit, meanwhile) => {
        const projectId = fresh('project');
        await database.db.insert(project).values({ id: projectId, name, createdAt: moment(-1) });
        const before = new Set(await put(projectId, there));
        const writing = meanwhile.map(async (each) => put(projectId, each));
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const input = operation?.input.parse({ ...asked(projectId), limit, ...(cursor === undefined ? {} : { cursor }) });
          const call = { studio, actor, signal: new AbortController().signal, newId: fresh as never, checkFiles };
          const page = (await operation?.run(input as never, call)) as {
            items: { id?: string; userId?: string }[];
            nextCursor: string | null;
          };
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items.map(({ id, userId }) => id ?? userId ?? ''));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        await Promise.all(writing);
        expect(seen.length).toBe(new Set(seen).size);
        expect([...before].filter((id) => !seen.includes(id))).toEqual([]);
      }),
      // project.list has one list for everybody: what earlier runs made is in it too.
      { numRuns: name === 'project.list' ? 8 : 25 },
    );
  },
);

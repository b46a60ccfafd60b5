import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Emulator, type EmulatorOptions, startEmulator } from '@fantascope/emulators';
import { newId } from '@fantascope/film';
import type { CatalogueEntry } from '@fantascope/models';
import { eq } from 'drizzle-orm';
import { openFolderStore } from '../../packages/jobs/src/assets/folder-store.ts';
import { asset, blob, plan as planTable, project, shot, take } from '../../packages/jobs/src/database/schema/index.ts';
import { testDatabase } from '../../packages/jobs/src/database/test-database.ts';
import { type OpenWork, openWork, type WorkOptions } from '../../packages/jobs/src/engine/open-work.ts';
import type { Studio } from '../../packages/jobs/src/studio.ts';
import { environmentKeys } from '../../packages/jobs/src/takes/provider-keys.ts';
import { planHash, type Shooting, shootTake } from '../../packages/jobs/src/takes/shoot.ts';
import { keyNameOf, type Recipe, recipeOf } from '../crash/recipe.ts';
import { quick, samplePicture } from '../takes/desk.ts';

/** The clock, chance and waiting of this machine. */
export const realPorts: Studio['ports'] = {
  nowMs: Date.now,
  random: Math.random,
  sleep: (ms, signal) => pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};

/** A studio with a worker in this process, one emulator a wire, and a project to spend in. */
export type WorkDesk = AsyncDisposable &
  Readonly<{
    studio: Studio;
    work: OpenWork;
    emulators: Readonly<Record<string, Emulator>>;
    recipes: Readonly<Record<string, Recipe>>;
    projectId: string;
    shoot: (wire: string, options?: Readonly<{ takeId?: string; priority?: 1 | 2 | 3; mayBeWrong?: true }>) => Promise<Shooting>;
    rowOf: (takeId: string) => Promise<typeof take.$inferSelect>;
    /** Waits until a take has ended in one of these states and nobody has it in hand; throws after a while. */
    until: (takeId: string, ...states: readonly string[]) => Promise<typeof take.$inferSelect>;
  }>;

/** Opens a desk for takes of some wires. */
export async function openWorkDesk(
  wires: readonly string[],
  options: Partial<WorkOptions> &
    Readonly<{
      emulator?: EmulatorOptions;
      caps?: number;
      /** Further models; those of a wire are asked at its emulator. */
      models?: readonly CatalogueEntry[];
      env?: Readonly<Record<string, string>>;
    }> = {},
): Promise<WorkDesk> {
  const { emulator = {}, caps = 1e15, models = [], env: more = {}, ...changes } = options;
  const database = await testDatabase();
  const home = await mkdtemp(join(tmpdir(), 'fantascope-work-'));
  const emulators: Record<string, Emulator> = {};
  const recipes: Record<string, Recipe> = {};
  const env: Record<string, string> = { ...more };
  for (const wire of wires) {
    const server = await startEmulator(wire, { workMs: 60, retryAfterSec: 0, ...emulator });
    emulators[wire] = server;
    recipes[wire] = await recipeOf(wire, server);
    if (server.credential !== '') env[keyNameOf(wire)] = server.credential;
  }
  const atEmulator = (entry: CatalogueEntry) => {
    const baseUrl = emulators[entry.wire]?.baseUrl;
    return baseUrl === undefined ? entry : { ...entry, baseUrl };
  };
  const entries = [...Object.values(recipes).map(({ entry }) => entry), ...models.map(atEmulator)];
  const assets = await openFolderStore(join(home, 'assets'));
  const settings = { env, capPerDayUsdMicros: caps, capPerProjectUsdMicros: caps, uploadMostBytes: 2 ** 31, doesWork: true };
  const catalogue = { entries, byId: (id: string) => entries.find((entry) => entry.id === id) };
  const shared = { database, assets, catalogue, settings, ports: realPorts, home };
  const work = await openWork({ ...shared, keys: environmentKeys(env), version: 'test', patience: quick, ...changes });
  const studio: Studio = { ...shared, engine: work.engine };
  const { db } = database;
  const at = new Date();
  const [projectId, pictureId] = [newId('project', given()), newId('asset', given())];
  await db.insert(project).values({ id: projectId, name: 'desk', createdAt: at });
  const { sha256, bytes } = await assets.put(samplePicture.bytes);
  await db.insert(blob).values({ sha256, bytes, mime: samplePicture.mime, storedAt: at });
  const picture = { name: samplePicture.fileName, kind: 'image', origin: 'upload', createdBy: 'user_desk', createdAt: at };
  await db.insert(asset).values({ id: pictureId, projectId, sha256, ...picture });

  const rowOf: WorkDesk['rowOf'] = async (takeId) => {
    const [row] = await db.select().from(take).where(eq(take.id, takeId));
    if (row === undefined) throw new Error(`there is no ${takeId}`);
    return row;
  };
  const close = async () => {
    await work.close({ graceMs: 3000 });
    for (const server of Object.values(emulators)) await server.close();
    await database.close();
    await rm(home, { recursive: true, force: true });
  };
  return {
    studio,
    work,
    emulators,
    recipes,
    projectId,
    rowOf,
    shoot: async (wire, { takeId = newId('take', given()), priority = 1 } = {}) => {
      const recipe = recipes[wire];
      if (recipe === undefined) throw new Error(`no recipe for ${wire}`);
      const suffix = takeId.slice('take_'.length);
      const [shotId, planId] = [`shot_${suffix}`, `plan_${suffix}`];
      const request = { ...recipe.request, prompt: `slow push in, ${takeId}` };
      const estimateUsd = { low: recipe.usd, high: recipe.usd, source: 'the suite', asOf: '2026-11-22' };
      const needs = JSON.stringify(request).includes('need:picture') ? [{ kind: 'picture' as const, path: pictureId }] : [];
      const document = { model: recipe.entry.id, request, carriers: [], losses: [], estimateUsd, needs };
      const base = { projectId, createdAt: at };
      await db
        .insert(shot)
        .values({ id: shotId, name: takeId, document: {}, revision: 1, updatedAt: at, ...base })
        .onConflictDoNothing();
      const hash = planHash(document);
      const stored = { id: planId, shotId, shotRevision: 1, model: recipe.entry.id, hash, document, ...base };
      await db.insert(planTable).values(stored).onConflictDoNothing();
      const actor = { userId: 'user_desk', isServerOwner: true, door: 'http' } as const;
      return shootTake(studio, { actor, takeId, shotId, of: { planId, hash }, priority });
    },
    until: async (takeId, ...states) => {
      const untilMs = performance.now() + 40_000;
      for (;;) {
        const row = await rowOf(takeId);
        if (states.includes(row.state) && row.endedAt !== null && row.heldBy === null) return row;
        if (performance.now() > untilMs) throw new Error(`${takeId} is ${row.state} (${row.reason ?? ''}), not ${states.join(' or ')}`);
        await pause(20);
      }
    },
    [Symbol.asyncDispose]: close,
  };
}

const given = () => ({ nowMs: Date.now(), random: Math.random });

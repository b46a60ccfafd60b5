import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import { catalogueOf } from '../catalogue.ts';
import { member, project } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import type { Operation } from '../operation/operation.ts';
import { operationNamed } from '../operation/operations.ts';
import { perform } from '../operation/perform.ts';
import type { Actor } from '../people/actor.ts';
import type { Studio } from '../studio.ts';
import { openFolderStore } from './folder-store.ts';
import { assetFolder } from './open-asset-store.ts';

/** A studio without an engine, for tests of files: a database and a shelf of its own, and a clock that a test turns. */
export async function testStudio(env: Readonly<Record<string, string>> = {}) {
  const database = await testDatabase();
  const home = mkdtempSync(join(tmpdir(), 'fantascope-files-'));
  const clock = { nowMs: Date.UTC(2026, 10, 22, 12) };
  const nowMs = () => clock.nowMs;
  const assets = await openFolderStore(assetFolder(home), { nowMs });
  const settings = { env, capPerDayUsdMicros: 5e6, capPerProjectUsdMicros: 5e6, uploadMostBytes: 64 * 2 ** 20, doesWork: false };
  const ports = { nowMs, random: Math.random, sleep: async () => undefined };
  const engine = { workerId: 'worker_none' } as Studio['engine'];
  const studio: Studio = { database, engine, assets, catalogue: catalogueOf(catalogue()), settings, ports, home };
  const boss: Actor = { userId: 'user_boss', isServerOwner: true, door: 'http' };
  return {
    studio,
    clock,
    boss,
    person: (userId: string): Actor => ({ userId, isServerOwner: false, door: 'http' }),
    /** A project, with somebody of each given role called `user_<role>`. */
    project: async (...roles: readonly string[]) => {
      const id = newId('project', { nowMs: clock.nowMs, random: Math.random });
      const createdAt = new Date(clock.nowMs);
      await database.db.insert(project).values({ id, name: 'A project', createdAt });
      for (const role of roles) await database.db.insert(member).values({ projectId: id, userId: `user_${role}`, role, createdAt });
      return id;
    },
    /** Asks an operation as somebody; the boss by default. */
    ask: async (name: string, input: object, actor: Actor = boss): Promise<Record<string, unknown>> => {
      const done = await perform(studio, operationNamed(name) as Operation, { actor, input, signal: new AbortController().signal });
      return ('output' in done ? done.output : done.preview) as Record<string, unknown>;
    },
    close: async () => {
      await database.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DatabasePlace, databasePlace } from './database/database-place.ts';
import { postmasterPid } from './database/postmaster.ts';
import { testRunPlaces } from './database/test-run.ts';
import { openStudio } from './open-studio.ts';

let home: string;
let place: DatabasePlace;
const { env } = testRunPlaces('-');

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'fantascope-studio-'));
  place = await databasePlace(home, env);
});
afterEach(async () => {
  for (const folder of [place.folder, place.socket, home]) await rm(folder, { recursive: true, force: true });
});

describe('a studio', () => {
  test('has everything an operation works with, and leaves nothing running when it is closed', async () => {
    const troubles: string[] = [];
    const studio = await openStudio({ env, home, doesWork: true, onTrouble: (text) => troubles.push(text) });
    expect((await studio.database.pool.query('select count(*)::int as workers from fantascope.worker')).rows).toEqual([{ workers: 1 }]);
    expect(await studio.engine.stateOf('take_none')).toBe('missing');
    expect(studio.catalogue.byId('fantascope/stage')?.id).toBe('fantascope/stage');
    expect(studio.assets.kind).toBe('folder');
    expect(studio.settings).toMatchObject({ doesWork: true, capPerDayUsdMicros: 5_000_000 });
    expect(await postmasterPid(place.data)).toBeGreaterThan(1);
    await studio.close();
    expect(await postmasterPid(place.data)).toBeNull();
    expect(troubles).toEqual([]);
  });

  test('that cannot be opened closes again what it had opened', async () => {
    const half = { ...env, FANTASCOPE_S3_BUCKET: 'films' };
    await expect(openStudio({ env: half, home, doesWork: false })).rejects.toMatchObject({ code: 'jobs.s3-settings' });
    expect(await postmasterPid(place.data)).toBeNull();
  });

  test('is refused for a setting that cannot be used before a database is started', async () => {
    await writeFile(join(home, 'config.json'), '{"dayUsd":"much"}');
    await expect(openStudio({ env, home, doesWork: false })).rejects.toMatchObject({ code: 'take.bad-setting' });
    expect(existsSync(join(place.data, 'PG_VERSION'))).toBe(false);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCatalogue } from './catalogue.ts';
import { readSettings } from './settings.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'fantascope-settings-'));
});
afterEach(() => rm(home, { recursive: true }));

test('nothing said means 5 USD a day and a project, 2 GiB an upload, and no public address', async () => {
  expect(await readSettings({}, { home, doesWork: true })).toEqual({
    env: {},
    capPerDayUsdMicros: 5_000_000,
    capPerProjectUsdMicros: 5_000_000,
    uploadMostBytes: 2 ** 31,
    doesWork: true,
  });
});

test('the environment goes before config.json, a cap of nothing is a cap, and an empty variable says nothing', async () => {
  await writeFile(join(home, 'config.json'), JSON.stringify({ dayUsd: 9, projectUsd: 7, publicUrl: 'https://film.example' }));
  const env = { FANTASCOPE_DAY_USD: '0', FANTASCOPE_PROJECT_USD: '' };
  expect(await readSettings(env, { home, doesWork: false })).toMatchObject({
    capPerDayUsdMicros: 0,
    capPerProjectUsdMicros: 7_000_000,
    publicUrl: 'https://film.example',
  });
});

test.each([
  [{ FANTASCOPE_DAY_USD: 'much' }, {}, 'FANTASCOPE_DAY_USD'],
  [{ FANTASCOPE_PUBLIC_URL: 'ftp://x' }, {}, 'FANTASCOPE_PUBLIC_URL'],
  [{}, { daysUsd: 1 }, 'config.json'],
  [{}, { dayUsd: -1 }, 'config.json'],
])('a setting that cannot be used is refused by its name: %j %j', async (env, config, name) => {
  await writeFile(join(home, 'config.json'), JSON.stringify(config));
  await expect(readSettings(env, { home, doesWork: false })).rejects.toThrow(name);
});

test('a person’s own models stand in the catalogue under their ids', async () => {
  const ours = await openCatalogue(home);
  const entry = ours.byId('fantascope/stage');
  await writeFile(join(home, 'models.json'), JSON.stringify({ models: [{ ...entry, id: 'own/stage' }] }));
  const all = await openCatalogue(home);
  expect(all.byId('own/stage')?.id).toBe('own/stage');
  expect(all.entries).toHaveLength(ours.entries.length + 1);
  await writeFile(join(home, 'models.json'), '{');
  await expect(openCatalogue(home)).rejects.toMatchObject({ code: 'take.bad-models-file' });
});

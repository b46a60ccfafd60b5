import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databasePlace } from '../packages/jobs/src/database/database-place.ts';
import { testRunPlaces } from '../packages/jobs/src/database/test-run.ts';
import { openStudio } from '../packages/jobs/src/open-studio.ts';

const bin = join(import.meta.dirname, '../apps/cli/bin/fantascope.mjs');
const places = testRunPlaces('-').env;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-cli-backup-'));
});
afterEach(async () => {
  // As root the databases lie elsewhere than their data folders.
  for (const name of ['old', 'new']) await rm((await databasePlace(join(folder, name), places)).folder, { recursive: true });
  await rm(folder, { recursive: true });
});

async function fantascope(home: string, ...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, ...places, FANTASCOPE_HOME: join(folder, home), FANTASCOPE_LANG: 'en' };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [bin, ...args], { cwd: folder, env });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

test('a studio at work is backed up and comes to life again elsewhere; neither writes over anything', async () => {
  const old = await openStudio({ env: places, home: join(folder, 'old'), doesWork: false });
  const { sha256, bytes } = await old.assets.put(Buffer.from('a frame'));
  await old.database.pool.query('insert into fantascope.blob values ($1, $2, $3, default, now())', [sha256, bytes, 'text/plain']);
  const made = await fantascope('old', 'backup', 'copy', '--json');
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(made.out)).toMatchObject({ folder: join(folder, 'copy'), blobs: 1, bytes: 7 });
  expect(await fantascope('old', 'backup', 'copy')).toMatchObject({ code: 2, err: expect.stringContaining('never writes over anything') });
  expect(await fantascope('old', 'restore', 'copy')).toMatchObject({ code: 2, err: expect.stringContaining('empty place only') });
  await old.close();

  const restored = await fantascope('new', 'restore', 'copy', '--json');
  expect(JSON.parse(restored.out)).toMatchObject({ folder: join(folder, 'new'), blobs: 1, bytes: 7 });
  const again = await openStudio({ env: places, home: join(folder, 'new'), doesWork: false });
  expect((await again.database.pool.query('select sha256 from fantascope.blob')).rows).toEqual([{ sha256 }]);
  expect(await again.assets.size(sha256)).toBe(7);
  await again.close();
});

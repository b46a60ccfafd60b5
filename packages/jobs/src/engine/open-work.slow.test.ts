import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { worker } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import { openStudio } from '../open-studio.ts';

test('who only answers is in the list of workers too, and is fenced once it has closed: its calls may be taken up then, and not before', async () => {
  const database = await testDatabase();
  const home = await mkdtemp(join(tmpdir(), 'fantascope-work-'));
  const studio = await openStudio({ env: { FANTASCOPE_DATABASE_URL: database.url }, home, doesWork: false });
  expect(await database.db.select().from(worker)).toMatchObject([{ id: studio.engine.workerId, fencedAt: null }]);
  await studio.close();
  expect(await database.db.select().from(worker)).toMatchObject([{ id: studio.engine.workerId, fencedAt: expect.any(Date) }]);
  await database.close();
  await rm(home, { recursive: true });
});

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from '@fantascope/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from './running-server.ts';

const run = promisify(execFile);
const launcher = fileURLToPath(new URL('../../apps/cli/bin/fantascope.mjs', import.meta.url));
let server: ServerUnderTest;
let folder: string;
beforeAll(async () => {
  server = await serverUnderTest({ wires: ['kling-v1'] });
  folder = await mkdtemp(join(tmpdir(), 'fantascope-take-file-'));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** The command line against that server: what it wrote, or the exit code and words it ended with. */
async function cli(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...server.env, FANTASCOPE_CACHE: join(folder, 'cache') };
  try {
    const { stdout, stderr } = await run(process.execPath, [launcher, ...words], { cwd: folder, env });
    return { code: 0, out: stdout.trim(), err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

test('a take that a provider has made goes out by the command line as one file and comes in again, without a key in it', async () => {
  const client = createClient({ baseUrl: server.url, token: server.localToken });
  const projectId = (await client.call('project.create', { name: 'Out' })).id;
  const elsewhere = (await client.call('project.create', { name: 'In' })).id;
  const document = { subject: 'rain on a roof', camera: { moves: [{ kind: 'dolly' as const, distanceM: 0.3 }] } };
  const shotId = (await client.call('shot.create', { projectId, name: 'rain', document })).id;
  const { takeId } = await client.call('take.shoot', { shotId, model: 'kling/v2.5-turbo' });
  for (let tries = 0; tries < 300 && (await client.call('take.show', { takeId })).take.endedAt === null; tries += 1) await pause(100);
  const made = (await client.call('take.show', { takeId })).take;
  expect(made.state).toBe('ready');
  const film = await client.call('asset.show', { assetId: made.assetId as string });

  expect(await cli('take', 'export', takeId, '--out', 'rain.take', '--licence', 'CC0-1.0')).toMatchObject({ code: 0, out: 'rain.take' });
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  const bytes = await readFile(join(folder, 'rain.take'));
  const text = bytes.toString('latin1');
  for (const secret of [server.localToken, server.env['FANTASCOPE_KLING_V1_KEY'] as string, '127.0.0.1', server.home])
    expect(text).not.toContain(secret);

  const imported = await cli('take', 'import', 'rain.take', '--project', elsewhere);
  expect(imported).toMatchObject({ code: 0, out: expect.stringMatching(/^take_/) });
  const taken = (await client.call('take.show', { takeId: imported.out })).take;
  expect(taken).toMatchObject({ projectId: elsewhere, state: 'ready', moneyState: 'none', isEmulated: true, model: 'kling/v2.5-turbo' });
  expect(await client.call('asset.show', { assetId: taken.assetId as string })).toMatchObject({ sha256: film.sha256, origin: 'import' });
  expect((await client.call('shot.show', { shotId: taken.shotId as string })).document).toMatchObject(document);
  expect(server.emulators['kling-v1']?.bill).toHaveLength(1);

  const link = await client.call('asset.link', { assetId: taken.assetId as string });
  const read = await fetch(new URL(link.url, server.url));
  expect(
    createHash('sha256')
      .update(Buffer.from(await read.arrayBuffer()))
      .digest('hex'),
  ).toBe(film.sha256);
}, 60_000);

test('what cannot be done is said, and leaves no file', async () => {
  await writeFile(join(folder, 'page.take'), '<!doctype html>');
  const projectId = (await createClient({ baseUrl: server.url, token: server.localToken }).call('project.create', { name: 'x' })).id;
  expect(await cli('take', 'import', 'page.take', '--project', projectId)).toMatchObject({
    code: 3,
    err: expect.stringContaining('none of the files kept here'),
  });
  expect(await cli('take', 'import', 'missing.take', '--project', projectId)).toMatchObject({
    code: expect.any(Number),
    err: expect.stringContaining('missing.take'),
  });
  expect((await cli('take', 'export', 'take_01J00000000000000000000000', '--out', 'none.take')).code).not.toBe(0);
  expect(await readdir(folder)).not.toContain('none.take');
}, 60_000);

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@fantascope/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from './running-server.ts';

const run = promisify(execFile);
const root = new URL('../../', import.meta.url);
let server: ServerUnderTest;
let folder: string;
beforeAll(async () => {
  server = await serverUnderTest({ wires: ['kling-v1'] });
  folder = await mkdtemp(join(tmpdir(), 'fantascope-readme-'));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** The examples of a README that ask the server by curl. */
async function curlExamples(name: string): Promise<string> {
  const text = await readFile(new URL(name, root), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .map(([, block]) => block as string)
    .filter((block) => block.includes('curl '));
  expect(blocks).toHaveLength(1);
  return blocks[0] as string;
}

test.each(['README.md', 'README.zh.md'])(
  'the curl examples of %s run as they stand, from the project to the film on disk',
  async (name) => {
    const script = (await curlExamples(name)).replaceAll('http://127.0.0.1:4747', server.url);
    const { stdout } = await run('bash', ['-eu', '-c', script], {
      cwd: folder,
      timeout: 100_000,
      env: { ...server.env, PATH: `${join(process.execPath, '..')}:${process.env['PATH']}` },
    });
    expect(stdout).toContain('"estimateUsd":{"low":0.35');
    expect(stdout).toMatch(/event: take\.changed[\s\S]*"state":"ready"/);
    expect((await stat(join(folder, 'rain.mp4'))).size).toBeGreaterThan(1000);
    const film = await readFile(join(folder, 'rain.mp4'));
    expect(film.subarray(4, 8).toString('latin1')).toBe('ftyp');
    const client = createClient({ baseUrl: server.url, token: server.localToken });
    const [project] = (await client.call('project.list', {})).items;
    const takes = (await client.call('take.list', { projectId: project?.id as string })).items;
    expect(takes.map(({ state, isEmulated }) => [state, isEmulated])).toEqual([['ready', true]]);
    await rm(join(folder, 'rain.mp4'));
  },
);

test('a start says one line, with a link that lets one browser in, once', async () => {
  const lines = server.said().trim().split('\n');
  expect(lines).toHaveLength(1);
  const [link = ''] = /http:\/\/\S+/.exec(lines[0] as string) ?? [];
  const first = await fetch(link, { redirect: 'manual' });
  expect(first.status).toBe(303);
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
  const own = await fetch(new URL('/api/v1/projects', server.url), { headers: { cookie } });
  expect(own.status).toBe(200);
  expect((await fetch(link, { redirect: 'manual' })).status).toBe(403);
});

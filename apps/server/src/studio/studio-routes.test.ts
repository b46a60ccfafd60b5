import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addStudio } from './studio-routes.ts';

let folder = '';
const app = new Hono();

beforeAll(async () => {
  const above = await mkdtemp(join(tmpdir(), 'pages-'));
  folder = join(above, 'dist');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(above, 'secret.js'), 'secret');
  await writeFile(join(folder, 'index.html'), '<p>page');
  await writeFile(join(folder, 'assets', 'a-1.js'), 'plain');
  await writeFile(join(folder, 'assets', 'a-1.js.br'), 'packed');
  await writeFile(join(folder, 'built-from.txt'), 'x');
  addStudio(app, { folder, ready: Promise.resolve() });
});
afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }));

test.each(['/', '/library', '/film/film_1/shot/2', '/settings'])('%s is the page, asked for anew each time', async (path) => {
  const reply = await app.request(path);
  expect(reply.status).toBe(200);
  expect(await reply.text()).toBe('<p>page');
  expect(reply.headers.get('cache-control')).toBe('no-cache');
});

test('its parts come compressed where that is taken, and are kept for ever', async () => {
  const packed = await app.request('/assets/a-1.js', { headers: { 'accept-encoding': 'gzip, br' } });
  expect(packed.headers.get('content-encoding')).toBe('br');
  expect(await packed.text()).toBe('packed');
  expect(packed.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(packed.headers.get('cache-control')).toContain('immutable');
  const plain = await app.request('/assets/a-1.js');
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toBe('plain');
});

test.each([
  '/assets/..%2f..%2fsecret.js',
  '/assets/%2e%2e/%2e%2e/secret.js',
  '/assets/none.js',
  '/built-from.txt',
  '/api/v1/x',
  '/libraryx',
])('%s is none of its files', async (path) => {
  expect((await app.request(path)).status).toBe(404);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Film, words } from '@fantascope/film';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderInProcess } from './render-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-draw-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const film = Film.parse({
  ...{ format: 'fantascope/film', version: 1, title: { en: 'A card' }, widthPx: 320, heightPx: 180, fps: 30 },
  shots: [{ name: 'a card', camera: { lengthSec: 1, moves: [] }, picture: 'there-is-none.png' }],
});
const draw = (mostMib?: number) =>
  renderInProcess(
    { task: 'film', footage: [], film, folder, out: join(folder, 'a.mp4'), format: 'h264', outside: 'clamp', cache: folder },
    { env: {}, signal: new AbortController().signal, onProgress: () => undefined, ...(mostMib === undefined ? {} : { mostMib }) },
  );

test('a process that draws and grows past its bound is stopped, and that is said; it is not tried again', async () => {
  // Less than it needs to begin.
  await expect(draw(64)).rejects.toMatchObject({ code: 'jobs.render-memory', params: { mostMib: 64 } });
  expect(words['jobs.render-memory'].retry).toBe('never');
});

test('within its bound it draws, or says what is wrong with the film', async () => {
  const fault = await draw().catch((error: { code: string }) => error.code);
  expect(fault).not.toBe('jobs.render-memory');
  expect(fault).not.toBe('jobs.render-broke');
});

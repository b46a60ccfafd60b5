import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyEdit, type Edit, type EditStep, editOf } from '@fantascope/film';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renderFilm } from './index.ts';
import { frameHashes, sampleFilm, sampleJob } from './sample-film.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'edited-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const steps = (edit: Edit, ...all: readonly EditStep[]) => all.reduce((now, step) => applyEdit(now, step).edit, edit);

test('a shot that is split and comes back later shows the frames it showed before, with its caption, and a gap is black', async () => {
  const film = sampleFilm();
  const none = { kind: 'set-transition', transition: null } as const;
  // 0–75 and 75–120 of the first shot, 60 frames of the second, 45 of the third
  const split = steps(
    editOf(film),
    { ...none, cut: 'cut-2' },
    { ...none, cut: 'cut-3' },
    { kind: 'split', cut: 'cut-1', atFrame: 75, newId: 'late' },
  );
  const moved = steps(split, { kind: 'move', cut: 'late', index: 3 });
  const cacheDir = join(folder, 'cache');
  const rendered = async (edit: Edit, name: string, cached?: string) => {
    const report = await renderFilm(
      sampleJob(folder, { film: { ...film, edit }, out: join(folder, name), ...(cached === undefined ? {} : { cacheDir: cached }) }),
    );
    return { ...report, hashes: frameHashes(report.out) };
  };
  const first = await rendered(split, 'split.mp4', cacheDir);
  const second = await rendered(moved, 'moved.mp4');
  expect(first.frames).toBe(225);
  expect(second.hashes).toEqual([...first.hashes.slice(0, 75), ...first.hashes.slice(120), ...first.hashes.slice(75, 120)]);
  expect((await rendered(moved, 'again.mp4', cacheDir)).reusedFrames).toBe(225);
  const gap = await rendered(steps(moved, { kind: 'remove', cut: 'cut-3' }), 'gap.mp4', cacheDir);
  expect(gap.frames).toBe(225);
  expect(gap.reusedFrames).toBe(180);
  expect(new Set(gap.hashes.slice(135, 180)).size).toBe(1);
});

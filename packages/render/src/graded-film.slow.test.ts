import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Grade } from '@fantascope/film';
import type { ColourCube } from '@fantascope/stage';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { renderFilm } from './index.ts';
import { frameHashes, sampleFilm, sampleJob } from './sample-film.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'graded-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Red and blue change places. */
const swap: ColourCube = {
  dimensions: 3,
  size: 2,
  values: Float32Array.from(Array.from({ length: 8 }, (_, i) => [i >> 2, (i >> 1) & 1, i & 1]).flat()),
  low: [0, 0, 0],
  high: [1, 1, 1],
};

describe('a film with graded shots', () => {
  test('shows the same with any number of workers, grain and table included, and something else without its grade', async () => {
    const film = sampleFilm({ lengths: [1, 0.8, 0.6] });
    const told = { contrastRatio: 0.3, vignetteRatio: 0.5, grainRatio: 0.4, letterboxAspectRatio: 2.39 };
    const plain = sampleJob(folder).scenes;
    const graded: typeof plain = async (shot, index) => ({
      ...(await plain(shot, index)),
      // The middle shot stays as it is: its neighbours bring their own grade into the transitions.
      ...(index === 1 ? {} : { look: { grade: Grade.parse(told), cube: swap, seed: 3, fps: film.fps } }),
    });
    const shown = async (name: string, scenes: typeof plain, workers: number) => {
      const out = join(folder, `${name}.mp4`);
      await renderFilm(sampleJob(folder, { film, out, scenes, workers }));
      return frameHashes(out);
    };
    const [one, two, four, without] = [
      await shown('one', graded, 1),
      await shown('two', graded, 2),
      await shown('four', graded, 4),
      await shown('without', plain, 2),
    ];
    expect(one.length).toBeGreaterThan(50);
    expect(two).toEqual(one);
    expect(four).toEqual(one);
    const same = one.filter((hash, i) => hash === without[i]);
    // Frames of the middle shot alone.
    expect(same.length).toBeGreaterThan(0);
    expect(same.length).toBeLessThan(one.length / 2);
  });
});

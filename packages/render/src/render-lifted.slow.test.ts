import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Film } from '@fantascope/film';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Progress } from './progress.ts';
import { renderLifted } from './render-lifted.ts';
import { frameHashes } from './sample-film.ts';

let folder = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'render-lifted-'));
  for (const [name, background] of [
    ['a.png', '#c84'],
    ['b.png', '#48c'],
  ] as const)
    await sharp({ create: { width: 320, height: 180, channels: 3, background } })
      .png()
      .toFile(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const filmOf = (pictures: readonly string[]) =>
  Film.parse({
    ...{
      format: 'fantascope/film',
      version: 1,
      title: { en: 'x' },
      widthPx: 192,
      heightPx: 108,
      fps: 30,
      sound: { music: { mood: 'tender' } },
    },
    shots: pictures.map((picture) => ({ picture, camera: { lengthSec: 0.4, moves: [{ kind: 'truck', distanceM: 0.05 }] } })),
  });

const lifting = () => ({
  folder,
  setting: { cache: join(folder, 'cache'), depth: 'heuristic', outside: 'clamp', refresh: false } as const,
});

test('what happens: all pictures are lifted, then frames are drawn; the sound is there, and the same film comes again from the cache', async () => {
  const told: string[] = [];
  const job = { film: filmOf(['a.png', 'b.png']), out: join(folder, 'film.mp4'), cacheDir: join(folder, 'cache'), workers: 2 };
  const onProgress = ({ stage }: Progress) => told.push(stage);
  const onStep = (_: unknown, { index }: { index: number }) => told.push(`lift ${index}`);
  const { report, shots } = await renderLifted({ ...job, onProgress }, { ...lifting(), onStep });
  expect([report.frames, report.reusedFrames, shots.length]).toEqual([24, 0, 2]);
  expect(report.sound?.integratedLufs).toBeLessThan(-13);
  expect(told.indexOf('drawing')).toBeGreaterThan(told.lastIndexOf('lift 1'));
  const first = frameHashes(report.out);
  const again = await renderLifted(job, lifting());
  expect(again.report.reusedFrames).toBe(24);
  expect(frameHashes(again.report.out)).toEqual(first);
});

test('a last picture that is none is refused before a frame is drawn, and nothing half-written stays', async () => {
  writeFileSync(join(folder, 'none.png'), 'this is no picture');
  const job = { film: filmOf(['a.png', 'none.png']), out: join(folder, 'film.mp4'), cacheDir: join(folder, 'cache') };
  const drawn: number[] = [];
  const onProgress = ({ doneFrames }: Progress) => drawn.push(doneFrames);
  await expect(renderLifted({ ...job, onProgress }, lifting())).rejects.toMatchObject({ code: expect.stringMatching(/^lift\./) });
  expect(Math.max(...drawn)).toBe(0);
  // Its finished sound may be kept for the next time.
  expect(readdirSync(folder).sort()).toEqual(['a.png', 'b.png', 'cache', 'none.png']);
  expect(readdirSync(join(folder, 'cache'), { recursive: true }).filter((name) => /part|\.mp4/.test(String(name)))).toEqual([]);
});

test('what is refused at once costs no lifting', async () => {
  const steps: unknown[] = [];
  const job = { film: filmOf(['a.png']), out: join(folder, 'film.mp4'), env: { FFMPEG_PATH: join(folder, 'no-ffmpeg') } };
  await expect(renderLifted(job, { ...lifting(), onStep: (step) => steps.push(step) })).rejects.toMatchObject({ name: 'Fault' });
  expect(steps).toEqual([]);
});

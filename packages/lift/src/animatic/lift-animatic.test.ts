import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Animatic } from '@fantascope/film';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { liftAnimatic } from './lift-animatic.ts';

let cache = '';
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'animatic-'));
});
afterAll(() => rm(cache, { recursive: true, force: true }));

const studio = Animatic.parse({ place: 'studio', subject: 'bottle' });
const options = () => ({ cache, aspectRatio: 1, maxWidthPx: 640 });

test('a painted scene is kept, read again as it was, and another shape of frame is another scene', async () => {
  const fresh = await liftAnimatic(studio, options());
  expect(fresh.report.cached).toBe(false);
  const kept = await liftAnimatic(studio, options());
  expect(kept.report).toMatchObject({ cached: true, file: fresh.report.file, envelope: fresh.report.envelope });
  for (const [k, layer] of fresh.scene.layers.entries()) {
    expect(Buffer.compare(kept.scene.layers[k]?.rgba ?? new Uint8Array(), layer.rgba)).toBe(0);
    expect(kept.scene.layers[k]?.disparity).toEqual(layer.disparity);
  }
  const wide = await liftAnimatic(studio, { ...options(), aspectRatio: 2 });
  expect(wide.report).toMatchObject({ cached: false });
  expect(wide.report.file).not.toBe(fresh.report.file);
});

test('a depth picture and a painted brush, which are for photographs, are refused', async () => {
  await expect(liftAnimatic(studio, { ...options(), depth: 'grey.png' })).rejects.toMatchObject({ code: 'lift.layers-own-depth' });
  await expect(liftAnimatic(studio, { ...options(), depthBrush: 'brush.png' })).rejects.toMatchObject({ code: 'lift.layers-own-depth' });
});

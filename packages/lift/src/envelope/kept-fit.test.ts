import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Camera, MovesCamera } from '@fantascope/film';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { membraneFill } from '../fill/membrane-fill.ts';
import { sampleView } from '../layers/sample-view.ts';
import { splitScene } from '../layers/split-scene.ts';
import { fitCamera } from './fit-camera.ts';
import { fitCameraOnce } from './kept-fit.ts';

const scene = splitScene(sampleView(), { fill: membraneFill, layers: 2, isSoft: false, hasMargins: false });
const cameraOf = (...moves: object[]): Camera => MovesCamera.parse({ lengthSec: 2, moves });
const camera = cameraOf({ kind: 'truck', distanceM: 0.5 }, { kind: 'dolly', distanceM: 0.4 });
const options = { outside: 'clamp', aspectRatio: 16 / 9 } as const;
let cache = '';

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'fantascope-fits-'));
});
afterEach(() => rm(cache, { recursive: true, force: true }));

describe('a kept fit', () => {
  test('is what fitting again would give, also when read from the cache', async () => {
    const asked = { ...options, cache, sceneKey: 'a' };
    const fit = fitCamera(camera, scene, options);
    expect(await fitCameraOnce(camera, scene, asked)).toEqual(fit);
    expect(await readdir(join(cache, 'fits'))).toHaveLength(1);
    expect(await fitCameraOnce(camera, scene, asked)).toEqual(fit);
  });

  test('answers for its own scene, camera and options only', async () => {
    await fitCameraOnce(camera, scene, { ...options, cache, sceneKey: 'a' });
    await fitCameraOnce(camera, scene, { ...options, cache, sceneKey: 'b' });
    await fitCameraOnce(camera, scene, { ...options, cache, sceneKey: 'a', outside: 'allow' });
    await fitCameraOnce(cameraOf({ kind: 'hold' }), scene, { ...options, cache, sceneKey: 'a' });
    expect(await readdir(join(cache, 'fits'))).toHaveLength(4);
  });

  test('that is damaged is made again, and a cache that cannot be written costs nothing but time', async () => {
    const asked = { ...options, cache, sceneKey: 'a' };
    const fit = await fitCameraOnce(camera, scene, asked);
    const [name = ''] = await readdir(join(cache, 'fits'));
    await writeFile(join(cache, 'fits', name), '{"camera":');
    expect(await fitCameraOnce(camera, scene, asked)).toEqual(fit);
    await writeFile(join(cache, 'file'), '');
    expect(await fitCameraOnce(camera, scene, { ...asked, cache: join(cache, 'file') })).toEqual(fit);
  });

  test('bears a version that was raised when fitting changed: then raise fitVersion and put the new figures here', () => {
    const cameras = [
      camera,
      cameraOf({ kind: 'orbit', angleDeg: 30 }),
      cameraOf({ kind: 'pan', angleDeg: 6, isNominal: true }, { kind: 'zoom', ratio: 1.5 }),
      cameraOf({ kind: 'dolly-zoom', distanceM: 0.8 }),
      cameraOf({ kind: 'push-to', framing: 'CU' }, { kind: 'shake', strengthRatio: 1, seed: 2 }),
      cameraOf({ kind: 'crane', distanceM: -1 }, { kind: 'roll', angleDeg: 20 }),
    ];
    const figures = cameras.map((each) => {
      const { moves, startCropRatio, staging, envelope } = fitCamera(each, scene, options);
      return [moves.map(({ given }) => given), startCropRatio, Object.values(staging.window), Object.values(envelope)];
    });
    // Three figures: a rounding error of another machine is no change.
    const rounded = JSON.stringify(figures, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(3)) : value));
    expect(createHash('sha256').update(rounded).digest('hex').slice(0, 12)).toBe('f3876ee1d23f');
  });
});

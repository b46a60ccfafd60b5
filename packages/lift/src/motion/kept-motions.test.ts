import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MotionRegion } from '@fantascope/film';
import type { Scene } from '@fantascope/stage';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { splitMotionsOnce } from './kept-motions.ts';

const canvas = { widthPx: 160, heightPx: 96 };
const scene: Scene = {
  canvas,
  photo: { xPx: 0, yPx: 0, ...canvas },
  layers: [
    {
      name: 'back',
      kind: 'back',
      xPx: 0,
      yPx: 0,
      ...canvas,
      rgba: Uint8Array.from({ length: 160 * 96 * 4 }, (_, i) =>
        i % 4 === 3 ? 255 : 60 + ((i >> 2) % 160 > 70 && (i >> 2) % 160 < 90 ? 120 : 0) + (i % 11),
      ),
      gridWidth: 10,
      gridHeight: 6,
      // in steps of a scene file's 16 bits
      disparity: new Float32Array(77).fill(32768 / 65535),
    },
  ],
  subjectDisparity: 32768 / 65535,
  subject: null,
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-motions-'));
  await paint(76);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A mask that is white from column `from` to 84. */
async function paint(from: number): Promise<void> {
  const bytes = Uint8Array.from({ length: 160 * 96 }, (_, i) => (i % 160 >= from && i % 160 < 84 && i > 160 * 20 ? 255 : 0));
  await sharp(bytes, { raw: { width: 160, height: 96, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toFile(join(folder, 'mask.png'));
}

const asked = (kind: 'sway' | 'flow') => ({
  scene,
  motions: [
    MotionRegion.parse({
      kind,
      place: kind === 'sway' ? { mask: 'mask.png' } : { region: { xRatio: 0, yRatio: 0, widthRatio: 1, heightRatio: 1 } },
    }),
  ],
  sceneKey: 'a scene',
  cache: folder,
  folder,
  seed: 1,
  isDrawnSoon: false,
});
const again = async () => scene;

it('gives the parted scene it made again from the cache, layer for layer', async () => {
  const first = await splitMotionsOnce({ ...asked('sway'), isDrawnSoon: true });
  const second = await splitMotionsOnce(asked('sway'));
  expect(second.key).toBe(first.key);
  expect(second.motions).toEqual(first.motions);
  const [made, kept] = [await first.open(again), await second.open(again)];
  expect(made.layers.map(({ name }) => name)).toEqual(['back', 'moving']);
  expect(kept).toEqual(made);
});

it('keeps no pictures where nothing was cut out', async () => {
  const { open } = await splitMotionsOnce(asked('flow'));
  expect(await open(again)).toBe(scene);
  expect((await readdir(join(folder, 'motions'))).map((name) => name.replace(/^[0-9a-f]+/, ''))).toEqual(['.json']);
});

it('names another scene by another key: other pixels of a mask, another seed', async () => {
  const first = await splitMotionsOnce(asked('sway'));
  const seeded = await splitMotionsOnce({ ...asked('sway'), seed: 2 });
  await paint(72);
  const repainted = await splitMotionsOnce(asked('sway'));
  expect(new Set([first.key, seeded.key, repainted.key]).size).toBe(3);
});

it('parts the scene anew where the kept one is damaged or gone', async () => {
  const first = await splitMotionsOnce(asked('sway'));
  const whole = await first.open(again);
  await writeFile(join(folder, 'motions', `${first.key}.scene`), 'no scene');
  const second = await splitMotionsOnce(asked('sway'));
  expect(await second.open(again)).toEqual(whole);
  await writeFile(join(folder, 'motions', `${first.key}.json`), '{');
  expect((await splitMotionsOnce(asked('sway'))).motions).toEqual(first.motions);
});

it('tells of a mask that is missing or in colour', async () => {
  await rm(join(folder, 'mask.png'));
  await expect(splitMotionsOnce(asked('sway'))).rejects.toMatchObject({ code: 'lift.picture-missing' });
  await sharp({ create: { width: 64, height: 64, channels: 3, background: '#f00' } })
    .png()
    .toFile(join(folder, 'mask.png'));
  await expect(splitMotionsOnce(asked('sway'))).rejects.toMatchObject({ code: 'lift.mask-colour' });
});

it('holds no scene that it parted: a long film would hold them all', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const part = async (kind: 'sway' | 'flow') => {
    const own = structuredClone(scene);
    return { parted: await splitMotionsOnce({ ...asked(kind), scene: own }), ref: new WeakRef(own) };
  };
  const made = [await part('sway'), await part('flow')];
  // What a turn of the loop or compiled code still holds is let go a little later; what the room holds never is.
  for (let tries = 0; tries < 30 && made.some(({ ref }) => ref.deref() !== undefined); tries++) {
    await new Promise((done) => setTimeout(done, 20));
    collect();
  }
  expect(made.map(({ ref }) => ref.deref())).toEqual([undefined, undefined]);
  expect(made.map(({ parted }) => parted.isCut)).toEqual([true, false]);
});

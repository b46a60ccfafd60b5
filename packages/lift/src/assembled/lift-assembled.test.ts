import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MovesCamera } from '@fantascope/film';
import { type Scene, uncoveredPx } from '@fantascope/stage';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fitCamera } from '../envelope/fit-camera.ts';
import { liftPicture } from '../lift-picture.ts';
import { readSceneFile, writeSceneFile } from '../scene-file.ts';
import { ownSubjectDistanceM } from './own-distance.ts';

let root = '';
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fantascope-layers-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const plain = (widthPx: number, heightPx: number, colour: string): Promise<Buffer> =>
  sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: colour } })
    .png()
    .toBuffer();
/** A see-through picture with one filled rectangle. */
const patch = (widthPx: number, heightPx: number, at: { left: number; top: number; width: number; height: number }, colour = '#e04020') => {
  const { left, top, width, height } = at;
  const inner = { create: { width, height, channels: 4, background: colour } } as const;
  return sharp({ create: { width: widthPx, height: heightPx, channels: 4, background: '#00000000' } })
    .composite([{ input: inner, left, top }])
    .png()
    .toBuffer();
};

async function folderOf(files: Readonly<Record<string, Buffer | string | object>>): Promise<string> {
  const folder = join(root, `f${count++}`);
  await mkdir(folder);
  for (const [name, held] of Object.entries(files)) {
    await writeFile(join(folder, name), Buffer.isBuffer(held) || typeof held === 'string' ? held : JSON.stringify(held));
  }
  return folder;
}
const documentOf = (rest: object): object => ({
  format: 'fantascope/layers',
  version: 1,
  canvas: { widthPx: 320, heightPx: 180 },
  ...rest,
});
const lift = (path: string, options: object = {}) => liftPicture(path, { cache: join(root, 'cache'), maxWidthPx: 640, ...options });
const codeOf = (path: string, options: object = {}): Promise<string> =>
  lift(path, options).then(
    () => 'no fault',
    (error: { code: string }) => error.code,
  );
const layerOf = (scene: Scene, name: string) => scene.layers.find((layer) => layer.name === name) as Scene['layers'][number];
const metresOf = (scene: Scene, disparity: number, subjectM: number): number => (subjectM * scene.subjectDisparity) / disparity;

describe('a folder of layers', () => {
  test('with full-canvas pictures is a scene back to front, each at the distance its name tells', async () => {
    const folder = await folderOf({
      '00-sky@50m.png': await plain(320, 180, '#88aaee'),
      '10-hill@20m.png': await patch(320, 180, { left: 0, top: 120, width: 320, height: 60 }, '#446644'),
      '20-fox@4m.png': await patch(320, 180, { left: 100, top: 80, width: 60, height: 80 }),
    });
    const { scene, report } = await lift(folder);
    expect(scene.layers.map(({ name, kind }) => [name, kind])).toEqual([
      ['sky', 'back'],
      ['hill', 'card'],
      ['fox', 'card'],
    ]);
    expect(scene.canvas).toEqual({ widthPx: 320, heightPx: 180 });
    expect(report).toMatchObject({ matte: 'own', depth: 'own', cached: false, notices: [] });
    const subjectM = (await ownSubjectDistanceM(folder)) as number;
    expect(subjectM).toBe(4);
    for (const [name, metres] of [
      ['sky', 50],
      ['hill', 20],
      ['fox', 4],
    ] as const) {
      expect(metresOf(scene, layerOf(scene, name).disparity[0] as number, subjectM)).toBeCloseTo(metres, 1);
    }
    expect(scene.subject?.xRatio).toBeCloseTo(100 / 320, 2);
    expect(scene.subject?.heightRatio).toBeCloseTo(80 / 180, 1);
    // the hill is cut off by the canvas, the fox ends by itself
    expect(layerOf(scene, 'hill').cutSides).toEqual(['left', 'right', 'bottom']);
    expect(layerOf(scene, 'fox').cutSides).toBeUndefined();
    const again = await lift(folder);
    expect(again.report).toMatchObject({ cached: true, file: report.file });
    expect(again.scene).toEqual(scene);
  });

  test('with a document places and scales pictures, and gives ground its own slope of depth', async () => {
    const folder = await folderOf({
      'sky.png': await plain(400, 180, '#88aaee'),
      'ground.png': await plain(320, 60, '#446644'),
      'fox.png': await plain(40, 50, '#c63'),
      'scene.json': documentOf({
        subject: 'fox',
        layers: [
          { picture: 'sky.png', xPx: -40, distanceM: 80 },
          { picture: 'ground.png', yPx: 120, topM: 40, bottomM: 2 },
          { picture: 'fox.png', xPx: 100, yPx: 60, scaleRatio: 2, distanceM: 5 },
        ],
      }),
    });
    const { scene } = await lift(folder);
    expect(scene.canvas).toEqual({ widthPx: 400, heightPx: 180 });
    expect(scene.photo).toEqual({ xPx: 40, yPx: 0, widthPx: 320, heightPx: 180 });
    const ground = layerOf(scene, 'ground');
    const { gridWidth, gridHeight, disparity } = ground;
    const at = (row: number): number => metresOf(scene, disparity[row * (gridWidth + 1)] as number, 5);
    // the top has a margin beyond the picture, at the depth of its edge
    expect(at(0)).toBeCloseTo(40, 0);
    expect(at(gridHeight)).toBeCloseTo(2, 1);
    const fox = layerOf(scene, 'fox');
    const solid = fox.rgba.filter((_, i) => i % 4 === 3).reduce((sum, alpha) => sum + Number(alpha === 255), 0);
    expect(Math.abs(solid - 80 * 100)).toBeLessThan(80 * 100 * 0.03);
    expect(scene.subject).toMatchObject({ xRatio: expect.closeTo(100 / 320, 2), widthRatio: expect.closeTo(80 / 320, 2) });
  });

  test('takes a picture of disparity for one layer, and YAML from whoever reads it', async () => {
    const ramp = Buffer.from(Uint8Array.from({ length: 320 * 180 }, (_, i) => Math.round(((i % 320) / 319) * 255)));
    const folder = await folderOf({
      'wall.png': await plain(320, 180, '#88aaee'),
      'depth.png': await sharp(ramp, { raw: { width: 320, height: 180, channels: 1 } })
        .png()
        .toBuffer(),
      'scene.yaml': 'any text',
    });
    const readYaml = () => documentOf({ layers: [{ picture: 'wall.png', disparity: 'depth.png', nearM: 2, farM: 10 }] });
    const { scene } = await lift(folder, { readYaml });
    const { gridWidth, disparity } = scene.layers[0] as Scene['layers'][number];
    expect((disparity[gridWidth] as number) / (disparity[0] as number)).toBeCloseTo(5, 1);
    expect(scene.subject).toBeNull();
    expect(await codeOf(folder)).toBe('lift.layers-unreadable');
  });

  test('is named by all of its files: another pixel or another distance is another scene', async () => {
    const back = await plain(320, 180, '#88aaee');
    const one = await folderOf({ 'a@9m.png': back, 'b@2m.png': await patch(320, 180, { left: 9, top: 9, width: 50, height: 50 }) });
    const two = await folderOf({ 'a@9m.png': back, 'b@2m.png': await patch(320, 180, { left: 9, top: 9, width: 50, height: 51 }) });
    const three = await folderOf({ 'a@8m.png': back, 'b@2m.png': await patch(320, 180, { left: 9, top: 9, width: 50, height: 50 }) });
    const names = await Promise.all([one, two, three].map(async (folder) => (await lift(folder)).report.file));
    expect(new Set(names).size).toBe(3);
    const nearer = await lift(one, { nearer: [{ layer: 'b', nearerRatio: 2 }] });
    expect(names).not.toContain(nearer.report.file);
    expect(await ownSubjectDistanceM(one, { nearer: [{ layer: 'b', nearerRatio: 2 }] })).toBe(1);
  });

  test('keeps a cut side of ground out of the frame, as no photograph asks for', async () => {
    const files = {
      'sky.png': await plain(640, 180, '#88aaee'),
      'ground.png': await plain(320, 60, '#446644'),
      'wide.png': await plain(520, 60, '#446644'),
    };
    const at = (picture: string, xPx: number) =>
      documentOf({
        layers: [
          { picture: 'sky.png', xPx: -160, distanceM: 80 },
          { name: 'ground', picture, xPx, yPx: 120, distanceM: 3 },
        ],
      });
    const narrow = (await lift(await folderOf({ ...files, 'scene.json': at('ground.png', 0) }))).report.envelope;
    const wide = (await lift(await folderOf({ ...files, 'scene.json': at('wide.png', -100) }))).report.envelope;
    expect(narrow?.truckRightRatio).toBeLessThan(0.05);
    expect(wide?.truckRightRatio).toBeGreaterThan(0.2);
  });

  test('may have something far nearer than its subject, which a camera may still move about', async () => {
    const folder = await folderOf({
      'sky.png': await plain(640, 360, '#88aaee'),
      'leaf.png': await patch(320, 180, { left: 20, top: 20, width: 40, height: 40 }),
      'fox.png': await plain(60, 60, '#c63'),
      'scene.json': documentOf({
        subject: 'fox',
        layers: [
          { picture: 'sky.png', xPx: -160, yPx: -90, distanceM: 80 },
          { picture: 'fox.png', xPx: 130, yPx: 60, distanceM: 8 },
          { picture: 'leaf.png', distanceM: 0.4 },
        ],
      }),
    });
    const { envelope } = (await lift(folder)).report;
    expect(envelope?.truckRightRatio).toBeGreaterThan(0.3);
    expect(envelope?.dollyInRatio).toBeGreaterThan(0);
  });
});

describe('a folder of layers is refused', () => {
  const sky = () => plain(320, 180, '#88aaee');
  const layer = (rest: object): object => documentOf({ layers: [{ picture: 'a.png', distanceM: 9 }, rest] });

  test.each<[string, string, () => Promise<Record<string, Buffer | object | string>>]>([
    ['that is empty', 'lift.layers-none', async () => ({ 'readme.txt': 'none' })],
    [
      'with pictures of several sizes and no document',
      'lift.layers-other-size',
      async () => ({ 'a.png': await sky(), 'b.png': await plain(300, 180, '#111') }),
    ],
    [
      'whose back is see-through',
      'lift.layers-back-see-through',
      async () => ({ 'a.png': await patch(320, 180, { left: 0, top: 0, width: 300, height: 180 }) }),
    ],
    [
      'whose back is too small',
      'lift.layers-back-short',
      async () => ({
        'a.png': await plain(319, 180, '#111'),
        'scene.json': documentOf({ layers: [{ picture: 'a.png', xPx: 2, distanceM: 3 }] }),
      }),
    ],
    [
      'with a missing picture',
      'lift.picture-missing',
      async () => ({ 'a.png': await sky(), 'scene.json': layer({ picture: 'b.png', distanceM: 3 }) }),
    ],
    [
      'with a path that leaves it',
      'lift.layers-outside',
      async () => ({ 'a.png': await sky(), 'scene.json': layer({ name: 'b', picture: '../a.png', distanceM: 3 }) }),
    ],
    [
      'with an absolute path',
      'lift.layers-outside',
      async () => ({ 'a.png': await sky(), 'scene.json': layer({ picture: '/etc/hostname', distanceM: 3 }) }),
    ],
    [
      'with a field nobody knows',
      'lift.layers-invalid',
      async () => ({ 'a.png': await sky(), 'scene.json': layer({ picture: 'a.png', distanceM: 3, depht: 1 }) }),
    ],
    [
      'with two kinds of depth for one layer',
      'lift.layers-invalid',
      async () => ({ 'a.png': await sky(), 'scene.json': layer({ picture: 'a.png', distanceM: 3, topM: 1, bottomM: 2 }) }),
    ],
    [
      'with two layers of one name',
      'lift.layers-same-name',
      async () => ({ 'a.png': await sky(), 'scene.json': layer({ picture: 'a.png', distanceM: 3 }) }),
    ],
    [
      'whose subject is no layer',
      'lift.layer-unknown',
      async () => ({ 'a.png': await sky(), 'scene.json': documentOf({ subject: 'fox', layers: [{ picture: 'a.png', distanceM: 3 }] }) }),
    ],
    ['of a later version', 'lift.layers-version', async () => ({ 'scene.json': documentOf({ version: 2, layers: [] }) })],
    ['that is a film', 'lift.layers-is-film', async () => ({ 'scene.json': { format: 'fantascope/film', version: 1 } })],
    ['that is no JSON', 'lift.layers-unreadable', async () => ({ 'scene.json': '{' })],
    [
      'with a picture that is none',
      'lift.picture-not-a-picture',
      async () => ({ 'a.png': 'not a picture at all', 'scene.json': documentOf({ layers: [{ picture: 'a.png', distanceM: 3 }] }) }),
    ],
    [
      'with more layers than the stage draws',
      'lift.layers-too-many',
      async () => Object.fromEntries(Array.from({ length: 17 }, (_, k) => [`${k}.png`, 'x'])),
    ],
  ])('%s', async (_name, code, files) => {
    expect(await codeOf(await folderOf(await files()))).toBe(code);
  });

  test('with a link that leaves it', async () => {
    const folder = await folderOf({ 'a.png': await sky(), 'scene.json': layer({ picture: 'b.png', distanceM: 3 }) });
    await writeFile(join(root, 'elsewhere.png'), await sky());
    await symlink(join(root, 'elsewhere.png'), join(folder, 'b.png'));
    expect(await codeOf(folder)).toBe('lift.layers-outside');
  });

  test('with a depth method or a painted brush, which are for photographs', async () => {
    const folder = await folderOf({ 'a@3m.png': await sky() });
    expect(await codeOf(folder, { depth: 'heuristic' })).toBe('lift.layers-own-depth');
    expect(await codeOf(folder, { depthBrush: 'x.png' })).toBe('lift.layers-own-depth');
  });

  test('and leaves nothing in the cache', async () => {
    const cache = join(root, 'untouched');
    await codeOf(await folderOf({ 'a.png': await patch(320, 180, { left: 0, top: 0, width: 9, height: 9 }) }), { cache });
    expect(await readdir(cache).catch(() => [])).toEqual([]);
  });
});

describe('what a folder of layers says', () => {
  test('a layer that hides all behind it, one that shows nothing, and one farther than what it is drawn over', async () => {
    const folder = await folderOf({
      'a.png': await plain(320, 180, '#111'),
      'b.png': await plain(320, 180, '#222'),
      'c.png': await patch(320, 180, { left: 1, top: 1, width: 20, height: 20 }),
      'scene.json': documentOf({
        layers: [
          { picture: 'a.png', distanceM: 9 },
          { picture: 'b.png', distanceM: 4 },
          { picture: 'c.png', xPx: 2000, distanceM: 3 },
          { name: 'd', picture: 'c.png', distanceM: 5 },
        ],
      }),
    });
    const { report, scene } = await lift(folder);
    expect(report.notices.map(({ code }) => code).sort()).toEqual(['lift.layer-empty', 'lift.layer-hides-all', 'lift.layers-order']);
    expect(scene.layers).toHaveLength(3);
  });
});

test('any document of layers gives a scene that survives its file, whose first frame is covered and whose camera can be fitted', async () => {
  const folder = await folderOf({
    'back.png': await plain(200, 150, '#88aaee'),
    'card.png': await patch(90, 70, { left: 10, top: 8, width: 61, height: 47 }),
    'ground.png': await plain(130, 40, '#446644'),
  });
  // The camera below stands 3 m from the subject, wherever the document has it: what is 300 times nearer than that lies before its near plane.
  const metres = fc.double({ min: 4, max: 500, noNaN: true });
  const place = fc.integer({ min: -120, max: 220 });
  const scaleRatio = fc.double({ min: 0.3, max: 3, noNaN: true });
  const layer = fc.oneof(
    fc.record({ picture: fc.constant('card.png'), xPx: place, yPx: place, scaleRatio, distanceM: metres }),
    fc.record({ picture: fc.constant('ground.png'), xPx: place, yPx: place, scaleRatio, topM: metres, bottomM: metres }),
  );
  const asked = fc.record({
    canvas: fc.record({ widthPx: fc.integer({ min: 64, max: 200 }), heightPx: fc.integer({ min: 64, max: 150 }) }),
    backM: metres,
    layers: fc.array(layer, { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(asked, async ({ canvas, backM, layers }) => {
      const named = layers.map((one, k) => ({ ...one, name: `layer ${k}` }));
      const document = documentOf({ canvas, layers: [{ picture: 'back.png', distanceM: backM }, ...named] });
      await writeFile(join(folder, 'scene.json'), JSON.stringify(document));
      const { scene, report } = await lift(folder, { keep: false });
      const file = join(root, 'round.scene');
      await writeSceneFile(file, {
        scene,
        source: { sha256: report.sha256, ...canvas },
        methods: report.methods,
        envelope: report.envelope,
      });
      const read = await readSceneFile(file);
      expect(read.scene).toEqual(scene);
      expect(read.envelope).toEqual(report.envelope);
      for (const { xPx, yPx, widthPx, heightPx, rgba, disparity } of scene.layers) {
        for (const px of [xPx, yPx, widthPx, heightPx]) expect(px % 2).toBe(0);
        expect(rgba.length).toBe(widthPx * heightPx * 4);
        for (let i = 0; i < rgba.length; i += 4) {
          if (Math.max(rgba[i] as number, rgba[i + 1] as number, rgba[i + 2] as number) > (rgba[i + 3] as number))
            throw new Error('not premultiplied');
        }
        expect(disparity.every((d) => d > 0 && d <= 1)).toBe(true);
      }
      expect((scene.layers[0] as Scene['layers'][number]).rgba.every((byte, i) => i % 4 !== 3 || byte === 255)).toBe(true);
      const camera = MovesCamera.parse({ lengthSec: 0.2, moves: [{ kind: 'truck', distanceM: 0.5 }] });
      const fit = fitCamera(camera, scene, { outside: 'clamp', aspectRatio: 16 / 9, fps: 24 });
      const pose = { position: [0, 0, 0], orientation: [0, 0, 0, 1], lensMm: camera.lensMm, focusM: 3 } as const;
      expect(uncoveredPx(scene, fit.staging, { pose, frame: { widthPx: 64, heightPx: 36 } })).toBe(0);
    }),
    { numRuns: 25 },
  );
});

import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Move, MovesCamera, poseAt } from '@fantascope/film';
import { cacheDir, liftPicture } from '@fantascope/lift';
import {
  firstWindow,
  kernelWasmUrl,
  openStage,
  regionInFrame,
  relaxedSimdWorks,
  type Scene,
  type SceneLayer,
  type Staging,
} from '@fantascope/stage';
import sharp from 'sharp';
import { airTiles } from './look-sheets/air.ts';
import { fitted, type SheetGround, type Tile, tile, writeSheet, yuvImage } from './look-sheets/contact-sheet.ts';
import { focusTiles } from './look-sheets/focus.ts';
import { formatTiles } from './look-sheets/formats.ts';
import { gradeTiles } from './look-sheets/grade.ts';
import { motionTiles } from './look-sheets/motion.ts';

/**
 * Contact sheets for judging by eye, one a photograph in examples/photos: the layers and their disparity above, moves below,
 * each at its start, middle and end; and one a kind of look. `npm run sheets [NAME…]` writes out/sheets/*.jpg.
 */
const here = fileURLToPath(new URL('.', import.meta.url));
const photos = join(here, 'photos');
const folder = join(here, '..', 'out', 'sheets');

const moves: readonly Readonly<{ label: string; move: Move }>[] = [
  { label: 'dolly in 20 %', move: { kind: 'dolly', distanceM: 0.6, startRatio: 0, endRatio: 1, easing: 'linear' } },
  { label: 'truck left 6 %', move: { kind: 'truck', distanceM: -0.18, startRatio: 0, endRatio: 1, easing: 'linear' } },
  { label: 'truck right 6 %', move: { kind: 'truck', distanceM: 0.18, startRatio: 0, endRatio: 1, easing: 'linear' } },
  { label: 'orbit left 5°', move: { kind: 'orbit', angleDeg: -5, startRatio: 0, endRatio: 1, easing: 'linear' } },
  { label: 'orbit right 5°', move: { kind: 'orbit', angleDeg: 5, startRatio: 0, endRatio: 1, easing: 'linear' } },
  { label: 'pedestal up 6 %', move: { kind: 'pedestal', distanceM: 0.18, startRatio: 0, endRatio: 1, easing: 'linear' } },
  { label: 'dolly-zoom 15 %', move: { kind: 'dolly-zoom', distanceM: 0.45, startRatio: 0, endRatio: 1, easing: 'linear' } },
];

/** Sheets of looks, by name. */
const looks: Readonly<Record<string, (ground: SheetGround) => Promise<readonly Tile[]>>> = {
  grade: gradeTiles,
  focus: focusTiles,
  motion: motionTiles,
  air: airTiles,
  formats: formatTiles,
};

const wanted = process.argv.slice(2);
const files = (await readdir(photos)).filter(
  (name) => /\.(jpe?g|png)$/.test(name) && (wanted.length === 0 || wanted.some((word) => name.includes(word))),
);
await mkdir(folder, { recursive: true });
const kernel = new WebAssembly.Module(await readFile(new URL(kernelWasmUrl(relaxedSimdWorks() ? 'relaxed' : 'plain'))));
for (const name of files) {
  const { scene, report } = await liftPicture(join(photos, name), { cache: cacheDir(process.env) });
  const out = join(folder, `${basename(name, extname(name))}.jpg`);
  const tiles = [await photoTile(join(photos, name)), ...(await layerTiles(scene)), ...(await moveTiles(scene))];
  await writeSheet(tiles, out);
  process.stdout.write(`${out}  ${report.layers} layers, cut-out ${report.matte}, depth ${report.depth}, ${Math.round(report.ms)} ms\n`);
}
const ground: SheetGround = {
  kernel,
  lifted: async (photo) => {
    const { scene } = await liftPicture(join(photos, photo), { cache: cacheDir(process.env) });
    return { scene, staging: { window: firstWindow(scene, { aspectRatio: 16 / 9 }), lensMm: 35, subjectDistanceM: 3 } };
  },
};
for (const [name, tiles] of Object.entries(looks)) {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
  const out = join(folder, `look-${name}.jpg`);
  await writeSheet(await tiles(ground), out);
  process.stdout.write(`${out}\n`);
}
const wish = join(here, '..', 'out', 'wish.mp4');
if (existsSync(wish))
  process.stdout.write(
    'out/wish.mp4 is there; a strip of it: ffmpeg -i out/wish.mp4 -vf fps=1/2,scale=480:-2,tile=5x6 out/sheets/wish.jpg\n',
  );

async function photoTile(path: string): Promise<Tile> {
  return { label: basename(path), image: await fitted(sharp(path)) };
}

async function layerTiles(scene: Scene): Promise<Tile[]> {
  const pictures = scene.layers.map(async (layer) => ({ label: `${layer.name} (${layer.kind})`, image: await layerImage(scene, layer) }));
  const depths = scene.layers.map(async (layer) => ({ label: `${layer.name} disparity`, image: await disparityImage(layer) }));
  return Promise.all([...pictures, ...depths]);
}

async function layerImage(scene: Scene, layer: SceneLayer): Promise<Buffer> {
  const { widthPx, heightPx } = scene.canvas;
  // Premultiplied over a mid magenta that no photograph holds: what shows through is seen at once.
  const over = Buffer.alloc(layer.widthPx * layer.heightPx * 3);
  for (let i = 0, o = 0; i < layer.rgba.length; i += 4, o += 3) {
    const rest = 1 - (layer.rgba[i + 3] as number) / 255;
    over[o] = (layer.rgba[i] as number) + 200 * rest;
    over[o + 1] = (layer.rgba[i + 1] as number) + 40 * rest;
    over[o + 2] = (layer.rgba[i + 2] as number) + 200 * rest;
  }
  const whole = sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: { r: 200, g: 40, b: 200 } } }).composite([
    { input: over, raw: { width: layer.widthPx, height: layer.heightPx, channels: 3 }, left: layer.xPx, top: layer.yPx },
  ]);
  return fitted(sharp(await whole.png({ compressionLevel: 0 }).toBuffer()));
}

async function disparityImage(layer: SceneLayer): Promise<Buffer> {
  const grey = Buffer.from(Uint8Array.from(layer.disparity, (value) => Math.round(Math.min(1, value) * 255)));
  return fitted(
    sharp(grey, { raw: { width: layer.gridWidth + 1, height: layer.gridHeight + 1, channels: 1 } }).resize(layer.widthPx, layer.heightPx, {
      fit: 'fill',
    }),
  );
}

async function moveTiles(scene: Scene): Promise<Tile[]> {
  const window = firstWindow(scene, { aspectRatio: 16 / 9 });
  const staging: Staging = { window, lensMm: 35, subjectDistanceM: 3 };
  const subject = regionInFrame(scene.subject, scene, window);
  const tiles: Tile[] = [];
  for (const { label, move } of moves) {
    const camera = MovesCamera.parse({ moves: [move], ...(subject === null ? {} : { subject }) });
    const poses = [0, 2.5, 5].map((tSec) => poseAt(camera, tSec));
    const stage = openStage({ module: kernel, scene, staging, frame: tile, poses });
    for (const [index, pose] of poses.entries())
      tiles.push({ label: `${label} ${index * 50} %`, image: await yuvImage(stage.draw(pose), tile) });
  }
  return tiles;
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyEdit, type Edit, editOf, Film, Variant, variantOf } from '@fantascope/film';
import { locateFfmpeg } from '@fantascope/media';
import { firstWindow, type Scene } from '@fantascope/stage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renderFilm } from './index.ts';
import { sampleFilm, sampleJob, sampleScene } from './sample-film.ts';

const { path: ffmpeg } = locateFfmpeg({ env: process.env });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'variants-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A green disc of 60 px, far to the right, which is the subject. */
function sceneWithDisc(): Scene {
  const scene = sampleScene(60);
  const [wall, card] = scene.layers;
  if (wall === undefined || card === undefined) throw new Error('the sample has two layers');
  const rgba = new Uint8Array(320 * 180 * 4);
  for (let y = 0; y < 180; y++)
    for (let x = 0; x < 320; x++) if (Math.hypot(x - 250, y - 80) < 30) rgba.set([20, 250, 20, 255], (y * 320 + x) * 4);
  const subject = { xRatio: 220 / 320, yRatio: 50 / 180, widthRatio: 60 / 320, heightRatio: 60 / 180 };
  return { ...scene, layers: [wall, { ...card, rgba }], subject };
}

/** The box of all green pixels in a film's first and last frame. */
function discIn(file: string, { widthPx, heightPx }: Film) {
  const args = ['-nostdin', '-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'];
  const bytes = execFileSync(ffmpeg, args, { maxBuffer: 2 ** 28 });
  const size = widthPx * heightPx * 3;
  return [0, bytes.length / size - 1].map((frame) => {
    const [xs, ys]: [number[], number[]] = [[], []];
    for (let n = 0; n < widthPx * heightPx; n++) {
      const [red = 0, green = 0, blue = 0] = bytes.subarray(frame * size + n * 3, frame * size + n * 3 + 3);
      if (green < 150 || red > 110 || blue > 110) continue;
      xs.push(n % widthPx);
      ys.push(Math.floor(n / widthPx));
    }
    const span = (of: readonly number[]) => [of.reduce((a, b) => Math.min(a, b), 1e9), of.reduce((a, b) => Math.max(a, b), -1)] as const;
    return { x: span(xs), y: span(ys) };
  });
}

test('in every frame that an edit has a variant for, the whole subject is seen, and a variant that is centred elsewhere goes there', async () => {
  const one = sampleFilm({ lengths: [0.5] });
  const shots = one.shots.map((shot) => ({
    ...shot,
    fadeInSec: 0,
    camera: { lengthSec: 0.5, moves: [{ kind: 'truck', distanceM: 0.04 }] },
  }));
  const film = Film.parse({ ...one, widthPx: 320, heightPx: 180, shots });
  const variants = [
    ...(['16:9', '9:16', '1:1', '4:5'] as const).map((aspect) => ({ id: aspect, aspect })),
    { id: 'away', aspect: '9:16', centres: [{ shot: 0, xRatio: 0.2, yRatio: 0.5 }] },
  ];
  const edit = variants.reduce<Edit>(
    (now, variant) => applyEdit(now, { kind: 'add-variant', variant: Variant.parse(variant) }).edit,
    editOf(film),
  );
  const scene = sceneWithDisc();
  for (const { id } of variants) {
    const shown = variantOf({ ...film, edit }, id);
    const aspectRatio = shown.widthPx / shown.heightPx;
    const centre = shown.shots[0]?.startCentre;
    const window = firstWindow(scene, { aspectRatio, ...(centre === undefined ? {} : { centre }) });
    const out = join(folder, `${id.replace(':', 'x')}.mp4`);
    await renderFilm(
      sampleJob(folder, {
        ...{ film: shown, out },
        scenes: async ({ camera }) => ({
          ...{ scene: async () => scene, sceneKey: 'disc', camera },
          staging: { window, lensMm: camera.lensMm, subjectDistanceM: 3 },
        }),
      }),
    );
    for (const { x, y } of discIn(out, shown)) {
      if (id === 'away') {
        expect(x[1]).toBe(-1);
        continue;
      }
      // Whole, and clear of the frame's edges.
      expect([x[0] > 0, x[1] < shown.widthPx - 1, y[0] > 0, y[1] < shown.heightPx - 1], id).toEqual([true, true, true, true]);
      const diameterPx = (60 / window.heightPx) * shown.heightPx;
      expect(Math.abs(x[1] - x[0] + 1 - diameterPx), id).toBeLessThan(diameterPx * 0.12);
      expect(Math.abs(y[1] - y[0] + 1 - diameterPx), id).toBeLessThan(diameterPx * 0.12);
    }
  }
});

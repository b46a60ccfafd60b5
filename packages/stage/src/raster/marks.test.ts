import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cameraPath, type MoveKind, MovesCamera, type Pose } from '@fantascope/film';
import { describe, expect, it } from 'vitest';
import type { Staging } from '../frame.ts';
import type { Scene, SceneLayer } from '../scene.ts';
import { kernelWasmUrl, relaxedSimdWorks } from './kernel-wasm.ts';
import { openStage } from './open-stage.ts';

const frame = { widthPx: 1920, heightPx: 1080 };
const canvas = { widthPx: 2400, heightPx: 1350 };
const staging: Staging = { window: { xPx: 240, yPx: 135, widthPx: 1920, heightPx: 1080 }, lensMm: 35, subjectDistanceM: 3 };
const CELL = 10;
const GREY = 60;
const SIGMA_PX = 3;

type Mark = Readonly<{ xPx: number; yPx: number; disparity: number }>;

// One layer of even grey with bright Gaussian marks on mesh vertices, where the surface is known without interpolation.
function markedLayer(
  rectangle: Readonly<{ xPx: number; yPx: number; widthPx: number; heightPx: number }>,
  near: number,
): { layer: SceneLayer; marks: Mark[] } {
  const { xPx, yPx, widthPx, heightPx } = rectangle;
  const [gridWidth, gridHeight] = [widthPx / CELL, heightPx / CELL];
  const disparity = Float32Array.from({ length: (gridWidth + 1) * (gridHeight + 1) }, (_, k) => {
    const [x, y] = [k % (gridWidth + 1), Math.floor(k / (gridWidth + 1))];
    return near + 0.06 * Math.sin(x / 31) + 0.001 * y;
  });
  const rgba = new Uint8Array(widthPx * heightPx * 4).fill(GREY);
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  const marks: Mark[] = [];
  for (let row = 10; row < gridHeight - 5; row += 20) {
    for (let column = 10; column < gridWidth - 5; column += 20) {
      const [cx, cy] = [column * CELL, row * CELL];
      for (let y = cy - 16; y < cy + 16; y++) {
        for (let x = cx - 16; x < cx + 16; x++) {
          const value = GREY + Math.round(180 * Math.exp(-((x + 0.5 - cx) ** 2 + (y + 0.5 - cy) ** 2) / (2 * SIGMA_PX ** 2)));
          rgba.fill(value, (y * widthPx + x) * 4, (y * widthPx + x) * 4 + 3);
        }
      }
      marks.push({ xPx: xPx + cx, yPx: yPx + cy, disparity: disparity[row * (gridWidth + 1) + column] as number });
    }
  }
  return { layer: { name: 'marks', kind: 'card', ...rectangle, rgba, gridWidth, gridHeight, disparity }, marks };
}

// The projection of the house, written out once more so that a mistake in the stage's own cannot hide here.
function project(pose: Pose, mark: Mark): readonly [number, number] {
  const distanceM = staging.subjectDistanceM / mark.disparity;
  const { window } = staging;
  const half = (18 / staging.lensMm) * distanceM;
  const world = [
    ((mark.xPx - window.xPx) / window.widthPx) * 2 - 1,
    -((mark.yPx - window.yPx - window.heightPx / 2) / (window.widthPx / 2)),
    -1 / (18 / staging.lensMm),
  ].map((v) => v * half);
  const [dx, dy, dz] = world.map((v, i) => v - (pose.position[i] as number)) as [number, number, number];
  // turned back by the conjugate: v + 2w(q × v) + 2q × (q × v)
  const [x, y, z, w] = [-pose.orientation[0], -pose.orientation[1], -pose.orientation[2], pose.orientation[3]];
  const [ax, ay, az] = [y * dz - z * dy, z * dx - x * dz, x * dy - y * dx];
  const c = [dx + 2 * (w * ax + y * az - z * ay), dy + 2 * (w * ay + z * ax - x * az), dz + 2 * (w * az + x * ay - y * ax)] as const;
  const scale = ((pose.lensMm / 18) * frame.widthPx) / 2 / -c[2];
  return [frame.widthPx / 2 + c[0] * scale, frame.heightPx / 2 - c[1] * scale];
}

// The centre of brightness above grey around a place, in continuous pixels.
function centroid(luma: Uint8Array, [xPx, yPx]: readonly [number, number]): readonly [number, number] {
  const grey = 16 + (GREY * 219) / 255;
  let [sum, sx, sy] = [0, 0, 0];
  for (let y = Math.round(yPx) - 26; y < Math.round(yPx) + 26; y++) {
    for (let x = Math.round(xPx) - 26; x < Math.round(xPx) + 26; x++) {
      const weight = Math.max(0, (luma[y * frame.widthPx + x] as number) - grey - 1);
      sum += weight;
      sx += weight * (x + 0.5);
      sy += weight * (y + 0.5);
    }
  }
  return [sx / sum, sy / sum];
}

const back = markedLayer({ xPx: 0, yPx: 0, ...canvas }, 0.4);
const card = markedLayer({ xPx: 700, yPx: 300, widthPx: 1000, heightPx: 800 }, 1);
const plain = { ...back.layer, rgba: back.layer.rgba.map((_, i) => (i % 4 === 3 ? 255 : GREY)) };
const module = new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl(relaxedSimdWorks() ? 'relaxed' : 'plain'))));
const scene = (layers: readonly SceneLayer[]): Scene => ({
  canvas,
  photo: { xPx: 0, yPx: 0, ...canvas },
  layers,
  subjectDisparity: 1,
  subject: null,
});
const stages = [
  { stage: openStage({ module, scene: scene([back.layer]), staging, frame }), marks: back.marks },
  { stage: openStage({ module, scene: scene([plain, card.layer]), staging, frame }), marks: card.marks },
];

function worstPx(pose: Pose): { worst: number; found: number } {
  let [worst, found] = [0, 0];
  for (const { stage, marks } of stages) {
    const luma = stage.draw(pose);
    for (const mark of marks) {
      const [x, y] = project(pose, mark);
      if (x < 40 || y < 40 || x > frame.widthPx - 40 || y > frame.heightPx - 40) continue;
      const [cx, cy] = centroid(luma, [x, y]);
      worst = Math.max(worst, Math.hypot(cx - x, cy - y));
      found++;
    }
  }
  return { worst, found };
}

const moves = [
  { kind: 'hold' },
  { kind: 'pan', angleDeg: 7 },
  { kind: 'tilt', angleDeg: -5 },
  { kind: 'roll', angleDeg: 25 },
  { kind: 'truck', distanceM: 0.25 },
  { kind: 'pedestal', distanceM: -0.2 },
  { kind: 'dolly', distanceM: 0.8 },
  { kind: 'zoom', ratio: 1.6 },
  { kind: 'orbit', angleDeg: 12 },
  { kind: 'crane', distanceM: 0.3 },
  { kind: 'dolly-zoom', distanceM: 0.7 },
  { kind: 'follow', distanceM: -0.2 },
  { kind: 'push-to', region: { xRatio: 0.5, yRatio: 0.4, widthRatio: 0.4, heightRatio: 0.4 } },
  { kind: 'whip-pan', angleDeg: -12 },
  { kind: 'rack-focus', fromM: 3, toM: 6 },
  { kind: 'shake', strengthRatio: 1, seed: 4 },
] as const;
/** The list itself; the compiler refuses one that leaves out a kind of move. */
function whole<const List extends readonly { kind: MoveKind }[]>(
  list: List & ([Exclude<MoveKind, List[number]['kind']>] extends [never] ? unknown : never),
): List {
  return list;
}

describe('marks drawn in the layers', () => {
  it.each(whole(moves))('are found within 0.25 px of where the camera puts them: $kind', (move) => {
    const path = cameraPath(
      MovesCamera.parse({ lengthSec: 2, lensMm: staging.lensMm, subjectDistanceM: staging.subjectDistanceM, moves: [move] }),
    );
    for (const tSec of [0, 0.7, 1.3, 2]) {
      const { worst, found } = worstPx(path(tSec));
      expect(found).toBeGreaterThan(12);
      expect(worst).toBeLessThan(0.25);
    }
  });
});

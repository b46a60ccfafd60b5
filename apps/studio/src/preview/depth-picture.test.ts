import type { Pose } from '@fantascope/film';
import type { Scene, SceneLayer } from '@fantascope/stage';
import { expect, test } from 'vitest';
import { depthPicture, NO_LAYER } from './depth-picture.ts';
import { seenAt } from './distance-at.ts';

const [W, H] = [160, 90];
const layer = (name: string, isOpaque: (x: number) => boolean, disparityAt: (column: number) => number): SceneLayer => ({
  ...{ name, kind: 'card', xPx: 0, yPx: 0, widthPx: W, heightPx: H, gridWidth: 8, gridHeight: 5 },
  rgba: Uint8Array.from({ length: W * H * 4 }, (_, i) => (isOpaque(Math.floor(i / 4) % W) ? 255 : 0)),
  disparity: Float32Array.from({ length: 9 * 6 }, (_, k) => disparityAt(k % 9)),
});
// A wall that slants away to the right and, over its left half, a card at 2 m.
const scene: Scene = {
  canvas: { widthPx: W, heightPx: H },
  photo: { xPx: 0, yPx: 0, widthPx: W, heightPx: H },
  layers: [
    layer(
      'wall',
      () => true,
      (column) => 0.5 - column * 0.04,
    ),
    layer(
      'card',
      (x) => x < W / 2,
      () => 1,
    ),
  ],
  subjectDisparity: 1,
  subject: null,
};
const staging = { window: { xPx: 0, yPx: 0, widthPx: W, heightPx: H }, lensMm: 18, subjectDistanceM: 2 };
const pose: Pose = { position: [0.3, 0.1, -0.2], orientation: [0, 0, 0, 1], lensMm: 18, focusM: 2 };
const frame = { widthPx: 32, heightPx: 18 };

test('every pixel says the layer and the distance that a click there finds', () => {
  const { distanceM, layer: layers } = depthPicture(scene, staging, { pose, frame });
  const points = [...distanceM].map((_, i) => ({
    xRatio: ((i % frame.widthPx) + 0.5) / frame.widthPx,
    yRatio: (Math.floor(i / frame.widthPx) + 0.5) / frame.heightPx,
  }));
  const seen = seenAt(scene, staging, { pose, aspectRatio: W / H, points });
  expect(seen.filter((each) => each !== null).length).toBeGreaterThan(300);
  for (const [i, each] of seen.entries()) {
    if (each === null) {
      expect(layers[i]).toBe(NO_LAYER);
      expect(distanceM[i]).toBe(Number.POSITIVE_INFINITY);
    } else {
      expect(scene.layers[layers[i] ?? NO_LAYER]?.name).toBe(each.layer);
      expect(distanceM[i]).toBeCloseTo(each.distanceM, 4);
    }
  }
});

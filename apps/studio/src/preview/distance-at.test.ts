import type { Pose } from '@fantascope/film';
import type { Scene, SceneLayer } from '@fantascope/stage';
import { expect, test } from 'vitest';
import { seenAt } from './distance-at.ts';
import { nearSpans, outsideSpans } from './outside-spans.ts';
import { sceneFacts } from './scene-facts.ts';

const [W, H] = [160, 90];
const layer = (name: string, disparity: number, isOpaque: (x: number) => boolean): SceneLayer => {
  const rgba = new Uint8Array(W * H * 4);
  for (let i = 0; i < W * H; i++) rgba[i * 4 + 3] = isOpaque(i % W) ? 255 : 0;
  return {
    name,
    kind: 'card',
    xPx: 0,
    yPx: 0,
    widthPx: W,
    heightPx: H,
    rgba,
    gridWidth: 8,
    gridHeight: 5,
    disparity: new Float32Array(9 * 6).fill(disparity),
  };
};
// A wall at 6 m and, over the left half, a card at 2 m.
const scene: Scene = {
  canvas: { widthPx: W, heightPx: H },
  photo: { xPx: 0, yPx: 0, widthPx: W, heightPx: H },
  layers: [layer('wall', 1 / 3, () => true), layer('card', 1, (x) => x < W / 2)],
  subjectDisparity: 1,
  subject: null,
};
const staging = { window: { xPx: 0, yPx: 0, widthPx: W, heightPx: H }, lensMm: 18, subjectDistanceM: 2 };
const pose = (position: readonly [number, number, number]): Pose => ({ position, orientation: [0, 0, 0, 1], lensMm: 18, focusM: 2 });
const look = (from: Pose, xRatio: number) =>
  seenAt(scene, staging, { pose: from, aspectRatio: W / H, points: [{ xRatio, yRatio: 0.5 }] })[0];

test('the nearest layer that is opaque there answers', () => {
  expect(look(pose([0, 0, 0]), 0.25)).toMatchObject({ layer: 'card' });
  expect(look(pose([0, 0, 0]), 0.25)?.distanceM).toBeCloseTo(2, 5);
  expect(look(pose([0, 0, 0]), 0.75)?.layer).toBe('wall');
  expect(look(pose([0, 0, 0]), 0.75)?.distanceM).toBeCloseTo(6, 5);
  expect(look(pose([0, 0, 0]), 0.75)?.photo.xRatio).toBeCloseTo(0.75, 6);
});

test('from a camera that has moved, distance and place in the photograph are those of what is seen there', () => {
  const seen = look(pose([0, 0, -1]), 0.25);
  expect(seen?.distanceM).toBeCloseTo(1, 5);
  // Half as far, so the same place of the picture shows half as much of the card.
  expect(seen?.photo.xRatio).toBeCloseTo(0.375, 5);
  expect(seen?.point[2]).toBeCloseTo(-2, 5);
});

test('nothing is seen past the scene', () => {
  expect(look(pose([20, 0, 0]), 0.5)).toBeNull();
});

test('a camera that trucks right runs out at the right, from when it does', () => {
  const path = (tSec: number) => pose([tSec < 2 ? 0 : (tSec - 2) * 1.2, 0, -0.5]);
  const outside = outsideSpans(scene, staging, { path, lengthSec: 4, aspectRatio: W / H });
  expect(outside?.side).toBe('right');
  // The wall leaves a margin of 0.5 m at its 6 m: passed after 0.42 s.
  expect(outside?.spans[0]?.fromSec).toBeCloseTo(2.5, 5);
  // At the end 2.4 − 0.5 m of the 11 m that the frame is wide.
  expect(outside?.shareRatio).toBeCloseTo(0.18, 2);
  expect(outsideSpans(scene, staging, { path: () => pose([0, 0, -0.5]), lengthSec: 4, aspectRatio: W / H })).toBeNull();
});

test('layers are told by their distance in shares of the subject’s', () => {
  expect(sceneFacts(scene).layers.map(({ name, middleRatio }) => [name, Math.round(middleRatio * 100) / 100])).toEqual([
    ['wall', 3],
    ['card', 1],
  ]);
});

test('less than 2 % of the frame left beyond it is near, which ends where it runs out', () => {
  const path = (tSec: number) => pose([tSec * 0.1, 0, -0.5]);
  const way = { path, lengthSec: 8, aspectRatio: W / H };
  const near = nearSpans(scene, staging, way);
  // The wall leaves 0.5 m; 2 % of the 11 m that the frame is wide are the last 0.22 of them.
  expect(near?.side).toBe('right');
  expect(near?.spans).toHaveLength(1);
  expect(near?.spans[0]?.fromSec).toBeCloseTo(2.8, 1);
  expect(near?.spans[0]?.toSec).toBeLessThan(outsideSpans(scene, staging, way)?.spans[0]?.fromSec ?? 0);
  expect(nearSpans(scene, staging, { ...way, path: () => pose([0, 0, -0.5]) })).toBeNull();
});

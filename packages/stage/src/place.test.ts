import type { Pose } from '@fantascope/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEAR_M, placeLayer, projectPoint, viewProjection, worldPoint } from './place.ts';
import type { Scene, SceneLayer } from './scene.ts';

const layer: SceneLayer = {
  name: 'back',
  kind: 'back',
  xPx: 10,
  yPx: 20,
  widthPx: 64,
  heightPx: 48,
  rgba: new Uint8Array(64 * 48 * 4).fill(255),
  gridWidth: 8,
  gridHeight: 6,
  disparity: Float32Array.from({ length: 63 }, (_, i) => 0.2 + i / 100),
};
const scene: Scene = {
  canvas: { widthPx: 100, heightPx: 90 },
  photo: { xPx: 10, yPx: 20, widthPx: 64, heightPx: 48 },
  layers: [layer],
  subjectDisparity: 0.5,
  subject: null,
};
const staging = { window: { xPx: 12, yPx: 24, widthPx: 60, heightPx: 33.75 }, lensMm: 35, subjectDistanceM: 3 };
const frame = { widthPx: 1920, heightPx: 1080 };
const start: Pose = { position: [0, 0, 0], orientation: [0, 0, 0, 1], lensMm: 35, focusM: 3 };

describe('place', () => {
  it('shows exactly the window in the first frame, at any depth', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (u, v, disparity) => {
          const { window } = staging;
          const point = worldPoint(scene, staging, {
            xPx: window.xPx + u * window.widthPx,
            yPx: window.yPx + v * window.heightPx,
            disparity,
          });
          const seen = projectPoint(start, frame, point);
          expect(seen?.xPx).toBeCloseTo(u * 1920, 6);
          expect(seen?.yPx).toBeCloseTo(v * 1080, 6);
          expect(seen?.depthM).toBeCloseTo((3 * 0.5) / disparity, 9);
        },
      ),
    );
  });

  it('puts mesh vertices where worldPoint puts their canvas points', () => {
    const mesh = placeLayer(layer, scene, staging);
    for (const [column, row] of [
      [0, 0],
      [8, 6],
      [3, 2],
    ] as const) {
      const k = row * 9 + column;
      const p = worldPoint(scene, staging, { xPx: 10 + column * 8, yPx: 20 + row * 8, disparity: layer.disparity[k] as number });
      expect(mesh.x[k]).toBeCloseTo(p[0], 5);
      expect(mesh.y[k]).toBeCloseTo(p[1], 5);
      expect(mesh.z[k]).toBeCloseTo(p[2], 5);
    }
  });

  it('moves the picture left when the camera moves or turns right, and up when it rolls a right-edge point by +90°', () => {
    const centre = [0, 0, -3] as const;
    expect(projectPoint({ ...start, position: [0.3, 0, 0] }, frame, centre)?.xPx).toBeCloseTo(960 - (0.1 * 35 * 960) / 18, 6);
    const turnRight = [0, -Math.sin(0.05), 0, Math.cos(0.05)] as const;
    expect(projectPoint({ ...start, orientation: turnRight }, frame, centre)?.xPx).toBeCloseTo(960 - (Math.tan(0.1) * 35 * 960) / 18, 6);
    const rolled = [0, 0, -Math.SQRT1_2, Math.SQRT1_2] as const;
    const seen = projectPoint({ ...start, orientation: rolled }, frame, [1, 0, -3]);
    expect(seen?.xPx).toBeCloseTo(960, 6);
    expect(seen?.yPx).toBeLessThan(540);
  });

  it('gives a depth that is 1 at the near plane and falls to 0 far away, and nothing behind the camera', () => {
    const m = viewProjection(start, frame);
    expect((m[14] as number) / NEAR_M).toBe(1);
    expect(projectPoint(start, frame, [0, 0, 1])).toBeNull();
    expect(projectPoint(start, frame, [0, 0, -NEAR_M / 2])).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { KeyframesCamera, MovesCamera } from './camera.ts';
import { extentOf } from './camera-extent.ts';
import { poseAt } from './pose-at.ts';
import { scaleMoves } from './scale-moves.ts';

const cameraOf = (...moves: unknown[]) => MovesCamera.parse({ moves });

describe('a scaled camera', () => {
  test('makes every way and turn by its factor, and a zoom by its power', () => {
    const camera = cameraOf(
      { kind: 'truck', distanceM: 1 },
      { kind: 'orbit', angleDeg: -20 },
      { kind: 'zoom', ratio: 4 },
      { kind: 'shake', strengthRatio: 2 },
      { kind: 'rack-focus', fromM: 1, toM: 2 },
    );
    expect(scaleMoves(camera, 0.5)).toMatchObject({
      moves: [{ distanceM: 0.5 }, { angleDeg: -10 }, { ratio: 2 }, { strengthRatio: 1 }, { fromM: 1, toM: 2 }],
    });
    expect(scaleMoves(camera, 1)).toBe(camera);
  });

  test('goes a push-to on the same straight line, also after a turn', () => {
    const region = { xRatio: 0.6, yRatio: 0.1, widthRatio: 0.2, heightRatio: 0.2 };
    for (const camera of [
      cameraOf({ kind: 'push-to', region }),
      cameraOf({ kind: 'push-to', framing: 'EWS' }),
      cameraOf({ kind: 'tilt', angleDeg: 0 }, { kind: 'push-to', region, startRatio: 0.3, endRatio: 0.9, easing: 'linear' }),
    ]) {
      for (const t of [1, 3, 5]) {
        const whole = poseAt(camera, t).position;
        poseAt(scaleMoves(camera, 0.4), t).position.forEach((value, i) => {
          expect(value).toBeCloseTo(0.4 * (whole[i] as number), 12);
        });
      }
    }
    const turned = cameraOf(
      { kind: 'pan', angleDeg: 30, endRatio: 0.5 },
      { kind: 'tilt', angleDeg: 10, endRatio: 0.5 },
      { kind: 'push-to', region, startRatio: 0.5 },
    );
    const same = scaleMoves(
      { ...turned, moves: turned.moves.map((move) => (move.kind === 'push-to' ? { ...move, isNominal: true } : move)) },
      0.999999,
      { nominalOnly: true },
    );
    poseAt(same, 5).position.forEach((value, i) => {
      expect(value).toBeCloseTo(poseAt(turned, 5).position[i] as number, 4);
    });
  });

  test('leaves the amounts somebody named alone when asked to', () => {
    const camera = cameraOf({ kind: 'dolly', distanceM: 1 }, { kind: 'truck', distanceM: 1, isNominal: true });
    expect(scaleMoves(camera, 0.5, { nominalOnly: true })).toMatchObject({ moves: [{ distanceM: 1 }, { distanceM: 0.5 }] });
  });

  test('draws keyframes toward the first frame', () => {
    const camera = KeyframesCamera.parse({ keyframes: [{ tSec: 0, position: [1, 2, 3], orientation: [0, 1, 0, 0], lensMm: 140 }] });
    const half = poseAt(scaleMoves(camera, 0.5), 0);
    expect(half.position).toEqual([0.5, 1, 1.5]);
    expect(half.lensMm).toBeCloseTo(70, 10);
    expect(half.orientation[1]).toBeCloseTo(Math.SQRT1_2, 12);
  });
});

describe('the extent of a camera', () => {
  test('names the farthest excursion of each axis, there and back included', () => {
    const extent = extentOf(
      cameraOf({ kind: 'dolly', distanceM: 0.6, endRatio: 0.5 }, { kind: 'dolly', distanceM: -0.9, startRatio: 0.5 }),
    );
    expect(extent.dollyInRatio).toBeCloseTo(0.2, 12);
    expect(extent.dollyOutRatio).toBeCloseTo(0.1, 12);
    expect(extent).toMatchObject({ truckLeftRatio: 0, orbitRightDeg: 0, rollDeg: 0, zoomInRatio: 1 });
  });

  test('counts an orbit as orbit only, a dolly-zoom as dolly-zoom only, a crane as rise and tilt', () => {
    const orbit = extentOf(cameraOf({ kind: 'orbit', angleDeg: -12 }));
    expect(orbit.orbitLeftDeg).toBeCloseTo(12, 12);
    expect({ ...orbit, orbitLeftDeg: 0 }).toEqual(extentOf(cameraOf()));
    const vertigo = extentOf(cameraOf({ kind: 'dolly-zoom', distanceM: -0.6 }));
    expect(vertigo.dollyZoomRatio).toBeCloseTo(0.2, 12);
    expect({ ...vertigo, dollyZoomRatio: 0 }).toEqual(extentOf(cameraOf()));
    expect({ ...extentOf(cameraOf({ kind: 'dolly-zoom', distanceM: 0.6 })), dollyZoomRatio: 0 }).toEqual(extentOf(cameraOf()));
    const crane = extentOf(cameraOf({ kind: 'crane', distanceM: 3 }));
    expect([crane.pedestalUpRatio, crane.tiltDownDeg]).toEqual([expect.closeTo(1, 12), expect.closeTo(45, 10)]);
  });

  test('reads turns and zooms of keyframes from their poses', () => {
    const extent = extentOf(
      KeyframesCamera.parse({
        lengthSec: 1,
        keyframes: [
          { tSec: 0, position: [0, 0, 0], orientation: [0, 0, 0, 1] },
          { tSec: 1, position: [-0.3, 0, 0], orientation: [0, Math.sin(-0.1), 0, Math.cos(0.1)], lensMm: 70 },
        ],
      }),
    );
    expect(extent.truckLeftRatio).toBeCloseTo(0.1, 12);
    expect(extent.panRightDeg).toBeCloseTo((0.2 * 180) / Math.PI, 10);
    expect(extent.zoomInRatio).toBeCloseTo(2, 10);
  });
});

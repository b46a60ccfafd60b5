import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cameraPath, MovesCamera, type Pose } from '@fantascope/film';
import { firstWindow, outlineOf, uncoveredPx } from '@fantascope/stage';
import { describe, expect, it } from 'vitest';
import { liftPicture } from '../lift-picture.ts';
import { AXIS_LIMITS, type Axis, posesAlong } from './axes.ts';
import { closedFormEnvelope } from './closed-form.ts';
import { fitCamera } from './fit-camera.ts';
import { searchEnvelope } from './search.ts';

const folder = fileURLToPath(new URL('../../../../examples/photos/', import.meta.url));
const photographs = readdirSync(folder).filter((name) => /\.(png|jpe?g)$/.test(name));
const frame = { widthPx: 1920, heightPx: 1080 };
const asked = [
  [{ kind: 'dolly', distanceM: 0.6 }],
  [{ kind: 'truck', distanceM: -0.5 }],
  [{ kind: 'orbit', angleDeg: 8 }],
  [{ kind: 'dolly-zoom', distanceM: 0.6 }],
  [
    { kind: 'dolly', distanceM: 0.5, endRatio: 0.5 },
    { kind: 'orbit', angleDeg: -6, startRatio: 0.4 },
    { kind: 'shake', strengthRatio: 0.5 },
  ],
  [
    { kind: 'pan', angleDeg: 10 },
    { kind: 'tilt', angleDeg: -4 },
    { kind: 'roll', angleDeg: 5 },
  ],
];

describe('every photograph', () => {
  it.each(photographs)('%s shows no uncovered 1080p pixel inside its envelope and in fitted cameras, and some beyond', async (name) => {
    const { scene } = await liftPicture(join(folder, name), {
      cache: join(tmpdir(), 'no-cache'),
      depth: 'heuristic',
      keep: false,
      maxWidthPx: 640,
    });
    const staging = { window: firstWindow(scene, { aspectRatio: 16 / 9 }), lensMm: 35, subjectDistanceM: 3 };
    const outline = outlineOf(scene, staging);
    const open = (pose: Pose) => uncoveredPx(scene, staging, { pose, frame, outline });
    const found = searchEnvelope(scene, staging);
    const told = closedFormEnvelope(scene, staging);
    for (const axis of Object.keys(AXIS_LIMITS) as Axis[]) {
      for (const share of [0.2, 0.4, 0.6, 0.8, 1]) {
        for (const pose of posesAlong(axis, found[axis] * share, staging)) expect(open(pose), axis).toBe(0);
      }
      for (const pose of posesAlong(axis, told[axis] * 0.999, staging)) expect(open(pose), axis).toBe(0);
    }
    const [beyond] = posesAlong('panRightDeg', found.panRightDeg * 1.3, staging);
    if (beyond !== undefined) expect(open(beyond)).toBeGreaterThan(0);
    for (const moves of asked) {
      const fit = fitCamera(MovesCamera.parse({ moves, lengthSec: 3 }), scene, { outside: 'clamp', aspectRatio: 16 / 9 });
      expect(fit.shareGivenRatio).toBeGreaterThan(0.02);
      const path = cameraPath(fit.camera);
      const fitted = outlineOf(scene, fit.staging);
      for (let i = 0; i <= 90; i++) expect(uncoveredPx(scene, fit.staging, { pose: path(i / 30), frame, outline: fitted })).toBe(0);
    }
  });
});

import { type Envelope, firstWindow, type Scene, type SceneLayer, type Staging, uncoveredPx } from '@fantascope/stage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AXIS_LIMITS, type Axis, posesAlong } from './axes.ts';
import { boundsOf, flawOf, GUARD_RATIO } from './bounds.ts';
import { closedFormEnvelope } from './closed-form.ts';
import { measuredEnvelope } from './measured.ts';
import { coveredAlong, searchEnvelope } from './search.ts';

type Shape = Readonly<{ disparityAt: (u: number, v: number) => number; marginPx?: number; card?: boolean; isFilled?: boolean }>;

/** A photograph of 320 × 180 with an outward margin, a back layer of any depth, and perhaps a card in the middle. */
function sceneOf({ disparityAt, marginPx = 40, card = false, isFilled = false }: Shape): Scene {
  const canvas = { widthPx: 320 + 2 * marginPx, heightPx: 180 + 2 * marginPx };
  const layerOf = (
    at: Readonly<{ xPx: number; yPx: number; widthPx: number; heightPx: number }>,
    depth: Shape['disparityAt'],
  ): SceneLayer => {
    const gridWidth = Math.round(at.widthPx / 5);
    const gridHeight = Math.round(at.heightPx / 5);
    const disparity = Float32Array.from({ length: (gridWidth + 1) * (gridHeight + 1) }, (_, k) =>
      depth((k % (gridWidth + 1)) / gridWidth, Math.floor(k / (gridWidth + 1)) / gridHeight),
    );
    return {
      name: 'layer',
      kind: 'back',
      ...at,
      rgba: new Uint8Array(at.widthPx * at.heightPx * 4).fill(255),
      gridWidth,
      gridHeight,
      disparity,
    };
  };
  const back = layerOf({ xPx: 0, yPx: 0, ...canvas }, disparityAt);
  const cardAt = { xPx: marginPx + 110, yPx: marginPx + 40, widthPx: 100, heightPx: 140 };
  const { gridWidth, gridHeight } = back;
  const filled = Uint8Array.from({ length: gridWidth * gridHeight }, (_, k) => {
    const x = (k % gridWidth) * 5;
    const y = Math.floor(k / gridWidth) * 5;
    return x >= cardAt.xPx && x < cardAt.xPx + 100 && y >= cardAt.yPx && y < cardAt.yPx + 140 ? 255 : 0;
  });
  return {
    canvas,
    photo: { xPx: marginPx, yPx: marginPx, widthPx: 320, heightPx: 180 },
    layers: card ? [isFilled ? { ...back, filled } : back, layerOf(cardAt, () => 0.8)] : [back],
    subjectDisparity: 0.8,
    subject: null,
  };
}

function stagingOf(scene: Scene, startCropRatio = 1): Staging {
  return { window: firstWindow(scene, { aspectRatio: 16 / 9, startCropRatio }), lensMm: 39.6, subjectDistanceM: 3 };
}

const axes = Object.keys(AXIS_LIMITS) as Axis[];
/** Ground rising towards the camera under a far sky, with a gentle wave. */
const landscape = (near: number, far: number, wave: number) => (u: number, v: number) =>
  far + (near - far) * Math.max(0, v - 0.4) * 1.6 + wave * Math.sin(5 * u) * v;

describe('closedFormEnvelope', () => {
  it('gives the textbook figures for a flat picture with a 12.5 % margin', () => {
    const scene = sceneOf({ disparityAt: () => 0.8 });
    const envelope = closedFormEnvelope(scene, stagingOf(scene));
    const guard = GUARD_RATIO * (36 / 39.6);
    const margin = (40 / 320) * (36 / 39.6) - guard;
    const half = 18 / 39.6 + guard;
    expect(envelope.truckRightRatio).toBeCloseTo(margin, 6);
    expect(envelope.truckLeftRatio).toBeCloseTo(margin, 6);
    expect(envelope.pedestalUpRatio).toBeCloseTo(margin, 6);
    expect(envelope.dollyOutRatio).toBeCloseTo(margin / half, 6);
    expect(envelope.dollyZoomRatio).toBeCloseTo(AXIS_LIMITS.dollyZoomRatio, 6);
    expect(envelope.panRightDeg).toBeCloseTo(((Math.atan(half + margin) - Math.atan(half)) * 180) / Math.PI, 6);
  });

  it('allows nothing that would uncover the border of a picture without margin and crop, but lets the camera in', () => {
    const scene = sceneOf({ disparityAt: landscape(0.9, 0.2, 0), marginPx: 0 });
    const { dollyInRatio, ...others } = closedFormEnvelope(scene, stagingOf(scene));
    expect(dollyInRatio).toBeGreaterThan(0.5);
    for (const amount of Object.values(others)) expect(amount).toBeLessThan(1e-6);
  });

  it('never promises more than the search finds covered, and at most 15 % less, over landscapes, margins and crops', () => {
    const ratio = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const shortfalls = new Map<Axis, number>();
    fc.assert(
      fc.property(
        ratio(0.4, 1),
        ratio(0.12, 0.4),
        ratio(0, 0.05),
        fc.integer({ min: 5, max: 50 }),
        ratio(1, 1.2),
        (near, far, wave, margin, crop) => {
          const scene = sceneOf({ disparityAt: landscape(near, far, wave), marginPx: margin });
          const staging = stagingOf(scene, crop);
          const closed = closedFormEnvelope(scene, staging);
          const bounds = boundsOf(scene, staging);
          for (const axis of axes) {
            const searched = coveredAlong(bounds, axis);
            // The search's last step.
            const slack = AXIS_LIMITS[axis] / 1000;
            expect(closed[axis], axis).toBeLessThanOrEqual(searched + slack);
            for (const pose of posesAlong(axis, closed[axis] * 0.999, staging)) {
              expect(uncoveredPx(scene, staging, { pose, frame: { widthPx: 320, heightPx: 180 } }), axis).toBe(0);
            }
            // Going in, the closed form minds what comes near; coverage has no limit.
            const shortfall = axis !== 'dollyInRatio' && searched > 10 * slack ? 1 - closed[axis] / searched : 0;
            shortfalls.set(axis, Math.max(shortfalls.get(axis) ?? 0, shortfall));
          }
        },
      ),
      { numRuns: 20, endOnFailure: true },
    );
    for (const [axis, shortfall] of shortfalls) expect(shortfall, axis).toBeLessThan(0.15);
  });
});

describe('measuredEnvelope', () => {
  it('promises no more than coverage does, and less where it would show what was invented', () => {
    const shape = { disparityAt: () => 0.2, card: true };
    const plain = sceneOf(shape);
    expect(measuredEnvelope(plain, stagingOf(plain)).truckRightRatio).toBe(closedFormEnvelope(plain, stagingOf(plain)).truckRightRatio);
    const filled = sceneOf({ ...shape, isFilled: true });
    const staging = stagingOf(filled);
    const measured = measuredEnvelope(filled, staging);
    const covered = closedFormEnvelope(filled, staging);
    for (const axis of axes) expect(measured[axis], axis).toBeLessThanOrEqual(covered[axis]);
    expect(measured.truckRightRatio).toBeLessThan(covered.truckRightRatio * 0.9);
    expect(measured.truckRightRatio).toBeGreaterThan(0);
    const bounds = boundsOf(filled, staging);
    for (const axis of axes) for (const pose of posesAlong(axis, measured[axis], staging)) expect(flawOf(bounds, pose), axis).toBeNull();
  });
});

describe('searchEnvelope', () => {
  it('gives poses that leave no pixel uncovered, up to its end and not far beyond', () => {
    const scene = sceneOf({ disparityAt: landscape(0.8, 0.2, 0.03), card: true });
    const staging = stagingOf(scene, 1.06);
    const found: Envelope = searchEnvelope(scene, staging);
    const frame = { widthPx: 960, heightPx: 540 };
    for (const axis of axes) {
      for (const share of [0.25, 0.5, 0.75, 1]) {
        for (const pose of posesAlong(axis, found[axis] * share, staging))
          expect(uncoveredPx(scene, staging, { pose, frame }), axis).toBe(0);
      }
    }
    const beyond = posesAlong('truckRightRatio', found.truckRightRatio * 1.15, staging);
    expect(beyond.some((pose) => uncoveredPx(scene, staging, { pose, frame }) > 0)).toBe(true);
  });

  it('stops earlier when the picture behind the subject was invented', () => {
    const shape = { disparityAt: () => 0.2, card: true };
    const plain = sceneOf(shape);
    const filled = sceneOf({ ...shape, isFilled: true });
    const without = searchEnvelope(plain, stagingOf(plain)).truckRightRatio;
    const within = searchEnvelope(filled, stagingOf(filled)).truckRightRatio;
    expect(within).toBeLessThan(without * 0.9);
    expect(within).toBeGreaterThan(0);
  });
});

import type { Pose, Quat } from '@fantascope/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uncoveredPx } from './coverage.ts';
import type { Staging } from './frame.ts';
import { outlineCovers, outlineOf } from './outline.ts';
import { projectPoint, worldPoint } from './place.ts';
import type { Scene, SceneLayer } from './scene.ts';

type LayerOptions = Partial<Pick<SceneLayer, 'xPx' | 'yPx' | 'widthPx' | 'heightPx' | 'gridWidth' | 'gridHeight'>> &
  Readonly<{ alpha?: number }>;

function layerOf(disparityAt: (u: number, v: number) => number, options: LayerOptions = {}): SceneLayer {
  const { xPx = 0, yPx = 0, widthPx = 120, heightPx = 80, gridWidth = 12, gridHeight = 8, alpha = 255 } = options;
  const disparity = new Float32Array((gridWidth + 1) * (gridHeight + 1));
  for (let k = 0; k < disparity.length; k++) {
    disparity[k] = disparityAt((k % (gridWidth + 1)) / gridWidth, Math.floor(k / (gridWidth + 1)) / gridHeight);
  }
  const rgba = new Uint8Array(widthPx * heightPx * 4).fill(alpha);
  return { name: 'layer', kind: 'back', xPx, yPx, widthPx, heightPx, rgba, gridWidth, gridHeight, disparity };
}

function sceneOf(...layers: readonly SceneLayer[]): Scene {
  const photo = { xPx: 0, yPx: 0, widthPx: 120, heightPx: 80 };
  return { canvas: { widthPx: 120, heightPx: 80 }, photo, layers, subjectDisparity: 0.5, subject: null };
}

const staging: Staging = { window: { xPx: 10, yPx: 10, widthPx: 100, heightPx: 60 }, lensMm: 36, subjectDistanceM: 4 };
const start: Pose = { position: [0, 0, 0], orientation: [0, 0, 0, 1], lensMm: 36, focusM: 4 };
const frame = { widthPx: 200, heightPx: 120 };
/** At 36 mm a frame 200 px wide shows 4 m at 4 m: 50 px a metre. */
const pxPerM = 50;

/** Counts pixel centres inside no triangle of the back layer, one by one. */
function slowlyUncovered(scene: Scene, pose: Pose, size: typeof frame): number {
  const layer = scene.layers[0] as SceneLayer;
  const columns = layer.gridWidth + 1;
  const at = Array.from(layer.disparity, (disparity, k) => {
    const xPx = layer.xPx + ((k % columns) / layer.gridWidth) * layer.widthPx;
    const yPx = layer.yPx + (Math.floor(k / columns) / layer.gridHeight) * layer.heightPx;
    return projectPoint(pose, size, worldPoint(scene, staging, { xPx, yPx, disparity }));
  });
  const isOpen = new Uint8Array(size.widthPx * size.heightPx).fill(1);
  for (let row = 0; row < layer.gridHeight; row++) {
    for (let column = 0; column < layer.gridWidth; column++) {
      const k = row * columns + column;
      for (const corners of [[k, k + 1, k + columns] as const, [k + 1, k + columns, k + columns + 1] as const]) {
        const [a, b, c] = corners.map((i) => at[i]);
        if (!a || !b || !c) continue;
        for (let y = 0; y < size.heightPx; y++) {
          for (let x = 0; x < size.widthPx; x++) {
            const side = (p: typeof a, q: typeof a) => (q.xPx - p.xPx) * (y + 0.5 - p.yPx) - (q.yPx - p.yPx) * (x + 0.5 - p.xPx);
            const sides = [side(a, b), side(b, c), side(c, a)];
            if (sides.every((s) => s >= -1e-9) || sides.every((s) => s <= 1e-9)) isOpen[y * size.widthPx + x] = 0;
          }
        }
      }
    }
  }
  return isOpen.reduce((sum, open) => sum + open, 0);
}

describe('uncoveredPx', () => {
  it('counts exactly the columns that a sideways camera uncovers', () => {
    const scene = sceneOf(layerOf(() => 0.5));
    const marginPx = 20;
    const at = (shiftPx: number) => uncoveredPx(scene, staging, { pose: { ...start, position: [shiftPx / pxPerM, 0, 0] }, frame });
    expect(at(0)).toBe(0);
    expect(at(marginPx - 0.1)).toBe(0);
    expect(at(marginPx + 7)).toBe(7 * frame.heightPx);
    expect(at(-marginPx - 7)).toBe(7 * frame.heightPx);
  });

  it('agrees with a slow count, triangle by triangle, for any surface and pose, and never calls an open frame covered', () => {
    const share = fc.double({ min: -1, max: 1, noNaN: true });
    const small = { widthPx: 20, heightPx: 12 };
    let covered = 0;
    let open = 0;
    fc.assert(
      fc.property(fc.array(share, { minLength: 9, maxLength: 9 }), fc.double({ min: 24, max: 50, noNaN: true }), (s, lensMm) => {
        const n = (i: number) => s[i] as number;
        const back = layerOf((u, v) => 0.5 + 0.2 * n(0) * (u - 0.5) + 0.3 * n(1) * (v - 0.5) + 0.1 * n(2) * Math.sin(9 * u + 7 * v), {
          gridWidth: 6,
          gridHeight: 4,
        });
        const scene = sceneOf(back);
        const turn = [0.06 * n(6), 0.06 * n(7), 0.06 * n(8)] as const;
        const orientation: Quat = [...turn, Math.sqrt(1 - turn.reduce((sum, t) => sum + t * t, 0))] as const;
        const pose: Pose = { ...start, position: [0.5 * n(3), 0.3 * n(4), 1.5 * n(5)], orientation, lensMm };
        const slow = slowlyUncovered(scene, pose, small);
        expect(uncoveredPx(scene, staging, { pose, frame: small })).toBe(slow);
        if (outlineCovers(outlineOf(scene, staging), pose, { frame: small }) === 'covered') {
          covered++;
          expect(slow).toBe(0);
        } else if (slow > 0) open++;
      }),
      { numRuns: 150 },
    );
    expect(covered).toBeGreaterThan(5);
    expect(open).toBeGreaterThan(5);
  });

  it('lets an opaque card close what the back leaves open, and a thin one not', () => {
    const back = layerOf(() => 0.5, { widthPx: 60, gridWidth: 6 });
    const card = (alpha: number) => layerOf(() => 0.5, { xPx: 50, widthPx: 70, gridWidth: 7, alpha });
    const count = (...layers: SceneLayer[]) => uncoveredPx(sceneOf(...layers), staging, { pose: start, frame });
    expect(count(back)).toBe(100 * frame.heightPx);
    expect(count(back, card(255))).toBe(0);
    expect(count(back, card(250))).toBe(0);
    expect(count(back, card(240))).toBe(100 * frame.heightPx);
    expect(count(back, card(240), card(240))).toBe(0);
  });

  it('counts surfaces nearer than the near plane as uncovered, which the outline alone cannot tell', () => {
    const scene = sceneOf(layerOf(() => 0.5));
    const pose: Pose = { ...start, position: [0, 0, -3.995] };
    expect(outlineCovers(outlineOf(scene, staging), pose, { frame })).toBe('unclear');
    expect(uncoveredPx(scene, staging, { pose, frame })).toBe(frame.widthPx * frame.heightPx);
  });

  it('keeps a guard around the frame when one is asked for', () => {
    const outline = outlineOf(sceneOf(layerOf(() => 0.5)), staging);
    const pose: Pose = { ...start, position: [19 / pxPerM, 0, 0] };
    expect(outlineCovers(outline, pose, { frame })).toBe('covered');
    expect(outlineCovers(outline, pose, { frame, guardRatio: 2 / 200 })).toBe('open');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scene } from './scene.ts';
import { firstWindow, regionInFrame } from './window.ts';

function sceneOf(widthPx: number, heightPx: number, subject: Scene['subject'] = null): Scene {
  const canvas = { widthPx: widthPx + 100, heightPx: heightPx + 60 };
  return { canvas, photo: { xPx: 50, yPx: 30, widthPx, heightPx }, layers: [], subjectDisparity: 1, subject };
}

describe('firstWindow', () => {
  it('has the output’s shape and leaves a margin inside the photograph on every side, for any shape and crop', () => {
    const ratio = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: 6000 }),
        fc.integer({ min: 16, max: 6000 }),
        fc.constantFrom(16 / 9, 9 / 16, 1, 4 / 3, 3 / 4),
        fc.double({ min: 1, max: 1.25, noNaN: true }),
        fc.record({
          xRatio: ratio,
          yRatio: ratio,
          widthRatio: fc.constant(0.3),
          heightRatio: fc.double({ min: 0.1, max: 0.5, noNaN: true }),
        }),
        (width, height, aspectRatio, startCropRatio, subject) => {
          const scene = sceneOf(width, height, subject);
          const w = firstWindow(scene, { aspectRatio, startCropRatio });
          expect(w.widthPx / w.heightPx).toBeCloseTo(aspectRatio, 9);
          const margin = ((startCropRatio - 1) / 2) * w.widthPx - 1e-6;
          expect(w.xPx - 50).toBeGreaterThanOrEqual(margin);
          expect(w.xPx + w.widthPx).toBeLessThanOrEqual(50 + width - margin);
          expect(w.yPx - 30).toBeGreaterThanOrEqual(margin / aspectRatio - 1e-6);
          expect(w.yPx + w.heightPx).toBeLessThanOrEqual(30 + height - margin / aspectRatio + 1e-6);
        },
      ),
    );
  });

  it('keeps a subject at the side of a landscape photograph in a portrait frame', () => {
    const scene = sceneOf(1600, 900, { xRatio: 0.7, yRatio: 0.2, widthRatio: 0.2, heightRatio: 0.6 });
    const window = firstWindow(scene, { aspectRatio: 9 / 16 });
    const subject = regionInFrame(scene.subject, scene, window);
    expect(subject?.xRatio).toBeGreaterThan(0);
    expect((subject?.xRatio ?? 0) + (subject?.widthRatio ?? 0) / 2).toBeCloseTo(0.5, 1);
  });

  it('keeps the top of a subject taller than the window', () => {
    const scene = sceneOf(900, 1600, { xRatio: 0.2, yRatio: 0.3, widthRatio: 0.6, heightRatio: 0.7 });
    const window = firstWindow(scene, { aspectRatio: 16 / 9 });
    const top = 30 + 0.3 * 1600;
    expect(window.yPx).toBeLessThan(top);
    expect(window.yPx + window.heightPx / 4).toBeGreaterThan(top);
  });

  it('takes a given centre before the subject’s', () => {
    const scene = sceneOf(1600, 900, { xRatio: 0.7, yRatio: 0.2, widthRatio: 0.2, heightRatio: 0.6 });
    const window = firstWindow(scene, { aspectRatio: 1, startCropRatio: 1, centre: { xRatio: 0, yRatio: 0 } });
    expect(window).toEqual({ xPx: 50, yPx: 30, widthPx: 900, heightPx: 900 });
    expect(regionInFrame(scene.subject, scene, window)).toBeNull();
  });
});

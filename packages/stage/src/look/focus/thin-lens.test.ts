import { describe, expect, it } from 'vitest';
import { circleOfConfusionMm, reachedFocusM } from './thin-lens.ts';

// From the lens equation itself: where the two images lie behind the lens, and how wide the cone of one is at the other.
function byImages({ lensMm, fStop, focusM }: { lensMm: number; fStop: number; focusM: number }, distanceM: number): number {
  const imageMm = (metres: number) => (lensMm * metres * 1000) / (metres * 1000 - lensMm);
  const [film, image] = [imageMm(focusM), imageMm(distanceM)];
  return ((lensMm / fStop) * Math.abs(image - film)) / image;
}

describe('the circle of confusion', () => {
  it('is as wide as the cone of light where it meets the film', () => {
    for (const lensMm of [18, 35, 85, 200]) {
      for (const fStop of [1.2, 2.8, 16]) {
        for (const focusM of [0.6, 3, 40]) {
          for (const distanceM of [0.5, 1, 3, 7, 1000]) {
            const opening = { lensMm, fStop, focusM };
            expect(circleOfConfusionMm(opening, distanceM)).toBeCloseTo(byImages(opening, distanceM), 9);
          }
        }
      }
    }
  });

  it('is 0 in focus, 0.49 mm at infinity for 50 mm, f/1.7, 3 m', () => {
    expect(circleOfConfusionMm({ lensMm: 50, fStop: 1.7, focusM: 3 }, 3)).toBe(0);
    expect(circleOfConfusionMm({ lensMm: 50, fStop: 1.7, focusM: 3 }, 1e9)).toBeCloseTo(0.4985, 4);
  });

  it('takes focus nearer than one and a half focal lengths for that', () => {
    expect(reachedFocusM({ lensMm: 200, fStop: 2, focusM: 0.05 })).toBeCloseTo(0.3, 12);
    expect(Number.isFinite(circleOfConfusionMm({ lensMm: 2000, fStop: 0.5, focusM: 0.01 }, 2))).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { chordsOf, rungs, rungsBetween } from './rungs.ts';

describe('the ladder of blurred copies', () => {
  it('spreads light by a quarter of the radius squared along either axis, whatever the shape, and loses none', () => {
    for (const shape of ['disc', 'hexagon'] as const) {
      for (const rung of rungs) {
        const chords = chordsOf(rung, shape);
        let [sum, across, along] = [0, 0, 0];
        for (const [y, n, inner, outer] of chords) {
          for (let x = -n - 1; x <= n + 1; x++) {
            const share = Math.abs(x) <= n ? inner + outer : outer;
            sum += share;
            across += share * x * x;
            along += share * y * y;
          }
        }
        expect(sum).toBeCloseTo(1, 6);
        const size = 4 ** rung.source;
        const besides = rung.source === 0 ? 0 : (size - 1) / 3;
        const found = ((across + along) / 2) * size + besides;
        expect(Math.sqrt(found / (rung.radius ** 2 / 4))).toBeCloseTo(1, 2);
        // Of a hexagon one or two texels wide the grid leaves little.
        const most = rung.radius < 3 * 2 ** rung.source ? 1.25 : 1.05;
        expect(across / along).toBeGreaterThan(1 / most);
        expect(across / along).toBeLessThan(most);
      }
    }
  });

  it('has the copies on both sides of the radii asked for, and none where nothing is blurred', () => {
    expect(rungsBetween(0, 0.4, 0.45)).toEqual([]);
    expect(rungsBetween(0, 0.9, 0.45).map(({ radius }) => radius)).toEqual([1]);
    const found = rungsBetween(5, 9, 0.45).map(({ radius }) => radius);
    expect(found[0]).toBeLessThanOrEqual(5);
    expect(found.at(-1)).toBeGreaterThanOrEqual(9);
    expect(found.slice(1, -1).every((radius) => radius > 5 && radius < 9)).toBe(true);
    expect(rungsBetween(500, 900, 0.45)).toEqual([rungs.at(-1)]);
  });
});

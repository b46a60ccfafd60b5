import { Grade } from '@fantascope/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColourCube } from '../look.ts';
import type { Colour } from './colour.ts';
import { colourFromCube } from './cube-colour.ts';
import { gradeColour, LUMA_SHARES, toneOf } from './grade-colour.ts';

const grade = (told: Partial<Grade>) => ({ grade: Grade.parse(told) });
const light = (coded: number) => (coded <= 0.04045 ? coded / 12.92 : ((coded + 0.055) / 1.055) ** 2.4);
const luminance = (colour: Colour) => colour.reduce((sum, value, i) => sum + light(value) * (LUMA_SHARES[i] as number), 0);
const ratio = fc.double({ min: 0, max: 1, noNaN: true });
const colours = fc.tuple(ratio, ratio, ratio);

describe('a grade', () => {
  it('at its defaults changes nothing', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        for (const [i, value] of gradeColour(colour, grade({})).entries()) expect(value).toBeCloseTo(colour[i] as number, 12);
      }),
    );
  });

  it('of one stop doubles the light, and cuts at white', () => {
    const [r, g, b] = gradeColour([0.1, 0.3, 0.9], grade({ exposureStops: 1 }));
    expect(light(r)).toBeCloseTo(2 * light(0.1), 6);
    expect(light(g)).toBeCloseTo(2 * light(0.3), 6);
    expect(b).toBe(1);
  });

  it('warms and tints a grey without changing its luminance', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }), (warmthRatio, tintRatio) => {
        const grey: Colour = [0.4, 0.4, 0.4];
        expect(luminance(gradeColour(grey, grade({ warmthRatio, tintRatio })))).toBeCloseTo(luminance(grey), 5);
      }),
    );
    const [warm, , cold] = gradeColour([0.4, 0.4, 0.4], grade({ warmthRatio: 1 }));
    expect(light(warm) / light(cold)).toBeCloseTo(2 ** 1.4, 5);
    const [r, g, b] = gradeColour([0.4, 0.4, 0.4], grade({ tintRatio: 1 }));
    expect(g).toBeLessThan(Math.min(r, b));
  });

  it('turns contrast around middle grey: half and twice as steep there, black and white kept when steeper, flat at −1', () => {
    const middle = 0.4613561295004;
    for (const [contrastRatio, slope] of [
      [-0.5, 0.5],
      [1, 2],
    ] as const) {
      const tone = toneOf(Grade.parse({ contrastRatio }), 1);
      expect(tone(middle)).toBeCloseTo(middle, 6);
      expect((tone(middle + 1e-4) - tone(middle - 1e-4)) / 2e-4).toBeCloseTo(slope, 3);
    }
    const steep = toneOf(Grade.parse({ contrastRatio: 1 }), 0);
    expect([steep(0), steep(1)]).toEqual([0, 1]);
    const flat = toneOf(Grade.parse({ contrastRatio: -1 }), 0);
    expect([flat(0), flat(1)].map((value) => value.toFixed(6))).toEqual([middle.toFixed(6), middle.toFixed(6)]);
  });

  it('without colour shows luma, and twice as colourful goes twice as far from it', () => {
    const colour: Colour = [0.5, 0.4, 0.35];
    const luma = colour.reduce((sum, value, i) => sum + value * (LUMA_SHARES[i] as number), 0);
    for (const value of gradeColour(colour, grade({ saturationRatio: -1 }))) expect(value).toBeCloseTo(luma, 12);
    for (const [i, value] of gradeColour(colour, grade({ saturationRatio: 1 })).entries())
      expect(value).toBeCloseTo(luma + 2 * ((colour[i] as number) - luma), 12);
  });

  it('mixes the table in by its share', () => {
    const cube: ColourCube = { dimensions: 3, size: 2, values: new Float32Array(24).fill(1), low: [0, 0, 0], high: [1, 1, 1] };
    const [r, g] = gradeColour([0.2, 0.6, 0], { grade: Grade.parse({ lutRatio: 0.25 }), cube });
    expect([r, g]).toEqual([0.2 + 0.8 / 4, 0.6 + 0.4 / 4]);
  });
});

describe('a table of colours', () => {
  const values = (size: number, of: (r: number, g: number, b: number) => Colour) =>
    Float32Array.from(
      Array.from({ length: size ** 3 }, (_, i) => of(i % size, Math.floor(i / size) % size, Math.floor(i / size ** 2))).flat(),
    );
  const bounds = { low: [0, 0, 0], high: [1, 1, 1] } as const;

  it('gives back any colour when its entries are the colours themselves', () => {
    const cube: ColourCube = { dimensions: 3, size: 5, values: values(5, (r, g, b) => [r / 4, g / 4, b / 4]), ...bounds };
    fc.assert(
      fc.property(colours, (colour) => {
        for (const [i, value] of colourFromCube(colour, cube).entries()) expect(value).toBeCloseTo(colour[i] as number, 6);
      }),
    );
  });

  it('keeps greys grey where trilinear weights would not: only the diagonal counts there', () => {
    // Wild off the diagonal, grey on it.
    const cube: ColourCube = {
      dimensions: 3,
      size: 2,
      values: values(2, (r, g, b) => (r === g && g === b ? [r, r, r] : [1, 0, 1])),
      ...bounds,
    };
    for (const value of colourFromCube([0.3, 0.3, 0.3], cube)) expect(value).toBeCloseTo(0.3, 12);
  });

  it('reads its bounds: what lies outside gets the value at the bound', () => {
    const cube: ColourCube = {
      dimensions: 3,
      size: 2,
      values: values(2, (r, g, b) => [r, g, b]),
      low: [0.2, 0.2, 0.2],
      high: [0.6, 0.6, 0.6],
    };
    const [r, g, b] = colourFromCube([0.1, 0.3, 0.9], cube);
    expect([r, b]).toEqual([0, 1]);
    expect(g).toBeCloseTo(0.25, 12);
  });

  it('of one dimension bends each channel by its own curve', () => {
    const cube: ColourCube = { dimensions: 1, size: 3, values: Float32Array.from([0, 1, 0, 0.25, 0.5, 0, 1, 0, 0]), ...bounds };
    expect(colourFromCube([0.25, 0.25, 0.9], cube)).toEqual([0.125, 0.75, 0]);
  });
});

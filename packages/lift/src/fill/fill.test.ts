import { describe, expect, test } from 'vitest';
import type { Hidden } from './hidden-fill.ts';
import { membraneFill } from './membrane-fill.ts';
import { mixFill } from './mix-fill.ts';

const size = { widthPx: 160, heightPx: 120 };
const pixels = size.widthPx * size.heightPx;

/** A picture with a square hole under a front of strong red. */
function hidden(colourOf: (x: number, y: number) => number, seed = 1): Hidden {
  const rgb = new Float32Array(pixels * 3);
  const isHole = new Uint8Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const x = i % size.widthPx;
    const y = Math.floor(i / size.widthPx);
    const inHole = x >= 60 && x < 100 && y >= 40 && y < 80;
    isHole[i] = inHole ? 1 : 0;
    for (let c = 0; c < 3; c++) rgb[i * 3 + c] = inHole ? (c === 0 ? 255 : 0) : colourOf(x, y);
  }
  return { rgb, isHole, isFront: isHole, seed };
}

const grainy = (x: number, y: number): number => 120 + 80 * (((Math.imul(y * 160 + x + 1, 0x9e3779b1) >>> 16) & 255) / 255 - 0.5);

/** Mean step between neighbours inside the hole. */
function grainIn(rgb: Float32Array): number {
  let sum = 0;
  for (let y = 45; y < 75; y++) {
    for (let x = 65; x < 95; x++) sum += Math.abs((rgb[(y * 160 + x + 1) * 3] as number) - (rgb[(y * 160 + x) * 3] as number));
  }
  return sum / 900;
}

describe.each([
  ['membrane', membraneFill],
  ['mix', mixFill],
] as const)('the %s fill', (_name, fill) => {
  test('continues a smooth ramp through the hole', () => {
    const ramp = (x: number): number => 40 + x;
    const filled = fill(hidden(ramp), size);
    for (let x = 60; x < 100; x++) expect(Math.abs((filled[(60 * 160 + x) * 3] as number) - ramp(x))).toBeLessThan(4);
  });

  test('touches nothing outside the hole and lets nothing of the front in', () => {
    const task = hidden(grainy);
    const before = task.rgb.slice();
    const filled = fill(task, size);
    for (let i = 0; i < pixels; i++) {
      if (!task.isHole[i]) expect(filled[i * 3]).toBe(before[i * 3]);
      // the front is pure red, its surroundings are grey
      else expect(Math.abs((filled[i * 3] as number) - (filled[i * 3 + 1] as number))).toBeLessThan(2);
    }
  });
});

describe('the mix fill', () => {
  test('keeps the grain that the membrane loses', () => {
    const around = grainIn(Float32Array.from({ length: pixels * 3 }, (_, k) => grainy(Math.floor(k / 3) % 160, Math.floor(k / 480))));
    expect(grainIn(membraneFill(hidden(grainy), size))).toBeLessThan(around * 0.1);
    expect(grainIn(mixFill(hidden(grainy), size))).toBeGreaterThan(around * 0.5);
  });

  test('gives the same bytes for the same seed, and others for another', () => {
    const first = mixFill(hidden(grainy, 7), size);
    expect(mixFill(hidden(grainy, 7), size)).toEqual(first);
    expect(mixFill(hidden(grainy, 8), size)).not.toEqual(first);
  });

  test('falls back on the membrane where there is nothing to copy from', () => {
    const task = hidden(() => 100);
    const all = new Uint8Array(pixels).fill(1);
    all[0] = 0;
    const filled = mixFill({ ...task, isHole: all, isFront: all }, size);
    expect(filled[(60 * 160 + 80) * 3]).toBeCloseTo(100, 0);
  });
});

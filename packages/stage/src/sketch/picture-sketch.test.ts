import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namesOf, shownColours } from './colour-names.ts';
import { labOf } from './lab.ts';
import { HAS_LEVEL, levelsAbove, SKETCH_NUMBERS, sketchOf } from './picture-sketch.ts';
import { colourBits, colourLevel, SHARE_BITS, SKETCH_BITS, sketchBits, sketchDistance, sketchFromText, sketchText } from './sketch-code.ts';
import type { Pixels } from './small-picture.ts';

type Rgb = readonly [number, number, number];
/** A picture drawn by a function of its place, both ratios 0..1. */
function drawn(paint: (x: number, y: number) => Rgb, [widthPx, heightPx]: readonly [number, number] = [160, 120]): Pixels {
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let y = 0; y < heightPx; y += 1)
    for (let x = 0; x < widthPx; x += 1) rgba.set([...paint((x + 0.5) / widthPx, (y + 0.5) / heightPx), 255], (y * widthPx + x) * 4);
  return { widthPx, heightPx, rgba };
}
const shore = (x: number, y: number): Rgb =>
  y < 0.55 ? [150 - 60 * y, 190, 230] : (x - 0.7) ** 2 + (y - 0.75) ** 2 < 0.02 ? [200, 40, 30] : [220, 190, 140];
const night = (x: number, y: number): Rgb => ((x * 9) % 1 < 0.2 && y > 0.3 && (y * 12) % 1 < 0.4 ? [240, 200, 90] : [18, 22, 40]);
const flat = (colour: Rgb) => drawn(() => colour, [8, 8]);
const digits = fc.tuple(...levelsAbove.map((most) => fc.integer({ min: 0, max: most }))).map((levels) => Uint8Array.from(levels));

describe('a sketch', () => {
  test('is nearly the same for the same picture in another size, a little lighter, and with the noise of a camera', () => {
    const own = sketchOf(drawn(shore));
    const far = sketchDistance(own, sketchOf(drawn(night)));
    const grain = (x: number, y: number) => ((Math.sin(x * 9127 + y * 3571) * 43758) % 1) * 8;
    const near = {
      large: drawn(shore, [640, 480]),
      small: drawn(shore, [96, 72]),
      tall: drawn(shore, [120, 160]),
      lighter: drawn((x, y) => shore(x, y).map((value) => value + 6) as unknown as Rgb),
      noisy: drawn((x, y) => shore(x, y).map((value) => value + grain(x, y)) as unknown as Rgb),
    };
    for (const [name, picture] of Object.entries(near))
      expect([name, sketchDistance(own, sketchOf(picture)) < far / 5]).toEqual([name, true]);
    expect(far).toBeGreaterThan(SKETCH_BITS / 5);
  });

  test('of a mirror image has another layout and the same colours', () => {
    const half = (x: number): Rgb => (x < 0.5 ? [200, 30, 30] : [30, 60, 200]);
    const [own, mirrored] = [sketchOf(drawn(half)), sketchOf(drawn((x) => half(1 - x)))];
    expect(sketchDistance(own, mirrored)).toBeGreaterThan(SKETCH_BITS / 10);
    for (const name of ['red', 'blue', 'warm'] as const) expect(colourLevel(own, name)).toBe(colourLevel(mirrored, name));
  });

  test('tells stripes that lie from stripes that stand by their edges alone', () => {
    const stripes = (along: number): Rgb => ((along * 8) % 1 < 0.5 ? [230, 230, 230] : [30, 30, 30]);
    const lying = sketchOf(drawn((_, y) => stripes(y)));
    const standing = sketchOf(drawn((x) => stripes(x)));
    const edges = (sketch: Uint8Array | Readonly<Uint8Array>) => [...sketch.slice(48, 48 + 64)];
    expect(edges(lying)).not.toEqual(edges(standing));
    expect(edges(lying).filter((_, at) => at % 4 !== 2)).toEqual(Array(48).fill(0));
    expect(edges(standing).filter((_, at) => at % 4 !== 0)).toEqual(Array(48).fill(0));
  });

  test('leaves out what is transparent, and a picture with nothing in it is one', () => {
    const see = drawn(() => [0, 0, 255], [40, 40]);
    for (let at = 3; at < see.rgba.length; at += 8) see.rgba[at] = 0;
    for (let at = 3; at < see.rgba.length; at += 8) see.rgba.set([255, 0, 0], at - 3);
    expect(colourLevel(sketchOf(see), 'blue')).toBe(SHARE_BITS);
    const nothing = sketchOf({ widthPx: 1, heightPx: 1, rgba: new Uint8Array(4) });
    expect(nothing).toHaveLength(SKETCH_NUMBERS);
    expect([...nothing.slice(-16)]).toEqual(Array(16).fill(0));
  });

  test('is not made of bytes that fill no picture', () => {
    for (const [widthPx, heightPx] of [
      [0, 4],
      [2, 2],
      [1.5, 2],
    ] as const)
      expect(() => sketchOf({ widthPx, heightPx, rgba: new Uint8Array(12) })).toThrow(RangeError);
  });
});

describe('its text and its bits', () => {
  test('hold every sketch, and bits differ by as much as levels lie apart', () => {
    fc.assert(
      fc.property(digits, digits, (one, other) => {
        expect(sketchFromText(sketchText(one))).toEqual(one);
        const [left, right] = [sketchBits(one), sketchBits(other)];
        expect([left.length, right.length]).toEqual([SKETCH_BITS, SKETCH_BITS]);
        expect([...left].filter((bit, at) => bit !== right[at])).toHaveLength(sketchDistance(one, other));
      }),
    );
  });

  test('a text of another length, with another digit or a level that its number has not is none', () => {
    const text = sketchText(new Uint8Array(SKETCH_NUMBERS));
    for (const wrong of [
      '',
      text.slice(1),
      `${text}0`,
      `G${text.slice(1)}`,
      `-${text.slice(1)}`,
      `g${text.slice(1)}`,
      `雨${text.slice(1)}`,
    ])
      expect(sketchFromText(wrong)).toBeNull();
    // Lightness has sixteen levels, a hue seventeen.
    expect(sketchFromText(`fg${text.slice(2)}`)).not.toBeNull();
  });

  test('masks of colours count their levels and know who has them', () => {
    fc.assert(
      fc.property(digits, (sketch) => {
        const bits = [...sketchBits(sketch)];
        const { all, has } = colourBits(['red', 'dark']);
        const [red, dark] = [colourLevel(sketch, 'red'), colourLevel(sketch, 'dark')];
        expect(bits.filter((bit, at) => bit === '1' && all[at] === '1')).toHaveLength(red + dark);
        expect([...has].every((bit, at) => bit === '0' || bits[at] === '1')).toBe(red >= HAS_LEVEL && dark >= HAS_LEVEL);
      }),
    );
  });
});

describe('colours', () => {
  test('are those of CIELAB', () => {
    for (const [rgb, lab] of [
      [
        [255, 255, 255],
        [100, 0, 0],
      ],
      [
        [255, 0, 0],
        [53.24, 80.09, 67.2],
      ],
      [
        [0, 0, 255],
        [32.3, 79.19, -107.86],
      ],
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
    ] as const)
      for (const [at, value] of labOf(rgb[0], rgb[1], rgb[2]).entries()) expect(value).toBeCloseTo(lab[at] as number, 1);
  });

  test.each([
    ['red', [220, 20, 30], 'warm'],
    ['red', [128, 0, 0], 'warm'],
    ['orange', [255, 140, 0], 'warm'],
    ['yellow', [255, 230, 0], 'warm'],
    ['green', [34, 139, 34], null],
    ['cyan', [0, 180, 190], 'cool'],
    ['blue', [30, 80, 200], 'cool'],
    ['blue', [0, 0, 255], 'cool'],
    ['purple', [128, 0, 128], null],
    ['pink', [255, 160, 185], 'warm'],
    ['brown', [120, 70, 30], 'warm'],
    ['black', [15, 15, 15], 'dark'],
    ['grey', [128, 128, 128], null],
    ['white', [250, 250, 250], 'light'],
  ] as const)('%s is what %j is called', (name, rgb, tone) => {
    const names = namesOf(labOf(rgb[0], rgb[1], rgb[2]));
    expect(names).toContain(name);
    if (tone !== null) expect(names).toContain(tone);
    expect(colourLevel(sketchOf(flat(rgb)), name)).toBe(SHARE_BITS);
  });

  test('what stands for a colour in a picker bears its name', () => {
    for (const [name, lab] of Object.entries(shownColours)) expect(namesOf(lab)).toContain(name);
  });
});

import { type ColourName, colourNames } from './colour-names.ts';
import { HAS_LEVEL, levelsAbove, type PictureSketch, SHARES_FROM, SKETCH_NUMBERS } from './picture-sketch.ts';

/** Digits of a sketch's text: a level each. */
const DIGITS = '0123456789abcdefg';

/** Bits of a sketch: a number of n levels has n. */
export const SKETCH_BITS = levelsAbove.reduce((sum, levels) => sum + levels, 0);
/** Bits of one colour's share; what `colourBits` can have in common with a sketch for each colour. */
export const SHARE_BITS = levelsAbove.at(-1) ?? 0;

/** A sketch as a text of 128 digits (0..9, a..g), one a level. */
export function sketchText(sketch: PictureSketch): string {
  return Array.from(sketch, (level) => DIGITS.charAt(level)).join('');
}

/** The sketch that a text holds; null where it is of another length, or one of its levels is none. */
export function sketchFromText(text: string): PictureSketch | null {
  if (text.length !== SKETCH_NUMBERS) return null;
  const levels = Array.from(text, (digit) => DIGITS.indexOf(digit));
  return levels.every((level, at) => level >= 0 && level <= (levelsAbove[at] ?? 0)) ? Uint8Array.from(levels) : null;
}

/**
 * A sketch as bits, "0" and "1": each level as a thermometer, as many ones as it is high. Two sketches differ in as many bits as their levels
 * lie apart in all (`sketchDistance`), so that a database without any extension finds what is near by counting bits.
 */
export function sketchBits(sketch: PictureSketch): string {
  return Array.from(sketch, (level, at) => '1'.repeat(level).padEnd(levelsAbove[at] ?? 0, '0')).join('');
}

/** How far two sketches lie apart: the sum of the differences of their levels, 0..`SKETCH_BITS`. */
export function sketchDistance(one: PictureSketch, other: PictureSketch): number {
  return one.reduce((sum, level, at) => sum + Math.abs(level - (other[at] ?? 0)), 0);
}

/** The level of a colour's share in a sketch, 0..`SHARE_BITS`. */
export function colourLevel(sketch: PictureSketch, name: ColourName): number {
  return sketch[SHARES_FROM + colourNames.indexOf(name)] ?? 0;
}

/** Masks over the bits of a sketch. `all`: every bit of the colours' shares; `has`: those that are set in a picture that has all of the colours. */
export function colourBits(names: readonly ColourName[]): Readonly<{ all: string; has: string }> {
  const mask = (bitsOf: (levels: number) => string) =>
    levelsAbove
      .map((levels, at) => {
        const name = colourNames[at - SHARES_FROM];
        return name !== undefined && names.includes(name) ? bitsOf(levels) : '0'.repeat(levels);
      })
      .join('');
  return { all: mask((levels) => '1'.repeat(levels)), has: mask((levels) => '1'.padStart(HAS_LEVEL, '0').padEnd(levels, '0')) };
}

import { z } from 'zod';
import type { Shot } from '../shot.ts';

const row = z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly();

/**
 * How a take's colours are moved so that it goes on from the take before it. What becomes of red, green and blue, a row each: shares of red, green and blue, and what is
 * added; colours are coded as video and sRGB hold them, ratios 0..1.
 */
export const ColourMatch = z.strictObject({ rows: z.tuple([row, row, row]).readonly() });
export type ColourMatch = z.infer<typeof ColourMatch>;

/** A colour moved by a match, ratios, not cut to 0..1. */
export function matchedColour([red, green, blue]: readonly [number, number, number], { rows }: ColourMatch): [number, number, number] {
  const of = ([r, g, b, added]: readonly [number, number, number, number]) => r * red + g * green + b * blue + added;
  return [of(rows[0]), of(rows[1]), of(rows[2])];
}

/** Whether a shot's take is to be brought back to the colours of the take before it: where it continues that, unless somebody said no. */
export function matchesColour(shot: Pick<Shot, 'continues' | 'matchesColour'>): boolean {
  return shot.continues !== undefined && shot.matchesColour !== false;
}

import type { Look } from '../look.ts';
import type { Colour } from './colour.ts';
import { colourFromCube } from './cube-colour.ts';

type Toning = Omit<NonNullable<Look['grade']>, 'vignetteRatio' | 'grainRatio' | 'letterboxAspectRatio'>;

/** 18 % of the light, coded: what contrast turns around. */
const MIDDLE_GREY = toCoded(0.18);
/** Stops by which a full warmth parts red from blue on either side, and a full tint takes from green. */
const WARMTH_STOPS = 0.7;
const TINT_STOPS = 0.35;

/** Shares of red, green and blue in luminance and luma (ITU-R BT.709-6, 3.2). */
export const LUMA_SHARES: Colour = [0.2126, 0.7152, 0.0722];

// IEC 61966-2-1, sRGB
function toLight(coded: number): number {
  return coded <= 0.04045 ? coded / 12.92 : ((coded + 0.055) / 1.055) ** 2.4;
}

function toCoded(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** True where a look changes colours: otherwise the layers need no work. */
export function gradesColours({ grade, cube }: Pick<Look, 'grade' | 'cube'>): boolean {
  const tones = [grade?.exposureStops, grade?.warmthRatio, grade?.tintRatio, grade?.contrastRatio, grade?.saturationRatio];
  return (cube !== undefined && grade?.lutRatio !== 0) || tones.some((amount) => amount !== undefined && amount !== 0);
}

/**
 * What becomes of one channel (0 red, 1 green, 2 blue) before saturation and the table: coded ratio → coded ratio, 0..1. Exposure and white balance scale
 * linear light (von Kries, in the primaries of BT.709), normalised so that a grey keeps its luminance; what exceeds white is cut. Contrast is a power curve on
 * either side of middle grey whose slope there is 1 + contrastRatio and which keeps black and white; below 0 it is a straight line, to flat grey at −1.
 */
export function toneOf(grade: Toning | undefined, channel: 0 | 1 | 2): (coded: number) => number {
  const { exposureStops = 0, warmthRatio = 0, tintRatio = 0, contrastRatio = 0 } = grade ?? {};
  const warm = WARMTH_STOPS * warmthRatio;
  const gains = [2 ** warm, 2 ** (-TINT_STOPS * tintRatio), 2 ** -warm];
  const luminance = gains.reduce((sum, gain, i) => sum + gain * (LUMA_SHARES[i] as number), 0);
  const gain = ((gains[channel] as number) * 2 ** exposureStops) / luminance;
  return (coded) => {
    const lit = gain === 1 ? coded : Math.min(1, toCoded(toLight(coded) * gain));
    return contrasted(lit, 1 + contrastRatio);
  };
}

function contrasted(coded: number, slope: number): number {
  if (slope === 1) return coded;
  if (slope < 1) return MIDDLE_GREY + (coded - MIDDLE_GREY) * slope;
  return coded < MIDDLE_GREY
    ? MIDDLE_GREY * (coded / MIDDLE_GREY) ** slope
    : 1 - (1 - MIDDLE_GREY) * ((1 - coded) / (1 - MIDDLE_GREY)) ** slope;
}

/** What a look makes of one colour: tones, then saturation about BT.709 luma, then the table. The kernel does the same to every texel; 0..1. */
export function gradeColour(rgb: Colour, { grade, cube }: Pick<Look, 'grade' | 'cube'>): Colour {
  const toned = [0, 1, 2].map((i) => toneOf(grade, i as 0 | 1 | 2)(cut(rgb[i] as number)));
  const luma = toned.reduce((sum, value, i) => sum + value * (LUMA_SHARES[i] as number), 0);
  const colourful = 1 + (grade?.saturationRatio ?? 0);
  const [r = 0, g = 0, b = 0] = toned.map((value) => cut(luma + (value - luma) * colourful));
  if (cube === undefined) return [r, g, b];
  const share = grade?.lutRatio ?? 1;
  const [x, y, z] = colourFromCube([r, g, b], cube);
  return [cut(r + (x - r) * share), cut(g + (y - g) * share), cut(b + (z - b) * share)];
}

function cut(value: number): number {
  return Math.max(0, Math.min(1, value));
}

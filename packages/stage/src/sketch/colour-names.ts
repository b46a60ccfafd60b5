import type { Lab } from './lab.ts';

/**
 * Colours that a picture can be asked for. The first twelve are the basic colour terms of Berlin and Kay (1969) and cyan, which Chinese has a
 * basic word for (青); the last four are tones. Where one ends and the next begins is ours.
 */
export const colourNames = [
  'red',
  'orange',
  'yellow',
  'green',
  'cyan',
  'blue',
  'purple',
  'pink',
  'brown',
  'black',
  'grey',
  'white',
  'warm',
  'cool',
  'dark',
  'light',
] as const;
/** One of them. */
export type ColourName = (typeof colourNames)[number];

/** Below this a colour has no hue that anybody would name, CIELAB chroma. */
const GREY_CHROMA = 10;

/** The basic colour a CIELAB colour is called by; none for what lies between (beige, olive). */
function basicName(lightness: number, chroma: number, hueDeg: number): ColourName | null {
  if (chroma < GREY_CHROMA || lightness < 8) return lightness < 28 ? 'black' : lightness < 82 ? 'grey' : 'white';
  if (hueDeg >= 345 || hueDeg < 48) {
    if (lightness >= 64) return 'pink';
    return hueDeg >= 28 && hueDeg < 345 && chroma < 42 && lightness < 55 ? 'brown' : 'red';
  }
  if (hueDeg < 80) return lightness >= 56 ? (chroma >= 32 ? 'orange' : null) : 'brown';
  if (hueDeg < 112) return lightness >= 60 && chroma >= 28 ? 'yellow' : hueDeg < 95 && lightness < 50 ? 'brown' : null;
  if (hueDeg < 172) return 'green';
  if (hueDeg < 235) return 'cyan';
  if (hueDeg < 306 || (hueDeg < 310 && lightness < 40)) return 'blue';
  return lightness >= 66 ? 'pink' : 'purple';
}

/** Everything that a CIELAB colour may be called: its basic colour and its tones. */
export function namesOf([lightness, a, b]: Lab): readonly ColourName[] {
  const chroma = Math.hypot(a, b);
  const hueDeg = ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
  const basic = basicName(lightness, chroma, hueDeg);
  const names: ColourName[] = basic === null ? [] : [basic];
  if (chroma >= GREY_CHROMA) {
    if (hueDeg >= 345 || hueDeg < 112) names.push('warm');
    else if (hueDeg >= 172 && hueDeg < 310) names.push('cool');
  }
  if (lightness < 25) names.push('dark');
  else if (lightness >= 75) names.push('light');
  return names;
}

/** What each of the twelve is shown as, CIELAB: the middle of what bears its name. */
export const shownColours: Readonly<Partial<Record<ColourName, Lab>>> = {
  red: [48, 68, 48],
  orange: [68, 42, 66],
  yellow: [87, 2, 80],
  green: [52, -48, 42],
  cyan: [70, -38, -12],
  blue: [40, 14, -60],
  purple: [40, 46, -46],
  pink: [76, 38, 2],
  brown: [36, 20, 30],
  black: [8, 0, 0],
  grey: [55, 0, 0],
  white: [97, 0, 0],
};

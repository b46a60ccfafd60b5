/** A colour in CIELAB under D65: lightness 0..100, a (green to red) and b (blue to yellow) about -110..110. */
export type Lab = readonly [lightness: number, a: number, b: number];

/** White of D65, CIE 1931 2°. */
const WHITE = [0.95047, 1, 1.08883] as const;
const EPSILON = 216 / 24_389;
const KAPPA = 24_389 / 27;

/** IEC 61966-2-1, from the coded value to light. `coded` 0..1. */
const light = (coded: number) => (coded <= 0.040_45 ? coded / 12.92 : ((coded + 0.055) / 1.055) ** 2.4);
const bent = (share: number) => (share > EPSILON ? Math.cbrt(share) : (KAPPA * share + 16) / 116);

/** CIELAB of a colour coded by sRGB, each 0..255. CIE 15:2018, 8.2.1; primaries of IEC 61966-2-1. */
export function labOf(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [light(red / 255), light(green / 255), light(blue / 255)];
  const x = bent((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE[0]);
  const y = bent((0.2126729 * r + 0.7151522 * g + 0.072175 * b) / WHITE[1]);
  const z = bent((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / WHITE[2]);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

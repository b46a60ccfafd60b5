/** A colour, sRGB 0..1. */
export type Rgb = readonly [number, number, number];

/** A colour written as #rrggbb. */
export function hex(text: string): Rgb {
  const at = (i: number): number => Number.parseInt(text.slice(i, i + 2), 16) / 255;
  return [at(1), at(3), at(5)];
}

/** From a (0) to b (1), not held inside. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** A colour under a coloured light. */
export function times(a: Rgb, b: Rgb): Rgb {
  return [a[0] * b[0], a[1] * b[1], a[2] * b[2]];
}

/** Brightness as BT.709 weighs it, 0..1. */
export function lumaOf([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Less (below 1) or more colourful, of the same brightness. */
export function saturated(colour: Rgb, ratio: number): Rgb {
  const grey = lumaOf(colour);
  return mix([grey, grey, grey], colour, ratio);
}

/** Colours along 0..1, in order of `at`. */
export type Stops = readonly Readonly<{ at: number; colour: Rgb }>[];

/** Colours at even steps. */
export function evenStops(...colours: readonly string[]): Stops {
  return colours.map((colour, k) => ({ at: k / Math.max(1, colours.length - 1), colour: hex(colour) }));
}

/** The colour at a place of stops; beyond the ends, the end's. */
export function colourAt(stops: Stops, at: number): Rgb {
  let before = stops[0];
  if (before === undefined) return [0, 0, 0];
  for (const stop of stops) {
    if (at <= stop.at) {
      const span = stop.at - before.at;
      if (span <= 0) return stop.colour;
      const share = Math.max(0, (at - before.at) / span);
      return mix(before.colour, stop.colour, share);
    }
    before = stop;
  }
  return before.colour;
}

/** 0 below `from`, 1 above `to`, smooth between (Hermite). */
export function smoothstep(from: number, to: number, at: number): number {
  const t = Math.max(0, Math.min(1, (at - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

import type { Direction, Family, Speed } from './lexeme.ts';

/**
 * What a move without a number stands for. Ways are shares of the subject's distance, angles degrees, zooms factors, shakes strengths.
 * The fast column is the cap of a move on a lifted photograph (dolly 20 %, sideways and up 6 %, orbit 5°, dolly zoom 15 %); every
 * such move is marked isNominal, so that the stage may shrink it to what one picture holds.
 */
export const nominalAmounts = {
  pan: { slow: 4, normal: 6, fast: 10 },
  tilt: { slow: 3, normal: 5, fast: 8 },
  roll: { slow: 4, normal: 8, fast: 12 },
  'whip-pan': { slow: 30, normal: 45, fast: 60 },
  orbit: { slow: 3, normal: 4, fast: 5 },
  truck: { slow: 0.03, normal: 0.045, fast: 0.06 },
  pedestal: { slow: 0.03, normal: 0.045, fast: 0.06 },
  crane: { slow: 0.03, normal: 0.045, fast: 0.06 },
  follow: { slow: 0.03, normal: 0.045, fast: 0.06 },
  dolly: { slow: 0.1, normal: 0.15, fast: 0.2 },
  'dolly-zoom': { slow: 0.08, normal: 0.12, fast: 0.15 },
  zoom: { slow: 1.1, normal: 1.2, fast: 1.4 },
  'crash-zoom': { slow: 1.6, normal: 2, fast: 2.5 },
  shake: { slow: 0.25, normal: 0.5, fast: 1 },
} as const satisfies Readonly<Record<string, Readonly<Record<Speed, number>>>>;
/** A kind whose amount may go unsaid; a crash zoom is a zoom with a larger one. */
export type NominalKind = keyof typeof nominalAmounts;

/** Where a move goes when nobody said: the way most films go. */
export const usualDirections: Readonly<Partial<Record<Family, Direction>>> = {
  pan: 'right',
  tilt: 'up',
  roll: 'clockwise',
  rotate: 'clockwise',
  dutch: 'clockwise',
  truck: 'right',
  pedestal: 'up',
  dolly: 'in',
  zoom: 'in',
  'crash-zoom': 'in',
  orbit: 'right',
  crane: 'up',
  'dolly-zoom': 'in',
  follow: 'right',
  'whip-pan': 'right',
};

const shares: ReadonlySet<NominalKind> = new Set(['truck', 'pedestal', 'crane', 'follow', 'dolly', 'dolly-zoom']);

/** The size of a move without a number: metres, degrees, a zoom factor or a strength. Never negative. */
export function nominalAmount(kind: NominalKind, speed: Speed, subjectDistanceM: number): number {
  return grain(nominalAmounts[kind][speed] * (shares.has(kind) ? subjectDistanceM : 1));
}

/** Rounds to a ten-thousandth (a tenth of a millimetre), the grain of canonical moves. */
export function grain(value: number): number {
  const rounded = Number(value.toFixed(4));
  return rounded === 0 ? 0 : rounded;
}

import type { Air } from '@fantascope/film';
import type { Colour } from '../grade/colour.ts';

/** The kernel's shapes (kernel/air.ts). */
export const SHAPES = { disc: 0, petal: 1, glow: 2, seed: 3, puff: 4 } as const;

/** What one kind of thing in the air is like unless asked otherwise. Lengths in metres, speeds in metres a second, rates a second; distances as shares of the subject's. */
export type AirKind = Readonly<{
  shape: keyof typeof SHAPES;
  /** How many are in the first frame's view. */
  count: number;
  sizeM: number;
  /** Sizes lie within ± this share of sizeM. */
  spreadRatio: number;
  windMps: readonly [number, number, number];
  fallMps: number;
  /** How far each wanders about its way, and how often. */
  swayM: number;
  swayHz: number;
  /** How often it turns over. */
  spinHz: number;
  nearRatio: number;
  farRatio: number;
  opacityRatio: number;
  /** sRGB, 0..1: each has a mixture of the two. */
  colours: readonly [Colour, Colour];
  /** 1 for what hides the picture behind, 0 for what only adds light. */
  coverRatio: number;
  /** How much of the photograph's own light falls on it: 0 shines by itself. */
  litRatio: number;
  flickerHz: number;
  flickerRatio: number;
  /** By how much a streak stays brighter than the same light spread along it. */
  streakGain: number;
  /** How strong the halo around a light is, as a share of its core. */
  haloRatio: number;
  /** Streaks even in a shot without a shutter. */
  alwaysStreaks: boolean;
}>;

const still = { flickerHz: 0, flickerRatio: 0, streakGain: 1, haloRatio: 0, alwaysStreaks: false, coverRatio: 1, litRatio: 0.7 };

/** Usual values, chosen by eye on examples/photos with the subject at 3 m. Fall speeds: rain 8 m/s is a 2.5 mm drop (Gunn & Kinzer 1949), snow about 1 m/s. */
export const airKinds: Readonly<Record<Air['kind'], AirKind>> = {
  petals: {
    ...still,
    shape: 'petal',
    count: 140,
    sizeM: 0.03,
    spreadRatio: 0.3,
    windMps: [0.5, 0, 0.12],
    fallMps: 0.4,
    swayM: 0.12,
    swayHz: 0.3,
    spinHz: 0.3,
    nearRatio: 0.3,
    farRatio: 2.5,
    opacityRatio: 0.96,
    colours: [
      [1, 0.93, 0.94],
      [0.97, 0.76, 0.82],
    ],
  },
  seeds: {
    ...still,
    shape: 'seed',
    count: 40,
    sizeM: 0.06,
    spreadRatio: 0.25,
    windMps: [0.3, 0.06, 0.08],
    fallMps: 0.03,
    swayM: 0.09,
    swayHz: 0.16,
    spinHz: 0.05,
    nearRatio: 0.3,
    farRatio: 2,
    opacityRatio: 0.95,
    colours: [
      [1, 1, 0.98],
      [0.93, 0.92, 0.88],
    ],
  },
  rain: {
    ...still,
    shape: 'disc',
    count: 2200,
    sizeM: 0.003,
    spreadRatio: 0.35,
    windMps: [0.7, 0, 0],
    fallMps: 8,
    swayM: 0,
    swayHz: 0,
    spinHz: 0,
    nearRatio: 0.3,
    farRatio: 4,
    opacityRatio: 0.6,
    colours: [
      [0.93, 0.95, 1],
      [0.8, 0.84, 0.9],
    ],
    streakGain: 22,
    alwaysStreaks: true,
  },
  snow: {
    ...still,
    shape: 'disc',
    count: 1600,
    sizeM: 0.013,
    spreadRatio: 0.5,
    windMps: [0.3, 0, 0],
    fallMps: 0.9,
    swayM: 0.12,
    swayHz: 0.3,
    spinHz: 0,
    nearRatio: 0.25,
    farRatio: 4,
    opacityRatio: 0.9,
    colours: [
      [1, 1, 1],
      [0.93, 0.95, 0.99],
    ],
  },
  dust: {
    ...still,
    shape: 'disc',
    count: 500,
    sizeM: 0.004,
    spreadRatio: 0.6,
    windMps: [0.06, 0.01, 0],
    fallMps: 0.01,
    swayM: 0.1,
    swayHz: 0.1,
    spinHz: 0,
    nearRatio: 0.2,
    farRatio: 1.6,
    opacityRatio: 0.5,
    colours: [
      [1, 0.97, 0.9],
      [1, 0.93, 0.82],
    ],
    coverRatio: 0.3,
    flickerHz: 0.2,
    flickerRatio: 0.6,
  },
  fog: {
    ...still,
    shape: 'puff',
    count: 90,
    sizeM: 1.8,
    spreadRatio: 0.6,
    windMps: [0.25, 0, 0],
    fallMps: 0,
    swayM: 0.3,
    swayHz: 0.05,
    spinHz: 0,
    nearRatio: 0.35,
    farRatio: 5,
    opacityRatio: 0.3,
    colours: [
      [0.9, 0.92, 0.95],
      [0.9, 0.92, 0.95],
    ],
  },
  fireflies: {
    ...still,
    shape: 'glow',
    count: 44,
    sizeM: 0.022,
    spreadRatio: 0.3,
    windMps: [0.02, 0.01, 0],
    fallMps: 0,
    swayM: 0.35,
    swayHz: 0.08,
    spinHz: 0,
    nearRatio: 0.3,
    farRatio: 2.2,
    opacityRatio: 1,
    colours: [
      [0.95, 1, 0.45],
      [1, 0.9, 0.35],
    ],
    coverRatio: 0,
    litRatio: 0,
    flickerHz: 0.3,
    flickerRatio: 1,
    haloRatio: 0.55,
  },
  embers: {
    ...still,
    shape: 'glow',
    count: 140,
    sizeM: 0.008,
    spreadRatio: 0.5,
    windMps: [0.25, 0, 0.05],
    fallMps: -0.9,
    swayM: 0.12,
    swayHz: 0.5,
    spinHz: 0,
    nearRatio: 0.3,
    farRatio: 2.2,
    opacityRatio: 1,
    colours: [
      [1, 0.62, 0.2],
      [1, 0.38, 0.08],
    ],
    coverRatio: 0,
    litRatio: 0,
    flickerHz: 2.5,
    flickerRatio: 0.6,
    streakGain: 2,
    haloRatio: 0.22,
  },
};

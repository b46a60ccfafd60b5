import type { Animatic } from '@fantascope/film';
import { evenStops, hex, lumaOf, mix, type Rgb, type Stops, saturated, times } from './colour.ts';

/** The light of an hour under a weather: what every part of a picture takes its colours from, so that they belong together. */
export type Light = Readonly<{
  /** From the zenith (0) to the horizon (1). */
  sky: Stops;
  /** What the sky glows with around the sun or moon, and how strongly, 0..1. */
  glow: Rgb;
  glowRatio: number;
  body: Readonly<{ colour: Rgb; isMoon: boolean; radius: number; height: number; shownRatio: number }>;
  /** What falls on things from the sun's side, and how strongly, 0..1. */
  key: Rgb;
  keyRatio: number;
  /** What things turn to on their other side. */
  shade: Rgb;
  /** What distance turns things to, and how soon, 0..1. */
  haze: Rgb;
  hazeRatio: number;
  /** How much more the weather dims and veils what is far, 0..1; a clear day does neither. */
  dimRatio: number;
  veilRatio: number;
  /** What light does to a colour as it is by day. */
  ambient: Rgb;
  /** How many of the stars show, 0..1; how bright lamps are, 0..1. */
  starsRatio: number;
  lampRatio: number;
  /** How much of the sky is cloud, 0..1, and what clouds are lit and shaded with. */
  cloudRatio: number;
  cloudLit: Rgb;
  cloudShade: Rgb;
}>;

type Hour = Animatic['hour'];

const hours: Readonly<Record<Hour, Light>> = {
  dawn: {
    sky: evenStops('#6d8fc4', '#94abd6', '#c3bfdc', '#ecc9cb', '#fbd9b4', '#ffe9bf'),
    glow: hex('#fff0c4'),
    glowRatio: 0.75,
    body: { colour: hex('#fff6dc'), isMoon: false, radius: 0.042, height: 0.1, shownRatio: 1 },
    key: hex('#ffdcae'),
    keyRatio: 0.75,
    shade: hex('#55618f'),
    haze: hex('#f1d3c6'),
    hazeRatio: 0.8,
    dimRatio: 1,
    veilRatio: 0,
    ambient: [0.86, 0.82, 0.88],
    starsRatio: 0,
    lampRatio: 0.35,
    cloudRatio: 0.32,
    cloudLit: hex('#fff1dc'),
    cloudShade: hex('#c9a9bd'),
  },
  day: {
    sky: evenStops('#2f7fc9', '#4b97d8', '#74b3e4', '#a3d0ee', '#cbe6f3', '#e6f3f2'),
    glow: hex('#fffbe6'),
    glowRatio: 0.6,
    body: { colour: hex('#fffdf2'), isMoon: false, radius: 0.035, height: 0.42, shownRatio: 1 },
    key: hex('#fff3cf'),
    keyRatio: 0.7,
    shade: hex('#3f6592'),
    haze: hex('#c6e0ee'),
    hazeRatio: 0.65,
    dimRatio: 1,
    veilRatio: 0,
    ambient: [1, 1, 1],
    starsRatio: 0,
    lampRatio: 0,
    cloudRatio: 0.36,
    cloudLit: hex('#ffffff'),
    cloudShade: hex('#a9c6de'),
  },
  dusk: {
    sky: evenStops('#2a2c63', '#4d3a7d', '#8a4b8d', '#d0627f', '#f58f62', '#ffc06a'),
    glow: hex('#ffd98a'),
    glowRatio: 0.85,
    body: { colour: hex('#fff0b8'), isMoon: false, radius: 0.062, height: 0.07, shownRatio: 1 },
    key: hex('#ffb163'),
    keyRatio: 0.9,
    shade: hex('#33264f'),
    haze: hex('#e88d78'),
    hazeRatio: 0.75,
    dimRatio: 1,
    veilRatio: 0,
    ambient: [0.66, 0.5, 0.56],
    starsRatio: 0.12,
    lampRatio: 0.85,
    cloudRatio: 0.36,
    cloudLit: hex('#ffb27a'),
    cloudShade: hex('#73437f'),
  },
  night: {
    sky: evenStops('#060d26', '#0a1738', '#11264f', '#1d3d6d', '#2f5a88', '#4a7a9f'),
    glow: hex('#a9cbe8'),
    glowRatio: 0.42,
    body: { colour: hex('#f4f3e2'), isMoon: true, radius: 0.048, height: 0.36, shownRatio: 1 },
    key: hex('#bcd6f4'),
    keyRatio: 0.62,
    shade: hex('#081229'),
    haze: hex('#31587f'),
    hazeRatio: 0.7,
    dimRatio: 1,
    veilRatio: 0,
    ambient: [0.26, 0.36, 0.52],
    starsRatio: 1,
    lampRatio: 1,
    cloudRatio: 0.2,
    cloudLit: hex('#5f83a8'),
    cloudShade: hex('#1b3357'),
  },
};

/** How a weather covers the sky, greys and thickens the air. */
const weathers: Readonly<Record<Animatic['weather'], Readonly<{ overcast: number; dim: number; haze: number }>>> = {
  clear: { overcast: 0, dim: 1, haze: 0 },
  cloudy: { overcast: 0.45, dim: 0.94, haze: 0.12 },
  rain: { overcast: 0.85, dim: 0.74, haze: 0.42 },
  snow: { overcast: 0.8, dim: 0.97, haze: 0.45 },
  fog: { overcast: 0.75, dim: 0.97, haze: 0.85 },
};

/** The light of a painted shot. */
export function lightOf({ hour, weather }: Pick<Animatic, 'hour' | 'weather'>): Light {
  const clear = hours[hour];
  const { overcast, dim, haze } = weathers[weather];
  if (overcast === 0) return clear;
  const veiled = (colour: Rgb): Rgb => times(mix(colour, saturated(mix(colour, clear.haze, 0.55), 0.42), overcast), [dim, dim, dim]);
  const middle = veiled(clear.haze);
  return {
    ...clear,
    // under a cover of cloud the sky is far more even
    sky: clear.sky.map(({ at, colour }) => ({ at, colour: veiled(mix(colour, clear.haze, overcast * 0.5)) })),
    glow: veiled(clear.glow),
    glowRatio: clear.glowRatio * (1 - 0.6 * overcast),
    body: { ...clear.body, shownRatio: Math.max(0, 1 - overcast * 1.35) },
    key: veiled(clear.key),
    keyRatio: clear.keyRatio * (1 - 0.72 * overcast),
    shade: mix(clear.shade, middle, 0.18 * overcast),
    haze: middle,
    hazeRatio: Math.min(0.97, clear.hazeRatio + haze * (1 - clear.hazeRatio)),
    dimRatio: dim,
    veilRatio: haze,
    ambient: mix(saturatedLight(clear.ambient, overcast), clear.ambient, 0.3),
    starsRatio: clear.starsRatio * Math.max(0, 1 - overcast * 1.4),
    lampRatio: Math.min(1, clear.lampRatio + overcast * 0.25),
    cloudRatio: Math.min(0.9, clear.cloudRatio + overcast * 0.6),
    cloudLit: veiled(clear.cloudLit),
    cloudShade: veiled(clear.cloudShade),
  };
}

function saturatedLight(ambient: Rgb, overcast: number): Rgb {
  const grey = lumaOf(ambient) * 0.95;
  return mix(ambient, [grey, grey, grey * 1.03], overcast * 0.7);
}

/** A colour chosen for its hour, in this weather, `farRatio` of the way to the horizon. */
export function inAir(light: Light, colour: Rgb, farRatio = 0): Rgb {
  const { dimRatio: dim, veilRatio, haze } = light;
  if (veilRatio === 0) return colour;
  const dull = saturated(times(colour, [dim, dim, dim]), 1 - 0.45 * Math.min(1, veilRatio * 1.6));
  return mix(dull, haze, Math.min(0.98, veilRatio * (0.12 + 0.95 * farRatio)));
}

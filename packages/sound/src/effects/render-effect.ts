import type { SoundEffect } from '@fantascope/film';
import { type Stereo, silence, soundRateHz } from '../mix/stereo.ts';
import { oneOf, randomFrom } from '../random.ts';

/** A made sound's kind. */
export type EffectKind = SoundEffect['kind'];

/** How long a sound is by itself, seconds, and how loud it stands in a mix, dB. */
const usual: Readonly<Record<EffectKind, Readonly<{ lengthSec: number; levelDb: number }>>> = {
  whoosh: { lengthSec: 0.9, levelDb: -20 },
  impact: { lengthSec: 2.2, levelDb: -14 },
  riser: { lengthSec: 2.5, levelDb: -22 },
  chime: { lengthSec: 3.5, levelDb: -22 },
  shimmer: { lengthSec: 3, levelDb: -27 },
  wind: { lengthSec: 6, levelDb: -31 },
  rain: { lengthSec: 6, levelDb: -33 },
  waves: { lengthSec: 8, levelDb: -29 },
  birds: { lengthSec: 6, levelDb: -32 },
  heartbeat: { lengthSec: 3.2, levelDb: -18 },
};

/** Sounds that go on fade in and out by this, seconds. */
const EDGE_SEC = 0.6;

/** Makes a sound of a kind at 48 kHz: the same one for the same seed and length. Lengths from 0.05 s on. */
export function renderEffect(
  kind: EffectKind,
  { lengthSec = usual[kind].lengthSec, seed }: Readonly<{ lengthSec?: number; seed: number }>,
): Stereo {
  const out = silence(lengthSec);
  const make = makers[kind];
  make(out, { lengthSec, random: randomFrom(seed) });
  return levelled(out, usual[kind].levelDb);
}

type Making = Readonly<{ lengthSec: number; random: () => number }>;
type Maker = (out: Stereo, making: Making) => void;

const makers: Readonly<Record<EffectKind, Maker>> = {
  whoosh: (out, { lengthSec, random }) => {
    // Air that passes: a band of noise that rises and falls, from left to right.
    band(out, random, (sec) => {
      const at = sec / lengthSec;
      const swell = Math.sin(Math.PI * at) ** 2;
      return { hz: 250 + 2200 * swell, q: 1.1, level: swell, pan: at * 1.2 - 0.6 };
    });
  },
  impact: (out, { random }) => {
    tone(out, (sec) => ({ hz: 42 + 60 * Math.exp(-sec * 14), level: Math.exp(-sec * 2.6) }));
    band(out, random, (sec) => ({ hz: 900 * Math.exp(-sec * 6) + 120, q: 0.7, level: 0.5 * Math.exp(-sec * 9), pan: 0 }));
  },
  riser: (out, { lengthSec, random }) => {
    band(out, random, (sec) => {
      const at = sec / lengthSec;
      return { hz: 200 * 2 ** (at * 4.5), q: 2.5, level: at ** 2 * (at > 0.97 ? (1 - at) / 0.03 : 1), pan: Math.sin(sec * 3) * 0.3 };
    });
  },
  chime: (out, { random }) => {
    // A struck bar: partials of a free bar (1 : 2.76 : 5.40 : 8.93).
    const hz = [1046.5, 1318.5, 1568][Math.floor(random() * 3)] ?? 1046.5;
    for (const [ratio, level, fall] of [
      [1, 1, 1.3],
      [2.76, 0.45, 2.4],
      [5.4, 0.22, 4.2],
      [8.93, 0.1, 7],
    ] as const)
      tone(out, (sec) => ({ hz: hz * ratio, level: level * Math.exp(-sec * fall) * Math.min(1, sec * 400) }), (random() - 0.5) * 0.5);
  },
  shimmer: (out, { lengthSec, random }) => {
    for (let k = 0; k < Math.ceil(lengthSec * 7); k++) {
      const startSec = random() * lengthSec * 0.8;
      const hz = 2093 * 2 ** (oneOf([0, 4, 7, 12, 16], random()) / 12);
      const pan = random() * 1.4 - 0.7;
      tone(
        out,
        (sec) =>
          sec < startSec ? { hz, level: 0 } : { hz, level: 0.4 * Math.exp(-(sec - startSec) * 5) * Math.min(1, (sec - startSec) * 90) },
        pan,
      );
    }
  },
  wind: (out, { random }) => {
    const drift = wander(random, 0.35);
    band(out, random, (sec) => ({
      hz: 260 + 380 * drift(sec),
      q: 1.6,
      level: edge(sec, out) * (0.35 + 0.65 * drift(sec + 40)),
      pan: drift(sec + 90) - 0.5,
    }));
    band(out, random, (sec) => ({
      hz: 900 + 700 * drift(sec + 7),
      q: 3,
      level: 0.18 * edge(sec, out) * drift(sec + 3) ** 2,
      pan: 0.5 - drift(sec + 70),
    }));
  },
  rain: (out, { lengthSec, random }) => {
    band(out, random, (sec) => ({ hz: 5200, q: 0.6, level: 0.55 * edge(sec, out), pan: 0.5 }));
    band(out, random, (sec) => ({ hz: 4300, q: 0.6, level: 0.55 * edge(sec, out), pan: -0.5 }));
    // Single drops near by.
    for (let k = 0; k < lengthSec * 22; k++)
      drop(out, { startSec: random() * lengthSec, hz: 1500 + random() * 3500, level: 0.5 * random() ** 2, pan: random() * 1.6 - 0.8 });
  },
  waves: (out, { random }) => {
    const breath = wander(random, 0.08);
    const swell = (sec: number) => Math.max(0, Math.sin((sec * 2 * Math.PI) / 6.5 - 0.9 + breath(sec) * 2)) ** 1.6;
    band(out, random, (sec) => ({
      hz: 420 + 900 * swell(sec),
      q: 0.5,
      level: edge(sec, out) * (0.22 + 0.78 * swell(sec)),
      pan: Math.sin(sec / 5) * 0.35,
    }));
    band(out, random, (sec) => ({ hz: 3200, q: 0.7, level: 0.3 * edge(sec, out) * swell(sec - 0.5) ** 2, pan: -Math.sin(sec / 5) * 0.35 }));
  },
  birds: (out, { lengthSec, random }) => {
    for (let sec = random(); sec < lengthSec - 0.4; sec += 0.5 + random() * 1.9) {
      const base = 2600 + random() * 1900;
      const pan = random() * 1.4 - 0.7;
      const notes = 2 + Math.floor(random() * 4);
      for (let k = 0; k < notes; k++)
        chirp(out, {
          startSec: sec + k * 0.13,
          hz: base * (1 + 0.12 * Math.sin(k * 2.1)),
          bend: 0.7 + random() * 0.6,
          pan,
          level: 0.35 + 0.3 * random(),
        });
    }
  },
  heartbeat: (out, { lengthSec }) => {
    for (let sec = 0.1; sec < lengthSec - 0.3; sec += 0.92) {
      for (const [after, level] of [
        [0, 1],
        [0.27, 0.7],
      ] as const) {
        const startSec = sec + after;
        tone(out, (at) => ({
          hz: 48 + 18 * Math.exp(-(at - startSec) * 20),
          level: at < startSec ? 0 : level * Math.exp(-(at - startSec) * 13) * Math.min(1, (at - startSec) * 200),
        }));
      }
    }
  },
};

/** A rise at the beginning and a fall at the end of what goes on. */
function edge(sec: number, { left }: Stereo): number {
  const lengthSec = left.length / soundRateHz;
  return Math.min(1, sec / EDGE_SEC, (lengthSec - sec) / EDGE_SEC);
}

/** A value between 0 and 1 that wanders, by three slow waves. */
function wander(random: () => number, hz: number): (sec: number) => number {
  const waves = [1, 0.63, 0.37].map((ratio) => ({ hz: hz * ratio, phase: random() * 6.3 }));
  return (sec) => 0.5 + waves.reduce((sum, { hz: own, phase }) => sum + Math.sin(sec * own * 2 * Math.PI + phase), 0) / 6;
}

type Band = Readonly<{ hz: number; q: number; level: number; pan: number }>;

/** Adds noise through a band-pass that moves (state-variable filter, Chamberlin); what it is at a time is asked every 32 samples. */
function band({ left, right }: Stereo, random: () => number, at: (sec: number) => Band): void {
  let [low, mid] = [0, 0];
  let now = at(0);
  let frequency = 0;
  for (let n = 0; n < left.length; n++) {
    if (n % 32 === 0) {
      now = at(n / soundRateHz);
      frequency = 2 * Math.sin((Math.PI * Math.min(now.hz, soundRateHz / 7)) / soundRateHz);
    }
    const high = random() * 2 - 1 - low - mid / now.q;
    mid += frequency * high;
    low += frequency * mid;
    add(left, right, n, mid * now.level, now.pan);
  }
}

/** Adds a sine whose frequency and level move. */
function tone({ left, right }: Stereo, at: (sec: number) => Readonly<{ hz: number; level: number }>, pan = 0): void {
  let phase = 0;
  for (let n = 0; n < left.length; n++) {
    const { hz, level } = at(n / soundRateHz);
    phase += (2 * Math.PI * hz) / soundRateHz;
    if (level > 0.0002) add(left, right, n, Math.sin(phase) * level, pan);
  }
}

type Short = Readonly<{ startSec: number; hz: number; level: number; pan: number }>;

function drop({ left, right }: Stereo, { startSec, hz, level, pan }: Short): void {
  const from = Math.round(startSec * soundRateHz);
  for (let n = 0; n < 700 && from + n < left.length; n++)
    add(left, right, from + n, Math.sin((n * 2 * Math.PI * hz) / soundRateHz) * level * Math.exp(-n / 90), pan);
}

/** A bird's note: it slides, and swells and falls within a tenth of a second. */
function chirp({ left, right }: Stereo, { startSec, hz, bend, level, pan }: Short & Readonly<{ bend: number }>): void {
  const from = Math.round(startSec * soundRateHz);
  const many = Math.round(0.1 * soundRateHz);
  let phase = 0;
  for (let n = 0; n < many && from + n < left.length; n++) {
    const at = n / many;
    phase += (2 * Math.PI * hz * (1 + (bend - 1) * at)) / soundRateHz;
    add(left, right, from + n, Math.sin(phase) * level * Math.sin(Math.PI * at) ** 2, pan);
  }
}

/** Adds a sample between two channels, equally loud wherever it stands. */
function add(left: Float32Array, right: Float32Array, n: number, value: number, pan: number): void {
  const angle = ((pan + 1) * Math.PI) / 4;
  left[n] = (left[n] as number) + value * Math.cos(angle);
  right[n] = (right[n] as number) + value * Math.sin(angle);
}

/** Brings a sound to a level, by the mean power of its louder half. */
function levelled({ left, right }: Stereo, levelDb: number): Stereo {
  const powers = Array.from({ length: Math.max(1, Math.floor(left.length / 2400)) }, (_, block) => {
    let sum = 0;
    for (let n = block * 2400; n < Math.min(left.length, (block + 1) * 2400); n++)
      sum += (left[n] as number) ** 2 + (right[n] as number) ** 2;
    return sum / 4800;
  }).sort((a, b) => b - a);
  const loud = powers.slice(0, Math.ceil(powers.length / 2));
  const mean = loud.reduce((sum, power) => sum + power, 0) / loud.length;
  const gain = mean === 0 ? 0 : 10 ** (levelDb / 20) / Math.sqrt(mean);
  return { left: left.map((sample) => sample * gain), right: right.map((sample) => sample * gain) };
}

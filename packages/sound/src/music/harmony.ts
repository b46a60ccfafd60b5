import { musicKeys } from '@fantascope/film';
import type { MusicKey } from './score.ts';

/** A chord in a key: pitch classes in semitones above the tonic, root first, and what the bass plays. */
export type Chord = Readonly<{ name: string; root: number; bass: number; classes: readonly number[] }>;

const numerals = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii'];
const majorScale = [0, 2, 4, 5, 7, 9, 11];
const minorScale = [0, 2, 3, 5, 7, 8, 10];

const additions: Readonly<Record<string, readonly number[]>> = { '': [], '7': [10], maj7: [11], add9: [2], '6': [9] };

/** Reads a Roman numeral: capital = major, small = minor; b before it lowers the root; 7, maj7, add9, 6 add a note, sus4 replaces the third; /3 and /5 name the bass. */
export function chordOf(name: string): Chord {
  const match = /^(b?)([IViv]+)(sus4|maj7|add9|7|6)?(?:\/([35]))?$/.exec(name);
  const [, flat = '', numeral = 'I', suffix = '', slash] = match ?? [];
  const root = ((majorScale[numerals.indexOf(numeral.toLowerCase())] ?? 0) + (flat === '' ? 0 : 11)) % 12;
  const third = suffix === 'sus4' ? 5 : numeral === numeral.toLowerCase() ? 3 : 4;
  const above = [0, third, 7, ...(additions[suffix] ?? [])];
  const classes = above.map((interval) => (root + interval) % 12);
  const bass = slash === '3' ? (root + third) % 12 : slash === '5' ? (root + 7) % 12 : root;
  return { name, root, bass, classes };
}

/** The scale to sing over a chord: the key's, with the chord's own notes in place of their neighbours. */
export function scaleOver(chord: Chord, isMinor: boolean): readonly number[] {
  const scale = isMinor ? minorScale : majorScale;
  const strangers = chord.classes.filter((note) => !scale.includes(note));
  const kept = scale.filter((note) => chord.classes.includes(note) || !strangers.some((stranger) => isNeighbour(stranger, note)));
  return [...kept, ...strangers].sort((a, b) => a - b);
}

function isNeighbour(a: number, b: number): boolean {
  return (a - b + 12) % 12 === 1 || (b - a + 12) % 12 === 1;
}

/** Semitones of a key above C, 0…11. */
export function tonicOf(key: MusicKey): number {
  return musicKeys.indexOf(key);
}

/** All MIDI pitches of some pitch classes between two, both included; `tonic` is added to the classes. */
export function pitchesOf(classes: readonly number[], { tonic, low, high }: { tonic: number; low: number; high: number }): number[] {
  const wanted = new Set(classes.map((note) => (note + tonic) % 12));
  return Array.from({ length: high - low + 1 }, (_, index) => low + index).filter((pitch) => wanted.has(pitch % 12));
}

/** The one of some pitches that is nearest to another; the lower of two. */
export function nearestOf(pitches: readonly number[], to: number): number {
  return pitches.reduce((best, pitch) => (Math.abs(pitch - to) < Math.abs(best - to) ? pitch : best), pitches[0] ?? to);
}

/** A chord of `voices` notes between two pitches that moves as little as can be from the one before, its third always among them. */
export function voicing(
  chord: Chord,
  { tonic, low, high, voices, before }: { tonic: number; low: number; high: number; voices: number; before: readonly number[] },
): number[] {
  const around =
    before.length > 0 ? before : [low + (high - low) * 0.35, low + (high - low) * 0.5, low + (high - low) * 0.7].slice(0, voices);
  const third = ((chord.classes[1] ?? 0) + tonic) % 12;
  const pool = pitchesOf(chord.classes, { tonic, low, high });
  let best: number[] = [];
  let least = Number.POSITIVE_INFINITY;
  const choose = (from: number, taken: number[]) => {
    if (taken.length === voices) {
      const moved = taken.reduce((sum, pitch, index) => sum + Math.abs(pitch - (around[index] ?? pitch)), 0);
      const spread = new Set(taken.map((pitch) => pitch % 12)).size;
      const cost =
        moved + (spread < Math.min(voices, chord.classes.length) ? 6 : 0) + (taken.some((pitch) => pitch % 12 === third) ? 0 : 20);
      if (cost < least) [least, best] = [cost, [...taken]];
      return;
    }
    for (let index = from; index < pool.length; index++) {
      const pitch = pool[index] as number;
      const last = taken.at(-1);
      // Neighbouring notes this low are mud.
      if (last !== undefined && pitch - last < 3) continue;
      if (last !== undefined && pitch - last > 12) break;
      choose(index + 1, [...taken, pitch]);
    }
  };
  choose(0, []);
  return best.length > 0 ? best : pool.slice(0, voices);
}

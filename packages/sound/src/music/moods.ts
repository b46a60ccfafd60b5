import type { Layer, MusicKey, MusicMood, SectionName } from './score.ts';

/** A player of a mood: its General MIDI program, how loud it is at its loudest, where it sits, and in which sections it plays. */
export type Player = Readonly<{ layer: Layer; program: number; volume: number; reverb: number; pan: number; in: readonly SectionName[] }>;

/** What a mood's music is made of. Progressions are four bars each, in Roman numerals. */
export type MoodStyle = Readonly<{
  bpm: number;
  key: MusicKey;
  isMinor: boolean;
  beatsPerBar: number;
  barsPerSection: number;
  theme: readonly string[];
  other: readonly string[];
  climax: readonly string[];
  cadence: readonly [string, string];
  last: string;
  /** Notes of the arpeggio a beat, and how it goes. */
  arpeggio: Readonly<{ perBeat: 1 | 2 | 3 | 4; shape: 'up' | 'wave' | 'alberti' | 'pulse' }>;
  /** Rhythms of the motif over two bars, in beats; the sum is two bars. */
  motifs: readonly (readonly number[])[];
  players: readonly Player[];
}>;

const all: readonly SectionName[] = ['intro', 'theme', 'variation', 'development', 'breath', 'climax', 'ending'];
const body: readonly SectionName[] = ['theme', 'variation', 'development', 'climax'];
const full: readonly SectionName[] = ['development', 'climax'];
const sung: readonly SectionName[] = ['theme', 'variation', 'climax', 'ending'];

/** The seven moods. */
export const moodStyles: Readonly<Record<MusicMood, MoodStyle>> = {
  calm: {
    ...({ bpm: 72, key: 'F', isMinor: false, beatsPerBar: 4, barsPerSection: 8 } as const),
    ...{ theme: ['Iadd9', 'V/3', 'vi7', 'IVmaj7'], other: ['IVmaj7', 'I/3', 'ii7', 'Vsus4'], climax: ['vi', 'IVadd9', 'I', 'V'] },
    ...({ cadence: ['IVadd9', 'Vsus4'], last: 'Iadd9', arpeggio: { perBeat: 2, shape: 'wave' } } as const),
    motifs: [
      [2, 1, 1, 3, 1],
      [1.5, 0.5, 2, 4],
      [3, 1, 2, 2],
    ],
    players: [
      { layer: 'pad', program: 49, volume: 0.62, reverb: 0.7, pan: -0.2, in: all },
      { layer: 'arpeggio', program: 0, volume: 0.72, reverb: 0.5, pan: 0.12, in: all },
      { layer: 'bass', program: 43, volume: 0.6, reverb: 0.3, pan: 0, in: body },
      { layer: 'melody', program: 73, volume: 0.66, reverb: 0.6, pan: -0.08, in: sung },
      { layer: 'sparkle', program: 46, volume: 0.5, reverb: 0.7, pan: 0.4, in: all },
    ],
  },
  tender: {
    ...({ bpm: 66, key: 'D', isMinor: false, beatsPerBar: 4, barsPerSection: 8 } as const),
    ...{ theme: ['I', 'iii7', 'IVadd9', 'I/3'], other: ['vi7', 'iii', 'IV', 'Vsus4'], climax: ['IV', 'V', 'iii7', 'vi'] },
    ...({ cadence: ['ii7', 'V7'], last: 'Iadd9', arpeggio: { perBeat: 2, shape: 'alberti' } } as const),
    motifs: [
      [1, 1, 2, 1, 1, 2],
      [1.5, 0.5, 2, 3, 1],
      [2, 2, 3, 1],
    ],
    players: [
      { layer: 'pad', program: 48, volume: 0.5, reverb: 0.7, pan: -0.25, in: all },
      { layer: 'arpeggio', program: 0, volume: 0.74, reverb: 0.45, pan: 0.1, in: all },
      { layer: 'bass', program: 42, volume: 0.52, reverb: 0.4, pan: 0.05, in: full },
      { layer: 'melody', program: 10, volume: 0.72, reverb: 0.6, pan: 0, in: ['intro', 'theme', 'breath', 'ending'] },
      { layer: 'second', program: 40, volume: 0.6, reverb: 0.65, pan: -0.15, in: ['variation', 'development', 'climax'] },
    ],
  },
  wonder: {
    ...({ bpm: 84, key: 'E', isMinor: false, beatsPerBar: 3, barsPerSection: 8 } as const),
    ...{ theme: ['I', 'II', 'IVmaj7', 'I'], other: ['vi', 'bVI', 'I/5', 'Vsus4'], climax: ['I', 'bVII', 'IV', 'V'] },
    ...({ cadence: ['bVI', 'bVII'], last: 'Iadd9', arpeggio: { perBeat: 2, shape: 'up' } } as const),
    motifs: [
      [1, 1, 1, 3],
      [2, 1, 2, 1],
      [1.5, 0.5, 1, 3],
    ],
    players: [
      { layer: 'pad', program: 52, volume: 0.5, reverb: 0.8, pan: -0.2, in: all },
      { layer: 'second', program: 49, volume: 0.6, reverb: 0.7, pan: 0.2, in: full },
      { layer: 'arpeggio', program: 8, volume: 0.6, reverb: 0.7, pan: 0.25, in: all },
      { layer: 'bass', program: 43, volume: 0.62, reverb: 0.3, pan: 0, in: body },
      { layer: 'melody', program: 73, volume: 0.66, reverb: 0.6, pan: -0.1, in: sung },
      { layer: 'sparkle', program: 9, volume: 0.42, reverb: 0.8, pan: 0.4, in: all },
      { layer: 'timpani', program: 47, volume: 0.34, reverb: 0.5, pan: 0, in: ['climax'] },
    ],
  },
  bright: {
    ...({ bpm: 112, key: 'G', isMinor: false, beatsPerBar: 4, barsPerSection: 8 } as const),
    ...{ theme: ['I', 'V', 'vi', 'IV'], other: ['IV', 'I/3', 'ii', 'V'], climax: ['I', 'iii', 'IV', 'V'] },
    ...({ cadence: ['IV', 'V'], last: 'I', arpeggio: { perBeat: 2, shape: 'alberti' } } as const),
    motifs: [
      [1, 0.5, 0.5, 1, 1, 1, 1, 2],
      [1.5, 0.5, 1, 1, 2, 2],
      [0.5, 0.5, 1, 2, 1, 1, 2],
    ],
    players: [
      { layer: 'pad', program: 48, volume: 0.42, reverb: 0.5, pan: -0.3, in: all },
      { layer: 'arpeggio', program: 24, volume: 0.72, reverb: 0.35, pan: 0.25, in: all },
      { layer: 'ostinato', program: 45, volume: 0.6, reverb: 0.4, pan: -0.3, in: body },
      { layer: 'bass', program: 32, volume: 0.72, reverb: 0.2, pan: 0, in: all },
      { layer: 'melody', program: 11, volume: 0.62, reverb: 0.45, pan: 0.05, in: sung },
      { layer: 'drums', program: 0, volume: 0.5, reverb: 0.25, pan: 0, in: ['theme', 'variation', 'climax'] },
    ],
  },
  tense: {
    ...({ bpm: 96, key: 'C', isMinor: true, beatsPerBar: 4, barsPerSection: 8 } as const),
    ...{ theme: ['i', 'i', 'bVI', 'V'], other: ['iv', 'bVI', 'bVII', 'V'], climax: ['i', 'bVI', 'iv', 'V7'] },
    ...({ cadence: ['iv', 'V7'], last: 'i', arpeggio: { perBeat: 4, shape: 'pulse' } } as const),
    motifs: [
      [3, 1, 4],
      [2, 2, 3, 1],
      [1, 3, 4],
    ],
    players: [
      { layer: 'pad', program: 48, volume: 0.55, reverb: 0.6, pan: -0.2, in: all },
      { layer: 'arpeggio', program: 45, volume: 0.62, reverb: 0.4, pan: 0.25, in: body },
      { layer: 'bass', program: 43, volume: 0.76, reverb: 0.3, pan: 0, in: all },
      { layer: 'melody', program: 42, volume: 0.66, reverb: 0.5, pan: -0.1, in: ['variation', 'development', 'climax'] },
      { layer: 'taiko', program: 116, volume: 0.55, reverb: 0.5, pan: 0, in: full },
    ],
  },
  epic: {
    ...({ bpm: 92, key: 'D', isMinor: true, beatsPerBar: 4, barsPerSection: 8 } as const),
    ...{ theme: ['i', 'bVI', 'bIII', 'bVII'], other: ['bVI', 'bVII', 'i', 'i/3'], climax: ['i', 'bVI', 'bIII', 'V'] },
    ...({ cadence: ['bVI', 'bVII'], last: 'I', arpeggio: { perBeat: 4, shape: 'pulse' } } as const),
    motifs: [
      [2, 1, 1, 4],
      [1.5, 0.5, 2, 2, 2],
      [3, 1, 2, 2],
    ],
    players: [
      { layer: 'pad', program: 52, volume: 0.55, reverb: 0.7, pan: -0.15, in: ['intro', 'variation', 'climax', 'ending'] },
      { layer: 'second', program: 48, volume: 0.66, reverb: 0.6, pan: 0.2, in: body },
      { layer: 'arpeggio', program: 48, volume: 0.55, reverb: 0.4, pan: 0.3, in: body },
      { layer: 'bass', program: 43, volume: 0.76, reverb: 0.3, pan: 0, in: all },
      { layer: 'melody', program: 60, volume: 0.74, reverb: 0.6, pan: -0.1, in: sung },
      { layer: 'taiko', program: 116, volume: 0.66, reverb: 0.5, pan: 0, in: ['theme', 'development', 'climax'] },
      { layer: 'timpani', program: 47, volume: 0.6, reverb: 0.5, pan: 0, in: ['climax', 'ending'] },
    ],
  },
  melancholy: {
    ...({ bpm: 64, key: 'A', isMinor: true, beatsPerBar: 4, barsPerSection: 8 } as const),
    ...{ theme: ['i', 'bVI', 'iv', 'V'], other: ['bIII', 'bVII', 'iv', 'i/5'], climax: ['bVI', 'bVII', 'i', 'V'] },
    ...({ cadence: ['iv', 'V7'], last: 'i', arpeggio: { perBeat: 2, shape: 'wave' } } as const),
    motifs: [
      [1, 1, 2, 4],
      [3, 1, 3, 1],
      [2, 1, 1, 4],
    ],
    players: [
      { layer: 'pad', program: 49, volume: 0.55, reverb: 0.7, pan: -0.2, in: all },
      { layer: 'arpeggio', program: 0, volume: 0.72, reverb: 0.5, pan: 0.1, in: all },
      { layer: 'bass', program: 42, volume: 0.55, reverb: 0.4, pan: 0.05, in: body },
      { layer: 'melody', program: 42, volume: 0.66, reverb: 0.6, pan: -0.1, in: ['theme', 'variation', 'climax'] },
      { layer: 'second', program: 68, volume: 0.5, reverb: 0.6, pan: 0.15, in: ['breath', 'ending'] },
    ],
  },
};

/** How loud each section is, 0..1. */
export const sectionLevels: Readonly<Record<SectionName, number>> = {
  intro: 0.8,
  theme: 0.82,
  variation: 0.86,
  development: 0.9,
  breath: 0.74,
  climax: 1,
  ending: 0.8,
};

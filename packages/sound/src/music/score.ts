import type { musicKeys, musicMoods } from '@fantascope/film';

/** One of film's moods. */
export type MusicMood = (typeof musicMoods)[number];
/** One of film's keys. */
export type MusicKey = (typeof musicKeys)[number];

/** What a section does in the form. */
export type SectionName = 'intro' | 'theme' | 'variation' | 'development' | 'breath' | 'climax' | 'ending';

/** One player: a General MIDI instrument and its place in the room. */
export type Part = Readonly<{
  layer: Layer;
  /** Program number, 0…127; for drums the kit. */
  program: number;
  bank: number;
  isDrums: boolean;
  /** 0…1, each. */
  volume: number;
  reverb: number;
  /** −1 left … 1 right. */
  pan: number;
  /** How loud it plays over time, 0…1, straight lines between. */
  swells: readonly Readonly<{ atSec: number; level: number }>[];
}>;

/** What a player plays for. */
export type Layer = 'pad' | 'bass' | 'arpeggio' | 'ostinato' | 'melody' | 'second' | 'counter' | 'sparkle' | 'drums' | 'taiko' | 'timpani';

/** One note: `part` is an index of Score.parts, pitch a MIDI note (60 = middle C), velocity 1…127. */
export type ScoreNote = Readonly<{ part: number; startSec: number; lengthSec: number; pitch: number; velocity: number }>;

/** Music as it will be played. Times are seconds from its start; notes are sorted by them. */
export type Score = Readonly<{
  mood: MusicMood;
  key: MusicKey;
  isMinor: boolean;
  /** The usual tempo; between two cuts it gives way a little so that both fall on beats. */
  bpm: number;
  lengthSec: number;
  beatsSec: readonly number[];
  barsSec: readonly number[];
  /** Which of the cuts fall on a beat. */
  cutsOnBeatSec: readonly number[];
  sections: readonly Readonly<{ name: SectionName; startSec: number; endSec: number }>[];
  /** Where the last chord is struck; from there on it rings out. */
  lastChordSec: number;
  parts: readonly Part[];
  notes: readonly ScoreNote[];
}>;

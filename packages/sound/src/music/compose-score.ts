import { randomFrom } from '../random.ts';
import { beatGrid } from './beat-grid.ts';
import { type Bar, formOf } from './form.ts';
import { type Chord, chordOf, nearestOf, pitchesOf, tonicOf, voicing } from './harmony.ts';
import { drawMotif, singMotif } from './melody.ts';
import { type MoodStyle, moodStyles, type Player, sectionLevels } from './moods.ts';
import type { MusicKey, MusicMood, Part, Score, ScoreNote } from './score.ts';

/** What a score is asked for: how it feels, how long it is, where its film cuts. Lengths from 1 s on. */
export type ScoreAsked = Readonly<{
  mood: MusicMood;
  key?: MusicKey;
  bpm?: number;
  lengthSec: number;
  cutsSec: readonly number[];
  seed: number;
}>;

/** A bar with what sounds in it. */
type SetBar = Bar & Readonly<{ chord: Chord; next: Chord; number: number }>;

/** Composes a score of exactly a film's length: cuts fall on beats as far as the tempo may give way, sections begin at cuts, the last chord is struck in time to ring out. The same question gives the same score. */
export function composeScore({ mood, key: askedKey, bpm, lengthSec, cutsSec, seed }: ScoreAsked): Score {
  const style = moodStyles[mood];
  const key = askedKey ?? style.key;
  const inside = cutsSec.filter((sec) => sec > 0.5 && sec < lengthSec - 0.5);
  const grid = beatGrid(inside, { lengthSec, bpm: bpm ?? style.bpm, isFixed: bpm !== undefined, beatsPerBar: style.beatsPerBar });
  const { bars, lastBeat } = formOf(grid, { lengthSec, beatsPerBar: style.beatsPerBar, barsPerSection: style.barsPerSection });
  const secOf = (beat: number): number => {
    const whole = Math.min(Math.floor(beat), grid.beatsSec.length - 1);
    const here = grid.beatsSec[whole] ?? 0;
    const next = grid.beatsSec[whole + 1] ?? here + 60 / grid.bpm;
    return here + (beat - whole) * (next - here);
  };
  const lastChordSec = secOf(lastBeat);
  const set = setBars(bars, style);
  const context: Context = { style, tonic: tonicOf(key), secOf, lastBeat, lengthSec, random: randomFrom(seed) };
  const accents = new Set(grid.met.map(({ beat }) => beat));
  const notes = style.players
    .flatMap((player, part) => notesOf(player, set, context, accents).map((note): ScoreNote => ({ ...note, part })))
    .filter(({ startSec, lengthSec: own }) => startSec < lengthSec && own > 0)
    .sort((a, b) => a.startSec - b.startSec || a.part - b.part || a.pitch - b.pitch);
  const sections = bars
    .flatMap((bar) => (bar.index === 0 ? [bar] : []))
    .map((bar, index, firsts) => ({
      name: bar.section,
      startSec: secOf(bar.beat),
      endSec: firsts[index + 1] === undefined ? lastChordSec : secOf((firsts[index + 1] as Bar).beat),
    }));
  return {
    ...{ mood, key, isMinor: style.isMinor, bpm: grid.bpm, lengthSec, beatsSec: grid.beatsSec, lastChordSec, notes, sections },
    barsSec: bars.map(({ beat }) => secOf(beat)),
    cutsOnBeatSec: grid.met.map(({ cutSec }) => cutSec),
    parts: style.players.map((player) => partOf(player, { sections, lastChordSec, lengthSec })),
  };
}

type Context = Readonly<{
  style: MoodStyle;
  tonic: number;
  secOf: (beat: number) => number;
  lastBeat: number;
  lengthSec: number;
  random: () => number;
}>;

/** Gives every bar its chord: the section's progression, and before the last chord the cadence. */
function setBars(bars: readonly Bar[], { theme, other, climax, cadence, last }: MoodStyle): readonly SetBar[] {
  const names = bars.map((bar, number) => {
    const left = bars.length - number;
    if (bars.length >= 4 && left <= 2) return cadence[2 - left] as string;
    const row = bar.section === 'climax' ? climax : bar.section === 'development' || bar.section === 'breath' ? other : theme;
    return row[bar.index % row.length] as string;
  });
  return bars.map((bar, number) => ({ ...bar, number, chord: chordOf(names[number] as string), next: chordOf(names[number + 1] ?? last) }));
}

/** A player's volume over the film: the sections' levels, a little more where the music goes on, and a fade of the last chord to nothing at the end. */
function partOf(
  { layer, program, volume, reverb, pan }: Player,
  { sections, lastChordSec, lengthSec }: Pick<Score, 'sections' | 'lastChordSec' | 'lengthSec'>,
): Part {
  const isDrums = layer === 'drums';
  const swells = sections.flatMap(({ name, startSec, endSec }, index) => {
    const level = sectionLevels[name];
    const next = sections[index + 1];
    const toward = next === undefined ? level : (level + sectionLevels[next.name]) / 2;
    return [
      { atSec: startSec, level },
      { atSec: startSec + (endSec - startSec) * 0.7, level },
      { atSec: Math.max(startSec, endSec - 0.05), level: toward },
    ];
  });
  const fadeSec = Math.max(0.4, (lengthSec - lastChordSec) * 0.55);
  return {
    ...{ layer, program, bank: 0, isDrums, volume, reverb, pan },
    swells: [
      ...swells,
      { atSec: lastChordSec, level: 0.8 },
      { atSec: lengthSec - fadeSec, level: 0.7 },
      { atSec: lengthSec - 0.12, level: 0 },
    ],
  };
}

type Note = Omit<ScoreNote, 'part'>;

function notesOf(player: Player, bars: readonly SetBar[], context: Context, accents: ReadonlySet<number>): readonly Note[] {
  const { tonic, lastBeat, secOf, lengthSec, style } = context;
  const playing = bars.filter(({ section }) => player.in.includes(section));
  const last = chordOf(style.last);
  const closing = (pitches: readonly number[], velocity: number, spreadSec = 0): Note[] =>
    pitches.map((pitch, index) => ({
      startSec: secOf(lastBeat) + index * spreadSec,
      lengthSec: lengthSec - secOf(lastBeat) - index * spreadSec - 0.1,
      pitch,
      velocity,
    }));
  switch (player.layer) {
    case 'pad':
    case 'second':
      return player.layer === 'second' && !player.in.includes('ending')
        ? [...singing(player, playing, context), ...closing([nearestOf(pitchesOf(last.classes, { tonic, low: 60, high: 76 }), 68)], 58)]
        : [...padNotes(playing, context), ...closing(voicing(last, { tonic, low: 52, high: 74, voices: 4, before: [] }), 62)];
    case 'bass':
      return [...bassNotes(playing, context), ...closing(pitchesOf([last.root], { tonic, low: 33, high: 44 }).slice(0, 1), 70)];
    case 'arpeggio':
    case 'ostinato':
      return [...arpeggioNotes(player, playing, context), ...closing(pitchesOf(last.classes, { tonic, low: 48, high: 76 }), 56, 0.07)];
    case 'melody':
    case 'counter':
      return [
        ...singing(player, playing, context),
        ...closing([nearestOf(pitchesOf(last.classes.slice(0, 2), { tonic, low: 62, high: 79 }), 72)], 64),
      ];
    case 'sparkle':
      return bars.flatMap((bar) =>
        accents.has(bar.beat)
          ? pitchesOf(bar.chord.classes, { tonic, low: 76, high: 91 })
              .slice(0, 4)
              .map((pitch, index): Note => ({ startSec: secOf(bar.beat) + index * 0.09, lengthSec: 1.6, pitch, velocity: 52 - index * 4 }))
          : [],
      );
    case 'drums':
    case 'taiko':
    case 'timpani':
      return [...drumNotes(player, playing, context), ...(player.layer === 'drums' ? [] : closing([strokePitch(player, last, tonic)], 78))];
    default:
      return player.layer satisfies never;
  }
}

function padNotes(bars: readonly SetBar[], { tonic, secOf }: Context): readonly Note[] {
  let before: readonly number[] = [];
  return bars.flatMap((bar) => {
    before = voicing(bar.chord, { tonic, low: 52, high: 74, voices: 3, before });
    const startSec = secOf(bar.beat);
    // A little longer than the bar, so that chords flow into one another.
    return before.map((pitch): Note => ({ startSec, lengthSec: secOf(bar.beat + bar.beats) - startSec + 0.08, pitch, velocity: 58 }));
  });
}

function bassNotes(bars: readonly SetBar[], { tonic, secOf, style }: Context): readonly Note[] {
  const isLively = style.bpm >= 90;
  return bars.flatMap((bar): Note[] => {
    const pitch = pitchesOf([bar.chord.bass], { tonic, low: 31, high: 42 })[0] ?? 36;
    const half = bar.beats / 2;
    const parts = isLively && bar.beats >= 4 ? [0, half] : [0];
    return parts.map((at, index) => ({
      startSec: secOf(bar.beat + at),
      lengthSec: (secOf(bar.beat + (parts[index + 1] ?? bar.beats)) - secOf(bar.beat + at)) * 0.94,
      pitch,
      velocity: index === 0 ? 74 : 64,
    }));
  });
}

function arpeggioNotes(player: Player, bars: readonly SetBar[], { tonic, secOf, style, random }: Context): readonly Note[] {
  const { shape } = style.arpeggio;
  const perBeat = player.layer === 'ostinato' ? 1 : style.arpeggio.perBeat;
  const low = player.layer === 'ostinato' ? 55 : shape === 'pulse' ? 48 : 50;
  return bars.flatMap((bar) => {
    const tones = pitchesOf(bar.chord.classes, { tonic, low, high: low + 21 });
    const many = bar.beats * perBeat;
    return Array.from({ length: many }, (_, k): Note => {
      const beat = bar.beat + k / perBeat;
      const isFirst = k === 0;
      // A breath of unevenness: no hand plays like a clock.
      const velocity = (isFirst ? 66 : k % perBeat === 0 ? 58 : 50) + Math.round((random() - 0.5) * 8);
      return {
        startSec: secOf(beat),
        lengthSec: (secOf(beat + 1 / perBeat) - secOf(beat)) * (shape === 'pulse' ? 0.7 : 1.7),
        pitch: tones[stepOf(shape, k, tones.length)] ?? low,
        velocity: bar.section === 'intro' ? velocity - 8 : velocity,
      };
    });
  });
}

/** Which of a chord's tones, low to high, an arpeggio plays at its k-th note. */
function stepOf(shape: MoodStyle['arpeggio']['shape'], k: number, tones: number): number {
  const most = Math.max(1, Math.min(5, tones - 1));
  switch (shape) {
    case 'up':
      return k % (most + 1);
    case 'wave': {
      const at = k % (2 * most);
      return at <= most ? at : 2 * most - at;
    }
    case 'alberti':
      return [0, 2, 1, 2][k % 4] ?? 0;
    case 'pulse':
      return k % 8 === 6 ? 1 : 0;
    default:
      return shape satisfies never;
  }
}

/** Phrases of four bars: the motif, its answer, again, and a close. The climax sings higher. */
function singing(player: Player, bars: readonly SetBar[], { tonic, secOf, style, random }: Context): readonly Note[] {
  const [theme, other] = [drawMotif(style.motifs, random), drawMotif(style.motifs, random)];
  const isLow = player.program === 42;
  const notes: Note[] = [];
  for (let at = 0; at + 1 < bars.length; at += 2) {
    const [bar, second] = [bars[at] as SetBar, bars[at + 1] as SetBar];
    // Two bars that do not follow one another, or an uneven one, are left to the others.
    if (second.number !== bar.number + 1 || bar.beats !== style.beatsPerBar || second.beats !== style.beatsPerBar) continue;
    const phrase = Math.floor(bar.index / 2);
    const closes = phrase % 2 === 1;
    const isHigh = bar.section === 'climax';
    const around = (isLow ? 55 : 69) + (isHigh ? 5 : 0) + (phrase % 4 === 2 ? 2 : 0);
    const place = { tonic, isMinor: style.isMinor, low: isLow ? 45 : 60, high: (isLow ? 67 : 81) + (isHigh ? 3 : 0), around };
    const motif = phrase % 4 === 3 || bar.section === 'development' ? other : theme;
    for (const { beat, beats, pitch } of singMotif(motif, {
      chords: [bar.chord, second.chord],
      beatsPerBar: style.beatsPerBar,
      place,
      closes,
    }))
      notes.push({
        startSec: secOf(bar.beat + beat),
        lengthSec: (secOf(bar.beat + beat + beats) - secOf(bar.beat + beat)) * 0.97,
        pitch,
        velocity: (isHigh ? 84 : 72) + (Number.isInteger(beat) ? 4 : 0) + Math.round((random() - 0.5) * 8),
      });
  }
  return notes;
}

/** General MIDI's drum keys. */
const kit = { kick: 36, rim: 37, snare: 38, hat: 42, shaker: 70, crash: 49 };

const strokePitch = ({ layer }: Player, chord: Chord, tonic: number): number =>
  layer === 'timpani' ? (pitchesOf([chord.root], { tonic, low: 41, high: 53 })[0] ?? 43) : 45;

function drumNotes(player: Player, bars: readonly SetBar[], { tonic, secOf }: Context): readonly Note[] {
  const stroke = (beat: number, pitch: number, velocity: number): Note => ({ startSec: secOf(beat), lengthSec: 0.4, pitch, velocity });
  return bars.flatMap((bar): Note[] => {
    const beats = Array.from({ length: bar.beats }, (_, k) => k);
    if (player.layer === 'drums')
      return beats.flatMap((k) => [
        stroke(bar.beat + k, k % 2 === 0 ? kit.kick : kit.rim, k % 2 === 0 ? 70 : 56),
        stroke(bar.beat + k, kit.shaker, 40),
        stroke(bar.beat + k + 0.5, kit.shaker, 52),
        ...(bar.index === 0 && k === 0 && bar.section === 'climax' ? [stroke(bar.beat, kit.crash, 60)] : []),
      ]);
    const pitch = strokePitch(player, bar.chord, tonic);
    if (player.layer === 'timpani') return [stroke(bar.beat, pitch, 70), ...(bar.index === bar.of - 1 ? roll(bar, pitch, stroke) : [])];
    return [stroke(bar.beat, pitch, 86), stroke(bar.beat + 1.5, pitch + 2, 60), stroke(bar.beat + 2, pitch, 72)].filter(
      ({ startSec }) => startSec < secOf(bar.beat + bar.beats),
    );
  });
}

/** A roll that grows into the next section. */
function roll(bar: Bar, pitch: number, stroke: (beat: number, pitch: number, velocity: number) => Note): readonly Note[] {
  const from = Math.max(1, bar.beats - 2);
  const many = (bar.beats - from) * 6;
  return Array.from({ length: many }, (_, k) => stroke(bar.beat + from + k / 6, pitch, 34 + Math.round((k / many) * 46)));
}

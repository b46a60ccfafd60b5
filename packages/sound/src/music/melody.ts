import { oneOf } from '../random.ts';
import { type Chord, nearestOf, pitchesOf, scaleOver } from './harmony.ts';

/** A tone of a melody: where in the two bars of its motif it begins and how long it is, beats, and its pitch. */
export type Tone = Readonly<{ beat: number; beats: number; pitch: number }>;

/** A motif: a rhythm over two bars, and by how many steps of the scale each tone lies above its first. */
export type Motif = Readonly<{ rhythm: readonly number[]; steps: readonly number[] }>;

/** Draws a motif: mostly steps, one leap, never more than an octave. */
export function drawMotif(rhythms: readonly (readonly number[])[], random: () => number): Motif {
  const rhythm = oneOf(rhythms as readonly [readonly number[], ...(readonly number[])[]], random());
  const leapAt = 1 + Math.floor(random() * Math.max(1, rhythm.length - 2));
  let step = 0;
  let way = random() < 0.6 ? 1 : -1;
  const steps = rhythm.map((_, index) => {
    if (index === 0) return 0;
    // After a leap a melody turns back.
    const size = index === leapAt ? 2 + Math.floor(random() * 3) : random() < 0.2 ? 0 : 1;
    step += way * size;
    if (index === leapAt || Math.abs(step) > 4) way = step > 0 ? -1 : 1;
    else if (random() < 0.25) way = -way;
    return step;
  });
  return { rhythm, steps };
}

/** Where a motif is sung. */
export type MelodyPlace = Readonly<{ tonic: number; isMinor: boolean; low: number; high: number; around: number }>;

/**
 * Sings a motif over the chords of its two bars: tones on a beat that weighs are the chord's, those between are the scale's; a phrase that closes ends on the chord's root or
 * third and rests.
 */
export function singMotif(
  { rhythm, steps }: Motif,
  {
    chords,
    beatsPerBar,
    place,
    closes,
  }: Readonly<{ chords: readonly [Chord, Chord]; beatsPerBar: number; place: MelodyPlace; closes: boolean }>,
): readonly Tone[] {
  const { tonic, isMinor, low, high, around } = place;
  const scale = pitchesOf(scaleOver(chords[0], isMinor), { tonic, low, high });
  const first = scale.indexOf(nearestOf(scale, nearestOf(pitchesOf(chords[0].classes, { tonic, low, high }), around)));
  let beat = 0;
  return rhythm.map((beats, index) => {
    const chord = beat >= beatsPerBar ? chords[1] : chords[0];
    const wish = scale[Math.max(0, Math.min(scale.length - 1, first + (steps[index] ?? 0)))] ?? around;
    const weighs = Number.isInteger(beat) && (beat % beatsPerBar === 0 || beats >= 2);
    const isLast = index === rhythm.length - 1;
    const classes = closes && isLast ? chord.classes.slice(0, 2) : weighs ? chord.classes : scaleOver(chord, isMinor);
    const tone = { beat, beats: isLast ? beats * 0.8 : beats, pitch: nearestOf(pitchesOf(classes, { tonic, low, high }), wish) };
    beat += beats;
    return tone;
  });
}

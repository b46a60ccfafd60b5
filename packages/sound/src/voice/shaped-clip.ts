import type { SpokenClip } from './spoken-clip.ts';
import { soundingSpan } from './trim-silence.ts';
import { wordsAsHeard } from './word-onsets.ts';

/** Sound whose words nobody tells the times of: one channel, full scale ±1. */
export type WordlessSound = Readonly<{ samples: Float32Array; sampleRateHz: number }>;

/**
 * A line as an engine said it that tells no times of words. They are estimates: those of the same line as the local voice says it (`shape`), stretched to this one's length,
 * each moved to where sound begins after a pause; without the local voice, by their place in the text.
 */
export function shapedClip(
  sound: WordlessSound,
  { text, shape, engine }: Readonly<{ text: string; shape: SpokenClip | undefined; engine: string }>,
): SpokenClip {
  const { sampleRateHz } = sound;
  const { from, to } = soundingSpan(sound.samples, sampleRateHz);
  const samples = sound.samples.slice(from, to);
  const lengthSec = samples.length / sampleRateHz;
  const like = shape ?? evenly(text);
  const stretched = like.words.map((word) => ({ ...word, startSec: (word.startSec / Math.max(0.01, like.lengthSec)) * lengthSec }));
  return { samples, sampleRateHz, lengthSec, words: wordsAsHeard(stretched, { samples, sampleRateHz }), engine };
}

/** A text said at one even pace, a second long: Chinese by the character, everything else by what stands between blanks. */
function evenly(text: string): Pick<SpokenClip, 'words' | 'lengthSec'> {
  const all = [...text].length;
  const words = [...text.matchAll(/\p{Script=Han}|[^\s\p{Script=Han}]*[\p{L}\p{N}][^\s\p{Script=Han}]*/gu)].map(({ 0: word, index }) => {
    const at = [...text.slice(0, index)].length;
    return { at, length: [...word].length, startSec: at / all };
  });
  return { words, lengthSec: 1 };
}

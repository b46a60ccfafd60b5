import { Fault } from '@fantascope/film';
import type { SpokenClip, ToSpeak } from '../voice/spoken-clip.ts';
import { soundingSpan } from '../voice/trim-silence.ts';
import { wordsAsHeard } from '../voice/word-onsets.ts';
import type { PlainSound } from './wav.ts';

/** A line that is to be bought: the voice by its name in the film. */
export type LineToBuy = Readonly<{ name: string; text: string; speedRatio: number }>;

/** Has lines said by voices of providers, in their order. Whoever hands it in answers for keys, money and what was bought before. */
export type BuyLines = (
  lines: readonly LineToBuy[],
  options: Readonly<{ signal?: AbortSignal | undefined }>,
) => Promise<readonly PlainSound[]>;

/** Looks, before anything is paid, whether lines can be said as they are asked for. Throws sound.voice-by-key where nobody buys, and sound.voice-no-pitch. */
export function checkBought(spoken: readonly ToSpeak[], buy: BuyLines | undefined): asserts buy is BuyLines {
  for (const { voice } of spoken) {
    if (buy === undefined) throw new Fault('sound.voice-by-key', { name: voice.name });
    if (voice.pitchRatio !== 1) throw new Fault('sound.voice-no-pitch', { name: voice.name });
  }
}

/**
 * Lines by voices of providers. Their words' times are estimates: those of the same line as the local voice says it, stretched to the bought one's length, each moved
 * to where sound begins after a pause; without the local voice (`shapes`), by their place in the text.
 */
export async function speakBought(
  spoken: readonly ToSpeak[],
  { buy, shapes, signal }: Readonly<{ buy: BuyLines; shapes: readonly SpokenClip[] | undefined; signal?: AbortSignal | undefined }>,
): Promise<readonly SpokenClip[]> {
  const lines = spoken.map(({ text, voice }) => ({ name: voice.name, text, speedRatio: voice.rateRatio }));
  const sounds = await buy(lines, { signal });
  return spoken.map(({ text, voice }, index) => {
    const whole = sounds[index];
    if (whole === undefined) throw new Fault('sound.voice-failed', { reason: `${sounds.length} of ${spoken.length} lines came back` });
    const { sampleRateHz } = whole;
    const { from, to } = soundingSpan(whole.samples, sampleRateHz);
    const samples = whole.samples.slice(from, to);
    const lengthSec = samples.length / sampleRateHz;
    const shape = shapes?.[index] ?? evenly(text);
    const stretched = shape.words.map((word) => ({ ...word, startSec: (word.startSec / Math.max(0.01, shape.lengthSec)) * lengthSec }));
    return { samples, sampleRateHz, lengthSec, words: wordsAsHeard(stretched, { samples, sampleRateHz }), engine: voice.name };
  });
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

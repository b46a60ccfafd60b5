import { Fault } from '@fantascope/film';
import { shapedClip } from '../voice/shaped-clip.ts';
import type { SpokenClip, ToSpeak } from '../voice/spoken-clip.ts';
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

/** Lines by voices of providers, their words' times estimated by how the local voice says the same lines (`shapes`; see shapedClip). */
export async function speakBought(
  spoken: readonly ToSpeak[],
  { buy, shapes, signal }: Readonly<{ buy: BuyLines; shapes: readonly SpokenClip[] | undefined; signal?: AbortSignal | undefined }>,
): Promise<readonly SpokenClip[]> {
  const lines = spoken.map(({ text, voice }) => ({ name: voice.name, text, speedRatio: voice.rateRatio }));
  const sounds = await buy(lines, { signal });
  return spoken.map(({ text, voice }, index) => {
    const whole = sounds[index];
    if (whole === undefined) throw new Fault('sound.voice-failed', { reason: `${sounds.length} of ${spoken.length} lines came back` });
    return shapedClip(whole, { text, shape: shapes?.[index], engine: voice.name });
  });
}

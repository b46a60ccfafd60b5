import type { Bilingual } from '../bilingual.ts';
import type { Language } from '../fault.ts';
import { speakingSec, splitBilingual, textIn } from './brief-text.ts';

/** A part of a line that is read at once; seconds from the line's start. */
export type CaptionPiece = Readonly<{ text: Bilingual; startSec: number; endSec: number }>;

/** The most that is read at once, seconds of speech: about 17 characters, or 11 words. */
const mostAtOnceSec = 4.4;

/** A line in parts that are each read at once, timed by how long they take to say, over the line's length in seconds. */
export function captionPieces(
  text: Bilingual,
  { language, lengthSec }: Readonly<{ language: Language; lengthSec: number }>,
): CaptionPiece[] {
  const parts = splitBilingual(text, { language, mostSec: mostAtOnceSec });
  const weights = parts.map((part) => speakingSec(textIn(part, language)));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let at = 0;
  return parts.map((part, i) => {
    const startSec = at;
    at += ((weights[i] ?? 0) / whole) * lengthSec;
    return { text: bare(part), startSec, endSec: at };
  });
}

/** Chinese captions end without a comma or a full stop; marks that say how something is said stay. */
function bare({ en, zh }: Bilingual): Bilingual {
  return { ...(zh === undefined ? {} : { zh: zh.replace(/[，。、；：]+$/, '') }), ...(en === undefined ? {} : { en }) };
}

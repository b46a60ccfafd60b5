import type { Bilingual, Language } from '@fantascope/film';
import { type CaptionPiece, captionPieces } from '@fantascope/film/brief';
import type { SpokenWord } from './spoken-clip.ts';

/** A caption stays until the next one, the last this long after the last word, seconds. */
const REST_SEC = 0.25;

/**
 * A spoken line's captions, each on the screen from when its first word is heard: cut as the film's captions are, timed by the words of the language that is spoken. `words` have
 * their places in characters of that language's text.
 */
export function spokenCaptions(
  text: Bilingual,
  { language, words, lengthSec }: Readonly<{ language: Language; words: readonly SpokenWord[]; lengthSec: number }>,
): readonly CaptionPiece[] {
  const pieces = captionPieces(text, { language, lengthSec });
  const told = [...(text[language] ?? text.zh ?? text.en ?? '')];
  let from = 0;
  const starts = pieces.map((piece) => {
    const signs = [...(piece.text[language] ?? piece.text.zh ?? piece.text.en ?? '')];
    const at = told.findIndex((_, place) => place >= from && signs.every((sign, k) => told[place + k] === sign));
    const place = at < 0 ? from : at;
    from = place + signs.length;
    return words.find((word) => word.at >= place)?.startSec ?? piece.startSec;
  });
  return pieces.map(({ text: own }, index) => ({
    text: own,
    startSec: starts[index] as number,
    endSec: starts[index + 1] ?? lengthSec + REST_SEC,
  }));
}

import type { Bilingual } from '../bilingual.ts';
import type { Language } from '../fault.ts';
import { speakingSec, textIn } from './brief-text.ts';
import { type CaptionPiece, captionPieces } from './caption-pieces.ts';
import { betweenLinesSec } from './split-shot.ts';

/** A line and how long it takes to say, seconds; `pieces` where somebody has timed its words. */
export type LineLength = Readonly<{ text: Bilingual; lengthSec: number; pieces?: readonly CaptionPiece[] }>;

/** When each line of a shot starts, what is read meanwhile, and when the last one ends; seconds from the shot's start. */
export type LaidLines = Readonly<{
  startsSec: readonly number[];
  captions: readonly Readonly<{ text: Bilingual; startSec: number; endSec: number }>[];
  endSec: number;
}>;

/** How long a text takes to say in a language, by its words. */
export function spokenLength(text: Bilingual, language: Language): number {
  return speakingSec(textIn(text, language));
}

/** Lays lines one after another from `fromSec` on, a breath between them. Without any, the end is 0. */
export function layLines(lines: readonly LineLength[], fromSec: number, language: Language = 'en'): LaidLines {
  let at = fromSec;
  const startsSec: number[] = [];
  const captions: { text: Bilingual; startSec: number; endSec: number }[] = [];
  for (const [i, { text, lengthSec, pieces }] of lines.entries()) {
    if (i > 0) at += betweenLinesSec;
    const startSec = hundredths(at);
    startsSec.push(startSec);
    for (const piece of pieces ?? captionPieces(text, { language, lengthSec })) {
      captions.push({ text: piece.text, startSec: hundredths(startSec + piece.startSec), endSec: hundredths(startSec + piece.endSec) });
    }
    at = startSec + lengthSec;
  }
  return { startsSec, captions: heldCaptions(captions), endSec: lines.length === 0 ? 0 : hundredths(at) };
}

/** A caption stays a little behind its last word, but never into the next one. */
function heldCaptions(captions: readonly Readonly<{ text: Bilingual; startSec: number; endSec: number }>[]) {
  return captions.map((caption, i) => {
    const next = captions[i + 1]?.startSec ?? Number.POSITIVE_INFINITY;
    return { ...caption, endSec: hundredths(Math.min(caption.endSec + 0.4, next)) };
  });
}

function hundredths(sec: number): number {
  return Math.round(sec * 100) / 100;
}

import { type Camera, type Move, type ParseCameraOptions, type Phrase, parseCamera, presets } from '@fantascope/film';
import { handedPieces, isForModels } from './handed.ts';
import { type SceneWord, sceneWords } from './scene-words.ts';

/** A sentence as the studio understands it. `phrases[i]` is what `moves[i]` was read from. */
export type SentenceReading = Readonly<{
  moves: readonly Move[];
  phrases: readonly Phrase[];
  scene: readonly SceneWord[];
  /** What the stage cannot show and models are told as it stands. */
  handed: readonly Phrase[];
  unread: readonly Phrase[];
}>;

/** What a sentence is read for. */
export function scaleOf({ subjectDistanceM, lengthSec, lensMm }: Camera): ParseCameraOptions {
  return { subjectDistanceM, lengthSec, lensMm };
}

const filler = /^[\s\p{P}]*$/u;

/**
 * Reads camera, air and motion out of a sentence. What nobody understood is in `unread`, in order; less what the shot's `action` hands to models. In a sentence
 * that is new also less what only they can paint, but for what stood there before and was not handed on (`refused`).
 */
export function readSentence(
  text: string,
  options: ParseCameraOptions,
  { action, refused }: Readonly<{ action?: string | undefined; refused?: readonly string[] }> = {},
): SentenceReading {
  const { moves, phrases, targets, unread } = parseCamera(text, options);
  const scene = sceneWords(text, [...phrases, ...targets]);
  const left = unread.flatMap((phrase) => without(phrase, scene)).filter(({ text: rest }) => !filler.test(rest));
  const pieces = handedPieces(action);
  const isHanded = (phrase: Phrase) => {
    const words = phrase.text.trim();
    return pieces.includes(words) || (refused !== undefined && !refused.includes(words) && isForModels(phrase));
  };
  return { moves, phrases, scene, handed: left.filter(isHanded), unread: left.filter((phrase) => !isHanded(phrase)) };
}

/** A phrase less the parts that others cover. */
function without(phrase: Phrase, covers: readonly Phrase[]): Phrase[] {
  const end = phrase.at + phrase.text.length;
  const parts: Phrase[] = [];
  let from = phrase.at;
  for (const cover of [...covers].sort((a, b) => a.at - b.at)) {
    const coverEnd = cover.at + cover.text.length;
    if (coverEnd <= from || cover.at >= end) continue;
    if (cover.at > from) parts.push({ at: from, text: phrase.text.slice(from - phrase.at, cover.at - phrase.at) });
    from = Math.max(from, coverEnd);
  }
  if (from < end) parts.push({ at: from, text: phrase.text.slice(from - phrase.at) });
  return parts;
}

/** A piece of the sentence for the marks under it. */
export type MarkedPiece = Readonly<{ text: string; mark: 'camera' | 'focus' | 'lens' | 'motion' | 'air' | 'handed' | 'unread' | null }>;

/** The whole sentence cut where its marks begin and end. */
export function markedPieces(text: string, reading: SentenceReading): MarkedPiece[] {
  const marks: MarkedPiece['mark'][] = Array.from({ length: text.length }, () => null);
  const paint = ({ at, text: part }: Phrase, mark: MarkedPiece['mark']) => marks.fill(mark, at, at + part.length);
  for (const phrase of reading.unread) paint(phrase, 'unread');
  for (const phrase of reading.handed) paint(phrase, 'handed');
  for (const word of reading.scene) paint(word, word.lane);
  for (const [index, phrase] of reading.phrases.entries()) {
    const kind = reading.moves[index]?.kind;
    paint(phrase, kind === 'rack-focus' ? 'focus' : kind === 'zoom' ? 'lens' : 'camera');
  }
  const pieces: { text: string; mark: MarkedPiece['mark'] }[] = [];
  for (const [index, mark] of marks.entries()) {
    const last = pieces.at(-1);
    if (last !== undefined && last.mark === mark) last.text += text[index] ?? '';
    else pieces.push({ text: text[index] ?? '', mark });
  }
  return pieces;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Up to three names of presets that what was not understood may mean, the nearest first; none where nothing is near. */
export function nearGuesses(unread: string): string[] {
  const isChinese = /\p{Script=Han}/u.test(unread);
  const said = unread.trim().toLowerCase();
  const names = new Set(presets.map(({ name }) => (isChinese ? name.zh : name.en)).filter((name) => parseCamera(name).moves.length > 0));
  return [...names]
    .map((name) => ({ name, share: distance(said, name.toLowerCase()) / Math.max(said.length, name.length) }))
    .filter(({ share }) => share <= (isChinese ? 0.67 : 0.5))
    .sort((a, b) => a.share - b.share)
    .slice(0, 3)
    .map(({ name }) => name);
}

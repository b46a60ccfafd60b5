import type { Notice } from '../fault.ts';
import type { Move } from '../move.ts';
import { presetMoves } from '../presets/preset-camera.ts';
import type { Draft } from './clause.ts';
import { fold } from './fold.ts';
import { groupClauses, timingOf } from './group-clauses.ts';
import type { Token } from './lexeme.ts';
import { makeMoves, type ShotScale } from './make-moves.ts';
import { readSegments } from './read-segments.ts';
import { place, schedule } from './schedule.ts';
import { segmentsOf } from './segment.ts';
import { tokenize } from './tokenize.ts';

/** A piece of the text as it was typed; `at` is its first code unit. */
export type Phrase = Readonly<{ text: string; at: number }>;

/** What a move goes to, past or round, in the words of the text. Where that is in the picture is for whoever sees the picture. */
export type Target = Phrase & Readonly<{ moveIndex: number }>;

/** What a text says about the camera. `phrases[i]` is what `moves[i]` was read from; `unread` is what nobody understood, in order. */
export type CameraReading = Readonly<{
  moves: Move[];
  phrases: Phrase[];
  targets: Target[];
  unread: Phrase[];
  notices: Notice[];
}>;

/** The shot a sentence is read for. Defaults: a subject 3 m away, 5 s, a 35 mm lens. */
export type ParseCameraOptions = Readonly<Partial<ShotScale>>;

/**
 * Reads camera moves out of a text in English or Chinese. Moves told one after another share the shot evenly unless seconds are said;
 * a move without a number is a share of the subject's distance and marked isNominal. A text that names no camera gives no moves.
 */
export function parseCamera(text: string, options: ParseCameraOptions = {}): CameraReading {
  const { subjectDistanceM = 3, lengthSec = 5, lensMm = 35 } = options;
  const scale: ShotScale = { subjectDistanceM, lengthSec, lensMm };
  const folded = fold(text);
  const segments = segmentsOf(tokenize(folded));
  const reading = readSegments(segments, folded);
  const groups = groupClauses(reading.clauses);
  const turns = groups.filter((group) => !group.isOverlay);
  const timings = turns.map((group) => timingOf(group, scale));
  const notices: Notice[] = [];
  const saidSec = timings.reduce((sum, timing) => sum + (timing.durationSec ?? 0), 0);
  if (saidSec > scale.lengthSec * 1.0001)
    notices.push({ code: 'language.longer-than-shot', params: { saidSec, lengthSec: scale.lengthSec } });
  const spans = schedule(timings, scale.lengthSec);
  const unread = [...reading.unread];
  const told: { move: Move; draft: Draft }[] = [];
  for (const group of groups) {
    for (const draft of group.drafts) {
      const making = makeMoves(draft, scale);
      const [start, end] = draft.isThroughout || group.isOverlay ? [0, 1] : (spans[turns.indexOf(group)] ?? [0, 1]);
      told.push(...making.moves.map((move) => ({ move: place(move, start, end), draft })));
      unread.push(...(making.moves.length === 0 ? [{ lexeme: { is: 'word' } as const, at: draft.at, end: draft.end }] : making.unread));
      if (making.cutTo !== undefined)
        notices.push({ code: 'language.cut-to-most', params: { text: phraseOf(text, draft).text, most: making.cutTo } });
      if (making.isGuess) notices.push({ code: 'language.direction-assumed', params: { text: phraseOf(text, draft).text } });
    }
  }
  if (told.length === 0)
    return readPresetName(text, scale) ?? { moves: [], phrases: [], targets: [], unread: joinUnread(text, unread), notices };
  told.sort((a, b) => a.move.startRatio - b.move.startRatio || a.move.endRatio - b.move.endRatio);
  return {
    moves: told.map(({ move }) => move),
    phrases: told.map(({ draft }) => phraseOf(text, draft)),
    targets: told.flatMap(({ draft }, moveIndex) => draft.targets.map((range) => ({ ...phraseOf(text, range), moveIndex }))),
    unread: joinUnread(text, unread),
    notices,
  };
}

/** A text that is nothing but a preset's name is that preset, even where the name is an everyday word ("Reveal", 起重机). */
function readPresetName(text: string, scale: ShotScale): CameraReading | undefined {
  const moves = presetMoves(text.trim(), scale);
  if (moves.length === 0) return undefined;
  return { moves, phrases: moves.map(() => ({ text: text.trim(), at: text.indexOf(text.trim()) })), targets: [], unread: [], notices: [] };
}

function phraseOf(text: string, range: Readonly<{ at: number; end: number }>): Phrase {
  return { text: text.slice(range.at, range.end), at: range.at };
}

/** Tokens nobody understood, joined where only spaces stand between them. */
function joinUnread(text: string, tokens: readonly Token[]): Phrase[] {
  const ranges: { at: number; end: number }[] = [];
  for (const { at, end } of [...tokens].sort((a, b) => a.at - b.at)) {
    const last = ranges.at(-1);
    if (last !== undefined && /^[\s-]*$/.test(text.slice(last.end, at))) last.end = Math.max(last.end, end);
    else ranges.push({ at, end });
  }
  return ranges.map((range) => phraseOf(text, range));
}

import type { Notice } from '../fault.ts';
import type { Move } from '../move.ts';
import { type Context, cameraHeads } from './camera-sense.ts';
import { apply, type Clause, type Draft, readClause } from './clause.ts';
import { fold } from './fold.ts';
import { closingClause, continuesClause, isModifier } from './follow-on.ts';
import type { Token } from './lexeme.ts';
import { makeMoves, type ShotScale } from './make-moves.ts';
import { place, schedule, type Timing } from './schedule.ts';
import { type Segment, segmentsOf } from './segment.ts';
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
  const scale: ShotScale = { subjectDistanceM: 3, lengthSec: 5, lensMm: 35, ...options };
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
      if (making.isGuess) notices.push({ code: 'language.direction-assumed', params: { text: phraseOf(text, draft).text } });
    }
  }
  told.sort((a, b) => a.move.startRatio - b.move.startRatio || a.move.endRatio - b.move.endRatio);
  return {
    moves: told.map(({ move }) => move),
    phrases: told.map(({ draft }) => phraseOf(text, draft)),
    targets: told.flatMap(({ draft }, moveIndex) => draft.targets.map((range) => ({ ...phraseOf(text, range), moveIndex }))),
    unread: joinUnread(text, unread),
    notices,
  };
}

function phraseOf(text: string, range: Readonly<{ at: number; end: number }>): Phrase {
  return { text: text.slice(range.at, range.end), at: range.at };
}

/** Reads segment by segment, remembering of whom the sentence speaks. */
function readSegments(segments: readonly Segment[], folded: string): Readonly<{ clauses: readonly Clause[]; unread: readonly Token[] }> {
  const clauses: Clause[] = [];
  const unread: Token[] = [];
  let waiting: Segment[] = [];
  let isListing = false;
  let isForeign = false;
  for (const segment of segments) {
    const { links, tokens } = segment;
    const isFresh = links.isStop || links.isComma;
    if (isFresh) isForeign = false;
    const context: Context = {
      isListing,
      isForeign,
      isOpening: links.isStop,
      isJoined: links.isThen || links.isFirst || links.isLast,
      isBracketed: links.isBracketed,
    };
    const heads = cameraHeads(tokens, context);
    const previous = isListing && !isForeign ? clauses.at(-1) : undefined;
    const clause =
      heads.length > 0
        ? readClause(segment, heads, folded)
        : previous && (closingClause(segment, previous) ?? continuesClause(segment, previous));
    if (clause !== undefined) {
      for (const early of waiting) for (const token of early.tokens) apply(clause.drafts[0] as Draft, token);
      waiting = [];
      clauses.push(clause);
      unread.push(...clause.unread);
      isListing = true;
    } else if (isModifier(tokens)) {
      const last = clauses.at(-1)?.drafts.at(-1);
      if (last !== undefined && isListing && !links.isStop && !links.isThen) for (const token of tokens) apply(last, token);
      else waiting.push(segment);
    } else if (tokens.every(({ lexeme }) => lexeme.is === 'camera' || lexeme.is === 'filler')) {
      isListing = true;
    } else {
      unread.push(...segment.joints.filter(({ lexeme }) => lexeme.is !== 'comma' && lexeme.is !== 'stop' && isForeign), ...tokens);
      // "pan left as he walks, then tilt up": a side remark does not take the camera away.
      if (!links.isWhile) isListing = false;
      isForeign = true;
    }
  }
  unread.push(...waiting.flatMap(({ tokens }) => tokens.filter(({ lexeme }) => lexeme.is !== 'filler')));
  return { clauses, unread };
}

type Group = { drafts: Draft[]; isOverlay: boolean };

/** Gathers clauses that run together. */
function groupClauses(clauses: readonly Clause[]): Group[] {
  const groups: Group[] = [];
  let isJoinPending = false;
  let isPairOpen = false;
  let wasBracketed = false;
  clauses.forEach((clause, i) => {
    const { links } = clause;
    const last = groups.findLast((group) => !group.isOverlay);
    const isAfterStop = links.isStop || i === 0;
    if (isAfterStop || links.isThen) isPairOpen = false;
    const isTogether = last !== undefined && joins(clause, last, { isAfterStop, isPairOpen, wasBracketed, isJoinPending });
    isPairOpen ||= links.isPaired;
    isJoinPending = links.isWhile && links.isLeading && isAfterStop;
    wasBracketed = links.isBracketed;
    if (isTogether) last.drafts.push(...clause.drafts);
    else if (clause.drafts.length > 0) groups.push({ drafts: [...clause.drafts], isOverlay: isOverlay(clause) });
  });
  return groups;
}

type Joining = Readonly<{ isAfterStop: boolean; isPairOpen: boolean; wasBracketed: boolean; isJoinPending: boolean }>;

/** Whether a clause runs together with the group before it. */
function joins(clause: Clause, last: Group, state: Joining): boolean {
  const { links } = clause;
  if (links.isThen) return false;
  if (links.isPaired) return state.isPairOpen;
  if (links.isWhile) return !(links.isLeading && state.isAfterStop);
  if (links.isAnd) return !opposes(last, clause);
  if (state.isAfterStop || links.isLast) return false;
  return state.isJoinPending || (links.isBracketed && state.wasBracketed && !links.isOpened);
}

/** A shake named beside other moves, or moves said to last throughout, lie over the whole shot and take no turn of their own. */
function isOverlay({ drafts, links }: Clause): boolean {
  if (drafts.every((draft) => draft.isThroughout)) return true;
  return (
    !links.isThen &&
    !links.isFirst &&
    !links.isLast &&
    drafts.every((draft) => draft.head.family === 'shake' && draft.durationSec === undefined && draft.span === undefined)
  );
}

/** "pan left and right" cannot run together. */
function opposes(group: Group, clause: Clause): boolean {
  return clause.drafts.some((draft) =>
    group.drafts.some(
      (other) =>
        other.head.family === draft.head.family && draft.directions.some((direction) => opposite[direction] === other.directions[0]),
    ),
  );
}

const opposite = {
  left: 'right',
  right: 'left',
  up: 'down',
  down: 'up',
  in: 'out',
  out: 'in',
  clockwise: 'counterclockwise',
  counterclockwise: 'clockwise',
} as const;

function timingOf(group: Group, scale: ShotScale): Timing {
  const span = group.drafts.find((draft) => draft.span !== undefined)?.span;
  if (span !== undefined) {
    const length = span.unit === 'sec' ? scale.lengthSec : 1;
    return { fromRatio: span.from / length, toRatio: span.to / length };
  }
  const durations = group.drafts.flatMap((draft) => draft.durationSec ?? []);
  return durations.length === 0 ? {} : { durationSec: Math.max(...durations) };
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

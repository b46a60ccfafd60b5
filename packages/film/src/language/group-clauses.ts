import { type Clause, type Draft, draftOf } from './clause.ts';
import { stillness } from './lexeme.ts';
import type { ShotScale } from './make-moves.ts';
import type { Timing } from './schedule.ts';

/** Drafts that run together. `isOverlay`: they lie over the whole shot and take no turn. */
export type Group = { drafts: Draft[]; isOverlay: boolean };

/** Gathers clauses that run together. */
export function groupClauses(clauses: readonly Clause[]): Group[] {
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
    else if (clause.drafts.length > 0) {
      waitFor(links.pauseSec, groups, clause.drafts[0] as Draft);
      groups.push({ drafts: [...clause.drafts], isOverlay: isOverlay(clause) });
    }
  });
  return groups;
}

/** "push in, after 2 seconds pan": the push lasts 2 s. With nothing before it the camera stands still for so long. */
function waitFor(pauseSec: number | undefined, groups: Group[], next: Draft): void {
  if (pauseSec === undefined) return;
  const last = groups.findLast((group) => !group.isOverlay)?.drafts[0];
  if (last !== undefined) last.durationSec ??= pauseSec;
  else groups.push({ drafts: [{ ...draftOf(stillness, { at: next.at, end: next.at }), durationSec: pauseSec }], isOverlay: false });
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

/** What is said about when a group runs. */
export function timingOf(group: Group, scale: ShotScale): Timing {
  const span = group.drafts.find((draft) => draft.span !== undefined)?.span;
  if (span !== undefined) {
    const length = span.unit === 'sec' ? scale.lengthSec : 1;
    const end = span.to <= 0 ? length : 0;
    return { fromRatio: (span.from + end) / length, toRatio: (span.to + end) / length };
  }
  const durations = group.drafts.flatMap((draft) => draft.durationSec ?? []);
  return durations.length === 0 ? {} : { durationSec: Math.max(...durations) };
}

import { type Context, cameraHeads } from './camera-sense.ts';
import { apply, type Clause, readClause } from './clause.ts';
import { closingClause, continuesClause, isModifier, repeatsShake } from './follow-on.ts';
import type { Token } from './lexeme.ts';
import type { Segment } from './segment.ts';

/** Reads segment by segment, remembering of whom the sentence speaks. */
export function readSegments(
  segments: readonly Segment[],
  folded: string,
): Readonly<{ clauses: readonly Clause[]; unread: readonly Token[] }> {
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
    if (clause !== undefined && repeatsShake(clause, previous)) unread.push(...clause.unread);
    else if (clause !== undefined) {
      const [draft] = clause.drafts;
      if (draft !== undefined) for (const early of waiting) for (const token of early.tokens) apply(draft, token);
      waiting = [];
      clauses.push(clause);
      unread.push(...clause.unread);
      isListing = true;
    } else if (isModifier(tokens)) {
      const last = clauses.at(-1)?.drafts.at(-1);
      // A stretch of time stands before its moves ("2-5 s: pan left"), a manner behind them.
      const isAhead = tokens.some(({ lexeme }) => lexeme.is === 'span');
      if (last !== undefined && isListing && !links.isStop && !links.isThen && !isAhead) for (const token of tokens) apply(last, token);
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
  const lastDraft = clauses.at(-1)?.drafts.at(-1);
  if (lastDraft !== undefined) for (const { tokens } of waiting.splice(0)) for (const token of tokens) apply(lastDraft, token);
  unread.push(...waiting.flatMap(({ tokens }) => tokens.filter(({ lexeme }) => lexeme.is !== 'filler')));
  return { clauses, unread };
}

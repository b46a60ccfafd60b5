import { apply, type Clause, type Draft, draftOf, type TargetRange } from './clause.ts';
import type { Head, Token } from './lexeme.ts';
import type { Segment } from './segment.ts';

/** Whether a segment only says how: "slowly", 匀速, "for 2 seconds". */
export function isModifier(tokens: readonly Token[]): boolean {
  const says = new Set(['speed', 'easing', 'amount', 'span', 'throughout', 'strength', 'seed']);
  return (
    tokens.some(({ lexeme }) => says.has(lexeme.is)) &&
    tokens.every(({ lexeme }) => says.has(lexeme.is) || lexeme.is === 'filler' || lexeme.is === 'camera')
  );
}

/** "then right", "and up": the last move again, another way. Undefined when the segment names no way or says more. */
export function continuesClause({ tokens, links }: Segment, previous: Clause): Clause | undefined {
  const last = previous.drafts.at(-1);
  const isPlain = tokens.every(({ lexeme }) =>
    ['direction', 'speed', 'amount', 'span', 'easing', 'filler', 'camera', 'pronoun'].includes(lexeme.is),
  );
  const first = tokens.find(({ lexeme }) => lexeme.is === 'direction');
  if (last === undefined || first === undefined || !isPlain || links.isStop) return undefined;
  const { direction: _, ...head } = last.head;
  const draft = draftOf(head, first);
  for (const token of tokens) apply(draft, token);
  return { drafts: [draft], links, unread: [] };
}

const pushIn: Head = { is: 'head', family: 'dolly', sense: 'sure', form: 'command', direction: 'in' };

/**
 * "finally a close-up of her eyes", 最后特写: a framing the shot arrives at. "ending on a close-up" gives its framing, "ending on the
 * letter" and "revealing the city" their target, to the move before.
 */
export function closingClause({ tokens, links }: Segment, previous: Clause): Clause | undefined {
  const framed = tokens.find(({ lexeme }) => lexeme.is === 'framing');
  const last = previous.drafts.at(-1);
  const isReveal = tokens[0]?.lexeme.is === 'to' && tokens[0].lexeme.isReveal === true;
  const target = targetOf(tokens, isReveal);
  if (framed === undefined || isReveal) {
    if (last === undefined || target === undefined || !(isReveal || (links.isArrival && !links.isStop))) return undefined;
    last.targets.push(target);
    last.end = Math.max(last.end, target.end);
    return { drafts: [], links, unread: [] };
  }
  if (framed.lexeme.is !== 'framing' || !(links.isArrival || links.isThen || links.isLast)) return undefined;
  const isSameMove = links.isArrival && !links.isThen && !links.isLast;
  const takes = isSameMove && last !== undefined && last.head.family === 'dolly' && last.framing === undefined && last.amounts.length === 0;
  const draft: Draft = takes ? last : draftOf(pushIn, framed);
  if (target !== undefined) draft.targets.push(target);
  for (const token of tokens) apply(draft, token);
  draft.at = Math.min(draft.at, target?.at ?? framed.at);
  draft.end = Math.max(draft.end, framed.end, target?.end ?? 0);
  return { drafts: takes ? [] : [draft], links, unread: [] };
}

function targetOf(tokens: readonly Token[], isReveal: boolean): TargetRange | undefined {
  const words = tokens.filter(({ lexeme }) => lexeme.is === 'word' || lexeme.is === 'subject' || (isReveal && lexeme.is === 'framing'));
  const [first, end] = [words[0], words.at(-1)];
  return first === undefined || end === undefined ? undefined : { at: first.at, end: end.end };
}

/** "handheld, strong shake": the second word only says how strong the first is. */
export function repeatsShake(clause: Clause, previous: Clause | undefined): boolean {
  const [draft, ...more] = clause.drafts;
  const last = previous?.drafts.at(-1);
  const { isThen, isFirst, isLast, isStop, isAnd, isWhile } = clause.links;
  if (
    draft?.head.family !== 'shake' ||
    more.length > 0 ||
    last?.head.family !== 'shake' ||
    draft.isThroughout ||
    isThen ||
    isFirst ||
    isLast ||
    isStop ||
    isAnd ||
    isWhile
  )
    return false;
  if (draft.speed !== undefined) last.speed = draft.speed;
  if (draft.strength !== undefined) last.strength = draft.strength;
  if (draft.seed !== undefined) last.seed = draft.seed;
  last.amounts.push(...draft.amounts);
  last.end = draft.end;
  return true;
}

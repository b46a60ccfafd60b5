import type { Framing } from '../move.ts';
import { apply, type Clause, type Draft, draftOf } from './clause.ts';
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

/** "finally a close-up of her eyes", 最后特写: a framing the shot arrives at. "ending on a close-up" gives its framing to the move before. */
export function closingClause({ tokens, links }: Segment, previous: Clause): Clause | undefined {
  const index = tokens.findIndex(({ lexeme }) => lexeme.is === 'framing');
  const token = tokens[index];
  const framing: Framing | undefined = token?.lexeme.is === 'framing' ? token.lexeme.framing : undefined;
  if (token === undefined || framing === undefined || !(links.isArrival || links.isThen || links.isLast)) return undefined;
  const isArriving = links.isArrival && !links.isThen && !links.isLast;
  const last = previous.drafts.at(-1);
  const takes = isArriving && last !== undefined && last.head.family === 'dolly' && last.framing === undefined && last.amounts.length === 0;
  const draft: Draft = takes ? last : draftOf(pushIn, token);
  draft.framing = framing;
  const words = tokens.filter(({ lexeme }) => lexeme.is === 'word' || lexeme.is === 'subject');
  const [head] = words;
  const tail = words.at(-1);
  if (head !== undefined && tail !== undefined) draft.targets.push({ at: head.at, end: tail.end });
  for (const other of tokens) if (other !== token) apply(draft, other);
  draft.at = Math.min(draft.at, token.at);
  draft.end = Math.max(draft.end, token.end, tail?.end ?? 0);
  return { drafts: takes ? [] : [draft], links, unread: [] };
}

import { type Lexeme, stillness, type Token } from './lexeme.ts';

/** What stands between a run of words and the one before it. */
export type Links = Readonly<{
  isStop: boolean;
  isComma: boolean;
  isThen: boolean;
  isFirst: boolean;
  isAnd: boolean;
  isWhile: boolean;
  isLeading: boolean;
  isPaired: boolean;
  isLast: boolean;
  isArrival: boolean;
  isBracketed: boolean;
  /** Seconds to wait first. */
  pauseSec?: number;
  /** A bracket opens right before. */
  isOpened: boolean;
}>;

/** A run of tokens without punctuation or joining words inside, and how it is joined to the run before. */
export type Segment = Readonly<{ tokens: readonly Token[]; links: Links; joints: readonly Token[] }>;

const unlinked: Links = {
  isStop: false,
  isComma: false,
  isThen: false,
  isFirst: false,
  isAnd: false,
  isWhile: false,
  isLeading: false,
  isPaired: false,
  isLast: false,
  isArrival: false,
  isBracketed: false,
  isOpened: false,
};

/** Tokens of one clause at most: the grammar looks at every pair of them, and no sentence about a camera is longer. */
const longestClause = 100;

/** Cuts a text's tokens at punctuation and joining words. The first segment counts as one after a full stop. */
export function segmentsOf(tokens: readonly Token[]): Segment[] {
  const segments: Segment[] = [];
  let links: Links = { ...unlinked, isStop: true };
  let joints: Token[] = [];
  let run: Token[] = [];
  let isBracketed = false;
  let isSequence = false;
  // "…, pan right at the same time." joins the clause it ends.
  const joinBackward = () => {
    const last = segments.at(-1);
    if (run.length === 0 && links.isWhile && !links.isLeading && !links.isPaired && last !== undefined) {
      segments[segments.length - 1] = { ...last, links: { ...last.links, isWhile: true } };
      links = { ...links, isWhile: false };
    }
  };
  // 最后定格, and the sentence ends: the shot arrives where it is, and stands.
  const arrive = () => {
    const arrival = joints.at(-1);
    if (run.length > 0 || arrival?.lexeme.is !== 'arrive' || !arrival.lexeme.stands || !(links.isLast || links.isThen)) return;
    run = [{ ...arrival, lexeme: stillness }];
    links = { ...links, isArrival: false };
  };
  const cut = () => {
    if (run.length === 0) return;
    segments.push({ tokens: run, links: { ...links, isBracketed }, joints });
    run = [];
    links = unlinked;
    joints = [];
  };
  for (const token of tokens) {
    // 先推后拉: after 先, a move that opens with 后 comes later.
    if (isSequence && isLaterPull(token) && run.length > 0) {
      cut();
      links = { ...links, isThen: true };
    }
    if (join(links, token.lexeme) === undefined) {
      if (run.length === longestClause) cut();
      run.push(token);
      continue;
    }
    if (token.lexeme.is === 'stop') arrive();
    cut();
    if (token.lexeme.is === 'stop') joinBackward();
    links = join(links, token.lexeme) ?? links;
    joints.push(token);
    if (token.lexeme.is === 'open' || token.lexeme.is === 'close') isBracketed = token.lexeme.is === 'open';
    if (links.isFirst) isSequence = true;
    else if (token.lexeme.is === 'stop') isSequence = false;
  }
  arrive();
  cut();
  joinBackward();
  return segments;
}

function isLaterPull({ lexeme }: Token): boolean {
  return lexeme.is === 'head' && lexeme.opensWithBack === true;
}

function join(links: Links, lexeme: Lexeme): Links | undefined {
  switch (lexeme.is) {
    case 'stop':
      return { ...links, isStop: true };
    case 'comma':
      return { ...links, isComma: true };
    case 'open':
      return { ...links, isComma: true, isOpened: true };
    case 'close':
      return { ...links, isComma: true };
    case 'then':
      return {
        ...links,
        isThen: !lexeme.isFirst || links.isThen,
        isFirst: lexeme.isFirst === true || links.isFirst,
        isLast: lexeme.isLast === true || links.isLast,
      };
    case 'pause':
      return { ...links, isThen: true, pauseSec: lexeme.sec };
    case 'and':
      return { ...links, isAnd: true };
    case 'while':
      return { ...links, isWhile: true, isLeading: lexeme.leads === true, isPaired: lexeme.isPaired === true };
    case 'arrive':
      return { ...links, isArrival: true };
    default:
      return undefined;
  }
}

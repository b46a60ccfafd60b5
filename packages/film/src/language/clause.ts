import type { Easing, Framing, Region } from '../move.ts';
import type { Amount, Direction, Family, Head, Lexeme, Span, Speed, Token } from './lexeme.ts';
import type { Links, Segment } from './segment.ts';

/** Words the camera goes to, past or round, where they stand in the text. */
export type TargetRange = Readonly<{ at: number; end: number }>;

/** One camera word with everything said about it, before it becomes a move. */
export type Draft = {
  readonly head: Head;
  readonly directions: Direction[];
  readonly amounts: { amount: Amount; token: Token }[];
  readonly targets: TargetRange[];
  /** Distances that targets name (foreground, background), as multiples of the subject's. */
  readonly depths: number[];
  speed?: Speed;
  easing?: Easing;
  framing?: Framing;
  region?: Region;
  strength?: number;
  seed?: number;
  span?: Span;
  durationSec?: number;
  isAround?: boolean;
  implied?: Direction;
  isThroughout?: boolean;
  at: number;
  end: number;
};

/** The camera words of one segment, how it joins the one before, and the tokens nobody understood. */
export type Clause = Readonly<{ drafts: readonly Draft[]; links: Links; unread: readonly Token[] }>;

/** A draft with nothing said but its head. */
export function draftOf(head: Head, token: Readonly<{ at: number; end: number }>): Draft {
  return {
    head,
    directions: head.direction === undefined ? [] : [head.direction],
    amounts: [],
    targets: [],
    depths: [],
    at: token.at,
    end: token.end,
  };
}

/** Reads one segment in which `heads` mean the camera. */
export function readClause(segment: Segment, heads: readonly number[], folded: string): Clause {
  const { tokens } = segment;
  const owners = mergeHeads(tokens, heads, folded);
  const unread: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    const owner = ownerOf(owners, i, token, folded);
    if (heads.includes(i)) continue;
    const draft = owner.draft;
    const opensTarget =
      token.lexeme.is === 'to' || token.lexeme.is === 'subject' || token.lexeme.is === 'depth' || isObject(tokens, i, owner);
    if (opensTarget) {
      const target = readTarget(tokens, i, heads, folded);
      if (token.lexeme.is === 'to') noteWay(draft, token.lexeme);
      draft.depths.push(...target.depths);
      if (target.range !== undefined) {
        draft.targets.push(target.range);
        widen(draft, target.range);
      } else widen(draft, token);
      i = target.last;
    } else if (!apply(draft, token)) unread.push(token);
  }
  return { drafts: owners.map((owner) => owner.draft), links: segment.links, unread };
}

/** Takes one word into a draft; false when it says nothing about a move. */
export function apply(draft: Draft, token: Token): boolean {
  const { lexeme } = token;
  if (lexeme.is === 'word' || lexeme.is === 'link' || lexeme.is === 'not') return false;
  if (lexeme.is === 'direction') draft.directions.push(lexeme.direction);
  else if (lexeme.is === 'speed') draft.speed = lexeme.speed;
  else if (lexeme.is === 'easing') draft.easing = lexeme.easing;
  else if (lexeme.is === 'framing') draft.framing = lexeme.framing;
  else if (lexeme.is === 'strength') draft.strength = lexeme.value;
  else if (lexeme.is === 'seed') draft.seed = lexeme.value;
  else if (lexeme.is === 'span') draft.span = lexeme;
  else if (lexeme.is === 'throughout') draft.isThroughout = true;
  else if (lexeme.is === 'amount' && lexeme.unit === 'sec') draft.durationSec = lexeme.value;
  else if (lexeme.is === 'amount') draft.amounts.push({ amount: lexeme, token });
  else if (lexeme.is === 'region') {
    const { xRatio, yRatio, widthRatio, heightRatio } = lexeme;
    draft.region = { xRatio, yRatio, widthRatio, heightRatio };
  } else return true;
  widen(draft, token);
  return true;
}

function widen(draft: Draft, range: Readonly<{ at: number; end: number }>): void {
  draft.at = Math.min(draft.at, range.at);
  draft.end = Math.max(draft.end, range.end);
}

function noteWay(draft: Draft, lexeme: Extract<Lexeme, { is: 'to' }>): void {
  if (lexeme.isAround) draft.isAround = true;
  if (lexeme.implies !== undefined) draft.implied ??= lexeme.implies;
}

type Owner = Readonly<{ index: number; draft: Draft }>;

/** One draft a head; a head that only repeats or turns the one before it joins that draft ("crane shot rising", 绕着花旋转). */
function mergeHeads(tokens: readonly Token[], heads: readonly number[], folded: string): Owner[] {
  const owners: Owner[] = [];
  for (const index of heads) {
    const token = tokens[index] as Token;
    const head = token.lexeme as Head;
    const last = owners.at(-1);
    if (last !== undefined && pullsFocus(tokens, { from: last.index, to: index }, folded)) widen(last.draft, token);
    else if (last !== undefined && adds(last.draft.head, head)) {
      if (head.direction !== undefined && last.draft.directions.length === 0) last.draft.directions.push(head.direction);
      widen(last.draft, token);
    } else if (last !== undefined && last.draft.head.family === 'move' && last.draft.directions.length === 0) {
      owners[owners.length - 1] = { index: last.index, draft: draftOf(head, { at: last.draft.at, end: token.end }) };
    } else owners.push({ index, draft: draftOf(head, token) });
  }
  return owners;
}

/** "the focus pulls from 1 m to 3 m", 焦点从1米拉到3米: the pulling is the focus's own, no way of the camera. */
function pullsFocus(tokens: readonly Token[], { from, to }: Readonly<{ from: number; to: number }>, folded: string): boolean {
  const [noun, verb] = [tokens[from], tokens[to]].map((token) => (token === undefined ? '' : folded.slice(token.at, token.end)));
  if (noun === '焦点') return /^[推拉](?:到|至|向|近|远|近到|近至|远到|远至|回)?$/.test(verb ?? '');
  const isNext = tokens.slice(from + 1, to).every(({ lexeme }) => lexeme.is === 'filler' || lexeme.is === 'speed');
  return noun === 'focus' && isNext && /^(?:pull|push)(?:s|es|ing|ed)?(?: (?:back|out|in|forward))?$/.test(verb ?? '');
}

const turners: Readonly<Partial<Record<Family, readonly Family[]>>> = {
  orbit: ['rotate', 'move', 'pan', 'roll', 'truck'],
  crane: ['pedestal', 'move', 'crane'],
  follow: ['move', 'truck'],
  'rack-focus': ['move', 'pan', 'truck', 'rack-focus'],
  'dolly-zoom': ['dolly', 'zoom', 'move'],
  zoom: ['dolly', 'move'],
  'crash-zoom': ['dolly', 'zoom', 'move'],
  'whip-pan': ['pan', 'move'],
  pan: ['rotate', 'move'],
  rotate: ['move'],
  roll: ['rotate'],
};

function adds(head: Head, next: Head): boolean {
  if (head.family === next.family) return next.direction === undefined || head.direction === undefined || head.direction === next.direction;
  if (turners[head.family]?.includes(next.family) !== true) return false;
  if (head.family === 'follow' || (head.family === 'orbit' && (next.family === 'roll' || next.family === 'rotate'))) return true;
  if (head.family === 'zoom') return head.direction === undefined;
  return (
    head.family === 'dolly-zoom' ||
    head.family === 'crash-zoom' ||
    next.sense === 'borrowed' ||
    next.sense === 'open' ||
    next.sense === 'noun' ||
    next.direction === undefined
  );
}

/** Which draft a word belongs to: the head before it, but in Chinese a way and a speed stand before their head. */
function ownerOf(owners: readonly Owner[], i: number, token: Token, folded: string): Owner {
  const before = owners.findLast((owner) => owner.index <= i) ?? (owners[0] as Owner);
  const after = owners.find((owner) => owner.index > i);
  const leads = token.lexeme.is === 'direction' || token.lexeme.is === 'speed';
  if (after !== undefined && leads && !isLatin(folded, after.draft.at)) return after;
  return before;
}

function isObject(tokens: readonly Token[], i: number, owner: Owner): boolean {
  if (i < owner.index || tokens[i]?.lexeme.is !== 'word') return false;
  const { family } = owner.draft.head;
  const isWay =
    owner.draft.head.takesObject ||
    family === 'follow' ||
    family === 'orbit' ||
    family === 'dolly' ||
    family === 'rack-focus' ||
    owner.draft.head.sense === 'borrowed';
  return (
    isWay &&
    !owner.draft.targets.some((target) => target.at > (tokens[owner.index]?.at ?? 0)) &&
    tokens.slice(owner.index + 1, i).every(({ lexeme }) => lexeme.is !== 'word')
  );
}

/** A target from its opening word on; `last` is the last token it takes. */
function readTarget(tokens: readonly Token[], start: number, heads: readonly number[], folded: string) {
  const opener = tokens[start] as Token;
  const first = opener.lexeme.is === 'to' ? start + 1 : start;
  let last = start;
  let range: TargetRange | undefined;
  const depths: number[] = [];
  for (let i = first; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    if (!isTargetPart(tokens, i, heads, folded)) break;
    if (token.lexeme.is === 'depth') depths.push(token.lexeme.share);
    const isSubstance =
      token.lexeme.is === 'depth' ||
      token.lexeme.is === 'word' ||
      token.lexeme.is === 'subject' ||
      token.lexeme.is === 'head' ||
      isPlace(tokens, i, folded) ||
      isChineseFiller(tokens, i, folded) ||
      token.lexeme.is === 'camera';
    if (isSubstance) {
      range = { at: range?.at ?? token.at, end: token.end };
      last = i;
    }
  }
  return { range, last, depths };
}

/** 地面, 内墙: a small sign right before an unknown one is part of its word. */
function isChineseFiller(tokens: readonly Token[], i: number, folded: string): boolean {
  const [token, next] = [tokens[i] as Token, tokens[i + 1]];
  return token.lexeme.is === 'filler' && !isLatin(folded, token.at) && next?.lexeme.is === 'word' && next.at === token.end;
}

function isTargetPart(tokens: readonly Token[], i: number, heads: readonly number[], folded: string): boolean {
  const token = tokens[i] as Token;
  const kind = token.lexeme.is;
  if (kind === 'head') return !heads.includes(i);
  if (kind === 'direction' || kind === 'speed') return isPlace(tokens, i, folded);
  return (
    kind === 'word' ||
    kind === 'filler' ||
    kind === 'link' ||
    kind === 'of' ||
    kind === 'subject' ||
    kind === 'depth' ||
    kind === 'shot' ||
    kind === 'pronoun' ||
    kind === 'not' ||
    kind === 'camera'
  );
}

/** "the left side", "the slow river": a way or a speed that belongs to the thing. */
function isPlace(tokens: readonly Token[], i: number, folded: string): boolean {
  const token = tokens[i] as Token;
  if (token.lexeme.is !== 'direction' && token.lexeme.is !== 'speed') return false;
  if (!isLatin(folded, token.at) || folded.slice(token.at, token.end).includes(' ')) return false;
  const before = tokens[i - 1]?.lexeme;
  return (before?.is === 'filler' && before.isArticle === true) || tokens[i + 1]?.lexeme.is === 'word';
}

function isLatin(folded: string, at: number): boolean {
  return /[a-z]/.test(folded.charAt(at));
}

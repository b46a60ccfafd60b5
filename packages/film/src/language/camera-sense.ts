import type { Head, Lexeme, Token } from './lexeme.ts';

/** What came before a segment: whether the camera is being spoken of, or somebody else is. */
export type Context = Readonly<{
  /** The last segment was about the camera. */
  isListing: boolean;
  /** The same clause already spoke of somebody else. */
  isForeign: boolean;
  /** The segment opens a sentence. */
  isOpening: boolean;
  /** A joining word ("then", 再) stands right before. */
  isJoined: boolean;
  isBracketed: boolean;
}>;

/** Words that stand beside a camera word without changing who is spoken of. */
const neutral: ReadonlySet<Lexeme['is']> = new Set([
  'direction',
  'speed',
  'amount',
  'span',
  'easing',
  'strength',
  'seed',
  'region',
  'filler',
  'camera',
  'throughout',
  'shot',
  'framing',
  'of',
]);

/**
 * Which heads of a segment mean the camera, as indices into its tokens. A film word counts in a command ("pan left"), beside a
 * camera ("the camera pans"), or in a list of moves; with a person before it, or a thing behind it that no camera takes, it does not.
 */
export function cameraHeads(tokens: readonly Token[], context: Context): number[] {
  const found: number[] = [];
  tokens.forEach((token, i) => {
    if (token.lexeme.is === 'head' && meansCamera(tokens, i, token.lexeme, context, found)) found.push(i);
  });
  return found;
}

function meansCamera(tokens: readonly Token[], at: number, head: Head, context: Context, found: readonly number[]): boolean {
  const left = tokens.slice(0, at);
  const right = tokens.slice(at + 1);
  if (left.some(({ lexeme }) => lexeme.is === 'not')) return false;
  const speaker = lastSpeaker(left, context);
  const hasSpeaker = speaker >= 0 || nearCamera(right) || found.length > 0;
  const leftIsClean = isClean(left.slice(speaker + 1), found, speaker + 1);
  if (head.sense === 'sure') return speaker >= 0 || !isBusy(right, head, true);
  if (!leftIsClean) return false;
  const hasCamera = hasSpeaker || context.isBracketed || (context.isListing && !context.isForeign) || found.length > 0;
  if (context.isForeign && speaker < 0) return false;
  if (head.form === 'told' && !hasCamera) return false;
  if (head.form === 'running' && !hasCamera && !(context.isOpening && head.sense === 'film')) return false;
  if (isBusy(right, head, hasSpeaker) || isSubjectOf(left, right)) return false;
  const says = evidence(tokens, head);
  switch (head.sense) {
    case 'film':
      return (
        hasCamera ||
        says.isMeasured ||
        (says.isAimed && !isArticle(left.at(-1))) ||
        (left.length === 0 && right.length === 0 && (context.isJoined || head.standsAlone === true))
      );
    case 'noun':
      return hasCamera
        ? says.isMeasured || says.isAimed || says.isTurned || right.length === 0 || hasSpeaker
        : (says.isTurned || says.isCounted || says.isOnSubject || context.isJoined) && !aimsAfterArticle(left, right);
    case 'open':
      return hasCamera || ((says.isTurned || says.isCounted) && isCovered(tokens));
    case 'borrowed':
      return (
        hasCamera ||
        ((head.family === 'hold' || head.direction !== undefined) && says.isCounted && isCovered(tokens)) ||
        (head.family === 'follow' && says.isOnSubject)
      );
    default:
      return head.sense satisfies never;
  }
}

/** The index of the word that names the camera as the one who moves, or −1. */
function lastSpeaker(left: readonly Token[], context: Context): number {
  return left.findLastIndex(({ lexeme }) => lexeme.is === 'camera' || (lexeme.is === 'pronoun' && context.isListing));
}

/** "roll the camera", "crane shot", 推近的镜头. */
function nearCamera(right: readonly Token[]): boolean {
  const next = right.find(({ lexeme }) => !['filler', 'of', 'direction', 'speed'].includes(lexeme.is));
  return next?.lexeme.is === 'camera' || (next?.lexeme.is === 'shot' && right.indexOf(next) <= 1);
}

function isClean(left: readonly Token[], found: readonly number[], offset: number): boolean {
  let isTarget = false;
  return left.every(({ lexeme }, i) => {
    if (lexeme.is === 'to') isTarget = true;
    if (lexeme.is === 'head') return found.includes(offset + i) || isTarget;
    if (lexeme.is === 'pronoun') return i === 0;
    return (
      neutral.has(lexeme.is) ||
      lexeme.is === 'to' ||
      lexeme.is === 'subject' ||
      lexeme.is === 'depth' ||
      isTarget ||
      found.some((index) => index < offset + i)
    );
  });
}

/** Whether what follows belongs to another sense of the word: "pan of noodles", "roll the dice", 推进项目, 上升的气球. */
function isBusy(right: readonly Token[], head: Head, hasSpeaker: boolean): boolean {
  for (const [i, { lexeme }] of right.entries()) {
    if (lexeme.is === 'of') return !hasSpeaker && !right.slice(i + 1).every((token) => describable.has(token.lexeme.is));
    if (lexeme.is === 'link') return !hasSpeaker;
    if (lexeme.is === 'word') return !(hasSpeaker || isObject(right, head));
    if (lexeme.is === 'pronoun') return !hasSpeaker;
    if (lexeme.is === 'head') return !hasSpeaker && isArticle(right[i - 1]);
    if (lexeme.is === 'to' || lexeme.is === 'subject') return false;
  }
  return false;
}

/** Whether an object without a preposition is the camera's: 推近女孩的脸, 环绕花朵, but not 环绕山谷的雾. */
function isObject(right: readonly Token[], head: Head): boolean {
  if (head.takesObject === undefined) return false;
  const has = (kind: Lexeme['is']) => right.some(({ lexeme }) => lexeme.is === kind);
  return head.takesObject === 'any' || !has('of') || has('amount') || has('framing');
}

/** "the pan slides left": with an article, and a told verb behind it, the word is a thing. */
function isSubjectOf(left: readonly Token[], right: readonly Token[]): boolean {
  const next = right[0]?.lexeme;
  return isArticle(left.at(-1)) && next?.is === 'head' && next.form === 'told';
}

function evidence(tokens: readonly Token[], head: Head) {
  const has = (kind: Lexeme['is']) => tokens.some(({ lexeme }) => lexeme.is === kind);
  const isTurned = head.direction !== undefined || has('direction');
  const isCounted = has('amount') || has('span') || has('region') || has('strength');
  return {
    isTurned,
    isCounted,
    isMeasured: isTurned || isCounted || has('speed') || has('easing') || has('throughout'),
    isOnSubject: has('subject'),
    isAimed: tokens.some(({ lexeme }) => lexeme.is === 'to' && !lexeme.isIdle) || has('subject') || has('framing') || has('depth'),
  };
}

/** "a crane up on the roof": a thing, and where it is. */
function aimsAfterArticle(left: readonly Token[], right: readonly Token[]): boolean {
  return left.some(isArticle) && right.some(({ lexeme }) => lexeme.is === 'to' || lexeme.is === 'word');
}

function isArticle(token: Token | undefined): boolean {
  return token?.lexeme.is === 'filler' && token.lexeme.isArticle === true;
}

/** What 的 may lead to when the move before it is the camera's: 推近的镜头, 缓慢的推近. */
const describable: ReadonlySet<Lexeme['is']> = new Set(['camera', 'shot', 'head', 'speed', 'direction', 'amount']);

function isCovered(tokens: readonly Token[]): boolean {
  return tokens.every(({ lexeme }) => lexeme.is !== 'word' && lexeme.is !== 'link' && lexeme.is !== 'to');
}

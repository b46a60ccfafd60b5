import { spokenRows } from '../presets/preset-camera.ts';
import { readAmount } from './amount.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import type { Lexeme, Token } from './lexeme.ts';

const word: Lexeme = { is: 'word' };
const latinWord = /[a-z\u00df-\u024f]+(?:['’][a-z]+)*/y;
const between = /(?: +|-)(?=[a-z])/y;
const longestPhraseWords = 5;
const listMarker = /\d{1,2}(?:[.、)）](?=\s*[^\d\s])|[.)](?=\s))/y;
const arrow = /[-=]+>/y;
const marks: Readonly<Record<string, Lexeme>> = {
  ',': { is: 'comma' },
  '，': { is: 'comma' },
  '、': { is: 'comma' },
  ':': { is: 'comma' },
  '：': { is: 'comma' },
  '—': { is: 'comma' },
  '–': { is: 'comma' },
  '(': { is: 'comma' },
  ')': { is: 'comma' },
  '/': { is: 'comma' },
  '.': { is: 'stop' },
  '。': { is: 'stop' },
  ';': { is: 'stop' },
  '；': { is: 'stop' },
  '!': { is: 'stop' },
  '?': { is: 'stop' },
  '\n': { is: 'stop' },
  '→': { is: 'then' },
  '>': { is: 'then' },
  '[': { is: 'open' },
  '【': { is: 'open' },
  ']': { is: 'close' },
  '】': { is: 'close' },
  '&': { is: 'and' },
  '+': { is: 'and' },
};

const presetRows = spokenRows.map(
  ({ said, id }) => [said, { is: 'head', family: 'preset', sense: 'sure', form: 'command', presetId: id } as Lexeme] as const,
);
const phrases: ReadonlyMap<string, Lexeme> = new Map(
  [...presetRows, ...chinese, ...english].flatMap(([row, lexeme]) => row.split('|').map((phrase) => [phrase, lexeme] as const)),
);
const longestChinese = Math.max(...[...phrases.keys()].filter((phrase) => !/[a-z]/.test(phrase)).map((phrase) => phrase.length));

/** The phrases and numbers of folded text in order; spaces are left out and the longest phrase wins. */
export function tokenize(folded: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < folded.length; ) {
    const token = readToken(folded, at);
    if (token === undefined) at++;
    else {
      tokens.push(token);
      at = token.end;
    }
  }
  return settle(tokens);
}

function readToken(folded: string, at: number): Token | undefined {
  const character = folded.charAt(at);
  if (/\s/.test(character) && character !== '\n') return undefined;
  const marker = readMarker(folded, at);
  if (marker !== undefined) return marker;
  const amount = readAmount(folded, at);
  const phrase = /[a-z\u00df-\u024f]/.test(character) ? readEnglish(folded, at) : readChinese(folded, at);
  const isBetter =
    amount !== undefined && (amount.end > (phrase?.end ?? at) || (amount.end === phrase?.end && phrase.lexeme.is === 'word'));
  if (isBetter) return { lexeme: amount.lexeme, at, end: amount.end };
  if (phrase !== undefined) return phrase;
  const mark = marks[character];
  if (mark !== undefined) return { lexeme: mark, at, end: at + 1 };
  return { lexeme: word, at, end: at + ((folded.codePointAt(at) ?? 0 > 0xffff) ? 1 : 1) };
}

/** "1. push in 2. pan left" and "push in -> pan left" are lists in order. */
function readMarker(folded: string, at: number): Token | undefined {
  const opens = at === 0 || /[\s,，;；:：。(（]/.test(folded.charAt(at - 1));
  for (const pattern of opens ? [listMarker, arrow] : [arrow]) {
    pattern.lastIndex = at;
    if (pattern.test(folded)) return { lexeme: { is: 'then' }, at, end: pattern.lastIndex };
  }
  return undefined;
}

function readEnglish(folded: string, at: number): Token | undefined {
  let key = '';
  let best: Token | undefined;
  let cursor = at;
  for (let count = 0; count < longestPhraseWords; count++) {
    latinWord.lastIndex = cursor;
    const match = latinWord.exec(folded);
    if (match === null) break;
    key += (count === 0 ? '' : ' ') + match[0].replaceAll('’', "'");
    const lexeme = phrases.get(key);
    if (lexeme !== undefined) best = { lexeme, at, end: latinWord.lastIndex };
    else if (count === 0) best = { lexeme: word, at, end: latinWord.lastIndex };
    between.lastIndex = latinWord.lastIndex;
    if (!between.test(folded)) break;
    cursor = between.lastIndex;
  }
  return best;
}

function readChinese(folded: string, at: number): Token | undefined {
  for (let length = Math.min(longestChinese, folded.length - at); length > 0; length--) {
    const lexeme = phrases.get(folded.slice(at, at + length));
    if (lexeme !== undefined) return { lexeme, at, end: at + length };
  }
  return undefined;
}

/** Settles the small words that mean something only by what follows them. */
function settle(tokens: readonly Token[]): Token[] {
  return tokens.map((token, i) => {
    const next = nextWord(tokens, i);
    const nextIs = next?.lexeme.is;
    switch (token.lexeme.is) {
      case 'link':
        return !token.lexeme.isOf && (nextIs === 'amount' || nextIs === 'span' || nextIs === 'speed')
          ? { ...token, lexeme: { is: 'filler' } }
          : token;
      case 'to':
        return nextIs === 'amount' ||
          nextIs === 'speed' ||
          nextIs === 'easing' ||
          (nextIs === 'head' && tokens[i + 1] === next && isCommand(next))
          ? { ...token, lexeme: { is: 'filler' } }
          : token;
      case 'while':
        // 边推边摇 joins two moves; 河边 is a place.
        return token.lexeme.isPaired && token.end - token.at === 1 && (tokens[i - 1]?.lexeme.is === 'word' || !isWay(tokens[i + 1]))
          ? { ...token, lexeme: word }
          : token;
      default:
        return token;
    }
  });
}

/** The next token that says something, looked for a few words ahead. */
function nextWord(tokens: readonly Token[], i: number): Token | undefined {
  for (let j = i + 1; j < Math.min(tokens.length, i + 6); j++) if (tokens[j]?.lexeme.is !== 'filler') return tokens[j];
  return undefined;
}

function isWay(token: Token | undefined): boolean {
  return token?.lexeme.is === 'head' || token?.lexeme.is === 'direction' || token?.lexeme.is === 'speed';
}

function isCommand(token: Token | undefined): boolean {
  return token?.lexeme.is === 'head' && token.lexeme.form === 'command' && token.lexeme.sense === 'film';
}

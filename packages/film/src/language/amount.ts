import type { Easing } from '../move.ts';
import type { Amount, Lexeme, Unit } from './lexeme.ts';
import { chineseNumber, chineseNumberPattern, englishNumber, englishNumberPattern, figurePattern } from './numeral.ts';

type UnitRow = Readonly<{ words: string; unit: Unit; factor: number }>;

/** Longer spellings first: the first that fits is taken. */
const englishUnits: readonly UnitRow[] = [
  { words: 'centimet(?:er|re)s?|cms?', unit: 'm', factor: 0.01 },
  { words: 'millimet(?:er|re)s?|mm', unit: 'mm', factor: 1 },
  { words: 'met(?:er|re)s?|m', unit: 'm', factor: 1 },
  { words: 'feet|foot|ft', unit: 'm', factor: 0.3048 },
  { words: 'inch(?:es)?', unit: 'm', factor: 0.0254 },
  { words: 'degrees?|degs?', unit: 'deg', factor: 1 },
  { words: 'turns?|circles?|revolutions?|rotations?|laps?', unit: 'deg', factor: 360 },
  { words: 'seconds?|secs?|s', unit: 'sec', factor: 1 },
  { words: 'times|x', unit: 'times', factor: 1 },
  { words: 'percent|per cent', unit: 'percent', factor: 0.01 },
];
const chineseUnits: readonly UnitRow[] = [
  { words: '厘米|公分', unit: 'm', factor: 0.01 },
  { words: '毫米', unit: 'mm', factor: 1 },
  { words: '米|公尺', unit: 'm', factor: 1 },
  { words: '英尺|呎', unit: 'm', factor: 0.3048 },
  { words: '英寸|吋', unit: 'm', factor: 0.0254 },
  { words: '度', unit: 'deg', factor: 1 },
  { words: '圈|周', unit: 'deg', factor: 360 },
  { words: '秒钟|秒', unit: 'sec', factor: 1 },
  { words: '倍', unit: 'times', factor: 1 },
];
const signUnits: readonly UnitRow[] = [
  { words: '[°º˚]', unit: 'deg', factor: 1 },
  { words: '%', unit: 'percent', factor: 0.01 },
  { words: '×', unit: 'times', factor: 1 },
];
const allUnits = [...englishUnits, ...chineseUnits, ...signUnits];
const source = (rows: readonly UnitRow[]) => rows.map((row) => row.words).join('|');

const english = new RegExp(
  `(about |roughly |approximately |~ ?|≈ ?)?(?:(${figurePattern})[ -]?|(${englishNumberPattern})( and a half)?[ -])(?:(${source(englishUnits)})(?![a-z])|(${source(signUnits)}))( and a half)?`,
  'y',
);
const chinese = new RegExp(
  `(大约|约|大概|~|≈)?(${chineseNumberPattern}) ?(?:个)?(半)?(?:(${source(chineseUnits)})|(${source(signUnits)})|(cm|mm|m|ft|s|x)(?![a-z]))(?:(半)|([一二三四五六七八九])(?![一二三四五六七八九十百个倍米秒度]))?`,
  'y',
);
const figure = /(about |~|≈|约|大约)?([-+]?\d+(?:\.\d+)?)(?![\d.]*[a-z%°×])/y;
const chinesePercent = /百分之(零|[一二三四五六七八九十百]+|\d+(?:\.\d+)?)/y;
const chineseShareOfTurn = /([二三四两])分之([一二三])(?:个)?(?:圈|圆|周)/y;
const number = '\\s*([-+]?\\d+(?:\\.\\d+)?)\\s*';
const bezier = new RegExp(`(?:(?:easing|缓动) ?)?cubic-bezier\\(${number},${number},${number},${number}\\)`, 'y');
const region = new RegExp(`(?:the )?(?:region|rectangle|区域|矩形) ?\\(${number},${number},${number},${number}\\)`, 'y');
const strength = /(?:at |with )?(?:a )?(?:strength(?: of)?|强度)(?:为)? ?(\d+(?:\.\d+)?)/y;
const seed = /(?:with )?(?:seed|种子)(?:为)? ?(\d+)/y;
const dash = '\\s*(?:-|–|—|~|to|and|到|至)\\s*';
const secondsSpan = new RegExp(
  `(?:from |between |从|在|第)?(\\d+(?:\\.\\d+)?)\\s*(?:s|secs?|seconds?|秒)?${dash}(\\d+(?:\\.\\d+)?)\\s*(?:seconds?|secs?|s(?![a-z])|秒)`,
  'y',
);
const edgeSpan = new RegExp(
  `(?:(?:for|in|during|over|within) )?(?:the )?(?:(first)|last|final) (${figurePattern}|${englishNumberPattern}) ?(?:seconds?|secs?|s)(?![a-z])|在?(?:(前|头|开头)|最后|后|结尾)(${chineseNumberPattern})秒钟?[内里]?`,
  'y',
);
const ordinalSecond = new RegExp(`第(${chineseNumberPattern})秒`, 'y');
const pause = new RegExp(
  `after (?:about )?(${figurePattern}|${englishNumberPattern}) ?(?:seconds?|secs?|s)(?![a-z])|(${chineseNumberPattern})秒钟?(?:之后|以后|过后|后)`,
  'y',
);
const wholeTurn = /(?:a )?(?:(full|complete|whole)|(half)|quarter)(?= (?:orbit|arc|roll|turn))/y;
const clockSpan = new RegExp(`\\[?(\\d{1,2}):(\\d{2}(?:\\.\\d+)?)${dash}(\\d{1,2}):(\\d{2}(?:\\.\\d+)?)\\]?`, 'y');
const ratioSpan = new RegExp(
  `(?:from |between |从|在)?(\\d+(?:\\.\\d+)?)%${dash}(\\d+(?:\\.\\d+)?)%(?: of the (?:shot|way|time)|处|之间|的时间)?`,
  'y',
);

/** A number phrase that starts at `at` in folded text, with where it ends; undefined when none does. Longer readings win over shorter ones. */
export function readAmount(folded: string, at: number): Readonly<{ lexeme: Lexeme; end: number }> | undefined {
  const readings = [
    readSpan(folded, at),
    readWith(pause, folded, at, (m) => ({ is: 'pause', sec: englishOrChinese(m[1], m[2]) })),
    readWith(wholeTurn, folded, at, (m) => amountOf(m[1] !== undefined ? 360 : m[2] !== undefined ? 180 : 90, 'deg', false)),
    readWith(bezier, folded, at, (m) => ({ is: 'easing', easing: [num(m[1]), num(m[2]), num(m[3]), num(m[4])] as Easing })),
    readWith(region, folded, at, (m) => ({
      is: 'region',
      xRatio: num(m[1]),
      yRatio: num(m[2]),
      widthRatio: num(m[3]),
      heightRatio: num(m[4]),
    })),
    readWith(strength, folded, at, (m) => ({ is: 'strength', value: num(m[1]) })),
    readWith(seed, folded, at, (m) => ({ is: 'seed', value: num(m[1]) })),
    readWith(english, folded, at, readEnglish),
    readWith(chinese, folded, at, readChinese),
    readWith(chinesePercent, folded, at, (m) => amountOf(chineseNumber(m[1] ?? '') / 100, 'percent', false)),
    readWith(chineseShareOfTurn, folded, at, (m) => amountOf((360 * chineseNumber(m[2] ?? '')) / chineseNumber(m[1] ?? ''), 'deg', false)),
    readWith(figure, folded, at, (m) => amountOf(num(m[2]), 'none', m[1] !== undefined)),
  ];
  return readings.reduce((best, reading) => ((reading?.end ?? at) > (best?.end ?? at) ? reading : best), undefined);
}

function readSpan(folded: string, at: number) {
  return (
    readWith(clockSpan, folded, at, (m) => spanOf(num(m[1]) * 60 + num(m[2]), num(m[3]) * 60 + num(m[4]), 'sec')) ??
    readWith(ratioSpan, folded, at, (m) => spanOf(num(m[1]) / 100, num(m[2]) / 100, 'ratio')) ??
    readWith(edgeSpan, folded, at, readEdge) ??
    readWith(ordinalSecond, folded, at, (m) => spanOf(chineseNumber(m[1] ?? '') - 1, chineseNumber(m[1] ?? ''), 'sec')) ??
    readWith(secondsSpan, folded, at, (m) => spanOf(num(m[1]), num(m[2]), 'sec'))
  );
}

function spanOf(from: number, to: number, unit: 'sec' | 'ratio'): Lexeme | undefined {
  return to > from ? { is: 'span', from, to, unit } : undefined;
}

/** "the first 2 seconds" is 0 to 2; "the last 2 seconds" counts back from the end, −2 to 0. */
function readEdge(match: RegExpExecArray): Lexeme | undefined {
  const sec = englishOrChinese(match[2], match[4]);
  const isOpening = match[1] !== undefined || match[3] !== undefined;
  return isOpening ? spanOf(0, sec, 'sec') : spanOf(-sec, 0, 'sec');
}

function englishOrChinese(english: string | undefined, chinese: string | undefined): number {
  return english === undefined ? chineseNumber(chinese ?? '') : englishNumber(english.trim());
}

function readEnglish(match: RegExpExecArray): Lexeme {
  const half = match[4] === undefined && match[7] === undefined ? 0 : 0.5;
  return inUnit(englishNumber((match[2] ?? match[3] ?? '').trim()) + half, match[5] ?? match[6] ?? '', match[1] !== undefined);
}

function readChinese(match: RegExpExecArray): Lexeme {
  // 一米五 is 1.5 m, 两圈半 is 2.5 turns, 一个半圈 is 1.5.
  const half = (match[3] === undefined ? 0 : 0.5) + (match[7] === undefined ? 0 : 0.5);
  const tenths = match[8] === undefined ? 0 : chineseNumber(match[8]) / 10;
  return inUnit(chineseNumber(match[2] ?? '') + half + tenths, match[4] ?? match[5] ?? match[6] ?? '', match[1] !== undefined);
}

function inUnit(value: number, word: string, isAbout: boolean): Amount {
  const row = allUnits.find((candidate) => new RegExp(`^(?:${candidate.words})$`).test(word));
  return amountOf(row === undefined ? value : tidy(value * row.factor), row?.unit ?? 'none', isAbout);
}

function amountOf(value: number, unit: Unit, isAbout: boolean): Amount {
  return { is: 'amount', value, unit, isAbout };
}

/** Decimal factors leave binary dust (30 × 0.01): cut it off at a millionth. */
function tidy(value: number): number {
  return Number(value.toFixed(6));
}

function num(text: string | undefined): number {
  return Number(text ?? 0);
}

function readWith(pattern: RegExp, folded: string, at: number, read: (match: RegExpExecArray) => Lexeme | undefined) {
  pattern.lastIndex = at;
  const match = pattern.exec(folded);
  if (match === null) return undefined;
  const lexeme = read(match);
  return lexeme === undefined ? undefined : { lexeme, end: pattern.lastIndex };
}

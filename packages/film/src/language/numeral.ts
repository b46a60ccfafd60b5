const englishOnes =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const englishTens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const chineseDigits = '零一二三四五六七八九';

/** Regular expression source for a number in figures; `englishNumber` reads what it matched. */
export const figurePattern = '(?:\\d+/\\d+|[-+]?\\d+(?:\\.\\d+)?|\\.\\d+)';
/** Regular expression source for a number in English words; `englishNumber` reads what it matched. */
export const englishNumberPattern = (() => {
  const ones = englishOnes.slice(1).reverse().join('|');
  const tens = `(?:${englishTens.join('|')})(?:[ -](?:${englishOnes.slice(1, 10).join('|')}))?`;
  const share = '(?:a )?(?:half|(?:a |one[ -])?(?:quarter|third)|three[ -]quarters?|two[ -]thirds?)(?: of)?(?: an?)?';
  return `(?:${share}|${tens}|(?:a|one) hundred(?: and ${tens})?|${ones}|an?|(?:a |one )?full)`;
})();

/** Reads what `englishNumberPattern` matched. "a quarter of a" is 0.25, "forty-five" is 45, "a" is 1. */
export function englishNumber(words: string): number {
  const figure = Number(words);
  if (words.trim() !== '' && Number.isFinite(figure)) return figure;
  const [over, under] = words.split('/').map(Number);
  if (over !== undefined && under !== undefined && under > 0) return over / under;
  if (/three[ -]quarter/.test(words)) return 0.75;
  if (/two[ -]third/.test(words)) return 2 / 3;
  if (/quarter/.test(words)) return 0.25;
  if (/third(?!teen)/.test(words)) return 1 / 3;
  if (/half/.test(words)) return 0.5;
  let sum = 0;
  for (const word of words.split(/[ -]/)) {
    const one = englishOnes.indexOf(word);
    const ten = englishTens.indexOf(word);
    if (one >= 0) sum = word === 'one' && sum === 0 ? 1 : sum + one;
    else if (ten >= 0) sum += (ten + 2) * 10;
    else if (word === 'hundred') sum = Math.max(1, sum) * 100;
    else if (word === 'a' || word === 'an' || word === 'full') sum = Math.max(1, sum);
  }
  return sum;
}

/** A regular expression source for a number in figures or Chinese numerals; `chineseNumber` reads what it matched. */
export const chineseNumberPattern = '(?:[-+]?\\d+(?:\\.\\d+)?|[零〇一二两三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?|半)';

/** Reads what `chineseNumberPattern` matched: 三十 is 30, 两 is 2, 一百二十 is 120, 一点五 is 1.5, 半 is 0.5. */
export function chineseNumber(numeral: string): number {
  const figure = Number(numeral);
  if (Number.isFinite(figure)) return figure;
  if (numeral === '半') return 0.5;
  const [whole = '', fraction] = numeral.split('点');
  let sum = 0;
  let digit: number | undefined;
  let plainDigits = '';
  let hasPlaces = false;
  for (const character of whole) {
    if (character === '百' || character === '十') {
      hasPlaces = true;
      sum += (digit ?? 1) * (character === '百' ? 100 : 10);
      digit = undefined;
    } else {
      digit = chineseDigit(character);
      plainDigits += digit;
    }
  }
  // 三六零 spells its digits out; 三百六 leaves the last place unsaid.
  if (!hasPlaces) sum = Number(plainDigits);
  else if (digit !== undefined) sum += whole.length >= 2 && whole.at(-2) === '百' ? digit * 10 : digit;
  if (fraction === undefined) return sum;
  return Number(`${sum}.${[...fraction].map(chineseDigit).join('')}`);
}

function chineseDigit(character: string): number {
  if (character === '两') return 2;
  if (character === '〇') return 0;
  return Math.max(0, chineseDigits.indexOf(character));
}

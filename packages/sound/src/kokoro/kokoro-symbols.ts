import type { EnglishText } from '../voice/espeak.ts';

/**
 * The symbols that Kokoro v1.0 knows and English needs, with their numbers (the vocabulary in the model's tokenizer.json). Vowels that glide have a sign each: A as in hey,
 * I as in eye, O and Q as in so (American, British), W as in how, Y as in boy; T is an American flapped t.
 */
const symbolIds: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ ';': 1, ':': 2, ',': 3, '.': 4, '!': 5, '?': 6, '—': 9, '…': 10, '"': 11, '(': 12, ')': 13, '“': 14, '”': 15, ' ': 16 },
    ...{ A: 24, I: 25, O: 31, Q: 33, T: 36, W: 39, Y: 41, ᵊ: 42 },
    ...{ a: 43, b: 44, d: 46, f: 48, h: 50, i: 51, j: 52, k: 53, l: 54, m: 55, n: 56, p: 58, s: 61, t: 62, u: 63, v: 64, w: 65, z: 68 },
    ...{ ɑ: 69, ɒ: 71, æ: 72, ɔ: 76, ð: 81, ʤ: 82, ə: 83, ɛ: 86, ɜ: 87, ɡ: 92, ɪ: 102, ŋ: 112, θ: 119, ɹ: 123, ʃ: 131, ʧ: 133 },
    ...{ ʊ: 135, ʌ: 138, ʒ: 147, ˈ: 156, ˌ: 157, ː: 158, ᵻ: 177 },
  }),
);

type Rule = readonly [from: string, to: string];

/** espeak-ng's phonemes as the model was taught them (misaki, Kokoro's own front end: hexgrad, Apache-2.0), in the order in which they are put. */
const rules: Readonly<Record<EnglishText['accent'], readonly Rule[]>> = {
  american: [...bothAccents(), ['oʊ', 'O'], ['ɜːɹ', 'ɜɹ'], ['ɜː', 'ɜɹ'], ['ɪə', 'iə'], ['ː', ''], ['o', 'ɔ'], ['ɾ', 'T']],
  british: [...bothAccents(), ['eə', 'ɛː'], ['iə', 'ɪə'], ['əʊ', 'Q'], ['o', 'ɔ'], ['ɾ', 'T']],
};

function bothAccents(): readonly Rule[] {
  return [
    ['tʃ', 'ʧ'],
    ['dʒ', 'ʤ'],
    ['eɪ', 'A'],
    ['aɪ', 'I'],
    ['aʊ', 'W'],
    ['ɔɪ', 'Y'],
    ['əl', 'ᵊl'],
    ['n̩', 'ᵊn'],
    ['l̩', 'ᵊl'],
    ['m̩', 'ᵊm'],
    ['ɚ', 'əɹ'],
    ['ɐ', 'ə'],
    ['r', 'ɹ'],
    ['x', 'k'],
    ['ç', 'k'],
    ['ɬ', 'l'],
    ['ʔ', 't'],
    ['ʲ', ''],
    ['\u0303', ''],
  ];
}

/** A clause of espeak-ng's phonemes (`espeakPhonemes`) in Kokoro's symbols; what those do not have is left out. */
export function kokoroSymbols(phonemes: string, accent: EnglishText['accent']): string {
  const words = phonemes
    .trim()
    .split(/\s+/)
    .map((word) =>
      word
        .split('_')
        .map((phoneme) => symbolsOf(phoneme, accent))
        .join(''),
    );
  return words.filter((word) => word !== '').join(' ');
}

function symbolsOf(phoneme: string, accent: EnglishText['accent']): string {
  const put = rules[accent].reduce((rest, [from, to]) => rest.replaceAll(from, to), phoneme);
  // An e that glides nowhere is heard as one that does.
  return [...put.replaceAll('e', 'A')].filter((symbol) => symbolIds.has(symbol)).join('');
}

/** The numbers of symbols. */
export function symbolNumbers(symbols: string): readonly number[] {
  return [...symbols].flatMap((symbol) => symbolIds.get(symbol) ?? []);
}

/** The most symbols of one piece: the model takes 510, and hurries from about 400 on. */
const MOST_SYMBOLS = 400;

/** Symbols in pieces that the model takes, cut behind a sentence where there is one, else behind a comma, else between words. */
export function symbolPieces(symbols: string, most = MOST_SYMBOLS): readonly string[] {
  const pieces: string[] = [];
  let rest = symbols.trim();
  while (rest.length > most) {
    const head = rest.slice(0, most + 1);
    const cuts = [/[.!?…][”")]*(?= )/g, /[;:,—][”")]*(?= )/g, /[^ ](?= )/g].map((sign) => lastEnd(head, sign));
    const at = cuts.find((cut) => cut > 0) ?? most;
    pieces.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return [...pieces, rest].filter((piece) => piece !== '');
}

function lastEnd(text: string, sign: RegExp): number {
  const last = [...text.matchAll(sign)].at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
}

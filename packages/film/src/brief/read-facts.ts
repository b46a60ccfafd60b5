import { fold } from '../language/fold.ts';
import type { FactRow, Facts } from './facts.ts';
import { placeWords } from './place-words.ts';
import { subjectWords } from './subject-words.ts';
import { hourWords, moodWords, motionWords, soundWords, weatherWords } from './tone-words.ts';

/** A phrase found in a text, and everything it says; `at` is its first code unit. */
export type FoundFacts = Readonly<{ phrase: string; at: number; facts: readonly Facts[] }>;

const rows: readonly FactRow[] = [
  ...placeWords,
  ...subjectWords,
  ...hourWords,
  ...weatherWords,
  ...soundWords,
  ...motionWords,
  ...moodWords,
];

type Table = ReadonlyMap<string, readonly Facts[]>;

function tableOf(column: 1 | 2): Table {
  const table = new Map<string, Facts[]>();
  for (const row of rows) for (const phrase of row[column].split('|')) table.set(phrase, [...(table.get(phrase) ?? []), row[0]]);
  return table;
}

const chinese = tableOf(1);
const english = tableOf(2);
const longestChinese = Math.max(...[...chinese.keys()].map((phrase) => phrase.length));
const longestEnglishWords = Math.max(...[...english.keys()].map((phrase) => phrase.split(' ').length));

/** Every known phrase of a text in order, the longest where several fit; a phrase inside a longer one is not found again. */
export function readFacts(text: string): FoundFacts[] {
  const folded = fold(text);
  return [...readChinese(folded), ...readEnglish(folded)].sort((a, b) => a.at - b.at);
}

function readChinese(folded: string): FoundFacts[] {
  const found: FoundFacts[] = [];
  for (let at = 0; at < folded.length; ) {
    if (!/\p{Script=Han}/u.test(folded.charAt(at))) {
      at += 1;
      continue;
    }
    let length = Math.min(longestChinese, folded.length - at);
    while (length > 0 && !chinese.has(folded.slice(at, at + length))) length -= 1;
    if (length > 0) {
      const phrase = folded.slice(at, at + length);
      found.push({ phrase, at, facts: chinese.get(phrase) ?? [] });
    }
    at += Math.max(1, length);
  }
  return found;
}

function readEnglish(folded: string): FoundFacts[] {
  const words = [...folded.matchAll(/[a-z]+(?:['’-][a-z]+)*/g)];
  const found: FoundFacts[] = [];
  for (let i = 0; i < words.length; ) {
    let count = Math.min(longestEnglishWords, words.length - i);
    let phrase: string | undefined;
    for (; count > 0; count -= 1) {
      phrase = known(words.slice(i, i + count).map((word) => word[0]));
      if (phrase !== undefined) break;
    }
    const word = words[i];
    if (phrase !== undefined && word !== undefined) found.push({ phrase, at: word.index, facts: english.get(phrase) ?? [] });
    i += Math.max(1, count);
  }
  return found;
}

/** The words as the table has them: as they stand, or the last one without the ending of a plural. */
function known(words: readonly string[]): string | undefined {
  const before = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  const forms = [
    last,
    last.replace(/['’]s$/, ''),
    last.replace(/s$/, ''),
    last.replace(/es$/, ''),
    last.replace(/ies$/, 'y'),
    last.replace(/ves$/, 'f'),
  ];
  return forms.map((form) => [...before, form].join(' ')).find((phrase) => english.has(phrase));
}

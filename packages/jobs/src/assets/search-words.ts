/** Words of a search at most; more than anybody types. */
const MOST_WORDS = 200;

/**
 * The words of a text, as they are kept and looked for: Latin words and numbers whole and small, a run of Han as all its pairs of letters (one
 * letter alone: itself). PostgreSQL's own parser keeps a Han run as one word, in which nobody finds anything.
 */
export function searchWords(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [run] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+?(?=\p{Script=Han}|[^\p{L}\p{N}]|$)/gu)) {
    if (!/^\p{Script=Han}/u.test(run)) found.add(run.slice(0, 60));
    else {
      const letters = [...run];
      if (letters.length === 1) found.add(run);
      for (let k = 0; k + 1 < letters.length; k += 1) found.add(`${letters[k]}${letters[k + 1]}`);
    }
    if (found.size > MOST_WORDS) break;
  }
  return [...found].slice(0, MOST_WORDS);
}

/** The words of a text as a PostgreSQL tsvector. No word holds a quote. */
export function wordsVector(text: string): string {
  const words = new Set(searchWords(text));
  // A single letter of Han is looked for too.
  for (const letter of text.normalize('NFKC').match(/\p{Script=Han}/gu) ?? []) if (words.size < 2 * MOST_WORDS) words.add(letter);
  return [...words].map((word) => `'${word}'`).join(' ');
}

/** A search as a PostgreSQL tsquery: every word has to be there, the last of Latin ones may be its beginning; null where nothing can be looked for. */
export function wordsQuery(text: string): string | null {
  const words = searchWords(text);
  if (words.length === 0) return null;
  return words.map((word, k) => (k === words.length - 1 && !/^\p{Script=Han}/u.test(word) ? `'${word}':*` : `'${word}'`)).join(' & ');
}

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

/** Room of a vector, bytes: an entry of the index that carries it holds 2704, its key and names of kinds included. */
const MOST_BYTES = 2300;

/** The words of a text as a PostgreSQL tsvector. No word holds a quote. Of a text with more than its room (200 letters of Han) the last single letters are left out. */
export function wordsVector(text: string): string {
  // A single letter of Han is looked for too.
  const words = new Set([...searchWords(text), ...(text.normalize('NFKC').match(/\p{Script=Han}/gu) ?? [])]);
  const kept: string[] = [];
  let bytes = 4;
  for (const word of words) {
    bytes += 4 + Buffer.byteLength(word);
    if (bytes > MOST_BYTES) break;
    kept.push(`'${word}'`);
  }
  return kept.join(' ');
}

const isHan = (word: string) => /^\p{Script=Han}/u.test(word);

/** A search as PostgreSQL tsqueries, one a word: all have to be there, the last of Latin ones may be its beginning; [] where nothing can be looked for. */
export function wordQueries(text: string): readonly string[] {
  const words = searchWords(text);
  return words.map((word, k) => (k === words.length - 1 && !isHan(word) ? `'${word}':*` : `'${word}'`));
}

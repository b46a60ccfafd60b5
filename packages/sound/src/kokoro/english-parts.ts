/** A part of a text: words to be turned into phonemes, or a sign that the model reads itself. */
export type EnglishPart = Readonly<{ words: string } | { sign: string }>;

/** What the model has no sign of its own for. */
const alike: readonly (readonly [RegExp, string])[] = [
  [/[‘’]/g, "'"],
  [/[«《]/g, '“'],
  [/[»》]/g, '”'],
  [/\.{3,}/g, '…'],
  [/\s[-–]+\s|–/g, ' — '],
  [/[，、]/g, ', '],
  [/。/g, '. '],
  [/！/g, '! '],
  [/？/g, '? '],
  [/：/g, ': '],
  [/；/g, '; '],
  // Their point ends no sentence.
  [/\b(Mr|Mrs|Ms|Dr|St|Prof)\./g, '$1'],
  [/\betc\.(?=\s+[a-z])/g, 'etc'],
];

/** Signs; a point, a colon or a comma only where it ends something: 3.50, 12:30 and 1,000 are words. */
const signs = /\s*(?:[;!?—…“”"()]|[.:,](?=$|[\s”"')]))+\s*/g;

/** An English text in words and signs, in its order; espeak-ng is asked for words alone, since it leaves signs out of what it answers. */
export function englishParts(text: string): readonly EnglishPart[] {
  const plain = alike.reduce((rest, [from, to]) => rest.replace(from, to), text).replace(/\s+/g, ' ');
  const parts: EnglishPart[] = [];
  let from = 0;
  for (const { 0: sign, index } of plain.matchAll(signs)) {
    if (index > from) parts.push({ words: plain.slice(from, index) });
    parts.push({ sign });
    from = index + sign.length;
  }
  if (from < plain.length) parts.push({ words: plain.slice(from) });
  return parts.filter((part) => 'sign' in part || /[\p{L}\p{N}%&@+=$£€#°]/u.test(part.words));
}

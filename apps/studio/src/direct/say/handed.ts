import type { Phrase } from '@fantascope/film';

/** Between the things that a shot's action tells, one after another. */
const SEPARATOR = ' · ';

/** What opens or bursts into flower has to be painted anew: no stage can move it. */
const bloomWords =
  /绽放|盛开|绽开|开花|花[儿朵苞]?[都也就]?(?:慢慢|渐渐|缓缓|一朵朵)?(?:开|打开)|\bbloom(?:s|ing)?\b(?! (?:effect|filter|light|lens))|\b(?:flowers?|buds?|blossoms?) (?:slowly )?open(?:s|ing)?\b/i;

/** Whether these words tell of something that only a model can paint. */
export function isForModels({ text }: Phrase): boolean {
  return bloomWords.test(text);
}

/** The things an action tells. */
export function handedPieces(action = ''): string[] {
  return action
    .split(SEPARATOR)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

/** An action with what is handed to the models now, and without what was and no longer is; undefined where nothing is left. */
export function withHanded(action: string | undefined, before: readonly string[], after: readonly string[]): string | undefined {
  const kept = handedPieces(action).filter((piece) => !before.includes(piece) || after.includes(piece));
  const all = new Set([...kept, ...after]);
  return all.size === 0 ? undefined : [...all].join(SEPARATOR);
}

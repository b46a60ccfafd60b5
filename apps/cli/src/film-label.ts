import { createHash } from 'node:crypto';
import { type Film, labelTags, labelText, type SeenInFilm } from '@fantascope/film';
import type { FilmLabel } from '@fantascope/stage';

/**
 * What a film, or a shot alone, says of itself when it is made at the command line, by what is `seen` in it: the data of every file, and over the opening that a model made
 * pictures of it, or that shots are an animatic. The same film is named the same, so that a film that is made again is the same file.
 */
export function labelOf(
  film: Pick<Film, 'shots'>,
  seen: SeenInFilm,
): Readonly<{ tags: Readonly<Record<string, string>>; label?: FilmLabel }> {
  const produceId = createHash('sha256').update(JSON.stringify(film)).digest('hex').slice(0, 32);
  const tags = labelTags({ ...seen, producer: 'Fantascope', produceId });
  if (!seen.isPainted && !seen.isGenerated) return { tags };
  const { zh, en } = labelText(seen);
  const text = seen.isPainted ? { zh: `动态分镜 · ${zh}`, en: `Animatic · ${en}` } : { zh, en };
  return { tags, label: { text, shows: 'opening' } };
}

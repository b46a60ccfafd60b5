import { createHash } from 'node:crypto';
import { type Film, labelTags } from '@fantascope/film';
import type { FilmLabel } from '@fantascope/stage';

/**
 * What a film, or a shot alone, says of itself when it is made at the command line: the data of every file, and over the opening of a film whose shots the animatic painter drew that they
 * are an animatic. The same film is named the same, so that a film that is made again is the same file.
 */
export function labelOf(film: Pick<Film, 'shots'>): Readonly<{ tags: Readonly<Record<string, string>>; label?: FilmLabel }> {
  const produceId = createHash('sha256').update(JSON.stringify(film)).digest('hex').slice(0, 32);
  const isPainted = film.shots.some(({ animatic, picture }) => animatic !== undefined && picture === undefined);
  const isTaken = film.shots.some(({ picture }) => picture !== undefined);
  const tags = labelTags({ isGenerated: false, isTaken, isPainted, producer: 'Fantascope', produceId });
  return isPainted ? { tags, label: { text: { zh: '动态分镜 · AI 合成', en: 'Animatic · Made with AI' }, shows: 'opening' } } : { tags };
}

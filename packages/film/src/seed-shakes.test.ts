import { expect, test } from 'vitest';
import { readFilmDocument } from './film-document.ts';
import { filmFromFile } from './film-file.ts';
import { parseCamera } from './language/parse-camera.ts';
import { poseAt } from './pose-at.ts';

const file = (seed: number, shake: object = {}) => ({
  format: 'fantascope/film',
  version: 1,
  title: { en: 'A wish' },
  seed,
  shots: [{ camera: { moves: [{ kind: 'shake', strengthRatio: 1, ...shake }] } }],
});
const poseOf = (film: ReturnType<typeof readFilmDocument>) => poseAt(film.shots[0]?.camera as never, 2.2);

test("a frame depends on the film's seed, in a stored film and in one written by hand", () => {
  for (const read of [readFilmDocument, (value: unknown) => filmFromFile(value, { parseCamera }).film]) {
    expect(poseOf(read(file(1)))).toEqual(poseOf(read(file(1))));
    expect(poseOf(read(file(2)))).not.toEqual(poseOf(read(file(1))));
  }
  const told = (seed: number) => filmFromFile({ ...file(seed), shots: [{ camera: 'handheld shake' }] }, { parseCamera }).film;
  expect(poseOf(told(2))).not.toEqual(poseOf(told(1)));
});

test("a shake with a seed of its own keeps it, whatever the film's", () => {
  expect(poseOf(readFilmDocument(file(2, { seed: 7 })))).toEqual(poseOf(readFilmDocument(file(1, { seed: 7 }))));
});

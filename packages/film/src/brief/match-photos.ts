import type { Notice } from '../fault.ts';
import { fold } from '../language/fold.ts';
import { briefPlace } from './brief-place.ts';
import type { Facts } from './facts.ts';
import { readFacts } from './read-facts.ts';

/** A photograph that may be used: its path as the film file will name it, its file name, and what it shows, if anybody said. */
export type Photo = Readonly<{ path: string; name: string; caption?: string }>;

/** What a shot says of itself: a photograph's name, if it has one, and its words. */
export type PhotoWish = Readonly<{ photo: string | undefined; text: string; lineNumber: number | undefined }>;

/** Scores below this are chance. */
const leastScore = 2;

/**
 * Gives each shot a photograph: the one it names; else the one whose caption or name speaks of the same, best match first; else, in order, one that is left.
 * Shots beyond the photographs get none. Each photograph that nobody named is given once.
 */
export function matchPhotos(
  wishes: readonly PhotoWish[],
  photos: readonly Photo[],
): Readonly<{ paths: readonly (string | undefined)[]; notices: readonly Notice[] }> {
  const notices: Notice[] = [];
  const paths: (string | undefined)[] = wishes.map(({ photo, lineNumber }, i) => {
    if (photo === undefined) return undefined;
    const found = findPhoto(photo, photos);
    if (found === undefined)
      notices.push({ code: 'brief.no-such-photo', params: { ...briefPlace({ lineNumber, shot: i + 1 }), name: photo } });
    return found?.path;
  });
  const free = new Set(photos.filter(({ path }) => !paths.includes(path)));
  const facts = new Map(
    photos.map((photo) => [photo, factsOf(`${photo.name.replace(/\.\w+$/, '').replace(/[-_]/g, ' ')} ${photo.caption ?? ''}`)]),
  );
  const pairs = wishes
    .flatMap(({ text }, index) => {
      if (paths[index] !== undefined) return [];
      const own = factsOf(text);
      return [...free].map((photo) => ({ index, photo, score: likeness(own, facts.get(photo) ?? own) }));
    })
    .filter(({ score }) => score >= leastScore)
    .sort((a, b) => b.score - a.score || a.index - b.index);
  for (const { index, photo } of pairs) {
    if (paths[index] !== undefined || !free.has(photo)) continue;
    paths[index] = photo.path;
    free.delete(photo);
  }
  const rest = [...free];
  return { paths: paths.map((path) => path ?? rest.shift()?.path), notices };
}

/** A photograph by the name or path a person wrote, with or without its ending. */
export function findPhoto(told: string, photos: readonly Photo[]): Photo | undefined {
  const key = keyOf(told);
  return (
    photos.find(({ path }) => path === told) ??
    photos.find(({ name }) => keyOf(name) === key) ??
    photos.find(({ name }) => stem(keyOf(name)) === stem(key))
  );
}

function keyOf(path: string): string {
  return fold(path.split(/[\\/]/).at(-1) ?? path).trim();
}

function stem(name: string): string {
  return name.replace(/\.[a-z0-9]{2,5}$/, '');
}

type PhotoFacts = Readonly<{ facts: readonly Facts[]; words: ReadonlySet<string> }>;

function factsOf(text: string): PhotoFacts {
  const words = fold(text).match(/[a-z]{4,}|\p{Script=Han}{2}/gu) ?? [];
  return { facts: readFacts(text).flatMap(({ facts }) => facts), words: new Set(words) };
}

function likeness(one: PhotoFacts, other: PhotoFacts): number {
  const shares = (key: 'subject' | 'place' | 'hour') =>
    one.facts.some((fact) => fact[key] !== undefined && other.facts.some((each) => each[key] === fact[key]));
  const common = [...one.words].filter((word) => other.words.has(word)).length;
  return (shares('subject') ? 3 : 0) + (shares('place') ? 2 : 0) + (shares('hour') ? 1 : 0) + Math.min(4, common * 2);
}

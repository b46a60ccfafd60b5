import type { Film } from '../film.ts';
import type { ShotRef } from './edit.ts';

type Shots = Pick<Film, 'shots'>;

/** How an edit names a shot of a film for good: by its id, else by its name where that is its alone, else by its place. */
export function shotRef(film: Shots, index: number): ShotRef {
  const { id, name = '' } = film.shots[index] ?? {};
  if (id !== undefined) return id;
  return name !== '' && film.shots.every((each, at) => at === index || (each.name !== name && each.id !== name)) ? name : index;
}

/** Finds shots by what an edit calls them: the place in the film, or undefined where there is no such shot or two have the name. */
export function shotFinder(film: Shots): (shot: ShotRef) => number | undefined {
  const byId = new Map<string, number>();
  const byName = new Map<string, number | undefined>();
  for (const [index, { id, name }] of film.shots.entries()) {
    if (id !== undefined) byId.set(id, index);
    if (name !== undefined) byName.set(name, byName.has(name) ? undefined : index);
  }
  return (shot) => {
    if (typeof shot === 'number') return shot < film.shots.length ? shot : undefined;
    return byId.get(shot) ?? byName.get(shot);
  };
}

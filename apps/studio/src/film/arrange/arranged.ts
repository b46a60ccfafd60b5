import type { Film, Shot } from '@fantascope/film';

/** What of a film its board changes: which shots there are and in which order, and the edit that follows. */
export type Arrangement = Pick<Film, 'shots' | 'edit'>;

/** A film with other shots, or another order of them; where it has an edit, that follows. Throws a fault of `edit.*`, for instance where a cut is locked. */
export async function withShots(film: Film, shots: readonly Shot[]): Promise<Film> {
  if (film.edit === undefined) return { ...film, shots: [...shots] };
  const { arrangedFilm } = await import('./arrange-film.ts');
  return arrangedFilm(film, shots);
}

const nameOf = (shot: Shot): string => shot.id ?? JSON.stringify(shot);

/** Whether two films have the same shots in the same order, and the same edit. */
export function isSameArrangement(one: Arrangement, other: Arrangement): boolean {
  return JSON.stringify([one.shots.map(nameOf), one.edit]) === JSON.stringify([other.shots.map(nameOf), other.edit]);
}

/** A film as it was arranged before (`to`), each shot as it is now; null where it is no longer arranged as it was left (`from`). */
export function rearranged(film: Film, { from, to }: Readonly<{ from: Arrangement; to: Arrangement }>): Film | null {
  if (!isSameArrangement(film, from)) return null;
  const now = new Map(film.shots.map((shot) => [nameOf(shot), shot]));
  const { edit: _, ...rest } = film;
  const shots = to.shots.map((shot) => now.get(nameOf(shot)) ?? shot);
  return { ...rest, shots, ...(to.edit === undefined ? {} : { edit: to.edit }) };
}

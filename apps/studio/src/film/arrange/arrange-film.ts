import { applyFilmEdit, costOfImpact, type Film, impactOf, type Shot } from '@fantascope/film';

/** A film with an edit with other shots, or another order of them, and its edit as it follows. In a file of its own: the code of all steps of an edit is fetched where it is needed. Throws a fault of `edit.*`. */
export function arrangedFilm(film: Film, shots: readonly Shot[]): Film {
  return applyFilmEdit(film, { kind: 'arrange-shots', shots }).film;
}

/** What another arrangement of a film makes stale: how many cuts are put together again, at no price, and how many takes would have to be shot again. */
export function arrangeImpact(before: Film, after: Film): Readonly<{ recut: number; shoot: number }> {
  const impact = impactOf(before, after);
  const video = impact.recut.filter(({ track, reasons }) => track === 'video' && !reasons.includes('gone'));
  return { recut: video.length, shoot: impact.shots.length - costOfImpact(impact, () => undefined).free };
}

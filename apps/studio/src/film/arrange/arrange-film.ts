import { applyFilmEdit, type Film, type Shot } from '@fantascope/film';

/** A film with an edit with other shots, or another order of them, and its edit as it follows. In a file of its own: the code of all steps of an edit is fetched where it is needed. Throws a fault of `edit.*`. */
export function arrangedFilm(film: Film, shots: readonly Shot[]): Film {
  return applyFilmEdit(film, { kind: 'arrange-shots', shots }).film;
}

// Content credentials (C2PA) as the last write of a film; loaded only when a film is made.
export { filesIn, filmRecord } from './film-record.ts';
export { type FilmSealed, openFilmSeal } from './film-seal.ts';
export { identityFile, identitySettings, type OpenedIdentity, openIdentity } from './identity/identity.ts';
export type { FilmPart, FilmRecord, SourceFile, TakeOrigin } from './manifest.ts';
export { holdsCredentials, noPlace, type Sealed, sealFilm } from './seal-film.ts';

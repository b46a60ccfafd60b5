// Content credentials (C2PA) as the last write of a film; loaded only when a film is made.
export { identityFile, identitySettings, type OpenedIdentity, openIdentity, type SigningIdentity } from './identity.ts';
export { digitalSourceType, type FilmProgram, type FilmRecord, type FilmSource } from './manifest.ts';
export { holdsCredentials, type Sealed, sealFilm } from './seal-film.ts';

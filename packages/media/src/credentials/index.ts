// Content credentials (C2PA) as the last write of a film; loaded only when a film is made.

export { filmRecord } from './film-record.ts';
export { type FilmSealed, openFilmSeal } from './film-seal.ts';
export { type SourceFile, seenOf, type TakeOrigin } from './manifest.ts';

// Content credentials (C2PA) as the last write of a film; loaded only when a film is made.
export { type FilmSealed, openFilmSeal } from './film-seal.ts';
export type { SourceFile, TakeOrigin } from './manifest.ts';

export type { DrawCaption } from './captions.ts';
export type { ShotSource, SourceOf } from './film-planner.ts';
export type { Progress } from './progress.ts';
export { type RenderJob, type RenderReport, renderFilm } from './render-film.ts';
export { renderShot, type ShotJob } from './render-shot.ts';
export { type LiftedShot, type LiftSetting, liftShot } from './shot-source.ts';
export { type CaptionPlane, drawCaption } from './text/draw-caption.ts';
export { missingCharacters, missingGlyphs } from './text/missing-glyphs.ts';
export { withInterrupt } from './with-interrupt.ts';

// A brief and the film made of it. An entry of its own: no page reads briefs, and their words would only be weight.
export { Brief, BriefScene, BriefShot, Depiction } from './brief/brief.ts';
export { briefFromValue } from './brief/brief-value.ts';
export { type CaptionPiece, captionPieces } from './brief/caption-pieces.ts';
export { type SpokenKind, spokenKinds, withVoices } from './brief/choose-voices.ts';
export { describeDepiction } from './brief/describe-depiction.ts';
export { type FilmOfBriefOptions, filmOfBrief } from './brief/film-of-brief.ts';
export { fitToVoices, type VoicedLine } from './brief/fit-to-voices.ts';
export { findPhoto, type Photo } from './brief/match-photos.ts';
export { type ReadBriefOptions, readBrief } from './brief/read-brief.ts';
export { writeFilmFile } from './brief/write-film-file.ts';

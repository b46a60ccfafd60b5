// What every format but H.264 needs; loaded only when one is asked for, so that the usual film starts no later for them.
export { codecArguments } from './codec-arguments.ts';
export { checkFormat, type FilmFormat, filmFormats, formatOfFile, sequenceOf } from './film-format.ts';
export { joinFilm } from './join-film.ts';
export { checkSequencePlace } from './join-sequence.ts';
export { encoderFor, encodersOf, formatsWith, listEncoders } from './list-encoders.ts';

import type { Bilingual } from '../bilingual.ts';
import { MovesCamera } from '../camera.ts';
import type { Language } from '../fault.ts';
import { Film } from '../film.ts';
import { canonicalMoves } from '../language/canonical-moves.ts';
import { describeCamera } from '../language/describe-camera.ts';
import { parseCamera } from '../language/parse-camera.ts';
import type { Shot } from '../shot.ts';

const usualCamera = MovesCamera.parse({});

/**
 * A film as a person would write it: cameras in words where the words say exactly the same, nothing that is as usual, lengths at the shots. `filmFromFile` makes the
 * same film of it.
 */
export function writeFilmFile(film: Film, language: Language): Readonly<Record<string, unknown>> {
  const { format, version, title, widthPx, heightPx, fps, captionLanguages, seed, shots, ...rest } = film;
  const usual = Film.shape.seed.parse(undefined);
  return {
    format,
    version,
    title: plainText(title),
    widthPx,
    heightPx,
    fps,
    captionLanguages,
    ...(seed === usual ? {} : { seed }),
    ...withoutUnset(rest),
    shots: shots.map((shot) => writeShot(shot, { film, language })),
  };
}

function writeShot(shot: Shot, { film, language }: Readonly<{ film: Film; language: Language }>): Readonly<Record<string, unknown>> {
  const { name, picture, animatic, camera, transition, captions, motions, air, fadeInSec, fadeOutSec, lines, ...rest } = shot;
  return {
    ...withoutUnset({ name, picture, animatic }),
    lengthSec: camera.lengthSec,
    ...writeCamera(camera, { film, language }),
    ...(transition.kind === 'cut'
      ? {}
      : { transition: transition.toward === 'left' ? { kind: transition.kind, lengthSec: transition.lengthSec } : transition }),
    ...(lines === undefined ? {} : { lines }),
    ...(captions.length === 0
      ? {}
      : {
          captions: captions.map(({ style, text, ...times }) => ({
            text: plainText(text),
            ...(style === 'caption' ? {} : { style }),
            ...times,
          })),
        }),
    ...(motions.length === 0 ? {} : { motions }),
    ...(air.length === 0 ? {} : { air }),
    ...(fadeInSec === 0 ? {} : { fadeInSec }),
    ...(fadeOutSec === 0 ? {} : { fadeOutSec }),
    ...withoutUnset(rest),
  };
}

function writeCamera(
  camera: Shot['camera'],
  { film, language }: Readonly<{ film: Film; language: Language }>,
): Readonly<Record<string, unknown>> {
  const { lengthSec, aspectRatio, ...rig } = camera;
  const isFilmShape = Math.abs(aspectRatio / (film.widthPx / film.heightPx) - 1) < 0.001;
  const own = Object.fromEntries(
    Object.entries({ ...rig, ...(isFilmShape ? {} : { aspectRatio }) }).filter(
      ([key, value]) => key !== 'moves' && JSON.stringify(value) !== JSON.stringify(usualCamera[key as keyof MovesCamera]),
    ),
  );
  if (!('moves' in camera)) return { camera: own };
  const { moves, subjectDistanceM, lensMm } = camera;
  const text = describeCamera(moves, language, { subjectDistanceM });
  const read = parseCamera(text, { subjectDistanceM, lengthSec, lensMm }).moves;
  const saysSame =
    moves.length > 0 && JSON.stringify(read) === JSON.stringify(moves) && JSON.stringify(canonicalMoves(moves)) === JSON.stringify(moves);
  if (!saysSame) return { camera: { ...own, moves } };
  return { camera: Object.keys(own).length === 0 ? text : { ...own, text } };
}

/** A text that is the same in both languages is written once. */
function plainText(text: Bilingual): string | Bilingual {
  return text.en !== undefined && text.en === text.zh ? text.en : text;
}

function withoutUnset(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

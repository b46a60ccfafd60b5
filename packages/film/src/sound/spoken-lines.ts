import type { Bilingual } from '../bilingual.ts';
import type { Cut, Edit } from '../edit/edit.ts';
import { estimatedSec } from '../edit/edit-of.ts';
import { flatEdit } from '../edit/flatten.ts';
import type { Film } from '../film.ts';
import { type SoundShape, soundShape } from './sound-shape.ts';
import type { SpokenLanguage } from './voice.ts';

/** A breath before a shot's first words, and between two lines, seconds. */
const FIRST_SEC = 0.4;
const BREATH_SEC = 0.35;
/** The least that lies between two lines, however late the second is, seconds. */
const LEAST_SEC = 0.15;

/** Something that is said in a film: by whom (default the narrator), in which shot, and when of it that was asked for; `isOnFilm`: when of the film. `shape`: what of it is heard, where not all of it as it is. */
export type SpokenLine = Readonly<{
  shot: number;
  who: string | undefined;
  text: string;
  startSec: number | undefined;
  isOnFilm?: true;
  shape?: SoundShape;
}>;

/**
 * What is spoken in a film in one language, in order: its shots' lines, and in shots without lines their captions, which a narrator reads. Titles and end cards
 * are not read. A text that has only the other language is said in that one. Of a film with an edit: what stands on its voice tracks, and its captions where it has none.
 */
export function spokenLines(film: Film, language: SpokenLanguage): readonly SpokenLine[] {
  const other = language === 'en' ? 'zh' : 'en';
  if (film.edit !== undefined) return linesOfEdit(film, film.edit, (text) => (text[language] ?? text[other] ?? '').trim());
  return film.shots.flatMap((shot, index) => {
    const told = shot.lines ?? shot.captions.filter(({ style }) => style === 'caption').map((caption) => ({ ...caption, who: undefined }));
    return told.flatMap(({ who, text, startSec }) => {
      const said = (text[language] ?? text[other] ?? '').trim();
      return said === '' ? [] : [{ shot: index, who, text: said, startSec }];
    });
  });
}

function linesOfEdit(film: Film, edit: Edit, saidIn: (text: Bilingual) => string): readonly SpokenLine[] {
  const { captions, sounds } = flatEdit(film, edit);
  const lines = sounds.flatMap(({ cut, shot }) =>
    cut.shows.kind === 'line' ? [{ ...cut.shows, shot, startFrame: cut.startFrame, shape: shapeOfLine(cut, film.fps) }] : [],
  );
  const read = captions
    .filter(({ style }) => style === 'caption')
    .map((caption) => ({ ...caption, who: undefined, shot: null, shape: undefined }));
  return (lines.length > 0 ? lines : read).flatMap(({ who, text, shot, startFrame, shape }): SpokenLine[] => {
    const said = saidIn(text);
    return said === ''
      ? []
      : [{ shot: shot ?? 0, who, text: said, startSec: startFrame / film.fps, isOnFilm: true, ...(shape === undefined ? {} : { shape }) }];
  });
}

/**
 * What a line's cut leaves of it. How long a line is said is not known before it is, so that a cut as long as it was reckoned to take (or longer) is heard to
 * its last word; one that is shorter was cut, and ends with its cut.
 */
function shapeOfLine(cut: Cut, fps: number): SoundShape | undefined {
  if (cut.shows.kind !== 'line') return undefined;
  const reckonedFrames = Math.round(estimatedSec(cut.shows) * fps);
  const isOpen = cut.inFrame + cut.lengthFrames * cut.speedRatio >= reckonedFrames - 1;
  const shape = soundShape(cut, { fps, isOpen });
  const { inSec, speedRatio, volume, fadeInSec, fadeOutSec } = shape;
  const isWhole = isOpen && inSec === 0 && speedRatio === 1 && volume.length === 0 && fadeInSec === 0 && fadeOutSec === 0;
  return isWhole ? undefined : shape;
}

/**
 * When each line begins, seconds of the film: when its shot asks for it, else a breath after the line before; never into another's words. `shots` are the shots'
 * starts, `lengthsSec` how long each line takes.
 */
export function lineStarts(
  lines: readonly SpokenLine[],
  { shots, lengthsSec }: Readonly<{ shots: readonly Readonly<{ startSec: number }>[]; lengthsSec: readonly number[] }>,
): readonly number[] {
  let freeSec = -BREATH_SEC;
  let shot = -1;
  return lines.map((line, index) => {
    const beginSec = line.isOnFilm === true ? 0 : (shots[line.shot]?.startSec ?? 0);
    const usualSec = line.shot === shot ? freeSec + BREATH_SEC : beginSec + FIRST_SEC;
    const startSec = Math.max(freeSec + LEAST_SEC, line.startSec === undefined ? usualSec : beginSec + line.startSec);
    shot = line.shot;
    freeSec = startSec + (lengthsSec[index] ?? 0);
    return startSec;
  });
}

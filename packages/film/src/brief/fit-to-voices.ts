import type { Film } from '../film.ts';
import type { Caption, Shot } from '../shot.ts';
import type { CaptionPiece } from './caption-pieces.ts';
import { layLines } from './lay-lines.ts';
import { leadSec, tailSec, tenths } from './shot-lengths.ts';

/** How long a line really takes to say, seconds; its parts where the voice timed them, in seconds from the line's start. Null: it has no voice, and keeps its place. */
export type VoicedLine = Readonly<{ lengthSec: number; pieces?: readonly CaptionPiece[] }> | null;

/** The shortest a shot becomes when its lines turn out short, as a share of what it was. */
const shortestRatio = 0.8;

/**
 * Lays a film's lines by how long they really take: start times, captions that follow the words, shots stretched until their last word has a breath behind it, or
 * trimmed by at most a fifth where less is said than was reckoned. `voices[i][n]` is line n of shot i. Captions that are no line's words keep their times;
 * end cards and fades stay at the shot's end.
 */
export function fitToVoices(film: Film, voices: readonly (readonly VoicedLine[])[]): Film {
  return {
    ...film,
    shots: film.shots.map((shot, i) => fitShot(shot, { voiced: voices[i] ?? [], film, next: film.shots[i + 1] })),
  };
}

function fitShot(
  shot: Shot,
  { voiced, film, next }: Readonly<{ voiced: readonly VoicedLine[]; film: Film; next: Shot | undefined }>,
): Shot {
  const lines = shot.lines ?? [];
  const told = lines.flatMap((line, n) => {
    const voice = voiced[n];
    return voice === undefined || voice === null ? [] : [{ ...voice, text: line.text, n }];
  });
  if (told.length === 0 || told.length < lines.length) return shot;
  const language = film.sound?.narration === 'en' ? 'en' : 'zh';
  const laid = layLines(told, lines[0]?.startSec ?? leadSec, language);
  const own = new Set(lines.flatMap(({ text }) => [text.en, text.zh].filter((said) => said !== undefined)));
  const isOfLine = ({ style, text }: Caption) =>
    style === 'caption' && [text.en, text.zh].every((said) => said === undefined || [...own].some((line) => line.includes(said)));
  const kept = shot.captions.filter((caption) => !isOfLine(caption));
  const endCard = kept.find(({ style }) => style === 'end-card');
  const cardSec = endCard === undefined ? 0 : (endCard.endSec ?? shot.camera.lengthSec) - endCard.startSec;
  // The next shot's transition runs over this one's end, and no word should stand under it.
  const overSec = next === undefined ? 0 : next.transition.lengthSec;
  const neededSec = laid.endSec + Math.max(tailSec, overSec + 0.2) + (endCard === undefined ? 0 : cardSec + 0.4);
  const lengthSec = tenths(Math.max(neededSec, shot.camera.lengthSec * shortestRatio) + 0.049);
  const shiftSec = lengthSec - shot.camera.lengthSec;
  const moved = kept.map((caption) => {
    if (caption.style === 'end-card')
      return {
        ...caption,
        startSec: caption.startSec + shiftSec,
        ...(caption.endSec === undefined ? {} : { endSec: caption.endSec + shiftSec }),
      };
    return caption.endSec === undefined
      ? caption
      : { ...caption, startSec: Math.min(caption.startSec, lengthSec - 0.5), endSec: Math.min(caption.endSec, lengthSec) };
  });
  return {
    ...shot,
    camera: scaledTo(shot.camera, lengthSec),
    lines: lines.map((line, n) => ({ ...line, startSec: laid.startsSec[n] ?? line.startSec ?? leadSec })),
    captions: [
      ...moved.filter(({ style }) => style === 'title'),
      ...laid.captions.map((caption) => ({ ...caption, style: 'caption' as const })),
      ...moved.filter(({ style }) => style !== 'title'),
    ],
  };
}

/** The same camera over another length; keyframes keep their shares of it. */
function scaledTo(camera: Shot['camera'], lengthSec: number): Shot['camera'] {
  if ('moves' in camera) return { ...camera, lengthSec };
  const ratio = lengthSec / camera.lengthSec;
  return { ...camera, lengthSec, keyframes: camera.keyframes.map((key) => ({ ...key, tSec: key.tSec * ratio })) };
}

import type { Language, Shot } from '@fantascope/film';

/** How long a transition is where none was chosen yet. */
const USUAL_TRANSITION_SEC = 0.5;

/** A shot with another length, from a text as "4.5"; null where it is none between 0.5 and 60 seconds. */
export function withLength(shot: Shot, text: string): Shot | null {
  const lengthSec = Number(
    text
      .normalize('NFKC')
      .replace(/[,。]/g, '.')
      .replace(/\s*(s|秒)$/i, ''),
  );
  if (text.trim() === '' || !(lengthSec >= 0.5 && lengthSec <= 60)) return null;
  return { ...shot, camera: { ...shot.camera, lengthSec } };
}

/** A shot whose first caption says something else in one language; an emptied one is gone. */
export function withCaption(shot: Shot, language: Language, text: string): Shot {
  const [first = { text: {}, style: 'caption' as const, startSec: 0 }, ...rest] = shot.captions;
  const { [language]: _, ...others } = first.text;
  const words = text.trim() === '' ? others : { ...others, [language]: text.trim() };
  return { ...shot, captions: Object.keys(words).length === 0 ? rest : [{ ...first, text: words }, ...rest] };
}

/** A shot that begins another way out of the one before it. */
export function withTransition(shot: Shot, kind: Shot['transition']['kind']): Shot {
  const lengthSec = kind === 'cut' ? 0 : shot.transition.lengthSec > 0 ? shot.transition.lengthSec : USUAL_TRANSITION_SEC;
  return { ...shot, transition: { ...shot.transition, kind, lengthSec } };
}

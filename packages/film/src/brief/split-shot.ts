import type { Language } from '../fault.ts';
import { BriefShot } from './brief.ts';
import { speakingSec, splitBilingual, textIn } from './brief-text.ts';
import { mapText, type Saying, type ShotDraft } from './read-shot-lines.ts';

/** The most that is said in one view, seconds: with the breath around it a shot of nine. */
export const mostSpokenSec = 7.6;
/** Between two lines of one view, seconds. */
export const betweenLinesSec = 0.35;

/** A view as shots: one, or several where more is said than one holds. Empty where it says and shows nothing. */
export function shotsOfDraft(draft: ShotDraft, language: Language): BriefShot[] {
  const { says, photo, photoCaption } = draft;
  const spoken = says.length === 0 && photoCaption !== undefined ? [{ text: { [language]: photoCaption } }] : says;
  const groups = groupsOf(spoken, language);
  const shows = draft.shows.join(' ').slice(0, 4000);
  if (groups.length === 0 && shows === '' && photo === undefined && draft.caption === undefined && draft.camera.length === 0) return [];
  return (groups.length === 0 ? [[]] : groups).map((lines, i) =>
    BriefShot.parse({
      lineNumber: draft.lineNumber,
      lines: lines.map(({ who, text }) => ({ ...(who === undefined ? {} : { who: who.slice(0, 200) }), text: clipped(text) })),
      ...(shows === '' ? {} : { shows }),
      ...(photo === undefined ? {} : { photo: photo.slice(0, 4096) }),
      // What is said once of a view that became several stands at its first: its camera, its way in, its words on screen.
      ...(i > 0 ? {} : firstOnly(draft)),
      ...(draft.lengthSec === undefined ? {} : { lengthSec: draft.lengthSec / Math.max(1, groups.length) }),
    }),
  );
}

function firstOnly({ camera, transition, caption, sound }: ShotDraft) {
  return {
    ...(camera.length === 0 ? {} : { camera: camera.join('，').slice(0, 2000) }),
    ...(transition === undefined ? {} : { transition }),
    ...(caption === undefined ? {} : { caption: clipped(caption) }),
    ...(sound.length === 0 ? {} : { sound: sound.join('，').slice(0, 2000) }),
  };
}

function clipped(text: Saying['text']): Saying['text'] {
  return mapText(text, (said) => said.slice(0, 2000));
}

/** Lines in groups that each are said in one view. */
function groupsOf(says: readonly Saying[], language: Language): Saying[][] {
  const groups: Saying[][] = [];
  let spokenSec = 0;
  for (const saying of says) {
    for (const text of splitBilingual(saying.text, { language, mostSec: mostSpokenSec })) {
      const sec = speakingSec(textIn(text, language));
      const last = groups.at(-1);
      if (last !== undefined && spokenSec + betweenLinesSec + sec <= mostSpokenSec) {
        last.push({ ...saying, text });
        spokenSec += betweenLinesSec + sec;
      } else {
        groups.push([{ ...saying, text }]);
        spokenSec = sec;
      }
    }
  }
  return groups;
}

import { captionsOf, type Film, type Language } from '@fantascope/film';
import { filmTimeline } from '@fantascope/stage';
import { heardSec, soundPlan } from './sound-plan.ts';
import type { FilmVoice } from './speak-film.ts';

/** How well captions can be followed. */
export type CaptionTimes = Readonly<{
  /** Captions of the film; titles and end cards are not counted. */
  captions: number;
  /** Those whose words are heard while they stand. */
  spoken: number;
  /** By how much the one that is furthest off appears before (below 0) or after its first word is heard, seconds; null where none is spoken. */
  furthestOffSec: number | null;
  /** The fastest to be read in each language, characters a second without spaces; null where none is written in it. */
  fastestPerSec: Readonly<Record<Language, number | null>>;
}>;

/** What people read without hurry, characters a second (Netflix's timed-text guides: 9 in Chinese, 20 in English). */
export const easyPerSec: Readonly<Record<Language, number>> = { zh: 9, en: 20 };

/** Measures the captions of a film against the voices that were made for it. */
export function captionTimes(film: Film, voices: readonly FilmVoice[]): CaptionTimes {
  const plan = soundPlan(film, filmTimeline(film), voices);
  const language = film.sound?.narration === 'en' ? 'en' : 'zh';
  const captions = captionsOf(film).filter(({ style }) => style === 'caption');
  const heard = voices.map((voice, index) => ({
    ...{ text: voice.line.text, words: wordsHeard(voice), startSec: plan?.voices[index]?.startSec ?? 0, lengthSec: heardSec(voice) },
    // Captions of a line follow one another in its text.
    from: 0,
  }));
  const offsSec: number[] = [];
  const fastest: Record<Language, number | null> = { zh: null, en: null };
  for (const { text, startFrame, lengthFrames } of captions) {
    const [startSec, lengthSec] = [startFrame / film.fps, lengthFrames / film.fps];
    for (const each of ['zh', 'en'] as const) {
      const said = text[each]?.replace(/\s/g, '') ?? '';
      if (said !== '' && film.captionLanguages.includes(each)) fastest[each] = Math.max(fastest[each] ?? 0, [...said].length / lengthSec);
    }
    const told = (text[language] ?? text.zh ?? text.en ?? '').trim();
    const voice = heard.find(
      (one) => startSec < one.startSec + one.lengthSec && startSec + lengthSec > one.startSec && one.text.includes(told, one.from),
    );
    if (voice === undefined || told === '') continue;
    const place = voice.text.indexOf(told, voice.from);
    voice.from = place + told.length;
    // Words know their places in characters, a string its own in halves of some.
    const at = [...voice.text.slice(0, place)].length;
    const until = at + [...told].length;
    // A caption whose words were cut away is not told by the next one's.
    const word = voice.words.find((each) => each.at >= at && each.at < until);
    if (word !== undefined) offsSec.push(startSec - (voice.startSec + word.startSec));
  }
  const furthestOffSec = offsSec.toSorted((a, b) => Math.abs(b) - Math.abs(a))[0] ?? null;
  return { captions: captions.length, spoken: offsSec.length, furthestOffSec, fastestPerSec: fastest };
}

/** The words of a line that are heard, in seconds from where it begins in the film: a cut may leave out its beginning or end, or play it faster. */
function wordsHeard(voice: FilmVoice): FilmVoice['words'] {
  const {
    line: { shape },
    words,
  } = voice;
  if (shape === undefined) return words;
  const untilSec = heardSec(voice);
  return words
    .map((word) => ({ ...word, startSec: (word.startSec - shape.inSec) / shape.speedRatio }))
    .filter(({ startSec }) => startSec >= 0 && startSec < untilSec);
}

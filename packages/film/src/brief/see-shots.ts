import { Animatic } from '../animatic.ts';
import type { Brief, Depiction } from './brief.ts';
import { textIn } from './brief-text.ts';
import { type Reading, readDepiction, subjectOf } from './depiction.ts';
import type { Facts, Motion } from './facts.ts';

/** What one shot shows, with what it carries on from the shots before it. */
export type SeenShot = Readonly<{
  animatic: Animatic;
  text: string;
  facts: readonly Facts[];
  motion: Motion | undefined;
  cast: readonly string[];
}>;

type State = { -readonly [Key in 'place' | 'hour' | 'weather' | 'subject']?: Depiction[Key] | undefined } & {
  someone?: Depiction['subject'];
};

/** Sees every shot of a brief in order. A shot that names no place, hour or weather keeps its scene's; one about "her" keeps the subject. */
export function seeShots(brief: Brief): SeenShot[] {
  const seen: SeenShot[] = [];
  let before: State = {};
  brief.scenes.forEach((scene, sceneIndex) => {
    const heading = readDepiction(scene.heading ?? '', brief.cast);
    const readings = scene.shots.map((shot) => {
      const text = shot.shows ?? shot.lines.map((line) => textIn(line.text, brief.language)).join(' ');
      // Whom somebody speaks of need not be there: only what is told and shown is seen.
      const seenText =
        shot.shows ?? shot.lines.flatMap((line) => (line.who === undefined ? [textIn(line.text, brief.language)] : [])).join(' ');
      const reading = readDepiction(`${seenText} ${shot.camera ?? ''}`, brief.cast);
      const speakers = shot.lines.flatMap(({ who }) => (who === undefined ? [] : [who]));
      return { shot, text, reading, speakers };
    });
    const state = openingState(heading, { readings: readings.map(({ reading }) => reading), before });
    readings.forEach(({ shot, text, reading, speakers }, i) => {
      const { said, hinted } = reading;
      const told: Depiction = { ...said, ...shot.depiction };
      state.place = told.place ?? state.place ?? hinted.place;
      state.hour = told.hour ?? state.hour ?? hinted.hour;
      state.weather = told.weather ?? state.weather;
      const speaking = brief.cast.find(({ name, kind }) => kind !== 'place' && name === speakers[0]);
      const subject =
        shot.depiction?.subject ??
        (speaking === undefined ? undefined : subjectOf(speaking)) ??
        (reading.isAboutSame ? state.someone : undefined) ??
        said.subject ??
        (reading.isAboutSame ? state.subject : undefined) ??
        hinted.subject;
      state.subject = subject ?? state.subject;
      state.someone = (speaking === undefined ? undefined : subjectOf(speaking)) ?? reading.someone ?? state.someone;
      const size =
        told.size ??
        sizeOf({
          i,
          isFilmStart: seen.length === 0,
          hasSubject: subject !== undefined,
          isSpoken: speaking !== undefined,
          before: seen.at(-1),
        });
      const animatic = Animatic.parse({
        place: placeFor(subject, { told: told.place, carried: state.place ?? 'field' }),
        hour: state.hour ?? 'day',
        weather: state.weather ?? 'clear',
        ...(subject === undefined ? {} : { subject }),
        size,
        seed: 1 + sceneIndex,
      });
      seen.push({
        animatic,
        text: text === '' ? (shot.caption === undefined ? '' : textIn(shot.caption, brief.language)) : text,
        facts: [...reading.facts, ...(shot.sound === undefined ? [] : readDepiction(shot.sound, []).facts)],
        motion: reading.facts.find(({ motion }) => motion !== undefined)?.motion,
        cast: [...new Set([...reading.cast, ...speakers.filter((name) => brief.cast.some((member) => member.name === name))])].slice(0, 16),
      });
    });
    before = { ...state };
  });
  return seen;
}

/** The moon does not hang in a room: where nobody says it does, it is seen in the sky. */
function placeFor(
  subject: Depiction['subject'],
  { told, carried }: Readonly<{ told: Depiction['place']; carried: Animatic['place'] }>,
): Animatic['place'] {
  const isInside = carried === 'room' || carried === 'studio';
  return told === undefined && subject === 'moon' && isInside ? 'sky' : carried;
}

/** A scene begins where its heading or first shot says, else where the scene before it was, else where a later shot says. Weather is not carried into another place. */
function openingState(heading: Reading, { readings, before }: Readonly<{ readings: readonly Reading[]; before: State }>): State {
  const opening = <Key extends 'place' | 'hour'>(key: Key): State[Key] =>
    heading.said[key] ??
    readings[0]?.said[key] ??
    heading.hinted[key] ??
    before[key] ??
    readings.find(({ said }) => said[key] !== undefined)?.said[key] ??
    readings.find(({ hinted }) => hinted[key] !== undefined)?.hinted[key];
  const place = opening('place');
  const hour = opening('hour');
  const weather = heading.said.weather ?? (place === before.place ? before.weather : undefined);
  const subject = heading.said.subject ?? before.subject;
  const { someone } = before;
  return {
    ...(place === undefined ? {} : { place }),
    ...(hour === undefined ? {} : { hour }),
    ...(weather === undefined ? {} : { weather }),
    ...(subject === undefined ? {} : { subject }),
    ...(someone === undefined ? {} : { someone }),
  };
}

/** Scenes open wide, somebody who speaks is near or in the middle, and neighbours differ in size. */
function sizeOf({
  i,
  isFilmStart,
  hasSubject,
  isSpoken,
  before,
}: Readonly<{ i: number; isFilmStart: boolean; hasSubject: boolean; isSpoken: boolean; before: SeenShot | undefined }>): Animatic['size'] {
  if (isFilmStart || !hasSubject) return 'far';
  const last = before?.animatic.size;
  if (isSpoken) return last === 'near' ? 'middle' : 'near';
  if (i === 0) return 'far';
  return last === 'middle' ? 'near' : 'middle';
}

import {
  animaticHours,
  animaticPlaces,
  animaticSubjects,
  animaticWeathers,
  type aspects,
  type Language,
  musicMoods,
} from '@fantascope/film';
import { Brief, spokenKinds, withVoices } from '@fantascope/film/brief';
import { z } from 'zod';

const short = z.string().trim().min(1).max(400);
const long = z.string().trim().min(1).max(2000);

/** The most shots that are asked for and taken: twice what two minutes hold. */
export const mostScriptShots = 60;

/** What a language model is asked to write: a script in shots. Its words are data from outside: bounded, and no path is taken from it. */
export const Script = z.object({
  title: short.describe('the title of the film'),
  logline: long.describe('what it is about, in one sentence'),
  look: z.string().trim().max(400).optional().describe('light, colours and style, the same for every shot'),
  music: z.enum(musicMoods).optional().describe('the mood of the music'),
  ending: z.string().trim().max(80).optional().describe('what the last card says'),
  cast: z
    .array(
      z.object({
        name: short.describe('as the shots and lines name them'),
        kind: z.enum(['character', 'product', 'place']).default('character'),
        description: long.describe('what they look like, the same in every shot'),
        voice: z.enum(spokenKinds).optional().describe('how a character who speaks sounds'),
      }),
    )
    .max(20)
    .default([]),
  scenes: z
    .array(
      z.object({
        heading: short.optional(),
        shots: z
          .array(
            z.object({
              shows: long.describe('what is seen'),
              camera: z.string().trim().max(200).optional().describe('the camera, for example "slow push in, then orbit left 10 degrees"'),
              lines: z
                .array(
                  z.object({
                    who: short.optional().describe('a name of the cast; left out for the narrator'),
                    text: long.describe('what is said; it is shown as the caption too'),
                  }),
                )
                .max(6)
                .default([]),
              caption: z.string().trim().max(200).optional().describe('words that are shown and not said'),
              photo: z.string().max(400).optional().describe('the name of one of the given photographs'),
              lengthSec: z.number().min(1).max(30).optional(),
              place: z.enum(animaticPlaces).optional(),
              hour: z.enum(animaticHours).optional(),
              weather: z.enum(animaticWeathers).optional(),
              subject: z.enum(animaticSubjects).optional(),
              size: z.enum(['far', 'middle', 'near']).optional(),
              transition: z.enum(['cut', 'crossfade', 'dip-to-black', 'dip-to-white', 'wipe', 'push']).optional(),
            }),
          )
          .min(1)
          .max(mostScriptShots),
      }),
    )
    .min(1)
    .max(20),
});
export type Script = z.infer<typeof Script>;

/** What a script is for, beside its text. */
export type ScriptWanted = Readonly<{
  language: Language;
  lengthSec?: number | undefined;
  aspect?: (typeof aspects)[number] | undefined;
  /** Names of the photographs that may be used. */
  photos: readonly string[];
}>;

/** What is wrong with an answer, in words for the model that gave it; none where it can be filmed. Photographs that were not given and names that are not in the cast are. */
export function scriptProblems(script: Script, { photos }: ScriptWanted): readonly string[] {
  const shots = script.scenes.flatMap((scene) => scene.shots);
  const names = new Set(script.cast.map(({ name }) => name));
  const strangers = [
    ...new Set(shots.flatMap(({ lines }) => lines.flatMap(({ who }) => (who === undefined || names.has(who) ? [] : [who])))),
  ];
  const unknown = [...new Set(shots.flatMap(({ photo }) => (photo === undefined || photos.includes(photo) ? [] : [photo])))];
  return [
    ...(shots.length > mostScriptShots ? [`There are ${shots.length} shots; at most ${mostScriptShots} are allowed.`] : []),
    ...(unknown.length > 0 ? [`These photographs were not given: ${unknown.join(', ')}. Use only: ${photos.join(', ') || 'none'}.`] : []),
    ...(strangers.length > 0 ? [`These speakers are not in the cast: ${strangers.join(', ')}.`] : []),
  ];
}

/** A script as a brief, from which everything goes as if a person had written it. */
export function briefOfScript(script: Script, { language, lengthSec, aspect }: ScriptWanted): Brief {
  const said = (text: string) => ({ [language]: text });
  const { title, logline, look, music, ending, cast, scenes } = script;
  const sounds = new Map(cast.map((member) => [member.name, member.voice]));
  const brief = Brief.parse({
    ...{ language, title: said(title), logline },
    ...(look === undefined || look === '' ? {} : { look }),
    ...(music === undefined ? {} : { music: { mood: music } }),
    ...(ending === undefined || ending === '' ? {} : { ending: said(ending) }),
    ...(lengthSec === undefined ? {} : { lengthSec }),
    ...(aspect === undefined ? {} : { aspect }),
    cast: cast.map(({ name, kind, description }) => ({ name, kind, description: said(description) })),
    scenes: scenes.map(({ heading, shots }) => ({
      ...(heading === undefined ? {} : { heading }),
      shots: shots.map(({ shows, camera, lines, caption, photo, lengthSec: sec, transition, ...depiction }) => ({
        ...{ shows, depiction, lines: lines.map(({ who, text }) => ({ ...(who === undefined ? {} : { who }), text: said(text) })) },
        ...(camera === undefined || camera === '' ? {} : { camera }),
        ...(caption === undefined || caption === '' ? {} : { caption: said(caption) }),
        ...(photo === undefined ? {} : { photo }),
        ...(sec === undefined ? {} : { lengthSec: sec }),
        ...(transition === undefined ? {} : { transition }),
      })),
    })),
  });
  // Who sounds how was asked of the model; what it left open is read out of its words, as of a person's.
  return { ...brief, cast: [...withVoices(brief.cast, (member) => sounds.get(member.name))] };
}

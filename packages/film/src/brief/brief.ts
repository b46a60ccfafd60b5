import { z } from 'zod';
import { Animatic } from '../animatic.ts';
import { Bilingual } from '../bilingual.ts';
import { CastMember } from '../cast.ts';
import { aspects } from '../frame-size.ts';
import { Grade } from '../look/grade.ts';
import { Transition } from '../shot.ts';
import { Line } from '../sound/line.ts';
import { FilmSound, Music } from '../sound/sound.ts';

/** The most shots a brief may come to. */
export const mostBriefShots = 400;

const { place, hour, weather, subject, size } = Animatic.shape;

/** What a shot shows, as far as somebody said it; the rest is read out of its words and carried on from the shot before. */
export const Depiction = z.strictObject({
  place: place.optional(),
  hour: hour.unwrap().optional(),
  weather: weather.unwrap().optional(),
  subject: subject.optional(),
  size: size.unwrap().optional(),
});
export type Depiction = z.infer<typeof Depiction>;

/** One view of a brief: what is said in it, what it shows, how it is filmed. */
export const BriefShot = z.strictObject({
  /** Where it stands in the text, counted from 1. */
  lineNumber: z.number().int().min(1).optional(),
  lines: z
    .array(Line.omit({ startSec: true }))
    .max(100)
    .default([]),
  /** What is seen, where that is not what is said. */
  shows: z.string().max(4000).optional(),
  depiction: Depiction.optional(),
  /** Camera words as a person wrote them. */
  camera: z.string().max(2000).optional(),
  /** A photograph by its file name or path. */
  photo: z.string().min(1).max(4096).optional(),
  /** Seconds, where the brief says them. */
  lengthSec: z.number().min(0.5).max(600).optional(),
  transition: Transition.shape.kind.unwrap().optional(),
  /** Words that are shown and not spoken. */
  caption: Bilingual.optional(),
  /** Words for sounds. */
  sound: z.string().max(2000).optional(),
});
export type BriefShot = z.infer<typeof BriefShot>;

/** Shots that belong together: one place, one time. */
export const BriefScene = z.strictObject({
  heading: z.string().max(2000).optional(),
  shots: z.array(BriefShot).max(mostBriefShots),
});
export type BriefScene = z.infer<typeof BriefScene>;

/** What a person wants, read into scenes and shots but not yet a film. */
export const Brief = z.strictObject({
  /** The language most of it is written in. */
  language: z.enum(['en', 'zh']),
  title: Bilingual.optional(),
  logline: z.string().max(4000).optional(),
  /** How long the film should be, seconds. */
  lengthSec: z.number().min(1).max(7200).optional(),
  aspect: z.enum(aspects).optional(),
  music: z.union([Music, z.literal('off')]).optional(),
  narration: FilmSound.shape.narration.unwrap().optional(),
  grade: Grade.optional(),
  /** Words on the look that models are told. */
  look: z.string().max(2000).optional(),
  /** What the last card says. */
  ending: Bilingual.optional(),
  cast: z.array(CastMember).max(200).default([]),
  /** What photographs show, by file name. */
  photoCaptions: z.record(z.string().max(4096), z.string().max(2000)).default({}),
  scenes: z.array(BriefScene).max(mostBriefShots),
});
export type Brief = z.infer<typeof Brief>;

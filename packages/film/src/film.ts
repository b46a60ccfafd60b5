import { z } from 'zod';
import { Bilingual } from './bilingual.ts';
import { CastMember } from './cast.ts';
import { platformIds } from './deliver/platforms.ts';
import { Edit } from './edit/edit.ts';
import { Grade } from './look/grade.ts';
import { Fit, Shot } from './shot.ts';
import { FilmSound } from './sound/sound.ts';

/** A film document, version 1: an ordered list of shots with transitions and captions. */
export const Film = z.strictObject({
  format: z.literal('fantascope/film'),
  version: z.literal(1),
  title: Bilingual,
  widthPx: z.number().int().min(64).max(4096).multipleOf(2).default(1920),
  heightPx: z.number().int().min(64).max(4096).multipleOf(2).default(1080),
  fps: z.union([z.literal(24), z.literal(25), z.literal(30), z.literal(50), z.literal(60)]).default(30),
  /** Which languages captions show, upper line first. */
  captionLanguages: z
    .array(z.enum(['en', 'zh']))
    .min(1)
    .max(2)
    .default(['zh', 'en']),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
  /** The grade of every shot that has none of its own. */
  grade: Grade.optional(),
  /** Where it will be shown: captions and the label keep to what all of them leave free. Default: nowhere in particular. */
  platforms: z.array(z.enum(platformIds)).max(11).optional(),
  /** How pictures of another shape fill the frame, for every shot that does not say it. Default crop. */
  fit: Fit.optional(),
  /** On a server: which take stands for a stored shot, by the shot's id; `stage`: none, the stage draws it. Default: the newest approved one. */
  takes: z.record(z.string().regex(/^shot_[0-9A-HJKMNP-TV-Z]{26}$/), z.string().regex(/^(take_[0-9A-HJKMNP-TV-Z]{26}|stage)$/)).optional(),
  /** Characters, products and places that stay the same. */
  cast: z.array(CastMember).max(200).optional(),
  sound: FilmSound.optional(),
  /** How it is put together. Default: its shots one after the other, with their captions and sounds; once there is one, only what stands in it is seen and heard. */
  edit: Edit.optional(),
  shots: z.array(Shot).min(1).max(2000),
});
export type Film = z.infer<typeof Film>;

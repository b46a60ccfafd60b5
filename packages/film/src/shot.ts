import { z } from 'zod';
import { Animatic } from './animatic.ts';
import { Bilingual } from './bilingual.ts';
import { Camera } from './camera.ts';
import { Air } from './look/air.ts';
import { Aperture } from './look/aperture.ts';
import { Grade } from './look/grade.ts';
import { MotionRegion } from './look/motion-region.ts';
import { Shutter } from './look/shutter.ts';
import { Line } from './sound/line.ts';
import { SoundEffect } from './sound/sound.ts';

/** Words laid over the picture. Times are seconds from the shot's start; style says where and how large. */
export const Caption = z.strictObject({
  text: Bilingual,
  style: z.enum(['caption', 'title', 'end-card']).default('caption'),
  startSec: z.number().min(0).default(0),
  /** Default: the end of the shot. */
  endSec: z.number().min(0).optional(),
});
export type Caption = z.infer<typeof Caption>;

/** How a shot begins out of the one before it. lengthSec is the overlap; a cut has none. */
export const Transition = z.strictObject({
  kind: z.enum(['cut', 'crossfade', 'dip-to-black', 'dip-to-white', 'wipe', 'push']).default('cut'),
  lengthSec: z.number().min(0).max(10).default(0),
  /** Where a wipe or a push travels to. */
  toward: z.enum(['left', 'right', 'up', 'down']).default('left'),
});
export type Transition = z.infer<typeof Transition>;

/** A layer of a scene by its name or its number (0 is the back), and how many times nearer it comes. */
export const NearerLayer = z.strictObject({
  layer: z.union([z.string().min(1).max(80), z.number().int().min(0).max(15)]),
  nearerRatio: z
    .number()
    .min(1 / 16)
    .max(16),
});
export type NearerLayer = z.infer<typeof NearerLayer>;

/** How a picture of another shape fills the frame: cropped, or whole before a blurred copy of itself. */
export const Fit = z.enum(['crop', 'extend']);
export type Fit = z.infer<typeof Fit>;

/** A place of the photograph, as ratios of it. */
const centre = { xRatio: z.number().min(0).max(1), yRatio: z.number().min(0).max(1) };

/** What is asked for: one continuous view. `picture` is a path relative to the film file. */
export const Shot = z.strictObject({
  id: z
    .string()
    .regex(/^shot_[0-9A-HJKMNP-TV-Z]{26}$/)
    .optional(),
  name: z.string().max(200).optional(),
  picture: z.string().max(4096).optional(),
  /** A model begins it with the last frame of the shot before it in the film; its own picture is then not sent. The stage draws it as any other. */
  continues: z.enum(['last-frame']).optional(),
  /** Whether its take, where it continues another, is brought back to the colours of the take before it when the film is drawn. Default: yes. */
  matchesColour: z.boolean().optional(),
  /** What the animatic painter draws where there is no picture. */
  animatic: Animatic.optional(),
  subject: z.string().max(4000).optional(),
  action: z.string().max(4000).optional(),
  setting: z.string().max(4000).optional(),
  light: z.string().max(4000).optional(),
  camera: Camera,
  /** The words the camera was told in, as a person wrote them. Only the camera's moves decide. */
  sentence: z.string().max(2000).optional(),
  aperture: Aperture.optional(),
  /** What moves in the picture by itself. */
  motions: z.array(MotionRegion).max(8).default([]),
  /** What is in the air, nearest last. */
  air: z.array(Air).max(8).default([]),
  /** Default: the film's. */
  grade: Grade.optional(),
  shutter: Shutter.optional(),
  transition: Transition.default({ kind: 'cut', lengthSec: 0, toward: 'left' }),
  captions: z.array(Caption).max(100).default([]),
  /** Who of the film's cast is in it, by name. */
  cast: z.array(z.string().min(1).max(200)).max(16).optional(),
  /** What is spoken in it. */
  lines: z.array(Line).max(100).optional(),
  /** Sounds made for it. */
  effects: z.array(SoundEffect).max(16).optional(),
  /** How depth is found: auto, model, heuristic, or a grey picture (brighter is nearer) beside the film file. Default: what the film is made with. */
  depth: z.string().min(1).max(4096).optional(),
  /** A grey picture painted over the photograph: 128 leaves depth alone, white is twice as near, black twice as far. */
  depthBrush: z.string().min(1).max(4096).optional(),
  /** A grey picture of the photograph's own size: what is white an image model paints anew, and black stays. The stage does not read it. */
  paintMask: z.string().min(1).max(4096).optional(),
  /** Layers of the scene, by name or number, that come nearer: 2 halves a layer's distance, 0.5 doubles it. */
  layers: z.array(NearerLayer).max(16).optional(),
  /** Default: the film's, and crop. */
  fit: Fit.optional(),
  /** How far the first frame is cropped into the photograph, 1.06 = 3 % a side. Default: what the picture needs. */
  startCropRatio: z.number().min(1).max(8).optional(),
  /** Where the first frame is centred, as ratios of the photograph, as far as its borders allow. Default: on the subject. */
  startCentre: z.strictObject(centre).optional(),
  /** Where it is centred in frames of these shapes (width over height, within 1 %), so that each shape keeps its own; one each, before startCentre. */
  startCentres: z
    .array(z.strictObject({ aspectRatio: z.number().min(0.1).max(10), ...centre }))
    .max(16)
    .optional(),
  /** Fades from black at the start and to black at the end, seconds. */
  fadeInSec: z.number().min(0).max(10).default(0),
  fadeOutSec: z.number().min(0).max(10).default(0),
});
export type Shot = z.infer<typeof Shot>;

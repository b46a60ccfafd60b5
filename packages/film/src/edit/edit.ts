import { z } from 'zod';
import { Bilingual } from '../bilingual.ts';
import { aspects } from '../frame-size.ts';
import { Caption, Transition } from '../shot.ts';
import { Line } from '../sound/line.ts';
import { Music, SoundEffect } from '../sound/sound.ts';

/** Names a cut, a track, a marker, a nested edit or a variant; unique in its document. */
const id = z.string().min(1).max(200);
/** A moment or a length of the film, in whole frames. */
const frames = z.number().int().min(0).max(100_000_000);
const length = frames.min(1);

/** A shot of the film: its id, else its name where no other shot has it, else its place from 0. */
export const ShotRef = z.union([z.string().min(1).max(200), z.number().int().min(0).max(1999)]);
export type ShotRef = z.infer<typeof ShotRef>;

/** What a cut shows or sounds: `shot`, `gap` (black) and `nested` stand on the video track, the others on the track of their kind. */
export const CutContent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('shot'),
    shot: ShotRef,
    /** On a server: which take stands for the shot; `stage`: none, the stage draws it. Default: the film's choice. */
    take: z
      .string()
      .regex(/^(take_[0-9A-HJKMNP-TV-Z]{26}|stage)$/)
      .optional(),
  }),
  z.strictObject({ kind: z.literal('gap') }),
  z.strictObject({ kind: z.literal('nested'), edit: id }),
  z.strictObject({ kind: z.literal('caption'), text: Bilingual, style: Caption.shape.style }),
  z.strictObject({ kind: z.literal('line'), ...Line.omit({ startSec: true }).shape }),
  z.strictObject({ kind: z.literal('music'), music: Music }),
  z.strictObject({ kind: z.literal('effect'), effect: SoundEffect.shape.kind, gainDb: SoundEffect.shape.gainDb }),
]);
export type CutContent = z.infer<typeof CutContent>;

/** How a cut of the video track begins out of the one before it: that many of its first frames run together with the last ones of that. */
export const CutTransition = z.strictObject({
  kind: Transition.shape.kind.unwrap().exclude(['cut']),
  lengthFrames: length,
  toward: Transition.shape.toward,
});
export type CutTransition = z.infer<typeof CutTransition>;

/** A point of a volume curve, in frames from the cut's start; straight lines in dB between two, level before the first and after the last. */
export const VolumePoint = z.strictObject({ atFrame: frames, gainDb: z.number().min(-60).max(12) });
export type VolumePoint = z.infer<typeof VolumePoint>;

/** A piece of a track. */
export const Cut = z.strictObject({
  id,
  shows: CutContent,
  /** When it begins on the film. On a video track always the end of the one before it, less their transition. */
  startFrame: frames,
  lengthFrames: length,
  /** From where in what it shows, in frames of the film's rate; after a split at another speed it may lie between two. */
  inFrame: z.number().min(0).max(100_000_000).default(0),
  /** How many frames of what it shows go by in one of the film; 2 is twice as fast. */
  speedRatio: z.number().min(0.1).max(10).default(1),
  transition: CutTransition.optional(),
  volume: z.array(VolumePoint).min(1).max(1000).optional(),
  /** From black or silence, and to it. */
  fadeInFrames: frames.default(0),
  fadeOutFrames: frames.default(0),
  /** A cut that is off leaves black or silence for its length. */
  isEnabled: z.boolean().default(true),
  /** A locked cut shows what it shows until it is unlocked; what goes before it may still move it. */
  isLocked: z.boolean().default(false),
  /** The cut of the video track that it belongs to, goes along with, and fades with as long as it lies within it. */
  with: id.optional(),
  label: z.string().max(200).optional(),
});
export type Cut = z.infer<typeof Cut>;

/** The kinds of tracks. */
export const trackKinds = ['video', 'captions', 'voice', 'music', 'effects'] as const;
/** One of trackKinds. */
export type TrackKind = (typeof trackKinds)[number];

/** Cuts one after the other. Nothing changes on a locked track. */
export const Track = z.strictObject({
  id,
  kind: z.enum(trackKinds),
  name: z.string().max(200).optional(),
  isLocked: z.boolean().default(false),
  /** A track that is off is neither seen nor heard. The video track is never off. */
  isEnabled: z.boolean().default(true),
  cuts: z.array(Cut).max(10_000),
});
export type Track = z.infer<typeof Track>;

/** What is remembered at a frame. */
export const Marker = z.strictObject({
  id,
  frame: frames,
  colour: z.enum(['blue', 'green', 'yellow', 'red', 'purple']).default('blue'),
  text: z.string().max(2000).default(''),
});
export type Marker = z.infer<typeof Marker>;

/** An edit within the edit: a scene of the story, shown as one cut. */
export const NestedEdit = z.strictObject({ id, name: z.string().max(200).optional(), tracks: z.array(Track).min(1).max(64) });
export type NestedEdit = z.infer<typeof NestedEdit>;

const ratio = z.number().min(0).max(1);
const px = z.number().int().min(64).max(4096).multipleOf(2);

/** The same edit in another frame. */
export const Variant = z.strictObject({
  id,
  aspect: z.enum(aspects),
  /** Default: the largest frame of the shape inside the film's. */
  size: z.strictObject({ widthPx: px, heightPx: px }).optional(),
  /** Where shots are centred in it, as ratios of their photographs, before what their subjects' boxes say. */
  centres: z
    .array(z.strictObject({ shot: ShotRef, xRatio: ratio, yRatio: ratio }))
    .max(2000)
    .default([]),
});
export type Variant = z.infer<typeof Variant>;

/** How a film is put together from its shots: the timeline. */
export const Edit = z.strictObject({
  /** The first one is the video track, the only one of its kind. */
  tracks: z.array(Track).min(1).max(64),
  nested: z.array(NestedEdit).max(200).default([]),
  markers: z.array(Marker).max(10_000).default([]),
  variants: z.array(Variant).max(16).default([]),
});
export type Edit = z.infer<typeof Edit>;

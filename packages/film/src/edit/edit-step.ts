import { z } from 'zod';
import { Bilingual } from '../bilingual.ts';
import { Caption } from '../shot.ts';
import { Cut, CutTransition, Marker, ShotRef, Track, Variant, VolumePoint } from './edit.ts';
import { EditChange } from './edit-change.ts';

const id = z.string().min(1).max(200);
const frame = z.number().int().min(0).max(100_000_000);
const byFrames = z.number().int().min(-100_000_000).max(100_000_000);
const { startFrame, lengthFrames, inFrame, speedRatio, fadeInFrames, fadeOutFrames } = Cut.shape;

/** Of the shots that are held (approved or locked), those that this step may touch all the same. */
const unlocks = z.array(ShotRef).max(2000).optional();
const step = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) => z.strictObject({ kind: z.literal(kind), unlocks, ...shape });

/** One change of an edit, as plain data: undo, autosave and working together share these. Frames are the film's. */
export const EditStep = z.discriminatedUnion('kind', [
  /** On the video track before the cut at `index`, everything later makes room; on another one at its own startFrame. */
  step('insert', { track: id, cut: Cut, index: z.number().int().min(0).max(10_000).optional() }),
  /** On the video track a gap of black stays behind; elsewhere nothing. What belongs to the cut goes too. */
  step('remove', { cut: id }),
  /** Everything later closes up. */
  step('ripple-remove', { cut: id }),
  /** On the video track to another place in the order; elsewhere to another frame, or to another track of its kind. */
  step('move', { cut: id, index: z.number().int().min(0).max(10_000).optional(), startFrame: startFrame.optional(), track: id.optional() }),
  /** Into two at a frame of the film; the second one is called `newId`. */
  step('split', { cut: id, atFrame: frame, newId: id }),
  /** Moves where a cut begins or ends, later by byFrames. ripple: what is later goes along; roll: the neighbour gives or takes, the film's length stays; free (not video): into the room beside it. */
  step('trim', { cut: id, edge: z.enum(['head', 'tail']), byFrames, mode: z.enum(['ripple', 'roll', 'free']) }),
  /** Shows another part of what it shows, later by byFrames of it. */
  step('slip', { cut: id, byFrames }),
  /** Moves a cut between its neighbours, which give and take. */
  step('slide', { cut: id, byFrames }),
  /** The same part at another speed, so that its length changes and everything later goes along. */
  step('set-speed', { cut: id, speedRatio }),
  /** Null: none. Everything later goes along by the change of the overlap. */
  step('set-transition', { cut: id, transition: CutTransition.nullable() }),
  /** Null: none. */
  step('set-volume', { cut: id, volume: z.array(VolumePoint).min(1).max(1000).nullable() }),
  step('set-fades', { cut: id, fadeInFrames: fadeInFrames.unwrap(), fadeOutFrames: fadeOutFrames.unwrap() }),
  step('set-enabled', { cut: id, isEnabled: z.boolean() }),
  step('set-locked', { cut: id, isLocked: z.boolean() }),
  /** Null: none. */
  step('set-label', { cut: id, label: z.string().max(200).nullable() }),
  /** Null: the film's choice. */
  step('set-take', { cut: id, take: z.string().max(200).nullable() }),
  step('set-caption', { cut: id, text: Bilingual.optional(), style: Caption.shape.style.unwrap().optional() }),
  /** Of a cut that is not on the video track. */
  step('set-times', { cut: id, startFrame, lengthFrames, inFrame: inFrame.unwrap().optional() }),
  /** The cut of the video track that it belongs to; null: none. */
  step('link', { cut: id, with: id.nullable() }),
  step('add-marker', { marker: Marker }),
  step('remove-marker', { marker: id }),
  step('set-marker', { marker: Marker }),
  step('add-track', { track: Track, nested: id.optional() }),
  step('remove-track', { track: id }),
  step('set-track', {
    track: id,
    isLocked: z.boolean().optional(),
    isEnabled: z.boolean().optional(),
    name: z.string().max(200).optional(),
  }),
  /** Cuts of the video track from one to another, and what belongs to them, become an edit of their own, shown as the cut `newCut`. */
  step('nest', { first: id, last: id, newEdit: id, newCut: id, name: z.string().max(200).optional() }),
  /** The other way round, for a cut that shows all of its nested edit. */
  step('unnest', { cut: id }),
  step('add-variant', { variant: Variant }),
  step('remove-variant', { variant: id }),
  step('set-variant', { variant: Variant }),
  /** Taking steps back, and doing them again. */
  step('changes', { changes: z.array(EditChange).max(100_000) }),
]);
export type EditStep = z.infer<typeof EditStep>;
/** What a step is. */
export type EditStepKind = EditStep['kind'];
/** A step of one kind. */
export type StepOf<K extends EditStepKind> = Extract<EditStep, { kind: K }>;

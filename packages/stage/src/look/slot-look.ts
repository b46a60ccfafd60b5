import type { Staging } from '../frame.ts';
import type { Look } from './look.ts';

/** The kinds of effect there are. */
export type EffectName = 'grade' | 'focus' | 'motion' | 'air' | 'shutter' | 'finish';

/** Where the blocks of a look's effects lie: byte offsets in one shared block and in one block a thread; plain data. */
export type LookPlan = Readonly<{
  sharedBytes: number;
  ownBytes: number;
  parts: readonly Readonly<{ name: EffectName; shared: number; own: number; layout: unknown }>[];
}>;

/** A planned look in a scene's slot: addresses of the shared block and of every thread's own. */
export type SlotLook = Readonly<{ look: Look; plan: LookPlan; staging: Staging; shared: number; own: readonly number[] }>;

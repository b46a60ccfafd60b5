import type { Drawing } from '../outline.ts';

/** One shape of a subject, in the colours of day. */
export type Part = Readonly<{
  shape: Drawing;
  colour: string;
  /** The colour at its lower end, where it changes on the way. */
  to?: string;
  /** Inside what is painted already. Default: over it. */
  isInside?: boolean;
  /** Default 1. */
  opacity?: number;
}>;

/** A lamp: shines by dusk and night, whatever falls on it; a soft glow around it reaches `glow` board units. */
export type Lamp = Readonly<{ shape: Drawing; colour: string; glow?: Readonly<{ x: number; y: number; radius: number }> }>;

/** A subject on its drawing board: 0 is its top, 100 the ground, x runs from its middle; it looks to the right. */
export type SubjectArt = Readonly<{
  parts: readonly Part[];
  lamps?: readonly Lamp[];
  /** Where it is: on the ground, on water, in the air, or in the sky behind all else. Default: on the ground. */
  stands?: 'ground' | 'water' | 'air' | 'sky';
  /** Shines by itself: no light falls on it. */
  shines?: boolean;
  /** A living being has a head. */
  isLiving?: boolean;
  /** Half the width of its shadow on the ground, board units. */
  shadow: number;
  /** How far light goes around its bodies, board units. Default 7. */
  round?: number;
  /** Most of the frame's height that it may take; a lantern that is eight tenths tall is a wall. Default 0.8. */
  mostHeight?: number;
}>;

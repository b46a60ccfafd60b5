import type { Language } from '../fault.ts';
import type { Easing, Framing } from '../move.ts';

/** A name in every language. */
export type Names = Readonly<Record<Language, string>>;

/** How strongly a preset moves: half, as it stands, or up to the cap of its kind. */
export type Strength = 'weak' | 'medium' | 'strong';

/** When a step runs, as ratios of the shot (default 0 to 1), and how it eases (default in-out). */
export type When = Readonly<{ from?: number; to?: number; easing?: Easing }>;

/**
 * One move of a preset as data. `share` is a part of the subject's distance, `deg` an angle, `ratio` a change of lens, `strength` a
 * shake, `focus` two distances as multiples of the subject's.
 */
export type Step = When &
  (
    | Readonly<{ kind: 'hold' }>
    | Readonly<{ kind: 'pan' | 'tilt' | 'roll' | 'orbit' | 'whip-pan'; deg: number }>
    | Readonly<{ kind: 'truck' | 'pedestal' | 'dolly' | 'crane' | 'dolly-zoom' | 'follow'; share: number }>
    | Readonly<{ kind: 'zoom'; ratio: number }>
    | Readonly<{ kind: 'shake'; strength: number }>
    | Readonly<{ kind: 'push-to'; framing: Framing }>
    | Readonly<{ kind: 'rack-focus'; focus: readonly [number, number] }>
  );

/** A preset as its data file holds it. `said` lists the phrases of a sentence that mean it. */
export type PresetRow = Readonly<{ id: string; name: Names; steps: readonly Step[]; said?: string }>;

/** A group of presets that people look for together. `strengths`: each row stands for a weak, a medium and a strong one. */
export type PresetFamily = Readonly<{ id: string; name: Names; rows: readonly PresetRow[]; strengths?: true }>;

/** The most a step may do on a lifted photograph, in its own measure; kinds that are not named have no cap of their own. */
export const stepCaps = { dolly: 0.2, truck: 0.06, pedestal: 0.06, crane: 0.06, follow: 0.06, 'dolly-zoom': 0.15, orbit: 5 } as const;

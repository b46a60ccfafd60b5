import type { MotionPlace, MotionRegion } from '@fantascope/film';
import { useState } from 'react';
import { useDirect, useShot, useView } from '../direct-context.ts';

/** Kinds of motion that the stage makes. */
export const motionKinds = ['sway', 'flow', 'drift', 'flicker'] as const satisfies readonly MotionRegion['kind'][];
/** Usual amounts, for the figure that is shown where none was set. */
export const usualAmounts: Readonly<Record<MotionRegion['kind'], number>> = { sway: 0.015, flow: 0.06, drift: 0.02, flicker: 0.25 };

/** The shot's motions, the chosen one, and how it, or the next one, is set. */
export function useMotions() {
  const { store, view } = useDirect();
  const motions = useShot((state) => state.shot.motions);
  const selection = useView((state) => state.selection);
  const [next, setNext] = useState<Omit<MotionRegion, 'place'>>({ kind: 'sway', towardDeg: 0, loopSec: 4 });
  const index = selection?.what === 'motion' && selection.index < motions.length ? selection.index : null;
  const chosen = index === null ? undefined : motions[index];
  const put = (value: readonly MotionRegion[], gesture?: string) => store.edit({ kind: 'put', field: 'motions', value }, gesture);
  return {
    motions,
    index,
    settings: chosen ?? next,
    set: (change: Partial<Omit<MotionRegion, 'place'>>, gesture?: string) => {
      if (chosen === undefined || index === null) return setNext({ ...next, ...change });
      put(motions.with(index, { ...chosen, ...change }), gesture);
    },
    add: (place: MotionPlace) => {
      put([...motions, { ...next, place }]);
      view.set({ selection: { what: 'motion', index: motions.length } });
    },
    remove: (at: number) => {
      put(motions.toSpliced(at, 1));
      view.set({ selection: null });
    },
    choose: (at: number | null) => view.set({ selection: at === null ? null : { what: 'motion', index: at } }),
    isFull: motions.length >= 8,
  };
}

/** What the brush's bar works with. */
export type Motions = ReturnType<typeof useMotions>;

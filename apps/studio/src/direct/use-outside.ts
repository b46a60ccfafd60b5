import type { Outside } from '../preview/outside-spans.ts';
import { usePreview } from './direct-context.ts';

/** A stretch of the shot in which the camera shows past its picture, seconds. */
export type OutsideSpan = NonNullable<Outside>['spans'][number];

/** The stretches in which it comes within 2 % of that. */
export function useNear(): readonly OutsideSpan[] {
  return usePreview((state) => state.near?.spans ?? none);
}

const none: readonly OutsideSpan[] = [];

/** Those stretches: the one list that the map, the speed lane and the picture's edge mark. */
export function useOutside(): readonly OutsideSpan[] {
  return usePreview((state) => state.outside?.spans ?? none);
}

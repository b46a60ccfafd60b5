import type { Camera } from '@fantascope/film';
import { type PointerEvent, useRef } from 'react';
import { newGesture } from '../../parts/scrub-field.tsx';
import { chosenOf } from '../../shot/view-store.ts';
import { useDirect } from '../direct-context.ts';
import type { Item } from './carry.ts';
import { momentsOf, snapped } from './clip-layout.ts';

/** The room at either end of the time axis, px: keys at the ends are whole. */
export const AXIS_PAD_PX = 16;

/**
 * What a drag along the time axis tells: how far it has come in seconds (not snapped), a way to snap any time, the camera and the selected items as they were at the
 * press (every step is made from those, so that steps do not add up), and whether Alt asked for a copy then.
 */
export type TimeDrag = Readonly<{
  waySec: number;
  snap: (tSec: number) => number;
  gesture: string;
  event: PointerEvent;
  base: Camera;
  items: readonly Item[];
  isCopy: boolean;
}>;

/** Dragging along the time axis: the element must lie inside one marked `data-axis`. `onDrag` hears every step; releasing ends the gesture, Esc takes it back, `onPress` hears the press, `onTap` a release without a drag. */
export function useTimeDrag(
  onDrag: (drag: TimeDrag) => void,
  {
    isMoving,
    onPress,
    onTap,
  }: Readonly<{
    isMoving?: (tSec: number) => boolean;
    onPress?: (event: PointerEvent) => void;
    onTap?: (event: PointerEvent) => void;
  }> = {},
) {
  const { store, view } = useDirect();
  const drag = useRef<
    | (Pick<TimeDrag, 'base' | 'items' | 'isCopy' | 'gesture'> & {
        fromPx: number;
        pxPerSec: number;
        hasMoved: boolean;
        moments: readonly number[];
        moving: typeof onDrag;
      })
    | null
  >(null);
  const end = () => {
    if (drag.current?.hasMoved === true) store.endGesture();
    drag.current = null;
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      const axis = event.currentTarget.closest<HTMLElement>('[data-axis]');
      const { camera } = store.state().shot;
      event.currentTarget.setPointerCapture(event.pointerId);
      onPress?.(event);
      drag.current = {
        fromPx: event.clientX,
        pxPerSec: ((axis?.clientWidth ?? 0) - 2 * AXIS_PAD_PX) / camera.lengthSec,
        gesture: newGesture(),
        hasMoved: false,
        base: camera,
        items: chosenOf(view.state()),
        isCopy: event.altKey,
        // What is dragged does not hold itself fast; the place that a copy leaves may.
        moments: [...momentsOf(camera).filter((at) => event.altKey || isMoving?.(at) !== true), view.state().tSec],
        // As it was at the press: afterwards the item is somewhere else already.
        moving: onDrag,
      };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const own = drag.current;
      if (own === null || own.pxPerSec <= 0) return;
      const wayPx = event.clientX - own.fromPx;
      if (!own.hasMoved && Math.abs(wayPx) < 3) return;
      own.hasMoved = true;
      const isSnapping = view.state().isSnapping && !event.shiftKey;
      const { base, items, isCopy, gesture, moments, pxPerSec } = own;
      own.moving({
        waySec: wayPx / pxPerSec,
        snap: (tSec) => snapped(tSec, { moments, pxPerSec, isSnapping }),
        gesture,
        event,
        base,
        items,
        isCopy,
      });
    },
    onPointerUp: (event: PointerEvent) => {
      if (drag.current?.hasMoved === false) onTap?.(event);
      end();
    },
    onPointerCancel: end,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key !== 'Escape' || drag.current?.hasMoved !== true) return;
      drag.current = null;
      store.cancelGesture();
      event.preventDefault();
    },
  };
}

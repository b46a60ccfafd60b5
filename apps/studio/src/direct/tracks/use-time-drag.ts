import { type PointerEvent, useRef } from 'react';
import { newGesture } from '../../parts/scrub-field.tsx';
import { useDirect } from '../direct-context.ts';
import { momentsOf, snapped } from './clip-layout.ts';

/** The room at either end of the time axis, px: keys at the ends are whole. */
export const AXIS_PAD_PX = 16;

/** What a drag along the time axis tells: how far it has come in seconds (not snapped) and a way to snap any time. */
export type TimeDrag = Readonly<{ waySec: number; snap: (tSec: number) => number; gesture: string; event: PointerEvent }>;

/** Dragging along the time axis: the element must lie inside one marked `data-axis`. `onDrag` hears every step; releasing ends the gesture, `onPress` hears the press. */
export function useTimeDrag(
  onDrag: (drag: TimeDrag) => void,
  { isMoving, onPress }: Readonly<{ isMoving?: (tSec: number) => boolean; onPress?: () => void }> = {},
) {
  const { store, view } = useDirect();
  const drag = useRef<{ fromPx: number; pxPerSec: number; gesture: string; hasMoved: boolean; moments: readonly number[] } | null>(null);
  const end = () => {
    if (drag.current?.hasMoved === true) store.endGesture();
    drag.current = null;
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.stopPropagation();
      const axis = event.currentTarget.closest<HTMLElement>('[data-axis]');
      const { camera } = store.state().shot;
      event.currentTarget.setPointerCapture(event.pointerId);
      onPress?.();
      drag.current = {
        fromPx: event.clientX,
        pxPerSec: ((axis?.clientWidth ?? 0) - 2 * AXIS_PAD_PX) / camera.lengthSec,
        gesture: newGesture(),
        hasMoved: false,
        // What is dragged does not hold itself fast.
        moments: [...momentsOf(camera).filter((at) => isMoving?.(at) !== true), view.state().tSec],
      };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const own = drag.current;
      if (own === null || own.pxPerSec <= 0) return;
      const wayPx = event.clientX - own.fromPx;
      if (!own.hasMoved && Math.abs(wayPx) < 3) return;
      own.hasMoved = true;
      const isSnapping = view.state().isSnapping && !event.shiftKey;
      onDrag({
        waySec: wayPx / own.pxPerSec,
        snap: (tSec) => snapped(tSec, { moments: own.moments, pxPerSec: own.pxPerSec, isSnapping }),
        gesture: own.gesture,
        event,
      });
    },
    onPointerUp: end,
    onPointerCancel: end,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key !== 'Escape' || drag.current?.hasMoved !== true) return;
      drag.current = null;
      store.cancelGesture();
      event.preventDefault();
    },
  };
}

import { type PointerEvent, useEffect, useRef } from 'react';
import { useGesture } from '../viewport/use-gesture.ts';
import type { MapPlace } from './map-frame.ts';

/** What a press on the map begins: what every further place of the hand does. Null where there is nothing to drag. */
export type MapGrip = (now: MapPlace, event: PointerEvent) => void;

/** Drags on the map: one gesture, one step of undo; Esc takes it back. `onHold` hears when a hand takes hold and lets go: the map stands still meanwhile. */
export function useMapDrag({
  placeOf,
  onHold,
}: Readonly<{ placeOf: (event: PointerEvent) => MapPlace | null; onHold: (isHeld: boolean) => void }>) {
  const gesture = useGesture();
  const grip = useRef<MapGrip | null>(null);
  const leave = (act: () => void) => {
    if (grip.current === null) return;
    grip.current = null;
    onHold(false);
    act();
  };
  const newest = useRef(leave);
  newest.current = leave;
  useEffect(() => {
    // Before everybody else: while something is dragged, Esc means the drag.
    const hear = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || grip.current === null) return;
      event.preventDefault();
      event.stopPropagation();
      newest.current(gesture.cancel);
    };
    addEventListener('keydown', hear, true);
    return () => removeEventListener('keydown', hear, true);
  }, [gesture.cancel]);
  return {
    gesture,
    on: (begin: (from: MapPlace, event: PointerEvent) => MapGrip | null) => ({
      onPointerDown: (event: PointerEvent<Element>) => {
        const from = placeOf(event);
        if (event.button !== 0 || from === null) return;
        // Arrows pressed a moment ago are a step of their own, not the beginning of this one.
        gesture.end();
        grip.current = begin(from, event);
        if (grip.current === null) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        onHold(true);
      },
      onPointerMove: (event: PointerEvent) => {
        const now = placeOf(event);
        if (now !== null) grip.current?.(now, event);
      },
      onPointerUp: () => leave(gesture.end),
      onPointerCancel: () => leave(gesture.cancel),
    }),
  };
}

/** The map's drags. */
export type MapDrag = ReturnType<typeof useMapDrag>;

import { type MouseEvent, type PointerEvent, useRef } from 'react';

/** Further than this between down and up and it was a drag, pixels. */
const STILL_PX = 6;

/** What was pressed: a card, by its file. `isDirect`: its short way to Direct. `isSimilar`: its search for what looks like it. */
export type Pressed = Readonly<{ id: string; isDirect: boolean; isSimilar: boolean }>;
type Down = Pressed & Readonly<{ x: number; y: number }>;

const pressedIn = ({ target }: Readonly<{ target: EventTarget }>): Pressed | null => {
  if (!(target instanceof Element)) return null;
  const id = target.closest<HTMLElement>('[data-asset]')?.dataset['asset'];
  return id === undefined
    ? null
    : { id, isDirect: target.closest('[data-direct]') !== null, isSimilar: target.closest('[data-similar]') !== null };
};

/**
 * Presses on cards that may move under the pointer: a list that scrolls between down and up gives the browser no click on any of them, or one on
 * the next. The card is meant that was under the pointer when it went down.
 */
export function usePress(onPress: (pressed: Pressed, event: MouseEvent) => void) {
  const down = useRef<Down | null>(null);
  const isAnswered = useRef(false);
  return {
    onPointerDown: (event: PointerEvent) => {
      const pressed = event.button === 0 ? pressedIn(event) : null;
      isAnswered.current = false;
      down.current = pressed === null ? null : { ...pressed, x: event.clientX, y: event.clientY };
    },
    onPointerUp: (event: PointerEvent) => {
      const from = down.current;
      down.current = null;
      if (from === null || Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL_PX) return;
      isAnswered.current = true;
      onPress(from, event);
    },
    // A finger that scrolls.
    onPointerCancel: () => {
      down.current = null;
    },
    /** What comes without a pointer, from a screen reader, say, or from a finger that was not quite still. */
    onClick: (event: MouseEvent) => {
      const pressed = isAnswered.current ? null : pressedIn(event);
      isAnswered.current = false;
      if (pressed !== null) onPress(pressed, event);
    },
  };
}

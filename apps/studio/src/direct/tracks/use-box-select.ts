import { type PointerEvent, useRef, useState } from 'react';
import { chosenOf, isSameItem } from '../../shot/view-store.ts';
import { useDirect } from '../direct-context.ts';
import type { Item } from './carry.ts';
import { itemAt } from './use-item.ts';

/** A box that is being drawn, px of the window. */
export type DrawnBox = Readonly<{ left: number; top: number; width: number; height: number }>;

/** Selecting by a box drawn over empty places of the lanes; Shift adds to what was selected. A press without a drag selects nothing. */
export function useBoxSelect() {
  const { view } = useDirect();
  const [box, setBox] = useState<DrawnBox | null>(null);
  const drag = useRef<{ x: number; y: number; before: readonly Item[]; hasMoved: boolean } | null>(null);
  const end = (event: PointerEvent<HTMLElement>) => {
    const own = drag.current;
    drag.current = null;
    setBox(null);
    if (own !== null && !own.hasMoved && !event.shiftKey) view.set({ selection: null, chosen: [] });
  };
  return {
    box,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const target = event.target instanceof Element ? event.target : null;
      // A finger on an empty place scrolls the lanes.
      if (event.button !== 0 || event.pointerType === 'touch') return;
      if (target?.closest('[data-axis]') == null || target.closest('button,[data-item],[role=slider]') !== null) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, y: event.clientY, before: event.shiftKey ? chosenOf(view.state()) : [], hasMoved: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const own = drag.current;
      if (own === null) return;
      if (!own.hasMoved && Math.hypot(event.clientX - own.x, event.clientY - own.y) < 4) return;
      own.hasMoved = true;
      const next = {
        left: Math.min(own.x, event.clientX),
        top: Math.min(own.y, event.clientY),
        width: Math.abs(event.clientX - own.x),
        height: Math.abs(event.clientY - own.y),
      };
      setBox(next);
      const found = [...event.currentTarget.querySelectorAll('[data-cell][data-item]')].filter((cell) => touches(next, cell));
      const items = [...own.before, ...found.map(itemAt)].filter((item) => item !== null);
      const chosen = items.filter((item, place) => items.findIndex((other) => isSameItem(item, other)) === place);
      view.set({ chosen, selection: chosen[0] ?? null });
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

function touches(box: DrawnBox, cell: Element): boolean {
  const { left, right, top, bottom } = cell.getBoundingClientRect();
  return left < box.left + box.width && right > box.left && top < box.top + box.height && bottom > box.top;
}

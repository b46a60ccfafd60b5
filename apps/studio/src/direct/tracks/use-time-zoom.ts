import { type RefObject, useEffect } from 'react';
import type { View } from '../../shot/view-store.ts';
import { useDirect } from '../direct-context.ts';
import { panned, zoomed } from './time-zoom.ts';

/** The width of the lanes' names, px: the axis begins after it. */
export const NAMES_PX = 176;

/** Draws the time axis out and in: Ctrl and the wheel, or two fingers; Shift and the wheel draws it along. */
export function useTimeZoom(box: RefObject<HTMLElement | null>): void {
  const { view } = useDirect();
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const shareOf = (clientX: number) => {
      const { left, width } = element.getBoundingClientRect();
      return Math.max(0, Math.min(1, (clientX - left - NAMES_PX) / (width - NAMES_PX)));
    };
    const set = (timeZoom: View['timeZoom']) => view.set({ timeZoom });
    // React's own listener is passive: the page would be enlarged.
    const onWheel = (event: WheelEvent) => {
      const { timeZoom } = view.state();
      if (event.ctrlKey || event.metaKey) set(zoomed(timeZoom, Math.exp(-event.deltaY * 0.002), shareOf(event.clientX)));
      else if (timeZoom.spanRatio < 1 && (event.shiftKey || event.deltaX !== 0))
        set(panned(timeZoom, (event.deltaX === 0 ? event.deltaY : event.deltaX) / 600));
      else return;
      event.preventDefault();
    };
    const fingers = new Map<number, number>();
    const spread = () => {
      const [a = 0, b = 0] = fingers.values();
      return { apart: Math.max(8, Math.abs(a - b)), middle: (a + b) / 2 };
    };
    const onDown = (event: PointerEvent) => {
      if (event.pointerType === 'touch') fingers.set(event.pointerId, event.clientX);
    };
    const onMove = (event: PointerEvent) => {
      if (!fingers.has(event.pointerId)) return;
      const before = spread();
      fingers.set(event.pointerId, event.clientX);
      if (fingers.size !== 2) return;
      const now = spread();
      // One finger alone drags what is under it.
      event.stopPropagation();
      set(zoomed(view.state().timeZoom, now.apart / before.apart, shareOf(now.middle)));
    };
    const onUp = (event: PointerEvent) => fingers.delete(event.pointerId);
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown, true);
    element.addEventListener('pointermove', onMove, true);
    element.addEventListener('pointerup', onUp, true);
    element.addEventListener('pointercancel', onUp, true);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown, true);
      element.removeEventListener('pointermove', onMove, true);
      element.removeEventListener('pointerup', onUp, true);
      element.removeEventListener('pointercancel', onUp, true);
    };
  }, [box, view]);
}

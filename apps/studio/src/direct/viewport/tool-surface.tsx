import { type HTMLAttributes, type ReactNode, useEffect, useRef } from 'react';
import type { PicturePoint } from '../../preview/distance-at.ts';

/** Where a pointer is in the picture, as ratios of it. */
export function pointOf(event: Readonly<{ clientX: number; clientY: number }>, element: Element): PicturePoint {
  const box = element.getBoundingClientRect();
  return { xRatio: (event.clientX - box.left) / box.width, yRatio: (event.clientY - box.top) / box.height };
}

/** The whole picture as the ground a tool works on: it hears pointer, wheel and, once focused, keys. */
export function ToolSurface({
  label,
  cursor,
  onTurn,
  children,
  ...rest
}: HTMLAttributes<HTMLDivElement> &
  Readonly<{ label: string; cursor: string; onTurn?: (event: WheelEvent) => void; children?: ReactNode }>) {
  const surface = useRef<HTMLDivElement>(null);
  const turn = useRef(onTurn);
  turn.current = onTurn;
  useEffect(() => {
    const element = surface.current;
    if (element === null) return;
    // Whoever picks a tool means the picture; a field that is being typed in keeps its focus.
    if (document.activeElement === document.body || document.activeElement?.closest('[role=toolbar]') !== null)
      element.focus({ preventScroll: true });
    // React's own listener is passive: the page would zoom along.
    const onWheel = (event: WheelEvent) => {
      if (turn.current === undefined) return;
      event.preventDefault();
      turn.current(event);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);
  return (
    <div
      ref={surface}
      role="application"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the ground of a tool is worked with by keys
      tabIndex={0}
      className="absolute inset-0 touch-none outline-offset-[-2px]"
      style={{ cursor }}
      {...rest}
    >
      {children}
    </div>
  );
}

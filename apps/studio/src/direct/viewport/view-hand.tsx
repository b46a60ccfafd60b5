import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { isTyping, keyOf, useKeys } from '../../app/keys.ts';
import { actualZoom, fittedZoom, panned, zoomedAbout } from '../../shot/view-zoom.ts';
import { useDirect } from '../direct-context.ts';

/** Ways of a hand that holds Z or H: enlarge or shift. */
type Held = 'zoom' | 'pan';
/** The picture doubles over this many pixels. */
const DOUBLE_PX = 160;
const STEP_PX = 40;

/** The view of the picture, which is no lens: Z and a drag enlarge it, H and a drag shift it (arrows do the same while the key is held), Shift 1 fits, Shift 0 is 1:1. */
export function ViewHand() {
  const { view, preview } = useDirect();
  const [held, setHeld] = useState<Held | null>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const last = useRef<Readonly<{ x: number; y: number; from: Readonly<{ xPx: number; yPx: number }> }> | null>(null);
  const fittedPx = () => (sheet.current?.parentElement?.getBoundingClientRect().width ?? 0) / view.state().zoom.scale;
  useKeys((event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.shiftKey && (event.code === 'Digit1' || event.code === 'Digit0')) {
      const { widthPx } = preview.state().size;
      const actual = actualZoom({ drawnPx: widthPx, fittedPx: fittedPx(), pixelRatio: devicePixelRatio });
      view.set({ zoom: event.code === 'Digit1' ? fittedZoom : actual });
      return true;
    }
    const key = keyOf(event);
    if (event.shiftKey || (key !== 'z' && key !== 'h')) return false;
    setHeld(key === 'z' ? 'zoom' : 'pan');
    return true;
  });
  useEffect(() => {
    if (held === null) return;
    const letGo = () => {
      last.current = null;
      setHeld(null);
    };
    const onKeyUp = (event: KeyboardEvent) => keyOf(event) === (held === 'zoom' ? 'z' : 'h') && letGo();
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [STEP_PX, 0],
      ArrowRight: [-STEP_PX, 0],
      ArrowUp: [0, STEP_PX],
      ArrowDown: [0, -STEP_PX],
    };
    // Before the tool in use hears them.
    const onKeyDown = (event: KeyboardEvent) => {
      const way = steps[event.key];
      if (way === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      const { zoom } = view.state();
      const [x, y] = way;
      view.set({ zoom: held === 'pan' ? panned(zoom, x, y) : zoomedAbout(zoom, { factor: 2 ** ((y - x) / DOUBLE_PX), xPx: 0, yPx: 0 }) });
    };
    addEventListener('keyup', onKeyUp);
    addEventListener('blur', letGo);
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      removeEventListener('keyup', onKeyUp);
      removeEventListener('blur', letGo);
      removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, [held, view]);
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = sheet.current?.parentElement?.getBoundingClientRect();
    const { zoom } = view.state();
    const from =
      box === undefined
        ? { xPx: 0, yPx: 0 }
        : { xPx: event.clientX - (box.left + box.width / 2) + zoom.xPx, yPx: event.clientY - (box.top + box.height / 2) + zoom.yPx };
    last.current = { x: event.clientX, y: event.clientY, from };
  };
  const onPointerMove = (event: PointerEvent) => {
    const own = last.current;
    if (own === null) return;
    const [dx, dy] = [event.clientX - own.x, event.clientY - own.y];
    last.current = { ...own, x: event.clientX, y: event.clientY };
    const { zoom } = view.state();
    view.set({ zoom: held === 'pan' ? panned(zoom, dx, dy) : zoomedAbout(zoom, { factor: 2 ** (dx / DOUBLE_PX), ...own.from }) });
  };
  return (
    <div
      ref={sheet}
      data-view-hand={held ?? 'none'}
      className={`absolute -inset-[100vmax] z-20 touch-none ${held === null ? 'pointer-events-none' : held === 'zoom' ? 'cursor-zoom-in' : 'cursor-grab'}`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        last.current = null;
      }}
    />
  );
}

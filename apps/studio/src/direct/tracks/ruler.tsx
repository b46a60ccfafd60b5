import { type PointerEvent, useEffect, useRef } from 'react';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot, useView } from '../direct-context.ts';
import { TimeAxis } from './time-axis.tsx';
import { zoomWith } from './time-zoom.ts';
import { AXIS_PAD_PX } from './use-time-drag.ts';

/** The place of a moment on the time axis, for `left`. */
export function leftOf(tSec: number, lengthSec: number): string {
  return `calc(${AXIS_PAD_PX}px + (100% - ${2 * AXIS_PAD_PX}px) * ${tSec / lengthSec})`;
}

/** Seconds between two figures, so that no more than a dozen stand there. */
function figureStep(lengthSec: number): number {
  return [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600].find((step) => lengthSec / step <= 12) ?? 600;
}

/** The time axis: dragging on it moves the playhead. */
export function Ruler() {
  const { t } = useWords();
  const { view } = useDirect();
  const lengthSec = useShot(({ shot }) => shot.camera.lengthSec);
  const loop = useView((state) => state.loop);
  const zoom = useView((state) => state.timeZoom);
  const isDragging = useRef(false);
  const step = figureStep(lengthSec * zoom.spanRatio);
  const isShown = (tSec: number) => {
    const ratio = (tSec / lengthSec - zoom.fromRatio) / zoom.spanRatio;
    return ratio > -0.1 && ratio < 1.1;
  };
  const each = (ownStep: number) =>
    Array.from({ length: Math.floor(lengthSec / ownStep + 1e-6) + 1 }, (_, index) => index * ownStep).filter(isShown);
  const [figures, ticks] = [each(step), each(step / 5)];
  const scrub = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const ratio = (event.clientX - left - AXIS_PAD_PX) / (width - 2 * AXIS_PAD_PX);
    view.set({ tSec: Math.max(0, Math.min(1, ratio)) * lengthSec, isPlaying: false });
  };
  return (
    <div className="relative h-full overflow-hidden">
      <TimeAxis
        className="cursor-col-resize touch-none select-none"
        title={t('tracks.ruler')}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          isDragging.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
          scrub(event);
        }}
        onPointerMove={(event) => isDragging.current && scrub(event)}
        onPointerUp={() => {
          isDragging.current = false;
        }}
        onPointerCancel={() => {
          isDragging.current = false;
        }}
      >
        {loop === null ? null : (
          <span
            className="absolute bottom-0 h-1 bg-now/60"
            style={{
              left: leftOf(loop.fromSec, lengthSec),
              width: `calc((100% - ${2 * AXIS_PAD_PX}px) * ${(loop.toSec - loop.fromSec) / lengthSec})`,
            }}
          />
        )}
        {ticks.map((tSec) => (
          <span key={tSec} className="absolute bottom-0 h-1 w-px bg-line2" style={{ left: leftOf(tSec, lengthSec) }} />
        ))}
        {figures.map((tSec) => (
          <span
            key={tSec}
            className={`absolute top-0.5 font-mono text-micro text-t3 ${tSec === 0 ? '-translate-x-1/3' : '-translate-x-1/2'}`}
            style={{ left: leftOf(tSec, lengthSec) }}
          >
            {Number(tSec.toFixed(1))}s
          </span>
        ))}
      </TimeAxis>
    </div>
  );
}

/** The playhead over all lanes: the one thing that is drawn anew with every frame. Where the axis is drawn out it takes the axis along. */
export function Playhead() {
  const { t } = useWords();
  const { view } = useDirect();
  const lengthSec = useShot(({ shot }) => shot.camera.lengthSec);
  const tSec = useView((state) => state.tSec);
  const at = Math.min(tSec, lengthSec);
  useEffect(() => {
    const { timeZoom } = view.state();
    const next = zoomWith(timeZoom, at / lengthSec);
    if (next !== timeZoom) view.set({ timeZoom: next });
  }, [view, at, lengthSec]);
  return (
    <div className="pointer-events-none absolute inset-y-0 right-0 left-[176px] z-10">
      <TimeAxis>
        <div className="absolute inset-y-0 w-px bg-now" style={{ left: leftOf(at, lengthSec) }}>
          <span
            role="img"
            aria-label={`${t('tracks.playhead')} ${tSec.toFixed(2)} s`}
            className="absolute top-0 left-0 -translate-x-1/2 rounded-sm bg-lamp px-1.5 text-micro leading-5 font-semibold text-on-lamp"
          >
            {tSec.toFixed(2)}
          </span>
        </div>
      </TimeAxis>
    </div>
  );
}

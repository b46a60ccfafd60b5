import type { MovesCamera } from '@fantascope/film';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { newGesture } from '../../parts/scrub-field.tsx';
import { isMoves } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect } from '../direct-context.ts';
import { moveFace } from '../say/move-face.ts';
import { type EaseHandle, handlesOf, type MoveEnd } from './ease-handles.ts';
import type { MoveEase } from './use-move-ease.ts';

/** What the speed lane is drawn to: the speed at its top, and words for a speed. */
export type SpeedScale = Readonly<{ top: number; text: (speed: number) => string }>;

const SPEED_STEP = 0.05;
const INFLUENCE_STEP = 0.01;

/**
 * The handles of the selected move on the speed curve: up is faster, sideways how far that reaches; Alt breaks the pair with the neighbour. Arrows do the same. The lane's
 * box is 100 % wide for the whole shot and 100 % high for `scale.top`. `onHold` hears when a hand takes and leaves a handle: the scale stays meanwhile.
 */
export function SpeedHandles({
  ease,
  scale,
  lengthSec,
  onHold,
}: Readonly<{ ease: MoveEase; scale: SpeedScale; lengthSec: number; onHold: (isHeld: boolean) => void }>) {
  const { t } = useWords();
  const { store } = useDirect();
  const drag = useRef<{
    end: MoveEnd;
    from: EaseHandle;
    fromPx: readonly [number, number];
    perPx: EaseHandle;
    base: MovesCamera;
    gesture: string;
  } | null>(null);
  const { move, speed } = ease;
  const both = handlesOf(move.easing);
  const span = move.endRatio - move.startRatio;
  const name = t(moveFace(move).name);
  const placeOf = (end: MoveEnd) => {
    const { speedRatio, influenceRatio } = both[end];
    const y = 100 * (1 - Math.min(1, (speedRatio * speed.mean) / scale.top));
    const at = end === 'start' ? move.startRatio : move.endRatio;
    return { y, at: at * 100, x: 100 * (end === 'start' ? at + influenceRatio * span : at - influenceRatio * span) };
  };
  const leave = (act: () => void) => {
    if (drag.current === null) return;
    drag.current = null;
    onHold(false);
    act();
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>, end: MoveEnd) => {
    const { camera } = store.state().shot;
    const box = event.currentTarget.closest('[role=gridcell]')?.getBoundingClientRect();
    if (event.button !== 0 || box === undefined || !isMoves(camera)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { speedRatio, influenceRatio } = both[end];
    drag.current = {
      end,
      // A speed above the lane's top is taken from where it is drawn.
      from: { speedRatio: Math.min(speedRatio, scale.top / speed.mean), influenceRatio },
      fromPx: [event.clientX, event.clientY],
      perPx: {
        speedRatio: scale.top / speed.mean / box.height,
        influenceRatio: (end === 'start' ? 1 : -1) / (box.width * span),
      },
      base: camera,
      gesture: newGesture(),
    };
    onHold(true);
  };
  const onPointerMove = (event: PointerEvent) => {
    const own = drag.current;
    if (own === null) return;
    const [x, y] = own.fromPx;
    const handle = {
      speedRatio: own.from.speedRatio - (event.clientY - y) * own.perPx.speedRatio,
      influenceRatio: own.from.influenceRatio + (event.clientX - x) * own.perPx.influenceRatio,
    };
    ease.put(own.end, handle, { gesture: own.gesture, isBroken: event.altKey, base: own.base });
  };
  const onKeyDown = (event: KeyboardEvent, end: MoveEnd) => {
    if (event.key === 'Escape' && drag.current !== null) {
      leave(store.cancelGesture);
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const size = event.shiftKey ? 10 : 1;
    const inward = end === 'start' ? 1 : -1;
    const steps: Readonly<Record<string, EaseHandle>> = {
      ArrowUp: { speedRatio: SPEED_STEP * size, influenceRatio: 0 },
      ArrowDown: { speedRatio: -SPEED_STEP * size, influenceRatio: 0 },
      ArrowRight: { speedRatio: 0, influenceRatio: inward * INFLUENCE_STEP * size },
      ArrowLeft: { speedRatio: 0, influenceRatio: -inward * INFLUENCE_STEP * size },
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const now = both[end];
    const handle = {
      speedRatio: now.speedRatio + step.speedRatio,
      influenceRatio: now.influenceRatio + step.influenceRatio,
    };
    ease.put(end, handle, { gesture: `ease-${end}`, isBroken: event.altKey });
  };
  return (
    <>
      <svg
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        aria-hidden
        className="pointer-events-none absolute inset-0 size-full overflow-visible"
      >
        {(['start', 'end'] as const).map((end) => {
          const { x, y, at } = placeOf(end);
          return <line key={end} x1={at} x2={x} y1={y} y2={y} vectorEffect="non-scaling-stroke" className="stroke-now" strokeWidth={1} />;
        })}
      </svg>
      {(['start', 'end'] as const).map((end) => {
        const { x, y, at } = placeOf(end);
        const { speedRatio, influenceRatio } = both[end];
        const value = t('tracks.handleValue', { speed: scale.text(speedRatio * speed.mean), influence: Math.round(influenceRatio * 100) });
        return (
          <span key={end} className="contents">
            <span
              aria-hidden
              className="pointer-events-none absolute size-2 -translate-1/2 rotate-45 rounded-[1px] bg-now"
              style={{ left: `${at}%`, top: `${y}%` }}
            />
            <div
              role="slider"
              tabIndex={0}
              data-handle={end}
              aria-label={t(`tracks.handle.${end}`, { name })}
              aria-valuemin={0}
              aria-valuemax={Number((1 / influenceRatio).toFixed(2))}
              aria-valuenow={Number(speedRatio.toFixed(2))}
              aria-valuetext={value}
              title={`${t(`tracks.handle.${end}`, { name })} · ${((move.startRatio + (end === 'end' ? span : 0)) * lengthSec).toFixed(2)} s · ${value}`}
              className="absolute flex size-6 -translate-1/2 cursor-move touch-none items-center justify-center rounded-full pointer-coarse:size-8"
              style={{ left: `${x}%`, top: `${y}%` }}
              onPointerDown={(event) => onPointerDown(event, end)}
              onPointerMove={onPointerMove}
              onPointerUp={() => leave(store.endGesture)}
              onPointerCancel={() => leave(store.cancelGesture)}
              onKeyDown={(event) => onKeyDown(event, end)}
              onKeyUp={() => drag.current === null && store.endGesture()}
            >
              <span className="size-2 rounded-full border-2 border-now bg-s1" />
            </div>
          </span>
        );
      })}
    </>
  );
}

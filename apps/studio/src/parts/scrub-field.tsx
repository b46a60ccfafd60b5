import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../words/use-words.ts';
import { inUnit, type LengthUnit, lengthText, useLengthUnit } from './length-unit.ts';
import { decimalsOf, type NumberUnit, stepped, typedNumber } from './typed-number.ts';

/** What a number that is dragged or typed takes. Changes of one gesture carry one name, so that they are one step of undo; `onEnd` closes it. */
export type NumberProps = Readonly<{
  label: string;
  value: number;
  unit: NumberUnit;
  /** One pixel, one arrow. */
  step: number;
  min: number;
  max: number;
  onChange: (value: number, gesture: string) => void;
  onEnd: () => void;
  /** Esc in the middle of a drag: take it back. */
  onCancel?: () => void;
  /** What a double click on the label brings back. */
  usual?: number;
  fps?: number;
  isDisabled?: boolean;
}>;

/** Arrows pressed within this time of each other are one step of undo. */
const SAME_KEY_MS = 600;
const DRAG_FROM_PX = 3;
/** The signs of the units; a ratio and a count have none. */
const signs: Readonly<Record<NumberUnit, string>> = { m: 'm', s: 's', deg: '°', mm: 'mm', ratio: '', count: '' };
let gestures = 0;

/** The name of a gesture that nobody else has. */
export function newGesture(): string {
  gestures += 1;
  return `number-${gestures}`;
}

/** A number with its unit as it is shown; lengths in `length`, default metres. */
export function numberText(
  value: number,
  { unit, step }: Readonly<{ unit: NumberUnit; step: number }>,
  length: LengthUnit = 'metric',
): string {
  if (unit === 'm') return lengthText(value, length, decimalsOf(step));
  const figure = value.toFixed(decimalsOf(step)).replace(/^-(0(?:\.0+)?)$/, '$1');
  return unit === 'deg' ? `${figure}°` : signs[unit] === '' ? figure : `${figure} ${signs[unit]}`;
}

/**
 * A number that is dragged (1 px a step, Shift ×10, Alt ×0.1), stepped by arrows, PageUp and PageDown (×10), Home and End, turned by the wheel while focused, or
 * typed after Enter, a double click or a digit. What it cannot take leaves the old value and says the range. `prefix` stands before the figure ("~").
 */
export function ScrubField({ isLabelHidden = false, prefix = '', className = '', ...props }: NumberProps & ScrubLooks) {
  const { label, value, unit, step, min, max, onChange, onEnd, onCancel, usual, fps, isDisabled = false } = props;
  const { t } = useWords();
  const length = useLengthUnit();
  const id = useId();
  /** The figure as it stands in the field that is typed in. */
  const figure = (own: number) => (unit === 'm' ? inUnit(own, length).value : own).toFixed(decimalsOf(step));
  const field = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [isBad, setIsBad] = useState(false);
  const drag = useRef<{ fromPx: number; from: number; gesture: string; hasMoved: boolean } | null>(null);
  const burst = useRef<{ gesture: string; timer: ReturnType<typeof setTimeout> } | null>(null);
  const put = (next: number, gesture: string) => {
    const fine = stepped(next, { step: step / 10, min, max });
    setIsBad(false);
    if (fine !== value) onChange(fine, gesture);
  };
  const endBurst = () => {
    if (burst.current === null) return;
    clearTimeout(burst.current.timer);
    burst.current = null;
    onEnd();
  };
  /** A change by key or wheel: those that follow soon are the same gesture. */
  const nudge = (next: number) => {
    const gesture = burst.current?.gesture ?? newGesture();
    clearTimeout(burst.current?.timer);
    burst.current = { gesture, timer: setTimeout(endBurst, SAME_KEY_MS) };
    put(next, gesture);
  };
  const finish = (text: string) => {
    const next = typedNumber(text, { unit, now: value, min, max, length, ...(fps === undefined ? {} : { fps }) });
    setTyped(null);
    setIsBad(next === null);
    if (next === null || next === value) return;
    onChange(next, newGesture());
    onEnd();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isDisabled || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const size = step * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1);
    const to: Readonly<Record<string, number>> = {
      ArrowUp: value + size,
      ArrowRight: value + size,
      ArrowDown: value - size,
      ArrowLeft: value - size,
      PageUp: value + step * 10,
      PageDown: value - step * 10,
      Home: min,
      End: max,
    };
    const next = to[event.key];
    if (event.key === 'Escape' && drag.current?.hasMoved === true) {
      drag.current = null;
      onCancel?.();
    } else if (next !== undefined && Number.isFinite(next)) nudge(next);
    else if (event.key === 'Enter') setTyped(figure(value));
    else if (/^[\d.+０-９-]$/.test(event.key)) setTyped(event.key);
    else return;
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent) => {
    const own = drag.current;
    if (own === null) return;
    const way = event.clientX - own.fromPx;
    if (!own.hasMoved && Math.abs(way) < DRAG_FROM_PX) return;
    own.hasMoved = true;
    put(
      stepped(own.from + way * step * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1), { step: event.altKey ? step / 10 : step, min, max }),
      own.gesture,
    );
  };
  const release = () => {
    if (drag.current?.hasMoved === true) onEnd();
    drag.current = null;
  };
  const turn = useRef(nudge);
  turn.current = nudge;
  const newest = useRef(value);
  newest.current = value;
  useEffect(() => {
    const element = field.current;
    if (element === null || isDisabled) return;
    // React's own listener is passive: the page would scroll along.
    const onWheel = (event: WheelEvent) => {
      if (document.activeElement !== element) return;
      event.preventDefault();
      turn.current(newest.current - Math.sign(event.deltaY) * step);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [step, isDisabled]);
  const range = t('parts.range', { label, low: figure(min), high: figure(max), unit: unit === 'm' ? inUnit(0, length).sign : signs[unit] });
  return (
    <div className={`relative flex min-w-0 items-center gap-1.5 ${className}`}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a short cut for the pointer; Home and typing do the same by keyboard */}
      <span
        id={id}
        className={isLabelHidden ? 'sr-only' : 'shrink-0 text-small text-t2'}
        onDoubleClick={() => {
          if (usual === undefined || isDisabled) return;
          onChange(usual, newGesture());
          onEnd();
        }}
      >
        {label}
      </span>
      {typed === null ? (
        <div
          ref={field}
          role="spinbutton"
          tabIndex={isDisabled ? -1 : 0}
          aria-labelledby={id}
          aria-valuenow={value}
          {...(Number.isFinite(min) ? { 'aria-valuemin': min } : {})}
          {...(Number.isFinite(max) ? { 'aria-valuemax': max } : {})}
          aria-valuetext={`${prefix}${numberText(value, props, length)}`}
          aria-disabled={isDisabled}
          aria-invalid={isBad}
          className={`flex min-h-6 min-w-0 flex-1 touch-none items-center justify-end rounded-sm px-1.5 text-base font-medium whitespace-nowrap select-none ${isDisabled ? 'text-t3' : 'cursor-ew-resize text-t1 hover:bg-s3'}`}
          onKeyDown={onKeyDown}
          onDoubleClick={() => !isDisabled && setTyped(figure(value))}
          onPointerDown={(event) => {
            if (isDisabled || event.button !== 0) return;
            endBurst();
            event.currentTarget.setPointerCapture(event.pointerId);
            drag.current = { fromPx: event.clientX, from: value, gesture: newGesture(), hasMoved: false };
          }}
          onPointerMove={onPointerMove}
          onPointerUp={release}
          onPointerCancel={release}
          onBlur={endBurst}
        >
          {prefix}
          {numberText(value, props, length)}
        </div>
      ) : (
        <TypedInput labelledBy={id} text={typed} onDone={finish} onLeave={() => setTyped(null)} />
      )}
      {isBad ? (
        <p
          role="alert"
          className="absolute top-full right-0 z-40 mt-1 rounded-sm border border-line2 bg-s3 px-2 py-1 text-small whitespace-nowrap text-bad"
        >
          {range}
        </p>
      ) : null}
    </div>
  );
}

type ScrubLooks = Readonly<{ isLabelHidden?: boolean; prefix?: string; className?: string }>;

/** Enter takes what was typed, Esc leaves it; an input method's own Enter does neither. */
function TypedInput({
  labelledBy,
  text,
  onDone,
  onLeave,
}: Readonly<{ labelledBy: string; text: string; onDone: (text: string) => void; onLeave: () => void }>) {
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    const element = input.current;
    element?.focus();
    // One sign is what somebody has begun to type; more is the old value, to be replaced.
    if (text.length > 1) element?.select();
  }, [text]);
  const end = (act: () => void) => {
    if (isOver.current) return;
    isOver.current = true;
    act();
  };
  return (
    <input
      ref={input}
      aria-labelledby={labelledBy}
      defaultValue={text}
      autoComplete="off"
      spellCheck={false}
      className="min-h-6 w-full min-w-0 flex-1 rounded-sm border border-ctl bg-s2 px-1.5 text-right text-base text-t1"
      onBlur={(event) => end(() => onDone(event.target.value))}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.keyCode === 229) return;
        const { value } = event.currentTarget;
        if (event.key === 'Enter') end(() => onDone(value));
        else if (event.key === 'Escape') end(onLeave);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}

import { useQuery } from '@tanstack/react-query';
import { type PointerEvent, type ReactNode, useEffect, useRef } from 'react';
import { isTyping, keyOf, useKeys } from '../app/keys.ts';
import { takesQuery } from '../app/queries.ts';
import { useDirect, useView } from '../direct/direct-context.ts';
import { useStore } from '../parts/use-store.ts';
import { useWords } from '../words/use-words.ts';
import { comparing, pairOf, wipedBy } from './compare.ts';
import { numbered } from './take-state.ts';
import { TakeVideo } from './take-video.tsx';

/** Takes over the picture box: one at the playhead, or two held against each other. Nothing while the stage is shown. */
export function TakeView() {
  const { film, shotId } = useDirect();
  const { takeId, otherTakeId } = useView(({ takeId, otherTakeId }) => ({ takeId, otherTakeId }));
  const { mode } = useStore(comparing, (state) => ({ mode: state.mode }));
  const takes = useQuery(takesQuery(film.projectId, shotId));
  const all = numbered(takes.data ?? []);
  const of = (id: string) => all.find(({ take }) => take.id === id);
  const pair = mode === null ? null : pairOf(takeId, otherTakeId);
  if (pair === null) {
    const shown = takeId === null ? undefined : of(takeId);
    return shown === undefined ? null : <TakeVideo {...shown} />;
  }
  const picture = (id: string | null, side: 'left' | 'right' = 'left') => {
    const found = id === null ? undefined : of(id);
    return found === undefined ? null : <TakeVideo {...found} side={side} />;
  };
  const hasStage = pair.left === null || pair.right === null;
  switch (mode) {
    case 'side':
      return <Beside left={picture(pair.left ?? pair.right)} right={hasStage ? null : picture(pair.right, 'right')} />;
    case 'wipe':
      return <Wipe under={hasStage ? null : picture(pair.right, 'right')} over={picture(pair.left ?? pair.right)} />;
    case 'flip':
      return <Flip front={picture(pair.left)} back={picture(pair.right)} />;
    case null:
      return null;
    default:
      return mode satisfies never;
  }
}

function Beside({ left, right }: Readonly<{ left: ReactNode; right: ReactNode }>) {
  return (
    <div className="absolute inset-0 flex items-center" {...(right === null ? { 'data-stage': 'beside' } : {})}>
      <div className="relative h-1/2 w-1/2 border-r border-casing">{left}</div>
      <div className="relative h-1/2 w-1/2">
        {right}
        {right === null ? <StageTag /> : null}
      </div>
    </div>
  );
}

function StageTag() {
  const { t } = useWords();
  return <span className="absolute right-2 bottom-2 rounded-sm bg-scrim px-2 py-0.5 text-small text-t1">{t('takes.stage')}</span>;
}

/** The first one left of a handle, the other right of it. */
function Wipe({ under, over }: Readonly<{ under: ReactNode; over: ReactNode }>) {
  const { t } = useWords();
  const { wipeRatio } = useStore(comparing, (state) => ({ wipeRatio: state.wipeRatio }));
  const box = useRef<HTMLDivElement>(null);
  const put = (event: PointerEvent) => {
    const { left, width } = box.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    comparing.set({ wipeRatio: Math.min(1, Math.max(0, (event.clientX - left) / width)) });
  };
  const percent = `${wipeRatio * 100}%`;
  return (
    <div ref={box} className="absolute inset-0" {...(under === null ? { 'data-stage': 'under' } : {})}>
      {under ?? <StageTag />}
      <div className="absolute inset-0" style={{ clipPath: `inset(0 ${100 - wipeRatio * 100}% 0 0)` }}>
        {over}
      </div>
      <div
        role="slider"
        tabIndex={0}
        aria-label={t('takes.wipeHandle')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(wipeRatio * 100)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          put(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && put(event)}
        onKeyDown={(event) => {
          const to = wipedBy(event.key, event.shiftKey, wipeRatio);
          if (to === null) return;
          event.preventDefault();
          comparing.set({ wipeRatio: to });
        }}
        className="absolute inset-y-0 -ml-3 w-6 cursor-ew-resize touch-none"
        style={{ left: percent }}
      >
        <span className="absolute inset-y-0 left-1/2 w-[3.5px] -translate-x-1/2 bg-casing" />
        <span className="absolute inset-y-0 left-1/2 w-[1.5px] -translate-x-1/2 bg-t1" />
        <span className="absolute top-1/2 left-1/2 size-5 -translate-1/2 rounded-full border-2 border-casing bg-t1" />
      </div>
    </div>
  );
}

/** One over the other; the back is shown for as long as the button or `\` is held. A null one is the stage. */
function Flip({ front, back }: Readonly<{ front: ReactNode; back: ReactNode }>) {
  const { t } = useWords();
  const { isFlipped } = useStore(comparing, (state) => ({ isFlipped: state.isFlipped }));
  const flip = (to: boolean) => comparing.set({ isFlipped: to });
  useKeys((event) => {
    if (isTyping(event) || keyOf(event) !== '\\') return false;
    flip(true);
    return true;
  });
  useEffect(() => {
    const back = () => comparing.set({ isFlipped: false });
    const up = (event: KeyboardEvent) => keyOf(event) === '\\' && back();
    addEventListener('keyup', up);
    addEventListener('blur', back);
    return () => {
      removeEventListener('keyup', up);
      removeEventListener('blur', back);
      back();
    };
  }, []);
  // Both stay loaded, so that the flip is at once.
  const layer = (picture: ReactNode, isOn: boolean) => (
    <div className={`absolute inset-0 ${isOn ? '' : 'invisible'}`} {...(picture === null && isOn ? { 'data-stage': 'under' } : {})}>
      {picture ?? <StageTag />}
    </div>
  );
  return (
    <div className="absolute inset-0">
      {layer(front, !isFlipped)}
      {layer(back, isFlipped)}
      <button
        type="button"
        aria-pressed={isFlipped}
        onPointerDown={() => flip(true)}
        onPointerUp={() => flip(false)}
        onPointerLeave={() => flip(false)}
        onKeyDown={(event) => event.key === ' ' && flip(true)}
        onKeyUp={(event) => event.key === ' ' && flip(false)}
        className="absolute bottom-2 left-1/2 min-h-8 -translate-x-1/2 rounded-md bg-scrim px-3 text-small text-t1"
      >
        {t('takes.flip')}
        <kbd className="ml-2 font-mono text-micro text-t2">\</kbd>
      </button>
    </div>
  );
}

import { useEffect, useState } from 'react';
import { isTyping, keyOf, useKeys } from '../../app/keys.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, usePreview, useShot, useView } from '../direct-context.ts';
import { pointOf } from './tool-surface.tsx';

/** The still as it was, cut as the first frame is: left of a line that can be dragged, or all of it while \ is held. */
export function BeforeWipe() {
  const { t } = useWords();
  const { view } = useDirect();
  const picture = useShot((state) => state.shot.picture);
  const ratio = useView((state) => state.beforeRatio);
  const facts = usePreview((state) => state.facts);
  const window = usePreview((state) => state.fit?.staging.window ?? null);
  const [isHeld, setIsHeld] = useState(false);
  useKeys((event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || keyOf(event) !== '\\') return false;
    setIsHeld(true);
    return true;
  });
  useEffect(() => {
    const onKeyUp = (event: KeyboardEvent) => keyOf(event) === '\\' && setIsHeld(false);
    const letGo = () => setIsHeld(false);
    addEventListener('keyup', onKeyUp);
    addEventListener('blur', letGo);
    return () => {
      removeEventListener('keyup', onKeyUp);
      removeEventListener('blur', letGo);
    };
  }, []);
  const shown = isHeld ? 1 : ratio;
  if (shown === null || picture === undefined) return null;
  const put = (next: number) => view.set({ beforeRatio: Math.max(0, Math.min(1, next)) });
  // The photograph, placed so that the first frame's part of it fills the box.
  const place =
    facts === null || window === null
      ? { left: 0, top: 0, width: 1, height: 1 }
      : {
          left: (facts.photo.xPx - window.xPx) / window.widthPx,
          top: (facts.photo.yPx - window.yPx) / window.heightPx,
          width: facts.photo.widthPx / window.widthPx,
          height: facts.photo.heightPx / window.heightPx,
        };
  const style = Object.fromEntries(Object.entries(place).map(([side, share]) => [side, `${share * 100}%`]));
  return (
    <>
      <div className="pointer-events-none absolute inset-0 overflow-hidden" style={{ clipPath: `inset(0 ${(1 - shown) * 100}% 0 0)` }}>
        <img src={`/api/v1/assets/${picture}/bytes`} alt={t('viewport.before')} className="absolute max-w-none" style={style} />
      </div>
      {isHeld || ratio === null ? null : (
        <div
          role="slider"
          tabIndex={0}
          aria-label={t('viewport.beforeLine')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(ratio * 100)}
          aria-orientation="horizontal"
          className="absolute inset-y-0 z-10 flex w-6 -translate-x-1/2 cursor-ew-resize touch-none justify-center"
          style={{ left: `${ratio * 100}%` }}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={(event) => {
            const box = event.currentTarget.parentElement;
            if (box !== null && event.buttons === 1) put(pointOf(event, box).xRatio);
          }}
          onKeyDown={(event) => {
            const step = event.shiftKey ? 0.1 : 0.01;
            const to = { ArrowLeft: ratio - step, ArrowRight: ratio + step, Home: 0, End: 1 }[event.key];
            if (to === undefined) return;
            event.preventDefault();
            put(to);
          }}
        >
          <span className="h-full w-0.5 bg-t1 ring-1 ring-casing" aria-hidden />
        </div>
      )}
    </>
  );
}

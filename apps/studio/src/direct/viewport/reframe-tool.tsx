import { isSameShape, startCentreIn } from '@fantascope/film';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { ScrubField } from '../../parts/scrub-field.tsx';
import { useWords } from '../../words/use-words.ts';
import { useDirect, usePreview, useShot } from '../direct-context.ts';
import { DoubledLine, LineSheet } from './doubled-line.tsx';
import { cornersOf, type PhotoInWindow } from './first-frame.ts';
import { NoteButton } from './picture-note.tsx';
import { carriedCentre, centreOf, isSameCentre, reachOf, reframed, windowAbout } from './reframe.ts';
import { StillPart } from './still-part.tsx';
import { ToolSurface } from './tool-surface.tsx';
import { useGesture } from './use-gesture.ts';

const frame = cornersOf({ xRatio: 0, yRatio: 0, widthRatio: 1, heightRatio: 1 });

/** T: which part of the photograph the first frame shows, in this shape of frame. What lies outside is dimmed; other shapes keep their own. */
export function ReframeTool() {
  const { view } = useDirect();
  const photo = usePreview((state) => state.facts?.photo ?? null);
  const window = usePreview((state) => state.fit?.staging.window ?? null);
  useEffect(() => view.set({ tSec: 0, isPlaying: false }), [view]);
  return photo === null || window === null ? null : <Reframing place={{ photo, window }} />;
}

function Reframing({ place }: Readonly<{ place: PhotoInWindow }>) {
  const { t } = useWords();
  const { store, film } = useDirect();
  const aspectRatio = film.document.widthPx / film.document.heightPx;
  const shot = useShot((state) => state.shot);
  const gesture = useGesture();
  const drag = useRef<Readonly<{ x: number; y: number }> | null>(null);
  const own = startCentreIn(shot, aspectRatio);
  const isOwnShape = shot.startCentres?.some((each) => isSameShape(each.aspectRatio, aspectRatio)) === true;
  const shown = centreOf(place);
  // A centre that the photograph's border does not allow is shown where the window really is.
  const centre = own === undefined ? shown : carriedCentre(own, { x: 0, y: 0 }, place);
  const window = windowAbout(centre, place);
  const isDrawn = isSameCentre(centre, shown);
  const reach = reachOf(place);
  const put = (next: typeof centre) => gesture.edit(reframed(store.state().shot, { aspectRatio, centre: next }));
  const carry = (x: number, y: number) => {
    const now = startCentreIn(store.state().shot, aspectRatio) ?? shown;
    put(carriedCentre(carriedCentre(now, { x: 0, y: 0 }, place), { x, y }, place));
  };
  const onPointerMove = (event: PointerEvent) => {
    const last = drag.current;
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (last === null || box === undefined) return;
    drag.current = { x: event.clientX, y: event.clientY };
    // The photograph follows the hand, so the frame goes the other way over it.
    const shareX = window.widthPx / place.photo.widthPx / box.width;
    const shareY = window.heightPx / place.photo.heightPx / box.height;
    carry((last.x - event.clientX) * shareX, (last.y - event.clientY) * shareY);
  };
  const release = () => {
    drag.current = null;
    gesture.end();
  };
  const leave = () => {
    gesture.edit(reframed(store.state().shot, { aspectRatio, centre: null }));
    gesture.end();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const step = event.shiftKey ? 0.05 : 0.01;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const way = steps[event.key];
    if (event.key === 'Escape' && gesture.isOn()) {
      drag.current = null;
      gesture.cancel();
    } else if (way !== undefined) {
      carry(...way);
      gesture.endSoon();
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && isOwnShape) leave();
    else return;
    event.preventDefault();
  };
  const number = (axis: 'x' | 'y') => (
    <ScrubField
      label={t(`viewport.frame.${axis}`)}
      value={(axis === 'x' ? centre.xRatio : centre.yRatio) * 100}
      unit="count"
      step={0.1}
      min={reach[axis][0] * 100}
      max={reach[axis][1] * 100}
      isDisabled={reach[axis][0] === reach[axis][1]}
      onChange={(value) => put(axis === 'x' ? { ...centre, xRatio: value / 100 } : { ...centre, yRatio: value / 100 })}
      onEnd={gesture.end}
      onCancel={gesture.cancel}
      className="w-24"
    />
  );
  return (
    <>
      <StillPart place={{ ...place, window }} part="outside" />
      {isDrawn ? null : <StillPart place={{ ...place, window }} part="inside" />}
      <LineSheet>
        <DoubledLine points={frame} hue="now" isClosed />
      </LineSheet>
      <ToolSurface
        label={t('viewport.frameSurface')}
        cursor={drag.current === null ? 'grab' : 'grabbing'}
        className="absolute -inset-[100vmax] touch-none"
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerMove={onPointerMove}
        onPointerUp={release}
        onPointerCancel={release}
      />
      <section
        aria-label={t('viewport.frameBar')}
        data-centre={`${centre.xRatio.toFixed(4)} ${centre.yRatio.toFixed(4)}`}
        className="absolute top-full left-1/2 z-10 mt-2 flex -translate-x-1/2 items-center gap-2 rounded-md bg-scrim px-2 py-1 text-small whitespace-nowrap text-t1"
      >
        {number('x')}
        {number('y')}
        {!isOwnShape ? (
          <span className="text-t2">{t('viewport.frameByItself')}</span>
        ) : (
          <NoteButton onClick={leave}>{t('viewport.frameBack')}</NoteButton>
        )}
      </section>
    </>
  );
}

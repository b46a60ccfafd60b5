import type { Camera } from '@fantascope/film';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { useDirect } from '../direct-context.ts';
import { canNudge, type Nudge, nudged, stillNudge } from './camera-nudge.ts';
import { carried, turned } from './hand.ts';
import { NoteButton, PictureNote } from './picture-note.tsx';
import type { ShownPose } from './shown-camera.ts';
import { ToolSurface } from './tool-surface.tsx';
import { useGesture } from './use-gesture.ts';

/** C: the hand carries the camera itself; the picture follows it. */
export function CameraTool({ shown }: Readonly<{ shown: ShownPose }>) {
  const { t } = useWords();
  const { store, view, preview, film } = useDirect();
  const gesture = useGesture();
  const hand = useRef<{ base: Camera; nudge: Nudge } | null>(null);
  const pointers = useRef(new Map<number, Readonly<{ x: number; y: number }>>());
  const [isAtStart, setIsAtStart] = useState(false);
  const { subjectDistanceM } = shown.camera;
  const options = () => {
    const { tSec, hasAutoKey } = view.state();
    return { tSec, hasAutoKey, fps: film.document.fps, fitted: preview.state().fit };
  };
  const push = (by: Partial<Nudge>) => {
    const { camera } = store.state().shot;
    if (!canNudge(camera, options())) return setIsAtStart(true);
    setIsAtStart(false);
    view.set({ isPlaying: false });
    if (!gesture.isOn()) hand.current = null;
    const { aspectRatio, subject } = shown.camera;
    hand.current ??= { base: { ...camera, aspectRatio, subject }, nudge: stillNudge };
    const { base, nudge } = hand.current;
    const add = (name: keyof Nudge) => (name === 'zoomRatio' ? nudge.zoomRatio * (by.zoomRatio ?? 1) : nudge[name] + (by[name] ?? 0));
    const next = Object.fromEntries(Object.keys(nudge).map((name) => [name, add(name as keyof Nudge)])) as Nudge;
    hand.current = { base, nudge: next };
    const edit = nudged(base, next, options());
    if (edit !== null) gesture.edit(edit);
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const onPointerMove = (event: PointerEvent) => {
    const last = pointers.current.get(event.pointerId);
    if (last === undefined) return;
    const others = [...pointers.current].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    const now = { x: event.clientX, y: event.clientY };
    pointers.current.set(event.pointerId, now);
    const { width } = event.currentTarget.getBoundingClientRect();
    push(carried({ last, now, other: others[0] ?? null }, { width, shift: event.shiftKey, alt: event.altKey, ...shown }));
  };
  const release = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
    if (pointers.current.size === 0) gesture.end();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && gesture.isOn()) {
      pointers.current.clear();
      gesture.cancel();
    } else {
      const stepM = subjectDistanceM * (event.shiftKey ? 0.1 : 0.01);
      const steps: Readonly<Record<string, Partial<Nudge>>> = {
        ArrowLeft: { truckM: -stepM },
        ArrowRight: { truckM: stepM },
        ArrowUp: { dollyM: stepM },
        ArrowDown: { dollyM: -stepM },
        PageUp: { pedestalM: stepM },
        PageDown: { pedestalM: -stepM },
      };
      const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : steps[event.key];
      if (step === undefined) return;
      push(step);
      gesture.endSoon();
    }
    event.preventDefault();
  };
  return (
    <>
      <ToolSurface
        label={t('viewport.cameraSurface')}
        cursor="grab"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={release}
        onPointerCancel={release}
        onKeyDown={onKeyDown}
        onTurn={(event) => {
          push(turned(event, subjectDistanceM));
          gesture.endSoon();
        }}
      />
      {isAtStart ? (
        <div className="pointer-events-none absolute inset-x-2 bottom-2 flex justify-center">
          <PictureNote
            act={
              <NoteButton
                onClick={() => {
                  view.set({ tSec: shown.camera.lengthSec, isPlaying: false });
                  setIsAtStart(false);
                }}
              >
                {t('viewport.toEnd')}
              </NoteButton>
            }
          >
            {t('viewport.firstFrame')}
          </PictureNote>
        </div>
      ) : null}
    </>
  );
}

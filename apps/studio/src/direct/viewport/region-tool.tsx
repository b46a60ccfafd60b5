import type { Region } from '@fantascope/film';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { PicturePoint } from '../../preview/distance-at.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, usePreview, useView } from '../direct-context.ts';
import { DoubledLine, LineSheet } from './doubled-line.tsx';
import { adjusted, boxOf, cornersOf, LEAST_REGION_RATIO, regionDrawn } from './first-frame.ts';
import { PictureNote } from './picture-note.tsx';
import { landOn, roundedRegion } from './region-edit.ts';
import { RegionHandles } from './region-handles.tsx';
import { RegionTag } from './region-tag.tsx';
import { type ShownPose, useLandings } from './shown-camera.ts';
import { pointOf, ToolSurface } from './tool-surface.tsx';
import { useDrawnIn } from './use-drawn-in.ts';
import { useGesture } from './use-gesture.ts';

/** R: a rectangle that the camera lands on. */
export function RegionTool({ shown }: Readonly<{ shown: ShownPose }>) {
  const { t } = useWords();
  const { store, view, film } = useDirect();
  const selection = useView((state) => state.selection);
  const windowPx = usePreview((state) => state.fit?.staging.window.widthPx ?? 0);
  const drawnIn = useDrawnIn();
  const gesture = useGesture();
  const [from, setFrom] = useState<PicturePoint | null>(null);
  const [to, setTo] = useState<PicturePoint | null>(null);
  // What was pressed and let go before the next frame is drawn is a rectangle too.
  const pressed = useRef<PicturePoint | null>(null);
  const [tooSmall, setTooSmall] = useState<number | null>(null);
  const landings = useLandings();
  const chosen = landings.find(({ index }) => selection?.what === 'move' && selection.index === index) ?? landings.at(-1);
  const tag = useRef<HTMLDivElement>(null);

  const land = (region: Region) => {
    setTooSmall(null);
    const { tSec } = view.state();
    const { edit, index } = landOn(store.state().shot.camera, roundedRegion(region), {
      tSec,
      fps: film.document.fps,
      drawnIn: drawnIn.part,
    });
    gesture.edit([...(index === null ? [] : drawnIn.pins()), edit]);
    gesture.end();
    if (index !== null) view.set({ selection: { what: 'move', index }, isPlaying: false });
  };
  const change = (region: Region) => {
    if (chosen === undefined) return;
    gesture.edit(drawnIn.change(chosen, region));
  };
  const drawn = from === null || to === null ? null : boxAround(from, to);
  const letGo = () => {
    pressed.current = null;
    setFrom(null);
    setTo(null);
  };
  const release = (event: PointerEvent) => {
    const start = pressed.current;
    letGo();
    if (start === null) return;
    const drawn = boxAround(start, pointOf(event, event.currentTarget));
    if (Math.max(drawn.widthRatio, drawn.heightRatio) < 0.01) return;
    const region = drawn.widthRatio <= 0 || drawn.heightRatio <= 0 ? null : regionDrawn(shown.camera, shown.pose, drawn);
    const size = region === null ? 0.02 : Math.max(region.widthRatio, region.heightRatio);
    if (region === null || region.widthRatio < LEAST_REGION_RATIO || region.heightRatio < LEAST_REGION_RATIO) {
      // By how much the photograph would be enlarged to fill the film's frame.
      return setTooSmall(film.document.widthPx / Math.max(1, windowPx * size));
    }
    land(region);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.target !== event.currentTarget) return;
    const step = event.shiftKey ? 0.05 : 0.01;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const way = steps[event.key];
    if (event.key === 'Escape' && (from !== null || gesture.isOn())) {
      letGo();
      gesture.cancel();
    } else if (event.key === 'Enter') {
      if (chosen === undefined) land(shown.camera.subject);
      else tag.current?.querySelector('select')?.focus();
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && chosen !== undefined) {
      gesture.edit({ kind: 'remove-move', index: chosen.index });
      gesture.end();
      view.set({ selection: null });
    } else if (way !== undefined && chosen !== undefined) {
      const [x, y] = way;
      change(adjusted(chosen.region, event.altKey ? { width: x, height: -y } : { x, y }));
      gesture.endSoon();
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <ToolSurface
        label={t('viewport.regionSurface')}
        cursor="crosshair"
        onKeyDown={onKeyDown}
        onPointerDown={(event: PointerEvent) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setTooSmall(null);
          pressed.current = pointOf(event, event.currentTarget);
          setFrom(pressed.current);
          setTo(null);
        }}
        onPointerMove={(event) => pressed.current !== null && setTo(pointOf(event, event.currentTarget))}
        onPointerUp={release}
        onPointerCancel={letGo}
        onDoubleClick={() => land(shown.camera.subject)}
      >
        {drawn === null ? null : (
          <LineSheet>
            <DoubledLine points={cornersOf(drawn)} hue="now" isClosed dash="4 3" />
          </LineSheet>
        )}
      </ToolSurface>
      {chosen === undefined ? null : (
        <>
          <RegionHandles shown={shown} region={chosen.region} gesture={gesture} onChange={change} />
          <div ref={tag}>
            <RegionTag shown={shown} landing={chosen} />
          </div>
        </>
      )}
      <div className="pointer-events-none absolute inset-x-2 bottom-2 flex justify-center">
        {tooSmall === null ? null : <PictureNote isWarning>{t('viewport.tooSmall', { times: tooSmall.toFixed(0) })}</PictureNote>}
        {tooSmall === null && chosen === undefined ? <PictureNote>{t('viewport.regionHint')}</PictureNote> : null}
      </div>
    </>
  );
}

function boxAround(a: PicturePoint, b: PicturePoint): Region {
  const box = boxOf([a, b]);
  if (box !== null) return box;
  return {
    xRatio: Math.min(a.xRatio, b.xRatio),
    yRatio: Math.min(a.yRatio, b.yRatio),
    widthRatio: Math.abs(a.xRatio - b.xRatio),
    heightRatio: Math.abs(a.yRatio - b.yRatio),
  };
}

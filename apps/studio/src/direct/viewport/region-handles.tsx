import type { Region } from '@fantascope/film';
import { useRef } from 'react';
import { useWords } from '../../words/use-words.ts';
import { adjusted, boxOf, cornersOf, fromFirstFrame, inFirstFrame, LEAST_REGION_RATIO } from './first-frame.ts';
import type { ShownPose } from './shown-camera.ts';
import { pointOf } from './tool-surface.tsx';
import type { useGesture } from './use-gesture.ts';

const corners = ['topLeft', 'topRight', 'bottomRight', 'bottomLeft'] as const;

/** The four corners of a rectangle to pull at, and its middle to carry it by. 9 px are drawn, 24 px hit. */
export function RegionHandles({
  shown: { camera, pose },
  region,
  gesture,
  onChange,
}: Readonly<{ shown: ShownPose; region: Region; gesture: ReturnType<typeof useGesture>; onChange: (region: Region) => void }>) {
  const { t } = useWords();
  const drag = useRef<{ start: Region; from: Readonly<{ xRatio: number; yRatio: number }> } | null>(null);
  const places = cornersOf(region);
  const middle = { xRatio: region.xRatio + region.widthRatio / 2, yRatio: region.yRatio + region.heightRatio / 2 };
  const handle = (name: (typeof corners)[number] | 'middle', place: Readonly<{ xRatio: number; yRatio: number }>) => {
    const at = fromFirstFrame(camera, pose, place);
    if (at === null) return null;
    const pull = (event: React.PointerEvent) => {
      const box = event.currentTarget.parentElement;
      const own = drag.current;
      if (box === null || own === null) return;
      const now = inFirstFrame(camera, pose, pointOf(event, box));
      if (now === null) return;
      if (name === 'middle') return onChange(adjusted(own.start, { x: now.xRatio - own.from.xRatio, y: now.yRatio - own.from.yRatio }));
      const across = cornersOf(own.start)[(corners.indexOf(name) + 2) % 4];
      const next = across === undefined ? null : boxOf([now, across]);
      if (next !== null && next.widthRatio >= LEAST_REGION_RATIO && next.heightRatio >= LEAST_REGION_RATIO) onChange(next);
    };
    const end = () => {
      drag.current = null;
      gesture.end();
    };
    const grow = (event: React.KeyboardEvent) => {
      const step = event.shiftKey ? 0.05 : 0.01;
      const x = event.key === 'ArrowLeft' ? -step : event.key === 'ArrowRight' ? step : 0;
      const y = event.key === 'ArrowUp' ? -step : event.key === 'ArrowDown' ? step : 0;
      if (x === 0 && y === 0) return;
      event.preventDefault();
      const across = cornersOf(region)[(corners.indexOf(name as (typeof corners)[number]) + 2) % 4];
      const next =
        name === 'middle' || across === undefined ? null : boxOf([{ xRatio: place.xRatio + x, yRatio: place.yRatio + y }, across]);
      if (name === 'middle') onChange(adjusted(region, { x, y }));
      else if (next !== null && Math.min(next.widthRatio, next.heightRatio) >= LEAST_REGION_RATIO) onChange(next);
      gesture.endSoon();
    };
    return (
      <button
        key={name}
        type="button"
        aria-label={t(`viewport.handle.${name}`)}
        className="absolute flex size-6 -translate-x-1/2 -translate-y-1/2 touch-none items-center justify-center rounded-sm outline-offset-0"
        style={{ left: `${at.xRatio * 100}%`, top: `${at.yRatio * 100}%`, cursor: name === 'middle' ? 'move' : 'nwse-resize' }}
        onKeyDown={grow}
        onPointerDown={(event) => {
          const box = event.currentTarget.parentElement;
          const from = box === null ? null : inFirstFrame(camera, pose, pointOf(event, box));
          if (event.button !== 0 || from === null) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { start: region, from };
        }}
        onPointerMove={pull}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <span className={`block border border-casing bg-now ${name === 'middle' ? 'size-2 rounded-full' : 'size-[9px]'}`} aria-hidden />
      </button>
    );
  };
  return (
    <>
      {places.map((place, i) => handle(corners[i] as (typeof corners)[number], place))}
      {handle('middle', middle)}
    </>
  );
}

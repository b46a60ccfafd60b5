import type { Camera, Pose } from '@fantascope/film';
import type { KeyboardEvent } from 'react';
import { isMoves, type ShotEdit } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect } from '../direct-context.ts';
import { nudged, stillNudge } from '../viewport/camera-nudge.ts';
import type { ShownPose } from '../viewport/shown-camera.ts';
import { fanAt, VIEW_PX } from './map-drawing.tsx';
import { lensTo } from './map-frame.ts';
import type { MapDrag } from './use-map-drag.ts';
import { MAP_PX, type MapFrame } from './use-map-frame.ts';

/** The edges of the playhead's view as handles: a drag opens or closes it, which is the lens there. Arrows do it by a millimetre (Shift ×10). */
export function MapLens({ shown, frame, drag }: Readonly<{ shown: ShownPose; frame: MapFrame; drag: MapDrag }>) {
  const { t } = useWords();
  const { store, film } = useDirect();
  const { tSec } = shown;
  const put = (base: Camera, pose: Pose, lensMm: number) => {
    const edit = lensEdit(base, { tSec, fps: film.document.fps, fromMm: pose.lensMm, toMm: Math.max(12, Math.min(300, lensMm)) });
    if (edit !== null) drag.gesture.edit(edit);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const way = /^Arrow(Up|Right)$/.test(event.key) ? 1 : /^Arrow(Down|Left)$/.test(event.key) ? -1 : 0;
    if (way === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    put(store.state().shot.camera, shown.pose, Math.round(shown.pose.lensMm) + way * (event.shiftKey ? 10 : 1));
    drag.gesture.endSoon();
  };
  const { at, left, right } = fanAt(shown, frame, { tSec, lengthPx: VIEW_PX });
  return [left, right].map((place, i) => {
    const { x, y } = onSheet(frame.px(at), frame.px(place));
    return (
      <div
        key={i === 0 ? 'left' : 'right'}
        role="slider"
        // One of the two is enough to reach by Tab: they are one number.
        tabIndex={i === 0 ? 0 : -1}
        data-lens-edge={i === 0 ? 'left' : 'right'}
        aria-label={t('map.lensEdge', { seconds: tSec.toFixed(2) })}
        aria-valuemin={12}
        aria-valuemax={300}
        aria-valuenow={Math.round(shown.pose.lensMm)}
        aria-valuetext={t('map.lensValue', { mm: Math.round(shown.pose.lensMm) })}
        title={`${t('map.lensEdge', { seconds: tSec.toFixed(2) })} · ${t('map.lensValue', { mm: Math.round(shown.pose.lensMm) })}`}
        className="touch-target absolute flex size-6 -translate-1/2 cursor-col-resize touch-none items-center justify-center rounded-full"
        style={{ left: `${(x / MAP_PX.widthPx) * 100}%`, top: `${(y / MAP_PX.heightPx) * 100}%` }}
        onKeyDown={onKeyDown}
        {...drag.on(() => {
          const base = store.state().shot.camera;
          const { pose } = shown;
          const { aspectRatio } = shown.camera;
          return (now) => put(base, pose, lensTo(frame.side, pose, { place: now, aspectRatio }));
        })}
      >
        <span aria-hidden className="size-1.5 rounded-full border border-now bg-s1" />
      </div>
    );
  });
}

const INSET_PX = 10;

/** The end of an edge, or the farthest place of that edge that is still on the map: a handle that is cut off cannot be taken. */
function onSheet(from: Place, to: Place): Place {
  const room = (start: number, way: number, most: number) =>
    way > 0 ? (most - INSET_PX - start) / way : way < 0 ? (INSET_PX - start) / way : 1;
  const share = Math.min(1, room(from.x, to.x - from.x, MAP_PX.widthPx), room(from.y, to.y - from.y, MAP_PX.heightPx));
  const held = Math.max(0.55, share);
  return { x: from.x + (to.x - from.x) * held, y: from.y + (to.y - from.y) * held };
}

type Place = Readonly<{ x: number; y: number }>;

/** The edit that brings the lens at a time to so many millimetres; at the first frame it is the photograph's own lens that changes. */
function lensEdit(
  base: Camera,
  { tSec, fps, fromMm, toMm }: Readonly<{ tSec: number; fps: number; fromMm: number; toMm: number }>,
): ShotEdit | null {
  if (isMoves(base) && tSec <= 0.5 / fps) return { kind: 'rig', field: 'lensMm', value: Math.round(toMm * 10) / 10 };
  return nudged(base, { ...stillNudge, zoomRatio: toMm / fromMm }, { tSec, fps, hasAutoKey: true, fitted: null });
}

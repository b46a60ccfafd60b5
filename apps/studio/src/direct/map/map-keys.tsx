import type { Camera, Vec3 } from '@fantascope/film';
import type { KeyboardEvent } from 'react';
import { isMoves } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect } from '../direct-context.ts';
import { nudged, stillNudge } from '../viewport/camera-nudge.ts';
import type { ShownPose } from '../viewport/shown-camera.ts';
import { type MapPlace, offMap, onMap } from './map-frame.ts';
import type { MapDrag } from './use-map-drag.ts';
import { MAP_PX, type MapFrame } from './use-map-frame.ts';

/** The camera's keys on the map: dragged in its plane (Shift keeps to one axis), or moved by arrows 0.01 m (Shift ×10). */
export function MapKeys({ shown, frame, drag }: Readonly<{ shown: ShownPose; frame: MapFrame; drag: MapDrag }>) {
  const { t } = useWords();
  const { store, view, film } = useDirect();
  const { side, px } = frame;
  const carry = (base: Camera, tSec: number, [truckM, pedestalM, ahead]: Vec3) => {
    const camera = { ...base, aspectRatio: shown.camera.aspectRatio, subject: shown.camera.subject };
    const edit = nudged(
      camera,
      { ...stillNudge, truckM, pedestalM, dollyM: -ahead },
      { tSec, fps: film.document.fps, hasAutoKey: true, fitted: null },
    );
    if (edit !== null) drag.gesture.edit(edit);
  };
  const onKeyDown = (event: KeyboardEvent, tSec: number) => {
    const stepM = event.shiftKey ? 0.1 : 0.01;
    const steps: Readonly<Record<string, MapPlace>> = {
      ArrowLeft: { across: -stepM, up: 0 },
      ArrowRight: { across: stepM, up: 0 },
      ArrowUp: { across: 0, up: stepM },
      ArrowDown: { across: 0, up: -stepM },
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    carry(store.state().shot.camera, tSec, offMap(side, step));
    drag.gesture.endSoon();
  };
  return frame.keys
    .filter((tSec) => tSec > 0 || !isMoves(shown.camera))
    .map((tSec) => {
      const [x, y, z] = shown.path(tSec).position;
      const at = px(onMap(side, [x, y, z]));
      return (
        <button
          key={tSec}
          type="button"
          data-key={tSec.toFixed(3)}
          aria-label={t('map.key', { seconds: tSec.toFixed(2), x: x.toFixed(2), y: y.toFixed(2), z: z.toFixed(2) })}
          className="touch-target absolute flex size-6 -translate-1/2 touch-none items-center justify-center"
          style={{ left: `${(at.x / MAP_PX.widthPx) * 100}%`, top: `${(at.y / MAP_PX.heightPx) * 100}%` }}
          onKeyDown={(event) => onKeyDown(event, tSec)}
          {...drag.on((from) => {
            const base = store.state().shot.camera;
            view.set({ tSec, isPlaying: false });
            return (now, event) => {
              const by = { across: now.across - from.across, up: now.up - from.up };
              const isAcross = Math.abs(by.across) > Math.abs(by.up);
              carry(base, tSec, offMap(side, event.shiftKey ? { across: isAcross ? by.across : 0, up: isAcross ? 0 : by.up } : by));
            };
          })}
        >
          <span aria-hidden className="size-2 rotate-45 border border-casing bg-cam" />
        </button>
      );
    });
}

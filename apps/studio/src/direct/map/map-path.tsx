import { KeyframesCamera } from '@fantascope/film';
import { isMoves, type ShotEdit } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect } from '../direct-context.ts';
import { bakedKeyframes } from '../tracks/bake.ts';
import type { ShownPose } from '../viewport/shown-camera.ts';
import { bent } from './bend.ts';
import { nearestSec, offMap, onMap } from './map-frame.ts';
import type { MapDrag } from './use-map-drag.ts';
import type { MapFrame } from './use-map-frame.ts';

/**
 * The way as something to take hold of: a drag bends it, which adds a key. Moves cannot bend: they become a free path first, in the same step of undo, and `onBent` hears
 * how many keys that made. By keyboard: S sets a key, arrows move it.
 */
export function MapPath({
  shown,
  frame,
  drag,
  onBent,
}: Readonly<{ shown: ShownPose; frame: MapFrame; drag: MapDrag; onBent: (keys: number) => void }>) {
  const { t } = useWords();
  const { store, view } = useDirect();
  const { side, px } = frame;
  const { lengthSec } = shown.camera;
  const places = Array.from({ length: 61 }, (_, i) => px(onMap(side, shown.path((lengthSec * i) / 60).position)));
  return (
    <polyline
      data-bend
      points={places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
      className="cursor-grab touch-none fill-none stroke-transparent active:cursor-grabbing"
      strokeWidth={12}
      strokeLinecap="round"
      pointerEvents="stroke"
      {...drag.on((from) => {
        const { camera } = store.state().shot;
        const tSec = nearestSec((at) => onMap(side, shown.path(at).position), lengthSec, from);
        // The first frame is the photograph: it cannot be pulled off.
        if (tSec < 0.05) return null;
        let base: KeyframesCamera | null = isMoves(camera) ? null : camera;
        view.set({ tSec, isPlaying: false });
        return ({ across, up }) => {
          if (base === null) {
            const { aspectRatio, lensMm, subjectDistanceM } = shown.camera;
            const keyframes = bakedKeyframes(shown.camera);
            base = KeyframesCamera.parse({ aspectRatio, lengthSec, lensMm, subjectDistanceM, keyframes });
          }
          const keyframes = bent(base, { tSec, by: offMap(side, { across: across - from.across, up: up - from.up }) });
          const edits: ShotEdit[] = [{ kind: 'keyframes', keyframes }];
          if (isMoves(camera)) {
            edits.push({ kind: 'put', field: 'sentence', value: undefined });
            onBent(keyframes.length);
          }
          drag.gesture.edit(edits);
        };
      })}
    >
      <title>{t('map.bendHint')}</title>
    </polyline>
  );
}

import { headAngles, headOrientation, type Keyframe } from '@fantascope/film';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from '../../parts/icon-button.tsx';
import { ScrubField } from '../../parts/scrub-field.tsx';
import { isMoves } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot, useView } from '../direct-context.ts';
import { momentsOf } from '../tracks/clip-layout.ts';
import { keyAdded } from '../tracks/retime.ts';
import { useShownPath } from '../tracks/use-shown-path.ts';

const places = ['x', 'y', 'z'] as const;
const turns = ['pan', 'tilt', 'roll'] as const;
const limits = { pan: 180, tilt: 85, roll: 180 } as const;
const deg = 180 / Math.PI;

/** Where the camera is and where it looks at the playhead: numbers to edit on a free path, to read where moves make them. */
export function PoseFields() {
  const { t } = useWords();
  const { store, view } = useDirect();
  const camera = useShot(({ shot }) => shot.camera);
  const tSec = useView((state) => state.tSec);
  const { path } = useShownPath();
  const pose = path(tSec);
  const { yawRad, pitchRad, rollRad } = headAngles(pose.orientation);
  const angles = { pan: yawRad * deg, tilt: pitchRad * deg, roll: rollRad * deg };
  const isFree = !isMoves(camera);
  const keyAt = isFree ? camera.keyframes.findIndex((key) => Math.abs(key.tSec - tSec) < 0.02) : -1;
  const put = (change: Partial<Pick<Keyframe, 'position' | 'orientation'>>, gesture: string) => {
    const { camera: now } = store.state().shot;
    if (isMoves(now)) return;
    const own = now.keyframes.find((key) => Math.abs(key.tSec - tSec) < 0.02);
    const key = { ...(own ?? { tSec, position: pose.position, orientation: pose.orientation }), ...change };
    store.edit({ kind: 'keyframes', keyframes: keyAdded(now.keyframes, key) }, gesture);
  };
  const go = (way: 1 | -1) => {
    const moments = momentsOf(camera);
    const next = way === 1 ? moments.find((at) => at > tSec + 1e-3) : moments.findLast((at) => at < tSec - 1e-3);
    if (next !== undefined) view.set({ tSec: next, isPlaying: false });
  };
  const hand = { onEnd: store.endGesture, onCancel: store.cancelGesture };
  const box = 'rounded-sm border border-line bg-s2 pl-2';
  return (
    <div className="flex flex-col gap-2 border-b border-line px-3 py-2">
      <div className="flex items-center gap-2">
        <h2 className="text-head font-semibold">{keyAt === -1 ? t('inspector.atPlayhead') : t('inspector.key', { number: keyAt + 1 })}</h2>
        <span className="font-mono text-small text-t2">{tSec.toFixed(2)} s</span>
        <span className="flex-1" />
        <IconButton label={t('inspector.previous')} keys="↑" icon={<ChevronLeft size={16} strokeWidth={1.6} />} onClick={() => go(-1)} />
        <IconButton label={t('inspector.next')} keys="↓" icon={<ChevronRight size={16} strokeWidth={1.6} />} onClick={() => go(1)} />
      </div>
      <div className="grid grid-cols-3 gap-1.5">
        {places.map((name, axis) => (
          <ScrubField
            key={name}
            {...hand}
            className={box}
            isDisabled={!isFree}
            label={t(`inspector.${name}`)}
            value={pose.position[axis] ?? 0}
            unit="m"
            step={0.01}
            min={-1000}
            max={1000}
            usual={0}
            onChange={(value, gesture) => {
              const [x, y, z] = pose.position;
              put({ position: [axis === 0 ? value : x, axis === 1 ? value : y, axis === 2 ? value : z] }, gesture);
            }}
          />
        ))}
        {turns.map((name) => (
          <ScrubField
            key={name}
            {...hand}
            className={box}
            isDisabled={!isFree}
            label={t(`inspector.${name}`)}
            value={angles[name]}
            unit="deg"
            step={0.1}
            min={-limits[name]}
            max={limits[name]}
            usual={0}
            onChange={(value, gesture) => {
              const next = { ...angles, [name]: value };
              put({ orientation: headOrientation(next.pan / deg, next.tilt / deg, next.roll / deg) }, gesture);
            }}
          />
        ))}
      </div>
      {isFree ? null : <p className="text-micro text-t3">{t('inspector.readOnly')}</p>}
    </div>
  );
}

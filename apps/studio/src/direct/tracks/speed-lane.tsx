import { useMemo } from 'react';
import { useWords } from '../../words/use-words.ts';
import { useView } from '../direct-context.ts';
import { LaneRow } from './lane-row.tsx';
import { leftOf } from './ruler.tsx';
import { axisTop, speedCurve } from './speed-curve.ts';
import { useShownPath } from './use-shown-path.ts';
import { AXIS_PAD_PX } from './use-time-drag.ts';

/** How fast the camera goes, as a curve with its axis; the seconds outside what the picture holds are shaded and named. */
export function SpeedLane() {
  const { t } = useWords();
  const { camera, path, outsideSec } = useShownPath();
  const { lengthSec } = camera;
  const curve = useMemo(() => speedCurve(path, lengthSec), [path, lengthSec]);
  const top = axisTop(curve.most);
  const text = (value: number) => t(curve.unit === 'mps' ? 'tracks.mps' : 'tracks.degps', { value: Number(value.toPrecision(2)) });
  const last = curve.at.length - 1;
  const points = curve.at.map((speed, index) => `${(index / last) * 100},${(1 - speed / top) * 100}`).join(' ');
  const isStill = curve.most < 1e-4;
  const now = useView(({ tSec }) => curve.at[Math.round((Math.min(tSec, lengthSec) / lengthSec) * last)] ?? 0);
  return (
    <LaneRow lane="speed" height="h-[60px]" value={isStill ? t('tracks.still') : text(now)}>
      {outsideSec === null ? null : (
        <div
          className="absolute inset-y-0 border-l border-dashed border-warn bg-warn/15"
          style={{ left: leftOf(outsideSec, lengthSec), right: AXIS_PAD_PX }}
        >
          <span className="absolute top-2.5 right-1 text-micro whitespace-nowrap text-warn">{t('tracks.outside')}</span>
        </div>
      )}
      <div className="absolute inset-y-2" style={{ left: AXIS_PAD_PX, right: AXIS_PAD_PX }}>
        <div className="absolute inset-x-0 top-0 border-t border-line" />
        <div className="absolute inset-x-0 top-1/2 border-t border-line" />
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden className="absolute inset-0 size-full overflow-visible text-cam">
          <polygon points={`0,100 ${points} 100,100`} className="fill-current opacity-10" />
          <polyline points={points} vectorEffect="non-scaling-stroke" className="fill-none stroke-current" strokeWidth={1.5} />
        </svg>
        {isStill ? null : (
          <>
            <span className="absolute top-0 left-1 text-micro leading-3 text-t3">{text(top)}</span>
            <span className="absolute top-1/2 left-1 text-micro leading-3 text-t3">{text(top / 2)}</span>
          </>
        )}
      </div>
    </LaneRow>
  );
}

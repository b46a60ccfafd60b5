// biome-ignore-all lint/a11y/useSemanticElements: the tracks are a grid over time that no table can lay out
// biome-ignore-all lint/a11y/useFocusableInteractive: what can be focused in this cell are its handles
import { useMemo, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { useView } from '../direct-context.ts';
import { useNear, useOutside } from '../use-outside.ts';
import { LaneRow } from './lane-row.tsx';
import { leftOf } from './ruler.tsx';
import { axisTop, type MoveSpeed, speedCurve } from './speed-curve.ts';
import { SpeedHandles } from './speed-handles.tsx';
import { useMoveEase } from './use-move-ease.ts';
import { useShownPath } from './use-shown-path.ts';
import { AXIS_PAD_PX } from './use-time-drag.ts';

const units: Readonly<Record<MoveSpeed['unit'], 'tracks.mps' | 'tracks.degps' | 'tracks.mmps' | 'tracks.focusmps'>> = {
  mps: 'tracks.mps',
  degps: 'tracks.degps',
  mmps: 'tracks.mmps',
  focusmps: 'tracks.focusmps',
};

/**
 * How fast the camera goes, as a curve with its axis; the seconds outside what the picture holds are shaded and named. A selected move is drawn over it with the
 * handles of its ease; where it is measured in something else (degrees, millimetres of lens) it stands alone, on its own axis.
 */
export function SpeedLane() {
  const { t } = useWords();
  const { camera, path } = useShownPath();
  const outside = useOutside();
  const near = useNear();
  const { lengthSec } = camera;
  const whole = useMemo(() => speedCurve(path, lengthSec), [path, lengthSec]);
  const index = useView(({ selection }) => (selection?.what === 'move' ? selection.index : -1));
  const ease = useMoveEase(index);
  const unit = ease?.speed.unit ?? whole.unit;
  const isWholeShown = unit === whole.unit;
  const wanted = axisTop(Math.max(ease?.speed.most ?? 0, ease?.speed.mean ?? 0, isWholeShown ? whole.most : 0));
  // While a hand holds a handle the axis stays: it would run away under it.
  const [held, setHeld] = useState<number | null>(null);
  const top = held ?? wanted;
  const text = (value: number) => t(units[unit], { value: Number(value.toPrecision(2)) });
  const last = whole.at.length - 1;
  const y = (speed: number) => (1 - Math.min(1.1, speed / top)) * 100;
  const points = whole.at.map((speed, i) => `${(i / last) * 100},${y(speed)}`).join(' ');
  const isStill = ease === null && whole.most < 1e-4;
  const now = useView(({ tSec }) => whole.at[Math.round((Math.min(tSec, lengthSec) / lengthSec) * last)] ?? 0);
  const own = ease === null ? '' : ease.speed.at.map((speed, i, all) => `${xOf(ease.move, i / (all.length - 1))},${y(speed)}`).join(' ');
  return (
    <LaneRow
      lane="speed"
      height="h-[60px]"
      value={whole.most < 1e-4 ? t('tracks.still') : t(units[whole.unit], { value: Number(now.toPrecision(2)) })}
    >
      {near.map(({ fromSec, toSec }) => (
        <div
          key={`near ${fromSec}`}
          data-near-span={`${fromSec.toFixed(3)}-${toSec.toFixed(3)}`}
          className="absolute top-0 min-w-1 border-t-2 border-dotted border-warn"
          style={{ left: leftOf(fromSec, lengthSec), width: `calc((100% - ${2 * AXIS_PAD_PX}px) * ${(toSec - fromSec) / lengthSec})` }}
        />
      ))}
      {outside.map(({ fromSec, toSec }) => (
        <div
          key={fromSec}
          data-outside={`${fromSec.toFixed(3)}-${toSec.toFixed(3)}`}
          className="absolute inset-y-0 min-w-0.5 overflow-hidden border-x border-dashed border-warn bg-warn/15"
          style={{ left: leftOf(fromSec, lengthSec), width: `calc((100% - ${2 * AXIS_PAD_PX}px) * ${(toSec - fromSec) / lengthSec})` }}
        >
          <span className="absolute top-2.5 right-1 text-micro whitespace-nowrap text-warn">{t('tracks.outside')}</span>
        </div>
      ))}
      <div role="gridcell" className="absolute inset-y-2" style={{ left: AXIS_PAD_PX, right: AXIS_PAD_PX }}>
        <span className="sr-only">
          {whole.most < 1e-4
            ? t('tracks.still')
            : t('tracks.fastest', {
                speed: t(units[whole.unit], { value: Number(whole.most.toPrecision(2)) }),
                time: ((whole.at.indexOf(whole.most) / last) * lengthSec).toFixed(2),
              })}
        </span>
        <div className="absolute inset-x-0 top-0 border-t border-line" />
        <div className="absolute inset-x-0 top-1/2 border-t border-line" />
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden className="absolute inset-0 size-full overflow-visible text-cam">
          {isWholeShown ? (
            <>
              <polygon points={`0,100 ${points} 100,100`} className="fill-current opacity-10" />
              <polyline
                points={points}
                vectorEffect="non-scaling-stroke"
                className={`fill-none stroke-current ${ease === null ? '' : 'opacity-50'}`}
                strokeWidth={1.5}
              />
            </>
          ) : null}
          {ease === null ? null : (
            <polyline points={own} vectorEffect="non-scaling-stroke" className="fill-none stroke-current" strokeWidth={2} />
          )}
        </svg>
        {isStill ? null : (
          <>
            <span aria-hidden className="pointer-events-none absolute top-0 left-1 text-micro leading-3 text-t3">
              {text(top)}
            </span>
            <span aria-hidden className="pointer-events-none absolute top-1/2 left-1 text-micro leading-3 text-t3">
              {text(top / 2)}
            </span>
          </>
        )}
        {ease === null ? null : (
          <SpeedHandles ease={ease} scale={{ top, text }} lengthSec={lengthSec} onHold={(isHeld) => setHeld(isHeld ? top : null)} />
        )}
      </div>
    </LaneRow>
  );
}

function xOf({ startRatio, endRatio }: Readonly<{ startRatio: number; endRatio: number }>, ratio: number): number {
  return (startRatio + (endRatio - startRatio) * ratio) * 100;
}

import type { Air } from '@fantascope/film';
import type { KeyboardEvent } from 'react';
import { useWords } from '../../words/use-words.ts';
import { useDirect } from '../direct-context.ts';
import { type MapPlace, onMap } from './map-frame.ts';
import type { MapDrag } from './use-map-drag.ts';
import { type AirSpan, MAP_PX, type MapFrame } from './use-map-frame.ts';

/** Half the length of a line of the air on the map, px. */
const HALF_PX = 46;
const EDGE_PX = 10;
const LEAST_M = 0.01;
const MOST_M = 1000;

/** How near and how far what is in the air reaches, as bands of the map; the chosen one's is filled. */
export function AirBands({ frame, air }: Readonly<{ frame: MapFrame; air: readonly AirSpan[] }>) {
  return air.map(({ index, nearM, farM, isChosen }) => {
    const [near, far] = [nearM, farM].map((depthM) => frame.px(onMap(frame.side, [0, 0, -depthM]))) as [Place, Place];
    const isTop = frame.side === 'top';
    const box = isTop
      ? { x: near.x - HALF_PX, width: HALF_PX * 2, y: far.y, height: near.y - far.y }
      : { x: near.x, width: far.x - near.x, y: near.y - HALF_PX, height: HALF_PX * 2 };
    return (
      <rect
        key={index}
        {...box}
        className="fill-air stroke-air"
        fillOpacity={isChosen ? 0.14 : 0}
        strokeOpacity={isChosen ? 1 : 0.5}
        // Only near and far are drawn: the sides mean nothing.
        strokeDasharray={isTop ? `${box.width} ${box.height}` : `0 ${box.width} ${box.height} ${box.width} ${box.height}`}
      />
    );
  });
}

type Place = Readonly<{ x: number; y: number }>;

/** The handles of the chosen kind of air: near and far are dragged, or moved by arrows 0.01 m (Shift ×10). */
export function MapAir({ frame, air, drag }: Readonly<{ frame: MapFrame; air: readonly AirSpan[]; drag: MapDrag }>) {
  const chosen = air.find(({ isChosen }) => isChosen);
  return chosen === undefined
    ? null
    : (['nearM', 'farM'] as const).map((field) => <Handle key={field} field={field} span={chosen} frame={frame} drag={drag} />);
}

function Handle({ field, span, frame, drag }: Readonly<{ field: 'nearM' | 'farM'; span: AirSpan; frame: MapFrame; drag: MapDrag }>) {
  const { t } = useWords();
  const { store } = useDirect();
  const { index, nearM, farM, kind } = span;
  const valueM = span[field];
  const [low, high] = field === 'nearM' ? [LEAST_M, farM - LEAST_M] : [nearM + LEAST_M, MOST_M];
  const put = (air: readonly Air[], wantedM: number) => {
    const own = air[index];
    if (own === undefined) return;
    const value = Math.round(Math.max(low, Math.min(high, wantedM)) * 100) / 100;
    const change = { nearM: own.nearM ?? nearM, farM: own.farM ?? farM, [field]: value };
    if (change.nearM >= change.farM) return;
    drag.gesture.edit({ kind: 'put', field: 'air', value: air.with(index, { ...own, ...change }) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const way = /^Arrow(Up|Right)$/.test(event.key) ? 1 : /^Arrow(Down|Left)$/.test(event.key) ? -1 : 0;
    if (way === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    put(store.state().shot.air, valueM + way * (event.shiftKey ? 0.1 : 0.01));
    drag.gesture.endSoon();
  };
  const depthOf = ({ across, up }: MapPlace) => (frame.side === 'top' ? up : across);
  // The handle stays on the map where its line is beyond it.
  const line = frame.px(onMap(frame.side, [0, 0, -valueM]));
  const [x, y] = [
    Math.max(EDGE_PX, Math.min(MAP_PX.widthPx - EDGE_PX, frame.side === 'top' ? line.x + HALF_PX : line.x)),
    Math.max(EDGE_PX, Math.min(MAP_PX.heightPx - EDGE_PX, frame.side === 'top' ? line.y : line.y + HALF_PX)),
  ];
  const name = t(field === 'nearM' ? 'map.airNear' : 'map.airFar', { name: t(`say.air.${kind}`) });
  return (
    <div
      role="slider"
      tabIndex={0}
      data-air={field}
      aria-label={name}
      aria-valuemin={Number(low.toFixed(2))}
      aria-valuemax={Number(high.toFixed(2))}
      aria-valuenow={Number(valueM.toFixed(2))}
      aria-valuetext={t('map.metres', { metres: valueM.toFixed(2) })}
      title={`${name} · ${t('map.metres', { metres: valueM.toFixed(2) })}`}
      className={`touch-target absolute flex min-h-6 min-w-6 -translate-1/2 touch-none items-center justify-center gap-1 rounded-sm ${frame.side === 'top' ? 'cursor-row-resize' : 'cursor-col-resize'}`}
      style={{ left: `${(x / MAP_PX.widthPx) * 100}%`, top: `${(y / MAP_PX.heightPx) * 100}%` }}
      onKeyDown={onKeyDown}
      {...drag.on((from) => {
        const { air } = store.state().shot;
        return (now) => put(air, valueM + depthOf(now) - depthOf(from));
      })}
    >
      <span aria-hidden className="size-2 rounded-full border border-air bg-s1" />
      <span aria-hidden className="text-micro text-air">
        {valueM.toFixed(2)}
      </span>
    </div>
  );
}

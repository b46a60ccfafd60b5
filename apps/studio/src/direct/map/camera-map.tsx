import { useState } from 'react';
import { isTyping, keyOf, useKeys } from '../../app/keys.ts';
import { Segmented } from '../../parts/segmented.tsx';
import { useWords } from '../../words/use-words.ts';
import { useOutside } from '../use-outside.ts';
import { useShownPose } from '../viewport/shown-camera.ts';
import { AirBands, MapAir } from './map-air.tsx';
import { MapDrawing } from './map-drawing.tsx';
import { type MapSide, scaleBarM } from './map-frame.ts';
import { MapKeys } from './map-keys.tsx';
import { MapLens } from './map-lens.tsx';
import { MapPath } from './map-path.tsx';
import { useMapDrag } from './use-map-drag.ts';
import { MAP_PX, useMapFrame } from './use-map-frame.ts';

/** The camera's way from above or from the side: keys, the way itself, the lens and the depth of the air are dragged on it, or moved by arrows. */
export function CameraMap() {
  const { t } = useWords();
  const shown = useShownPose();
  const [side, setSide] = useState<MapSide>('top');
  const [bentKeys, setBentKeys] = useState<number | null>(null);
  const { sheet, frame, air, hold, refit, placeOf } = useMapFrame(shown, side);
  const outside = useOutside();
  const drag = useMapDrag({
    placeOf,
    onHold: (isHeld) => {
      hold(isHeld);
      if (isHeld) setBentKeys(null);
    },
  });
  useKeys((event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || keyOf(event) !== 'm') return false;
    setSide((now) => (now === 'top' ? 'side' : 'top'));
    return true;
  });
  const barM = frame === null ? 1 : scaleBarM(frame.pxPerM, 64);
  return (
    <section aria-label={t('map.title')} className="flex shrink-0 flex-col border-b border-line">
      <header className="flex items-center justify-between px-3 py-1.5">
        <h2 className="text-head font-semibold text-t1">{t('map.title')}</h2>
        <Segmented
          label={t('map.side')}
          value={side}
          choices={[
            { value: 'top', text: t('map.top') },
            { value: 'side', text: t('map.fromSide') },
          ]}
          onChange={setSide}
        />
      </header>
      <div data-map className="relative overflow-hidden" style={{ height: MAP_PX.heightPx }}>
        <svg
          ref={sheet}
          viewBox={`0 0 ${MAP_PX.widthPx} ${MAP_PX.heightPx}`}
          preserveAspectRatio="none"
          className="size-full"
          aria-hidden="true"
          onDoubleClick={refit}
        >
          {frame === null || shown === null ? null : (
            <>
              <AirBands frame={frame} air={air} />
              <MapDrawing shown={shown} frame={frame} />
              <MapPath shown={shown} frame={frame} drag={drag} onBent={setBentKeys} />
            </>
          )}
        </svg>
        {frame === null || shown === null ? (
          <p className="absolute inset-x-3 top-3 text-small text-t3">{t('map.none')}</p>
        ) : (
          <>
            <MapAir frame={frame} air={air} drag={drag} />
            <MapLens shown={shown} frame={frame} drag={drag} />
            <MapKeys shown={shown} frame={frame} drag={drag} />
            <p className="pointer-events-none absolute top-1 right-2 rounded-sm bg-s1/80 px-1 text-small text-t2">
              {t('map.subject', { metres: shown.camera.subjectDistanceM.toFixed(1) })}
            </p>
            <p className="pointer-events-none absolute bottom-1 left-3 flex flex-col text-small text-t3">
              {outside.length === 0 ? null : <span className="text-warn">{t('map.outside')}</span>}
              <span>{t('map.range')}</span>
            </p>
            <p className="pointer-events-none absolute right-3 bottom-1 flex items-center gap-2 text-small text-t3">
              <span aria-hidden className="inline-block h-1.5 border-x border-b border-t3" style={{ width: barM * frame.pxPerM }} />
              {t('map.scale', { metres: barM < 1 ? barM.toFixed(2) : barM.toFixed(0) })}
            </p>
          </>
        )}
      </div>
      <p role="status" className={bentKeys === null ? 'sr-only' : 'border-t border-line px-3 py-1.5 text-small text-t2'}>
        {bentKeys === null ? '' : t('map.bent', { count: bentKeys })}
      </p>
    </section>
  );
}

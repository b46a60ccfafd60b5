import { type Camera, poseAt, subjectPoint, type Vec3 } from '@fantascope/film';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { isTyping, keyOf, useKeys } from '../../app/keys.ts';
import { Segmented } from '../../parts/segmented.tsx';
import { isMoves } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, usePreview } from '../direct-context.ts';
import { nudged, stillNudge } from '../viewport/camera-nudge.ts';
import { useShownPose } from '../viewport/shown-camera.ts';
import { useGesture } from '../viewport/use-gesture.ts';
import { edgesOfView, fitting, type MapPlace, type MapSide, offMap, onMap, scaleBarM } from './map-frame.ts';

const SIZE = { widthPx: 304, heightPx: 196 };
const DOT_SEC = 0.3;

/** The camera's way from above or from the side: its keys are dragged, or moved by arrows. */
export function CameraMap() {
  const { t } = useWords();
  const { store, view, film } = useDirect();
  const shown = useShownPose();
  const facts = usePreview((state) => state.facts);
  const envelope = usePreview((state) => state.fit?.envelope ?? null);
  const outside = usePreview((state) => state.outside);
  const gesture = useGesture();
  const [side, setSide] = useState<MapSide>('top');
  const [zoom, setZoom] = useState(1);
  const drag = useRef<{ base: Camera; tSec: number; from: MapPlace } | null>(null);
  const sheet = useRef<SVGSVGElement>(null);
  useKeys((event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || keyOf(event) !== 'm') return false;
    setSide((now) => (now === 'top' ? 'side' : 'top'));
    return true;
  });
  useEffect(() => {
    const element = sheet.current;
    // React's own listener is passive: the page would scroll along.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      setZoom((now) => Math.max(0.25, Math.min(8, now * Math.exp(-event.deltaY * 0.001))));
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, []);
  const drawn = useMemo(() => {
    if (shown === null) return null;
    const { camera, path } = shown;
    const count = Math.max(1, Math.round(camera.lengthSec / DOT_SEC));
    const dots = Array.from({ length: count + 1 }, (_, i) => onMap(side, path((camera.lengthSec * i) / count).position));
    const subject = onMap(side, subjectPoint(camera));
    const ends = isMoves(camera)
      ? [0, ...camera.moves.map(({ endRatio }) => endRatio * camera.lengthSec)]
      : camera.keyframes.map((k) => k.tSec);
    const keys = [...new Set(ends)].sort((a, b) => a - b);
    const fit = fitting([...dots, subject], SIZE);
    return { dots, subject, keys, fit };
  }, [shown, side]);
  const frame = drawn === null ? null : { ...drawn.fit, pxPerM: drawn.fit.pxPerM * zoom };
  const px = ({ across, up }: MapPlace) =>
    frame === null
      ? { x: 0, y: 0 }
      : {
          x: SIZE.widthPx / 2 + (across - frame.middle.across) * frame.pxPerM,
          y: SIZE.heightPx / 2 - (up - frame.middle.up) * frame.pxPerM,
        };
  const carry = (base: Camera, tSec: number, by: Vec3) => {
    const [truckM, pedestalM, ahead] = by;
    const camera = shown === null ? base : { ...base, aspectRatio: shown.camera.aspectRatio, subject: shown.camera.subject };
    const edit = nudged(
      camera,
      { ...stillNudge, truckM, pedestalM, dollyM: -ahead },
      { tSec, fps: film.document.fps, hasAutoKey: true, fitted: null },
    );
    if (edit !== null) gesture.edit(edit);
  };
  const placeOf = (event: PointerEvent): MapPlace => ({
    across: event.clientX / (frame?.pxPerM ?? 1),
    up: -event.clientY / (frame?.pxPerM ?? 1),
  });
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
    gesture.endSoon();
  };
  const line = (places: readonly MapPlace[]) => places.map((place) => `${px(place).x.toFixed(1)},${px(place).y.toFixed(1)}`).join(' ');
  const barM = frame === null ? 1 : scaleBarM(frame.pxPerM, 64);
  const fan = (tSec: number, lengthPx: number) => {
    if (shown === null || frame === null) return '';
    const pose = shown.path(tSec);
    const at = onMap(side, pose.position);
    const [a, b] = edgesOfView(side, pose, shown.camera.aspectRatio).map((edge) => {
      const scale = lengthPx / frame.pxPerM / Math.max(1e-6, Math.hypot(edge.across, edge.up));
      return { across: at.across + edge.across * scale, up: at.up + edge.up * scale };
    }) as [MapPlace, MapPlace];
    return line([a, at, b]);
  };
  const range = () => {
    if (shown === null || envelope === null) return '';
    const d = shown.camera.subjectDistanceM;
    const { truckLeftRatio, truckRightRatio, dollyInRatio, dollyOutRatio, pedestalUpRatio, pedestalDownRatio } = envelope;
    const points: readonly Vec3[] =
      side === 'top'
        ? [
            [-truckLeftRatio * d, 0, 0],
            [0, 0, -dollyInRatio * d],
            [truckRightRatio * d, 0, 0],
            [0, 0, dollyOutRatio * d],
          ]
        : [
            [0, 0, dollyOutRatio * d],
            [0, pedestalUpRatio * d, 0],
            [0, 0, -dollyInRatio * d],
            [0, -pedestalDownRatio * d, 0],
          ];
    return line(points.map((point) => onMap(side, point)));
  };
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
      <div className="relative" style={{ height: SIZE.heightPx }}>
        <svg
          ref={sheet}
          viewBox={`0 0 ${SIZE.widthPx} ${SIZE.heightPx}`}
          className="size-full"
          aria-hidden="true"
          onDoubleClick={() => setZoom(1)}
        >
          {drawn === null || frame === null || shown === null ? null : (
            <>
              {facts?.layers.map(({ name, middleRatio }) => {
                const { x, y } = px(onMap(side, [0, 0, -middleRatio * shown.camera.subjectDistanceM]));
                return side === 'top' ? (
                  <line key={name} x1={x - 34} x2={x + 34} y1={y} y2={y} className="stroke-ctl" strokeWidth={2} />
                ) : (
                  <line key={name} x1={x} x2={x} y1={y - 34} y2={y + 34} className="stroke-ctl" strokeWidth={2} />
                );
              })}
              <polygon points={range()} className="fill-s2 stroke-t3" strokeDasharray="2 3" fillOpacity={0.5} />
              <polyline points={fan(shown.tSec, 46)} className="fill-now/15 stroke-now" strokeWidth={1} />
              {drawn.keys.map((tSec) => (
                <polyline key={tSec} points={fan(tSec, 14)} className="fill-none stroke-cam" strokeWidth={1} />
              ))}
              <polyline
                points={line(drawn.dots)}
                className={`fill-none ${outside === null ? 'stroke-cam' : 'stroke-warn'}`}
                strokeWidth={1.5}
                {...(outside === null ? {} : { strokeDasharray: '5 3' })}
              />
              {drawn.dots.map((place, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: one dot for each moment
                <circle key={i} cx={px(place).x + 4} cy={px(place).y} r={1.2} className="fill-t2" />
              ))}
              <circle cx={px(drawn.subject).x} cy={px(drawn.subject).y} r={4} className="fill-none stroke-focus" strokeWidth={1.5} />
              <circle
                {...{ cx: px(onMap(side, shown.pose.position)).x, cy: px(onMap(side, shown.pose.position)).y }}
                r={4}
                className="fill-now"
              />
            </>
          )}
        </svg>
        {shown === null || drawn === null
          ? null
          : drawn.keys
              .filter((tSec) => tSec > 0 || !isMoves(shown.camera))
              .map((tSec) => {
                const { x, y } = px(onMap(side, poseAt(shown.camera, tSec).position));
                const [px0, py0, pz0] = poseAt(shown.camera, tSec).position;
                return (
                  <button
                    key={tSec}
                    type="button"
                    aria-label={t('map.key', { seconds: tSec.toFixed(2), x: px0.toFixed(2), y: py0.toFixed(2), z: pz0.toFixed(2) })}
                    className="touch-target absolute flex size-6 -translate-1/2 touch-none items-center justify-center"
                    style={{ left: `${(x / SIZE.widthPx) * 100}%`, top: y }}
                    onKeyDown={(event) => onKeyDown(event, tSec)}
                    onPointerDown={(event) => {
                      if (event.button !== 0) return;
                      event.currentTarget.setPointerCapture(event.pointerId);
                      drag.current = { base: store.state().shot.camera, tSec, from: placeOf(event) };
                      view.set({ tSec, isPlaying: false });
                    }}
                    onPointerMove={(event) => {
                      const own = drag.current;
                      if (own === null) return;
                      const now = placeOf(event);
                      const by = { across: now.across - own.from.across, up: now.up - own.from.up };
                      // Shift keeps to the longer axis.
                      const isAcross = Math.abs(by.across) > Math.abs(by.up);
                      const held = event.shiftKey ? { across: isAcross ? by.across : 0, up: isAcross ? 0 : by.up } : by;
                      carry(own.base, own.tSec, offMap(side, held));
                    }}
                    onPointerUp={() => {
                      drag.current = null;
                      gesture.end();
                    }}
                    onPointerCancel={() => {
                      drag.current = null;
                      gesture.cancel();
                    }}
                  >
                    <span aria-hidden className="size-2 rotate-45 border border-casing bg-cam" />
                  </button>
                );
              })}
        {shown === null ? (
          <p className="absolute inset-x-3 top-3 text-small text-t3">{t('map.none')}</p>
        ) : (
          <>
            <p className="pointer-events-none absolute top-1 right-3 text-small text-t2">
              {t('map.subject', { metres: shown.camera.subjectDistanceM.toFixed(1) })}
            </p>
            <p className="pointer-events-none absolute bottom-1 left-3 text-small text-t3">{t('map.range')}</p>
            <p className="pointer-events-none absolute right-3 bottom-1 flex items-center gap-2 text-small text-t3">
              <span aria-hidden className="inline-block h-1.5 border-x border-b border-t3" style={{ width: barM * (frame?.pxPerM ?? 1) }} />
              {t('map.scale', { metres: barM < 1 ? barM.toFixed(2) : barM.toFixed(0) })}
            </p>
          </>
        )}
      </div>
    </section>
  );
}

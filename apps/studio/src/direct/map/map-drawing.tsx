import type { Vec3 } from '@fantascope/film';
import { usePreview } from '../direct-context.ts';
import { useOutside } from '../use-outside.ts';
import type { ShownPose } from '../viewport/shown-camera.ts';
import { edgesOfView, type MapPlace, onMap, pathPieces } from './map-frame.ts';
import type { MapFrame } from './use-map-frame.ts';

/** How long the playhead's view is drawn, px. */
export const VIEW_PX = 46;

/** The ends of both edges of what is seen at a moment, and where the camera is. */
export function fanAt(shown: ShownPose, frame: MapFrame, { tSec, lengthPx }: Readonly<{ tSec: number; lengthPx: number }>) {
  const pose = shown.path(tSec);
  const at = onMap(frame.side, pose.position);
  const [left, right] = edgesOfView(frame.side, pose, shown.camera.aspectRatio);
  const end = (edge: MapPlace): MapPlace => {
    const scale = lengthPx / frame.pxPerM / Math.max(1e-6, Math.hypot(edge.across, edge.up));
    return { across: at.across + edge.across * scale, up: at.up + edge.up * scale };
  };
  return { at, left: end(left), right: end(right) };
}

/** What the map shows and nobody drags: layers at their depth, the range, views, the way with a dot for each 0.3 s, the subject. Outside the range the way is orange and dashed. */
export function MapDrawing({ shown, frame }: Readonly<{ shown: ShownPose; frame: MapFrame }>) {
  const facts = usePreview((state) => state.facts);
  const envelope = usePreview((state) => state.fit?.envelope ?? null);
  const spans = useOutside();
  const { side, px } = frame;
  const line = (places: readonly MapPlace[]) => places.map((place) => `${px(place).x.toFixed(1)},${px(place).y.toFixed(1)}`).join(' ');
  const fan = (tSec: number, lengthPx: number) => {
    const { at, left, right } = fanAt(shown, frame, { tSec, lengthPx });
    return line([left, at, right]);
  };
  const d = shown.camera.subjectDistanceM;
  const range = (): readonly Vec3[] => {
    if (envelope === null) return [];
    const { truckLeftRatio, truckRightRatio, dollyInRatio, dollyOutRatio, pedestalUpRatio, pedestalDownRatio } = envelope;
    return side === 'top'
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
  };
  const { lengthSec } = shown.camera;
  const pieces = pathPieces((tSec) => onMap(side, shown.path(tSec).position), { lengthSec, spans });
  const here = px(onMap(side, shown.pose.position));
  const subject = px(frame.subject);
  return (
    <>
      {facts?.layers.map(({ name, middleRatio }) => {
        const { x, y } = px(onMap(side, [0, 0, -middleRatio * d]));
        return side === 'top' ? (
          <line key={name} x1={x - 34} x2={x + 34} y1={y} y2={y} className="stroke-ctl" strokeWidth={2} />
        ) : (
          <line key={name} x1={x} x2={x} y1={y - 34} y2={y + 34} className="stroke-ctl" strokeWidth={2} />
        );
      })}
      <polygon
        points={line(range().map((point) => onMap(side, point)))}
        className="fill-s2 stroke-t3"
        strokeDasharray="2 3"
        fillOpacity={0.5}
      />
      <polyline points={fan(shown.tSec, VIEW_PX)} className="fill-now/15 stroke-now" strokeWidth={1} />
      {frame.keys.map((tSec) => (
        <polyline key={tSec} points={fan(tSec, 14)} className="fill-none stroke-cam" strokeWidth={1} />
      ))}
      {pieces.map(({ isOutside, fromSec, toSec, places }) => (
        <polyline
          key={fromSec}
          points={line(places)}
          data-path={isOutside ? 'outside' : 'inside'}
          data-span={`${fromSec.toFixed(3)}-${toSec.toFixed(3)}`}
          className={`fill-none ${isOutside ? 'stroke-warn' : 'stroke-cam'}`}
          strokeWidth={isOutside ? 2 : 1.5}
          {...(isOutside ? { strokeDasharray: '5 3' } : {})}
        />
      ))}
      {frame.dots.map((place, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one dot for each moment
        <circle key={i} cx={px(place).x + 4} cy={px(place).y} r={1.2} className="fill-t2" />
      ))}
      <circle cx={subject.x} cy={subject.y} r={4} className="fill-none stroke-focus" strokeWidth={1.5} />
      <circle cx={here.x} cy={here.y} r={4} className="fill-now" />
    </>
  );
}

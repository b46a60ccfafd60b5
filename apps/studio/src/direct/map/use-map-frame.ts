import { subjectPoint } from '@fantascope/film';
import { airKinds } from '@fantascope/stage';
import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { isMoves } from '../../shot/shot-edit.ts';
import { useShot, useView } from '../direct-context.ts';
import type { ShownPose } from '../viewport/shown-camera.ts';
import { fitting, type MapPlace, type MapSide, type MapView, onMap } from './map-frame.ts';

/** The size of the map, px; it is stretched to its box. */
export const MAP_PX = { widthPx: 304, heightPx: 196 };
/** What the map is fitted to: the words at its foot have a strip of their own. */
const FOOT_PX = 32;
const FIT_PX = { widthPx: MAP_PX.widthPx, heightPx: MAP_PX.heightPx - FOOT_PX };
/** The room for the way alone: what is seen from its ends has place beside it. */
const WAY_PX = { widthPx: FIT_PX.widthPx - 70, heightPx: FIT_PX.heightPx - 70 };
const DOT_SEC = 0.3;

/** The map as it is drawn: where things are, and what of the world it shows. */
export type MapFrame = Readonly<{
  side: MapSide;
  pxPerM: number;
  /** One place for each 0.3 s of the way. */
  dots: readonly MapPlace[];
  /** When the camera's keys are, seconds. */
  keys: readonly number[];
  subject: MapPlace;
  px: (place: MapPlace) => Readonly<{ x: number; y: number }>;
}>;

/** What is in the air, with its usual distances filled in. */
export type AirSpan = Readonly<{ index: number; kind: keyof typeof airKinds; nearM: number; farM: number; isChosen: boolean }>;

/** How near and how far what is in the air reaches. One of them is chosen while its lane or its tool is. */
export function useAirSpans(subjectDistanceM: number): readonly AirSpan[] {
  const air = useShot(({ shot }) => shot.air);
  const at = useView(({ selection, lane, tool }) => {
    if (selection?.what === 'air') return selection.index;
    return lane === 'air' || tool === 'air' ? air.length - 1 : -1;
  });
  return useMemo(
    () =>
      air.map(({ kind, nearM, farM }, index) => ({
        index,
        kind,
        nearM: nearM ?? airKinds[kind].nearRatio * subjectDistanceM,
        farM: farM ?? airKinds[kind].farRatio * subjectDistanceM,
        isChosen: index === at,
      })),
    [air, at, subjectDistanceM],
  );
}

/** Lays the map out: the way, the subject and the chosen air fit; the wheel enlarges; a double click on an empty place fits the way alone, the next one everything. */
export function useMapFrame(shown: ShownPose | null, side: MapSide) {
  const [zoom, setZoom] = useState(1);
  const [isWayOnly, setWayOnly] = useState(false);
  const [held, setHeld] = useState<MapView | null>(null);
  const sheet = useRef<SVGSVGElement>(null);
  const air = useAirSpans(shown?.camera.subjectDistanceM ?? 1);
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
  const path = shown?.path;
  const camera = shown?.camera;
  const drawn = useMemo(() => {
    if (path === undefined || camera === undefined) return null;
    const count = Math.max(1, Math.round(camera.lengthSec / DOT_SEC));
    const dots = Array.from({ length: count + 1 }, (_, i) => onMap(side, path((camera.lengthSec * i) / count).position));
    const subject = onMap(side, subjectPoint(camera));
    const ends = isMoves(camera)
      ? [0, ...camera.moves.map(({ endRatio }) => endRatio * camera.lengthSec)]
      : camera.keyframes.map((key) => key.tSec);
    const reach = air.filter(({ isChosen }) => isChosen).flatMap(({ nearM, farM }) => [nearM, farM]);
    const beside = isWayOnly ? [] : [subject, ...reach.map((depthM) => onMap(side, [0, 0, -depthM]))];
    return {
      dots,
      subject,
      keys: [...new Set(ends)].sort((a, b) => a - b),
      fit: fitting([...dots, ...beside], isWayOnly ? WAY_PX : FIT_PX),
    };
  }, [path, camera, side, air, isWayOnly]);
  const fit = held ?? (drawn === null ? null : { ...drawn.fit, pxPerM: drawn.fit.pxPerM * zoom });
  const frame: MapFrame | null =
    drawn === null || fit === null
      ? null
      : {
          side,
          pxPerM: fit.pxPerM,
          dots: drawn.dots,
          keys: drawn.keys,
          subject: drawn.subject,
          px: ({ across, up }) => ({
            x: MAP_PX.widthPx / 2 + (across - fit.middle.across) * fit.pxPerM,
            y: FIT_PX.heightPx / 2 - (up - fit.middle.up) * fit.pxPerM,
          }),
        };
  return {
    sheet,
    frame,
    air,
    /** While something is dragged the map keeps its frame. */
    hold: (isHeld: boolean) => setHeld(isHeld ? fit : null),
    refit: () => {
      // Enlarged by the wheel, the first double click brings the whole back.
      if (zoom === 1) setWayOnly(!isWayOnly);
      setZoom(1);
    },
    /** The place of the world under a pointer. */
    placeOf: ({ clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>): MapPlace | null => {
      const box = sheet.current?.getBoundingClientRect();
      if (fit === null || box === undefined || box.width === 0) return null;
      const x = ((clientX - box.left) / box.width) * MAP_PX.widthPx;
      const y = ((clientY - box.top) / box.height) * MAP_PX.heightPx;
      return {
        across: fit.middle.across + (x - MAP_PX.widthPx / 2) / fit.pxPerM,
        up: fit.middle.up - (y - FIT_PX.heightPx / 2) / fit.pxPerM,
      };
    },
  };
}

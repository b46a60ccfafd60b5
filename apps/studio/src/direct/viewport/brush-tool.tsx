import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useTroubleWords } from '../../parts/trouble.tsx';
import { sendFile } from '../../parts/upload-send.ts';
import type { PicturePoint } from '../../preview/distance-at.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, usePreview } from '../direct-context.ts';
import { BrushBar, type BrushMode } from './brush-bar.tsx';
import { maskOf, type Stroke, strokeOn, thinned, towardOf } from './brush-stroke.ts';
import { DoubledLine, LineSheet } from './doubled-line.tsx';
import { boxOf, cornersOf, frameInPhoto, inPicture, regionDrawn } from './first-frame.ts';
import { PictureNote } from './picture-note.tsx';
import type { ShownPose } from './shown-camera.ts';
import { pointOf, ToolSurface } from './tool-surface.tsx';
import { useMotions } from './use-motions.ts';

const SIZES = { least: 0.01, most: 0.25 };

/** B: what of the picture moves by itself. Painted, a rectangle, or what the matte found. */
export function BrushTool({ shown }: Readonly<{ shown: ShownPose }>) {
  const { t } = useWords();
  const said = useTroubleWords();
  const { film, preview, view } = useDirect();
  const facts = usePreview((state) => state.facts);
  const staging = usePreview((state) => state.fit?.staging ?? null);
  const motions = useMotions();
  const [mode, setMode] = useState<BrushMode>('paint');
  const [radius, setRadius] = useState(0.04);
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [line, setLine] = useState<readonly PicturePoint[]>([]);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const isErase = useRef(false);
  const { camera, pose } = shown;

  const finish = async (points: readonly PicturePoint[], event: Readonly<{ shiftKey: boolean }>) => {
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined || facts === null || staging === null) return;
    setTrouble(null);
    if (event.shiftKey && points.length < 4) {
      const [seen] = await preview.seenAt(view.state().tSec, [first]);
      const layer = facts.layers.find(({ name }) => name === seen?.layer);
      if (!motions.isFull) motions.add({ matte: layer?.kind === 'card' ? 'subject' : 'background' });
      return;
    }
    if (mode === 'arrow') {
      const towardDeg = towardOf(first, last, camera.aspectRatio);
      if (towardDeg !== null) motions.set({ towardDeg });
      return;
    }
    if (mode === 'box') {
      const drawn = boxOf([first, last]);
      const region = drawn === null ? null : regionDrawn(camera, pose, drawn);
      const box =
        region === null
          ? null
          : boxOf(cornersOf(region).map((corner) => frameInPhoto(corner, { photo: facts.photo, window: staging.window })));
      if (box === null) return setTrouble(t('viewport.boxTooSmall'));
      if (!motions.isFull) motions.add({ region: box });
      return;
    }
    // As the brush is now: it may be another one by the time the answer is there.
    const brush = { radiusRatio: radius, isErase: isErase.current };
    const seen = await preview.seenAt(view.state().tSec, thinned(points));
    const stroke = strokeOn(seen, { pose, staging, facts, ...brush });
    if (stroke !== null) setStrokes((now) => [...now, stroke]);
  };
  const keep = async () => {
    if (facts === null) return;
    setIsSending(true);
    try {
      const file = new File([await maskOf(strokes, facts)], `mask-${motions.motions.length + 1}.png`, { type: 'image/png' });
      const taken = await sendFile(file, { projectId: film.projectId, signal: new AbortController().signal, onSent: () => undefined });
      motions.add({ mask: taken.id });
      setStrokes([]);
      setTrouble(null);
    } catch (error) {
      // The strokes stay: nothing painted is lost.
      setTrouble(said(error));
    }
    setIsSending(false);
  };
  const size = (factor: number) => setRadius(Math.max(SIZES.least, Math.min(SIZES.most, radius * factor)));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    if (event.key === '[') size(1 / 1.2);
    else if (event.key === ']') size(1.2);
    else if (event.key === 'Escape' && (line.length > 0 || strokes.length > 0)) {
      if (line.length > 0) setLine([]);
      else setStrokes(strokes.slice(0, -1));
    } else if (event.key === 'Enter' && strokes.length > 0) void keep();
    else if ((event.key === 'Delete' || event.key === 'Backspace') && motions.index !== null) motions.remove(motions.index);
    else return;
    event.preventDefault();
  };
  const [first, last] = [line[0], line.at(-1)];
  const drawn = mode === 'box' && first !== undefined && last !== undefined ? boxOf([first, last]) : null;
  const widthM = (distanceM: number) => (36 / pose.lensMm) * distanceM;
  return (
    <>
      <ToolSurface
        label={t('viewport.brushSurface')}
        cursor="crosshair"
        onKeyDown={onKeyDown}
        onPointerDown={(event: PointerEvent) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          isErase.current = event.altKey;
          setLine([pointOf(event, event.currentTarget)]);
        }}
        onPointerMove={(event) => line.length > 0 && setLine([...line, pointOf(event, event.currentTarget)])}
        onPointerUp={(event) => {
          void finish(line, event);
          setLine([]);
        }}
        onPointerCancel={() => setLine([])}
      >
        <LineSheet heightRatio={1 / camera.aspectRatio}>
          {strokes.map(({ world, radiusM, isErase: erases }, i) => {
            const seen = world.map((point) => inPicture(camera, pose, point)).filter((place) => place !== null);
            const [near] = world;
            const distanceM = near === undefined ? 1 : Math.max(0.05, pose.position[2] - near[2]);
            return (
              <PaintedLine
                // biome-ignore lint/suspicious/noArrayIndexKey: strokes are only added and taken from the end
                key={i}
                points={seen}
                width={(radiusM / widthM(distanceM)) * 200}
                aspectRatio={camera.aspectRatio}
                isErase={erases}
              />
            );
          })}
          {mode === 'paint' && line.length > 0 ? (
            <PaintedLine points={line} width={radius * 200} aspectRatio={camera.aspectRatio} isErase={isErase.current} />
          ) : null}
        </LineSheet>
        <LineSheet>
          {mode === 'paint' || first === undefined || last === undefined ? null : (
            <DoubledLine
              points={mode === 'arrow' || drawn === null ? [first, last] : cornersOf(drawn)}
              hue="motion"
              isClosed={mode === 'box'}
            />
          )}
        </LineSheet>
      </ToolSurface>
      <div className="pointer-events-none absolute inset-x-2 bottom-2 flex flex-col items-center gap-1">
        {trouble === null ? null : <PictureNote isWarning>{trouble}</PictureNote>}
        <BrushBar
          motions={motions}
          mode={mode}
          onMode={setMode}
          radius={radius}
          onRadius={setRadius}
          painted={strokes.length}
          isSending={isSending}
          onKeep={() => void keep()}
          onClear={() => setStrokes([])}
        />
      </div>
    </>
  );
}

function PaintedLine({
  points,
  width,
  aspectRatio,
  isErase,
}: Readonly<{ points: readonly PicturePoint[]; width: number; aspectRatio: number; isErase: boolean }>) {
  const places = points.length === 1 ? [...points, ...points] : points;
  return (
    <polyline
      points={places.map(({ xRatio, yRatio }) => `${xRatio * 100},${(yRatio * 100) / aspectRatio}`).join(' ')}
      fill="none"
      strokeWidth={width}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={isErase ? 'stroke-casing' : 'stroke-motion'}
      strokeOpacity={0.45}
    />
  );
}

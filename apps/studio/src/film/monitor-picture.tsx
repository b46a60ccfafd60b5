import type { ShotMoment } from '@fantascope/stage';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import type { ListedTake, OpenFilm } from '../app/queries.ts';
import { EmulatedMark } from '../parts/emulated-mark.tsx';
import { useStore } from '../parts/use-store.ts';
import { useWords } from '../words/use-words.ts';
import type { MonitorFrame } from './film-frame.ts';
import { LabelOver } from './label-over.tsx';
import { blendStyles } from './layers.ts';
import { MonitorCaptions } from './monitor-captions.tsx';
import { openStageSlots, type StageSlots } from './stage-slots.ts';
import { useStages } from './use-stages.ts';

type Over = Readonly<{ moment: ShotMoment; style: CSSProperties }>;

/** The picture of a moment: takes as they were made, every other shot by the stage, blended and labelled as the exported film is. */
export function MonitorPicture({
  film,
  frame,
  takeAt,
  isPlaying,
}: Readonly<{ film: OpenFilm; frame: MonitorFrame | null; takeAt: (index: number) => ListedTake | null; isPlaying: boolean }>) {
  const [stages] = useState(openStageSlots);
  useEffect(() => () => stages.close(), [stages]);
  const { widthPx, heightPx, shots } = film.document;
  const [below, above] = blendStyles(frame?.blend ?? null);
  const layers = (frame?.shots ?? []).map((moment, at): Over => ({ moment, style: at === 0 ? below : above }));
  const isTaken = ({ moment }: Over) => takeAt(moment.index) !== null;
  const staged = layers.filter((layer) => !isTaken(layer));
  const last = layers.at(-1)?.moment.index ?? -1;
  const following = last + 1 < shots.length ? last + 1 : null;
  const nextIsTaken = following !== null && takeAt(following) !== null;
  const places = useStages(stages, film, {
    shown: staged.map(({ moment }) => moment.index),
    next: following === null || nextIsTaken ? null : following,
  });
  const drawn = staged.map(({ moment }) => `${places.get(moment.index) ?? ''}@${moment.tSec}`).join();
  useEffect(() => {
    for (const each of drawn.split(',')) {
      const [slot = '', tSec = ''] = each.split('@');
      if (slot !== '') stages.slots[Number(slot) as 0 | 1].preview.draw(Number(tSec));
    }
  }, [stages, drawn]);
  const played = layers.filter(isTaken);
  const videos: readonly Readonly<{ index: number; layer: Over | null }>[] = [
    ...played.map((layer) => ({ index: layer.moment.index, layer })),
    // Loaded while the one before it plays, so that no cut waits for its file.
    ...(following !== null && nextIsTaken ? [{ index: following, layer: null }] : []),
  ];
  const main = staged[0];
  return (
    <div
      data-over="picture"
      data-frame={frame?.frame}
      className="relative mx-auto shrink-0 overflow-hidden bg-well"
      // Half of the window at most, so that what belongs to it is seen too.
      style={{
        width: `min(100%, ${(50 * widthPx) / heightPx}dvh)`,
        aspectRatio: `${widthPx} / ${heightPx}`,
        containerType: 'inline-size',
      }}
    >
      {stages.slots.map(({ preview }, at) => {
        const layer = staged.find(({ moment }) => places.get(moment.index) === at);
        return (
          <StageCanvas
            key={at === 0 ? 'one' : 'two'}
            attach={preview.attach}
            isShown={layer !== undefined}
            style={{ ...layer?.style, zIndex: layer !== undefined && layer === layers[1] ? 2 : 1 }}
          />
        );
      })}
      {videos.map(({ index, layer }) => (
        <TakeVideo
          key={index}
          assetId={takeAt(index)?.assetId ?? ''}
          tSec={layer?.moment.tSec ?? 0}
          isPlaying={isPlaying && layer !== null}
          style={
            layer === null
              ? { visibility: 'hidden' }
              : { ...layer.style, zIndex: layer === layers[1] ? 2 : 1, filter: `brightness(${layer.moment.brightnessRatio})` }
          }
        />
      ))}
      {frame === null || frame.veil === null ? null : (
        <div
          className={`absolute inset-0 z-[3] ${frame.veil.colour === 'black' ? 'bg-black' : 'bg-white'}`}
          style={{ opacity: frame.veil.ratio }}
        />
      )}
      <div className="absolute inset-0 z-[4]">
        <MonitorCaptions
          film={film}
          frame={frame}
          of={(film.document.edit === undefined ? played : layers).map(({ moment }) => moment.index)}
        />
        {frame === null ? null : <LabelOver film={film} frame={frame.frame} />}
        {played.some(({ moment }) => takeAt(moment.index)?.isEmulated === true) ? (
          <span className="absolute top-2 right-2 rounded-sm bg-scrim">
            <EmulatedMark />
          </span>
        ) : null}
        {main === undefined ? null : (
          <StageStep stages={stages} place={places.get(main.moment.index)} hasPicture={shots[main.moment.index]?.picture !== undefined} />
        )}
      </div>
    </div>
  );
}

function StageCanvas({
  attach,
  isShown,
  style,
}: Readonly<{ attach: (canvas: HTMLCanvasElement) => void; isShown: boolean; style: CSSProperties }>) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = place.current;
    if (parent === null) return;
    // A canvas can be handed over once: each mount makes its own.
    const canvas = document.createElement('canvas');
    canvas.className = 'size-full';
    parent.replaceChildren(canvas);
    attach(canvas);
  }, [attach]);
  return <div ref={place} aria-hidden style={style} className={`absolute inset-0 ${isShown ? '' : 'invisible'}`} />;
}

function StageStep({ stages, place, hasPicture }: Readonly<{ stages: StageSlots; place: number | undefined; hasPicture: boolean }>) {
  const { t, language } = useWords();
  const { phase, trouble } = useStore(stages.slots[place === 1 ? 1 : 0].preview, (state) => ({
    phase: state.phase,
    trouble: state.trouble,
  }));
  const said = !hasPicture
    ? t('film.noPicture')
    : trouble !== null
      ? trouble[language]
      : place !== undefined && (phase === 'quick' || phase === 'full')
        ? null
        : t('film.lifting');
  if (said === null) return null;
  return (
    <p role="status" className="absolute inset-x-0 bottom-3 mx-auto w-fit max-w-[90%] rounded-sm bg-scrim px-2 py-1 text-small text-t1">
      {said}
    </p>
  );
}

/** A take may be so far off the film's time before its speed is set right, seconds: less than a frame of any film. */
const DRIFT_SEC = 0.015;

/** A take as it was made, cropped about its middle; where it is shorter than its shot its last frame is held, as in the export. */
function TakeVideo({
  assetId,
  tSec,
  isPlaying,
  style,
}: Readonly<{ assetId: string; tSec: number; isPlaying: boolean; style: CSSProperties }>) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    const endSec = Number.isFinite(element.duration) ? Math.max(0, element.duration - 0.01) : Number.POSITIVE_INFINITY;
    const at = Math.min(tSec, endSec);
    // Played by itself; where it has drifted from the film's time it runs a little faster or slower, and only where it is far off it jumps.
    const behindSec = at - element.currentTime;
    if (Math.abs(behindSec) > (isPlaying ? 0.25 : 0.02)) element.currentTime = at;
    element.playbackRate = isPlaying && Math.abs(behindSec) > DRIFT_SEC ? Math.min(1.1, Math.max(0.9, 1 + 2 * behindSec)) : 1;
    if (isPlaying && element.paused && tSec < endSec) void element.play().catch(() => undefined);
    if (!isPlaying && !element.paused) element.pause();
  }, [tSec, isPlaying]);
  return (
    <video
      ref={video}
      src={`/api/v1/assets/${assetId}/bytes`}
      muted
      playsInline
      preload="auto"
      style={style}
      className="absolute inset-0 size-full object-cover"
    />
  );
}

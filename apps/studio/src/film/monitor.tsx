import { Pause, Play, SkipBack, SkipForward } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { isTyping, keyOf, useKeys } from '../app/keys.ts';
import type { ListedTake, OpenFilm } from '../app/queries.ts';
import { EmulatedMark } from '../parts/emulated-mark.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { useStore } from '../parts/use-store.ts';
import { useWords } from '../words/use-words.ts';
import { monitorFrame, startOf, timelineOf } from './film-frame.ts';
import { keptTake } from './shot-state.ts';
import { openStageSlots, type StageSlots } from './stage-slots.ts';
import { usePlaying } from './use-playing.ts';

/** The whole film, played: kept takes as they were made, everything else by the stage. */
export function Monitor({
  film,
  takesOf,
  onShot,
}: Readonly<{ film: OpenFilm; takesOf: (shotId: string | undefined) => readonly ListedTake[]; onShot: (index: number) => void }>) {
  const { t, language } = useWords();
  const laid = useMemo(() => timelineOf(film.document, language), [film.document, language]);
  const [stages] = useState(openStageSlots);
  useEffect(() => () => stages.close(), [stages]);
  const { widthPx, heightPx, fps } = film.document;
  const totalSec = 'timeline' in laid ? laid.timeline.totalFrames / fps : 0;
  const { tSec, isPlaying, seek, setPlaying } = usePlaying(totalSec, fps);
  const frame = 'timeline' in laid ? monitorFrame(laid.timeline, tSec) : null;
  const index = frame?.index ?? 0;
  useEffect(() => onShot(index), [index, onShot]);
  const shot = film.document.shots[index];
  const take = shot === undefined ? null : keptTake(takesOf(shot.id));
  const current = useStage(stages, film, index, { isShown: take === null, tSec: frame?.tSec ?? 0 });
  const jump = (by: number) =>
    'timeline' in laid && seek(startOf(laid.timeline, Math.min(film.document.shots.length - 1, Math.max(0, index + by))));
  useKeys((event) => {
    const isOnControl = event.target instanceof HTMLElement && event.target.closest('button,a,select,[role=slider]') !== null;
    if (isTyping(event) || isOnControl || event.ctrlKey || event.metaKey || event.altKey) return false;
    const key = keyOf(event);
    if (key === ' ') setPlaying(!isPlaying);
    else if (key === 'Home') seek(0);
    else if (key === 'End') seek(totalSec);
    else if (key === 'ArrowLeft') seek(tSec - (event.shiftKey ? 1 : 1 / fps));
    else if (key === 'ArrowRight') seek(tSec + (event.shiftKey ? 1 : 1 / fps));
    else return false;
    return true;
  });
  const hasBlends = film.document.shots.some(({ transition }) => transition.kind !== 'cut');
  return (
    <div className="flex flex-col">
      <div
        data-over="picture"
        className="relative w-full bg-well"
        style={{ aspectRatio: `${widthPx} / ${heightPx}`, containerType: 'inline-size' }}
      >
        {stages.slots.map(({ preview }, at) => (
          <StageCanvas key={at === 0 ? 'one' : 'two'} attach={preview.attach} isShown={take === null && at === current} />
        ))}
        {take === null || take.assetId === null ? null : <TakeVideo assetId={take.assetId} tSec={frame?.tSec ?? 0} isPlaying={isPlaying} />}
        {take === null ? null : <Captions film={film} frame={frame} />}
        {take?.isEmulated === true ? (
          <span className="absolute top-2 right-2 rounded-sm bg-scrim">
            <EmulatedMark />
          </span>
        ) : null}
        {take === null ? <StageStep stages={stages} current={current} hasPicture={shot?.picture !== undefined} /> : null}
      </div>
      {'trouble' in laid ? (
        <p role="alert" className="border-b border-line p-3 text-warn">
          {laid.trouble}
        </p>
      ) : (
        <div className="flex flex-col gap-1 border-b border-line px-3 py-2">
          <input
            type="range"
            min={0}
            max={laid.timeline.totalFrames - 1}
            value={Math.round(tSec * fps)}
            aria-label={t('film.playhead')}
            aria-valuetext={t('film.sec', { sec: tSec.toFixed(2) })}
            onChange={({ target }) => seek(Number(target.value) / fps)}
            className="h-6 w-full accent-now"
          />
          <div className="flex items-center gap-1">
            <IconButton label={t('film.previous')} icon={<SkipBack size={16} aria-hidden />} onClick={() => jump(-1)} />
            <IconButton
              label={t(isPlaying ? 'film.pause' : 'film.play')}
              keys="Space"
              icon={isPlaying ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}
              onClick={() => setPlaying(!isPlaying)}
            />
            <IconButton label={t('film.next')} icon={<SkipForward size={16} aria-hidden />} onClick={() => jump(1)} />
            <span className="ml-2 font-mono whitespace-nowrap">{t('film.place', { at: tSec.toFixed(2), of: totalSec.toFixed(2) })}</span>
          </div>
          <p className="break-words text-small text-t2">
            {t('film.showing', { number: index + 1, by: take === null ? t('film.byStage') : t('film.byTake', { model: take.model }) })}
          </p>
          {hasBlends ? <p className="text-small text-t2">{t('film.blendsAsCuts')}</p> : null}
        </div>
      )}
    </div>
  );
}

/** Shows the shot in one stage, and makes the next ready in the other. Says which stage shows it. */
function useStage(
  stages: StageSlots,
  film: OpenFilm,
  index: number,
  { isShown, tSec }: Readonly<{ isShown: boolean; tSec: number }>,
): number {
  const { language } = useWords();
  const [current, setCurrent] = useState(0);
  const { shots } = film.document;
  useEffect(() => {
    const shot = shots[index];
    if (shot === undefined || !isShown) return;
    const at = stages.slotFor(film, shot, null, language);
    setCurrent(at);
    const next = shots[index + 1];
    if (next === undefined) return;
    // The server lifts one picture after the other: the next waits until this one is there.
    const { preview } = stages.slots[at as 0 | 1];
    const prepare = () => {
      if (preview.state().phase !== 'full') return;
      stop();
      stages.slotFor(film, next, at, language);
    };
    const stop = preview.subscribe(prepare);
    prepare();
    return stop;
  }, [stages, film, shots, index, isShown, language]);
  useEffect(() => {
    if (isShown) stages.slots[current as 0 | 1].preview.draw(tSec);
  }, [stages, current, isShown, tSec]);
  return current;
}

function StageCanvas({ attach, isShown }: Readonly<{ attach: (canvas: HTMLCanvasElement) => void; isShown: boolean }>) {
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
  return <div ref={place} aria-hidden className={`absolute inset-0 ${isShown ? '' : 'invisible'}`} />;
}

function StageStep({ stages, current, hasPicture }: Readonly<{ stages: StageSlots; current: number; hasPicture: boolean }>) {
  const { t, language } = useWords();
  const { phase, trouble } = useStore(stages.slots[current as 0 | 1].preview, (state) => ({ phase: state.phase, trouble: state.trouble }));
  const said = !hasPicture
    ? t('film.noPicture')
    : trouble !== null
      ? trouble[language]
      : phase === 'quick' || phase === 'full'
        ? null
        : t('film.lifting');
  if (said === null) return null;
  return (
    <p role="status" className="absolute inset-x-0 bottom-3 mx-auto w-fit max-w-[90%] rounded-sm bg-scrim px-2 py-1 text-small text-t1">
      {said}
    </p>
  );
}

function TakeVideo({ assetId, tSec, isPlaying }: Readonly<{ assetId: string; tSec: number; isPlaying: boolean }>) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    // Played by itself; set right only where it has drifted away from the film's time.
    if (Math.abs(element.currentTime - tSec) > (isPlaying ? 0.25 : 0.02)) element.currentTime = tSec;
    if (isPlaying && element.paused) void element.play().catch(() => undefined);
    if (!isPlaying && !element.paused) element.pause();
  }, [tSec, isPlaying]);
  return (
    <video
      ref={video}
      key={assetId}
      src={`/api/v1/assets/${assetId}/bytes`}
      muted
      playsInline
      preload="auto"
      className="absolute inset-0 size-full object-cover"
    />
  );
}

/** Captions over a take, in the film's languages. The stage draws its own into the picture. */
function Captions({ film, frame }: Readonly<{ film: OpenFilm; frame: ReturnType<typeof monitorFrame> | null }>) {
  return (
    <div className="pointer-events-none absolute inset-x-[10%] bottom-[8%] flex flex-col items-center gap-1 text-center">
      {frame?.captions.map(({ shotIndex, captionIndex, opacityRatio }) => {
        const caption = film.document.shots[shotIndex]?.captions[captionIndex];
        return caption === undefined
          ? null
          : film.document.captionLanguages.map((each) =>
              caption.text[each] === undefined ? null : (
                <p
                  key={`${shotIndex} ${captionIndex} ${each}`}
                  lang={each === 'zh' ? 'zh-CN' : 'en'}
                  style={{ opacity: opacityRatio, fontSize: '4.2cqw', textShadow: '0 1px 4px var(--color-casing)' }}
                  className="leading-tight text-t1"
                >
                  {caption.text[each]}
                </p>
              ),
            );
      })}
    </div>
  );
}

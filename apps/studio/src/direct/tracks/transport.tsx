import { Columns2, Layers, Maximize, PanelRight, Pause, Play, Repeat, SkipBack, SquareDashed } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../../parts/icon-button.tsx';
import { later } from '../../parts/later.tsx';
import { typedNumber } from '../../parts/typed-number.ts';
import type { View } from '../../shot/view-store.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, usePreview, useShot, useView } from '../direct-context.ts';
import { timecodeOf } from './timecode.ts';

const AspectMenu = later(async () => (await import('./aspect-menu.tsx')).AspectMenu, { waits: true });
const CameraFiles = later(async () => (await import('./camera-files.tsx')).CameraFiles, { waits: true });

const nextAreas: Readonly<Record<View['safeAreas'], View['safeAreas']>> = { off: 'title', title: 'phone', phone: 'off' };

/** Playing, time and how the picture is framed. */
export function Transport() {
  const { t } = useWords();
  const { view, film } = useDirect();
  const { isPlaying, isLooping, safeAreas, beforeRatio, isDepthShown, isSideOpen } = useView((state) => state);
  const lengthSec = useShot(({ shot }) => shot.camera.lengthSec);
  const hasScene = usePreview(({ phase }) => phase === 'quick' || phase === 'full');
  const { fps } = film.document;
  return (
    <div role="toolbar" aria-label={t('tracks.play')} className="flex min-h-[37px] flex-wrap items-center gap-x-1 px-3">
      <IconButton
        label={t('tracks.toStart')}
        keys="Home"
        icon={<SkipBack size={16} strokeWidth={1.6} />}
        onClick={() => view.set({ tSec: 0 })}
      />
      <IconButton
        label={t(isPlaying ? 'tracks.pause' : 'tracks.play')}
        keys="Space"
        icon={isPlaying ? <Pause size={16} strokeWidth={1.6} /> : <Play size={16} strokeWidth={1.6} />}
        onClick={() => view.set({ isPlaying: !isPlaying })}
      />
      <IconButton
        label={t('tracks.loop')}
        isOn={isLooping}
        icon={<Repeat size={16} strokeWidth={1.6} />}
        onClick={() => view.set({ isLooping: !isLooping })}
      />
      <Timecode fps={fps} lengthSec={lengthSec} />
      <span className="font-mono text-small whitespace-nowrap text-t3 max-sm:hidden">/ {timecodeOf(lengthSec, fps)}</span>
      <span className="mx-1 text-small whitespace-nowrap text-t3 max-[899px]:hidden">{fps} fps</span>
      <span className="ml-auto" />
      <AspectMenu />
      <Toggle
        label={t('tracks.safe')}
        note={t(`tracks.safe.${safeAreas}`)}
        icon={<SquareDashed size={16} strokeWidth={1.6} />}
        isOn={safeAreas !== 'off'}
        onClick={() => view.set({ safeAreas: nextAreas[safeAreas] })}
      />
      <Toggle
        label={t('tracks.before')}
        icon={<Columns2 size={16} strokeWidth={1.6} />}
        isOn={beforeRatio !== null}
        onClick={() => view.set({ beforeRatio: beforeRatio === null ? 0.5 : null })}
      />
      <Toggle
        label={t('tracks.depth')}
        icon={<Layers size={16} strokeWidth={1.6} />}
        isOn={isDepthShown}
        isDisabled={!hasScene}
        onClick={() => view.set({ isDepthShown: !isDepthShown })}
      />
      <Rate />
      <CameraFiles />
      <IconButton label={t('tracks.full')} icon={<Maximize size={16} strokeWidth={1.6} />} onClick={toggleFullScreen} />
      <IconButton
        label={t('tracks.side')}
        keys=";"
        isOn={isSideOpen}
        aria-controls="direct-side"
        className="min-[1180px]:hidden"
        icon={<PanelRight size={16} strokeWidth={1.6} />}
        onClick={() => view.set({ isSideOpen: !isSideOpen })}
      />
    </div>
  );
}

function toggleFullScreen(): void {
  if (document.fullscreenElement !== null) void document.exitFullscreen();
  // A browser that refuses leaves everything as it is.
  else
    void document
      .querySelector('.direct-stage')
      ?.requestFullscreen()
      .catch(() => undefined);
}

function Toggle({
  label,
  note,
  icon,
  isOn,
  isDisabled = false,
  onClick,
}: Readonly<{ label: string; note?: string; icon: React.ReactNode; isOn: boolean; isDisabled?: boolean; onClick: () => void }>) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      disabled={isDisabled}
      title={note === undefined ? label : `${label}: ${note}`}
      className={`inline-flex min-h-7 shrink-0 items-center gap-1.5 rounded-md px-1.5 text-small whitespace-nowrap hover:bg-s3 disabled:text-t3 ${isOn ? 'bg-s3 text-now inset-ring inset-ring-ctl' : 'text-t2'}`}
      onClick={onClick}
    >
      {icon}
      <span className="max-2xl:sr-only min-[1400px]:not-sr-only">{label}</span>
    </button>
  );
}

/** The time of the playhead; a click makes it a field. */
function Timecode({ fps, lengthSec }: Readonly<{ fps: number; lengthSec: number }>) {
  const { t } = useWords();
  const { view } = useDirect();
  const tSec = useView((state) => state.tSec);
  const [isTyped, setIsTyped] = useState(false);
  const take = (text: string) => {
    const next = typedNumber(text, { unit: 's', now: view.state().tSec, min: 0, max: lengthSec, fps });
    if (next !== null) view.set({ tSec: next, isPlaying: false });
    setIsTyped(false);
  };
  if (!isTyped)
    return (
      <button
        type="button"
        aria-label={`${t('tracks.timecode')}, ${timecodeOf(tSec, fps)}`}
        title={t('tracks.timecode')}
        className="min-h-7 rounded-sm px-1.5 font-mono text-say font-medium text-t1 hover:bg-s3"
        onClick={() => setIsTyped(true)}
      >
        {timecodeOf(tSec, fps)}
      </button>
    );
  return (
    <input
      ref={(input) => input?.focus()}
      aria-label={t('tracks.timecode')}
      placeholder={timecodeOf(tSec, fps)}
      className="min-h-7 w-24 rounded-sm border border-ctl bg-s2 px-1.5 font-mono text-say text-t1 placeholder:text-t3"
      onBlur={() => setIsTyped(false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.keyCode === 229) return;
        if (event.key === 'Enter') take(event.currentTarget.value);
        else if (event.key === 'Escape') setIsTyped(false);
      }}
    />
  );
}

const SMOOTH_FPS = 30;

/** The size that is drawn and, while it plays, how many frames a second really come. */
function Rate() {
  const { t } = useWords();
  const { preview, film } = useDirect();
  const isPlaying = useView((state) => state.isPlaying);
  const { widthPx, heightPx } = usePreview(({ size }) => size);
  const [measured, setMeasured] = useState<number | null>(null);
  const drawn = useRef(0);
  useEffect(() => {
    if (!isPlaying) return setMeasured(null);
    let last = preview.state().drawn;
    drawn.current = 0;
    const stop = preview.subscribe(() => {
      const now = preview.state().drawn;
      if (now !== last) drawn.current += 1;
      last = now;
    });
    const timer = setInterval(() => {
      setMeasured(drawn.current);
      drawn.current = 0;
    }, 1000);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [isPlaying, preview]);
  const size = `${widthPx}×${heightPx}`;
  // What runs slower than it will be made is said in every window.
  const isSlow = measured !== null && measured < Math.min(SMOOTH_FPS, film.document.fps);
  return (
    <span className={`border-l border-line pl-2 text-small whitespace-nowrap text-t3 ${isSlow ? '' : 'max-[1279px]:hidden'}`}>
      {measured === null ? t('tracks.live', { size }) : t('tracks.fps', { size, fps: measured })}
    </span>
  );
}

import { Pause, Play, SkipBack, SkipForward } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { isTyping, keyOf, useKeys } from '../app/keys.ts';
import type { ListedTake, OpenFilm } from '../app/queries.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useWords } from '../words/use-words.ts';
import { monitorFrame, startOf, timelineOf } from './film-frame.ts';
import { MonitorPicture } from './monitor-picture.tsx';
import { SoundWords, VolumeControl } from './sound/sound-row.tsx';
import { useFilmSound } from './sound/use-film-sound.ts';
import { volume } from './sound/volume.ts';
import { usePlaying } from './use-playing.ts';

/** The whole film, played: takes that stand for shots as they were made, everything else by the stage. */
export function Monitor({
  film,
  takeOf,
  onShot,
}: Readonly<{ film: OpenFilm; takeOf: (shotId: string | undefined) => ListedTake | null; onShot: (index: number) => void }>) {
  const { t, language } = useWords();
  const laid = useMemo(() => timelineOf(film.document, language), [film.document, language]);
  const { fps, shots } = film.document;
  const totalSec = 'timeline' in laid ? laid.timeline.totalFrames / fps : 0;
  const { sound, speaker, again } = useFilmSound(film.id, film.document, 'timeline' in laid ? laid.timeline : null);
  const { tSec, isPlaying, seek, setPlaying } = usePlaying(totalSec, { fps, speaker });
  const frame = 'timeline' in laid ? monitorFrame(laid.timeline, tSec) : null;
  const index = frame?.index ?? 0;
  useEffect(() => onShot(index), [index, onShot]);
  const take = takeOf(shots[index]?.id);
  const jump = (by: number) => 'timeline' in laid && seek(startOf(laid.timeline, Math.min(shots.length - 1, Math.max(0, index + by))));
  useKeys((event) => {
    const isOnControl = event.target instanceof HTMLElement && event.target.closest('button,a,select,[role=slider]') !== null;
    if (isTyping(event) || isOnControl || event.ctrlKey || event.metaKey || event.altKey) return false;
    const key = keyOf(event);
    if (key === ' ') setPlaying(!isPlaying);
    else if (key === 'm' && !event.repeat) volume.set({ isMuted: !volume.state().isMuted });
    else if (key === 'Home') seek(0);
    else if (key === 'End') seek(totalSec);
    else if (key === 'ArrowLeft') seek(tSec - (event.shiftKey ? 1 : 1 / fps));
    else if (key === 'ArrowRight') seek(tSec + (event.shiftKey ? 1 : 1 / fps));
    else return false;
    return true;
  });
  return (
    <div className="flex flex-col">
      <MonitorPicture film={film} frame={frame} takeAt={(at) => takeOf(shots[at]?.id)} isPlaying={isPlaying} />
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
          <div className="flex flex-wrap items-center gap-1">
            <IconButton label={t('film.previous')} icon={<SkipBack size={16} aria-hidden />} onClick={() => jump(-1)} />
            <IconButton
              label={t(isPlaying ? 'film.pause' : 'film.play')}
              keys="Space"
              icon={isPlaying ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}
              onClick={() => setPlaying(!isPlaying)}
            />
            <IconButton label={t('film.next')} icon={<SkipForward size={16} aria-hidden />} onClick={() => jump(1)} />
            <span className="ml-2 font-mono whitespace-nowrap">{t('film.place', { at: tSec.toFixed(2), of: totalSec.toFixed(2) })}</span>
            <span className="ml-auto">
              <VolumeControl />
            </span>
          </div>
          <SoundWords sound={sound} isRefused={isPlaying && speaker.isRefused()} onAgain={again} />
          <p className="break-words text-small text-t2">
            {t('film.showing', { number: index + 1, by: take === null ? t('film.byStage') : t('film.byTake', { model: take.model }) })}
          </p>
        </div>
      )}
    </div>
  );
}

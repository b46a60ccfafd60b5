import { useEffect, useRef, useState } from 'react';
import type { ListedTake } from '../app/queries.ts';
import { useDirect, useView } from '../direct/direct-context.ts';
import { useWords } from '../words/use-words.ts';
import { TakeEnded } from './take-ended.tsx';
import { endOf, wordOf } from './take-state.ts';

/** How far picture and playhead may drift apart while they play, seconds. */
const DRIFT_SEC = 0.12;

/** One take at the shot's playhead: it plays, stops and scrubs with it. Silent until somebody asks for its sound elsewhere. */
export function TakeVideo({ take, number, side = 'left' }: Readonly<{ take: ListedTake; number: number; side?: 'left' | 'right' }>) {
  const { t } = useWords();
  const { view } = useDirect();
  const video = useRef<HTMLVideoElement>(null);
  const [isBroken, setBroken] = useState(false);
  const tSec = useView((state) => state.tSec);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    const follow = () => {
      const { tSec: wantedSec, isPlaying } = view.state();
      const lengthSec = Number.isFinite(element.duration) ? element.duration : (take.lengthSec ?? Number.POSITIVE_INFINITY);
      // The last frame stays where the shot is longer than its take.
      const toSec = Math.max(0, Math.min(wantedSec, lengthSec - 0.001));
      if (isPlaying && wantedSec < lengthSec) {
        if (Math.abs(element.currentTime - toSec) > DRIFT_SEC) element.currentTime = toSec;
        if (element.paused) void element.play().catch(() => undefined);
        return;
      }
      if (!element.paused) element.pause();
      if (element.currentTime !== toSec) element.currentTime = toSec;
    };
    // What the browser itself pauses or plays (a headset's key, another tab's sound) moves the playhead along.
    const told = (isPlaying: boolean) => () => {
      const { tSec: wantedSec, isPlaying: was } = view.state();
      if (was !== isPlaying && element.paused !== isPlaying && !element.ended && wantedSec < element.duration) view.set({ isPlaying });
    };
    const [played, paused] = [told(true), told(false)];
    follow();
    element.addEventListener('loadedmetadata', follow);
    element.addEventListener('play', played);
    element.addEventListener('pause', paused);
    const leave = view.subscribe(follow);
    return () => {
      leave();
      element.removeEventListener('loadedmetadata', follow);
      element.removeEventListener('play', played);
      element.removeEventListener('pause', paused);
    };
  }, [view, take.lengthSec]);
  const word = wordOf(take.state);
  const state = word === 'other' ? take.state : t(`takes.state.${word}`);
  const end = endOf(take);
  if (take.assetId === null && end !== null) return <TakeEnded take={take} end={end} />;
  if (take.assetId === null || isBroken)
    return (
      <p className="absolute inset-0 flex items-center justify-center bg-casing p-4 text-center text-say text-t1">
        <span className="rounded-sm bg-scrim px-3 py-1.5">{isBroken ? t('takes.unplayable') : t('takes.notPlayable', { state })}</span>
      </p>
    );
  return (
    <>
      <video
        ref={video}
        src={`/api/v1/assets/${take.assetId}/bytes`}
        poster={`/api/v1/assets/${take.assetId}/poster`}
        muted
        playsInline
        preload="auto"
        aria-label={t('takes.picture', { number, time: tSec.toFixed(2) })}
        onError={() => setBroken(true)}
        className="absolute inset-0 size-full bg-casing object-contain"
      />
      <span
        className={`absolute bottom-2 flex gap-1.5 rounded-sm bg-scrim px-2 py-0.5 text-small text-t1 ${side === 'left' ? 'left-2' : 'right-2'}`}
      >
        {t('takes.number', { number })}
        {take.isEmulated ? <strong className="font-medium text-warn">{t('takes.emulated')}</strong> : null}
      </span>
    </>
  );
}

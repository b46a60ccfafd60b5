import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Speaker } from './sound/speaker.ts';

/** Where the film stands, and whether it plays; at its end it stops. While its sound plays the picture goes by that. Times are seconds of the film, on its frames. */
export function usePlaying(
  totalSec: number,
  { fps, speaker }: Readonly<{ fps: number; speaker: Pick<Speaker, 'play' | 'pause' | 'leads'> }>,
) {
  const [tSec, setTSec] = useState(0);
  const [isPlaying, setIsPlaying] = useState(false);
  const exact = useRef(0);
  const isGoing = useRef(false);
  const seek = useCallback(
    (to: number) => {
      exact.current = Math.min(Math.max(0, totalSec - 1 / fps), Math.max(0, to));
      setTSec(Math.round(exact.current * fps) / fps);
      if (isGoing.current) speaker.play(exact.current);
    },
    [totalSec, fps, speaker],
  );
  const setPlaying = useCallback(
    (next: boolean) => {
      if (next && exact.current >= totalSec - 1.5 / fps) seek(0);
      isGoing.current = next;
      if (next) speaker.play(exact.current);
      else speaker.pause();
      setIsPlaying(next);
    },
    [totalSec, fps, seek, speaker],
  );
  useEffect(() => {
    if (!isPlaying) return;
    let last: number | null = null;
    let request = 0;
    const step = (nowMs: number) => {
      request = requestAnimationFrame(step);
      // A page that was away goes on from where it was, not from where it would be; its sound went on, and leads.
      const freeSec = exact.current + (last === null ? 0 : Math.min(0.25, (nowMs - last) / 1000));
      last = nowMs;
      exact.current = speaker.leads(freeSec) ?? freeSec;
      if (exact.current >= totalSec - 1 / fps) {
        setPlaying(false);
        exact.current = Math.max(0, totalSec - 1 / fps);
      }
      // Within this frame of the screen: left to React's own leisure, the picture would come a frame or two after what is heard.
      flushSync(() => setTSec(Math.floor(exact.current * fps + 1e-6) / fps));
    };
    request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
  }, [isPlaying, totalSec, fps, speaker, setPlaying]);
  return { tSec, isPlaying, seek, setPlaying };
}

import { useCallback, useEffect, useRef, useState } from 'react';

/** Where the film stands, and whether it plays; at its end it stops. Times are seconds of the film, on its frames. */
export function usePlaying(totalSec: number, fps: number) {
  const [tSec, setTSec] = useState(0);
  const [isPlaying, setIsPlaying] = useState(false);
  const exact = useRef(0);
  const seek = useCallback(
    (to: number) => {
      exact.current = Math.min(Math.max(0, totalSec - 1 / fps), Math.max(0, to));
      setTSec(Math.round(exact.current * fps) / fps);
    },
    [totalSec, fps],
  );
  const setPlaying = useCallback(
    (next: boolean) => {
      if (next && exact.current >= totalSec - 1.5 / fps) seek(0);
      setIsPlaying(next);
    },
    [totalSec, fps, seek],
  );
  useEffect(() => {
    if (!isPlaying) return;
    let last: number | null = null;
    let request = 0;
    const step = (nowMs: number) => {
      request = requestAnimationFrame(step);
      // A page that was away goes on from where it was, not from where it would be.
      exact.current += last === null ? 0 : Math.min(0.25, (nowMs - last) / 1000);
      last = nowMs;
      if (exact.current >= totalSec - 1 / fps) {
        setIsPlaying(false);
        exact.current = Math.max(0, totalSec - 1 / fps);
      }
      setTSec(Math.floor(exact.current * fps + 1e-6) / fps);
    };
    request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
  }, [isPlaying, totalSec, fps]);
  return { tSec, isPlaying, seek, setPlaying };
}

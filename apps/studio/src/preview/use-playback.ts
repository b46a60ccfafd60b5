import { useEffect } from 'react';
import { useDirect } from '../direct/direct-context.ts';

/** Draws the moment of the playhead whenever it, or the camera under the pointer, changes; and moves the playhead on while the shot plays. */
export function usePlayback(): void {
  const { preview, store, view, film } = useDirect();
  const { fps } = film.document;
  useEffect(() => {
    let drawn: unknown[] = [];
    const draw = () => {
      const { tSec, ghost } = view.state();
      const asked = [tSec, ghost];
      if (asked.every((value, index) => Object.is(value, drawn[index]))) return;
      drawn = asked;
      preview.draw(ghost?.tSec ?? tSec, ghost?.camera);
    };
    draw();
    return view.subscribe(draw);
  }, [preview, view]);
  useEffect(() => {
    let frame = 0;
    let last: number | null = null;
    let exact = 0;
    const step = (nowMs: number) => {
      frame = requestAnimationFrame(step);
      const { isPlaying, isLooping, loop, tSec } = view.state();
      if (!isPlaying) {
        last = null;
        return;
      }
      if (last === null) exact = tSec;
      const lengthSec = store.state().shot.camera.lengthSec;
      const from = loop?.fromSec ?? 0;
      const to = Math.min(loop?.toSec ?? lengthSec, lengthSec);
      exact += last === null ? 0 : Math.min(0.25, (nowMs - last) / 1000);
      last = nowMs;
      if (exact >= to) {
        if (!isLooping) return view.set({ isPlaying: false, tSec: to });
        exact = from;
      }
      const shown = Math.floor(exact * fps + 1e-6) / fps;
      if (shown !== tSec) view.set({ tSec: shown });
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [store, view, fps]);
}

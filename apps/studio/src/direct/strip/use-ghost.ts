import { type Camera, type Move, MovesCamera } from '@fantascope/film';
import { useEffect, useRef } from 'react';
import { useDirect } from '../direct-context.ts';

/** How long one run of a previewed move takes, in a thumb and in the viewport. */
export const PREVIEW_SEC = 1.6;

/** Shows moves in the viewport for a while, over and over, as a ghost: nothing of it is in the shot. */
export function useGhost(name: string, own: readonly Move[]) {
  const { store, view } = useDirect();
  const frame = useRef(0);
  const isOn = () => frame.current !== 0;
  const stop = useRef(() => {
    if (frame.current === 0) return;
    cancelAnimationFrame(frame.current);
    frame.current = 0;
    view.set({ ghost: null });
  });
  useEffect(() => () => stop.current(), []);
  const start = () => {
    if (isOn()) return;
    const camera = MovesCamera.parse({ ...rigOf(store.state().shot.camera), lengthSec: PREVIEW_SEC, moves: own });
    let fromMs: number | null = null;
    let isShown = false;
    const step = (nowMs: number) => {
      // Somebody else has ended it: another move, an added one.
      if (isShown && view.state().ghost?.camera !== camera) {
        frame.current = 0;
        return;
      }
      fromMs ??= nowMs;
      isShown = true;
      view.set({ ghost: { name, camera, tSec: ((nowMs - fromMs) / 1000) % PREVIEW_SEC } });
      frame.current = requestAnimationFrame(step);
    };
    frame.current = requestAnimationFrame(step);
  };
  return { start, stop: stop.current, isOn };
}

function rigOf(camera: Camera): object {
  const { moves: _, keyframes: __, ...rig } = camera as Readonly<{ moves?: unknown; keyframes?: unknown }>;
  return rig;
}

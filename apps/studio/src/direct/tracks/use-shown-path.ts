import { type Camera, cameraPath, type Pose } from '@fantascope/film';
import { useMemo } from 'react';
import { usePreview, useShot } from '../direct-context.ts';

/** The camera as the stage shows it, and its path. */
export type ShownPath = Readonly<{ camera: Camera; path: (tSec: number) => Pose }>;

/** The path that the stage draws: as it was fitted to the scene, or as it was asked for until there is one. */
export function useShownPath(): ShownPath {
  const asked = useShot(({ shot }) => shot.camera);
  const fit = usePreview((state) => state.fit);
  return useMemo(() => {
    // A fit of the shot before the last edit would show keys where they no longer are.
    const camera = fit !== null && isOf(fit.camera, asked) ? withEases(fit.camera, asked) : asked;
    return { camera, path: cameraPath(camera) };
  }, [asked, fit]);
}

/** A fitted camera with the eases that were asked for last: they change no amount, so they need not wait for the next fit. */
function withEases(fitted: Camera, asked: Camera): Camera {
  if (!('moves' in fitted && 'moves' in asked)) return fitted;
  return { ...fitted, moves: fitted.moves.map((move, index) => ({ ...move, easing: asked.moves[index]?.easing ?? move.easing })) };
}

function isOf(fitted: Camera, asked: Camera): boolean {
  if (fitted.lengthSec !== asked.lengthSec || fitted.lensMm !== asked.lensMm) return false;
  if ('keyframes' in fitted && 'keyframes' in asked) return JSON.stringify(fitted.keyframes) === JSON.stringify(asked.keyframes);
  if (!('moves' in fitted && 'moves' in asked) || fitted.moves.length !== asked.moves.length) return false;
  return fitted.moves.every((move, index) => {
    const other = asked.moves[index];
    return other !== undefined && move.startRatio === other.startRatio && move.endRatio === other.endRatio;
  });
}

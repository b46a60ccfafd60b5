import { type Camera, cameraPath, type Pose } from '@fantascope/film';
import { useMemo } from 'react';
import { usePreview, useShot } from '../direct-context.ts';

/** The camera as the stage shows it, its path, and the second from which it shows what no picture holds (null where it never does). */
export type ShownPath = Readonly<{ camera: Camera; path: (tSec: number) => Pose; outsideSec: number | null }>;

/** The path that the stage draws: as it was fitted to the scene, or as it was asked for until there is one. */
export function useShownPath(): ShownPath {
  const asked = useShot(({ shot }) => shot.camera);
  const fit = usePreview((state) => state.fit);
  return useMemo(() => {
    // A fit of the shot before the last edit would show keys where they no longer are.
    const isOfAsked = fit !== null && isOf(fit.camera, asked);
    const camera = isOfAsked ? fit.camera : asked;
    const outside = isOfAsked ? fit.notices.find(({ code }) => code === 'lift.move-outside-allowed')?.params?.['seconds'] : undefined;
    return { camera, path: cameraPath(camera), outsideSec: outside === undefined ? null : Number.parseFloat(String(outside)) };
  }, [asked, fit]);
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

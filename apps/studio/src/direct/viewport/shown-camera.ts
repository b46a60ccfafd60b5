import { type Camera, cameraPath, type Pose } from '@fantascope/film';
import { cameraInWindow } from '@fantascope/stage';
import { useMemo } from 'react';
import { usePreview, useShot, useView } from '../direct-context.ts';
import { type Landing, landingsOf } from './region-edit.ts';

/** The camera that the picture shows now: as it was asked for while a hand moves it, as it was fitted once that is known; null before there is a scene. */
export function useShownCamera(): Camera | null {
  const asked = useShot((state) => state.shot.camera);
  const fit = usePreview((state) => state.fit);
  const photo = usePreview((state) => state.facts?.photo ?? null);
  const isFitted = usePreview((state) => state.fitOf === asked);
  return useMemo(() => {
    if (fit === null) return null;
    if (isFitted) return fit.camera;
    const { aspectRatio, subject, head } = fit.camera;
    const told = photo === null ? asked : cameraInWindow(asked, { photo, window: fit.staging.window });
    return { ...told, aspectRatio, subject, ...(head === undefined ? {} : { head }) };
  }, [asked, fit, isFitted, photo]);
}

/** The shown camera, its path and where it is at the playhead; null before there is a scene. */
export function useShownPose(): Readonly<{ camera: Camera; path: (tSec: number) => Pose; pose: Pose; tSec: number }> | null {
  const camera = useShownCamera();
  const tSec = useView((view) => view.tSec);
  const path = useMemo(() => (camera === null ? null : cameraPath(camera)), [camera]);
  return useMemo(() => (camera === null || path === null ? null : { camera, path, pose: path(tSec), tSec }), [camera, path, tSec]);
}

/** What every tool over the picture works with. */
export type ShownPose = NonNullable<ReturnType<typeof useShownPose>>;

/** The rectangles that the shot's moves land on, as they lie in the first frame that is shown now. */
export function useLandings(): readonly Landing[] {
  const camera = useShot((state) => state.shot.camera);
  const photo = usePreview((state) => state.facts?.photo ?? null);
  const window = usePreview((state) => state.fit?.staging.window ?? null);
  return useMemo(
    () => landingsOf(photo === null || window === null ? camera : cameraInWindow(camera, { photo, window })),
    [camera, photo, window],
  );
}

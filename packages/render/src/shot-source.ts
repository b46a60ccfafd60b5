import type { Camera, Notice, Shot } from '@fantascope/film';
import type { DepthChoice, MatteMaker } from '@fantascope/lift';
import {
  type CameraFit,
  fitCamera,
  type LiftReport,
  type LiftStep,
  liftPicture,
  type Outside,
  readSceneFile,
  sceneFileKey,
} from '@fantascope/lift/lifted';
import type { ShotSource } from './film-planner.ts';

/** How photographs become the scenes of shots; the same for a whole film. */
export type LiftSetting = Readonly<{
  cache: string;
  depth: DepthChoice;
  outside: Outside;
  refresh: boolean;
  widthPx: number;
  heightPx: number;
  fps: number;
  matteMaker?: MatteMaker;
}>;

/** A shot ready to be drawn: its scene, a camera that stays inside it, and how both came about. */
export type LiftedShot = Readonly<{ source: ShotSource; fit: CameraFit; lift: LiftReport; notices: readonly Notice[] }>;

/**
 * Lifts a photograph and fits a camera into it. The scene itself is read again from the cache when it is drawn, so that a long film keeps no
 * pictures in memory; without a cache file it stays. Throws what liftPicture and fitCamera throw.
 */
export async function liftShot(
  shot: Readonly<{ picture: string; camera: Camera }> & Pick<Shot, 'startCropRatio' | 'startCentre'>,
  { onStep, isDrawnNext = false, ...setting }: LiftSetting & Readonly<{ onStep?: (step: LiftStep) => void; isDrawnNext?: boolean }>,
): Promise<LiftedShot> {
  const { cache, depth, refresh, widthPx, heightPx, fps, outside } = setting;
  const { scene, report } = await liftPicture(shot.picture, {
    cache,
    depth,
    refresh,
    maxWidthPx: sceneSize(widthPx, heightPx),
    ...(setting.matteMaker === undefined ? {} : { matteMaker: setting.matteMaker }),
    ...(onStep === undefined ? {} : { onStep }),
  });
  const fit = fitCamera(shot.camera, scene, {
    outside,
    aspectRatio: widthPx / heightPx,
    fps,
    startCentre: shot.startCentre,
    ...(shot.startCropRatio === undefined ? {} : { startCropRatio: shot.startCropRatio }),
  });
  const { file } = report;
  const source: ShotSource = {
    scene: file === null || isDrawnNext ? scene : async () => (await readSceneFile(file)).scene,
    ...(file === null ? {} : { sceneKey: await sceneFileKey(file) }),
    staging: fit.staging,
    camera: fit.camera,
  };
  return { source, fit, lift: report, notices: [...report.notices, ...fit.notices] };
}

/** Longest side of a scene for a frame of this size: a third more than the frame's, so that a push-in stays sharp, and 2560 at least. */
function sceneSize(widthPx: number, heightPx: number): number {
  return Math.min(4096, Math.max(2560, Math.round(Math.max(widthPx, heightPx) * 1.34)));
}

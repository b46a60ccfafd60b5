import type { Camera, Notice, Shot } from '@fantascope/film';
import type { DepthChoice, DownloadProgress, MatteMaker } from '@fantascope/lift';
import {
  type CameraFit,
  fitCamera,
  fitCameraOnce,
  type LiftReport,
  type LiftStep,
  liftPicture,
  type Outside,
  readSceneFile,
  sceneFileKey,
  type UpscaleChoice,
} from '@fantascope/lift/lifted';
import type { ShotSource } from './film-planner.ts';
import { type LookAsked, lookOf } from './look-source.ts';

/** How photographs become the scenes of shots; the same for a whole film. */
export type LiftSetting = Readonly<{
  cache: string;
  depth: DepthChoice;
  /** Default 'auto'. */
  upscale?: UpscaleChoice;
  outside: Outside;
  refresh: boolean;
  widthPx: number;
  heightPx: number;
  fps: number;
  matteMaker?: MatteMaker;
  signal?: AbortSignal;
  onDownload?: (progress: DownloadProgress) => void;
}>;

/** A shot ready to be drawn: its scene, a camera that stays inside it, and how both came about. */
export type LiftedShot = Readonly<{ source: ShotSource; fit: CameraFit; lift: LiftReport; notices: readonly Notice[] }>;

/**
 * Lifts a photograph and fits a camera into it. The scene itself is read again from the cache when it is drawn, so that a long film keeps no
 * pictures in memory; without a cache file it stays. Throws what liftPicture, fitCamera and lookOf throw.
 */
export async function liftShot(
  shot: Readonly<{ picture: string; camera: Camera; look?: LookAsked }> & Pick<Shot, 'startCropRatio' | 'startCentre'>,
  { onStep, isDrawnNext = false, ...setting }: LiftSetting & Readonly<{ onStep?: (step: LiftStep) => void; isDrawnNext?: boolean }>,
): Promise<LiftedShot> {
  const { cache, depth, refresh, widthPx, heightPx, fps, outside } = setting;
  // First: a look that names a bad file is refused before a long lift.
  const look = shot.look === undefined ? undefined : await lookOf(shot.look);
  const { scene, report } = await liftPicture(shot.picture, {
    cache,
    depth,
    refresh,
    ...(setting.upscale === undefined ? {} : { upscale: setting.upscale }),
    inSharedMemory: isDrawnNext,
    maxWidthPx: await sceneSize(shot, setting),
    ...(setting.matteMaker === undefined ? {} : { matteMaker: setting.matteMaker }),
    ...(onStep === undefined ? {} : { onStep }),
    ...(setting.signal === undefined ? {} : { signal: setting.signal }),
    ...(setting.onDownload === undefined ? {} : { onDownload: setting.onDownload }),
  });
  const { file } = report;
  const sceneKey = file === null ? undefined : await sceneFileKey(file);
  const asked = {
    outside,
    aspectRatio: widthPx / heightPx,
    fps,
    startCentre: shot.startCentre,
    ...(shot.startCropRatio === undefined ? {} : { startCropRatio: shot.startCropRatio }),
  };
  const fit =
    sceneKey === undefined ? fitCamera(shot.camera, scene, asked) : await fitCameraOnce(shot.camera, scene, { ...asked, cache, sceneKey });
  const source: ShotSource = {
    scene: file === null || isDrawnNext ? scene : async () => (await readSceneFile(file, { inSharedMemory: true })).scene,
    ...(sceneKey === undefined ? {} : { sceneKey }),
    staging: fit.staging,
    camera: fit.camera,
    ...(look === undefined ? {} : { look }),
  };
  return { source, fit, lift: report, notices: [...report.notices, ...fit.notices] };
}

/**
 * Longest side of a scene, 2560 to 4096 pixels: where the photograph has them, a third more pixels in the first frame's window than the frame
 * shows, so that a push-in stays sharp also for a tall window in a wide photograph or a window far inside it.
 */
async function sceneSize(
  { picture, startCropRatio = 1.1 }: Readonly<{ picture: string }> & Pick<Shot, 'startCropRatio'>,
  { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>,
): Promise<number> {
  // The usual frame is served by the least scene; asking for the photograph's size would load the codecs for nothing.
  if (widthPx <= 1920 && widthPx >= heightPx && startCropRatio <= 1.25) return 2560;
  const { pictureSize } = await import('@fantascope/lift');
  const photo = await pictureSize(picture);
  if (photo === null) return 2560;
  const windowPx = Math.min(photo.widthPx, (photo.heightPx * widthPx) / heightPx) / startCropRatio;
  const longest = Math.max(photo.widthPx, photo.heightPx);
  return Math.min(4096, Math.max(2560, Math.min(longest, Math.round((longest * widthPx * 1.34) / windowPx))));
}

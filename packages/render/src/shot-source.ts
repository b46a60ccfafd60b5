import type { Animatic, Camera, Notice, Shot } from '@fantascope/film';
import type { DepthChoice, DownloadProgress, MatteMaker } from '@fantascope/lift';
import {
  type CameraFit,
  checkMasks,
  extendScene,
  extendVersion,
  fitCamera,
  fitCameraOnce,
  isLayersPath,
  type KeptMotions,
  type LiftReport,
  type LiftStep,
  liftAnimatic,
  liftPicture,
  type Outside,
  paintedCropRatio,
  paintedSizePx,
  type ReadYaml,
  readSceneFile,
  sceneFileKey,
  splitMotionsOnce,
  surroundRatio,
  type UpscaleChoice,
  wholePhotoCrop,
} from '@fantascope/lift/lifted';
import type { Scene } from '@fantascope/stage';
import type { ShotSource } from './film-planner.ts';
import { idleLook } from './idle-look.ts';
import { type LookAsked, lookOf, withMotions } from './look-source.ts';
import { sceneHash } from './segment-key.ts';
import { SharedScenes } from './shared-scenes.ts';

/** How photographs become the scenes of shots; the same for a whole film. */
export type LiftSetting = Readonly<{
  cache: string;
  depth: DepthChoice;
  /** Default 'auto'. */
  upscale?: UpscaleChoice;
  /** Reads scene.yaml of a folder of layers; without it only scene.json is read. */
  readYaml?: ReadYaml;
  outside: Outside;
  refresh: boolean;
  widthPx: number;
  heightPx: number;
  fps: number;
  matteMaker?: MatteMaker;
  signal?: AbortSignal;
  onDownload?: (progress: DownloadProgress) => void;
}>;

/** What a shot says of its own scene: a picture, or what is painted in its place; paths of files as they are to be opened. */
export type SceneAsked = Readonly<{ picture: string | Animatic }> &
  Pick<Shot, 'fit' | 'startCropRatio' | 'startCentre' | 'depth' | 'depthBrush' | 'layers'>;

/** A shot ready to be drawn: its scene, a camera that stays inside it, and how both came about. keptBytes: pictures held until they are drawn that no other shot holds. */
export type LiftedShot = Readonly<{ source: ShotSource; fit: CameraFit; lift: LiftReport; notices: readonly Notice[]; keptBytes: number }>;

/** How one shot is lifted; `others`: the scenes of the film's other shots. */
type ShotLifting = LiftSetting & Readonly<{ onStep?: (step: LiftStep) => void; isDrawnSoon?: boolean; others?: SharedScenes }>;

/**
 * Lifts a photograph, or a folder of layers, or paints an animatic, and fits a camera into it. A shot's own depth goes before the setting's, which is for photographs. The scene itself is read again from the cache when it is drawn, so that a long film keeps no
 * pictures in memory; without a cache file it stays. Throws what liftPicture, fitCamera and lookOf throw.
 */
export async function liftShot(
  shot: SceneAsked & Readonly<{ camera: Camera; look?: LookAsked }>,
  { onStep, isDrawnSoon = false, others = new SharedScenes(), ...setting }: ShotLifting,
): Promise<LiftedShot> {
  const { cache, refresh, widthPx, heightPx, fps, outside } = setting;
  // First: a look that names a bad file is refused before a long lift.
  const look = shot.look === undefined ? undefined : await lookOf(shot.look);
  if (shot.look !== undefined) await checkMasks(shot.look.shot.motions, shot.look.folder);
  const { picture } = shot;
  const aspectRatio = widthPx / heightPx;
  const options = {
    cache,
    depth: shot.depth ?? (typeof picture !== 'string' || (await isLayersPath(picture)) ? 'auto' : setting.depth),
    ...(shot.depthBrush === undefined ? {} : { depthBrush: shot.depthBrush }),
    ...(shot.layers === undefined ? {} : { nearer: shot.layers }),
    ...(setting.readYaml === undefined ? {} : { readYaml: setting.readYaml }),
    refresh,
    ...(setting.upscale === undefined ? {} : { upscale: setting.upscale }),
    inSharedMemory: isDrawnSoon,
    maxWidthPx: typeof picture === 'string' ? await sceneSize({ ...shot, picture }, setting) : paintedSizePx(setting),
    ...(setting.matteMaker === undefined ? {} : { matteMaker: setting.matteMaker }),
    ...(onStep === undefined ? {} : { onStep }),
    ...(setting.signal === undefined ? {} : { signal: setting.signal }),
    ...(setting.onDownload === undefined ? {} : { onDownload: setting.onDownload }),
  };
  const isPainted = typeof picture !== 'string';
  const lift = () => (isPainted ? liftAnimatic(picture, { ...options, aspectRatio }) : liftPicture(picture, options));
  const { depth, depthBrush, nearer, upscale, maxWidthPx } = options;
  const alike = [picture, depth, depthBrush, nearer, upscale, maxWidthPx, isPainted ? aspectRatio : null];
  const { scene: photographed, report } = refresh ? await lift() : await others.lifted(alike, lift);
  const { file } = report;
  const extend = shot.fit === 'extend' ? (from: Scene) => extendScene(from, aspectRatio) : undefined;
  const scene = extend === undefined ? photographed : extend(photographed);
  const isExtended = scene !== photographed;
  const shape = isExtended ? ` extended ${extendVersion} ${aspectRatio}` : '';
  const liftedKey = file === null ? undefined : await sceneFileKey(file);
  const sceneKey = liftedKey === undefined ? undefined : liftedKey + shape;
  // An extended photograph is meant to be seen whole: moves shrink before it is cropped.
  const startCropRatio = shot.startCropRatio ?? (isPainted ? paintedCropRatio : isExtended ? wholePhotoCrop : undefined);
  // what is painted is composed for the middle of its canvas
  const startCentre = shot.startCentre ?? (isPainted ? { xRatio: 0.5, yRatio: 0.5 } : undefined);
  const asked = { outside, aspectRatio, fps, startCentre, ...(startCropRatio === undefined ? {} : { startCropRatio }) };
  const fit =
    sceneKey === undefined ? fitCamera(shot.camera, scene, asked) : await fitCameraOnce(shot.camera, scene, { ...asked, cache, sceneKey });
  // What moves by itself is parted from the photograph, not from its surround.
  const moving = await partedFor(shot.look, { scene: photographed, sceneKey: liftedKey, cache, isDrawnSoon });
  const kept = moving === undefined ? scene : photographed;
  // What was cut out has a scene of its own.
  const isKept = file === null || (isDrawnSoon && moving?.isCut !== true);
  const lifted = handedOver(isKept ? kept : undefined, file);
  const parted = moving === undefined ? lifted : () => moving.open(lifted);
  const open = isExtended && extend !== undefined ? async () => extendOnce(await parted(), extend) : parted;
  const key = moving === undefined ? sceneKey : moving.key + shape;
  // The surround is the new first layer.
  const motions = (moving?.motions ?? []).map((motion) => (isExtended ? { ...motion, layer: motion.layer + 1 } : motion));
  const source: ShotSource = {
    scene: file === null && moving === undefined ? scene : open,
    ...(key === undefined ? {} : { sceneKey: key }),
    staging: fit.staging,
    camera: fit.camera,
    ...(look === undefined && moving === undefined ? {} : { look: withMotions(look, shot.look as LookAsked, motions) }),
  };
  const keptBytes = file !== null && !isDrawnSoon ? 0 : others.newBytes(scene);
  const idle = shot.look === undefined ? [] : idleLook(shot.camera, shot.look);
  const notices = [...report.notices, ...(isExtended ? [extendedNotice(scene, fit)] : []), ...fit.notices, ...idle];
  return { source, fit, lift: report, notices, keptBytes };
}

/** Says how much of the first frame is not the photograph. */
function extendedNotice(scene: Scene, { staging }: CameraFit): Notice {
  return { code: 'lift.frame-extended', params: { percent: Math.round(surroundRatio(scene, staging.window) * 100) } };
}

/** A scene that is kept in memory was extended when its camera was fitted. */
function extendOnce(scene: Scene, extend: (scene: Scene) => Scene): Scene {
  return scene.room === undefined ? extend(scene) : scene;
}

/** The scene parted for its shot's motions; undefined where nothing moves by itself. The camera was fitted to the scene before: parting changes no depth. */
async function partedFor(
  asked: LookAsked | undefined,
  { scene, sceneKey, cache, isDrawnSoon }: Readonly<{ scene: Scene; sceneKey: string | undefined; cache: string; isDrawnSoon: boolean }>,
): Promise<KeptMotions | undefined> {
  if (asked === undefined || asked.shot.motions.length === 0) return undefined;
  const { shot, film, folder } = asked;
  return await splitMotionsOnce({
    scene,
    motions: shot.motions,
    sceneKey: sceneKey ?? sceneHash(scene),
    cache,
    folder,
    seed: film.seed,
    isDrawnSoon,
  });
}

/**
 * A scene that is kept until it is asked for, once; after that, and where it was not kept, it is read from its file; without a file it stays. A function of its own:
 * an arrow inside liftShot that names the scene would keep it for as long as any other arrow there is kept, for every shot of a long film.
 */
function handedOver(scene: Scene | undefined, file: string | null): () => Promise<Scene> {
  let kept = scene;
  return async () => {
    const given = kept ?? (await readSceneFile(file as string, { inSharedMemory: true })).scene;
    if (file !== null) kept = undefined;
    return given;
  };
}

/**
 * Longest side of a scene, 2560 to 4096 pixels: where the photograph has them, a third more pixels in the first frame's window than the frame
 * shows, so that a push-in stays sharp also for a tall window in a wide photograph or a window far inside it.
 */
async function sceneSize(
  { picture, fit, startCropRatio = 1.1 }: SceneAsked & Readonly<{ picture: string }>,
  { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>,
): Promise<number> {
  // The usual frame is served by the least scene; asking for the photograph's size would load the codecs for nothing.
  if (widthPx <= 1920 && widthPx >= heightPx && startCropRatio <= 1.25) return 2560;
  const { pictureSize } = await import('@fantascope/lift');
  const photo = await pictureSize(picture);
  // one's own layers are never enlarged, so that asking for all they have is safe
  if (photo === null) return (await isLayersPath(picture)) ? 4096 : 2560;
  const across = [photo.widthPx, (photo.heightPx * widthPx) / heightPx];
  const windowPx = (fit === 'extend' ? Math.max(...across) : Math.min(...across)) / startCropRatio;
  const longest = Math.max(photo.widthPx, photo.heightPx);
  return Math.min(4096, Math.max(2560, Math.min(longest, Math.round((longest * widthPx * 1.34) / windowPx))));
}

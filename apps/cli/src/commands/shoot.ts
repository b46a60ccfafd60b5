import { writeFile } from 'node:fs/promises';
import { type Camera, cameraPath, Fault, presetCamera, Shot, seedShakes, writeRealEstate10k } from '@fantascope/film';
import { cacheDir, type Outside, type UpscaleChoice } from '@fantascope/lift/lifted';
import { diskFault, type EncoderSpeed } from '@fantascope/media';
import { type LiftedShot, liftShot, renderShot, withInterrupt } from '@fantascope/render';
import type { Door } from '../door.ts';
import { checkTarget, type FrameOptions, shotFrame } from '../frame-options.ts';
import { type LookOptions, lookFiles, lookParts } from '../look-options.ts';
import { checkOut } from '../out-file.ts';
import type { Setting } from '../setting.ts';
import { wordsCamera } from './camera.ts';
import { readCameraJson } from './camera-json.ts';
import { depthFiles, depthOf, downloadProgress, liftFigures, liftProgress, movesLine, renderFigures, renderProgress } from './reporting.ts';

type ShootOptions = Readonly<{
  camera?: string;
  preset?: string;
  seconds?: number;
  poses?: string;
  lens?: number;
  subjectDistance?: number;
  startCrop?: number;
  startCentre?: { xRatio: number; yRatio: number };
  seed?: number;
  depth: string;
  upscale: UpscaleChoice;
  outside: Outside;
  speed: EncoderSpeed;
  workers?: number;
  refresh: boolean;
}> &
  FrameOptions &
  LookOptions;

/** One photograph becomes one shot: read the camera, lift, fit, draw, and say what was done. */
export async function shoot(image: string, options: ShootOptions, { door, env }: Setting): Promise<void> {
  const inputs = [
    image,
    ...depthFiles(options.depth),
    ...lookFiles(options),
    ...(options.camera?.endsWith('.json') ? [options.camera] : []),
  ];
  const format = await checkTarget(options, inputs);
  const { widthPx, heightPx, fps } = shotFrame(options, format);
  if (options.poses !== undefined) await checkOut(options.poses, { option: '--poses', inputs: [...inputs, options.out] });
  const asked = await cameraOf(options, door);
  const shot = Shot.parse({ camera: asked, picture: image, ...lookParts(options) });
  const cache = cacheDir(env);
  let lifted: LiftedShot | undefined;
  const report = await withInterrupt((signal) =>
    renderShot({
      shot,
      // Asked for while threads and encoders start.
      source: async () => {
        lifted = await liftShot(
          {
            picture: image,
            camera: asked,
            startCropRatio: options.startCrop,
            startCentre: options.startCentre,
            look: { shot, film: { fps, seed: options.seed ?? 1 }, folder: process.cwd() },
          },
          {
            cache,
            depth: depthOf(options.depth),
            upscale: options.upscale,
            outside: options.outside,
            refresh: options.refresh,
            widthPx,
            heightPx,
            fps,
            isDrawnNext: true,
            onStep: liftProgress(door),
            onDownload: downloadProgress(door),
            signal,
          },
        );
        for (const notice of lifted.notices) door.notice(notice);
        return lifted.source;
      },
      widthPx,
      heightPx,
      fps,
      out: options.out,
      format,
      speed: options.speed,
      cacheDir: cache,
      env,
      signal,
      onProgress: renderProgress(door),
      ...(options.workers === undefined ? {} : { workers: options.workers }),
    }),
  );
  if (lifted === undefined) return;
  for (const notice of report.notices) door.notice(notice);
  if (options.poses !== undefined) await writePoses(options.poses, { camera: lifted.fit.camera, frames: report.frames, fps, image });

  const { lift, fit } = lifted;
  const text = door.text.shoot;
  door.line(`${text.heading}: ${movesLine(fit, door)}`);
  door.line(text.lifted(lift.layers, lift.matte, lift.depth, lift.ms, lift.cached));
  door.line(text.done(report.out, (report.frames / report.fps).toFixed(2), report.frames, (report.wallMs / 1000).toFixed(1)));
  door.result({
    ...renderFigures(report),
    lift: liftFigures(lift),
    camera: {
      lensMm: fit.camera.lensMm,
      subjectDistanceM: fit.camera.subjectDistanceM,
      startCropRatio: fit.startCropRatio,
      moves: fit.moves,
    },
    envelope: fit.envelope,
    poses: options.poses ?? null,
    notices: door.spokenNotices(),
  });
}

/** The camera asked for: a JSON file, a preset, or words. */
async function cameraOf(options: ShootOptions, door: Door): Promise<Camera> {
  const camera = await unseededCameraOf(options, door);
  return options.seed === undefined ? camera : seedShakes(camera, options.seed);
}

async function unseededCameraOf(options: ShootOptions, door: Door): Promise<Camera> {
  const { camera, preset } = options;
  const rig = {
    lengthSec: options.seconds ?? 5,
    ...(options.lens === undefined ? {} : { lensMm: options.lens }),
    ...(options.subjectDistance === undefined ? {} : { subjectDistanceM: options.subjectDistance }),
  };
  if (camera !== undefined && preset !== undefined) throw new Fault('cli.one-camera');
  if (camera?.endsWith('.json')) {
    const { lengthSec, ...lens } = rig;
    return readCameraJson(camera, options.seconds === undefined ? lens : { lengthSec, ...lens });
  }
  const subjectDistanceM = options.subjectDistance ?? 3;
  if (preset !== undefined) {
    const found = presetCamera(preset, { subjectDistanceM, lengthSec: rig.lengthSec });
    if (found === null) throw new Fault('cli.no-preset', { name: preset });
    return { ...found, ...rig };
  }
  const words = camera ?? '';
  return wordsCamera(words, { door, rig: { ...rig, subjectDistanceM } });
}

async function writePoses(
  path: string,
  { camera, frames, fps, image }: { camera: Camera; frames: number; fps: number; image: string },
): Promise<void> {
  const poseOf = cameraPath(camera);
  const poses = Array.from({ length: frames }, (_, frame) => ({ tSec: frame / fps, pose: poseOf(frame / fps) }));
  const source = `fantascope shoot ${image}`;
  await writeFile(path, writeRealEstate10k(poses, { aspectRatio: camera.aspectRatio, source })).catch((error: unknown) => {
    throw diskFault(error, path);
  });
}

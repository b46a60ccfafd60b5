import { writeFile } from 'node:fs/promises';
import {
  type Camera,
  cameraPath,
  Fault,
  type Film,
  type FrameSize,
  presetCamera,
  Shot,
  seedShakes,
  writeRealEstate10k,
} from '@fantascope/film';
import { cacheDir, type Outside, ownSubjectDistanceM, type UpscaleChoice } from '@fantascope/lift/lifted';
import { diskFault, type EncoderSpeed } from '@fantascope/media';
import { filmOfShot, type LiftedShot, liftShot, renderShot, withInterrupt } from '@fantascope/render';
import { dataDir } from '@fantascope/take';
import { type ControlOptions, checkControlOptions } from '../control-options.ts';
import type { Door } from '../door.ts';
import { labelOf } from '../film-label.ts';
import { checkTarget, type FrameOptions, shotFrame } from '../frame-options.ts';
import { type LayerOptions, readYaml } from '../layer-options.ts';
import { type LookOptions, lookFiles, lookParts } from '../look-options.ts';
import { checkOut } from '../out-file.ts';
import type { Setting } from '../setting.ts';
import { type TakeOptions, takeFiles } from '../take-options.ts';
import { wordsCamera } from './camera.ts';
import { readCameraJson } from './camera-json.ts';
import {
  depthFiles,
  depthOf,
  downloadProgress,
  liftFigures,
  liftProgress,
  movesLine,
  renderFigures,
  renderProgress,
  sealLine,
} from './reporting.ts';

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
  Omit<FrameOptions, 'out'> &
  Readonly<{ out?: string }> &
  ControlOptions &
  LayerOptions &
  LookOptions &
  TakeOptions;

/** One photograph, or a folder of layers, becomes one shot: read the camera, lift, fit, draw, and say what was done. */
export async function shoot(image: string, options: ShootOptions, setting: Setting): Promise<void> {
  const { door, env } = setting;
  const inputs = [
    image,
    ...depthFiles(options.depth),
    ...(options.depthBrush === undefined ? [] : [options.depthBrush]),
    ...lookFiles(options),
    ...(options.camera?.endsWith('.json') ? [options.camera] : []),
  ];
  const { out, control: folder } = options;
  if (options.model !== undefined && options.model !== 'fantascope/stage')
    return shootWithModel(image, { ...options, model: options.model }, setting);
  // The stage draws a whole film file; a single shot of one is asked of a model.
  if (options.shot !== undefined) throw new Fault('cli.missing', { name: '-m, --model <id>', command: 'shoot' });
  if (out === undefined && folder === undefined) throw new Fault('cli.missing', { name: '-o, --out <file>', command: 'shoot' });
  checkControlOptions(options, [out, options.poses]);
  const format = out === undefined ? 'h264' : await checkTarget({ ...options, out }, inputs);
  const { widthPx, heightPx, fps } = shotFrame(options, format);
  if (options.poses !== undefined)
    await checkOut(options.poses, { option: '--poses', inputs: [...inputs, ...(out === undefined ? [] : [out])] });
  if (folder !== undefined) await (await import('@fantascope/render/control')).checkControlFolder(folder);
  const { nearer } = options;
  // layers stand at metres of their own
  const subjectDistance = options.subjectDistance ?? (await ownSubjectDistanceM(image, { readYaml, ...(nearer ? { nearer } : {}) }));
  const moved = await cameraOf(subjectDistance === null ? options : { ...options, subjectDistance }, door);
  const asked = options.focus === undefined ? moved : { ...moved, focusM: options.focus };
  const shot = Shot.parse({ camera: asked, picture: image, ...lookParts(options) });
  const cache = cacheDir(env);
  const liftFor = lifter({ image, shot, fps, options }, setting);
  let lifted: LiftedShot | undefined;
  const made = await withInterrupt(async (signal) => {
    const seal = out === undefined ? undefined : await openShotSeal(filmOfShot({ shot, widthPx, heightPx, fps }), { out, signal, setting });
    const film =
      out === undefined
        ? undefined
        : await renderShot({
            shot,
            // Asked for while threads and encoders start.
            source: async () => {
              lifted = await liftFor({ widthPx, heightPx }, signal);
              return lifted.source;
            },
            widthPx,
            heightPx,
            fps,
            out,
            format,
            speed: options.speed,
            ...(seal === undefined ? {} : { tags: labelOf({ shots: [shot] }, seal.seen).tags }),
            ...(seal?.lastWrite === undefined ? {} : { lastWrite: seal.lastWrite }),
            cacheDir: cache,
            env,
            signal,
            onProgress: renderProgress(door),
            ...(options.workers === undefined ? {} : { workers: options.workers }),
          });
    const sealed = seal?.end();
    if (folder === undefined) return { film, sealed };
    const { shootControl } = await import('./control.ts');
    const frame = { widthPx, heightPx, fps };
    const asking = { image, shot, frame, lifted, lift: (size: FrameSize) => liftFor(size, signal), options, cache, signal, folder };
    const control = await shootControl(asking, setting);
    lifted ??= control.lifted;
    return { film, sealed, control: control.report };
  });
  if (lifted === undefined) return;
  const { film: report, control } = made;
  const { notices: ofSeal = [], ...credentials } = made.sealed ?? {};
  for (const notice of [...(report?.notices ?? []), ...ofSeal]) door.notice(notice);
  if (options.poses !== undefined) {
    const frames = report?.frames ?? Math.max(1, Math.round(lifted.fit.camera.lengthSec * fps));
    await writePoses(options.poses, { camera: lifted.fit.camera, frames, fps, image });
  }

  const { lift, fit } = lifted;
  const text = door.text.shoot;
  door.line(`${text.heading}: ${movesLine(fit, door)}`);
  door.line(text.lifted(lift.layers, lift.matte, lift.depth, lift.ms, lift.cached));
  if (report !== undefined)
    door.line(text.done(report.out, (report.frames / report.fps).toFixed(2), report.frames, (report.wallMs / 1000).toFixed(1)));
  if ('signer' in credentials) door.line(sealLine(credentials, door));
  const words = control && (await import('./control.ts'));
  if (control !== undefined) words?.sayControl(control, door);
  door.result({
    ...(report && { ...renderFigures(report), credentials }),
    ...(control && words && { control: words.controlFigures(control) }),
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

/** Settles who signs the shot before anything is drawn; its photograph is named from where the command was given. Throws as openFilmSeal does. */
async function openShotSeal(
  film: Film,
  { out, signal, setting: { env } }: Readonly<{ out: string; signal: AbortSignal; setting: Setting }>,
) {
  const { openFilmSeal } = await import('@fantascope/media/credentials');
  return await openFilmSeal(film, { from: process.cwd(), out, home: dataDir(env), env, nowMs: Date.now(), signal });
}

/** Lifts the photograph for a frame, with everything that was asked of its layers and look. */
function lifter(
  {
    image,
    shot,
    fps,
    options,
    folder = process.cwd(),
  }: Readonly<{ image: string; shot: Shot; fps: Film['fps']; options: ShootOptions; folder?: string }>,
  { door, env }: Setting,
) {
  const { nearer, depthBrush } = options;
  return async (frame: FrameSize, signal: AbortSignal): Promise<LiftedShot> => {
    const made = await liftShot(
      {
        picture: image,
        camera: shot.camera,
        fit: options.fit,
        startCropRatio: options.startCrop,
        startCentre: options.startCentre,
        depth: depthOf(options.depth),
        depthBrush,
        layers: nearer && [...nearer],
        look: { shot, film: { fps, seed: options.seed ?? 1 }, folder },
      },
      {
        cache: cacheDir(env),
        depth: depthOf(options.depth),
        readYaml,
        upscale: options.upscale,
        outside: options.outside,
        refresh: options.refresh,
        widthPx: frame.widthPx,
        heightPx: frame.heightPx,
        fps,
        isDrawnSoon: true,
        onStep: liftProgress(door),
        onDownload: downloadProgress(door),
        signal,
      },
    );
    for (const notice of made.notices) door.notice(notice);
    return made;
  };
}

/** The same shot, made by a provider's model. */
async function shootWithModel(image: string, options: ShootOptions & Readonly<{ model: string }>, setting: Setting): Promise<void> {
  const { out, size, aspect, fit, seed, startCrop, startCentre } = options;
  if (out === undefined) throw new Fault('cli.missing', { name: '-o, --out <file>', command: 'shoot' });
  if (options.shot !== undefined) return shootFilmShot(image, { ...options, out, shot: options.shot }, setting);
  const frame = shotFrame(options, 'h264');
  const { shootTake } = await import('./shoot-take.ts');
  await shootTake(
    {
      ...{ image, out, frame, fit, seed, startCrop, startCentre, model: options.model, prompt: options.prompt, spend: options },
      camera: await cameraOf(options, setting.door),
      look: lookParts(options),
      isFrameAsked: size !== undefined || aspect !== undefined,
      inputs: [image, ...(options.camera?.endsWith('.json') ? [options.camera] : []), ...takeFiles(options)],
      references: options.reference ?? [],
      lastPicture: options.lastPicture,
      baseVideo: options.baseVideo,
      moves: options.moves,
      lift: ({ image: from, shot, isGoingOn }, wanted, signal) => {
        const { fit: _, startCrop: __, startCentre: ___, ...whole } = options;
        return lifter({ image: from, shot, fps: frame.fps, options: isGoingOn ? whole : options }, setting)(wanted, signal);
      },
    },
    setting,
  );
}

/** A shot of a film file, made by a provider's model as the film has it: its camera, words, picture and cast, in the film's frame. */
async function shootFilmShot(
  file: string,
  options: ShootOptions & Readonly<{ model: string; out: string; shot: string }>,
  setting: Setting,
): Promise<void> {
  const { readFilmShot } = await import('../film-shot.ts');
  const { shootTake } = await import('./shoot-take.ts');
  const { shot, frame, cast, folder, files } = await readFilmShot(file, { named: options.shot, door: setting.door });
  const { camera, picture, ...look } = shot;
  await shootTake(
    {
      ...{
        image: picture ?? '-',
        out: options.out,
        frame,
        model: options.model,
        prompt: options.prompt,
        spend: options,
        camera,
        look,
        cast,
      },
      ...{ seed: options.seed, fit: undefined, startCrop: undefined, startCentre: undefined, isFrameAsked: true },
      inputs: [...files, ...takeFiles(options)],
      references: options.reference ?? [],
      ...{ lastPicture: options.lastPicture, baseVideo: options.baseVideo, moves: options.moves },
      lift: ({ image: from, shot: drawn }, wanted, signal) => {
        const { fit, startCropRatio: startCrop, startCentre, depth = options.depth, depthBrush, layers: nearer } = drawn;
        const own = Object.fromEntries(
          Object.entries({ fit, startCrop, startCentre, depthBrush, nearer }).filter(([, value]) => value !== undefined),
        );
        return lifter({ image: from, shot: drawn, fps: frame.fps, options: { ...options, ...own, depth }, folder }, setting)(
          wanted,
          signal,
        );
      },
    },
    setting,
  );
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

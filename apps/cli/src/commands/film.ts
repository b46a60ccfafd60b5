import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { Fault, type Film, type Fit, filmFromFile, NearerLayer, parseCamera } from '@fantascope/film';
import type { MatteMaker } from '@fantascope/lift';
import { cacheDir, findWeights, type Outside, ownSubjectDistanceM, type UpscaleChoice } from '@fantascope/lift/lifted';
import type { EncoderSpeed } from '@fantascope/media';
import { type LiftedShot, type LiftSetting, type LookAsked, liftShot, missingGlyphs, renderFilm, withInterrupt } from '@fantascope/render';
import { filmTimeline } from '@fantascope/stage';
import { parse as parseYaml } from 'yaml';
import type { Door } from '../door.ts';
import { checkTarget, type FrameOptions, filmEncoder } from '../frame-options.ts';
import { readYaml } from '../layer-options.ts';
import type { Setting } from '../setting.ts';
import { depthFiles, depthOf, downloadProgress, liftFigures, liftProgress, movesLine, renderFigures, renderProgress } from './reporting.ts';

/** Scenes of the first shots are kept from the fitting to the drawing, as long as they hold no more than this: reading one again takes 0.1 s. */
const MOST_KEPT_BYTES = 384 * 2 ** 20;

type FilmOptions = Readonly<{
  depth: string;
  upscale: UpscaleChoice;
  outside: Outside;
  speed: EncoderSpeed;
  workers?: number;
  refresh: boolean;
}> &
  FrameOptions;

/** A film file becomes a film: every shot is lifted and fitted before the first frame is drawn, so that a refusal costs no drawing. */
export async function film(file: string, options: FilmOptions, { door, env }: Setting): Promise<void> {
  const format = await checkTarget(options, [file, ...depthFiles(options.depth)]);
  const { size, aspect, fps: askedFps } = options;
  const asked = {
    ...(size === undefined ? {} : { size }),
    ...(aspect === undefined ? {} : { aspect }),
    ...(askedFps === undefined ? {} : { fps: askedFps }),
  };
  const folder = dirname(resolve(file));
  const told = await readFilmFile(file);
  const ownDistancesM = await ownDistances(told, folder);
  const { film: document, notices } = filmFromFile(told, { parseCamera, ownDistancesM, ...asked });
  // Again, now that it is known what the film reads: WebP, PNG and MOV may be both.
  await checkTarget(
    options,
    filmFiles(document).map((path) => resolve(folder, path)),
  );
  for (const notice of notices) door.notice(notice);
  const missing = missingGlyphs(document);
  if (missing.length > 0) door.notice({ code: 'render.glyphs-missing', params: { characters: missing.join(' ') } });
  filmTimeline(document);
  const encoder = await filmEncoder(format, document, env);
  const cache = cacheDir(env);
  const { shots, report } = await withInterrupt(async (signal) => {
    const shots = await liftShots(document, {
      folder,
      signal,
      door,
      setting: {
        cache,
        depth: depthOf(options.depth),
        readYaml,
        upscale: options.upscale,
        outside: options.outside,
        fit: options.fit ?? document.fit,
        refresh: options.refresh,
        widthPx: document.widthPx,
        heightPx: document.heightPx,
        fps: document.fps,
      },
    });
    const report = await renderFilm({
      film: document,
      scenes: async (_shot, index) => (shots[index] as LiftedShot).source,
      out: options.out,
      format,
      ...(encoder === undefined ? {} : { encoder }),
      speed: options.speed,
      cacheDir: cache,
      env,
      signal,
      onProgress: renderProgress(door),
      ...(options.workers === undefined ? {} : { workers: options.workers }),
    });
    return { shots, report };
  });
  for (const notice of report.notices) door.notice(notice);
  const nameOf = (index: number): string => document.shots[index]?.name ?? String(index + 1);
  for (const [index, { fit }] of shots.entries()) door.line(`  ${nameOf(index)}: ${movesLine(fit, door)}`);
  const { out, frames, fps, wallMs } = report;
  door.line(door.text.shoot.done(out, (frames / fps).toFixed(2), frames, (wallMs / 1000).toFixed(1)));
  door.result({
    ...renderFigures(report),
    shots: shots.map(({ fit, lift }, index) => ({
      name: nameOf(index),
      lift: liftFigures(lift),
      startCropRatio: fit.startCropRatio,
      moves: fit.moves,
    })),
    notices: door.spokenNotices(),
  });
}

/** All files that a film document names. */
function filmFiles({ grade, shots }: Film): string[] {
  const named = shots.flatMap(({ picture, depth = 'auto', depthBrush, motions, grade }) => [
    ...[picture, depthBrush, grade?.lut, ...depthFiles(depth)],
    ...motions.map(({ place }) => ('mask' in place ? place.mask : undefined)),
  ]);
  return [...new Set([...named, grade?.lut])].filter((path) => path !== undefined);
}

async function liftShots(
  document: Film,
  {
    folder,
    setting,
    door,
    signal,
  }: { folder: string; setting: LiftSetting & Readonly<{ fit: Fit | undefined }>; door: Door; signal: AbortSignal },
): Promise<LiftedShot[]> {
  const shots: LiftedShot[] = [];
  let keptBytes = 0;
  // The model is opened once for the whole film, and only when some picture is not in the cache.
  await using matteMaker = matteMakerWhenNeeded(setting.cache);
  const cubes: LookAsked['cubes'] = new Map();
  for (const [index, shot] of document.shots.entries()) {
    const name = shot.name ?? String(index + 1);
    if (shot.picture === undefined) throw new Fault('cli.shot-without-picture', { shot: name });
    const lifted = await liftShot(
      {
        picture: resolve(folder, shot.picture),
        camera: shot.camera,
        fit: shot.fit ?? setting.fit,
        startCropRatio: shot.startCropRatio,
        startCentre: shot.startCentre,
        depth: shot.depth === undefined || depthFiles(shot.depth).length === 0 ? shot.depth : resolve(folder, shot.depth),
        depthBrush: shot.depthBrush === undefined ? undefined : resolve(folder, shot.depthBrush),
        layers: shot.layers,
        look: { shot, film: document, folder, cubes },
      },
      {
        ...setting,
        matteMaker,
        signal,
        onDownload: downloadProgress(door),
        isDrawnSoon: keptBytes < MOST_KEPT_BYTES,
        onStep: liftProgress(door, `${index + 1}/${document.shots.length} ${name} · `),
      },
    );
    signal.throwIfAborted();
    for (const notice of lifted.notices) door.notice(notice, name);
    shots.push(lifted);
    keptBytes += lifted.keptBytes;
  }
  return shots;
}

/** How far the subject stands in each shot whose picture is a folder of layers. What is wrong with the film itself is told by who reads it. */
async function ownDistances(told: unknown, folder: string): Promise<(number | null)[]> {
  const { shots } = (told ?? {}) as { shots?: unknown };
  if (!Array.isArray(shots)) return [];
  return await Promise.all(
    shots.map(async (shot: { picture?: unknown; layers?: unknown } | null) => {
      if (typeof shot?.picture !== 'string') return null;
      const nearer = NearerLayer.array().safeParse(shot.layers ?? []);
      return await ownSubjectDistanceM(resolve(folder, shot.picture), { readYaml, nearer: nearer.success ? nearer.data : [] });
    }),
  );
}

/** A matte maker that loads its code when the first picture asks, so that a film whose pictures are all lifted starts 0.1 s sooner. */
function matteMakerWhenNeeded(cache: string): MatteMaker {
  let opening: Promise<MatteMaker> | undefined;
  const open = async () => (await import('@fantascope/lift')).openMatte({ weights: await findWeights('isnet-medium', { cache }) });
  return {
    matteOf: async (picture) => {
      opening ??= open();
      return await (await opening).matteOf(picture);
    },
    [Symbol.asyncDispose]: async () => await (await opening)?.[Symbol.asyncDispose](),
  };
}

async function readFilmFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Fault('cli.bad-file', { path, problem: error.code ?? error.message });
  });
  try {
    return extname(path) === '.json' ? JSON.parse(text) : parseYaml(text);
  } catch (cause) {
    throw new Fault(
      'cli.bad-file',
      { path, problem: cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause) },
      { cause },
    );
  }
}

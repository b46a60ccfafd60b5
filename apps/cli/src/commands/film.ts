import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { Fault, type Film, filmFromFile, parseCamera } from '@fantascope/film';
import type { MatteMaker } from '@fantascope/lift';
import { cacheDir, findWeights, type Outside, type UpscaleChoice } from '@fantascope/lift/lifted';
import type { EncoderSpeed } from '@fantascope/media';
import { type LiftedShot, type LiftSetting, type LookAsked, liftShot, missingGlyphs, renderFilm, withInterrupt } from '@fantascope/render';
import { filmTimeline } from '@fantascope/stage';
import { parse as parseYaml } from 'yaml';
import type { Door } from '../door.ts';
import { checkTarget, type FrameOptions, filmEncoder } from '../frame-options.ts';
import type { Setting } from '../setting.ts';
import { depthFiles, depthOf, downloadProgress, liftFigures, liftProgress, movesLine, renderFigures, renderProgress } from './reporting.ts';

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
  const { film: document, notices } = filmFromFile(await readFilmFile(file), { parseCamera, ...asked });
  for (const notice of notices) door.notice(notice);
  const missing = missingGlyphs(document);
  if (missing.length > 0) door.notice({ code: 'render.glyphs-missing', params: { characters: missing.join(' ') } });
  filmTimeline(document);
  const encoder = await filmEncoder(format, document, env);
  const cache = cacheDir(env);
  const { shots, report } = await withInterrupt(async (signal) => {
    const shots = await liftShots(document, {
      folder: dirname(resolve(file)),
      signal,
      door,
      setting: {
        cache,
        depth: depthOf(options.depth),
        upscale: options.upscale,
        outside: options.outside,
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

async function liftShots(
  document: Film,
  { folder, setting, door, signal }: { folder: string; setting: LiftSetting; door: Door; signal: AbortSignal },
): Promise<LiftedShot[]> {
  const shots: LiftedShot[] = [];
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
        startCropRatio: shot.startCropRatio,
        startCentre: shot.startCentre,
        look: { shot, film: document, folder, cubes },
      },
      {
        ...setting,
        matteMaker,
        signal,
        onDownload: downloadProgress(door),
        isDrawnNext: index === 0,
        onStep: liftProgress(door, `${index + 1}/${document.shots.length} ${name} · `),
      },
    );
    signal.throwIfAborted();
    for (const notice of lifted.notices) door.notice(notice, name);
    shots.push(lifted);
  }
  return shots;
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

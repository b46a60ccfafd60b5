import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { Fault, type Film, filmFromFile, NearerLayer, parseCamera } from '@fantascope/film';
import { cacheDir, type Outside, ownSubjectDistanceM, type UpscaleChoice } from '@fantascope/lift/lifted';
import type { EncoderSpeed } from '@fantascope/media';
import { type LiftedShot, liftFilm, missingGlyphs, renderFilm, withInterrupt } from '@fantascope/render';
import { filmTimeline } from '@fantascope/stage';
import { parse as parseYaml } from 'yaml';
import { checkTarget, type FrameOptions, filmEncoder } from '../frame-options.ts';
import { readYaml } from '../layer-options.ts';
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
    const shots = await liftFilm(document, {
      folder,
      signal,
      fit: options.fit,
      setting: {
        cache,
        depth: depthOf(options.depth),
        readYaml,
        upscale: options.upscale,
        outside: options.outside,
        refresh: options.refresh,
        onDownload: downloadProgress(door),
      },
      onStep: (step, { index, name }) => liftProgress(door, `${index + 1}/${document.shots.length} ${name} · `)(step),
      onNotice: (notice, name) => door.notice(notice, name),
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

import { resolve } from 'node:path';
import type { Film, Notice } from '@fantascope/film';
import { deliverProblems } from '@fantascope/film/deliver';
import { cacheDir, type Outside, type UpscaleChoice } from '@fantascope/lift/lifted';
import type { EncoderSpeed } from '@fantascope/media';
import type { FilmFormat } from '@fantascope/media/formats';
import { captionTimes, type FilmVoice, missingGlyphs, renderLifted, speakFilm, withInterrupt } from '@fantascope/render';
import { filmTimeline } from '@fantascope/stage';
import { dataDir } from '@fantascope/take/data-dir';
import { buyVoices } from '../buy-voices.ts';
import { checkSidecars, type DeliverOptions, writeSidecars } from '../deliver-options.ts';
import { labelOf } from '../film-label.ts';
import { checkTarget, type FrameOptions, filmEncoder } from '../frame-options.ts';
import { readYaml } from '../layer-options.ts';
import type { Setting } from '../setting.ts';
import type { SpendOptions } from '../spend-options.ts';
import {
  captionLine,
  depthFiles,
  depthOf,
  downloadProgress,
  liftFigures,
  liftProgress,
  movesLine,
  renderFigures,
  renderProgress,
  sealLine,
  soundLine,
} from './reporting.ts';

/** How a film is drawn and written, from whatever it was told in. */
export type MakeFilmOptions = Readonly<{
  depth: string;
  upscale: UpscaleChoice;
  outside: Outside;
  speed: EncoderSpeed;
  workers?: number;
  refresh: boolean;
}> &
  Pick<DeliverOptions, 'captions'> &
  FrameOptions &
  SpendOptions;

/** A film document and where its files are, with its voices where they were made already. */
export type FilmToMake = Readonly<{
  document: Film;
  notices: readonly Notice[];
  folder: string;
  format: FilmFormat;
  voices?: readonly FilmVoice[];
}>;

/** A film document becomes a film: every line is spoken, every shot lifted and fitted before the first frame is drawn, so that a refusal costs no drawing. */
export async function makeFilm(
  { document, notices, folder, format, voices: spoken }: FilmToMake,
  options: MakeFilmOptions,
  setting: Setting,
): Promise<void> {
  const { door, env } = setting;
  // Now it is known what the film reads: WebP, PNG and MOV may be both read and written.
  await checkTarget(
    options,
    filmFiles(document).map((path) => resolve(folder, path)),
  );
  await checkSidecars(document, options, []);
  for (const notice of [...notices, ...deliverProblems(document)]) door.notice(notice);
  const missing = missingGlyphs(document);
  if (missing.length > 0) door.notice({ code: 'render.glyphs-missing', params: { characters: missing.join(' ') } });
  filmTimeline(document);
  const encoder = await filmEncoder(format, document, env);
  const cache = cacheDir(env);
  const {
    shots,
    report,
    sealed,
    voices: heard,
  } = await withInterrupt(async (signal) => {
    const { openFilmSeal } = await import('@fantascope/media/credentials');
    const { seen, lastWrite, end } = await openFilmSeal(document, {
      ...{ from: folder, out: options.out, home: dataDir(env), env, nowMs: Date.now(), signal },
    });
    const voices =
      spoken ??
      (await speakFilm(document, { cacheDir: cache, env, onDownload: downloadProgress(door), signal, buy: buyVoices(setting, options) }));
    const { report, shots } = await renderLifted(
      {
        film: document,
        out: options.out,
        format,
        ...(encoder === undefined ? {} : { encoder }),
        speed: options.speed,
        sound: { voices, folder },
        ...labelOf(document, seen),
        ...(lastWrite === undefined ? {} : { lastWrite }),
        cacheDir: cache,
        env,
        signal,
        onProgress: renderProgress(door),
        ...(options.workers === undefined ? {} : { workers: options.workers }),
      },
      {
        folder,
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
      },
    );
    return { shots, report, voices, sealed: end() };
  });
  const { notices: ofSeal, ...credentials } = sealed;
  for (const notice of [...report.notices, ...ofSeal]) door.notice(notice);
  const nameOf = (index: number): string => document.shots[index]?.name ?? String(index + 1);
  for (const [index, { fit }] of shots.entries()) door.line(`  ${nameOf(index)}: ${movesLine(fit, door)}`);
  const { out, frames, fps, wallMs } = report;
  door.line(door.text.shoot.done(out, (frames / fps).toFixed(2), frames, (wallMs / 1000).toFixed(1)));
  if (report.sound !== null) door.line(soundLine(report.sound, door));
  const times = captionTimes(document, heard);
  if (times.captions > 0) door.line(captionLine(times, door));
  if (credentials.outcome === 'sealed') door.line(sealLine(credentials, door));
  const captions = await writeSidecars(document, options, door);
  door.result({
    ...renderFigures(report),
    credentials,
    captions,
    captionTimes: times,
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
function filmFiles({ grade, shots, sound }: Film): string[] {
  const named = shots.flatMap(({ picture, depth = 'auto', depthBrush, motions, grade }) => [
    ...[picture, depthBrush, grade?.lut, ...depthFiles(depth)],
    ...motions.map(({ place }) => ('mask' in place ? place.mask : undefined)),
  ]);
  const music = sound?.music !== undefined && 'file' in sound.music ? sound.music.file : undefined;
  return [...new Set([...named, grade?.lut, music])].filter((path) => path !== undefined);
}

import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Fault, type Film, type Notice } from '@fantascope/film';
import { type EncoderSpeed, type FileTags, type LastWrite, locateFfmpeg, type MeasuredSound, soundCodecFor } from '@fantascope/media';
import type { FilmFormat } from '@fantascope/media/formats';
import { type FilmLabel, filmTimeline, kernelWasmUrl, relaxedSimdWorks, segmentsOf } from '@fantascope/stage';
import { CaptionShelf, type DrawCaption } from './captions.ts';
import { planFilm, type SourceOf } from './film-planner.ts';
import { filmTarget } from './film-target.ts';
import { FootageFolder } from './footage-folder.ts';
import type { FootageFile } from './footage-matches.ts';
import { type Progress, ProgressMeter } from './progress.ts';
import { SceneShelf } from './scene-shelf.ts';
import { encoderIdentity, hashOf } from './segment-key.ts';
import { SegmentQueue } from './segment-queue.ts';
import { SegmentShoot } from './segment-shoot.ts';
import { SegmentStore } from './segment-store.ts';
import { beginFilmSound } from './sound/begin-film-sound.ts';
import type { FilmVoice } from './sound/speak-film.ts';
import { mostWorkers, WorkerPool } from './worker-pool.ts';

/** A film to be made into a file. */
export type RenderJob = Readonly<{
  film: Film;
  scenes: SourceOf;
  /** The file to write, or for png a folder ("frames/") or pattern ("frame_%05d.png"). It appears whole or not at all. */
  out: string;
  /** Default h264. `formatOfFile` of @fantascope/media/formats reads it off a name. */
  format?: FilmFormat;
  /** ffmpeg's encoder for the format, where it was asked for already. Default: ffmpeg is asked. Never for h264. */
  encoder?: string;
  /** Default best. */
  speed?: EncoderSpeed;
  /** Threads that draw, and encoders at a time. Never changes a frame. Default: the machine's cores. */
  workers?: number;
  /** Finished segments are kept in its `segments` folder, so that a stopped run goes on and a changed caption costs only its own segments. Default: not kept. */
  cacheDir?: string;
  /**
   * Videos that stand for shots, by the shot's index: played as they are, conformed to the frame, in place of what the stage would draw; one that continues the one
   * before is brought back to its colours. Default: none.
   */
  footage?: ReadonlyMap<number, FootageFile>;
  /** Written over the film, above everything else. Default: nothing. */
  label?: FilmLabel;
  /** What the file says about itself; a sequence of PNG carries none. Default: nothing. */
  tags?: FileTags;
  /** Done to the finished file before it appears under its name; not to a sequence of PNG. Default: nothing. */
  lastWrite?: LastWrite;
  /** What is said in the film (`speakFilm`), and the folder its music file lies in. Default: the film has the sound its document asks for, without voices and without files. */
  sound?: Readonly<{ voices: readonly FilmVoice[]; folder: string }>;
  /** Draws captions. Default: the house's fonts. */
  drawCaption?: DrawCaption;
  /** Where FFMPEG_PATH and PATH are looked up. Default: this process's environment. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Aborting ends threads and encoders, removes what is unfinished and rejects with render.interrupted. */
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}>;

/** What was made and how fast. wallMs is the whole call; renderFps counts from the moment the first shot's source was there, reused segments included. */
export type RenderReport = Readonly<{
  out: string;
  frames: number;
  reusedFrames: number;
  widthPx: number;
  heightPx: number;
  fps: number;
  wallMs: number;
  renderFps: number;
  format: FilmFormat;
  encoder: Readonly<{ path: string; source: string; speed: EncoderSpeed; name: string }>;
  /** How loud the film's sound is, measured on the encoded file; null where it has none. */
  sound: MeasuredSound | null;
  notices: readonly Notice[];
}>;

/** With this many frames of a segment left, the next segment's encoder is started. */
const NEXT_ENCODER_AT = 8;

/** Draws, encodes and joins a film. The result depends on the film, its scenes and the encoder alone, never on workers, resumes or time. Throws Fault. */
export async function renderFilm(job: RenderJob): Promise<RenderReport> {
  const startMs = performance.now();
  const { film, signal, speed = 'best' } = job;
  const workers = Math.min(job.workers ?? availableParallelism(), mostWorkers(film));
  const { widthPx, heightPx, fps } = film;
  const timeline = filmTimeline(film);
  const segments = segmentsOf(timeline);
  const ffmpeg = locateFfmpeg({ env: job.env ?? process.env });
  if (signal?.aborted) throw new Fault('render.interrupted');
  const [wasm, target] = await Promise.all([
    readFile(fileURLToPath(kernelWasmUrl(relaxedSimdWorks() ? 'relaxed' : 'plain'))),
    filmTarget({ ...job, film, speed, ffmpegPath: ffmpeg.path }),
  ]);
  const { out, settings, ending } = target;
  const store = await SegmentStore.open({ cacheDir: job.cacheDir, ending });
  const footage = await FootageFolder.open(job.footage, {
    ...{ ffmpegPath: ffmpeg.path, timeline, film, signal },
    cacheDir: job.cacheDir,
    env: job.env,
  });
  const sound = beginFilmSound(film, {
    ...{ timeline, voices: job.sound?.voices, folder: job.sound?.folder, cacheDir: job.cacheDir, ffmpegPath: ffmpeg.path },
    codec: soundCodecFor(target.format, out),
  });
  const pool = new WorkerPool({ count: workers, module: new WebAssembly.Module(wasm), frame: film });
  const shoots = new Set<SegmentShoot>();
  const files = new Map<number, string>();
  const queue = new SegmentQueue();
  const meter = new ProgressMeter({ totalFrames: timeline.totalFrames, tell: job.onProgress ?? (() => undefined) });
  let onDrop = () => {};
  const shelf = new SceneShelf({
    pool,
    frame: film,
    onDrop: () => onDrop(),
  });
  const captions = new CaptionShelf(pool);
  let reusedFrames = 0;
  let sourceMs: number | undefined;

  let isOver = false;
  let measured: MeasuredSound | null = null;
  const startShoot = () => {
    // A lane that wakes up after the end must not start an encoder nobody would stop.
    if (isOver) throw new Fault('render.interrupted');
    const shoot = new SegmentShoot({ store, ffmpegPath: ffmpeg.path, settings });
    shoots.add(shoot);
    return shoot;
  };
  const cancel = async (shoot: SegmentShoot) => {
    await shoot.cancel();
    shoots.delete(shoot);
  };
  const finish = async (shoot: SegmentShoot, segment: { index: number; key: string }) => {
    files.set(segment.index, await shoot.finish(segment.key));
    shoots.delete(shoot);
  };
  // One lane keeps one encoder fed. While an encoder works off its last frames, its lane is already at the next segment, but never two ahead.
  const lane = async () => {
    let finishing: Promise<void> | undefined;
    let next: SegmentShoot | undefined = startShoot();
    for (let segment = await queue.next(); segment !== undefined; segment = await queue.next()) {
      const shoot: SegmentShoot = next ?? startShoot();
      next = undefined;
      await Promise.all([...segment.scenes].map((id) => shelf.ready(id)));
      const onFrame = (left: number) => {
        meter.drawn();
        if (left === NEXT_ENCODER_AT && queue.hasMore) next = startShoot();
      };
      // Not before the encoder before it is done: each looks 40 frames ahead, and two a lane would take twice the memory and no less time.
      await finishing;
      await shoot.draw(segment.orders, { pool, onFrame });
      for (const id of segment.scenes) shelf.release(id);
      for (const name of segment.captions) captions.release(name);
      finishing = finish(shoot, segment);
      // Awaited a segment later; until then a failure must not count as unhandled.
      finishing.catch(() => undefined);
    }
    await finishing;
    if (next !== undefined) await cancel(next);
  };

  let stop = (_: Fault) => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  stopped.catch(() => undefined);
  const onAbort = () => stop(new Fault('render.interrupted'));
  signal?.addEventListener('abort', onAbort);
  try {
    const sourceOf: SourceOf = async (shot, index) => {
      const source = await job.scenes(shot, index);
      sourceMs ??= performance.now();
      return source;
    };
    const planned = planFilm({
      film,
      timeline,
      sourceOf,
      footageOf: (index) => footage.of(index),
      label: job.label,
      drawCaption: job.drawCaption ?? (async (caption, frame) => (await import('./text/draw-caption.ts')).drawCaption(caption, frame)),
      ground: { settings, encoder: encoderIdentity(ffmpeg.path), kernel: hashOf(wasm) },
      store,
      captions,
      shelf,
      queue,
      meter,
      onFound: (index, file) => {
        files.set(index, file);
        reusedFrames += segments[index]?.frames ?? 0;
      },
      dropped: () => new Promise((done) => (onDrop = done)),
    });
    const [, heard] = await Promise.race([Promise.all([planned, sound.made, ...Array.from({ length: workers }, lane)]), stopped]);
    measured = heard?.measured ?? null;
    meter.joining();
    // Threads end while the file is put together.
    const [joined] = await Promise.allSettled([
      target.join(
        segments.map(({ index, frames }) => ({ file: files.get(index) as string, frames })),
        heard ?? undefined,
      ),
      pool.close(),
    ]);
    if (joined.status === 'rejected') throw joined.reason;
  } catch (error) {
    if (error instanceof Fault && error.code === 'media.segment-broken') await store.forget(String(error.params.file));
    throw error;
  } finally {
    isOver = true;
    signal?.removeEventListener('abort', onAbort);
    await Promise.all([...[...shoots].map(cancel), pool.close(), sound.close()]);
    await Promise.all([store.close(), footage.close()]);
  }
  const endMs = performance.now();
  return {
    out,
    frames: timeline.totalFrames,
    reusedFrames,
    widthPx,
    heightPx,
    fps,
    wallMs: endMs - startMs,
    renderFps: (timeline.totalFrames / (endMs - (sourceMs ?? startMs))) * 1000,
    format: target.format,
    encoder: { ...ffmpeg, speed, name: target.encoder },
    sound: measured,
    notices: [...target.notices, ...sound.notices],
  };
}

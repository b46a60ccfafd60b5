import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Film } from '@fantascope/film';
import { conformFootage, diskFault, footageVersion } from '@fantascope/media';
import type { Timeline } from '@fantascope/stage';
import type { ShotFootage } from './film-planner.ts';
import { type FootageFile, FootageMatches, type Matching } from './footage-matches.ts';

type Conforming = Readonly<{ ffmpegPath: string; timeline: Timeline; film: Film; signal: AbortSignal | undefined }>;

/** Where footage lies as raw frames while its shots are drawn; a folder of this run's own, gone at its end. */
export class FootageFolder {
  readonly #files: ReadonlyMap<number, FootageFile>;
  readonly #conforming: Conforming;
  readonly #matches: FootageMatches;
  readonly #folder: string | undefined;
  #opened = 0;

  private constructor(
    files: ReadonlyMap<number, FootageFile>,
    conforming: Conforming & Omit<Matching, 'shots'>,
    folder: string | undefined,
  ) {
    this.#files = files;
    this.#conforming = conforming;
    this.#matches = new FootageMatches(files, { ...conforming, shots: conforming.film.shots });
    this.#folder = folder;
  }

  /** Makes the folder where any footage is to come. Throws media.write-failed. */
  static async open(
    files: ReadonlyMap<number, FootageFile> = new Map(),
    conforming: Conforming & Omit<Matching, 'shots'>,
  ): Promise<FootageFolder> {
    if (files.size === 0) return new FootageFolder(files, conforming, undefined);
    const folder = await mkdtemp(join(tmpdir(), 'fantascope-footage-')).catch((error: unknown) => {
      throw diskFault(error, tmpdir());
    });
    return new FootageFolder(files, conforming, folder);
  }

  /**
   * The footage of a shot, conformed once it is opened: cut to what the film's cuts of it show, its last frame held where it is shorter, in the colours of the take it
   * continues. Throws media.unreadable.
   */
  async of(index: number): Promise<ShotFootage | undefined> {
    const given = this.#files.get(index);
    const { ffmpegPath, timeline, film, signal } = this.#conforming;
    const cuts = timeline.shots.filter((cut) => cut.index === index);
    if (given === undefined || cuts.length === 0 || this.#folder === undefined) return undefined;
    const frames = Math.max(...cuts.map((cut) => Math.round(cut.inFrame + (cut.frames - 1) * cut.speedRatio) + 1));
    const { widthPx, heightPx } = film;
    // By what it does and not by what it was found from: another take before this one that leaves its colours alone draws nothing anew.
    const match = (await this.#matches.of(index)) ?? undefined;
    const wanted = { widthPx, heightPx, fps: timeline.fps, frames, match };
    // A shot that comes back later has another file: the first one may still be on its way out.
    this.#opened += 1;
    const path = join(this.#folder, `${index}-${this.#opened}.yuv`);
    return {
      key: JSON.stringify([footageVersion, given.key, wanted]),
      footage: {
        open: async () => ({ path, frames: await conformFootage(given.file, wanted, { out: path, ffmpegPath, signal }) }),
        close: () => rm(path, { force: true }),
      },
    };
  }

  /** Removes everything. */
  async close(): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}

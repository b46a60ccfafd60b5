import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conformFootage, diskFault, footageVersion } from '@fantascope/media';
import type { FrameSize, Timeline } from '@fantascope/stage';
import type { ShotFootage } from './film-planner.ts';

/** A video that stands for a shot. `key` names its bytes, for example their hash. */
export type FootageFile = Readonly<{ file: string; key: string }>;

type Conforming = Readonly<{ ffmpegPath: string; timeline: Timeline; frame: FrameSize; signal: AbortSignal | undefined }>;

/** Where footage lies as raw frames while its shots are drawn; a folder of this run's own, gone at its end. */
export class FootageFolder {
  readonly #files: ReadonlyMap<number, FootageFile>;
  readonly #conforming: Conforming;
  readonly #folder: string | undefined;
  #opened = 0;

  private constructor(files: ReadonlyMap<number, FootageFile>, conforming: Conforming, folder: string | undefined) {
    this.#files = files;
    this.#conforming = conforming;
    this.#folder = folder;
  }

  /** Makes the folder where any footage is to come. Throws media.write-failed. */
  static async open(files: ReadonlyMap<number, FootageFile> = new Map(), conforming: Conforming): Promise<FootageFolder> {
    if (files.size === 0) return new FootageFolder(files, conforming, undefined);
    const folder = await mkdtemp(join(tmpdir(), 'fantascope-footage-')).catch((error: unknown) => {
      throw diskFault(error, tmpdir());
    });
    return new FootageFolder(files, conforming, folder);
  }

  /** The footage of a shot, conformed once it is opened: cut to what the film's cuts of it show, its last frame held where it is shorter. */
  of(index: number): ShotFootage | undefined {
    const given = this.#files.get(index);
    const { ffmpegPath, timeline, frame, signal } = this.#conforming;
    const cuts = timeline.shots.filter((cut) => cut.index === index);
    if (given === undefined || cuts.length === 0 || this.#folder === undefined) return undefined;
    const frames = Math.max(...cuts.map((cut) => Math.round(cut.inFrame + (cut.frames - 1) * cut.speedRatio) + 1));
    const { widthPx, heightPx } = frame;
    const wanted = { widthPx, heightPx, fps: timeline.fps, frames };
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

/** How far a film is. Rates count only frames drawn in this run, not those found finished. */
export type Progress = Readonly<{
  stage: 'loading' | 'drawing' | 'joining';
  doneFrames: number;
  totalFrames: number;
  /** Frames a second so far; 0 until the first is done. */
  fps: number;
  /** Seconds that the rest will take at this rate; null until one can be told. */
  remainingSec: number | null;
}>;

/** Counts finished frames and tells of them, ten times a second at most. */
export class ProgressMeter {
  readonly #tell: (progress: Progress) => void;
  readonly #totalFrames: number;
  #drawn = 0;
  #reused = 0;
  #startMs: number | undefined;
  #toldMs = Number.NEGATIVE_INFINITY;

  constructor({ totalFrames, tell }: { totalFrames: number; tell: (progress: Progress) => void }) {
    this.#totalFrames = totalFrames;
    this.#tell = tell;
    tell(this.#progress('loading', performance.now()));
  }

  /** One frame has gone to its encoder. */
  drawn(): void {
    const nowMs = performance.now();
    this.#startMs ??= nowMs;
    this.#drawn += 1;
    this.#tellAt(nowMs);
  }

  /** Frames found finished from an earlier run. */
  reused(frames: number): void {
    this.#reused += frames;
    this.#tellAt(performance.now());
  }

  /** All frames are there; the file is being put together. */
  joining(): void {
    this.#tell(this.#progress('joining', performance.now()));
  }

  #tellAt(nowMs: number): void {
    if (nowMs - this.#toldMs < 100) return;
    this.#toldMs = nowMs;
    this.#tell(this.#progress('drawing', nowMs));
  }

  #progress(stage: Progress['stage'], nowMs: number): Progress {
    const sec = this.#startMs === undefined ? 0 : (nowMs - this.#startMs) / 1000;
    const fps = sec > 0 && this.#drawn > 1 ? (this.#drawn - 1) / sec : 0;
    const doneFrames = this.#drawn + this.#reused;
    return {
      stage,
      doneFrames,
      totalFrames: this.#totalFrames,
      fps,
      remainingSec: fps > 0 ? (this.#totalFrames - doneFrames) / fps : null,
    };
  }
}

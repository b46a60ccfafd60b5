import type { FrameOrder } from './frame-order.ts';

/** A segment that has to be made: its place in the film, its name, and what its frames are drawn from. */
export type PlannedSegment = Readonly<{
  index: number;
  key: string;
  orders: readonly FrameOrder[];
  scenes: ReadonlySet<number>;
  captions: ReadonlySet<string>;
}>;

/** Segments in film order from one planner to several takers. */
export class SegmentQueue {
  readonly #segments: PlannedSegment[] = [];
  readonly #takers: ((segment: PlannedSegment | undefined) => void)[] = [];
  #isEnded = false;

  push(segment: PlannedSegment): void {
    const taker = this.#takers.shift();
    if (taker === undefined) this.#segments.push(segment);
    else taker(segment);
  }

  /** No more will come. */
  end(): void {
    this.#isEnded = true;
    for (const taker of this.#takers.splice(0)) taker(undefined);
  }

  /** The next segment; undefined when all have been taken. */
  next(): Promise<PlannedSegment | undefined> {
    const segment = this.#segments.shift();
    if (segment !== undefined || this.#isEnded) return Promise.resolve(segment);
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  /** True while a taker would get one at once. */
  get hasMore(): boolean {
    return this.#segments.length > 0;
  }
}

import { Encoder, type EncoderSettings } from '@fantascope/media';
import type { FrameOrder } from './frame-order.ts';
import { FRAMES_IN_FLIGHT } from './frame-worker.ts';
import type { SegmentStore } from './segment-store.ts';
import type { DrawnFrame, WorkerPool } from './worker-pool.ts';

/** An encoder started ahead of its segment: it loads its libraries while others still draw. */
export class SegmentShoot {
  readonly #encoder: Encoder;
  readonly #part: string;
  readonly #store: SegmentStore;

  constructor({ store, ffmpegPath, settings }: { store: SegmentStore; ffmpegPath: string; settings: EncoderSettings }) {
    this.#store = store;
    this.#part = store.newPart();
    this.#encoder = new Encoder({ ffmpegPath, file: this.#part, settings });
  }

  /** Draws and encodes frames in order; resolves when ffmpeg has taken the last. While one is written, the next ones are drawn. */
  async draw(orders: readonly FrameOrder[], { pool, onFrame }: { pool: WorkerPool; onFrame: (left: number) => void }): Promise<void> {
    const drawn: Promise<DrawnFrame>[] = [];
    for (let n = 0; n < orders.length; n++) {
      for (let next = drawn.length; next < Math.min(orders.length, n + FRAMES_IN_FLIGHT); next++) {
        const frame = pool.draw(orders[next] as FrameOrder);
        // When an earlier frame fails nobody awaits this one any more.
        frame.catch(() => undefined);
        drawn.push(frame);
      }
      const { bytes, release } = await (drawn[n] as Promise<DrawnFrame>);
      await this.#encoder.write(bytes);
      release();
      onFrame(orders.length - 1 - n);
    }
  }

  /** Waits for ffmpeg to end and names the file by its key; resolves to the file. */
  async finish(key: string): Promise<string> {
    await this.#encoder.finish();
    return await this.#store.commit(this.#part, key);
  }

  /** Ends ffmpeg and removes what it wrote. */
  async cancel(): Promise<void> {
    await this.#encoder.kill();
    await this.#store.discard(this.#part);
  }
}

import { type Bilingual, type Film, type SafeZone, safeZoneOf } from '@fantascope/film';
import { type CaptionStyle, prepareOverlay } from '@fantascope/stage';
import type { PlacedOverlay } from './frame-worker.ts';
import { shared } from './scene-shelf.ts';
import { hashOf } from './segment-key.ts';
import type { CaptionPlane } from './text/draw-caption.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Words over the picture and how they are set. */
type WordsDrawn = Readonly<{ text: Bilingual; style: CaptionStyle }>;

/** Draws a caption for a frame size; handed in, since only the host knows its fonts. */
export type DrawCaption = (
  caption: WordsDrawn,
  frame: { widthPx: number; heightPx: number; languages: Film['captionLanguages']; zone?: SafeZone | undefined },
) => Promise<CaptionPlane>;

/** A caption ready to be laid over frames, and the hash that names what it shows. */
export type ReadyCaption = Readonly<{ overlay: PlacedOverlay; key: string }>;

/** Draws one caption of a film and turns it into planes that all threads share. */
export async function readyCaption(caption: WordsDrawn, { film, draw }: { film: Film; draw: DrawCaption }): Promise<ReadyCaption> {
  const { widthPx, heightPx, captionLanguages: languages } = film;
  const plane = await draw(caption, { widthPx, heightPx, languages, zone: safeZoneOf(film) });
  const planes = prepareOverlay(plane.rgba, plane);
  return {
    overlay: {
      planes: {
        ...planes,
        luma: shared(planes.luma),
        alpha: shared(planes.alpha),
        cb: shared(planes.cb),
        cr: shared(planes.cr),
        chromaAlpha: shared(planes.chromaAlpha),
      },
      xPx: plane.xPx,
      yPx: plane.yPx,
    },
    key: hashOf(plane.rgba, JSON.stringify([plane.xPx, plane.yPx, plane.widthPx, plane.heightPx])),
  };
}

/** Captions in the threads' memory, each dropped when nobody holds it any more. */
export class CaptionShelf {
  readonly #pool: Pick<WorkerPool, 'addCaption' | 'dropCaption'>;
  readonly #holders = new Map<string, number>();

  constructor(pool: Pick<WorkerPool, 'addCaption' | 'dropCaption'>) {
    this.#pool = pool;
  }

  has(name: string): boolean {
    return this.#holders.has(name);
  }

  /** Tells the threads of a caption and holds it once. */
  add(name: string, overlay: PlacedOverlay): void {
    this.#pool.addCaption(name, overlay);
    this.#holders.set(name, 1);
  }

  /** Holds a caption once more. */
  hold(name: string): void {
    const holders = this.#holders.get(name);
    if (holders !== undefined) this.#holders.set(name, holders + 1);
  }

  /** Lets go of a caption; the last one to do so drops it. */
  release(name: string): void {
    const holders = this.#holders.get(name);
    if (holders === undefined) return;
    if (holders > 1) this.#holders.set(name, holders - 1);
    else {
      this.#holders.delete(name);
      this.#pool.dropCaption(name);
    }
  }
}

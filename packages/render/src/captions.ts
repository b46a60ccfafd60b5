import type { Bilingual, Film } from '@fantascope/film';
import { type CaptionStyle, prepareOverlay } from '@fantascope/stage';
import type { PlacedOverlay } from './frame-worker.ts';
import { shared } from './scene-shelf.ts';
import { hashOf } from './segment-key.ts';
import type { CaptionPlane } from './text/draw-caption.ts';

/** Words over the picture and how they are set. */
type WordsDrawn = Readonly<{ text: Bilingual; style: CaptionStyle }>;

/** Draws a caption for a frame size; handed in, since only the host knows its fonts. */
export type DrawCaption = (
  caption: WordsDrawn,
  frame: { widthPx: number; heightPx: number; languages: Film['captionLanguages'] },
) => Promise<CaptionPlane>;

/** A caption ready to be laid over frames, and the hash that names what it shows. */
export type ReadyCaption = Readonly<{ overlay: PlacedOverlay; key: string }>;

/** Draws one caption of a film and turns it into planes that all threads share. */
export async function readyCaption(caption: WordsDrawn, { film, draw }: { film: Film; draw: DrawCaption }): Promise<ReadyCaption> {
  const { widthPx, heightPx, captionLanguages: languages } = film;
  const plane = await draw(caption, { widthPx, heightPx, languages });
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

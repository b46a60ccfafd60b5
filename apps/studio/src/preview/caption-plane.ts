import type { Bilingual, Film, SafeZone } from '@fantascope/film';
import {
  type CaptionPen,
  type CaptionStyle,
  captionSheet,
  type FrameSize,
  layOutCaption,
  type OverlayPlanes,
  paintCaption,
  prepareOverlay,
  setType,
} from '@fantascope/stage';
import { faceOf, familyOf, loadFonts } from './caption-fonts.ts';

/** A caption ready to be laid over frames, and where: as planes, and as straight (not premultiplied) RGBA of the same size. */
export type PlacedCaption = Readonly<{ planes: OverlayPlanes; rgba: Uint8ClampedArray; xPx: number; yPx: number }>;

function penOf(canvas: OffscreenCanvas): CaptionPen & OffscreenCanvasRenderingContext2D {
  return canvas.getContext('2d', { willReadFrequently: true }) as CaptionPen & OffscreenCanvasRenderingContext2D;
}

/** Sets a caption as the server does, with the same fonts. */
export async function captionPlane(
  { text, style }: Readonly<{ text: Bilingual; style: CaptionStyle }>,
  { widthPx, heightPx, languages, zone }: FrameSize & Readonly<{ languages: Film['captionLanguages']; zone: SafeZone | undefined }>,
): Promise<PlacedCaption> {
  await loadFonts(faceOf(style), Object.values(text).join(''));
  const trial = penOf(new OffscreenCanvas(8, 8));
  const layout = layOutCaption(
    { text, style },
    {
      widthPx,
      heightPx,
      languages,
      zone,
      measure: (line, { face, sizePx, trackingPx }) => {
        setType(trial, { face, sizePx, trackingPx }, familyOf);
        return trial.measureText(line).width - trackingPx;
      },
    },
  );
  const sheet = captionSheet(layout, { widthPx, heightPx });
  const pen = penOf(new OffscreenCanvas(sheet.widthPx, sheet.heightPx));
  paintCaption(pen, layout, { sheet, familyOf });
  const { data } = pen.getImageData(0, 0, sheet.widthPx, sheet.heightPx);
  return { planes: prepareOverlay(data, sheet), rgba: data, xPx: sheet.xPx, yPx: sheet.yPx };
}

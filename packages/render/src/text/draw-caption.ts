import type { Bilingual, SafeZone } from '@fantascope/film';
import { Fault } from '@fantascope/film';
import {
  type CaptionFace,
  type CaptionPen,
  type CaptionStyle,
  captionSheet,
  layOutCaption,
  type MeasureText,
  paintCaption,
  setType,
} from '@fantascope/stage';
import type { Canvas as Paper } from '@napi-rs/canvas';
import { faceOf, familyOf, fontFilesFor } from './fonts.ts';

/** Text drawn once, laid over many frames: straight (not premultiplied) RGBA with its place in the frame; position and size are even. */
export type CaptionPlane = Readonly<{ rgba: Uint8Array; xPx: number; yPx: number; widthPx: number; heightPx: number }>;

type Canvas = typeof import('@napi-rs/canvas');

/** Draws a caption, title, end card or label for a frame size. Throws `render.font-missing` or `render.canvas-missing`. */
export async function drawCaption(
  caption: Readonly<{ text: Bilingual; style: CaptionStyle }>,
  {
    widthPx,
    heightPx,
    languages,
    zone,
  }: { widthPx: number; heightPx: number; languages: readonly ('en' | 'zh')[]; zone?: SafeZone | undefined },
): Promise<CaptionPlane> {
  const canvas = await loadCanvas();
  const everyText = Object.values(caption.text).join('');
  register(canvas, faceOf(caption.style), everyText);
  const pen = penOf(canvas.createCanvas(8, 8));
  const measure: MeasureText = (text, { face, sizePx, trackingPx }) => {
    setType(pen, { face, sizePx, trackingPx }, familyOf);
    return pen.measureText(text).width - trackingPx;
  };
  const layout = layOutCaption(caption, { widthPx, heightPx, languages, measure, zone });
  const sheet = captionSheet(layout, { widthPx, heightPx });
  const paper = canvas.createCanvas(sheet.widthPx, sheet.heightPx);
  paintCaption(penOf(paper), layout, { sheet, familyOf });
  const image = paper.getContext('2d').getImageData(0, 0, sheet.widthPx, sheet.heightPx).data;
  return { rgba: new Uint8Array(image.buffer, image.byteOffset, image.length), ...sheet };
}

/** A context as stage's painter wants it. */
function penOf(canvas: Paper): CaptionPen {
  return canvas.getContext('2d');
}

const registered = new Set<string>();
function register(canvas: Canvas, face: CaptionFace, text: string): void {
  for (const file of fontFilesFor(face, text)) {
    if (registered.has(file)) continue;
    if (canvas.GlobalFonts.registerFromPath(file, familyOf(face)) === null) throw new Fault('render.font-missing', { name: file });
    registered.add(file);
  }
}

async function loadCanvas(): Promise<Canvas> {
  try {
    return await import('@napi-rs/canvas');
  } catch (cause) {
    throw new Fault('render.canvas-missing', {}, { cause });
  }
}

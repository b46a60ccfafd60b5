import type { Bilingual, Caption } from '@fantascope/film';
import { Fault } from '@fantascope/film';
import { type CaptionFace, type CaptionLayout, layOutCaption, type MeasureText } from '@fantascope/stage';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { faceOf, familyOf, fontFilesFor } from './fonts.ts';

/** Text drawn once, laid over many frames: straight (not premultiplied) RGBA with its place in the frame; position and size are even. */
export type CaptionPlane = Readonly<{ rgba: Uint8Array; xPx: number; yPx: number; widthPx: number; heightPx: number }>;

type Canvas = typeof import('@napi-rs/canvas');

/** Draws a caption, title or end card for a frame size. Throws `render.font-missing` or `render.canvas-missing`. */
export async function drawCaption(
  caption: Readonly<{ text: Bilingual; style: Caption['style'] }>,
  { widthPx, heightPx, languages }: { widthPx: number; heightPx: number; languages: readonly ('en' | 'zh')[] },
): Promise<CaptionPlane> {
  const canvas = await loadCanvas();
  const everyText = Object.values(caption.text).join('');
  register(canvas, faceOf(caption.style), everyText);
  const pen = canvas.createCanvas(8, 8).getContext('2d');
  const measure: MeasureText = (text, { face, sizePx, trackingPx }) => {
    setType(pen, { face, sizePx, trackingPx });
    return pen.measureText(text).width - trackingPx;
  };
  return rasterise(canvas, layOutCaption(caption, { widthPx, heightPx, languages, measure }), { widthPx, heightPx });
}

const registered = new Set<string>();
function register(canvas: Canvas, face: CaptionFace, text: string): void {
  for (const file of fontFilesFor(face, text)) {
    if (registered.has(file)) continue;
    if (canvas.GlobalFonts.registerFromPath(file, familyOf(face)) === null) throw new Fault('render.font-missing', { name: file });
    registered.add(file);
  }
}

function setType(pen: SKRSContext2D, { face, sizePx, trackingPx }: { face: CaptionFace; sizePx: number; trackingPx: number }): void {
  pen.font = `${sizePx}px "${familyOf(face)}"`;
  pen.letterSpacing = `${trackingPx}px`;
}

function rasterise(canvas: Canvas, layout: CaptionLayout, frame: { widthPx: number; heightPx: number }): CaptionPlane {
  const even = (value: number): number => Math.floor(value / 2) * 2;
  const xPx = Math.max(0, even(layout.box.xPx));
  const yPx = Math.max(0, even(layout.box.yPx));
  const widthPx = Math.min(frame.widthPx - xPx, even(layout.box.widthPx + 4));
  const heightPx = Math.min(frame.heightPx - yPx, even(layout.box.heightPx + 4));
  const sheet = canvas.createCanvas(widthPx, heightPx);
  const pen = sheet.getContext('2d');
  pen.translate(-xPx, -yPx);
  pen.lineJoin = 'round';
  pen.textBaseline = 'alphabetic';
  for (const line of layout.lines) {
    setType(pen, line);
    const left = line.xPx - line.widthPx / 2;
    // A soft shadow carries the text over bright pictures, the thin outline over busy ones.
    pen.shadowColor = 'rgba(0, 0, 0, 0.6)';
    pen.shadowBlur = layout.outlinePx * 3;
    pen.strokeStyle = line.face === 'sans' ? 'rgba(0, 0, 0, 0.45)' : 'rgba(0, 0, 0, 0.2)';
    pen.lineWidth = layout.outlinePx * 2;
    pen.strokeText(line.text, left, line.baselinePx);
    pen.shadowColor = 'transparent';
    pen.fillStyle = '#fffdf7';
    pen.fillText(line.text, left, line.baselinePx);
  }
  const image = pen.getImageData(0, 0, widthPx, heightPx).data;
  return { rgba: new Uint8Array(image.buffer, image.byteOffset, image.length), xPx, yPx, widthPx, heightPx };
}

async function loadCanvas(): Promise<Canvas> {
  try {
    return await import('@napi-rs/canvas');
  } catch (cause) {
    throw new Fault('render.canvas-missing', {}, { cause });
  }
}

import { extendedSize, isExtended, type Margins, type PictureSize } from './margins.ts';
import { type Drawn, type Grey, maskOf } from './mask-marks.ts';

/** A picture as it is painted on: its size as it is seen, and whether its file can be sent as it lies there. */
export type PaintedPicture = PictureSize & Readonly<{ file: Blob; isSendable: boolean }>;

/** Reads a picture of the project. A file that is turned by a note inside it, or of a kind that not every model reads, cannot be sent as it is. */
export async function pictureToPaint(assetId: string, signal: AbortSignal): Promise<PaintedPicture> {
  const reply = await fetch(`/api/v1/assets/${assetId}/bytes`, { signal });
  if (!reply.ok) throw new TypeError(`HTTP ${reply.status}`);
  const file = await reply.blob();
  const [seen, plain] = await Promise.all([createImageBitmap(file), createImageBitmap(file, { imageOrientation: 'none' })]);
  const isTurned = seen.width !== plain.width || seen.height !== plain.height;
  const size = { widthPx: seen.width, heightPx: seen.height };
  seen.close();
  plain.close();
  return { ...size, file, isSendable: !isTurned && /^image\/(png|jpeg|webp)$/.test(file.type) };
}

/** The mask as a PNG, and the picture with what is added to it, or null where the picture's own file goes. */
export async function maskFiles(
  drawn: Drawn,
  { picture, name }: Readonly<{ picture: PaintedPicture; name: string }>,
): Promise<Readonly<{ mask: File; extended: File | null }>> {
  const bare = name.replace(/\.\w+$/, '');
  const mask = await pngOfGrey(maskOf(drawn, { picture }));
  const isOwn = picture.isSendable && !isExtended(drawn.margins);
  return {
    mask: new File([mask], `${bare} mask.png`, { type: 'image/png' }),
    extended: isOwn ? null : new File([await extendedPng(picture, drawn.margins)], `${bare} extended.png`, { type: 'image/png' }),
  };
}

function sheet({ widthPx, heightPx }: PictureSize): Readonly<{ canvas: OffscreenCanvas; pen: OffscreenCanvasRenderingContext2D }> {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new TypeError('no canvas');
  return { canvas, pen };
}

async function pngOfGrey(grey: Grey): Promise<Blob> {
  const { canvas, pen } = sheet(grey);
  const image = pen.createImageData(grey.widthPx, grey.heightPx);
  const words = new Uint32Array(image.data.buffer);
  // Opaque white or opaque black, whatever the order of a word's bytes.
  const [white, black] = [
    new Uint32Array(Uint8Array.of(255, 255, 255, 255).buffer)[0] ?? 0,
    new Uint32Array(Uint8Array.of(0, 0, 0, 255).buffer)[0] ?? 0,
  ];
  for (let at = 0; at < words.length; at++) words[at] = grey.bytes[at] === 0 ? black : white;
  pen.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** Without loss, so that what is not painted stays what it was; what is added is grey, which models take for nothing. */
async function extendedPng(picture: PaintedPicture, margins: Margins): Promise<Blob> {
  const whole = extendedSize(picture, margins);
  const { canvas, pen } = sheet(whole);
  pen.fillStyle = 'gray';
  pen.fillRect(0, 0, whole.widthPx, whole.heightPx);
  const seen = await createImageBitmap(picture.file);
  pen.drawImage(seen, margins.leftPx, margins.topPx);
  seen.close();
  return canvas.convertToBlob({ type: 'image/png' });
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';

/** A drawn frame, planar 4:2:0 in BT.709 limited range; at most 320 × 180 pixels, so that the pictures in the repository stay small. */
export type GoldenFrame = Readonly<{ bytes: Uint8Array; widthPx: number; heightPx: number }>;

/** How far a frame is from its golden picture: PSNR over all of R, G and B in dB, and the mean difference in 1/255. */
export type GoldenDistance = Readonly<{ psnrDb: number; meanDifference: number }>;

const LEAST_PSNR_DB = 38;
const MOST_MEAN_DIFFERENCE = 1;
const MOST_FILE_BYTES = 60_000;

/**
 * Compares a frame with packages/render/golden/NAME.png and throws where they differ to the eye: PSNR under 38 dB, or 1/255 and more on the mean. The kernel
 * draws equal bytes everywhere, but what feeds it (Math.pow, Math.sin) is rounded differently from engine to engine, so bytes are not compared; 38 dB is
 * where a trained eye begins to see a difference in a still, and the mean catches a faint tint of the whole frame, which PSNR forgives. A lost particle
 * of 5 × 5 pixels is seen too. FANTASCOPE_GOLDEN=write writes the picture instead, to be looked at before it is committed.
 */
export async function expectGolden(
  name: string,
  frame: GoldenFrame,
  { folder = join(import.meta.dirname, '..', '..', 'golden'), isWriting = process.env['FANTASCOPE_GOLDEN'] === 'write' } = {},
): Promise<void> {
  const { widthPx, heightPx } = frame;
  if (widthPx > 320 || heightPx > 180) throw new RangeError(`golden frame ${name} is ${widthPx}x${heightPx}; at most 320x180 is kept`);
  const file = join(folder, `${name}.png`);
  if (isWriting) return writeGolden(file, frame);
  if (!existsSync(file))
    throw new Error(`There is no golden picture ${file}; FANTASCOPE_GOLDEN=write makes it. Look at it before committing.`);
  const { psnrDb, meanDifference } = goldenDistance(rgbaOf(frame), await readGolden(file, frame));
  if (psnrDb < LEAST_PSNR_DB || meanDifference >= MOST_MEAN_DIFFERENCE)
    throw new Error(
      `Frame ${name} is ${psnrDb.toFixed(1)} dB from its golden picture (at least ${LEAST_PSNR_DB}) and ${meanDifference.toFixed(2)}/255 on the mean (less than ${MOST_MEAN_DIFFERENCE}).`,
    );
}

/** The distance of two pictures of equal size, RGBA; alpha is not looked at. */
export function goldenDistance(a: Uint8Array | Uint8ClampedArray, b: Uint8Array | Uint8ClampedArray): GoldenDistance {
  let [squares, sum, count] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    if (i % 4 === 3) continue;
    const difference = (a[i] as number) - (b[i] as number);
    squares += difference * difference;
    sum += Math.abs(difference);
    count++;
  }
  return { psnrDb: squares === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10((255 * 255 * count) / squares), meanDifference: sum / count };
}

/** A frame as opaque RGBA, chroma repeated; ITU-R BT.709-6, limited range. */
export function rgbaOf({ bytes, widthPx, heightPx }: GoldenFrame): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  const pixels = widthPx * heightPx;
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const luma = ((bytes[y * widthPx + x] as number) - 16) * (255 / 219);
      const chroma = pixels + (y >> 1) * (widthPx >> 1) + (x >> 1);
      const blue = ((bytes[chroma] as number) - 128) * (255 / 224);
      const red = ((bytes[chroma + pixels / 4] as number) - 128) * (255 / 224);
      rgba.set([luma + 1.5748 * red, luma - 0.1873 * blue - 0.4681 * red, luma + 1.8556 * blue, 255], (y * widthPx + x) * 4);
    }
  return rgba;
}

function writeGolden(file: string, frame: GoldenFrame): void {
  const canvas = createCanvas(frame.widthPx, frame.heightPx);
  const context = canvas.getContext('2d');
  const image = context.createImageData(frame.widthPx, frame.heightPx);
  image.data.set(rgbaOf(frame));
  context.putImageData(image, 0, 0);
  const png = canvas.toBuffer('image/png');
  if (png.length > MOST_FILE_BYTES)
    throw new RangeError(`${file} would be ${png.length} bytes; take a smaller frame (at most ${MOST_FILE_BYTES})`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, png);
}

async function readGolden(file: string, { widthPx, heightPx }: GoldenFrame): Promise<Uint8ClampedArray> {
  const image = await loadImage(readFileSync(file));
  if (image.width !== widthPx || image.height !== heightPx)
    throw new Error(`The golden picture ${file} is ${image.width}x${image.height}, the frame ${widthPx}x${heightPx}.`);
  const context = createCanvas(widthPx, heightPx).getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, widthPx, heightPx).data;
}

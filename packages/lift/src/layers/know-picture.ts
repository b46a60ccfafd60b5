import sharp from 'sharp';
import { membraneQuarter } from '../fill/membrane-quarter.ts';
import type { Picture } from '../picture.ts';
import { type Canvas, canvasSizeOf, workSizeOf } from './canvas.ts';
import type { Known } from './known.ts';
import type { Size } from './size.ts';
import { taps } from './taps.ts';

/** A plane over the whole photograph, of any size. */
export type PhotoPlane = Readonly<{ data: Float32Array } & Size>;

/** A photograph's colours at canvas size and at work size, sRGB bytes, three a pixel. */
export type ScaledPhotograph = Readonly<{ full: Uint8Array; work: Uint8Array }>;

/** Scales a photograph to the canvas and to the work plane (Lanczos). */
export async function scalePhotograph(picture: Picture, canvas: Canvas): Promise<ScaledPhotograph> {
  const full = await onCanvas(picture, canvas, canvasSizeOf(canvas));
  return { full, work: canvas.cellPx === canvas.workCellPx ? full : await shrink(full, canvasSizeOf(canvas), workSizeOf(canvas)) };
}

/** Brings matte, uprights and disparity onto the canvas's work plane, by bilinear sampling at the same places as the colours. `full` is handed over. */
export function knowPicture(
  canvas: Canvas,
  { full, work }: ScaledPhotograph,
  planes: Readonly<{ matte: PhotoPlane | null; uprights?: PhotoPlane | null; disparity: PhotoPlane }>,
): Known {
  return {
    canvas,
    full,
    rgb: new Float32Array(work),
    matte: planes.matte && onWork(planes.matte, canvas),
    uprights: planes.uprights ? onWork(planes.uprights, canvas) : null,
    disparity: finite(onWork(planes.disparity, canvas), workSizeOf(canvas)),
  };
}

async function onCanvas(picture: Picture, canvas: Canvas, size: Size): Promise<Uint8Array> {
  const { scaled } = canvas;
  const raw = { width: picture.widthPx, height: picture.heightPx, channels: 3 } as const;
  const bytes = await sharp(picture.rgb, { raw, limitInputPixels: false })
    .resize(scaled.widthPx, scaled.heightPx, { fit: 'fill', kernel: 'lanczos3' })
    .extract({ left: canvas.cropLeftPx, top: canvas.cropTopPx, width: size.widthPx, height: size.heightPx })
    .raw()
    .toBuffer();
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

async function shrink(bytes: Uint8Array, from: Size, to: Size): Promise<Uint8Array> {
  const raw = { width: from.widthPx, height: from.heightPx, channels: 3 } as const;
  return await sharp(bytes, { raw, limitInputPixels: false }).resize(to.widthPx, to.heightPx, { fit: 'fill' }).raw().toBuffer();
}

/** Samples a plane of the whole photograph at the work plane's pixels, which lack what the canvas crops. */
function onWork({ data, widthPx, heightPx }: PhotoPlane, canvas: Canvas): Float32Array {
  const { columns, rows, cellPx, workCellPx, scaled, cropLeftPx, cropTopPx } = canvas;
  const size = workSizeOf(canvas);
  const x = taps(widthPx, size.widthPx, { fromRatio: cropLeftPx / scaled.widthPx, spanRatio: (columns * cellPx) / scaled.widthPx });
  const y = taps(heightPx, size.heightPx, { fromRatio: cropTopPx / scaled.heightPx, spanRatio: (rows * cellPx) / scaled.heightPx });
  const out = new Float32Array(columns * workCellPx * rows * workCellPx);
  for (let v = 0, i = 0; v < size.heightPx; v++) {
    const above = (y.from[v] as number) * widthPx;
    const below = (y.to[v] as number) * widthPx;
    const b = y.share[v] as number;
    for (let u = 0; u < size.widthPx; u++, i++) {
      const l = x.from[u] as number;
      const r = x.to[u] as number;
      const a = x.share[u] as number;
      const top = (data[above + l] as number) * (1 - a) + (data[above + r] as number) * a;
      const bottom = (data[below + l] as number) * (1 - a) + (data[below + r] as number) * a;
      out[i] = top * (1 - b) + bottom * b;
    }
  }
  return out;
}

/** One hole in a depth map must not tear the mesh: what is no number is continued from around it. */
function finite(disparity: Float32Array, size: Size): Float32Array {
  if (disparity.every((d) => Number.isFinite(d))) return disparity;
  return membraneQuarter(
    disparity,
    Uint8Array.from(disparity, (d) => (Number.isFinite(d) ? 0 : 1)),
    size,
  );
}

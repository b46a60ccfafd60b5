import type { LevelPlan } from '../raster/scene-plan.ts';

/** One resolution of a layer's picture as premultiplied BT.709 in limited range: luma and alpha; Cb, Cr and their alpha, half as wide and high. */
export type PlaneTextures = Readonly<{ widthPx: number; heightPx: number; luma: GPUTexture; chroma: GPUTexture }>;

/** What a plane holds as a signed byte, less 128, as an unsigned one again. */
const FLIP = 0x80;

/** Makes the empty textures of `count` pictures of one size (default 1). */
export function planeTextures(
  device: GPUDevice,
  { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>,
  { count = 1, usage = 0 }: Readonly<{ count?: number; usage?: number }> = {},
): PlaneTextures {
  const bits = GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST | usage;
  const make = (size: readonly [number, number, number], format: GPUTextureFormat) =>
    device.createTexture({ size: [...size], format, usage: bits });
  return {
    widthPx,
    heightPx,
    luma: make([widthPx, heightPx, count], 'rg8unorm'),
    chroma: make([widthPx / 2, heightPx / 2, count], 'rgba8unorm'),
  };
}

/** Copies a kernel's planes, whose offsets count from `base`, into picture `index` of textures of their size. */
export function writePlanes(
  device: GPUDevice,
  to: PlaneTextures,
  { bytes, base, plan, index = 0 }: Readonly<{ bytes: Uint8Array; base: number; plan: LevelPlan; index?: number }>,
): void {
  const { widthPx, heightPx } = to;
  const [halfWidth, halfHeight] = [widthPx / 2, heightPx / 2];
  const hasAlpha = plan.alpha !== 0;
  const luma = new Uint8Array(widthPx * heightPx * 2);
  for (let y = 0, o = 0; y < heightPx; y++) {
    const [row, alphaRow] = [base + plan.luma + y * plan.lumaPitch, base + plan.alpha + y * plan.lumaPitch];
    for (let x = 0; x < widthPx; x++) {
      luma[o++] = (bytes[row + x] as number) ^ FLIP;
      luma[o++] = hasAlpha ? (bytes[alphaRow + x] as number) ^ FLIP : 255;
    }
  }
  const chroma = new Uint8Array(halfWidth * halfHeight * 4);
  for (let y = 0, o = 0; y < halfHeight; y++) {
    const down = y * plan.chromaPitch;
    const [cb, cr, alpha] = [base + plan.cb + down, base + plan.cr + down, base + plan.chromaAlpha + down];
    for (let x = 0; x < halfWidth; x++, o += 4) {
      chroma[o] = (bytes[cb + x] as number) ^ FLIP;
      chroma[o + 1] = (bytes[cr + x] as number) ^ FLIP;
      chroma[o + 2] = hasAlpha ? (bytes[alpha + x] as number) ^ FLIP : 255;
    }
  }
  const write = (texture: GPUTexture, data: Uint8Array<ArrayBuffer>, bytesPerRow: number, [width, height]: readonly [number, number]) =>
    device.queue.writeTexture({ texture, origin: [0, 0, index] }, data, { bytesPerRow, rowsPerImage: height }, [width, height, 1]);
  write(to.luma, luma, widthPx * 2, [widthPx, heightPx]);
  write(to.chroma, chroma, halfWidth * 4, [halfWidth, halfHeight]);
}

/** A caption or title as premultiplied planes, BT.709 limited range; chroma planes have half the size. Only for `Rasteriser.overlay`. */
export type OverlayPlanes = Readonly<{
  widthPx: number;
  heightPx: number;
  luma: Uint8Array;
  alpha: Uint8Array;
  cb: Uint8Array;
  cr: Uint8Array;
  chromaAlpha: Uint8Array;
}>;

/** Turns straight (not premultiplied) sRGB RGBA, as a canvas's image data holds it, into overlay planes. Both sides must be even. */
export function prepareOverlay(
  rgba: Uint8Array | Uint8ClampedArray,
  { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>,
): OverlayPlanes {
  const count = widthPx * heightPx;
  const half = widthPx / 2;
  const luma = new Uint8Array(count);
  const alpha = new Uint8Array(count);
  const [cb, cr, chromaAlpha] = [new Float32Array(count / 4), new Float32Array(count / 4), new Float32Array(count / 4)];
  for (let i = 0; i < count; i++) {
    const a = rgba[i * 4 + 3] as number;
    if (a === 0) continue;
    const [r, g, b] = [rgba[i * 4] as number, rgba[i * 4 + 1] as number, rgba[i * 4 + 2] as number];
    // BT.709-6, limited range
    const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    const c = (Math.floor(i / widthPx) >> 1) * half + ((i % widthPx) >> 1);
    luma[i] = Math.round(((16 + (219 / 255) * y) * a) / 255);
    alpha[i] = a;
    cb[c] = (cb[c] as number) + ((128 + (224 / 255) * ((b - y) / 1.8556)) * a) / 1020;
    cr[c] = (cr[c] as number) + ((128 + (224 / 255) * ((r - y) / 1.5748)) * a) / 1020;
    chromaAlpha[c] = (chromaAlpha[c] as number) + a / 4;
  }
  const round = (values: Float32Array) => Uint8Array.from(values, (value) => Math.min(255, Math.round(value)));
  return { widthPx, heightPx, luma, alpha, cb: round(cb), cr: round(cr), chromaAlpha: round(chromaAlpha) };
}

/** Sizes that a film is exported in, as "1920x1080": its own first, then those of the same shape by their shorter side. Both sides are even. */
export function sizesOf({ widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>): readonly string[] {
  const short = Math.min(widthPx, heightPx);
  const even = (px: number) => Math.max(2, Math.round(px / 2) * 2);
  const scaled = [2160, 1440, 1080, 720, 480]
    .map((side) => ({ width: even((widthPx * side) / short), height: even((heightPx * side) / short) }))
    .filter(({ width, height }) => Math.max(width, height) <= 4096)
    .map(({ width, height }) => `${width}x${height}`);
  return [...new Set([`${widthPx}x${heightPx}`, ...scaled])];
}

/** The frame of a named class (720p, 1080P, 2K, …) and a ratio such as 16:9: its short side is the class, sides even; `ratio` may be given as a number. */
export function frameShape({
  className,
  ratio,
}: {
  className: string;
  ratio: string | number | undefined;
}): Readonly<{ widthPx: number; heightPx: number }> {
  const shortPx = shortSides[className.toLowerCase()] ?? (Number.parseInt(className, 10) || 720);
  const [across = '16', down = '9'] = typeof ratio === 'string' && /^\d+:\d+$/.test(ratio) ? ratio.split(':') : [];
  const shape = typeof ratio === 'number' ? ratio : Number(across) / Number(down);
  const even = (px: number) => Math.round(px / 2) * 2;
  return shape >= 1
    ? { widthPx: even(shortPx * shape), heightPx: even(shortPx) }
    : { widthPx: even(shortPx), heightPx: even(shortPx / shape) };
}

const shortSides: Readonly<Record<string, number>> = {
  '1k': 1024,
  '2k': 1440,
  '4k': 2160,
  '512p': 512,
  hd: 720,
  fhd: 1080,
  std: 720,
  pro: 1080,
};

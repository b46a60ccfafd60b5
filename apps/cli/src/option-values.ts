import { Fault } from '@fantascope/film';

/** Sizes by their usual names. */
const namedSizes = new Map(
  [
    ['360p', 640, 360],
    ['480p', 854, 480],
    ['720p', 1280, 720],
    ['1080p', 1920, 1080],
    ['1440p', 2560, 1440],
    ['2160p', 3840, 2160],
  ].map(([name, widthPx, heightPx]) => [name as string, { widthPx: Number(widthPx), heightPx: Number(heightPx) }] as const),
);

/** Reads "1920x1080", or "1080p" and its like, which are 16:9. Throws `cli.bad-value` unless both sides are even and 64..4096. */
export function readSize(value: string): { widthPx: number; heightPx: number } {
  const named = namedSizes.get(value.trim().toLowerCase());
  if (named !== undefined) return named;
  const match = /^(\d{2,4})\s*[x×*]\s*(\d{2,4})$/i.exec(value.trim());
  const widthPx = Number(match?.[1]);
  const heightPx = Number(match?.[2]);
  const fits = (side: number): boolean => side >= 64 && side <= 4096 && side % 2 === 0;
  if (!fits(widthPx) || !fits(heightPx))
    throw new Fault('cli.bad-value', { option: '--size', value, takes: '1920x1080 (even, 64–4096), 720p, 1080p, 2160p …' });
  return { widthPx, heightPx };
}

/** Reads a number between two bounds. Throws `cli.bad-value` for anything else, the empty text included. */
export function readNumber(
  option: string,
  { min, max, isWhole = false }: { min: number; max: number; isWhole?: boolean },
): (value: string) => number {
  return (value) => {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    if (!(number >= min && number <= max) || (isWhole && !Number.isInteger(number)))
      throw new Fault('cli.bad-value', { option, value, takes: `${min}–${max}` });
    return number;
  };
}

/** Reads one of a few words. Throws `cli.bad-value` for any other. */
export function readWord<const Word extends string>(option: string, words: readonly Word[]): (value: string) => Word {
  return (value) => {
    const found = words.find((word) => word === value);
    if (found === undefined) throw new Fault('cli.bad-value', { option, value, takes: words.join(', ') });
    return found;
  };
}

/** Reads a frame rate. Throws `cli.bad-value` for any but the five. */
export function readFps(value: string): 24 | 25 | 30 | 50 | 60 {
  const found = ([24, 25, 30, 50, 60] as const).find((fps) => String(fps) === value.trim());
  if (found === undefined) throw new Fault('cli.bad-value', { option: '--fps', value, takes: '24, 25, 30, 50, 60' });
  return found;
}

/** Reads "0.5,0.3". Throws `cli.bad-value` unless both are ratios, 0 to 1. */
export function readCentre(value: string): { xRatio: number; yRatio: number } {
  const [xRatio, yRatio, ...rest] = value.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const isRatio = (ratio: number | undefined): ratio is number => ratio !== undefined && ratio >= 0 && ratio <= 1;
  if (!isRatio(xRatio) || !isRatio(yRatio) || rest.length > 0)
    throw new Fault('cli.bad-value', { option: '--start-centre', value, takes: 'X,Y (0–1)' });
  return { xRatio, yRatio };
}

import { extname, sep } from 'node:path';
import { Fault } from '@fantascope/film';

/** What a film can be written as: h264 (MP4), vp9 and av1 (WebM), prores (422 HQ, MOV), png (a picture a frame), gif, webp (animated). */
export const filmFormats = ['h264', 'vp9', 'av1', 'prores', 'png', 'gif', 'webp'] as const;
/** One of filmFormats. */
export type FilmFormat = (typeof filmFormats)[number];

/** How a format is made: ffmpeg's encoders that can write it, best first, and the endings of its files, the usual one first. `alsoNeeds` is for the last step. */
type FormatRow = Readonly<{ encoders: readonly string[]; alsoNeeds?: string; endings: readonly string[] }>;

/** One row a format; the table in docs/formats.md says more. */
export const formatRows: Readonly<Record<FilmFormat, FormatRow>> = {
  h264: { encoders: ['libx264'], endings: ['.mp4', '.mov'] },
  vp9: { encoders: ['libvpx-vp9'], endings: ['.webm', '.mp4'] },
  av1: { encoders: ['libsvtav1', 'libaom-av1', 'librav1e'], endings: ['.webm', '.mp4'] },
  prores: { encoders: ['prores_ks'], endings: ['.mov'] },
  png: { encoders: ['png'], endings: ['folder/', 'frame_%05d.png'] },
  // Its segments are pictures without loss, since all of its frames share one palette.
  gif: { encoders: ['png'], alsoNeeds: 'gif', endings: ['.gif'] },
  webp: { encoders: ['libwebp'], endings: ['.webp'] },
};

/** What an ending means by itself. */
const usual: Readonly<Record<string, FilmFormat>> = { '.mp4': 'h264', '.webm': 'vp9', '.mov': 'prores', '.gif': 'gif', '.webp': 'webp' };

/** A GIF plays slower than asked above 50 frames a second (its unit is 1/100 s and viewers stretch one), and has 256 colours: beyond this it is the wrong format. */
const gifMost = { fps: 50, sidePx: 1280 };
/** The folder and numbered name of a picture sequence: "frames/" is frames/frame_%05d.png; null when `out` names one file. Numbers start at 1. */
export function sequenceOf(
  out: string,
): Readonly<{ folder: string; isWholeFolder: boolean; nameOf: (number: number) => string; isOurs: (name: string) => boolean }> | null {
  const isWholeFolder = out.endsWith('/') || out.endsWith(sep);
  const cut = Math.max(out.lastIndexOf('/'), out.lastIndexOf(sep));
  const pattern = isWholeFolder ? 'frame_%05d.png' : out.slice(cut + 1);
  const match = /^([^%]*)%(?:0?([1-9]))?d([^%]*\.png)$/i.exec(pattern);
  if (match === null) return null;
  const [, before = '', digits = '1', after = ''] = match;
  const nameOf = (number: number) => `${before}${String(number).padStart(Number(digits), '0')}${after}`;
  const isOurs = (name: string) => {
    const middle = name.slice(before.length, name.length - after.length);
    return name.startsWith(before) && name.endsWith(after) && /^\d+$/.test(middle) && name === nameOf(Number(middle));
  };
  return { folder: cut < 0 ? '.' : cut === 0 ? out.slice(0, 1) : out.slice(0, cut), isWholeFolder, nameOf, isOurs };
}

/** The format of the file to write, by its ending or as asked. Throws media.unknown-format, media.unknown-ending, or media.other-ending where the two do not go together. */
export function formatOfFile(out: string, asked?: string): FilmFormat {
  const format = filmFormats.find((one) => one === asked);
  if (asked !== undefined && format === undefined)
    throw new Fault('media.unknown-format', { format: asked, formats: filmFormats.join(', ') });
  if (sequenceOf(out) !== null) {
    if (format === undefined || format === 'png') return 'png';
    throw new Fault('media.other-ending', { file: out, format, endings: formatRows[format].endings.join(', ') });
  }
  const ending = extname(out).toLowerCase();
  // A folder without its closing slash.
  if (format === 'png' && ending === '') return 'png';
  const found = format ?? usual[ending];
  if (found === undefined)
    throw new Fault('media.unknown-ending', { file: out, endings: `${Object.keys(usual).join(', ')}, frame_%05d.png` });
  const { endings } = formatRows[found];
  if (found === 'png' || !endings.includes(ending))
    throw new Fault('media.other-ending', { file: out, format: found, endings: endings.join(', ') });
  return found;
}

/** Refuses a film its format cannot hold well, before anything is drawn: media.gif-too-fast or media.gif-too-large. */
export function checkFormat(
  format: FilmFormat,
  { widthPx, heightPx, fps }: Readonly<{ widthPx: number; heightPx: number; fps: number }>,
): void {
  const sidePx = Math.max(widthPx, heightPx);
  if (format === 'gif' && fps > gifMost.fps) throw new Fault('media.gif-too-fast', { fps, mostFps: gifMost.fps });
  if (format === 'gif' && sidePx > gifMost.sidePx)
    throw new Fault('media.gif-too-large', { size: `${widthPx}x${heightPx}`, mostPx: gifMost.sidePx });
}

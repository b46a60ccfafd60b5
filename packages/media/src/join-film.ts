import { extname } from 'node:path';
import type { FileTags } from './file-tags.ts';
import type { FilmFormat } from './film-format.ts';
import { joinGif } from './join-gif.ts';
import { joinPackets, type LastWrite, type Segment } from './join-packets.ts';
import { joinSequence } from './join-sequence.ts';
import type { JoinedSound } from './join-sound.ts';
import { joinWebp } from './join-webp.ts';

/** What a film's segments are joined into, and with which ffmpeg where one is needed (GIF). */
export type JoinedFilm = Readonly<{
  format: FilmFormat;
  out: string;
  widthPx: number;
  heightPx: number;
  fps: number;
  ffmpegPath: string;
  /** What the file says about itself. A sequence of PNG carries none. */
  tags?: FileTags | undefined;
  /** Laid beside the pictures of MP4, MOV and WebM; a GIF, a WebP and a picture sequence hold none. */
  sound?: JoinedSound | undefined;
  /** Done to the file of every format but a picture sequence. */
  lastWrite?: LastWrite | undefined;
  signal?: AbortSignal | undefined;
}>;

/** Joins a film's segments in the way of its format; it appears under its name whole or not at all. Throws Fault. */
export async function joinFilm(segments: readonly Segment[], film: JoinedFilm): Promise<void> {
  const { format, out, fps, tags, sound, lastWrite } = film;
  const ending = extname(out).toLowerCase();
  const container = ending === '.mp4' ? 'mp4' : ending === '.mov' ? 'mov' : 'webm';
  switch (format) {
    case 'h264':
      return await joinPackets(segments, { out, fps, container, tags, sound, lastWrite });
    case 'vp9':
    case 'av1':
    case 'prores':
      return await joinPackets(segments, { out, fps, codec: format, container, tags, sound, lastWrite });
    case 'png':
      return await joinSequence(segments, film);
    case 'gif':
      return await joinGif(segments, film);
    case 'webp':
      return await joinWebp(segments, film);
    default:
      return format satisfies never;
  }
}

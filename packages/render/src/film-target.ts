import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import type { Film, Notice } from '@fantascope/film';
import {
  diskFault,
  type EncoderSettings,
  type EncoderSpeed,
  type FileTags,
  type JoinedSound,
  joinPackets,
  type LastWrite,
  type Segment,
} from '@fantascope/media';
import type { FilmFormat } from '@fantascope/media/formats';

/** Where a film goes and how: what its segments' encoders are told, the ending of their files, and how they are joined. */
export type FilmTarget = Readonly<{
  format: FilmFormat;
  /** Absolute. */
  out: string;
  /** ffmpeg's name of it. */
  encoder: string;
  settings: EncoderSettings;
  ending: string;
  /** `sound` is laid beside the pictures; a format that holds none is never given one. */
  join: (segments: readonly Segment[], sound?: JoinedSound) => Promise<void>;
  notices: readonly Notice[];
}>;

type Asked = Readonly<{
  film: Film;
  out: string;
  format?: FilmFormat;
  encoder?: string;
  speed: EncoderSpeed;
  tags?: FileTags;
  ffmpegPath: string;
  signal?: AbortSignal;
  lastWrite?: LastWrite;
}>;

/** Settles how a film is written, before anything is drawn. Only for another format than H.264 is ffmpeg asked what it can do. Throws Fault. */
export async function filmTarget(asked: Asked): Promise<FilmTarget> {
  const { film, speed, format = 'h264', tags, lastWrite } = asked;
  const { widthPx, heightPx, fps } = film;
  const out = resolve(asked.out);
  const settings = { widthPx, heightPx, fps, speed };
  if (format !== 'h264') return await otherTarget({ ...asked, format });
  await checkPlace(out);
  const container = extname(out).toLowerCase() === '.mov' ? 'mov' : 'mp4';
  return {
    format,
    out,
    encoder: 'libx264',
    settings,
    ending: '.mp4',
    join: (segments, sound) => joinPackets(segments, { out, fps, container, tags, sound, lastWrite }),
    notices: speed === 'fast' ? [{ code: 'media.fast-costs', params: {} }] : [],
  };
}

/** What a segment's file is, by its encoder. */
const endings: Readonly<Record<string, string>> = { prores_ks: '.mov', png: '.pngs', libwebp: '.webps' };

async function otherTarget({
  film,
  out: name,
  format,
  encoder: known,
  speed,
  ffmpegPath,
  signal,
  tags,
  lastWrite,
}: Asked & { format: FilmFormat }): Promise<FilmTarget> {
  const formats = await import('@fantascope/media/formats');
  const { widthPx, heightPx, fps } = film;
  // resolve would take the slash that says "folder".
  const out = resolve(name) + (/[/\\]$/.test(name) ? '/' : '');
  formats.checkFormat(format, film);
  await (format === 'png' ? formats.checkSequencePlace(out) : checkPlace(out));
  const encoder = known ?? (await formats.encoderFor(format, ffmpegPath));
  const code = encoder === 'prores_ks' || encoder === 'png' ? 'media.fast-not-here' : 'media.fast-costs-more';
  return {
    format,
    out,
    encoder,
    settings: { widthPx, heightPx, fps, speed, codec: formats.codecArguments(encoder, { speed }) },
    ending: endings[encoder] ?? '.webm',
    join: (segments, sound) =>
      formats.joinFilm(segments, { format, out, widthPx, heightPx, fps, ffmpegPath, signal, tags, sound, lastWrite }),
    notices: speed === 'fast' ? [{ code, params: { format } }] : [],
  };
}

/** Refuses a file to write whose folder is missing or closed, or that is a folder itself. Better said now than after an hour of drawing. */
async function checkPlace(out: string): Promise<void> {
  await access(dirname(out), constants.W_OK).catch((error: unknown) => {
    throw diskFault(error, out);
  });
  const there = await stat(out).catch(() => undefined);
  if (there?.isDirectory() === true) throw diskFault(Object.assign(new Error('it is a folder'), { code: 'EISDIR' }), out);
}

import { execFile } from 'node:child_process';
import { Fault } from '@fantascope/film';
import { type FilmFormat, filmFormats, formatRows } from './film-format.ts';

/** The encoders of an ffmpeg that it does not call experimental, by its own names, of pictures or of sound. Throws media.ffmpeg-unusable when it does not answer. */
export async function listEncoders(ffmpegPath: string, kind: 'video' | 'audio' = 'video'): Promise<ReadonlySet<string>> {
  const text = await new Promise<string>((resolve, reject) => {
    execFile(ffmpegPath, ['-v', 'error', '-hide_banner', '-encoders'], { timeout: 20_000 }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(new Fault('media.ffmpeg-unusable', { path: ffmpegPath, reason: error.message.trim() }, { cause: error }));
    });
  });
  const letter = kind === 'video' ? 'V' : 'A';
  // " V..X.. name": the X marks experimental; such an AV1 encoder of 2018 takes minutes for a second.
  return new Set(
    [...text.matchAll(/^ ([VA])([.A-Z]{5}) (\S+)/gm)]
      .filter(([, type, flags]) => type === letter && !flags?.includes('X'))
      .map(([, , , name]) => name as string),
  );
}

/** For each format the encoder that would write it, null where this ffmpeg has none, and the names its files may have. */
export function formatsWith(
  encoders: ReadonlySet<string>,
): readonly Readonly<{ format: FilmFormat; encoder: string | null; alsoNeeds?: string; endings: readonly string[] }>[] {
  return filmFormats.map((format) => {
    const row = formatRows[format];
    const isWhole = row.alsoNeeds === undefined || encoders.has(row.alsoNeeds);
    return { ...row, format, encoder: (isWhole ? row.encoders.find((name) => encoders.has(name)) : undefined) ?? null };
  });
}

/** The encoder of this ffmpeg that writes a format. Throws media.format-missing, which names what would be needed. */
export async function encoderFor(format: FilmFormat, ffmpegPath: string): Promise<string> {
  const found = formatsWith(await listEncoders(ffmpegPath)).find((one) => one.format === format)?.encoder ?? null;
  if (found !== null) return found;
  throw new Fault('media.format-missing', { format, path: ffmpegPath, encoders: encodersOf(format) });
}

/** The encoders that would write a format, for a person: "libsvtav1 / libaom-av1 / librav1e". */
export function encodersOf(format: FilmFormat): string {
  const { encoders, alsoNeeds } = formatRows[format];
  return encoders.join(' / ') + (alsoNeeds === undefined ? '' : ` + ${alsoNeeds}`);
}

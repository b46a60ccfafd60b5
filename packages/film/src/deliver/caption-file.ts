import { captionsOf } from '../edit/flatten.ts';
import type { Film } from '../film.ts';

/** SubRip, as most players read it, or WebVTT (W3C). */
export type CaptionFileFormat = 'srt' | 'vtt';
/** Which languages a file holds, upper line first. */
export type CaptionLanguages = readonly ('en' | 'zh')[];

type Cue = Readonly<{ startMs: number; endMs: number; lines: readonly string[] }>;

/**
 * A film's captions as a file for players: every caption, title and end card with its time on the film, in these languages; undefined where none is written in
 * them. Cues never overlap: players stack those that do, and some lose them, so that an earlier one ends where the next begins. A caption that is missing a
 * language has none of it in the file. Lines end in CR LF in SRT and LF in WebVTT.
 */
export function captionFile(
  film: Film,
  { format, languages }: Readonly<{ format: CaptionFileFormat; languages: CaptionLanguages }>,
): string | undefined {
  const cues = cuesOf(film, languages);
  if (cues.length === 0) return undefined;
  if (format === 'srt')
    return cues.map((cue, at) => [`${at + 1}`, timesOf(cue, ','), ...cue.lines.map(plain), '', ''].join('\r\n')).join('');
  return ['WEBVTT', '', ...cues.flatMap((cue) => [timesOf(cue, '.'), ...cue.lines.map(escaped), ''])].join('\n');
}

function cuesOf(film: Film, languages: CaptionLanguages): readonly Cue[] {
  const ms = (frame: number) => Math.round((frame * 1000) / film.fps);
  const cues = captionsOf(film).flatMap(({ text, startFrame, lengthFrames }): Cue[] => {
    // What is written alike in both languages is shown once; a line that a text repeats stays.
    const texts = [...new Set(languages.map((language) => linesOf(text[language] ?? '').join('\n')))].filter((lines) => lines !== '');
    const lines = texts.flatMap((each) => each.split('\n'));
    return lines.length === 0 ? [] : [{ startMs: ms(startFrame), endMs: ms(startFrame + lengthFrames), lines }];
  });
  cues.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  return cues.flatMap((cue, at) => {
    const next = cues[at + 1];
    const endMs = next === undefined ? cue.endMs : Math.min(cue.endMs, Math.max(next.startMs, cue.startMs));
    // One that begins with the next one leaves it the place.
    return endMs > cue.startMs ? [{ ...cue, endMs }] : [];
  });
}

/** A text's lines without empty ones: an empty line ends a cue. */
function linesOf(text: string): string[] {
  return text
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** SubRip knows no escapes; players take <…> and {…} for styles, and an arrow would be read as times. */
function plain(line: string): string {
  return line.replaceAll('-->', '→').replaceAll('<', '＜').replaceAll('>', '＞').replaceAll('{', '｛').replaceAll('}', '｝');
}

function escaped(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function timesOf({ startMs, endMs }: Cue, mark: ',' | '.'): string {
  return `${clock(startMs, mark)} --> ${clock(endMs, mark)}`;
}

function clock(ms: number, mark: string): string {
  const [sec, rest] = [Math.floor(ms / 1000), ms % 1000];
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(sec / 3600))}:${two(Math.floor(sec / 60) % 60)}:${two(sec % 60)}${mark}${String(rest).padStart(3, '0')}`;
}

import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { type Aspect, aspects, Fault, Fit, type FrameSize, frameInside } from '@fantascope/film';
import type { FilmFormat } from '@fantascope/media/formats';
import { type Command, Option } from 'commander';
import { readFps, readSize, readWord } from './option-values.ts';
import { checkOut } from './out-file.ts';
import type { Setting } from './setting.ts';

/** What `shoot` and `film` are told of the file to write and its frames. */
export type FrameOptions = Readonly<{
  out: string;
  format?: string;
  size?: FrameSize;
  aspect?: Aspect;
  fit?: Fit;
  fps?: 24 | 25 | 30 | 50 | 60;
}>;

/** Adds the flags of the file to write and its frames. */
export function addFrameOptions(command: Command, { door }: Setting, of: 'shot' | 'film' | 'brief'): void {
  const text = door.text.frame;
  command
    // A shot may be asked for as a control package alone, and `film make` names its own: `shoot` and `film` see to it that there is one.
    .option('-o, --out <file>', of === 'brief' ? text.briefOut : text.out)
    .option('--format <format>', text.format)
    .addOption(new Option('--size <w>x<h>', of === 'shot' ? text.size : text.filmSize).argParser(readSize))
    .addOption(new Option('--aspect <shape>', text.aspect).argParser(readWord('--aspect', aspects)))
    .addOption(new Option('--fit <crop|extend>', of === 'shot' ? text.fit : text.filmFit).argParser(readWord('--fit', Fit.options)))
    .addOption(new Option('--fps <n>', of === 'shot' ? text.fps : text.filmFps).argParser(readFps));
}

/** The frame asked for at the door, before a film file's own. */
export function askedFrame({
  size,
  aspect,
  fps,
}: Pick<FrameOptions, 'size' | 'aspect' | 'fps'>): Pick<FrameOptions, 'size' | 'aspect' | 'fps'> {
  return { ...(size === undefined ? {} : { size }), ...(aspect === undefined ? {} : { aspect }), ...(fps === undefined ? {} : { fps }) };
}

/** Looks at the place a film will be written to before any work is done, and says its format. A folder among the inputs stands for its files. Throws as checkOut does, and media's faults about names and folders. */
export async function checkTarget({ out, format: asked }: FrameOptions, told: readonly string[]): Promise<FilmFormat> {
  const inputs = (await Promise.all(told.map(filesOf))).flat();
  if (extname(out).toLowerCase() === '.mp4' && asked === undefined) {
    await checkOut(out, { option: '--out', inputs });
    return 'h264';
  }
  const { checkSequencePlace, formatOfFile, sequenceOf } = await import('@fantascope/media/formats');
  const format = formatOfFile(out, asked);
  if (format !== 'png') {
    await checkOut(out, { option: '--out', inputs });
    return format;
  }
  const sequence = sequenceOf(out) ?? sequenceOf(`${out}/`);
  const isHit = (input: string) => sequence?.isOurs(basename(input)) === true && dirname(resolve(input)) === resolve(sequence.folder);
  if (inputs.some(isHit)) throw new Fault('cli.out-is-input', { path: out });
  await checkSequencePlace(out);
  return format;
}

/** A folder of layers as its files, anything else as itself. */
async function filesOf(input: string): Promise<readonly string[]> {
  return await readdir(input).then(
    (names) => names.map((name) => join(input, name)),
    () => [input],
  );
}

/** A shot's frame: --size, else 1920 × 1080, or 640 × 360 at 25 a second for the two formats made for web pages; --aspect takes the largest such frame inside it. */
export function shotFrame(
  { size, aspect, fps }: Omit<FrameOptions, 'out'>,
  format: FilmFormat,
): FrameSize & { fps: 24 | 25 | 30 | 50 | 60 } {
  const isSmall = format === 'gif' || format === 'webp';
  const box = size ?? (isSmall ? { widthPx: 640, heightPx: 360 } : { widthPx: 1920, heightPx: 1080 });
  return { ...(aspect === undefined ? box : frameInside(aspect, box)), fps: fps ?? (isSmall ? 25 : 30) };
}

/** Asks ffmpeg for the encoder of a film's format, before the film's pictures are lifted; undefined for H.264, which needs no asking. Throws media's faults about formats. */
export async function filmEncoder(format: FilmFormat, film: FrameSize & { fps: number }, env: Setting['env']): Promise<string | undefined> {
  if (format === 'h264') return undefined;
  const [{ checkFormat, encoderFor }, { locateFfmpeg }] = await Promise.all([
    import('@fantascope/media/formats'),
    import('@fantascope/media'),
  ]);
  checkFormat(format, film);
  return await encoderFor(format, locateFfmpeg({ env }).path);
}

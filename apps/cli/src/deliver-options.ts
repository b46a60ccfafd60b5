import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Aspect, aspectRatioOf, Fault, type Film, type PlatformId, platformIds, platforms } from '@fantascope/film';
import type { CaptionFileFormat, CaptionLanguages } from '@fantascope/film/deliver';
import { type Command, Option } from 'commander';
import type { Door } from './door.ts';
import type { FrameOptions } from './frame-options.ts';
import { readWord } from './option-values.ts';
import { checkOut } from './out-file.ts';
import type { Setting } from './setting.ts';

/** Where a film goes, and its captions as files beside it. */
export type DeliverOptions = Readonly<{ for?: readonly PlatformId[]; captions?: 'srt' | 'vtt' | 'both' }>;

/** Adds the flags of where a film goes. */
export function addDeliverOptions(command: Command, { door }: Setting): void {
  const text = door.text.deliver;
  command
    .addOption(new Option('--for <platforms>', text.for(platformIds.join(', '))).argParser(readPlatforms))
    .addOption(new Option('--captions <srt|vtt|both>', text.captions).argParser(readWord('--captions', ['srt', 'vtt', 'both'])));
}

/** Reads "douyin" or "tiktok,reels". Throws cli.bad-value. */
function readPlatforms(value: string): readonly PlatformId[] {
  const read = readWord('--for', platformIds);
  return [...new Set(value.split(/[,，]/).map((each) => read(each.trim().toLowerCase())))];
}

/** The shape of frame that the platforms show. Throws deliver.shapes-differ and deliver.other-shape. */
export function platformAspect({
  for: ids = [],
  size,
  aspect,
}: DeliverOptions & Pick<FrameOptions, 'size' | 'aspect'>): Aspect | undefined {
  const [first, ...others] = ids;
  if (first === undefined) return aspect;
  const wanted = platforms[first].aspect;
  if (others.some((id) => platforms[id].aspect !== wanted)) throw new Fault('deliver.shapes-differ', { platforms: ids.join(', ') });
  const differs = (ratio: number) => Math.abs(ratio / aspectRatioOf(wanted) - 1) > 0.01;
  const refuse = (option: string): never => {
    throw new Fault('deliver.other-shape', { platform: ids.join(','), aspect: wanted, option });
  };
  if (aspect !== undefined && differs(aspectRatioOf(aspect))) return refuse(`--aspect ${aspect}`);
  // A named size (1080p) is lying; it is turned as --aspect turns it. Only one that no turn makes fit is another shape.
  if (size !== undefined && differs(size.widthPx / size.heightPx) && size.widthPx < size.heightPx)
    return refuse(`--size ${size.widthPx}x${size.heightPx}`);
  return wanted;
}

/** The film for where it goes. */
export function forPlatforms(film: Film, { for: ids }: DeliverOptions): Film {
  return ids === undefined ? film : { ...film, platforms: [...ids] };
}

type Sidecar = Readonly<{ path: string; format: CaptionFileFormat; languages: CaptionLanguages }>;

/** The caption files beside a film: film.srt in all the languages its captions show, and film.zh.srt, film.en.srt where those are two. */
function sidecarsOf({ captionLanguages }: Film, { out, captions }: DeliverOptions & Readonly<{ out: string }>): readonly Sidecar[] {
  if (captions === undefined) return [];
  const stem = out.slice(0, out.length - extname(out).length).replace(/[\\/]$/, '');
  const formats: readonly CaptionFileFormat[] = captions === 'both' ? ['srt', 'vtt'] : [captions];
  const single = captionLanguages.length < 2 ? [] : captionLanguages.map((language) => [language]);
  return formats.flatMap((format) => [
    { path: `${stem}.${format}`, format, languages: captionLanguages },
    ...single.map((languages) => ({ path: `${stem}.${languages[0]}.${format}`, format, languages })),
  ]);
}

/** Looks at the places of the caption files before any work is done. Throws as checkOut does. */
export async function checkSidecars(
  film: Film,
  options: DeliverOptions & Readonly<{ out: string }>,
  inputs: readonly string[],
): Promise<void> {
  for (const { path } of sidecarsOf(film, options)) await checkOut(path, { option: '--captions', inputs });
}

/** Writes the caption files of a film that is there, and says which; gives their paths. */
export async function writeSidecars(
  film: Film,
  options: DeliverOptions & Readonly<{ out: string }>,
  door: Door,
): Promise<readonly string[]> {
  const wanted = sidecarsOf(film, options);
  if (wanted.length === 0) return [];
  const { captionFile } = await import('@fantascope/film/deliver');
  const written: string[] = [];
  for (const { path, format, languages } of wanted) {
    const text = captionFile(film, { format, languages });
    if (text === undefined) {
      door.notice({ code: 'deliver.no-captions', params: { format, language: languages.join('+') } });
      continue;
    }
    await writeFile(path, text).catch((error: NodeJS.ErrnoException) => {
      throw new Fault('cli.cannot-write', { path, problem: error.code ?? error.message }, { cause: error });
    });
    door.line(door.text.deliver.written(path));
    written.push(path);
  }
  return written;
}

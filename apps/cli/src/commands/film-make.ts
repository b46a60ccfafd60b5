import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { Fault, type Film, type FilmSound, filmFromFile, type Notice, parseCamera } from '@fantascope/film';
import { type Brief, briefFromValue, filmOfBrief, type Photo, readBrief, writeFilmFile } from '@fantascope/film/brief';
import { parse as parseYaml, stringify } from 'yaml';
import { type DeliverOptions, forPlatforms, platformAspect } from '../deliver-options.ts';
import { askedFrame, checkTarget } from '../frame-options.ts';
import { checkOut } from '../out-file.ts';
import type { Setting } from '../setting.ts';
import { shotTable } from '../shot-table.ts';
import { placedVoices, voicedFilm, withSpeaker } from '../voiced-film.ts';
import { type MakeFilmOptions, makeFilm } from './make-film.ts';
import { depthFiles } from './reporting.ts';

type BriefOptions = Omit<MakeFilmOptions, 'out'> &
  DeliverOptions &
  Readonly<{
    out?: string;
    photos?: string;
    llm?: string;
    voice?: FilmSound['narration'];
    speaker?: string;
    save?: string;
    dryRun: boolean;
  }>;

/** A brief becomes a film document, kept beside the film for a person to change, and the film. */
export async function makeFromBrief(file: string, options: BriefOptions, setting: Setting): Promise<void> {
  const { door } = setting;
  const read = await readBriefFile(file);
  const out = options.out ?? join('out', `${nameOf(file)}.mp4`);
  const save = options.save ?? `${out.slice(0, out.length - extname(out).length).replace(/[\\/]$/, '')}.yaml`;
  const folder = dirname(resolve(save));
  const photos = await photosOf(read.brief, { file, photos: options.photos, folder });
  const aspect = platformAspect(options);
  // What is asked of a model costs money: a place that cannot be written to is found before.
  if (options.llm !== undefined && !options.dryRun) await checkPlaces({ ...options, out }, { file, save });
  const { brief, notices } =
    options.llm === undefined ? read : await scripted(file, { ...read, llm: options.llm, photos, aspect }, setting);
  const frame = { ...options, ...(aspect === undefined ? {} : { aspect }) };
  const told = aspect === undefined ? brief : { ...brief, aspect };
  const made = filmOfBrief(told, { photos, ...(options.voice === undefined ? {} : { narration: options.voice }) });
  const voiced = options.dryRun ? { film: made.film } : await voicedFilm(withSpeaker(made.film, options.speaker), setting, options);
  const written = writeFilmFile(forPlatforms(voiced.film, options), brief.language);
  const { film: document } = filmFromFile(written, { parseCamera, ...askedFrame(frame) });
  const heard = [...notices, ...made.notices];
  const totalSec = lengthOf(document);
  if (options.dryRun) {
    for (const notice of heard) door.notice(notice);
    for (const line of shotTable(document, { text: door.text.make, language: brief.language })) door.line(line);
    door.result({ title: document.title, totalSec, shots: document.shots, notices: door.spokenNotices() });
    return;
  }
  // Only our own folder is made for a person; one that was named and is missing may be a slip.
  if (options.out === undefined) await mkdir('out', { recursive: true });
  const format = await checkTarget({ ...options, out }, [file, ...depthFiles(options.depth)]);
  await checkOut(save, { option: '--save', inputs: [file] });
  await saveFilm(save, { ...written, widthPx: document.widthPx, heightPx: document.heightPx, fps: document.fps });
  door.line(door.text.make.saved(save));
  const voices = 'voices' in voiced ? placedVoices(document, voiced.voices) : [];
  await makeFilm({ document, notices: heard, folder, format, voices }, { ...options, out }, setting);
}

/** Looks at all places that will be written to, before anything is paid for. Throws as makeFromBrief does of them. */
async function checkPlaces(options: MakeFilmOptions, { file, save }: Readonly<{ file: string; save: string }>): Promise<void> {
  if (dirname(options.out) === 'out') await mkdir('out', { recursive: true });
  await checkTarget(options, [file]);
  await checkOut(save, { option: '--save', inputs: [file] });
  await checkUnedited(save);
}

/** The brief as a language model writes it from the text; what the text itself sets of sound, length and shape stays. Throws writer.data-brief and what `writtenBrief` throws. */
async function scripted(
  file: string,
  { brief, text, llm, photos, aspect }: BriefRead & Readonly<{ llm: string; photos: readonly Photo[]; aspect: Brief['aspect'] }>,
  setting: Setting,
): Promise<BriefRead> {
  if (text === undefined) throw new Fault('writer.data-brief', { path: file });
  const { language, lengthSec, narration, music, photoCaptions } = brief;
  const asked = { llm, language, lengthSec, aspect: aspect ?? brief.aspect, photos: photos.map(({ name }) => name) };
  const { writtenBrief } = await import('../write-brief.ts');
  const made = await writtenBrief(text, asked, setting);
  const own = { ...(narration === undefined ? {} : { narration }), ...(music === undefined ? {} : { music }) };
  return { brief: { ...made, ...own, photoCaptions }, notices: [], text };
}

/** A brief that was read; `text`: what it was read from, where that was not data. */
type BriefRead = Readonly<{ brief: Brief; notices: readonly Notice[]; text?: string }>;

/** Reads a brief by its file's ending: YAML and JSON as data, .txt as plain text, anything else as Markdown. Throws cli.bad-file and what film's readers throw. */
async function readBriefFile(path: string): Promise<BriefRead> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Fault('cli.bad-file', { path, problem: error.code ?? error.message });
  });
  const ending = extname(path).toLowerCase();
  if (!['.yaml', '.yml', '.json'].includes(ending)) return { ...readBrief(text, { format: ending === '.txt' ? 'txt' : 'md' }), text };
  let value: unknown;
  try {
    value = ending === '.json' ? JSON.parse(text) : parseYaml(text);
  } catch (cause) {
    const problem = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new Fault('cli.bad-file', { path, problem }, { cause });
  }
  return briefFromValue(value);
}

const pictureEndings: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.tif', '.tiff']);

/** The photographs of a folder in the order of their names, and those the brief names beside itself; paths as the film document in `folder` will have them. */
async function photosOf(
  brief: Brief,
  { file, photos, folder }: Readonly<{ file: string; photos: string | undefined; folder: string }>,
): Promise<readonly Photo[]> {
  const named = brief.scenes.flatMap(({ shots }) => shots.flatMap(({ photo }) => photo ?? []));
  const captioned = Object.keys(brief.photoCaptions);
  const beside = [...new Set([...named, ...captioned])].map((path) => ({ path: resolve(dirname(resolve(file)), path), told: path }));
  const there = await Promise.all(beside.map(async (each) => ((await isFile(each.path)) ? [each] : [])));
  const inFolder = photos === undefined ? [] : await picturesIn(photos);
  const known = new Map<string, string>();
  for (const { path } of there.flat()) known.set(path, path);
  for (const path of inFolder) known.set(path, path);
  const captionOf = (path: string) => {
    const own = there.flat().find((each) => each.path === path);
    return (own === undefined ? undefined : brief.photoCaptions[own.told]) ?? brief.photoCaptions[basename(path)];
  };
  return [...known.keys()].map((path) => {
    const caption = captionOf(path);
    const asWritten = relative(folder, path).split(sep).join('/');
    return { path: asWritten, name: basename(path), ...(caption === undefined || caption === '' ? {} : { caption }) };
  });
}

async function picturesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new Fault('cli.bad-file', { path: folder, problem: error.code ?? error.message });
  });
  const order = new Intl.Collator('en', { numeric: true });
  return names
    .filter((name) => pictureEndings.has(extname(name).toLowerCase()))
    .sort(order.compare)
    .map((name) => resolve(folder, name));
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** "out/moon-rabbit": a brief's own name, or its folder's where it is called brief. */
function nameOf(file: string): string {
  const own = basename(file)
    .replace(/\.[^.]+$/, '')
    .replace(/\.(?:zh|en)$/, '');
  return own === 'brief' ? basename(dirname(resolve(file))) || own : own;
}

const mark = '# Written by `fantascope film make`. Once this file is changed it is no longer written over. ';

/** Throws cli.edited-film where a film document was changed by somebody since it was written. */
async function checkUnedited(path: string): Promise<void> {
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before === undefined) return;
  const [first = '', ...rest] = before.split('\n');
  if (first !== `${mark}${hashOf(rest.join('\n'))}`) throw new Fault('cli.edited-film', { path });
}

/** Writes the film document. Throws cli.edited-film where the file there was changed by somebody since it was written. */
async function saveFilm(path: string, value: Readonly<Record<string, unknown>>): Promise<void> {
  await checkUnedited(path);
  const text = stringify(value, { lineWidth: 120, aliasDuplicateObjects: false });
  await writeFile(path, `${mark}${hashOf(text)}\n${text}`).catch((error: NodeJS.ErrnoException) => {
    throw new Fault('cli.cannot-write', { path, problem: error.code ?? error.message }, { cause: error });
  });
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** How long a film runs, seconds: its shots without what transitions overlap. */
function lengthOf({ shots }: Film): number {
  return Number(shots.reduce((sum, { camera, transition }) => sum + camera.lengthSec - transition.lengthSec, 0).toFixed(2));
}

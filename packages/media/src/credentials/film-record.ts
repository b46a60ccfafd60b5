import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { editOf, type Film, flatEdit, spokenLines, voiceOf } from '@fantascope/film';
import { saysGenerated } from '../says-generated.ts';
import type { FilmPart, FilmRecord, SourceFile } from './manifest.ts';

type Known = Readonly<{
  /** When it was made, milliseconds since 1970. */
  nowMs: number;
  /** The files behind a name that the document has; a folder of layers is many. */
  filesOf: (name: string) => Promise<readonly SourceFile[]>;
  /** Takes that stand for shots, by the shot's place in the film. Default: none. */
  footage?: ReadonlyMap<number, SourceFile>;
}>;

/** What there is to be said of a film: the files of the shots that are seen in it, each once, its music file, and what our programs did. */
export async function filmRecord(film: Film, { nowMs, filesOf, footage = new Map() }: Known): Promise<Omit<FilmRecord, 'mime'>> {
  const { cuts, sounds } = flatEdit(film, film.edit ?? editOf(film));
  const seen = [...new Set(cuts.flatMap(({ shot }) => (shot === null ? [] : [shot])))].sort((a, b) => a - b);
  const drawn = seen.filter((index) => !footage.has(index)).flatMap((index) => film.shots[index] ?? []);
  const takes = seen.flatMap((index) => footage.get(index) ?? []);
  const names = [...new Set(drawn.flatMap(({ picture }) => picture ?? []))];
  const pictures = (await Promise.all(names.map(filesOf))).flat();
  const music = [film.sound?.music, ...sounds.map(({ cut: { shows } }) => (shows.kind === 'music' ? shows.music : undefined))];
  const musicFiles = [...new Set(music.flatMap((each) => (each !== undefined && 'file' in each ? [each.file] : [])))];
  const narration = film.sound?.narration ?? 'off';
  const speakers = narration === 'off' ? [] : spokenLines(film, narration).map(({ who }) => voiceOf(film, who).name);
  const did: Readonly<Record<FilmPart, boolean>> = {
    stage: pictures.length > 0,
    animatic: drawn.some(({ picture, animatic }) => picture === undefined && animatic !== undefined),
    voices: speakers.some((name) => !isNeural(name)),
    'neural-voices': speakers.some(isNeural),
    music: music.some((each) => each !== undefined && 'mood' in each),
    encoding: true,
  };
  return {
    title: [...new Set([film.title.en, film.title.zh].filter((each) => each !== undefined))].join(' · '),
    madeAt: new Date(nowMs).toISOString(),
    pictures: unique([...takes, ...pictures]),
    sounds: unique((await Promise.all(musicFiles.map(filesOf))).flat()),
    parts: (Object.keys(did) as FilmPart[]).filter((part) => did[part]),
  };
}

/** Whether a trained model makes a voice: all do but espeak's formants, which are also what stands for `auto`. */
function isNeural(name: string): boolean {
  return name !== 'auto' && name.split('/')[0] !== 'espeak';
}

function unique(files: readonly SourceFile[]): readonly SourceFile[] {
  const kept = new Map<string, SourceFile>();
  for (const file of files) {
    const name = `${file.sha256} ${file.take?.takeId ?? ''}`;
    if (!kept.has(name)) kept.set(name, file);
  }
  return [...kept.values()];
}

const mimes: Readonly<Record<string, string>> = {
  ...{ '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.png': 'image/png', '.webp': 'image/webp', '.avif': 'image/avif' },
  ...{ '.tif': 'image/tiff', '.tiff': 'image/tiff', '.gif': 'image/gif', '.mp3': 'audio/mpeg', '.wav': 'audio/wav' },
  ...{ '.flac': 'audio/flac', '.ogg': 'audio/ogg', '.m4a': 'audio/mp4', '.aac': 'audio/aac', '.opus': 'audio/ogg' },
};

/**
 * Finds the files of a document on the disk, by names in `folder`; of a folder of layers its pictures. They are told by their names alone, and read to the end for their
 * hash, pictures for what they say of themselves too. One that cannot be read gives none: whoever draws it says so.
 */
export function filesIn(folder: string): (name: string) => Promise<readonly SourceFile[]> {
  return async (name) => {
    const path = resolve(folder, name);
    const found = await stat(path).catch(() => null);
    if (found === null) return [];
    if (!found.isDirectory()) return await fileAt(path, basename(path));
    const pictures = (await readdir(path)).filter((each) => mimes[extname(each).toLowerCase()]?.startsWith('image/')).sort();
    return (await Promise.all(pictures.map((each) => fileAt(join(path, each), `${basename(path)}/${each}`)))).flat();
  };
}

async function fileAt(path: string, title: string): Promise<readonly SourceFile[]> {
  const hash = createHash('sha256');
  const mime = mimes[extname(path).toLowerCase()] ?? 'application/octet-stream';
  try {
    await pipeline(createReadStream(path), hash);
    const isSaid = mime.startsWith('image/') && (await saysGenerated(path));
    return [{ title, mime, sha256: hash.digest('hex'), ...(isSaid ? { saysGenerated: true } : {}) }];
  } catch {
    return [];
  }
}

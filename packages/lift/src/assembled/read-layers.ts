import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, relative, sep } from 'node:path';
import { Fault, schemaProblem } from '@fantascope/film';
import { MOST_LAYERS } from '@fantascope/stage';
import { readPictureBytes } from '../picture-bytes.ts';
import { cardsOf, readPictureName } from './folder-layers.ts';
import { LayersDocument, nameOf, subjectLayerOf } from './layers-document.ts';

/** Turns a YAML text into data, at once or later; throws whatever it likes for what is none. Handed in, since lift itself reads JSON only. */
export type ReadYaml = (text: string) => unknown;

/** A folder of layers as its document tells it. */
export type LayersFolder = Readonly<{ folder: string; document: LayersDocument }>;

const documentNames = ['scene.yaml', 'scene.yml', 'scene.json'];
const pictureEndings = ['.png', '.webp', '.jpg', '.jpeg', '.avif', '.tif', '.tiff'];
/** Largest document read, in bytes. */
const mostDocumentBytes = 1_000_000;

/**
 * Reads what a folder of layers says: its scene.yaml or scene.json (or the document that the path names), or else its pictures' names, in their order,
 * back to front. Throws `lift.layers-*` faults that name the field or the file.
 */
export async function readLayers(path: string, { readYaml }: { readYaml?: ReadYaml | undefined }): Promise<LayersFolder> {
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false;
  if (!isFolder) return { folder: dirname(path), document: await readDocument(path, readYaml) };
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    throw new Fault('lift.layers-unreadable', { path, problem: error.code ?? error.message }, { cause: error });
  });
  const document = documentNames.find((name) => names.includes(name));
  if (document !== undefined) return { folder: path, document: await readDocument(join(path, document), readYaml) };
  return { folder: path, document: await documentOfFolder(path, names) };
}

/** A file of a folder of layers, whole. Throws `lift.layers-outside` for one that lies elsewhere, also by way of a link, and as readPictureBytes does. */
export async function readLayerFile(folder: string, file: string): Promise<Readonly<{ path: string; bytes: Buffer<ArrayBuffer> }>> {
  const path = join(folder, file);
  if (isAbsolute(file) || /^[a-z]:/i.test(file) || file.includes('\\') || leaves(folder, path)) {
    throw new Fault('lift.layers-outside', { path: file, folder });
  }
  const [realFolder, realFile] = await Promise.all([realpath(folder), realpath(path).catch(() => null)]);
  // a missing file is told by who opens it
  if (realFile !== null && leaves(realFolder, realFile)) throw new Fault('lift.layers-outside', { path: file, folder });
  return { path, bytes: await readPictureBytes(path) };
}

function leaves(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}

async function readDocument(path: string, readYaml: ReadYaml | undefined): Promise<LayersDocument> {
  const value = await readValue(path, readYaml);
  const version = typeof value === 'object' && value !== null ? (value as { format?: unknown; version?: unknown }) : {};
  if (version.format === 'fantascope/film') throw new Fault('lift.layers-is-film', { path });
  if (version.format === 'fantascope/layers' && typeof version.version === 'number' && version.version > 1) {
    throw new Fault('lift.layers-version', { path, version: version.version });
  }
  const layers = (value as { layers?: unknown } | null)?.layers;
  if (Array.isArray(layers) && layers.length > MOST_LAYERS) throw tooMany(path, layers.length);
  const told = LayersDocument.safeParse(value, { reportInput: true });
  if (!told.success) throw new Fault('lift.layers-invalid', { path, ...schemaProblem(told.error) });
  const names = told.data.layers.map(nameOf);
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined) throw new Fault('lift.layers-same-name', { path, name: twice });
  if (told.data.subject !== undefined && subjectLayerOf(told.data) === null) {
    const { subject } = told.data;
    throw new Fault('lift.layer-unknown', { name: typeof subject === 'string' ? subject : subject.layer, names: names.join(', ') });
  }
  return told.data;
}

async function readValue(path: string, readYaml: ReadYaml | undefined): Promise<unknown> {
  const unreadable = (problem: string, cause?: unknown): Fault => new Fault('lift.layers-unreadable', { path, problem }, { cause });
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(error.code ?? error.message, error);
  });
  if (!facts.isFile()) throw unreadable('not a plain file');
  if (facts.size > mostDocumentBytes) throw unreadable(`more than ${mostDocumentBytes / 1e6} MB`);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unreadable(error.code ?? error.message, error);
  });
  if (extname(path).toLowerCase() !== '.json' && readYaml === undefined) throw unreadable('YAML is not read here; use scene.json');
  try {
    return extname(path).toLowerCase() === '.json' ? JSON.parse(text) : await readYaml?.(text);
  } catch (cause) {
    throw unreadable(cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause), cause);
  }
}

/** Full-canvas pictures, the first by name at the back. */
async function documentOfFolder(folder: string, names: readonly string[]): Promise<LayersDocument> {
  const pictures = names
    .filter((name) => !name.startsWith('.') && pictureEndings.includes(extname(name).toLowerCase()))
    // "2-" before "10-", whatever the machine's language
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const [back] = pictures;
  if (back === undefined) throw new Fault('lift.layers-none', { path: folder });
  if (pictures.length > MOST_LAYERS) throw tooMany(folder, pictures.length);
  // the codecs are loaded only where no document tells the sizes
  const [{ pictureSize }, { readHeader }] = await Promise.all([import('../picture-size.ts'), import('../picture-header.ts')]);
  const sizes = await Promise.all(
    pictures.map(async (picture) => {
      const size = await pictureSize(join(folder, picture));
      // what is wrong with it is told in its own words
      if (size === null) {
        const { path, bytes } = await readLayerFile(folder, picture);
        return await readHeader(bytes, path);
      }
      return size;
    }),
  );
  const { widthPx, heightPx } = sizes[0] as (typeof sizes)[number];
  const canvas = { widthPx, heightPx };
  const other = sizes.findIndex((size) => size.widthPx !== widthPx || size.heightPx !== heightPx);
  if (other > 0) {
    const found = sizes[other] as (typeof sizes)[number];
    throw new Fault('lift.layers-other-size', {
      path: join(folder, pictures[other] as string),
      back,
      foundWidthPx: found.widthPx,
      foundHeightPx: found.heightPx,
      ...canvas,
    });
  }
  const told = pictures.map(readPictureName);
  const seen = new Map<string, number>();
  const layers = cardsOf(told).map((layer) => {
    const name = nameOf(layer);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? layer : { ...layer, name: `${name}-${count}` };
  });
  const named = layers.find((layer) => nameOf(layer) === 'subject');
  const document = { format: 'fantascope/layers', version: 1, canvas, layers, ...(named === undefined ? {} : { subject: 'subject' }) };
  const read = LayersDocument.safeParse(document, { reportInput: true });
  if (!read.success) throw new Fault('lift.layers-invalid', { path: basename(folder), ...schemaProblem(read.error) });
  return read.data;
}

function tooMany(path: string, count: number): Fault {
  return new Fault('lift.layers-too-many', { path, count, limit: MOST_LAYERS });
}

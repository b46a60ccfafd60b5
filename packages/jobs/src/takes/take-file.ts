import { open } from 'node:fs/promises';
import { Fault, schemaProblem } from '@fantascope/film';
import { entryBytes, type StoredEntry, storedEntries } from '../assets/stored-zip.ts';
import { type ManifestFile, TakeManifest } from './take-manifest.ts';

/** Bytes of a manifest at most. */
const MANIFEST_MOST_BYTES = 2 * 2 ** 20;
/** Nested lists and objects at most; a deeper document would take a reader's stack. */
const MOST_DEPTH = 60;

/** What a take file holds. */
export type TakeFile = Readonly<{ manifest: TakeManifest; entryOf: (file: ManifestFile) => StoredEntry }>;

const broken = (problemEn: string, problemZh: string) => new Fault('jobs.bad-take-file', { problemEn, problemZh });

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const letter of text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (letter === '{' || letter === '[') depth += 1;
    if (letter === '}' || letter === ']') depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

function readManifest(bytes: Buffer): TakeManifest {
  let json: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (depthOf(text) > MOST_DEPTH) throw new RangeError('too deep');
    json = JSON.parse(text);
  } catch {
    throw broken('its manifest is not JSON', '清单不是 JSON');
  }
  const parsed = TakeManifest.safeParse(json);
  if (parsed.success) return parsed.data;
  const { problemEn, problemZh } = schemaProblem(parsed.error) as { problemEn: string; problemZh: string };
  throw broken(problemEn, problemZh);
}

/** Reads what a take file says it holds, and that its entries are exactly those; their bytes are not looked at. Throws jobs.bad-take-file. */
export async function readTakeFile(path: string): Promise<TakeFile> {
  const handle = await open(path, 'r');
  try {
    const entries = await storedEntries(handle);
    const own = entries?.get('manifest.json');
    if (entries === null || own === undefined) throw broken('it is no archive of a take', '不是成片归档文件');
    const bytes = await entryBytes(handle, own, MANIFEST_MOST_BYTES);
    if (bytes === null) throw broken('its manifest is damaged or too long', '清单已损坏或过长');
    const manifest = readManifest(bytes);
    const files = [manifest.media, ...manifest.references];
    const names = new Set(['manifest.json', ...files.map(({ file }) => file)]);
    if (names.size !== entries.size) throw broken('it holds other files than its manifest says', '其中的文件与清单不一致');
    for (const { file, sha256, bytes: size } of files)
      if (entries.get(file)?.size !== size || !file.startsWith(`media/${sha256}.`))
        throw broken(`${file} is not as its manifest says`, `${file} 与清单不一致`);
    return { manifest, entryOf: ({ file }) => entries.get(file) as StoredEntry };
  } finally {
    await handle.close();
  }
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What a file of weights must be, byte for byte. */
export type WeightsFile = Readonly<{ name: string; file: string; bytes: number; sha256: string }>;

/** The weights lift knows. ISNet: xuebinqin/DIS, MIT, as fp16 ONNX; Depth Anything V2 small: Apache-2.0. */
export const weightsFiles = {
  'isnet-medium': {
    name: 'isnet-medium',
    file: 'isnet-medium.onnx',
    bytes: 88_188_479,
    sha256: 'b6e8497ba978a6f5fbb647e419d2696cd80df5a23cb6a8ea532021911bd76acb',
  },
  'depth-anything-v2-small': {
    name: 'depth-anything-v2-small',
    file: 'depth-anything-v2-small.onnx',
    bytes: 99_060_839,
    sha256: 'afb6a5c28f3b6bf1618c6e43f02073ef9dfdc70e937502d51603e57b0a1df10c',
  },
} as const satisfies Record<string, WeightsFile>;

/** The name of weights in `weightsFiles`. */
export type WeightsName = keyof typeof weightsFiles;

/** Weights in the cache, whole and checked, or what is wrong with them; `path` is where they belong. */
export type Weights = Readonly<{ outcome: 'found' | 'missing' | 'damaged'; name: string; path: string }>;

/** The place of a file of weights inside the cache folder. */
export function weightsPath(cache: string, { file }: WeightsFile): string {
  return join(cache, 'weights', file);
}

/**
 * Looks for weights in the cache folder (`cacheDir`). Size is checked every time, the hash once: a passed check is remembered in a file beside the
 * weights and holds while size and time of change stay the same.
 */
export async function findWeights(wanted: WeightsName | WeightsFile, { cache }: { cache: string }): Promise<Weights> {
  const file = typeof wanted === 'string' ? weightsFiles[wanted] : wanted;
  const path = weightsPath(cache, file);
  const { name } = file;
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return { outcome: 'missing', name, path };
  if (found.size !== file.bytes) return { outcome: 'damaged', name, path };
  const mark = `${file.sha256} ${found.size} ${found.mtimeMs}`;
  const remembered = await readFile(`${path}.checked`, 'utf8').catch(() => '');
  if (remembered === mark) return { outcome: 'found', name, path };
  if ((await sha256Of(path)) !== file.sha256) return { outcome: 'damaged', name, path };
  // a read-only cache only means that the next run checks again
  await writeFile(`${path}.checked`, mark).catch(() => undefined);
  return { outcome: 'found', name, path };
}

/** SHA-256 of a file, hex, read as a stream. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

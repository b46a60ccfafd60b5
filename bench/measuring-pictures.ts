import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { cacheDir } from '@fantascope/lift';

const run = promisify(execFile);

/** A stereo pair with true disparity: paths of its pictures, and the left picture's disparity in pixels (0 or not finite where it is not known). */
export type MeasuringPictures = Readonly<{ left: string; right: string; widthPx: number; heightPx: number; disparityPx: Float32Array }>;

/**
 * The pair motorcycle of Middlebury 2014 (Scharstein et al.), as Debian's python3-skimage carries it; fetched once into the cache, never into the
 * repository. Throws where neither the cache nor apt has it.
 */
export async function measuringPictures(): Promise<MeasuringPictures> {
  const folder = join(cacheDir(process.env), 'measuring');
  const data = join(folder, 'usr/lib/python3/dist-packages/skimage/data');
  const isThere = await stat(join(data, 'motorcycle_disp.npz')).catch(() => null);
  if (!isThere) await fetchPackage(folder);
  const array = onlyEntry(await readFile(join(data, 'motorcycle_disp.npz')));
  return { left: join(data, 'motorcycle_left.png'), right: join(data, 'motorcycle_right.png'), ...readNpy(array) };
}

async function fetchPackage(folder: string): Promise<void> {
  const fresh = `${folder}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  try {
    await run('apt-get', ['download', 'python3-skimage'], { cwd: fresh });
    const deb = (await readdir(fresh)).find((name) => name.endsWith('.deb'));
    if (deb === undefined) throw new Error('apt-get download left no package');
    await run('dpkg', ['-x', join(fresh, deb), fresh]);
    await rm(join(fresh, deb));
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } catch (cause) {
    throw new Error('the measuring pictures need Debian or Ubuntu: `apt-get download python3-skimage` failed', { cause });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** The bytes of the only file in a zip archive, found by its central directory (APPNOTE 4.3.12). */
function onlyEntry(zip: Buffer): Uint8Array {
  const directory = zip.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  if (directory < 0) throw new Error('motorcycle_disp.npz is no archive');
  const [method, packedBytes, header] = [
    zip.readUInt16LE(directory + 10),
    zip.readUInt32LE(directory + 20),
    zip.readUInt32LE(directory + 42),
  ];
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const packed = zip.subarray(start, start + packedBytes);
  return method === 0 ? packed : inflateRawSync(packed);
}

/** Reads a two-dimensional little-endian float array of numpy's format 1. */
function readNpy(bytes: Uint8Array): { widthPx: number; heightPx: number; disparityPx: Float32Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint16(8, true);
  const header = new TextDecoder('latin1').decode(bytes.subarray(10, 10 + headerBytes));
  const shape = /'shape': \((\d+), (\d+)\)/.exec(header);
  const width = /'descr': '<f([48])'/.exec(header)?.[1];
  if (!shape || !width || /'fortran_order': True/.test(header))
    throw new Error(`motorcycle_disp.npz has an unknown layout: ${header.trim()}`);
  const [heightPx, widthPx] = [Number(shape[1]), Number(shape[2])];
  const read = (i: number) =>
    width === '8' ? view.getFloat64(10 + headerBytes + 8 * i, true) : view.getFloat32(10 + headerBytes + 4 * i, true);
  return { widthPx, heightPx, disparityPx: Float32Array.from({ length: widthPx * heightPx }, (_, i) => read(i)) };
}

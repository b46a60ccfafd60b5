import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { Fault } from '@fantascope/film';
import { ensureFolder } from './cache-dir.ts';
import { readSceneBytes } from './scene-bytes.ts';
import type { SceneDocument, SceneRecord } from './scene-document.ts';
import { decodeForeign, encodePlane, inflatePlane } from './scene-file-plane.ts';
import { packZip, type ZipEntry } from './scene-file-zip.ts';

/**
 * Writes a scene file: a stored zip of scene.json and PNG planes. It appears whole or not at all (written beside, then renamed).
 * Throws the system's own error (ENOSPC, EACCES) after taking the unfinished file away.
 */
export async function writeSceneFile(path: string, record: SceneRecord): Promise<void> {
  await writeWhole(path, await sceneFileParts(record));
}

/** The bytes of the file that writeSceneFile would write. */
export async function sceneFileBytes(record: SceneRecord): Promise<Uint8Array> {
  return Buffer.concat(await sceneFileParts(record));
}

async function sceneFileParts({ scene, source, methods, envelope, notices = [] }: SceneRecord): Promise<Buffer[]> {
  const planes: Promise<ZipEntry>[] = [];
  const add = (name: string, png: Promise<Buffer>): string => {
    planes.push(png.then((bytes) => ({ name, bytes })));
    return name;
  };
  const layers = scene.layers.map((layer, k) => {
    const { name, kind, xPx, yPx, widthPx, heightPx, gridWidth, gridHeight, rgba, disparity, filled, cutSides } = layer;
    const corners = { widthPx: gridWidth + 1, heightPx: gridHeight + 1, channels: 1, bits: 16 } as const;
    const cells = { widthPx: gridWidth, heightPx: gridHeight, channels: 1, bits: 8 } as const;
    const picture = add(`layer-${k}.png`, encodePlane({ widthPx, heightPx, channels: 4, bits: 8, bytes: rgba }));
    const depth = add(`layer-${k}-disparity.png`, encodePlane({ ...corners, bytes: toSixteenBits(disparity) }));
    const sides = cutSides === undefined ? {} : { cutSides: [...cutSides] };
    const row = { name, kind, xPx, yPx, widthPx, heightPx, gridWidth, gridHeight, picture, disparity: depth, ...sides };
    return filled === undefined ? row : { ...row, filled: add(`layer-${k}-filled.png`, encodePlane({ ...cells, bytes: filled })) };
  });
  const { canvas, photo, subjectDisparity, subject, head } = scene;
  const document: SceneDocument = {
    format: 'fantascope/scene',
    version: 1,
    source,
    methods: { ...methods },
    canvas,
    photo,
    subjectDisparity,
    subject,
    ...(head === undefined ? {} : { head }),
    envelope,
    ...(notices.length === 0 ? {} : { notices: notices.map(({ code, params }) => ({ code, params })) }),
    layers,
  };
  const text: ZipEntry = { name: 'scene.json', bytes: Buffer.from(`${JSON.stringify(document, null, 2)}\n`) };
  return packZip([text, ...(await Promise.all(planes))]);
}

async function writeWhole(path: string, parts: readonly Buffer[]): Promise<void> {
  await ensureFolder(dirname(path));
  const beside = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    const file = await open(beside, 'wx');
    try {
      for (const part of parts) await file.writeFile(part);
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Reads a scene file; `inSharedMemory` puts its layers' pictures where threads can share them. Throws a `Fault` when it is missing, damaged, of another version, or larger than it may be. */
export async function readSceneFile(path: string, { inSharedMemory = false }: { inSharedMemory?: boolean } = {}): Promise<SceneRecord> {
  const archive = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Fault('lift.scene-file-missing', { path, reason: error.code ?? error.message }, { cause: error });
  });
  const shared = (lengthBytes: number) => new Uint8Array(new SharedArrayBuffer(lengthBytes));
  return await readSceneBytes(archive, {
    name: path,
    inflate: inflatePlane,
    crc32,
    decodeForeign,
    ...(inSharedMemory ? { takePicture: shared } : {}),
  });
}

function toSixteenBits(disparity: Float32Array): Uint8Array {
  const bytes = new Uint8Array(disparity.length * 2);
  for (let i = 0; i < disparity.length; i++) {
    const step = Math.max(1, Math.min(65535, Math.round((disparity[i] as number) * 65535)));
    bytes[i * 2] = step >> 8;
    bytes[i * 2 + 1] = step & 255;
  }
  return bytes;
}

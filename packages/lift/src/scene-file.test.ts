import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { membraneFill } from './fill/membrane-fill.ts';
import { sampleView } from './layers/sample-view.ts';
import { splitScene } from './layers/split-scene.ts';
import type { SceneRecord } from './scene-document.ts';
import { readSceneFile, writeSceneFile } from './scene-file.ts';
import { packZip } from './scene-file-zip.ts';
import { unpackZip } from './unpack-zip.ts';

let folder = '';
let record: SceneRecord;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-scene-file-'));
  const scene = splitScene(sampleView(), { fill: membraneFill, layers: 2, isSoft: false, hasMargins: false });
  record = {
    scene,
    source: { sha256: 'ab'.repeat(32), widthPx: 240, heightPx: 180 },
    methods: { matte: 'isnet-medium', depth: 'file' },
    envelope: null,
  };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes the scene with one change made to its archive, and reads it. */
async function readChanged(name: string, change: (files: Map<string, Uint8Array>) => void): Promise<unknown> {
  const path = join(folder, `${name}.scene`);
  await writeSceneFile(path, record);
  const files = new Map(unpackZip(await readFile(path), { crc32 }));
  change(files);
  await writeFile(path, Buffer.concat(packZip([...files].map(([entry, bytes]) => ({ name: entry, bytes })))));
  return readSceneFile(path).then(
    () => 'read',
    (error) => error.code,
  );
}

function withDocument(change: (document: { version: number; layers: { widthPx: number; gridWidth: number }[] }) => void) {
  return (files: Map<string, Uint8Array>) => {
    const document = JSON.parse(new TextDecoder().decode(files.get('scene.json')));
    change(document);
    files.set('scene.json', Buffer.from(JSON.stringify(document)));
  };
}

describe('the scene file', () => {
  test('every premultiplied byte and every disparity survives', async () => {
    const path = join(folder, 'whole.scene');
    await writeSceneFile(path, record);
    const read = await readSceneFile(path);
    expect(read).toEqual(record);
    const { scene } = await readSceneFile(path, { inSharedMemory: true });
    for (const [k, { rgba }] of scene.layers.entries()) {
      expect(rgba.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(Buffer.from(rgba).equals(Buffer.from(record.scene.layers[k]?.rgba ?? []))).toBe(true);
    }
  });

  test('ordinary tools open its planes, and planes that other programs have written are read', async () => {
    const code = await readChanged('foreign', (files) => {
      expect(files.has('layer-0.png')).toBe(true);
    });
    expect(code).toBe('read');
    const path = join(folder, 'foreign.scene');
    const files = new Map(unpackZip(await readFile(path), { crc32 }));
    for (const [name, png] of files) {
      if (!name.endsWith('.png')) continue;
      const kind = name.endsWith('-disparity.png') ? 'grey16' : name.endsWith('-filled.png') ? 'b-w' : 'srgb';
      files.set(name, await sharp(png).toColourspace(kind).png({ adaptiveFiltering: true, compressionLevel: 9 }).toBuffer());
    }
    await writeFile(path, Buffer.concat(packZip([...files].map(([name, bytes]) => ({ name, bytes })))));
    const read = await readSceneFile(path);
    expect(read.scene.layers[1]?.rgba).toEqual(record.scene.layers[1]?.rgba);
    expect(read.scene.layers[0]?.disparity).toEqual(record.scene.layers[0]?.disparity);
  });

  test('a missing file, a file cut short anywhere, and one flipped bit are each refused', async () => {
    await expect(readSceneFile(join(folder, 'nothing.scene'))).rejects.toMatchObject({ code: 'lift.scene-file-missing' });
    const path = join(folder, 'hurt.scene');
    await writeSceneFile(path, record);
    const whole = await readFile(path);
    for (const length of [0, 10, Math.floor(whole.length / 2), whole.length - 1]) {
      await writeFile(path, whole.subarray(0, length));
      await expect(readSceneFile(path), `${length} bytes`).rejects.toMatchObject({ code: 'lift.scene-file-damaged' });
    }
    const flipped = Buffer.from(whole);
    flipped[Math.floor(whole.length / 2)] = (flipped[Math.floor(whole.length / 2)] as number) ^ 4;
    await writeFile(path, flipped);
    await expect(readSceneFile(path)).rejects.toMatchObject({ code: 'lift.scene-file-damaged' });
  });

  test('a document that says other sizes than its planes have is refused, and so is a bomb', async () => {
    expect(
      await readChanged(
        'wide',
        withDocument((d) => Object.assign(d.layers[0] ?? {}, { widthPx: 120 })),
      ),
    ).toBe('lift.scene-file-damaged');
    expect(
      await readChanged(
        'grid',
        withDocument((d) => Object.assign(d.layers[0] ?? {}, { gridWidth: 2000 })),
      ),
    ).toBe('lift.scene-file-damaged');
    const bomb = withDocument((d) => {
      Object.assign(d, { canvas: { widthPx: 8192, heightPx: 8192 } });
      d.layers = Array.from({ length: 16 }, () => ({ ...(d.layers[0] as (typeof d.layers)[0]), widthPx: 8192, heightPx: 8192 }));
    });
    expect(await readChanged('bomb', bomb)).toBe('lift.scene-file-damaged');
    expect(await readChanged('gone', (files) => files.delete('layer-1.png'))).toBe('lift.scene-file-damaged');
  });

  test('a later version is refused by its number', async () => {
    expect(
      await readChanged(
        'later',
        withDocument((d) => Object.assign(d, { version: 2 })),
      ),
    ).toBe('lift.scene-file-version');
  });

  test('a write that cannot be finished leaves nothing behind', async () => {
    const taken = join(folder, 'taken');
    // a folder stands where the file should come to lie, so that the last step fails
    await mkdir(join(taken, 'a.scene', 'inside'), { recursive: true });
    await expect(writeSceneFile(join(taken, 'a.scene'), record)).rejects.toThrow();
    expect(await readdir(taken)).toEqual(['a.scene']);
  });
});

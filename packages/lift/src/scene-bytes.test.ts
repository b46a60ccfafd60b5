import { inflateSync, crc32 as zlibCrc32 } from 'node:zlib';
import { Fault } from '@fantascope/film';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { filesImportedBy, importsOf } from '../../../test/source-tree.ts';
import { crc32 } from './crc32.ts';
import { membraneFill } from './fill/membrane-fill.ts';
import { sampleView } from './layers/sample-view.ts';
import { splitScene } from './layers/split-scene.ts';
import { readSceneBytes, type SceneBytesOptions } from './scene-bytes.ts';
import type { SceneRecord } from './scene-document.ts';
import { sceneFileBytes } from './scene-file.ts';
import { packZip } from './scene-file-zip.ts';
import { unpackZip } from './unpack-zip.ts';

/** What a browser has: DecompressionStream and nothing of Node. */
const inflate: SceneBytesOptions['inflate'] = async (deflated) =>
  new Uint8Array(
    await new Response(new Blob([Uint8Array.from(deflated)]).stream().pipeThrough(new DecompressionStream('deflate'))).arrayBuffer(),
  );

const record: SceneRecord = {
  scene: splitScene(sampleView(), { fill: membraneFill, layers: 2, isSoft: false, hasMargins: false }),
  source: { sha256: 'cd'.repeat(32), widthPx: 240, heightPx: 180 },
  methods: { matte: 'none', depth: 'heuristic' },
  envelope: null,
  notices: [{ code: 'lift.subject-none', params: {} }],
};
const codeOf = (bytes: Uint8Array) =>
  readSceneBytes(bytes, { inflate }).then(
    () => 'read',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  );

describe('a scene file as a browser reads it', () => {
  test('is the same record that was written, with planes stored and planes deflated', async () => {
    const bytes = await sceneFileBytes(record);
    expect(await readSceneBytes(Uint8Array.from(bytes), { inflate })).toEqual(record);
    const files = unpackZip(bytes, { crc32 }) ?? new Map<string, Uint8Array>();
    const isDeflated = [...files].map(([name, png]) => name.endsWith('.png') && inflateSync(png.subarray(41, -16)).length > png.length);
    expect(new Set(isDeflated)).toEqual(new Set([true, false]));
  });

  test('cut short anywhere, with one bit flipped, or no scene file at all, is refused', async () => {
    const whole = Uint8Array.from(await sceneFileBytes(record));
    for (const length of [0, 21, 22, Math.floor(whole.length / 3), whole.length - 1])
      expect(await codeOf(whole.subarray(0, length)), `${length} bytes`).toBe('lift.scene-file-damaged');
    // views into the archive's own bytes
    for (const [name, bytes] of unpackZip(whole, { crc32 }) ?? []) {
      const middle = Math.floor(bytes.length / 2);
      bytes[middle] = (bytes[middle] as number) ^ 4;
      expect(await codeOf(whole), name).toBe('lift.scene-file-damaged');
      bytes[middle] = (bytes[middle] as number) ^ 4;
    }
    expect(await codeOf(whole)).toBe('read');
    expect(await codeOf(new Uint8Array(4096))).toBe('lift.scene-file-damaged');
  });

  test('says so when one of its planes was written by another program', async () => {
    const files = new Map(unpackZip(await sceneFileBytes(record), { crc32 }));
    const png = files.get('layer-0.png') ?? new Uint8Array();
    files.set('layer-0.png', await sharp(png).toColourspace('srgb').png({ adaptiveFiltering: true, compressionLevel: 9 }).toBuffer());
    const archive = Buffer.concat(packZip([...files].map(([name, bytes]) => ({ name, bytes }))));
    await expect(readSceneBytes(archive, { inflate, name: 'a.scene' })).rejects.toMatchObject({
      ...{ code: 'lift.scene-plane-foreign', params: { path: 'a.scene', plane: 'layer-0.png' } },
    });
  });

  test('is checked with the same sums as zlib makes, at every length and place', () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, k) => (k * 7919) >> 3);
    for (const [from, to] of [
      [0, 0],
      [0, 1],
      [1, 4],
      [3, 8],
      [5, 1000],
      [2, 999],
    ] as const)
      expect(crc32(bytes.subarray(from, to))).toBe(zlibCrc32(bytes.subarray(from, to)));
  });
});

test('the door for browsers leads to nothing that needs Node, a codec or a model', () => {
  const seen = new Set<string>();
  const walk = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const next of filesImportedBy(file)) walk(next);
  };
  walk('packages/lift/src/in-browser.ts');
  expect(seen.size).toBeGreaterThan(8);
  const outside = [...seen].flatMap((file) => importsOf(file).filter((name) => !name.startsWith('.')));
  expect([...new Set(outside)].sort()).toEqual(['@fantascope/film', '@fantascope/stage', 'zod']);
});

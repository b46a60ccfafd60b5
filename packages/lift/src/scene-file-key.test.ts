import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scene } from '@fantascope/stage';
import { expect, test } from 'vitest';
import { writeSceneFile } from './scene-file.ts';
import { sceneFileKey } from './scene-file-key.ts';

function sceneOf(brightness: number): Scene {
  const rgba = new Uint8Array(64 * 64 * 4).fill(brightness);
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  const layer = { name: 'back', kind: 'back', xPx: 0, yPx: 0, widthPx: 64, heightPx: 64, rgba, gridWidth: 8, gridHeight: 8 } as const;
  return {
    canvas: { widthPx: 64, heightPx: 64 },
    photo: { xPx: 0, yPx: 0, widthPx: 64, heightPx: 64 },
    layers: [{ ...layer, disparity: new Float32Array(81).fill(0.5) }],
    subjectDisparity: 0.5,
    subject: null,
  };
}

test('a scene lifted anew under the same file name has another key, the same scene the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fantascope-scene-key-'));
  const source = { sha256: '0'.repeat(64), widthPx: 64, heightPx: 64 };
  const write = async (name: string, brightness: number): Promise<string> => {
    const file = join(folder, name);
    await writeSceneFile(file, { scene: sceneOf(brightness), source, methods: {}, envelope: null });
    return sceneFileKey(file);
  };
  try {
    const first = await write('a.scene', 90);
    expect(await write('b.scene', 90)).toBe(first);
    expect(await write('a.scene', 45)).not.toBe(first);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { cameraPath, MovesCamera } from '@fantascope/film';
import { cacheDir, fitCamera, liftPicture } from '@fantascope/lift';
import { kernelWasmUrl, openStage, relaxedSimdWorks } from '@fantascope/stage';
import { expect, test } from 'vitest';
import { framePsnrDb, referenceFrame } from '../packages/stage/src/reference/reference-frame.ts';

const frame = { widthPx: 1920, heightPx: 1080 };

test.each(['coffee.png', 'dandelion.jpg', 'astronaut.png'])(
  'the kernel draws the lifted %s within 50 dB of luma and 45 dB of chroma of the float64 reference at the start, middle and end of a move',
  async (name) => {
    const picture = fileURLToPath(new URL(`../examples/photos/${name}`, import.meta.url));
    const { scene } = await liftPicture(picture, { cache: cacheDir(process.env), depth: 'heuristic' });
    const asked = MovesCamera.parse({
      moves: [
        { kind: 'dolly', distanceM: 0.5 },
        { kind: 'orbit', angleDeg: 3 },
        { kind: 'roll', angleDeg: 1 },
      ],
    });
    const { camera, staging } = fitCamera(asked, scene, { outside: 'clamp', aspectRatio: 16 / 9 });
    const poses = [0, 2.5, 5].map(cameraPath(camera));
    const module = new WebAssembly.Module(await readFile(new URL(kernelWasmUrl(relaxedSimdWorks() ? 'relaxed' : 'plain'))));
    const stage = openStage({ module, scene, staging, frame, poses });
    for (const pose of poses) {
      const { lumaDb, chromaDb } = framePsnrDb(stage.draw(pose), referenceFrame(scene, staging, { pose, ...frame }));
      expect(lumaDb).toBeGreaterThanOrEqual(50);
      expect(chromaDb).toBeGreaterThanOrEqual(45);
    }
  },
  120_000,
);

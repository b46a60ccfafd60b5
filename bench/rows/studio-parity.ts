import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDir, liftPicture } from '@fantascope/lift';
import { firstPose, firstWindow, kernelWasmUrl, openStage } from '@fantascope/stage';
import type { ParityAnswer, ParityJob } from '../../packages/stage/src/gpu/parity-job.ts';
import { framePsnrDb, toYcc } from '../../packages/stage/src/reference/reference-frame.ts';
import { openChromium } from '../../test/browser/open-chromium.ts';
import { root } from '../../test/source-tree.ts';

const photos = ['dandelion.jpg', 'coffee.png', 'astronaut.png'] as const;
const frame = { widthPx: 960, heightPx: 540 };

/** WebGPU in a browser against the kernel, three lifted photographs from the first pose and from one that has moved in: the worst of luma and chroma. */
export async function worstParity(): Promise<Readonly<{ value: number; note: string }>> {
  const kernel = new Uint8Array(readFileSync(fileURLToPath(kernelWasmUrl('plain'))));
  const module = new WebAssembly.Module(kernel);
  const chromium = await openChromium({ module: 'packages/stage/src/gpu/parity-page.ts' });
  try {
    const found: { photo: string; db: number }[] = [];
    for (const photo of photos) {
      const { scene } = await liftPicture(join(root, 'examples/photos', photo), {
        cache: cacheDir(process.env),
        maxWidthPx: 1280,
        keep: false,
      });
      const staging = { window: firstWindow(scene, { aspectRatio: 16 / 9 }), lensMm: 35, subjectDistanceM: 3 };
      const first = firstPose(staging);
      for (const pose of [first, { ...first, position: [0.05, 0.02, -0.2] as const }]) {
        const drawn = Uint8Array.from(openStage({ module, scene, staging, frame, poses: [pose] }).draw(pose));
        const job: ParityJob = { kernel, scene, staging, frame, pose, tSec: 0 };
        const { rgba } = await chromium.page.evaluate(
          (told) => (globalThis as unknown as { drawParity: (job: ParityJob) => Promise<ParityAnswer> }).drawParity(told),
          job,
        );
        const rgb = Float64Array.from({ length: (rgba.length / 4) * 3 }, (_, i) => rgba[Math.floor(i / 3) * 4 + (i % 3)] as number);
        const { lumaDb, chromaDb } = framePsnrDb(drawn, toYcc(rgb, frame.widthPx, frame.heightPx));
        found.push({ photo, db: Math.min(lumaDb, chromaDb) });
      }
    }
    const worst = Math.min(...found.map(({ db }) => db));
    const note = `960×540 in headless Chromium on SwiftShader, worse of luma and chroma: ${found.map(({ photo, db }) => `${photo} ${db.toFixed(1)}`).join(', ')}`;
    return { value: Math.round(worst * 10) / 10, note };
  } finally {
    await chromium.close();
  }
}

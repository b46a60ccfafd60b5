import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { buildKernels } from './build-kernel.ts';
import { kernelWasmUrl } from './src/raster/kernel-wasm.ts';

it('builds the committed kernels byte for byte from their source', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  try {
    buildKernels(folder);
    for (const build of ['relaxed', 'plain'] as const) {
      const committed = readFileSync(fileURLToPath(kernelWasmUrl(build)));
      expect(
        readFileSync(join(folder, `${build}.wasm`)).equals(committed),
        `${build}.wasm is stale: node packages/stage/build-kernel.ts`,
      ).toBe(true);
      // Shared among workers and committed to git: it must stay small.
      expect(committed.length).toBeLessThan(28_000);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

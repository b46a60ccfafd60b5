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
      // Committed to git at every change, so it must stay small. One file, although half of it serves looks: V8 compiles a function when it is first called, so the rest
      // costs a film without a look half a millisecond to read; two files would need two hashes in every segment's key and could come from different sources.
      // Beyond this bound something was unrolled or inlined that need not be.
      expect(committed.length).toBeLessThan(80_000);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

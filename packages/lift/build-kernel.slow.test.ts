import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildFillKernel } from './build-kernel.ts';

test('the committed fill kernel is what its source compiles to, byte for byte', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fantascope-fill-kernel-'));
  try {
    buildFillKernel(join(folder, 'fill.wasm'));
    const [built, committed] = await Promise.all([
      readFile(join(folder, 'fill.wasm')),
      readFile(join(import.meta.dirname, 'wasm', 'fill.wasm')),
    ]);
    expect(built.equals(committed)).toBe(true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);

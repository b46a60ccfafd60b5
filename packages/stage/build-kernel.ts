// Builds both kernels from one source: node packages/stage/build-kernel.ts [output folder]. Default output: packages/stage/wasm.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const compiler = join(dirname(createRequire(import.meta.url).resolve('assemblyscript/package.json')), 'bin', 'asc.js');

/** Compiles kernel/ to `relaxed.wasm` and `plain.wasm` in a folder; the same source always gives the same bytes. */
export function buildKernels(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, relaxed] of [
    ['relaxed', 1],
    ['plain', 0],
  ] as const) {
    const features = relaxed ? 'simd,relaxed-simd,threads' : 'simd,threads';
    const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', features, '--use', `RELAXED=${relaxed}`];
    const memory = ['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];
    // cwd is fixed and paths are relative, so that no folder name of this machine can reach the output
    execFileSync(process.execPath, [compiler, 'kernel/index.ts', ...flags, ...memory, '-o', join(folder, `${name}.wasm`)], {
      cwd: here,
      stdio: 'inherit',
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildKernels(process.argv[2] ?? join(here, 'wasm'));

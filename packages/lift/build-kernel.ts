// Builds the fill kernel: node packages/lift/build-kernel.ts [output file]. Default output: packages/lift/wasm/fill.wasm.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const compiler = join(dirname(createRequire(import.meta.url).resolve('assemblyscript/package.json')), 'bin', 'asc.js');

/** Compiles kernel/ to one .wasm (plain SIMD, memory imported); the same source always gives the same bytes. */
export function buildFillKernel(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const flags = [
    '-O3',
    '--noAssert',
    '--runtime',
    'stub',
    '--enable',
    'simd',
    '--importMemory',
    '--initialMemory',
    '1',
    '--maximumMemory',
    '65536',
  ];
  // cwd is fixed and paths are relative, so that no folder name of this machine can reach the output
  execFileSync(process.execPath, [compiler, 'kernel/index.ts', ...flags, '-o', file], { cwd: here, stdio: 'inherit' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildFillKernel(process.argv[2] ?? join(here, 'wasm', 'fill.wasm'));

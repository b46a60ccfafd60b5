import { totalmem } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { cacheFolder, makeFolder, withoutKeys } from './setup.mjs';
import { ClosingLine } from './test/closing-line.ts';

// Tests must not be able to spend: the workers are started with this process's environment.
const keyless = withoutKeys(process.env);
for (const name of Object.keys(process.env)) if (!(name in keyless)) delete process.env[name];

// As in the product: what was compiled is kept, so that a thread or a child starts without loading the type stripper (a quarter of a second of processor each).
if (process.env['NODE_COMPILE_CACHE'] === undefined) {
  const compiled = join(cacheFolder(process.env), 'compiled');
  if (makeFolder(compiled)) process.env['NODE_COMPILE_CACHE'] = compiled;
}

const rooms = '{packages,apps,bench,examples,test}/**';

export default defineConfig({
  test: {
    // No code here has global state, so test files of one worker share their modules. Processes rather than threads: the native libraries
    // (onnxruntime, sharp) do not all survive being loaded in several threads of one process.
    isolate: false,
    pool: 'forks',
    // By itself vitest leaves one core idle, which on a machine of two is half of it.
    maxWorkers: '100%',
    reporters: ['default', new ClosingLine()],
    // What is waited for comes; when is the machine's affair. By itself vitest gives up after a second.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`${rooms}/*.test.ts`],
          exclude: ['**/node_modules/**', '**/*.slow.test.ts', '**/*.browser.test.ts', 'bench/peers/**'],
          setupFiles: ['./test/loopback.ts', './test/properties.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: [`${rooms}/*.slow.test.ts`],
          globalSetup: ['./packages/jobs/src/database/test-run.ts'],
          exclude: ['**/node_modules/**', 'bench/peers/**'],
          setupFiles: ['./test/loopback.ts', './test/properties.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // After the unit tests, and several files at a time: one alone leaves most of a machine waiting for servers that start, die and come back.
          // As many as fit into memory, since some hold 2.5 GB of model.
          maxWorkers: totalmem() > 12 * 2 ** 30 ? 4 : 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [`${rooms}/*.browser.test.ts`],
          exclude: ['**/node_modules/**', 'bench/peers/**'],
          setupFiles: ['./test/loopback.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          // Two at a time: each waits for its server, its takes and its films about as long as it draws.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';

const WORKER = /new Worker\(new URL\('(\.\/[\w-]+\.ts)', import\.meta\.url\), \{ type: 'module' \}\)/g;

/**
 * Builds workers as further entries of the pages' own bundle. By itself Vite bundles each worker apart, with a copy of its own of film, stage and zod;
 * here what several of them and the page use is one file, fetched once.
 */
export function sharedWorkers(): Plugin {
  return {
    name: 'shared-workers',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { code: 'new Worker(' },
      handler(code, id) {
        return code.replace(WORKER, (_, path: string) => {
          const entry = this.emitFile({ type: 'chunk', id: resolve(dirname(id), path) });
          return `new Worker(import.meta.ROLLUP_FILE_URL_${entry}, { type: 'module' })`;
        });
      },
    },
  };
}

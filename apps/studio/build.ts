// Builds the studio's pages into dist/: bundled by Vite, compressed beside each file, and marked with what they were built from.
// node apps/studio/build.ts; the server runs it when the pages are older than their sources.
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';
import { stampFile, studioStamp } from './stamp.ts';

const here = import.meta.dirname;
const [fresh, dist] = [join(here, `dist-${process.pid}`), join(here, 'dist')];
const pack = { br: promisify(brotliCompress), gz: promisify(gzip) };

async function compress(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(js|css|html|svg|json|wasm)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    await writeFile(`${path}.br`, await pack.br(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    await writeFile(`${path}.gz`, await pack.gz(bytes, { level: 9 }));
  }
}

// Vite leaves what it finds: under a test runner the pages would be bundled with React's slower development code, and stay so for whoever starts next.
process.env['NODE_ENV'] = 'production';
const stamp = await studioStamp();
try {
  await build({ root: here, configFile: join(here, 'vite.config.ts'), logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true } });
  await compress(fresh);
  await writeFile(join(fresh, stampFile), stamp);
  // Two builders at once: the last one's pages stay, and either's are whole.
  await rm(dist, { recursive: true, force: true });
  await rename(fresh, dist).catch(() => undefined);
} finally {
  await rm(fresh, { recursive: true, force: true });
}

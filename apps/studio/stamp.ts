import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The file in dist/ that says what the pages were built from. */
export const stampFile = 'built-from.txt';

const root = join(import.meta.dirname, '..', '..');
const sources = [
  'apps/studio/src',
  'apps/studio/public',
  'apps/studio/index.html',
  'apps/studio/vite.config.ts',
  'apps/studio/shared-workers.ts',
  'apps/studio/build.ts',
  'packages/film/src',
  'packages/stage/src',
  'packages/stage/wasm',
  'packages/lift/src',
  'packages/plan/src',
  'packages/client/src',
  'package-lock.json',
];

/** Names the sources of the pages as they are now: a hash of every file's name, size and time. */
export async function studioStamp(): Promise<string> {
  const lines = await Promise.all(sources.map((source) => linesOf(source)));
  return createHash('sha256').update(lines.flat().sort().join('\n')).digest('hex');
}

async function linesOf(source: string): Promise<string[]> {
  const path = join(root, source);
  const facts = await stat(path);
  if (facts.isFile()) return [`${source} ${facts.size} ${facts.mtimeMs}`];
  const names = await readdir(path, { recursive: true });
  const lines = await Promise.all(
    names
      .filter((name) => !name.endsWith('.test.ts'))
      .map(async (name) => {
        const own = await stat(join(path, name));
        return own.isFile() ? [`${source}/${name} ${own.size} ${own.mtimeMs}`] : [];
      }),
  );
  return lines.flat();
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '@fantascope/film';

const studio = fileURLToPath(new URL('../../../studio/', import.meta.url));

/** Where the built pages lie. */
export const studioFolder = join(studio, 'dist');

/**
 * Makes sure that the studio's pages are built from its sources as they are. `onBuild` is called where they have to be built, which takes some seconds.
 * An installation without the sources' builder serves what it was shipped with. Throws server.studio-not-built.
 */
export async function builtStudio({ onBuild }: Readonly<{ onBuild: () => void }>): Promise<void> {
  // Plain files beside the studio's own sources: the server imports nothing of that room.
  const { studioStamp, stampFile } = (await import(join(studio, 'stamp.ts'))) as {
    studioStamp: () => Promise<string>;
    stampFile: string;
  };
  const built = await readFile(join(studioFolder, stampFile), 'utf8').catch(() => null);
  if (built !== null && (built === (await studioStamp().catch(() => built)) || process.env['NODE_ENV'] === 'production')) return;
  onBuild();
  const child = spawn(process.execPath, [join(studio, 'build.ts')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-4000);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Fault('server.studio-not-built', { problem: said.trim() });
}

import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDir } from '@fantascope/lift';
import { locateFfmpeg } from '@fantascope/media';
import type { TimedRun } from './timed-run.ts';

export const root = join(import.meta.dirname, '..');
/** The command line that the rows time as a whole process. */
export const cli = join(root, 'apps/cli/bin/fantascope.mjs');
/** What the rows write; gone when the bench ends. */
export const folder = join(tmpdir(), `fantascope-bench-${process.pid}`);
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** The settings that ours and every peer's H.264 are encoded with. */
export const x264 = '-c:v libx264 -preset veryfast -crf 20 -pix_fmt yuv420p';

export const ffmpeg = () => locateFfmpeg({ env: process.env }).path;

/** The cache as it is (weights, lifts, compiled modules), but with segments of its own: a person's are theirs to keep. */
export function benchCache(): string {
  const real = cacheDir(process.env);
  const cache = join(folder, 'cache');
  mkdirSync(cache, { recursive: true });
  for (const name of ['lifts', 'weights', 'compiled']) mkdirSync(join(real, name), { recursive: true });
  for (const name of readdirSync(real)) if (name !== 'segments' && name !== 'fits') symlinkSync(join(real, name), join(cache, name));
  return cache;
}

/** Takes finished segments and camera fits away: only the lift may be found ready. */
export const forgetFilms = (cache: string) => {
  for (const name of ['segments', 'fits']) rmSync(join(cache, name), { recursive: true, force: true });
};

export const quoted = (word: string) => (/^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

export const round = (value: number, digits = 3) => Number(value.toFixed(digits));

/** A command as anybody can repeat it: without this machine's folders. */
export const told = (run: Pick<TimedRun, 'command'>) =>
  run.command.replaceAll(process.execPath, 'node').replaceAll(`${folder}/`, '').replaceAll(`${root}/`, '');

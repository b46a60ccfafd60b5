import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { Fault } from '@fantascope/film';

/** Where an ffmpeg was found: named by FFMPEG_PATH, on PATH, or bundled by npm (a 2018 build, good enough for encoding our own frames). */
export type FfmpegPlace = Readonly<{ path: string; source: 'FFMPEG_PATH' | 'PATH' | 'npm' }>;

/** An ffmpeg that answered: its version as it names it, and whether it can write H.264 with libx264. */
export type Ffmpeg = FfmpegPlace & Readonly<{ version: string; hasLibx264: boolean }>;

const program = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';

/** Finds an ffmpeg without running it (a dynamic build takes 0.1 s to say its version). Throws media.no-ffmpeg or media.ffmpeg-not-there. */
export function locateFfmpeg({ env }: { env: Readonly<Record<string, string | undefined>> }): FfmpegPlace {
  const named = env.FFMPEG_PATH;
  if (named !== undefined && named !== '') {
    if (!isProgram(named)) throw new Fault('media.ffmpeg-not-there', { path: named });
    return { path: named, source: 'FFMPEG_PATH' };
  }
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const path = join(folder, program);
    if (folder !== '' && isProgram(path)) return { path, source: 'PATH' };
  }
  const bundled = bundledFfmpeg();
  if (bundled !== undefined) return { path: bundled, source: 'npm' };
  throw new Fault('media.no-ffmpeg');
}

/** Finds an ffmpeg and asks it what it is. Throws as locateFfmpeg does, and media.ffmpeg-unusable when it does not answer. */
export async function findFfmpeg({ env }: { env: Readonly<Record<string, string | undefined>> }): Promise<Ffmpeg> {
  const place = locateFfmpeg({ env });
  const banner = await new Promise<string>((resolve, reject) => {
    execFile(place.path, ['-version'], { timeout: 20_000 }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(new Fault('media.ffmpeg-unusable', { path: place.path, reason: error.message.trim() }, { cause: error }));
    });
  });
  const version = /^ffmpeg version (\S+)/.exec(banner)?.[1];
  if (version === undefined) throw new Fault('media.ffmpeg-unusable', { path: place.path, reason: 'it does not say an ffmpeg version' });
  return { ...place, version, hasLibx264: banner.includes('--enable-libx264') };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Absent, a broken link or not executable: all mean "look further".
    return false;
  }
}

function bundledFfmpeg(): string | undefined {
  // The platform's package alone: the wrapper package prints and throws on platforms it does not know.
  try {
    const require = createRequire(import.meta.url);
    const path = require.resolve(`@ffmpeg-installer/${process.platform}-${process.arch}/${program}`);
    return isProgram(path) ? path : undefined;
  } catch {
    // Optional packages are often blocked or have no build for this machine.
    return undefined;
  }
}

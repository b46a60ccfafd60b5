import { createHash } from 'node:crypto';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Part of every kept scene's name; raised whenever the same picture would be lifted differently. */
const liftVersion = 10;

/** Most bytes of scenes kept: some hundred pictures. */
const mostBytes = 4 * 2 ** 30;
/** A scene used in the last two hours may belong to a film that is still being drawn, and stays whatever the size, in ms. */
const inUseMs = 2 * 3600_000;
/** An unfinished file of a run that died, in ms. */
const deadPartMs = 24 * 3600_000;

/** What tells one kept scene from another: the picture's SHA-256, how matte and depth were made and the picture enlarged, and the canvas. */
export type LiftKey = Readonly<{ sha256: string; matte: string; depth: string; upscale: string; maxWidthPx: number }>;

/** Where the scene of a picture is kept. */
export function liftFile(cache: string, { sha256, matte, depth, upscale, maxWidthPx }: LiftKey): string {
  return join(cache, 'lifts', `${sha256.slice(0, 40)}-${liftVersion}-${matte}-${depth}-${upscale}-${maxWidthPx}.scene`);
}

/** The part of a kept scene's name for depth from a picture with this SHA-256. */
export function depthFileName(sha256: string): string {
  return `file-${sha256.slice(0, 16)}`;
}

/** The part of a kept scene's name for a painted depth brush with this SHA-256; it follows the depth's. */
export function brushName(sha256: string): string {
  return `~brush-${sha256.slice(0, 16)}`;
}

/** Where the scene is kept that was made of another kept one by bringing layers nearer; `told` says all that was asked. */
export function nearerFile(file: string, told: string): string {
  return file.replace(/\.scene$/, `~nearer-${createHash('sha256').update(told).digest('hex').slice(0, 16)}.scene`);
}

/** Notes that a kept scene was used just now. A cache that cannot be written merely forgets it. */
export async function touchLift(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
}

/** Removes what other versions of lifting kept of this picture, dead runs' unfinished files, and the longest unused scenes above `limitBytes`. Never throws. */
export async function pruneLifts(
  cache: string,
  { sha256, limitBytes = mostBytes }: { sha256: string; limitBytes?: number },
): Promise<void> {
  const folder = join(cache, 'lifts');
  const names = await readdir(folder).catch(() => []);
  const nowMs = performance.timeOrigin + performance.now();
  const found = await Promise.all(
    names.map(async (name) => {
      const facts = await stat(join(folder, name)).catch(() => null);
      return { name, bytes: facts?.size ?? 0, idleMs: nowMs - (facts?.mtimeMs ?? nowMs) };
    }),
  );
  const doomed = found.filter(({ name, idleMs }) => name.endsWith('.part') && idleMs > deadPartMs);
  let bytes = 0;
  for (const scene of found.filter(({ name }) => name.endsWith('.scene')).sort((a, b) => a.idleMs - b.idleMs)) {
    const [, picture, version] = /^([0-9a-f]{40})-(\d+)-/.exec(scene.name) ?? [];
    const isOutdated = picture === sha256.slice(0, 40) && version !== String(liftVersion);
    if (!isOutdated) bytes += scene.bytes;
    if (isOutdated || (bytes > limitBytes && scene.idleMs > inUseMs)) doomed.push(scene);
  }
  await Promise.all(doomed.map(({ name }) => rm(join(folder, name), { force: true }).catch(() => undefined)));
}

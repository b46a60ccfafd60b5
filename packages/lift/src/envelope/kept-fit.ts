import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Camera } from '@fantascope/film';
import type { Scene } from '@fantascope/stage';
import { ensureFolder } from '../cache-dir.ts';
import { type CameraFit, fitCamera } from './fit-camera.ts';

/** Part of every kept fit's name; raised whenever the same camera would be fitted differently (kept-fit.test.ts notices). */
const fitVersion = 1;
/** Most fits kept, some kilobytes each. */
const mostFits = 500;

/**
 * Fits a camera as fitCamera does, or takes the fit kept from the last time: a tenth of a second for a shot made again, a second for a film.
 * `sceneKey` names the scene by what it holds (sceneFileKey). A cache that cannot be written only forgets. Throws as fitCamera does.
 */
export async function fitCameraOnce(
  camera: Camera,
  scene: Scene,
  { cache, sceneKey, ...options }: Parameters<typeof fitCamera>[2] & Readonly<{ cache: string; sceneKey: string }>,
): Promise<CameraFit> {
  const folder = join(cache, 'fits');
  const key = createHash('sha256')
    .update(JSON.stringify([fitVersion, sceneKey, camera, options]))
    .digest('hex');
  const file = join(folder, `${key}.json`);
  const kept = await readFit(file);
  if (kept !== null) return kept;
  const fit = fitCamera(camera, scene, options);
  const beside = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    await ensureFolder(folder);
    await writeFile(beside, JSON.stringify(fit));
    await rename(beside, file);
    await prune(folder);
  } catch {
    // a full or read-only cache costs this much again next time
    await rm(beside, { force: true }).catch(() => undefined);
  }
  return fit;
}

/** A kept fit; null when there is none or it is damaged. */
async function readFit(file: string): Promise<CameraFit | null> {
  try {
    const fit = JSON.parse(await readFile(file, 'utf8')) as CameraFit;
    return { ...fit, camera: Camera.parse(fit.camera) };
  } catch {
    return null;
  }
}

/** Removes the oldest fits, a few at a time so that most writes find nothing to do. */
async function prune(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= mostFits * 1.1) return;
  const aged = await Promise.all(
    names.map(async (name) => ({ name, ms: (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0 })),
  );
  const doomed = aged.sort((a, b) => b.ms - a.ms).slice(mostFits);
  await Promise.all(doomed.map(({ name }) => rm(join(folder, name), { force: true })));
}

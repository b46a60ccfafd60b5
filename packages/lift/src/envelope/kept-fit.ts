import { join } from 'node:path';
import { Camera } from '@fantascope/film';
import type { Scene } from '@fantascope/stage';
import { findOnce } from '../kept-finding.ts';
import { type CameraFit, fitCamera } from './fit-camera.ts';

/** Part of every kept fit's name; raised whenever the same camera would be fitted differently (kept-fit.test.ts notices). */
const fitVersion = 1;

/**
 * Fits a camera as fitCamera does, or takes the fit kept from the last time: a tenth of a second for a shot made again, a second for a film.
 * `sceneKey` names the scene by what it holds (sceneFileKey). A cache that cannot be written only forgets. Throws as fitCamera does.
 */
export async function fitCameraOnce(
  camera: Camera,
  scene: Scene,
  { cache, sceneKey, ...options }: Parameters<typeof fitCamera>[2] & Readonly<{ cache: string; sceneKey: string }>,
): Promise<CameraFit> {
  return await findOnce({
    folder: join(cache, 'fits'),
    of: [fitVersion, sceneKey, camera, options],
    read: (json) => {
      const fit = json as CameraFit;
      return { ...fit, camera: Camera.parse(fit.camera) };
    },
    find: () => fitCamera(camera, scene, options),
  });
}

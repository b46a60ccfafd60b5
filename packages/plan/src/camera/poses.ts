import { extentOf, poseAt, writeRealEstate10k } from '@fantascope/film';
import { carry, type Draft, lose } from '../draft.ts';
import { asMeant } from './as-meant.ts';
import type { CameraOutcome, CameraTask } from './camera-task.ts';

/** The camera pose by pose: every move, every time, every keyframe, but no focus; only the scale of the model's world is its own. */
export function carryPoses(draft: Draft, { camera, moves }: CameraTask): CameraOutcome {
  const shown = moves.filter(({ move }) => move.kind !== 'rack-focus');
  const whole = 'moves' in camera ? 'camera.moves' : 'camera.keyframes';
  const parts = 'moves' in camera && moves.length > 0 ? shown.map(({ part }) => part) : [whole];
  for (const part of parts) carry(draft, part, { by: 'number', as: 'poses' });
  if (isTravelling(camera))
    lose(draft, whole, {
      kind: 'approximated',
      severity: 'slight',
      of: ['magnitude'],
      code: 'plan.path-scale',
    });
  return { rest: moves.filter((told) => !shown.includes(told)), isNative: true };
}

/** Whether the camera leaves its place: turns and zooms need no scale. */
function isTravelling(camera: CameraTask['camera']): boolean {
  const { dollyInRatio, dollyOutRatio, truckLeftRatio, truckRightRatio, pedestalUpRatio, pedestalDownRatio } = extentOf(asMeant(camera));
  return Math.max(dollyInRatio, dollyOutRatio, truckLeftRatio, truckRightRatio, pedestalUpRatio, pedestalDownRatio) > 0.01;
}

/** The poses as text once length and frames are settled; a path follows the take's length, not the shot's. */
export function writePoses(draft: Draft): void {
  const { shot, request } = draft;
  const camera = asMeant(shot.camera);
  const fps = request.fps ?? draft.entry.fps[0] ?? 24;
  const frames = request.frames ?? Math.max(2, Math.round((request.lengthSec ?? camera.lengthSec) * fps));
  const poses = Array.from({ length: frames }, (_, i) => ({
    tSec: i / fps,
    pose: poseAt(camera, (i / Math.max(1, frames - 1)) * camera.lengthSec),
  }));
  request.camera = { dialect: 'poses', text: writeRealEstate10k(poses, { aspectRatio: camera.aspectRatio, source: 'fantascope' }) };
}

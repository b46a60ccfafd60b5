import type { MovesCamera } from './camera.ts';
import type { Move } from './move.ts';
import { progress } from './rig.ts';

/**
 * Focus distance in metres at a share of the shot, 0..1. Without a rack-focus it is the camera's own and stays, whatever the camera's way; before the
 * first rack it is that rack's start, afterwards the latest rack's. A rack runs evenly in dioptres (1/m), as blur does; held within 0.01..100000 m.
 */
export function focusAt(camera: MovesCamera, ratio: number): number {
  const racks = camera.moves.filter((move): move is Extract<Move, { kind: 'rack-focus' }> => move.kind === 'rack-focus');
  racks.sort((a, b) => a.startRatio - b.startRatio);
  const rack = racks.findLast((move) => move.startRatio <= ratio) ?? racks[0];
  if (rack === undefined) return camera.focusM ?? camera.subjectDistanceM;
  const e = progress(rack, ratio);
  const dioptres = (1 - e) / rack.fromM + e / rack.toM;
  return 1 / Math.max(1e-5, Math.min(100, dioptres));
}

import type { Camera, KeyframesCamera, MovesCamera } from './camera.ts';
import type { Move } from './move.ts';
import { identityQuat, normalize, slerp } from './quaternion.ts';
import { wayOf } from './rig.ts';
import { scale } from './vector.ts';

/**
 * The same camera with every displacement × factor (0 stands still, 1 is unchanged): angles, ways, shakes, and zooms as ratio^factor; times, easing and
 * focus stay. A push-to becomes the dolly, truck and pedestal that make its straight way. With `nominalOnly`, amounts that somebody named stay too.
 */
export function scaleMoves(camera: Camera, factor: number, { nominalOnly = false }: Readonly<{ nominalOnly?: boolean }> = {}): Camera {
  if (factor === 1) return camera;
  if (!('moves' in camera)) return nominalOnly ? camera : scaleKeyframes(camera, factor);
  return {
    ...camera,
    moves: camera.moves.flatMap((move) => (nominalOnly && move.isNominal !== true ? [move] : scaleMove(camera, move, factor))),
  };
}

function scaleMove(camera: MovesCamera, move: Move, factor: number): Move[] {
  switch (move.kind) {
    case 'pan':
    case 'tilt':
    case 'roll':
    case 'orbit':
    case 'whip-pan':
      return [{ ...move, angleDeg: within(move.angleDeg * factor, 720) }];
    case 'truck':
    case 'pedestal':
    case 'dolly':
    case 'crane':
    case 'dolly-zoom':
    case 'follow':
      return [{ ...move, distanceM: within(move.distanceM * factor, 1000) }];
    case 'zoom':
      return [{ ...move, ratio: Math.max(0.05, Math.min(20, move.ratio ** factor)) }];
    case 'shake':
      return [{ ...move, strengthRatio: Math.max(0, Math.min(4, move.strengthRatio * factor)) }];
    case 'push-to': {
      const { kind: _, region: __, framing: ___, ...timing } = move;
      const way = wayOf(camera, move);
      const parts = [
        { kind: 'dolly', distanceM: within(way.aheadM * factor, 1000), ...timing },
        { kind: 'truck', distanceM: within(way.rightM * factor, 1000), ...timing },
        { kind: 'pedestal', distanceM: within(way.upM * factor, 1000), ...timing },
      ] as const;
      return parts.filter((part) => Math.abs(part.distanceM) > 1e-12);
    }
    case 'hold':
    case 'rack-focus':
      return [move];
    default:
      return move satisfies never;
  }
}

function scaleKeyframes(camera: KeyframesCamera, factor: number): KeyframesCamera {
  return {
    ...camera,
    keyframes: camera.keyframes.map(({ lensMm, ...key }) => ({
      ...key,
      position: scale(key.position, factor),
      orientation: slerp(identityQuat, normalize(key.orientation), factor),
      ...(lensMm === undefined ? {} : { lensMm: Math.max(4, Math.min(2000, camera.lensMm * (lensMm / camera.lensMm) ** factor)) }),
    })),
  };
}

function within(amount: number, most: number): number {
  return Math.max(-most, Math.min(most, amount));
}

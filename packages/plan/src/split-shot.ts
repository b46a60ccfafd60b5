import { type Move, MovesCamera, type Shot } from '@fantascope/film';
import { isStill, toldMoves, turnsOf } from './camera/told-move.ts';
import type { ShotPart } from './plan.ts';

/**
 * A shot whose moves follow one another as one shot for each, in order; what lasts throughout lasts through each. The parts share the shot's length as the moves do.
 * A shot without a sequence is returned as it is.
 */
export function splitShot(shot: Shot): readonly ShotPart[] {
  const { camera } = shot;
  const { lengthSec } = camera;
  const whole = [{ shot, startSec: 0, endSec: lengthSec }];
  if (!('moves' in camera)) return whole;
  const told = toldMoves(camera).filter(({ move }) => !isStill(move) || move.endRatio - move.startRatio < 0.9995);
  const lasting = camera.moves.filter((move) => move.startRatio <= 0.0005 && move.endRatio >= 0.9995);
  const turns = turnsOf(told.filter(({ move }) => !lasting.includes(move)));
  if (turns.length < 2) return whole;
  const starts = turns.map((turn, i) => (i === 0 ? 0 : Math.min(...turn.map(({ move }) => move.startRatio))));
  return turns.map((turn, i): ShotPart => {
    const start = starts[i] ?? 0;
    const end = starts[i + 1] ?? 1;
    const span = Math.max(1e-6, end - start);
    const within = (ratio: number) => Math.max(0, Math.min(1, (ratio - start) / span));
    const moves = [
      ...lasting.map((move) => shareOf(move, span)),
      ...turn.map(({ move }) => ({ ...move, startRatio: within(move.startRatio), endRatio: within(move.endRatio) })),
    ];
    const part: Shot = { ...shot, camera: MovesCamera.parse({ ...camera, lengthSec: Math.max(0.04, lengthSec * span), moves }) };
    const captions = shot.captions.filter(({ startSec }) => startSec >= start * lengthSec && startSec < end * lengthSec);
    return {
      shot: { ...part, captions: captions.map((caption) => ({ ...caption, startSec: caption.startSec - start * lengthSec })) },
      startSec: start * lengthSec,
      endSec: end * lengthSec,
    };
  });
}

/** The share of a lasting move that falls into a part. */
function shareOf(move: Move, span: number): Move {
  switch (move.kind) {
    case 'pan':
    case 'tilt':
    case 'roll':
    case 'orbit':
    case 'whip-pan':
      return { ...move, angleDeg: move.angleDeg * span };
    case 'truck':
    case 'pedestal':
    case 'dolly':
    case 'crane':
    case 'dolly-zoom':
    case 'follow':
      return { ...move, distanceM: move.distanceM * span };
    case 'zoom':
      return { ...move, ratio: move.ratio ** span };
    case 'hold':
    case 'push-to':
    case 'rack-focus':
    case 'shake':
      return move;
    default:
      return move satisfies never;
  }
}

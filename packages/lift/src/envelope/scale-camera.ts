import { type Camera, type Move, type MovesCamera, scaleMoves } from '@fantascope/film';

/** What a move asks for, in its own unit: metres, degrees, a lens ratio, a strength, or the whole way (1) of a push-to; null when there is nothing to make smaller. */
export function amountOf(move: Move): Readonly<{ amount: number; unit: 'm' | 'deg' | 'ratio' | 'strength' | 'share' }> | null {
  switch (move.kind) {
    case 'pan':
    case 'tilt':
    case 'roll':
    case 'orbit':
    case 'whip-pan':
      return { amount: move.angleDeg, unit: 'deg' };
    case 'truck':
    case 'pedestal':
    case 'dolly':
    case 'crane':
    case 'dolly-zoom':
    case 'follow':
      return { amount: move.distanceM, unit: 'm' };
    case 'zoom':
      return { amount: move.ratio, unit: 'ratio' };
    case 'shake':
      return { amount: move.strengthRatio, unit: 'strength' };
    case 'push-to':
      return { amount: 1, unit: 'share' };
    case 'hold':
    case 'rack-focus':
      return null;
    default:
      return move satisfies never;
  }
}

/** The camera with each move at its own share (0..1) of its way; a keyframed path has one share. A push-to cut short becomes the dolly, truck and pedestal of its way. */
export function withShares(camera: Camera, shares: readonly number[]): Camera {
  if (!('moves' in camera)) return scaleMoves(camera, shares[0] ?? 1);
  let scaled: MovesCamera = camera;
  // Push-tos last, for their way is planned from what the other moves do; from the end, for each may become three moves.
  for (const isPush of [false, true]) {
    for (let i = camera.moves.length - 1; i >= 0; i--) {
      if ((camera.moves[i]?.kind === 'push-to') === isPush) scaled = withShare(scaled, i, shares[i] ?? 1);
    }
  }
  return scaled;
}

function withShare(camera: MovesCamera, index: number, share: number): MovesCamera {
  const own = camera.moves[index];
  if (own === undefined || share === 1) return camera;
  // Only the marked move is scaled, seen among the others as they stand.
  const marked = camera.moves.map((move, i): Move => ({ ...move, isNominal: i === index }));
  const scaled = scaleMoves({ ...camera, moves: marked }, share, { nominalOnly: true });
  if (!('moves' in scaled)) return camera;
  const after = camera.moves.length - 1 - index;
  const parts = scaled.moves.slice(index, scaled.moves.length - after).map(({ isNominal: _, ...move }): Move => {
    return own.isNominal === undefined ? move : { ...move, isNominal: own.isNominal };
  });
  return { ...camera, moves: [...camera.moves.slice(0, index), ...parts, ...camera.moves.slice(index + 1)] };
}

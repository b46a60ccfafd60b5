import type { Move } from '@fantascope/film';

/** The places of moves in time: indices by their start, those that start together as they stand. */
export function timeOrder(moves: readonly Move[]): readonly number[] {
  return moves.map((_, index) => index).sort((a, b) => at(moves, a).startRatio - at(moves, b).startRatio || a - b);
}

function at(moves: readonly Move[], index: number): Move {
  const move = moves[index];
  if (move === undefined) throw new RangeError(`no move ${index}`);
  return move;
}

/** Two neighbours in time, exchanged: each keeps its length, and the pause between them stays. Moves that run together stay together. */
function exchanged(moves: readonly Move[], early: number, late: number): Move[] {
  const [first, second] = [at(moves, early), at(moves, late)];
  if (second.startRatio < first.endRatio - 1e-6) return [...moves];
  const lengthOf = (move: Move) => move.endRatio - move.startRatio;
  return moves.map((move, index) => {
    if (index === early) return { ...move, startRatio: Math.max(0, second.endRatio - lengthOf(first)), endRatio: second.endRatio };
    if (index === late) return { ...move, startRatio: first.startRatio, endRatio: Math.min(1, first.startRatio + lengthOf(second)) };
    return move;
  });
}

/** The moves with the one at `from` brought to the place `to`, both counted in the order of time. */
export function reordered(moves: readonly Move[], from: number, to: number): Move[] {
  const step = Math.sign(to - from);
  let now = [...moves];
  const own = timeOrder(moves)[from];
  for (let place = from; step !== 0 && place !== to; place += step) {
    const other = timeOrder(moves).filter((index) => index !== own)[step > 0 ? place : place - 1];
    if (own === undefined || other === undefined) break;
    now = step > 0 ? exchanged(now, own, other) : exchanged(now, other, own);
  }
  return now;
}
